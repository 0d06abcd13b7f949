"""IL-6 in a line above a column that scrolls: in large text its chart lies below the monitor, out of sight."""

from __future__ import annotations

from game.case.view import View
from game.ui.charts.plot import il6_told
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import panel, paragraph, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.widget import Widget
from game.values.words import say


def glance(page: Page, at: Rect, view: View) -> Widget:
    """Return the last value and how it moves, in the words of the chart; as tall as they need."""
    value, words, ink = il6_told(view)
    inner = at.inset(page.px(14), 0)
    name = say("charts.plot.il_6_pg_ml")
    top, gap = at.y + page.px(5), page.px(10)
    high = page.line(BODY)
    named = Rect(inner.x, top, page.width(name, BODY), high)
    numbered = Rect(named.right + gap, top, page.width(value, BODY, Weight.BOLD), high)
    first = text(page, "glance.name", named, name, BODY)
    number = text(page, "glance.value", numbered, value, BODY, ink, Weight.BOLD)
    after = numbered.right + gap
    beside = page.width(words, SMALL + 1) <= inner.right - after
    lower = (high - page.line(SMALL + 1)) // 2
    under = Rect(inner.x, top + high, inner.w, 0)
    place = Rect(after, top + lower, inner.right - after, 0) if beside else under
    told = paragraph(page, "glance.words", place, words, SMALL + 1, ink)
    bottom = max(top + high, told.rect.bottom) + page.px(5)
    label = say("bedside.glance", name=name, reading=value, words=words)
    return panel(page, "glance", Rect(at.x, at.y, at.w, bottom - at.y), (first, number, told), label)
