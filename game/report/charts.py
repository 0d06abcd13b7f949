"""The charts of a report: IL-6, vital signs with the oxygen need, the organs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.case.view import Support
from game.report.html import Html, lines
from game.report.plot import (
    LEFT,
    LETTER,
    RIGHT,
    WIDE,
    Sampled,
    Scale,
    Span,
    Stroke,
    axes,
    band,
    drawn,
    figure,
    legend,
    line,
    mark,
    svg_text,
)
from game.review.playback.hourly_truth import Moment
from game.review.valuation.report_case import Retold
from game.values.channel import KINDS, Channel, Flag, Reading
from game.values.counted import counted
from game.values.drug import FORMULARY, Family
from game.values.fact import DoseGiven
from game.values.order_words import DEVICE_NAMES, regimen_name
from game.values.ticks import Tick, clock_text

HEALTHY: Final = 10.0
STORM: Final = 1_000.0
"""The bands of the IL-6 chart, pg/mL."""
LEAST_TOP: Final = 10_000.0
FAMILY_MARKS: Final[dict[Family, tuple[str, str]]] = {
    Family.INFECTION: ("square", "infection"),
    Family.DAMPENING: ("diamond", "inflammation"),
    Family.SUPPORT: ("disc", "host"),
}
"""Shape and colour of a dose."""
_LANE: Final = 32.0


def span_of(told: Retold) -> Span:
    """Return the time from the first sample to the end of the case."""
    taken = [one.taken for results in told.view.labs.values() for one in results]
    return Span(min([0, *taken]), max(told.view.tick, 12), told.view.level.start.clock_minute)


def doses_by_regimen(told: Retold) -> dict[str, list[Tick]]:
    """Return when each drug was given, in the order of their first doses."""
    given: dict[str, list[Tick]] = {}
    for fact in told.view.history:
        if isinstance(fact, DoseGiven):
            given.setdefault(fact.regimen, []).append(fact.tick)
    return given


def lived(told: Retold) -> list[Moment]:
    """Return the truth of the hours that were played."""
    return [moment for moment in told.case.moments if moment.tick <= told.view.tick]


def _flags(span: Span, given: dict[str, list[Tick]], top: float, bottom: float) -> list[Html]:
    """Return a lane for each drug, with its name, its doses and a line from the first one down into the chart."""
    flags: list[Html] = []
    for lane, (regimen, ticks) in enumerate(given.items()):
        shape, ink = FAMILY_MARKS[FORMULARY[regimen].family]
        y = top + _LANE * lane + 22
        first, last = span.x(ticks[0]), span.x(ticks[-1])
        name = f"{regimen_name(regimen)}, {counted(len(ticks), 'dose')}"
        start = max(LEFT, min(first - 5, WIDE - RIGHT - LETTER * len(name)))
        flags.append(line((first, y), (first, bottom), ink, 1.0, "1 4"))
        flags.append(line((first, y), (last, y), ink, 1.0))
        flags += [mark((span.x(tick), y), shape, ink, 5.0) for tick in ticks]
        flags.append(svg_text((start, y - 9), name, ink))
    return flags


def _result_mark(span: Span, scale: Scale, one: Reading) -> Html:
    shape = {Flag.ABOVE: "up", Flag.BELOW: "down"}.get(one.flag, "disc")
    return mark((span.x(one.taken), scale.y(one.value)), shape, "text", 5.0, hollow=one.flag is not Flag.NONE)


def il6_chart(told: Retold, span: Span) -> Html:
    """Return IL-6 as it was measured, as it truly was, and as it would have been untreated."""
    measured = told.view.labs.get(Channel.IL6, ())
    truth = list(zip(told.revealed.ticks, told.revealed.il6, strict=True))
    # The untreated patient is followed from hour to hour as well, but not always for as long.
    untreated = list(zip(told.revealed.ticks, told.revealed.untreated_il6, strict=False))
    seen = [pair for pair in truth if pair[0] <= span.last]
    without = [pair for pair in untreated if pair[0] <= span.last]
    highest = max([LEAST_TOP, *[value for _, value in (*seen, *without)], *[one.value for one in measured]])
    decades = [1.0, 10.0, 100.0, 1_000.0, 10_000.0]
    while decades[-1] < highest:
        decades.append(10.0 * decades[-1])
    strokes = [Stroke("true", "inflammation", 2.5), Stroke("untreated", "quiet", 2.0, "6 4")]
    names, high = legend(0.0, strokes)
    at = LEFT + 260.0
    names = lines(
        (
            names,
            mark((at, 10), "disc", "text"),
            svg_text((at + 12, 15), "measured", "text"),
            mark((at + 110, 10), "up", "text", hollow=True),
            mark((at + 126, 10), "down", "text", hollow=True),
            svg_text((at + 138, 15), "beyond what the test can measure", "text"),
        )
    )
    given = doses_by_regimen(told)
    lanes = high + _LANE * len(given)
    scale = Scale(1.0, decades[-1], lanes + 12, lanes + 282, logarithmic=True)
    parts = [
        names,
        band(span, scale, 1.0, HEALTHY, "healthy"),
        band(span, scale, STORM, decades[-1], "band"),
        axes(span, scale, decades),
        svg_text((span.x(span.last) - 6, scale.bottom - 8), "healthy, under 10", "well", "end"),
        svg_text((LEFT + 6, scale.top + 16), "storm, over 1,000", "inflammation"),
        svg_text((LEFT - 8, scale.top - 10), "pg/mL", anchor="end"),
        *_flags(span, given, high, scale.bottom),
        drawn(span, scale, without, strokes[1]),
        drawn(span, scale, seen, strokes[0]),
        *[_result_mark(span, scale, one) for one in measured if one.flag is not Flag.ABSENT],
    ]
    return figure("il6", "IL-6, measured and true", scale.bottom + 30, parts, _il6_words(told, seen, without))


def _il6_words(told: Retold, seen: Sampled, without: Sampled) -> str:
    minute = told.view.level.start.clock_minute
    measured = [one for one in told.view.labs.get(Channel.IL6, ()) if one.flag is not Flag.ABSENT]
    words = "Logarithmic axis. "
    if measured:
        first, last = measured[0], measured[-1]
        words += f"Measured {_times(len(measured))}: {first.text} pg/mL at {clock_text(first.taken, minute)}"
        words += f", at last {last.text} pg/mL at {clock_text(last.taken, minute)}. " if len(measured) > 1 else ". "
    else:
        words += "Never measured. "
    words += f"In truth it rose to {_peak(seen, minute)}"
    words += f"; untreated to {_peak(without, minute)} in the same time. " if without else ". "
    readable = told.revealed.readable
    if readable is not None:
        words += f"The rise could first be read from two results at {clock_text(readable, minute)}. "
    given = [
        f"{regimen_name(regimen)} from {clock_text(ticks[0], minute)}, {_times(len(ticks))}"
        for regimen, ticks in doses_by_regimen(told).items()
    ]
    return words + (f"Drugs: {'; '.join(given)}." if given else "No drug was given.")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _peak(sampled: Sampled, minute: int) -> str:
    known = [(value, tick) for tick, value in sampled if value is not None]
    value, tick = max(known, key=lambda pair: (pair[0], -pair[1]))
    return f"{value:,.0f} pg/mL ({clock_text(tick, minute)})"


@dataclass(frozen=True, slots=True)
class _Strip:
    """One small chart of the vital signs."""

    name: str
    ink: str
    low: float
    high: float
    marks: tuple[float, ...]
    healthy: tuple[float, float] | None
    sampled: Sampled
    steps: bool = False
    devices: bool = False
    """The oxygen devices are named above it."""


def _vital(told: Retold, channel: Channel, ink: str, low: float, high: float, *marks: float) -> _Strip:
    kind = KINDS[channel]
    sampled = [
        (tick, None if readings[channel].flag is Flag.ABSENT else readings[channel].value)
        for tick, readings in told.view.vital_history
    ]
    band_ = (max(low, kind.healthy_low), min(high, kind.healthy_high))
    return _Strip(f"{kind.label}, {kind.unit}", ink, low, high, marks, band_, sampled)


def _strips(told: Retold) -> tuple[_Strip, ...]:
    view = told.view
    fio2 = [(tick, 100.0 * support.fio2) for tick, support in view.support_history]
    news2 = [(tick, float(total)) for tick, total in view.news2_history]
    strips = [
        _Strip("NEWS2, points", "text", 0, 20, (0, 7, 20), None, news2, steps=True),
        _Strip(
            "Oxygen need, % of what is breathed", "oxygen", 20, 100, (21, 60, 100), None, fio2, steps=True, devices=True
        ),
        _vital(told, Channel.SPO2, "oxygen", 70, 100, 80, 92, 100),
        _vital(told, Channel.RESPIRATORY_RATE, "look", 8, 48, 12, 20, 40),
        _vital(told, Channel.HEART_RATE, "well", 40, 180, 50, 90, 150),
        _vital(told, Channel.MAP, "danger", 30, 120, 40, 65, 105),
        _vital(told, Channel.TEMPERATURE, "infection", 35, 41, 36, 38, 40),
    ]
    doses = [(tick, support.norepinephrine_ug_per_kg_min) for tick, support in view.support_history]
    if any(dose > 0.0 for _, dose in doses):
        most = max([0.5, *[dose for _, dose in doses]])
        strips.append(_Strip("Norepinephrine, µg/kg/min", "host", 0, most, (0, 0.25, 0.5), None, doses, steps=True))
    return tuple(strips)


def _devices(span: Span, history: tuple[tuple[Tick, Support], ...], y: float) -> list[Html]:
    """Return the names of the oxygen devices where they change, as far as there is room."""
    shown: list[Html] = []
    before, free = None, 0.0
    for tick, support in history:
        name, x = DEVICE_NAMES[support.device], span.x(tick)
        if support.device is not before and x >= free and x + LETTER * len(name) <= WIDE:
            shown.append(svg_text((x + 4, y), name, "text"))
            free = x + LETTER * len(name) + 10
        before = support.device
    return shown


def vitals_chart(told: Retold, span: Span) -> Html:
    """Return NEWS2, the oxygen need and the vital signs below each other, as they were read every hour."""
    parts: list[Html] = []
    top, strips = 0.0, _strips(told)
    for number, strip in enumerate(strips):
        scale = Scale(strip.low, strip.high, top + (40 if strip.devices else 24), top + (112 if strip.devices else 96))
        if strip.healthy is not None:
            parts.append(band(span, scale, *strip.healthy, "healthy"))
        parts.append(axes(span, scale, strip.marks, times=number == len(strips) - 1))
        parts.append(svg_text((LEFT, top + 15), strip.name, strip.ink, bold=True))
        if strip.devices:
            parts += _devices(span, told.view.support_history, top + 33)
        parts.append(drawn(span, scale, strip.sampled, Stroke("", strip.ink), steps=strip.steps))
        top = scale.bottom + 12
    return figure("vitals", "Vital signs and oxygen need", top + 16, parts, _vital_words(told))


def _extreme(told: Retold, channel: Channel, pick: Callable[[list[tuple[float, Tick]]], tuple[float, Tick]]) -> str:
    kind = KINDS[channel]
    read = [
        (readings[channel].value, tick)
        for tick, readings in told.view.vital_history
        if readings[channel].flag is not Flag.ABSENT
    ]
    if not read:
        return "never read"
    value, tick = pick(read)
    return f"{value:.{kind.decimals}f} {kind.unit} ({clock_text(tick, told.view.level.start.clock_minute)})"


def _vital_words(told: Retold) -> str:
    view = told.view
    minute = view.level.start.clock_minute
    words = "As read every hour; shaded: healthy. "
    if view.news2_history:
        total, tick = max([(total, -tick) for tick, total in view.news2_history])
        words += f"NEWS2 at most {total} ({clock_text(-tick, minute)}). "
    if view.support_history:
        tick, most = max(view.support_history, key=lambda pair: (pair[1].device, pair[1].fio2, -pair[0]))
        words += f"Most oxygen: {most.text} ({clock_text(tick, minute)}). "
    return words + (
        f"SpO₂ at least {_extreme(told, Channel.SPO2, min)}, "
        f"breathing rate at most {_extreme(told, Channel.RESPIRATORY_RATE, max)}, "
        f"heart rate at most {_extreme(told, Channel.HEART_RATE, max)}, "
        f"mean arterial pressure at least {_extreme(told, Channel.MAP, min)}, temperature at most "
        f"{_extreme(told, Channel.TEMPERATURE, max)}."
    )


def _shares(span: Span, name: str, title: str, of: list[tuple[Stroke, Sampled]], words: str) -> Html:
    """Return lines between 0 and 100 %."""
    names, high = legend(0.0, [stroke for stroke, _ in of])
    scale = Scale(0.0, 100.0, high + 20, high + 190)
    parts = [
        names,
        svg_text((LEFT - 8, scale.top - 10), "%", anchor="end"),
        axes(span, scale, (0, 25, 50, 75, 100)),
        *[drawn(span, scale, sampled, stroke) for stroke, sampled in of],
    ]
    return figure(name, title, scale.bottom + 30, parts, words)


def organs_chart(told: Retold, span: Span) -> Html:
    """Return what was left of lungs, heart and kidneys, and of the chance to survive."""
    hours = lived(told)
    survival = list(zip(told.revealed.ticks, told.revealed.survival, strict=True))
    of: list[tuple[Stroke, Sampled]] = [
        (Stroke("lungs", "oxygen"), [(one.tick, 100.0 * (1.0 - one.signs.lung_injury)) for one in hours]),
        (Stroke("heart", "danger", 2.0, "8 4"), [(one.tick, 100.0 * (1.0 - one.signs.heart_injury)) for one in hours]),
        (Stroke("kidneys", "well", 2.0, "2 3"), [(one.tick, 100.0 * (1.0 - one.signs.kidney_injury)) for one in hours]),
        (
            Stroke("chance of being alive", "text", 3.0),
            [(tick, 100.0 * share) for tick, share in survival if tick <= span.last],
        ),
    ]
    at_end = ", ".join([f"{stroke.name} {sampled[-1][1]:.0f} %" for stroke, sampled in of if sampled])
    words = f"Function kept, in truth; hidden during play. At the end: {at_end}."
    return _shares(span, "organs", "Organs, function kept", of, words)


def immune_chart(told: Retold, span: Span) -> Html:
    """Return how many of the innate cells were active, and how strongly they were dampened."""
    hours = lived(told)
    of: list[tuple[Stroke, Sampled]] = [
        (Stroke("innate cells active", "inflammation", 3.0), [(one.tick, 100.0 * one.innate) for one in hours]),
        (Stroke("effect of steroids", "infection", 2.0, "8 4"), [(one.tick, 100.0 * one.steroid) for one in hours]),
        (Stroke("IL-6 receptors blocked", "well", 2.0, "2 3"), [(one.tick, 100.0 * one.occupancy) for one in hours]),
    ]
    most = max([(one.innate, -one.tick) for one in hours])
    words = (
        f"In truth; hidden during play. At most {100.0 * most[0]:.0f} % of the innate cells were active, at "
        f"{clock_text(-most[1], told.view.level.start.clock_minute)}."
    )
    return _shares(span, "immune", "The fire, and what dampened it", of, words)
