"""The IL-6 chart and the small trends: measured points only, with where pending results will land."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from game.bedside.trend import LONGEST_DOUBLING_H, Doubling, Trend, bounds, is_old, moved
from game.case.view import View
from game.ui.charts.flags import crosses, flags, poles, strokes
from game.ui.charts.legend import Stroke, legend
from game.ui.charts.lines import plot_of, rulers
from game.ui.charts.scales import SCALES
from game.ui.charts.span import Span
from game.ui.desk import Ghost
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import heading, panel, text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import HEADING, SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import KINDS, PANELS, Channel, Flag, Reading
from game.values.drug import FORMULARY, Kind
from game.values.fact import DoseGiven
from game.values.ticks import MINUTES_PER_TICK, Tick, day_text, span_text, ticks
from game.values.words import Worded, count, say

STORM, HEALTHY = 1_000.0, 10.0
"""Where the bands of the IL-6 axis begin and end, pg/mL."""
SLIDES = 24
"""Places along the lowest band at which its name is tried."""
LEAST_WITH_DAYS = 84
"""Units of height of the IL-6 chart from which the days are named below it."""
HALVES_UNDER_H = 10.0
"""A doubling time is told in half hours under so many hours, in whole ones above (two results leave more room)."""


def il6_span(view: View) -> Span:
    """Return from the first sample to a while ahead: two days at least, a quarter of what has passed later on."""
    first = min([0, *(result.taken for results in view.labs.values() for result in results)]) - ticks(2)
    pending = [result.due for result in view.pending if Channel.IL6 in PANELS[result.panel].channels]
    ahead = max(ticks(12), (view.tick - first) * 3 // 10)
    last = max([first + ticks(48), view.tick + ahead, *(due + ticks(1) for due in pending)])
    return Span(first, last, view.level.start.clock_minute)


_WORDS = Worded(
    {
        Trend.NONE: "charts.plot.words.none",
        Trend.RISING: "charts.plot.words.rising",
        Trend.FALLING: "charts.plot.words.falling",
        Trend.UNCLEAR: "charts.plot.words.unclear",
    }
)


def trend_word(readings: tuple[Reading, ...]) -> str:
    """Return what the results say, in a word; since when it is up or down, where two neighbours do not say it.

    'Rising' would be of now: 125 after 163 is up from the 89 of the day before, and rises no more.
    """
    if readings[-1].channel is Channel.BLOOD_CULTURE:
        return count("things.cultures", len(readings))
    found = moved(readings)
    if found is None or found.since is readings[-2]:
        return _WORDS[Trend.NONE if found is None else found.trend]
    span = span_text(readings[-1].taken - found.since.taken)
    return say(f"charts.plot.words.{'up' if found.trend is Trend.RISING else 'down'}_in", span=span)


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
    doses = [fact for fact in view.history if isinstance(fact, DoseGiven) and fact.tick < tick]
    blockers = [(one.tick, FORMULARY[one.regimen]) for one in doses if one.regimen in FORMULARY]
    acting = [at for at, drug in blockers if drug.kind is Kind.IL6_BLOCKER and tick <= at + ticks(drug.acts_h)]
    return min(acting, default=None)


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


def il6_chart(page: Page, rect: Rect, view: View, ghost: Ghost | None = None) -> Widget:
    """Return the chart that the eye should find second; `ghost` is another run, drawn up to the same moment."""
    beside = ghost.view if ghost is not None else None
    inner = rect.inset(page.px(16), page.px(12))
    readings = view.labs.get(Channel.IL6, ())
    last = readings[-1] if readings else None
    words = _slope_words(view, readings)
    silent = last is not None and (is_old(last, view.tick) or blocked_since(view, last.taken) is not None)
    ink = Ink.QUIET if silent else Ink.INFLAMMATION
    value = last.text if last is not None else "–"
    high = page.line(HEADING)
    number = page.width(value, HEADING, Weight.BOLD)
    middle = (high - page.line(SMALL)) // 2
    long, short = say("charts.plot.interleukin_6_pg_ml_log"), say("charts.plot.il_6_pg_ml")
    for title, size, gaps in ((long, SMALL + 1, 20), (short, SMALL + 1, 20), (short, SMALL, 16)):
        side = page.width(words, size)
        left = inner.w - side - number - page.px(gaps)
        if page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) <= left:
            break
    at = inner.right - side
    top = inner.y + high + page.px(4)
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
            Rect(at - number - page.px(8), inner.y, number, 0),
            value,
            HEADING,
            ink,
            Weight.BOLD,
        ),
        text(page, "il6.trend", Rect(at, inner.y + middle, side, 0), words, size, ink),
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


def log_y(value: float, box: Rect) -> float:
    """Return how high an IL-6 of so many pg/mL stands on the axis."""
    return SCALES[Channel.IL6].y(value, box)


def il6_plot(page: Page, box: Rect) -> Rect:
    """Return where the plot of IL-6 lies beside the numbers of its axis."""
    return plot_of(page, box, "10,000", times=has_times(page, box))


def ground_of(at: Rect, plot: Rect) -> Colour:
    """Return what a name on the plot stands on: one of the bands, or the panel between them."""
    if at.bottom <= round(log_y(STORM, plot)):
        return Mix(Ink.INFLAMMATION, Ink.PANEL, 0.13)
    return Mix(Ink.WELL, Ink.PANEL, 0.13) if at.y >= round(log_y(HEALTHY, plot)) else Ink.PANEL


def has_times(page: Page, box: Rect) -> bool:
    """Say whether there is room for the days: in a low chart the slope goes before them."""
    return box.h >= page.px(LEAST_WITH_DAYS)


def il6_axes(
    page: Page, canvas: Canvas, box: Rect, *, due: bool = False, curves: Sequence[Sequence[Point]] = ()
) -> Rect:
    """Draw the axis of IL-6 with its bands, and the name of the lowest where none of the curves runs through it.

    With `due`, results to come are named at the right end of that band. Returns where its name stands: among daily
    doses there may be no place that none crosses.
    """
    size = page.px(SMALL - 0.5)
    small = page.line(SMALL - 0.5)
    plot = il6_plot(page, box)
    storm, healthy = round(log_y(STORM, plot)), round(log_y(HEALTHY, plot))
    canvas.fill_rect(Rect(plot.x, plot.y, plot.w, storm - plot.y), Mix(Ink.INFLAMMATION, Ink.PANEL, 0.13))
    canvas.fill_rect(Rect(plot.x, healthy, plot.w, plot.bottom - healthy), Mix(Ink.WELL, Ink.PANEL, 0.13))
    rulers(page, canvas, plot, SCALES[Channel.IL6], [10.0**power for power in range(5)])
    right = plot.right - page.px(6)
    normal = say("charts.plot.healthy_10")
    wide = canvas.text_size(normal, size)[0]
    places = [right - wide]
    if due and plot.bottom - healthy < 2 * small + page.px(8):
        # At the left, or beyond what stands there: in the first hours the line of now does.
        places = [plot.x + page.px(6), plot.x + page.px(18) + wide, *places]
    # A band lower than its name hands it down to the edge, never beyond, and not onto the days.
    at = min(healthy + page.px(3), (plot if has_times(page, box) else box).bottom - small)
    # Then wherever no mark of a dose stands.
    first, most = plot.x + page.px(6), right - wide
    places += [first + (most - first) * part // SLIDES for part in range(SLIDES + 1)]
    name = _uncrossed([Rect(x, at, wide, small) for x in places], curves)
    canvas.text((name.x, name.y), normal, size, Ink.QUIET)
    return name


def storm_name(
    page: Page, canvas: Canvas, box: Rect, curves: Sequence[Sequence[Point]], taken: Sequence[Rect] = ()
) -> None:
    """Name the highest band where no curve runs and nothing else is named; where all of it is taken, not at all."""
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    plot = il6_plot(page, box)
    # At the foot of its band, since the drugs are named at its head; at the left, since the latest stand at the right.
    foot = max(plot.y + page.px(2), round(log_y(STORM, plot)) - small - page.px(1))
    words = say("charts.plot.storm_1_000")
    first = Rect(plot.x + page.px(4), foot, canvas.text_size(words, size)[0] + page.px(4), small)
    room = plot.right - page.px(4) - first.w - first.x
    # Then at the right, and then wherever there is room between what stands in the band.
    shifts = [(room * part // 12, y) for y in (foot, plot.y) for part in (12, *range(12))]
    places = (first, *[Rect(first.x + by, y, first.w, small) for by, y in shifts])
    free = [one for one in places if not any(one.overlaps(other) for other in taken)]
    if not free:
        return
    behind = _uncrossed(free, curves)
    if not any(crosses(behind, curve, 0) for curve in curves):
        # Where the band is thinner than its name, no line of the axis goes through the name.
        canvas.fill_rect(behind, Mix(Ink.INFLAMMATION, Ink.PANEL, 0.13))
    canvas.text((behind.x + page.px(2), behind.y), words, size, Ink.QUIET)


def _uncrossed(places: Sequence[Rect], curves: Sequence[Sequence[Point]]) -> Rect:
    """Return the first place through which no curve runs, or the first of all."""
    return next((one for one in places if not any(crosses(one, curve, 0) for curve in curves)), places[0])


def _paint_il6(page: Page, canvas: Canvas, box: Rect, view: View, ghost: View | None) -> None:
    plot, span = il6_plot(page, box), il6_span(view)
    readings = view.labs.get(Channel.IL6, ())
    points = [(span.x(reading.taken, plot), log_y(reading.value, plot)) for reading in readings]
    beside = [(span.x(one.taken, plot), log_y(one.value, plot)) for one in ghost_readings(ghost, view)]
    now = span.x(view.tick, plot)
    foot, head = (now, plot.bottom), (now, plot.y)
    due = _due(page, canvas, plot, view, span)
    # The top edge and the middle of what is said of them: two lines of letters touch before their middles do.
    heights = [(one.rect, y) for one in due for y in (one.rect.y, one.rect.centre[1])]
    under = [[(rect.x, y), (rect.right, y)] for rect, y in heights]
    marks = (*poles(plot, view, span), *strokes(page, plot, view, span))
    curves = (points, beside, (head, foot), *marks, *under)
    name = il6_axes(page, canvas, box, due=True, curves=curves)
    if has_times(page, box):
        days(page, canvas, plot, span, plot.bottom + page.px(4))
    canvas.line(head, foot, Ink.QUIET, max(1, page.px(1)))
    storm_name(page, canvas, box, curves, flags(page, canvas, plot, view, span, (points, beside), name))
    _ahead(page, canvas, plot, view, span, points, due)
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
    rect: Rect
    words: str


def _due(page: Page, canvas: Canvas, plot: Rect, view: View, span: Span) -> list[_Due]:
    size = page.px(SMALL - 0.5)
    small = page.line(SMALL - 0.5)
    found = []
    for result in view.pending:
        if Channel.IL6 not in PANELS[result.panel].channels:
            continue
        lands = span.x(result.due, plot)
        words = say("charts.plot.result_in", span=span_text(result.due - view.tick))
        wide = canvas.text_size(words, size)[0]
        x = lands + page.px(5) if lands + wide + page.px(6) <= plot.right else lands - wide - page.px(5)
        rect = Rect(x, plot.bottom - small - page.px(2), wide, small)
        found.append(_Due(span.x(result.taken, plot), lands, rect, words))
    return found


def _ahead(
    page: Page, canvas: Canvas, plot: Rect, view: View, span: Span, points: Sequence[Point], due: Sequence[_Due]
) -> None:
    """Show where pending results will land and, as an aid, where the doubling leads."""
    readings = view.labs.get(Channel.IL6, ())
    doubling = _doubling(view)
    if points and doubling is not None:
        hours = min(12.0, (span.last - readings[-1].taken) / ticks(1))
        grown = readings[-1].value * 2 ** (hours / max(0.5, told_h(doubling.hours)))
        end = (span.x(readings[-1].taken + ticks(hours), plot), log_y(grown, plot))
        canvas.line(points[-1], end, Mix(Ink.INFLAMMATION, Ink.PANEL, 0.7), max(1, page.px(1)), page.px(4))
    healthy = round(log_y(HEALTHY, plot))
    for one in due:
        y = points[-1][1] if points else plot.centre[1]
        canvas.circle((one.taken, y), page.px(5), Ink.INFLAMMATION, max(1, page.px(1.5)))
        lands = (one.lands, healthy), (one.lands, plot.bottom)
        canvas.line(*lands, Ink.INFLAMMATION, max(1, page.px(1)), page.px(3))
        canvas.text((one.rect.x, one.rect.y), one.words, page.px(SMALL - 0.5), Ink.INFLAMMATION)
