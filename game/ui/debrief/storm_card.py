"""The case in one picture: IL-6 as it was, what was given when, and below it where the points went."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.review.findings import Episode
from game.ui.charts.bands import il6_plot
from game.ui.charts.plot import blocked_since
from game.ui.charts.span import Span
from game.ui.debrief.curve_marks import SIGN, mark_widgets, placed_marks
from game.ui.debrief.debrief_shown import DebriefShown
from game.ui.debrief.truth_chart import truth_key, truth_plot, whole_span
from game.ui.debrief.value_curve import NONE_CHOSEN, decisions
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import in_capitals, panel, paragraph
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import clock_text
from game.values.words import say

LEAST_HIGH: Final = 215
"""Design pixels below which the plot would say nothing; a column that leaves less is scrolled."""
LEAST_PLOT: Final = 90
BAR: Final = 4
"""Design pixels of the line that says how long a decision lasted."""


def storm_height(page: Page) -> int:
    """Return the least height of the card: of its plot, and of the words around it in text of this size."""
    return max(page.px(LEAST_HIGH), page.px(LEAST_PLOT + 2 * SIGN) + 5 * page.line(SMALL))


def storm_card(page: Page, rect: Rect, shown: DebriefShown) -> Widget:
    """Return the card. It has its place before anything is reckoned: what was measured and given is known then.

    Neither the moment from which the rise could be read nor the untreated course is drawn: the question beside it asks
    for the first, and both stand on the tab of the chart.
    """
    inner = rect.inset(page.px(14), page.px(10))
    view = shown.view
    true = replace(shown.revealed, untreated_il6=(), readable=None) if shown.revealed is not None else None
    title = say("debrief.storm_card.title")
    wide = page.width(in_capitals(title), SMALL - 0.5, Weight.SEMIBOLD)
    beside = wide + page.px(180) <= inner.w
    at = Rect(inner.x, inner.y, wide + 1 if beside else inner.w, 0)
    head = paragraph(page, "storm.title", at, in_capitals(title), SMALL - 0.5, Ink.QUIET, Weight.SEMIBOLD)
    key_at = Rect(head.rect.right + page.px(20), inner.y, inner.right - head.rect.right - page.px(20), 0)
    key = truth_key(page, key_at if beside else Rect(inner.x, head.rect.bottom, inner.w, 0), untreated=False)
    foot, bottom = _foot(page, inner, shown)
    lane_high = page.px(2 * (SIGN + BAR) + 4)  # Two decisions of the same hours stand over each other.
    lane_y = bottom - lane_high
    y = max(head.rect.bottom, key.rect.bottom) + page.px(2)
    box = Rect(inner.x, y, inner.w, max(page.px(LEAST_PLOT), lane_y - page.px(2) - y))
    span = whole_span(view)
    plot = il6_plot(page, box)
    lane = _lane(page, Rect(box.x, box.bottom + page.px(2), box.w, lane_high), plot, shown, span)
    return panel(page, "opening.storm", rect, (head, key, truth_plot(page, box, view, true, span), lane, *foot), title)


def _foot(page: Page, inner: Rect, shown: DebriefShown) -> tuple[tuple[Widget, ...], int]:
    """Return what must be known to read the curve, and where the picture ends above it."""
    view = shown.view
    blocked = blocked_since(view, view.tick)
    if blocked is None:
        return (), inner.bottom
    words = say("debrief.truth_chart.no_measure", when=clock_text(blocked, view.level.start.clock_minute))
    high = paragraph(page, "storm.foot", inner, words, SMALL, Ink.QUIET).rect.h
    bottom = inner.bottom - high
    made = paragraph(page, "storm.foot", Rect(inner.x, bottom, inner.w, 0), words, SMALL, Ink.QUIET)
    return (made,), bottom - page.px(2)


def _lane(page: Page, whole: Rect, plot: Rect, shown: DebriefShown, span: Span) -> Widget:
    """Return how long each decision lasted, and below it its mark with its points: a button that leads to it."""
    label = say("debrief.storm_card.points")
    lane = Rect(plot.x, whole.y, plot.w, whole.h)
    if shown.analysis is None:
        words = "" if shown.failure or shown.no_analysis else say("debrief.storm_card.being_weighed")
        waits = (paragraph(page, "storm.waits", lane, words, SMALL, Ink.QUIET),) if words else ()
        return Widget("storm.lane", whole, Role.GROUP, label, children=waits)
    signs = Rect(lane.x, lane.y + page.px(2 * BAR), lane.w, lane.h - page.px(2 * BAR))
    bar = page.px(BAR)

    def hours(one: Episode, at: Rect) -> tuple[int, int]:
        # What goes on after a case was stopped was nobody's, and would stand beyond the picture.
        return span.x(max(0, one.first), at), span.x(min(one.last, shown.view.tick), at)

    def middle(one: Episode) -> tuple[int, int]:
        first, last = hours(one, lane)
        return (first + last) // 2, signs.y + page.px(SIGN) // 2

    marks = placed_marks(page, signs, decisions(shown.analysis), NONE_CHOSEN, middle)

    def paint(canvas: Canvas, place: Rect) -> None:
        track = lane.moved(place.x - whole.x, place.y - whole.y)
        y = track.y + page.px(1)
        canvas.fill_rect(Rect(track.x, y, track.w, bar), Ink.RAISED, bar // 2)
        # The dearest last: of two decisions in the same hours its line is the one to be seen.
        for mark in sorted(marks, key=lambda one: one.one.points):
            first, last = hours(mark.one, track)
            canvas.fill_rect(Rect(first, y, max(bar, last - first), bar), MARK_INKS[mark.one.mark], bar // 2)
        size = page.px(SMALL - 0.5)
        numbered = any(mark.label for mark in marks)
        if numbered and canvas.text_size(label, size)[0] <= track.x - place.x - page.px(6):
            at = (track.x - page.px(6), track.y + page.px(2 * BAR + 3))
            canvas.text(at, label, size, Ink.QUIET, align=Align.RIGHT)

    children = mark_widgets(page, marks, shown.view.level.start.clock_minute, NONE_CHOSEN)
    return Widget("storm.lane", whole, Role.GROUP, label, children=children, paint=paint)
