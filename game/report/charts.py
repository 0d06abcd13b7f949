"""The course of a case in a report: IL-6, vital signs with the oxygen need, the organs, and each in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.case.view import Support
from game.report.drawing import DrawnChart, drawn
from game.review.playback.hourly_truth import Moment
from game.review.valuation.report_case import Retold
from game.ui.charts.lines import Line, draw_line, key, plot_of, rulers
from game.ui.charts.plot import blocked_since, days
from game.ui.charts.scales import Scale
from game.ui.charts.span import Span
from game.ui.debrief.truth_chart import truth_key, truth_plot, whole_span
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import KINDS, Channel, Flag
from game.values.fact import DoseGiven
from game.values.order_words import DEVICE_NAMES, regimen_name
from game.values.ticks import Tick, clock_text
from game.values.words import count, say

_TALL: Final = 270
"""Height of a chart of its own, and below of one of several strips, in design pixels."""
_STRIP: Final = 74
_SHARES: Final = 170
Sampled = Sequence[tuple[Tick, float | None]]
"""Values over time; nothing where there was none."""


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


def il6_chart(told: Retold) -> DrawnChart:
    """Return IL-6 as it was measured, as it truly was, and as it would have been untreated."""
    view, revealed = told.view, told.revealed
    span = whole_span(view)

    def build(page: Page, at: Rect) -> list[Widget]:
        names = truth_key(page, at, untreated=revealed is not None)
        box = Rect(at.x, names.rect.bottom + page.px(8), at.w, page.px(_TALL))
        return [names, truth_plot(page, box, view, revealed, span)]

    truth = [pair for pair in zip(revealed.ticks, revealed.il6, strict=True) if pair[0] <= view.tick]
    # The untreated patient is followed from hour to hour as well, but not always for as long.
    untreated = zip(revealed.ticks, revealed.untreated_il6, strict=False)
    without = [pair for pair in untreated if pair[0] <= view.tick]
    return drawn("il6", say("report.charts.il_6_measured_and_true"), _il6_words(told, truth, without), build)


def _il6_words(told: Retold, seen: Sampled, without: Sampled) -> str:
    minute = told.view.level.start.clock_minute
    measured = [one for one in told.view.labs.get(Channel.IL6, ()) if one.flag is not Flag.ABSENT]
    words = say("report.charts.logarithmic_axis")
    if measured:
        first, last = measured[0], measured[-1]
        words += say(
            "report.charts.measured_pg_ml_at",
            times=_times(len(measured)),
            first=first.text,
            when=clock_text(first.taken, minute),
        )
        words += (
            say("report.charts.at_last_pg_ml_at", last=last.text, when=clock_text(last.taken, minute))
            if len(measured) > 1
            else ". "
        )
    else:
        words += say("report.charts.never_measured")
    if (blocked := blocked_since(told.view, told.view.tick)) is not None:
        words += say("debrief.truth_chart.no_measure", when=clock_text(blocked, minute)) + " "
    words += say("report.charts.in_truth_it_rose_to", peak=_peak(seen, minute))
    words += say("report.charts.untreated_to_in_the_same", peak=_peak(without, minute)) if without else ". "
    readable = told.revealed.readable
    if readable is not None:
        words += say("report.charts.the_rise_could_first_be", when=clock_text(readable, minute))
    given = [
        say(
            "report.charts.from",
            regimen=regimen_name(regimen),
            when=clock_text(ticks[0], minute),
            times=_times(len(ticks)),
        )
        for regimen, ticks in doses_by_regimen(told).items()
    ]
    return words + (
        say("report.charts.drugs", given="; ".join(given)) if given else say("report.charts.no_drug_was_given")
    )


def _times(number: int) -> str:
    return count("report.charts.times", number)


def _peak(sampled: Sampled, minute: int) -> str:
    known = [(value, tick) for tick, value in sampled if value is not None]
    value, tick = max(known, key=lambda pair: (pair[0], -pair[1]))
    return say("report.charts.pg_ml", value=f"{value:,.0f}", when=clock_text(tick, minute))


@dataclass(frozen=True, slots=True)
class _Strip:
    """One small chart of the vital signs."""

    name: str
    line: Line
    scale: Scale
    marks: tuple[float, ...]
    healthy: tuple[float, float] | None = None
    devices: tuple[tuple[Tick, Support], ...] = ()
    """The oxygen devices are named above it."""


def _vital(told: Retold, channel: Channel, ink: Ink, low: float, high: float, *marks: float) -> _Strip:
    kind = KINDS[channel]
    sampled = [
        (tick, None if readings[channel].flag is Flag.ABSENT else readings[channel].value)
        for tick, readings in told.view.vital_history
    ]
    healthy = (max(low, kind.healthy_low), min(high, kind.healthy_high))
    return _Strip(f"{kind.label}, {kind.unit}", Line("", "", sampled, ink), Scale(low, high), marks, healthy)


def _strips(told: Retold) -> tuple[_Strip, ...]:
    view = told.view

    def steps(name: str, ink: Ink, values: Sampled, marks: tuple[float, ...], low: float, high: float) -> _Strip:
        return _Strip(name, Line("", "", values, ink, steps=True), Scale(low, high), marks)

    fio2 = [(tick, 100.0 * support.fio2) for tick, support in view.support_history]
    scored = dict(view.scored)
    news2 = [(tick, float(scored[tick]) if tick in scored else None) for tick, _ in view.news2_history]
    oxygen = steps(say("report.charts.oxygen_need_of_what_is"), Ink.SPO2, fio2, (21, 60, 100), 20, 100)
    strips = [
        steps(say("report.charts.news2_points"), Ink.TEXT, news2, (0, 7, 20), 0, 20),
        replace(oxygen, devices=view.support_history),
        _vital(told, Channel.SPO2, Ink.SPO2, 70, 100, 80, 92, 100),
        _vital(told, Channel.RESPIRATORY_RATE, Ink.BREATHING, 8, 48, 12, 20, 40),
        _vital(told, Channel.HEART_RATE, Ink.ECG, 40, 180, 50, 90, 150),
        _vital(told, Channel.MAP, Ink.PRESSURE, 30, 120, 40, 65, 105),
        _vital(told, Channel.TEMPERATURE, Ink.TEMPERATURE, 35, 41, 36, 38, 40),
    ]
    doses = [(tick, support.norepinephrine_ug_per_kg_min) for tick, support in view.support_history]
    if any(dose > 0.0 for _, dose in doses):
        most = max([0.5, *[dose for _, dose in doses]])
        strips.append(steps(say("report.charts.norepinephrine_ug_kg_min"), Ink.HOST, doses, (0, 0.25, 0.5), 0, most))
    return tuple(strips)


def _strip(page: Page, at: Rect, strip: _Strip, span: Span, *, times: bool) -> Widget:
    line = page.line(SMALL)
    names = line * (2 if strip.devices else 1)
    below = page.line(SMALL - 0.5) // 2 + page.px(6) if times else 0
    box = Rect(at.x, at.y, at.w, names + page.px(_STRIP) + below)
    plot = plot_of(page, Rect(box.x, box.y + names, box.w, box.h - names), "0.25", times=times)

    def paint(canvas: Canvas, _box: Rect) -> None:
        if strip.healthy is not None:
            low, high = [round(strip.scale.y(value, plot)) for value in strip.healthy]
            canvas.fill_rect(Rect(plot.x, high, plot.w, low - high), Mix(Ink.WELL, Ink.PANEL, 0.13))
        rulers(page, canvas, plot, strip.scale, strip.marks)
        canvas.text((plot.x, box.y), strip.name, page.px(SMALL), strip.line.ink, Weight.BOLD)
        _devices(page, canvas, plot, span, strip.devices, box.y + line)
        draw_line(page, canvas, plot, span, strip.scale, strip.line)
        if times:
            days(page, canvas, plot, span, plot.bottom + page.px(4))

    return Widget("", box, Role.CHART, strip.name, paint=paint)


def _devices(
    page: Page, canvas: Canvas, plot: Rect, span: Span, history: tuple[tuple[Tick, Support], ...], y: int
) -> None:
    """Name the oxygen devices where they change, or as soon after as there is room."""
    named, free = None, 0
    for tick, support in history:
        name, x = DEVICE_NAMES[support.device], span.x(tick, plot)
        wide = page.width(name, SMALL)
        if support.device is not named and x >= free and x + wide <= plot.right:
            canvas.text((x, y), name, page.px(SMALL), Ink.TEXT)
            named, free = support.device, x + wide + page.px(8)


def vitals_chart(told: Retold) -> DrawnChart:
    """Return NEWS2, the oxygen need and the vital signs below each other, as they were read every hour."""
    span, strips = whole_span(told.view), _strips(told)

    def build(page: Page, at: Rect) -> list[Widget]:
        widgets: list[Widget] = []
        for strip in strips:
            widgets.append(_strip(page, at, strip, span, times=strip is strips[-1]))
            at = Rect(at.x, widgets[-1].rect.bottom + page.px(6), at.w, 0)
        return widgets

    return drawn("vitals", say("report.charts.vital_signs_and_oxygen_need"), _vital_words(told), build)


def _extreme(told: Retold, channel: Channel, pick: Callable[[list[tuple[float, Tick]]], tuple[float, Tick]]) -> str:
    kind = KINDS[channel]
    read = [
        (readings[channel].value, tick)
        for tick, readings in told.view.vital_history
        if readings[channel].flag is not Flag.ABSENT
    ]
    if not read:
        return say("report.charts.never_read")
    value, tick = pick(read)
    return f"{value:.{kind.decimals}f} {kind.unit} ({clock_text(tick, told.view.level.start.clock_minute)})"


def _vital_words(told: Retold) -> str:
    view = told.view
    minute = view.level.start.clock_minute
    words = say("report.charts.as_read_every_hour_shaded")
    if view.scored:
        total, tick = max([(total, -tick) for tick, total in view.scored])
        words += say("report.charts.news2_at_most", total=total, when=clock_text(-tick, minute))
    if view.support_history:
        tick, most = max(view.support_history, key=lambda pair: (pair[1].device, pair[1].fio2, -pair[0]))
        words += say("report.charts.most_oxygen", most=most.text, when=clock_text(tick, minute))
    return words + (
        say(
            "report.charts.spo2_at_least_breathing_rate",
            extreme=_extreme(told, Channel.SPO2, min),
            extreme_2=_extreme(told, Channel.RESPIRATORY_RATE, max),
            extreme_3=_extreme(told, Channel.HEART_RATE, max),
            extreme_4=_extreme(told, Channel.MAP, min),
            extreme_5=_extreme(told, Channel.TEMPERATURE, max),
        )
    )


def _shares(name: str, title: str, lines: Sequence[Line], span: Span, words: str) -> DrawnChart:
    """Return lines between 0 and 100 %."""
    scale = Scale(0.0, 100.0)

    def build(page: Page, at: Rect) -> list[Widget]:
        names = key(page, name, at, lines)
        box = Rect(at.x, names[-1].rect.bottom + page.px(8), at.w, page.px(_SHARES))
        plot = plot_of(page, box, "100 %")

        def paint(canvas: Canvas, _box: Rect) -> None:
            rulers(page, canvas, plot, scale, (0, 25, 50, 75, 100), " %")
            days(page, canvas, plot, span, plot.bottom + page.px(4))
            for line in lines:
                draw_line(page, canvas, plot, span, scale, line)

        return [*names, Widget(f"{name}.plot", box, Role.CHART, title, paint=paint)]

    return drawn(name, title, words, build)


def organs_chart(told: Retold) -> DrawnChart:
    """Return what was left of lungs, heart and kidneys, and of the chance to survive."""
    hours = lived(told)
    survival = list(zip(told.revealed.ticks, told.revealed.survival, strict=True))
    alive = [(tick, 100.0 * share) for tick, share in survival if tick <= told.view.tick]
    lungs = [(one.tick, 100.0 * (1.0 - one.signs.lung_injury)) for one in hours]
    heart = [(one.tick, 100.0 * (1.0 - one.signs.heart_injury)) for one in hours]
    kidneys = [(one.tick, 100.0 * (1.0 - one.signs.kidney_injury)) for one in hours]
    lines = [
        Line("lungs", "lungs", lungs, Ink.SPO2, 2),
        Line("heart", "heart", heart, Ink.PRESSURE, 2, 7),
        Line("kidneys", "kidneys", kidneys, Ink.KIDNEY, 2, 3),
        Line("alive", say("report.charts.chance_of_being_alive"), alive, Ink.TEXT, 3),
    ]
    at_end = ", ".join([f"{line.name} {line.points[-1][1]:.0f} %" for line in lines if line.points])
    words = say("report.charts.function_kept_in_truth_hidden", at_end=at_end)
    return _shares("organs", say("report.charts.organs_function_kept"), lines, whole_span(told.view), words)


def immune_chart(told: Retold) -> DrawnChart:
    """Return how many of the innate cells were active, and how strongly they were dampened."""
    hours = lived(told)
    innate = [(one.tick, 100.0 * one.innate) for one in hours]
    steroid = [(one.tick, 100.0 * one.steroid) for one in hours]
    blocked = [(one.tick, 100.0 * one.occupancy) for one in hours]
    lines = [
        Line("innate", say("report.charts.innate_cells_active"), innate, Ink.INFLAMMATION, 3),
        Line("steroid", say("report.charts.effect_of_steroids"), steroid, Ink.INFECTION, 2, 7),
        Line("blocked", say("report.charts.il_6_receptors_blocked"), blocked, Ink.WELL, 2, 3),
    ]
    most = max([(one.innate, -one.tick) for one in hours])
    words = say(
        "report.charts.in_truth_hidden_during_play",
        most=f"{100.0 * most[0]:.0f}",
        when=clock_text(-most[1], told.view.level.start.clock_minute),
    )
    return _shares("immune", say("report.charts.the_fire_and_what_dampened"), lines, whole_span(told.view), words)
