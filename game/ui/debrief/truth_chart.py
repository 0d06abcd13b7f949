"""IL-6 as it was measured over IL-6 as it truly was: shown only after play."""

from __future__ import annotations

from collections.abc import Iterable

from game.case.view import View
from game.ui.charts.bands import has_times, il6_bands, il6_plot, log_y, normal_name, ruled, storm_name, write
from game.ui.charts.flags import flags, poles, strokes
from game.ui.charts.legend import LegendEntry, Stroke, legend
from game.ui.charts.placing import Crowd, Name, placed
from game.ui.charts.plot import (
    blocked_since,
    days,
    ghost_curve,
    ghost_readings,
)
from game.ui.charts.span import Span
from game.ui.desk import Ghost, Revealed
from game.ui.toolkit.canvas import Canvas, Point, Weight
from game.ui.toolkit.controls import heading, panel, paragraph, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import HEADING, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import Channel
from game.values.ticks import Tick, clock_text, ticks
from game.values.words import say


def whole_span(view: View) -> Span:
    """Return from the first sample to a little beyond the end of play, two days at least."""
    readings = view.labs.get(Channel.IL6, ())
    first = min([0, *(reading.taken for reading in readings)])
    return Span(first, max(first + ticks(48), view.tick + ticks(4)), view.level.start.clock_minute)


def peak_words(view: View, revealed: Revealed) -> str:
    """Return how high IL-6 truly came, and when."""
    played = [(value, tick) for tick, value in zip(revealed.ticks, revealed.il6, strict=False) if tick <= view.tick]
    value, tick = max(played, default=(0.0, 0))
    return say(
        "debrief.truth_chart.highest_pg_ml", value=f"{value:,.0f}", when=clock_text(tick, view.level.start.clock_minute)
    )


def hidden_words(view: View, revealed: Revealed, *, headed: bool = False) -> str:
    """Return what could not be seen, in a sentence or two; a heading may have said that it was hidden."""
    start = view.level.start.clock_minute
    if revealed.readable is None or revealed.storm is None:
        return say(f"debrief.truth_chart.{'headed_no_storm' if headed else 'hidden_until_now_untreated_no'}")
    if view.outcome is not None and revealed.readable > view.outcome.tick:
        # Nobody could read it in this case: it would have come after its end.
        told = "headed_after_the_end" if headed else "hidden_until_now_after_the_end"
    else:
        told = "headed_the_rise" if headed else "hidden_until_now_the_rise"
    return say(
        f"debrief.truth_chart.{told}",
        when=clock_text(revealed.readable, start),
        when_2=clock_text(revealed.storm, start),
    )


def truth_chart(
    page: Page, rect: Rect, view: View, revealed: Revealed | None, span: Span, ghost: Ghost | None = None
) -> Widget:
    """Return the chart up to the moment of `view`; once the case is over it also says in words what was hidden.

    Behind a blocked receptor it says that IL-6 is no measure of the storm, as the chart of the bedside does.
    """
    inner = rect.inset(page.px(16), page.px(12))
    title = say("debrief.truth_chart.il_6_measured_and_true")
    high = page.line(HEADING)
    blocked = blocked_since(view, view.tick)
    words = peak_words(view, revealed) if revealed is not None else say("debrief.truth_chart.computing_what_was_hidden")
    if blocked is not None and view.outcome is None:
        # There is no room below on the way; at the end both are said.
        words = say("charts.plot.no_measure")
    side = page.width(words, SMALL + 1)
    beside = page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) + side + page.px(12) <= inner.w
    if not beside:
        title = say("debrief.truth_chart.true_il_6_pg_ml")
        beside = page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) + side + page.px(12) <= inner.w
    left = inner.w - side - page.px(12) if beside else inner.w
    top = [heading(page, "truth.title", Rect(inner.x, inner.y, left, 0), title)]
    y = inner.y + high
    if beside:
        at = Rect(inner.right - side, inner.y, side, 0)
        silent = blocked is not None and view.outcome is None
        top.append(text(page, "truth.peak", at, words, SMALL + 1, Ink.QUIET if silent else Ink.INFLAMMATION_LIGHT))
    legend_y = y
    key = truth_key(page, Rect(inner.x, legend_y, inner.w, 0), ghost, untreated=revealed is not None)
    y = legend_y + key.rect.h + page.px(4)
    foot: tuple[Widget, ...] = ()
    bottom = inner.bottom
    if revealed is not None and view.outcome is not None:
        below = [hidden_words(view, revealed)]
        if blocked is not None:
            below.append(say("debrief.truth_chart.no_measure", when=clock_text(blocked, view.level.start.clock_minute)))
        told = paragraph(page, "truth.hidden", inner, " ".join(below), SMALL, Ink.QUIET)
        bottom = inner.bottom - told.rect.h - page.px(4)
        foot = (paragraph(page, told.id, Rect(inner.x, bottom + page.px(4), inner.w, 0), told.label, SMALL, Ink.QUIET),)
    box = Rect(inner.x, y, inner.w, max(page.px(40), bottom - y))
    plot = truth_plot(page, box, view, revealed, span, ghost)
    return panel(page, "truth", rect, (*top, key, plot, *foot), title)


def truth_plot(
    page: Page, box: Rect, view: View, revealed: Revealed | None, span: Span, ghost: Ghost | None = None
) -> Widget:
    """Return the plot alone."""
    other = ghost.view if ghost is not None else None
    words = peak_words(view, revealed) if revealed is not None else ""
    return Widget(
        "truth.plot",
        box,
        Role.CHART,
        say("debrief.truth_chart.il_6_measured_and_true_2"),
        words,
        paint=lambda canvas, place: _paint(page, canvas, place, view, revealed, span, other),
    )


def truth_key(page: Page, at: Rect, ghost: Ghost | None = None, *, untreated: bool) -> Widget:
    """Return what its lines and dots are."""
    entries: tuple[LegendEntry, ...] = (
        (say("debrief.truth_chart.key_measured"), Stroke.DOT, Ink.INFLAMMATION),
        (say("debrief.truth_chart.key_true"), Stroke.LINE, Ink.TEXT),
    )
    if untreated:
        entries += ((say("debrief.truth_chart.key_untreated"), Stroke.DASH, Ink.QUIET),)
    if ghost is not None:
        entries += ((ghost.name, Stroke.RING, Ink.SPO2),)
    return legend(page, "truth.legend", at, entries)


def _paint(
    page: Page,
    canvas: Canvas,
    box: Rect,
    view: View,
    revealed: Revealed | None,
    span: Span,
    ghost: View | None,
) -> None:
    plot = il6_plot(page, box)

    def curve(hourly: Iterable[tuple[Tick, float]]) -> list[Point]:
        return [(span.x(tick, plot), log_y(value, plot)) for tick, value in hourly if span.first <= tick <= span.last]

    measured = curve((one.taken, one.value) for one in view.labs.get(Channel.IL6, ()))
    beside = curve((one.taken, one.value) for one in ghost_readings(ghost, view))
    untreated, true = [], []
    if revealed is not None:
        untreated = curve(zip(revealed.ticks, revealed.untreated_il6, strict=False))
        true = curve(pair for pair in zip(revealed.ticks, revealed.il6, strict=False) if pair[0] <= view.tick)
    now = [span.x(view.tick, plot)] if view.outcome is None else []
    read = revealed.readable if revealed is not None else None
    readable = [span.x(read, plot)] if read is not None and read <= view.tick else []
    uprights: list[list[Point]] = [[(x, plot.y), (x, plot.bottom)] for x in (*now, *readable)]
    lines = (*uprights, *poles(plot, view, span), *strokes(page, plot, view, span))
    crowd = Crowd((measured, beside, true, untreated), lines, rulers=ruled(plot))
    normal = normal_name(page, canvas, box, crowd)
    spared = (normal.rect,) if normal else ()
    il6_bands(page, canvas, box)
    if has_times(page, box):
        days(page, canvas, plot, span, plot.bottom + page.px(4))
    if untreated:
        canvas.polyline(untreated, Ink.QUIET, max(1, page.px(1.5)), page.px(3))
    if true:
        canvas.polyline(true, Ink.TEXT, max(2, page.px(2)))
    # Below the flags: over them they would cut their words.
    for x in readable:
        canvas.line((x, plot.y), (x, plot.bottom), Ink.LOOK, max(1, page.px(1.5)), page.px(4))
    for x in now:
        canvas.line((x, plot.y), (x, plot.bottom), Ink.QUIET, max(1, page.px(1)))
    crowd = crowd.with_words(*spared, *flags(page, canvas, plot, view, span, crowd.curves, spared))
    names = [_readable(page, canvas, plot, x, crowd) for x in readable]
    crowd = crowd.with_words(*(one.rect for one in names))
    names += [one for one in (normal, storm_name(page, canvas, box, crowd)) if one]
    write(page, canvas, plot, names, crowd)
    ghost_curve(page, canvas, beside)
    for centre in measured:
        canvas.circle(centre, page.px(5) + 1, Ink.PANEL)
        canvas.circle(centre, page.px(5), Ink.INFLAMMATION)


def _readable(page: Page, canvas: Canvas, plot: Rect, x: int, crowd: Crowd) -> Name:
    """Name the moment at which the rise could first be read, beside its line, as high as there is room."""
    size, gap = page.px(SMALL - 0.5), page.px(5)
    words = say("debrief.truth_chart.rise_readable")
    wide, high = canvas.text_size(words, size, Weight.SEMIBOLD)
    sides = [left for left in (x + gap, x - gap - wide) if left >= plot.x and left + wide <= plot.right]
    lefts = sides or [max(plot.x, plot.right - wide)]
    places = [Rect(left, y, wide, high) for y in range(plot.y, plot.bottom - high, page.px(3)) for left in lefts]
    place = placed(page, places, crowd) or Rect(lefts[0], plot.y, wide, high)
    return Name(place, words, Ink.LOOK, Weight.SEMIBOLD)
