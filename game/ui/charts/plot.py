"""The IL-6 chart and the small trends: measured points only, with where pending results will land."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from game.bedside.trend import LONGEST_DOUBLING_H, Doubling, Trend, bounds, is_old, moved
from game.case.view import View
from game.ui.charts.bands import (
    HEALTHY,
    has_times,
    il6_bands,
    il6_plot,
    log_y,
    normal_name,
    ruled,
    storm_name,
    write,
)
from game.ui.charts.flags import flags, poles, strokes
from game.ui.charts.legend import Stroke, legend
from game.ui.charts.placing import Crowd, Name, placed
from game.ui.charts.span import Span
from game.ui.desk import Ghost
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import heading, panel, paragraph, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import HEADING, SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import KINDS, PANELS, Channel, Flag, Reading
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven
from game.values.ticks import MINUTES_PER_TICK, Tick, day_text, span_text, ticks
from game.values.words import count, say

HALVES_UNDER_H = 10.0
"""A doubling time is told in half hours under so many hours, in whole ones above (two results leave more room)."""


def il6_span(view: View) -> Span:
    """Return from the first sample to a while ahead: two days at least, a quarter of what has passed later on."""
    first = min([0, *(result.taken for results in view.labs.values() for result in results)]) - ticks(2)
    pending = [result.due for result in view.pending if Channel.IL6 in PANELS[result.panel].channels]
    ahead = max(ticks(12), (view.tick - first) * 3 // 10)
    last = max([first + ticks(48), view.tick + ahead, *(due + ticks(1) for due in pending)])
    return Span(first, last, view.level.start.clock_minute)


def trend_name(readings: tuple[Reading, ...]) -> str:
    """Return by which name the catalogue says how the newest result moved; one rule for the charts and the coach.

    'Rising' would be of now: 125 after 163 is up from the 89 of the day before, and rises no more. So it is 'up_in'.
    """
    found = moved(readings)
    if found is None or found.since is readings[-2]:
        return (Trend.NONE if found is None else found.trend).value
    return "up_in" if found.trend is Trend.RISING else "down_in"


def il6_trend_name(view: View) -> str:
    """Return the same for IL-6 as its chart tells it: what doubles is rising, however long ago it is held against."""
    return Trend.RISING.value if _doubling(view) is not None else trend_name(view.labs.get(Channel.IL6, ()))


def trend_word(readings: tuple[Reading, ...]) -> str:
    """Return what the results say, in a word; since when it is up or down, where two neighbours do not say it."""
    if readings[-1].channel is Channel.BLOOD_CULTURE:
        return count("things.cultures", len(readings))
    found = moved(readings)
    span = "" if found is None else span_text(readings[-1].taken - found.since.taken)
    return say(f"charts.plot.words.{trend_name(readings)}", span=span)


def value_text(reading: Reading) -> str:
    """Return a result with its unit; loads are printed as powers of ten."""
    if KINDS[reading.channel].decades:
        return say("charts.plot.copies", power=power_text(reading))
    return reading.told


def power_text(reading: Reading) -> str:
    """Return a result that is measured in decades as a power of ten, without its unit."""
    powers = str.maketrans("0123456789.-", "⁰¹²³⁴⁵⁶⁷⁸⁹·⁻")
    mark = reading.flag.value if reading.flag in {Flag.BELOW, Flag.ABOVE} else ""
    return f"{mark}10{f'{reading.value:.1f}'.translate(powers)}"


def _doubling(view: View) -> Doubling | None:
    """Return the doubling time, where the level shows it, the last sample is not old and IL-6 measures the storm."""
    readings = view.labs.get(Channel.IL6, ())
    if not view.level.show_doubling_time or (readings and is_old(readings[-1], view.tick)):
        return None
    if readings and blocked_since(view, readings[-1].taken) is not None:
        return None
    return view.il6_doubling


def blocked_since(view: View, tick: Tick) -> Tick | None:
    """Return since when a drug had blocked the receptor of IL-6 at a tick; nothing where none did.

    What is measured from then on says nothing of the storm: the receptor no longer clears IL-6, which rises though the
    storm goes (Nishimoto 2008, Blood 112:3959).
    """
    doses = [fact for fact in view.history if isinstance(fact, DoseGiven)]
    given = [(one.tick, FORMULARY[one.regimen]) for one in doses if one.regimen in FORMULARY]
    return min((at for at, drug in given if drug.kind.blocks_il6 and drug.acts(at, tick)), default=None)


def told_h(hours: float) -> float:
    """Return a doubling time as it is told and drawn: no finer than its error allows."""
    return round(2.0 * hours) / 2.0 if hours < HALVES_UNDER_H else float(round(hours))


def doubling_words(found: Doubling) -> str:
    """Return a doubling time with the range that the error of the assay leaves."""
    hours, least_h = f"{told_h(found.hours):g}", f"{told_h(found.least_h):g}"
    if found.most_h > LONGEST_DOUBLING_H:
        return say("charts.plot.doubles_every_h_or_more", hours=hours, least_h=least_h)
    if told_h(found.least_h) == told_h(found.most_h):
        return say("charts.plot.doubles_every_h", hours=hours)
    return say("charts.plot.doubles_every_h_to", hours=hours, least_h=least_h, most_h=f"{told_h(found.most_h):g}")


def _slope_words(view: View, readings: tuple[Reading, ...]) -> str:
    """Return how IL-6 moves; once the last sample is old, only its age: it says nothing of now."""
    if not readings:
        return say("charts.plot.no_result_yet")
    if blocked_since(view, readings[-1].taken) is not None:
        return say("charts.plot.no_measure")
    if is_old(readings[-1], view.tick):
        return say("charts.plot.taken_ago", span=span_text(view.tick - readings[-1].taken))
    doubling = _doubling(view)
    return trend_word(readings) if doubling is None else doubling_words(doubling)


def il6_told(view: View) -> tuple[str, str, Ink]:
    """Return the last value of IL-6, how it moves, and their colour: quiet where it says nothing of now."""
    readings = view.labs.get(Channel.IL6, ())
    last = readings[-1] if readings else None
    silent = last is not None and (is_old(last, view.tick) or blocked_since(view, last.taken) is not None)
    value = last.text if last is not None else "–"
    return value, _slope_words(view, readings), Ink.QUIET if silent else Ink.INFLAMMATION


def il6_chart(page: Page, rect: Rect, view: View, ghost: Ghost | None = None) -> Widget:
    """Return the chart that the eye should find second; `ghost` is another run, drawn up to the same moment."""
    beside = ghost.view if ghost is not None else None
    inner = rect.inset(page.px(16), page.px(12))
    readings = view.labs.get(Channel.IL6, ())
    value, words, ink = il6_told(view)
    # An age of whole hours is shorter than one with minutes: the number beside it would jump at every hour.
    later = il6_told(replace(view, tick=view.tick + 1))[1]
    high = page.line(HEADING)
    number = page.width(value, HEADING, Weight.BOLD)
    middle = (high - page.line(SMALL)) // 2
    long, short = say("charts.plot.interleukin_6_pg_ml_log"), say("charts.plot.il_6_pg_ml")
    for title, size, gaps in ((long, SMALL + 1, 20), (short, SMALL + 1, 20), (short, SMALL, 16)):
        side = max(page.width(words, size), page.width(later, size))
        left = inner.w - side - number - page.px(gaps)
        beside_it = page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) <= left
        if beside_it:
            break
    top = inner.y + high + page.px(4)
    at = Rect(inner.right - side, inner.y + middle, side, 0)
    numbered = at.x - page.px(8)
    if not beside_it:
        # Long words have a line of their own: they never take the place of what is measured, and in which unit.
        at, numbered, left = Rect(inner.x, top - page.px(4), inner.w, 0), inner.right, inner.w - number - page.px(8)
    trend = paragraph(page, "il6.trend", at, words, size, ink)
    if not beside_it:
        top = trend.rect.bottom + page.px(2)
    keys: tuple[Widget, ...] = ()
    if ghost is not None:
        entries = ((say("charts.plot.this_case"), Stroke.DOT, Ink.INFLAMMATION), (ghost.name, Stroke.RING, Ink.SPO2))
        keys = (legend(page, "il6.legend", Rect(inner.x, top, inner.w, 0), entries),)
        top = keys[0].rect.bottom + page.px(4)
    children = (
        heading(page, "il6.title", Rect(inner.x, inner.y + middle, max(1, left), 0), title),
        text(
            page,
            "il6.value",
            Rect(numbered - number, inner.y, number, 0),
            value,
            HEADING,
            ink,
            Weight.BOLD,
        ),
        trend,
        Widget(
            "il6.plot",
            Rect(inner.x, top, inner.w, max(page.px(40), inner.bottom - top)),
            Role.CHART,
            say("charts.plot.interleukin_6"),
            "; ".join(
                say("charts.plot.at_hour", reading=reading.text, taken=f"{reading.taken * MINUTES_PER_TICK / 60:.0f}")
                for reading in readings[-5:]
            ),
            paint=lambda canvas, box: _paint_il6(page, canvas, box, view, beside),
        ),
        *keys,
    )
    return panel(page, "il6", rect, children, say("charts.plot.interleukin_6"))


def newest_il6(page: Page, box: Rect, view: View) -> Point | None:
    """Return where the newest dot stands in the box of the chart; nothing before the first."""
    plot, readings = il6_plot(page, box), view.labs.get(Channel.IL6, ())
    return (il6_span(view).x(readings[-1].taken, plot), log_y(readings[-1].value, plot)) if readings else None


def _paint_il6(page: Page, canvas: Canvas, box: Rect, view: View, ghost: View | None) -> None:
    plot, span = il6_plot(page, box), il6_span(view)
    readings = view.labs.get(Channel.IL6, ())
    points = [(span.x(reading.taken, plot), log_y(reading.value, plot)) for reading in readings]
    beside = [(span.x(one.taken, plot), log_y(one.value, plot)) for one in ghost_readings(ghost, view)]
    now = span.x(view.tick, plot)
    foot, head = (now, plot.bottom), (now, plot.y)
    il6_bands(page, canvas, box)
    if has_times(page, box):
        days(page, canvas, plot, span, plot.bottom + page.px(4))
    canvas.line(head, foot, Ink.QUIET, max(1, page.px(1)))
    lines = ((head, foot), *poles(plot, view, span))
    ahead = _led_to(plot, view, span, points)
    crowd = Crowd((points, beside, ahead), (*lines, *strokes(page, plot, view, span)), rulers=ruled(plot))
    due = _due(page, canvas, plot, view, span, crowd)
    crowd = crowd.with_words(*(one.name.rect for one in due))
    normal = normal_name(page, canvas, box, crowd, due=True)
    names = (*(one.name for one in due), *((normal,) if normal else ()))
    flagged = flags(page, canvas, plot, view, span, crowd.curves, tuple(one.rect for one in names))
    storm = storm_name(page, canvas, box, crowd.with_words(*flagged))
    _ahead(page, canvas, plot, points, ahead, due)
    write(page, canvas, plot, (*names, *((storm,) if storm else ())), crowd)
    ghost_curve(page, canvas, beside)
    for reading, (x, _) in zip(readings, points, strict=True):
        error_bar(page, canvas, x, [log_y(value, plot) for value in bounds(reading)], Ink.INFLAMMATION)
    curve(page, canvas, points, Ink.INFLAMMATION, 5)


def curve(page: Page, canvas: Canvas, points: Sequence[Point], ink: Ink, dot: float) -> None:
    """Draw measured points and the line through them."""
    wide = max(2, page.px(2.2 if dot > 4 else 1.7))
    for start, end in pairwise(points):
        canvas.line(start, end, ink, wide)
    apart = (points[-1][0] - points[0][0]) / max(1, len(points) - 1) if points else 0
    radius = max(page.px(2), min(page.px(dot), round(apart / 2.4))) if len(points) > 1 else page.px(dot)
    for point in points:
        canvas.circle(point, radius, ink)


def error_bar(page: Page, canvas: Canvas, x: float, ends: Sequence[float], ink: Ink) -> None:
    """Draw between which values the truth lies, where that is more than the dot covers."""
    low, high = ends
    if abs(low - high) > page.px(6):
        canvas.line((x, low), (x, high), Mix(ink, Ink.PANEL, 0.6), max(1, page.px(1.5)))


def ghost_readings(ghost: View | None, view: View, channel: Channel = Channel.IL6) -> tuple[Reading, ...]:
    """Return what another run had measured by the moment of a view."""
    found = ghost.labs.get(channel, ()) if ghost is not None else ()
    return tuple(reading for reading in found if reading.taken <= view.tick)


def ghost_curve(page: Page, canvas: Canvas, points: Sequence[Point], radius: float = 4) -> None:
    """Draw another run's points as rings on a dashed line."""
    thin = max(1, page.px(1.5))
    for start, end in pairwise(points):
        canvas.line(start, end, Ink.SPO2, thin, page.px(5))
    for point in points:
        canvas.circle(point, page.px(radius), Ink.SPO2, thin)


def days(page: Page, canvas: Canvas, plot: Rect, span: Span, y: int) -> None:
    """Name the days below a chart, as many as fit."""
    size = page.px(SMALL - 0.5)
    room = canvas.text_size(say("charts.plot.admitted"), size)[0] + page.px(10)
    free = plot.x
    for tick in span.days(plot, room):
        words = day_text(tick, span.start_minute) if tick else say("charts.plot.admitted")
        half = canvas.text_size(words, size)[0] // 2
        x = span.x(tick, plot)
        canvas.line((x, plot.bottom), (x, plot.bottom + page.px(4)), Ink.LINE)
        x = min(max(x, plot.x + half), plot.right - half - 1)
        if x - half >= free:
            canvas.text((x, y), words, size, Ink.QUIET, align=Align.CENTRE)
            free = x + half + page.px(6)


class _Due(NamedTuple):
    """A result to come: where its sample stands, where it lands, and where that is said."""

    taken: int
    lands: int
    name: Name


def _due(page: Page, canvas: Canvas, plot: Rect, view: View, span: Span, crowd: Crowd) -> list[_Due]:
    size = page.px(SMALL - 0.5)
    small = page.line(SMALL - 0.5)
    found: list[_Due] = []
    for result in view.pending:
        if Channel.IL6 not in PANELS[result.panel].channels:
            continue
        lands = span.x(result.due, plot)
        words = say("charts.plot.result_in", span=span_text(result.due - view.tick))
        wide = canvas.text_size(words, size)[0]
        beside = [x for x in (lands + page.px(5), lands - wide - page.px(5)) if x >= plot.x and x + wide <= plot.right]
        y, top = plot.bottom - small - page.px(2), round(log_y(HEALTHY, plot))
        # Beside its mark: at the foot first, then higher up the band.
        places = [Rect(x, y - up, wide, small) for up in (0, (y - top) // 2, y - top) if up >= 0 for x in beside]
        crowd = crowd.with_words(*(one.name.rect for one in found[-1:]))
        # When a result comes is told in any case, and never on the mark at which it lands.
        place = placed(page, places, crowd) or [*places, Rect(max(plot.x, plot.right - wide), y, wide, small)][0]
        found.append(_Due(span.x(result.taken, plot), lands, Name(place, words, Ink.INFLAMMATION)))
    return found


def _led_to(plot: Rect, view: View, span: Span, points: Sequence[Point]) -> list[Point]:
    """Return the line to where the doubling leads, an aid; nothing where none is told."""
    readings, doubling = view.labs.get(Channel.IL6, ()), _doubling(view)
    if not points or doubling is None:
        return []
    hours = min(12.0, (span.last - readings[-1].taken) / ticks(1))
    grown = readings[-1].value * 2 ** (hours / max(0.5, told_h(doubling.hours)))
    return [points[-1], (span.x(readings[-1].taken + ticks(hours), plot), log_y(grown, plot))]


def _ahead(
    page: Page, canvas: Canvas, plot: Rect, points: Sequence[Point], ahead: Sequence[Point], due: Sequence[_Due]
) -> None:
    """Show where pending results will land and, as an aid, where the doubling leads."""
    if ahead:
        canvas.line(ahead[0], ahead[1], Mix(Ink.INFLAMMATION, Ink.PANEL, 0.7), max(1, page.px(1)), page.px(4))
    healthy = round(log_y(HEALTHY, plot))
    for one in due:
        y = points[-1][1] if points else plot.centre[1]
        canvas.circle((one.taken, y), page.px(5), Ink.INFLAMMATION, max(1, page.px(1.5)))
        lands = (one.lands, healthy), (one.lands, plot.bottom)
        canvas.line(*lands, Ink.INFLAMMATION, max(1, page.px(1)), page.px(3))
