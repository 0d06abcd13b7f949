"""The layout of the replay: the bedside's panels, with the orders so far where orders were given."""

from __future__ import annotations

from dataclasses import replace

from game.case.view import View
from game.ui.bedside.monitor import monitor
from game.ui.bedside.nurse_card import nurse, nurse_height
from game.ui.bedside.organs import organs, organs_height
from game.ui.bedside.three_columns import three_columns
from game.ui.bedside.trend_charts import trends
from game.ui.charts.plot import il6_chart, il6_span
from game.ui.charts.trace import Rhythm
from game.ui.debrief.truth_chart import truth_chart
from game.ui.desk import Revealed
from game.ui.replay.replay_dialogs import replay_dialog
from game.ui.replay.replay_header import replay_controls, replay_header
from game.ui.replay.replay_side import replay_side
from game.ui.replay.scrub import scrub, scrub_height
from game.ui.replay.showing import Showing
from game.ui.toolkit.controls import ground, scroll_area
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.page import GAP, Page
from game.ui.toolkit.stack import Stack
from game.ui.toolkit.widget import Widget
from game.values.words import say

THREE_COLUMNS = 1080
TWO_COLUMNS = 780
LEAST_HEIGHT = 448
"""Of the panels, below the controls; in a window of the design there is so much also while a notice stands below."""
LEAST_CHART, CHART_PERCENT = 150, 60
"""The chart where the panels stand below each other: its least height, and its share of what is seen at once."""
LEAST_BODY = 160
"""With less room below them, the controls scroll with the panels."""


def replay_page(page: Page, view: View, showing: Showing, revealed: Revealed | None, rhythm: Rhythm) -> Widget:
    """Return the whole screen; everything but the monitor may be kept until the next moment."""
    top, main, line = _parts(page, replay_header(page, view, showing))
    bare = main.h < page.px(LEAST_BODY)
    if bare:
        top, main, line = _parts(page, replay_header(page, view, showing, bare=True))
    start = view.level.start.clock_minute
    bar = scrub(page, line, showing, start)
    if page.wide >= THREE_COLUMNS and main.h >= page.px(LEAST_HEIGHT):
        body = _three(page, main, view, showing, revealed, rhythm)
    else:
        across = (0.6, 0.4) if page.wide >= TWO_COLUMNS else (1.0,)
        body = _stacked(page, main, view, showing, revealed, rhythm, across, controls=bare)
    token = object()
    kept = tuple(
        widget if widget.id in {"monitor", "replay.column"} else replace(widget, frozen=token)
        for widget in (top, *body, bar)
    )
    question = replay_dialog(page, view, showing)
    return ground(page, "replay", (*kept, *((question,) if question is not None else ())), say("replay.replay"))


def _parts(page: Page, top: Widget) -> tuple[Widget, Rect, Rect]:
    """Return the header, the room for the panels, and that for the line of time."""
    gap = page.px(GAP)
    inner = Rect(gap, top.rect.bottom, page.size[0] - 2 * gap, page.size[1] - top.rect.bottom - gap)
    main, line = rows(inner, (1.0, scrub_height(page)), gap)
    return top, main, line


def _three(
    page: Page, main: Rect, view: View, showing: Showing, revealed: Revealed | None, rhythm: Rhythm
) -> tuple[Widget, ...]:
    at = three_columns(page, main, view)
    return (
        monitor(page, at.monitor, view, rhythm, ""),
        organs(page, at.organs, view),
        _chart(page, at.il6, view, showing, revealed),
        *trends(page, at.small, view, showing.ghost_view),
        nurse(page, at.nurse, view, opens=False),
        replay_side(page, at.right, view, showing, revealed),
    )


def _stacked(
    page: Page,
    main: Rect,
    view: View,
    showing: Showing,
    revealed: Revealed | None,
    rhythm: Rhythm,
    across: tuple[float, ...],
    *,
    controls: bool,
) -> tuple[Widget, ...]:
    gap = page.px(GAP)
    parts = columns(main, across, gap)

    def patient(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "replay.patient", at)

        def place(height: int) -> Rect:
            return Rect(stack.x, stack.y, stack.w, height)

        if controls:
            made = replay_controls(page, place(0), showing)
            stack.widgets += made
            stack.y = made[-1].rect.bottom + gap
        # The course first: below the monitor, the truth that a press shows was scrolled out of sight.
        tall = max(page.px(LEAST_CHART), min(page.px(260), main.h * CHART_PERCENT // 100))
        stack.put(_chart(page, place(tall), view, showing, revealed), GAP)
        stack.put(monitor(page, place(page.px(376)), view, rhythm, ""), GAP)
        if len(parts) == 1:
            stack.put(replay_side(page, place(page.px(260)), view, showing, revealed), GAP)
        for first in (0, 2):
            cells = columns(place(page.px(124)), (1.0, 1.0), gap)
            stack.widgets += trends(page, (*cells, *cells), view, showing.ghost_view)[first : first + 2]
            stack.y = cells[0].bottom + gap
        stack.put(organs(page, place(organs_height(page, at.w, view)), view), GAP)
        stack.put(nurse(page, place(nurse_height(page, at.w, view, 10_000)), view, opens=False))
        return stack.done()

    first = scroll_area(page, "replay.column", parts[0], patient, say("replay.patient_and_trends"))
    return (first, replay_side(page, parts[1], view, showing, revealed)) if len(parts) > 1 else (first,)


def _chart(page: Page, rect: Rect, view: View, showing: Showing, revealed: Revealed | None) -> Widget:
    return (
        truth_chart(page, rect, view, revealed, il6_span(view), showing.ghost)
        if showing.truth
        else il6_chart(page, rect, view, showing.ghost)
    )
