"""The analysis in a report: the curve of value with its decisions, each decision in words, the timing map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.report.html import NOTHING, Child, Html, element, facts, lines, section
from game.report.plot import Scale, Span, Stroke, axes, drawn, figure, legend, line, mark, svg_text
from game.review.findings import FLAT, MARK_SIGNS, Analysis, Cause, Episode, Mark, TimingMap, value_at
from game.review.wording import CAUSE_WORDS, LUCK_WORDS, MARK_WORDS, points_words
from game.values.counted import counted
from game.values.order_words import regimen_name
from game.values.ticks import Tick, clock_text

MARKS: Final[dict[Mark, tuple[str, str]]] = {
    Mark.GAIN: ("disc", "well"),
    Mark.FINE: ("disc", "host"),
    Mark.SLOW: ("square", "look"),
    Mark.MISTAKE: ("diamond", "inflammation"),
    Mark.BLUNDER: ("octagon", "danger"),
}
"""Shape and colour of a decision."""
_RADIUS: Final = 13.0


def worst_decision(analysis: Analysis) -> Episode | None:
    """Return the decision that cost most; nothing if none cost a point."""
    costly = [one for one in analysis.decided if one.points >= 1.0]
    return max(costly, key=lambda one: (one.points, -one.first), default=None)


def _to_the_end(points: Sequence[tuple[Tick, float]], last: Tick) -> list[tuple[Tick, float]]:
    """Return a line up to a tick; one that ends before, where the patient went home, keeps its last value."""
    shown = [pair for pair in points if pair[0] <= last]
    return [*shown, (last, shown[-1][1])] if shown and shown[-1][0] < last else shown


def _value_chart(analysis: Analysis, span: Span) -> Html:
    seen = [(one.tick, one.in_view) for one in analysis.curve]
    of: list[tuple[Stroke, list[tuple[Tick, float]]]] = [
        (Stroke("this case, with what could be seen", "text", 3.0), seen),
        (Stroke("in hindsight", "quiet", 1.5), [(one.tick, one.hindsight) for one in analysis.curve]),
        (Stroke("best plan found", "well", 2.0, "8 4"), [(one.tick, one.in_view) for one in analysis.best_plan]),
        (Stroke("no treatment", "quiet", 2.0, "2 4"), [(one.tick, one.in_view) for one in analysis.no_treatment]),
    ]
    of = [(stroke, _to_the_end(points, span.last)) for stroke, points in of if points]
    names, high = legend(0.0, [stroke for stroke, _ in of])
    scale = Scale(0.0, 100.0, high + 40, high + 270)
    parts = [
        names,
        axes(span, scale, (0, 25, 50, 75, 100)),
        *[drawn(span, scale, points, stroke) for stroke, points in reversed(of)],
    ]
    free, row = 0.0, 0
    for number, one in enumerate(analysis.decided, start=1):
        shape, ink = MARKS[one.mark]
        x, on_curve = span.x(one.first), scale.y(value_at(analysis.curve, one.first))
        # Marks that would lie over each other stand in turn above and below the curve.
        row = 1 - row if x < free else 0
        y = min(scale.bottom - _RADIUS, on_curve + 30) if row else max(scale.top - 22, on_curve - 30)
        parts.append(line((x, y), (x, on_curve), ink))
        parts.append(mark((x, y), shape, ink, _RADIUS))
        parts.append(svg_text((x, y + 5), f"{number}", "ground", "middle", bold=True))
        free = x + 2.0 * _RADIUS + 2.0
    at_ends = "; ".join([f"{stroke.name}: {points[0][1]:.0f} to {points[-1][1]:.0f}" for stroke, points in of])
    words = (
        f"From admission to the end, {at_ends}. Numbers are the decisions below. The value of a moment is the outcome "
        "to be expected, 0 to 100, if the reference policy took over there: survival, less lasting organ damage."
    )
    return figure("value", "Expected outcome after each decision, 0 to 100", scale.bottom + 30, parts, words)


def _decision(number: int, one: Episode, minute: int) -> Html:
    _, ink = MARKS[one.mark]
    title = f"{number}. {clock_text(one.first, minute)} to {clock_text(one.last, minute)}"
    told: list[tuple[str, Child]] = [
        ("Known then", one.knew),
        ("Done", one.did),
        ("The reference plan", one.better),
        ("Worth", _worth(one)),
        ("Why", one.why),
        ("Study", one.study),
        (
            "Luck",
            f"{LUCK_WORDS[one.luck]}: with hindsight {points_words(one.hindsight_points)}."
            if one.luck is not None
            else "",
        ),
    ]
    return element(
        "div",
        element("h3", title),
        element(
            "p",
            element("span", f"{MARK_SIGNS[one.mark]} {MARK_WORDS[one.mark]}", class_=f"verdict t-{ink}"),
            f", {points_words(one.points)}: {CAUSE_WORDS[one.cause]}",
        ),
        facts([(name, words) for name, words in told if words]),
        class_="card",
    )


def _worth(one: Episode) -> str:
    if one.charged:
        return "A set price; the expected outcome to the end of the case does not show it."
    expected = f"Expected outcome {one.better_value:.0f} of 100, had it been done" if one.better else ""
    lost = f"{'lost' if one.loss > 0 else 'won'} {abs(one.loss):.1f} of 100"
    return f"{expected}; {lost}." if expected else f"{lost.capitalize()} of expected outcome."


def _timing(found: TimingMap) -> Html:
    across, up = regimen_name(found.across), regimen_name(found.up)

    def nearest(hour: float | None) -> float | None:
        return None if hour is None else min(found.hours, key=lambda one: abs(one - hour))

    mine = nearest(found.yours[0]), nearest(found.yours[1])

    best = None if found.flat else found.best

    def cell(x: float, y: float, survival: float) -> Html:
        signs = [words for words, at in (("this case", mine), ("among the best", best)) if at == (x, y)]
        kind = " ".join([name for name, at in (("mine", mine), ("best", best)) if at == (x, y)])
        return element(
            "td",
            f"{survival:.0f}",
            *[element("small", words) for words in signs],
            class_=kind or None,
        )

    head = element("tr", element("td"), *[element("th", f"{x:.0f} h", scope="col") for x in found.hours])
    rows = [
        element(
            "tr",
            element("th", f"{y:.0f} h", scope="row"),
            *[cell(x, y, survival) for x, survival in zip(found.hours, row, strict=True)],
        )
        for y, row in zip(found.hours, found.survival_percent, strict=True)
    ]
    caption = f"Survival, %. Columns: hour at which {across} is begun; rows: hour at which {up} is begun."
    whole = element(
        "table", element("caption", caption), element("thead", head), element("tbody", lines(rows)), class_="map"
    )
    outside = [
        regimen_name(name) for name, hour in zip((found.across, found.up), found.yours, strict=True) if hour is None
    ]
    verb = "was" if len(outside) == 1 else "were"
    given = f"In this case {' and '.join(outside)} {verb} not given. " if outside else ""
    return lines(
        (
            element("h3", "When to begin: two drugs"),
            element("div", whole, class_="wide", role="group", aria_label="Timing map", tabindex="0"),
            element(
                "p",
                f"{given}Here all starts come to the same, within {FLAT:.0f} points."
                if found.flat
                else f"{given}Of the cells within {FLAT:.0f} points of the best, nearest to the guideline: {across} at "
                f"hour {found.best[0]:.0f}, {up} at hour {found.best[1]:.0f}.",
                class_="quiet",
            ),
        )
    )


def analysis_sections(analysis: Analysis, span: Span) -> Html:
    """Return the curve of value, the decisions and the timing map."""
    minute = span.start_minute
    chance = [one for one in analysis.episodes if one.cause is Cause.CHANCE]
    by_chance = [
        element(
            "p",
            f"Without any decision, by what the chart told and by luck: {abs(one.loss):.1f} of 100 "
            f"{'lost' if one.loss > 0 else 'won'}. It does not count.",
        )
        for one in chance
        if round(abs(one.loss))
    ]
    told = [_decision(number, one, minute) for number, one in enumerate(analysis.decided, start=1)]
    return section(
        "decisions",
        "Decisions",
        _value_chart(analysis, span) if analysis.curve else NOTHING,
        *(told or [element("p", "No decision gained or lost as much as half a point.")]),
        *by_chance,
        _timing(analysis.timing) if analysis.timing is not None else NOTHING,
        element("p", f"Hidden until now: {analysis.hidden}") if analysis.hidden else NOTHING,
        element(
            "p",
            f"Analysis {analysis.version}, reference policy {analysis.reference_version}, "
            f"averaged over {counted(analysis.hosts, 'virtual patient')} that fit the chart.",
            class_="quiet",
        ),
    )
