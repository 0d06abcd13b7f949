"""The three columns of a wide window, at the bedside and in a replay alike: where each panel stands."""

from __future__ import annotations

from typing import NamedTuple

from game.case.view import View
from game.ui.bedside.monitor import monitor_height
from game.ui.bedside.nurse_card import nurse_height
from game.ui.bedside.organs import organs_height
from game.ui.bedside.trend_charts import room_below, small_height
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.page import GAP, Page

WIDTHS = (0.326, 0.39, 0.284)
"""The shares of the columns."""


class ThreeColumns(NamedTuple):
    """Where the panels stand: monitor over organs, charts over the nurse's card, and what the right column is for."""

    monitor: Rect
    organs: Rect
    il6: Rect
    small: tuple[Rect, ...]
    nurse: Rect
    right: Rect


def three_columns(page: Page, main: Rect, view: View, spare_lines: int = 0) -> ThreeColumns:
    """Return where the panels stand; the organs keep room for so many lines more than they have."""
    gap = page.px(GAP)
    left, centre, right = columns(main, WIDTHS, gap)
    # A window that a coach or a notice has made lower scrolls the organs before it cuts the monitor's units.
    room = left.h - gap - monitor_height(page, left.w)
    low = min(organs_height(page, left.w, view, spare_lines), left.h * 45 // 100, room)
    upper, lower = rows(left, (1.0, low), gap)
    card = nurse_height(page, centre.w, view, room_below(page, centre.h))
    small = small_height(page, centre.h - card - 3 * gap)
    chart, first, second, note = rows(centre, (1.0, small, small, card), gap)
    cells = (*columns(first, (1.0, 1.0), gap), *columns(second, (1.0, 1.0), gap))
    return ThreeColumns(upper, lower, chart, cells, note, right)
