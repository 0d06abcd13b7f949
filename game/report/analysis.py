"""The analysis in a report: the curve of value with its decisions, what each was worth, the timing map."""

from __future__ import annotations

from typing import Any

from game.report.drawing import DrawnChart, drawn
from game.review.findings import FLAT, Analysis, Cause, Episode, TimingMap
from game.review.scoring.own import own_decisions
from game.ui.debrief.timing_map import nearest, timing_grid, wait_words
from game.ui.debrief.value_curve import curve_chart, curve_key, lines_of
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget
from game.values.order_words import regimen_name
from game.values.ticks import Tick
from game.values.words import count, say, together, within

_CURVE, _GRID = 270, 230
"""Heights of the curve and of the timing map, in design pixels."""


def worst_decision(analysis: Analysis, stop: Tick | None) -> Episode | None:
    """Return the decision of the player's own that cost most; nothing if none cost a point."""
    costly = [one for one in own_decisions(analysis, stop) if one.points >= 1.0]
    return max(costly, key=lambda one: (one.points, -one.first), default=None)


def value_chart(analysis: Analysis, minute: int) -> DrawnChart:
    """Return the curve of value; its marks have the numbers of the decisions below it."""

    def build(page: Page, at: Rect) -> list[Widget]:
        names = curve_key(page, at, analysis)
        box = Rect(at.x, names[-1].rect.bottom + page.px(8), at.w, page.px(_CURVE))
        return [*names, curve_chart(page, box, analysis, minute, numbered=True)]

    lines = lines_of(analysis)
    at_ends = "; ".join(
        [
            say(
                "report.analysis.to",
                line=line.name,
                points=f"{line.points[0][1]:.0f}",
                points_2=f"{line.points[-1][1]:.0f}",
            )
            for line in lines
        ]
    )
    words = say("report.analysis.from_admission_to_the_end", at_ends=at_ends)
    return drawn("value", say("report.analysis.expected_outcome_after_each_decision"), words, build)


def by_chance(analysis: Analysis) -> list[float]:
    """Return what was lost without any decision, of 100."""
    return [one.loss for one in analysis.episodes if one.cause is Cause.CHANCE and round(abs(one.loss))]


def worth(one: Episode) -> str:
    """Return what a decision was worth, in words."""
    if one.charged:
        return say("report.analysis.a_set_price_the_expected")
    expected = (
        say("report.analysis.expected_outcome_of_100_had", better_value=f"{one.better_value:.0f}") if one.better else ""
    )
    lost = say(f"report.analysis.{'lost' if one.loss > 0 else 'won'}", points=f"{abs(one.loss):.1f}")
    return f"{expected}; {lost}." if expected else say("report.analysis.of_expected_outcome", lost=lost.capitalize())


def timing_parts(found: TimingMap) -> dict[str, Any]:
    """Return the map as a picture, as a table with every number, and in words."""
    across, up = regimen_name(found.across), regimen_name(found.up)
    hours = found.hours
    mine = tuple([None if hour is None else hours[nearest(hours, hour)] for hour in found.yours])
    best = None if found.flat else tuple([hours[nearest(hours, hour)] for hour in found.best])

    def cell(x: float, y: float, survival: float) -> dict[str, Any]:
        marked = [(name, words) for name, words, at in _marks(mine, best) if at == (x, y)]
        return {
            "words": f"{survival:.0f}",
            "kind": " ".join([name for name, _ in marked]),
            "signs": [words for _, words in marked],
        }

    def build(page: Page, at: Rect) -> list[Widget]:
        return [timing_grid(page, Rect(at.x, at.y + page.px(4), at.w, page.px(_GRID)), found)]

    told = say(
        "report.analysis.the_stronger_the_colour_the",
        across=within(across),
        up=within(up),
        ring="" if None in found.yours else say("report.analysis.ring"),
        flat="" if found.flat else say("report.analysis.star_among_the_best"),
    )
    outside = [
        within(regimen_name(name))
        for name, hour in zip((found.across, found.up), found.yours, strict=True)
        if hour is None
    ]
    given = count("report.analysis.not_given", len(outside), drugs=together(outside)) if outside else ""
    return {
        "chart": drawn("timing", say("report.analysis.when_to_begin_two_drugs"), told, build),
        "across": across,
        "up": up,
        "hours": hours,
        "rows": [
            (y, [cell(x, y, survival) for x, survival in zip(hours, row, strict=True)])
            for y, row in zip(hours, found.survival_percent, strict=True)
        ],
        "words": say("report.analysis.here_all_starts_come_to", given=given, flat=f"{FLAT:.0f}")
        if found.flat
        else say(
            "report.analysis.of_the_cells_within_points",
            given=f"{wait_words(found)} {given}".lstrip(),
            flat=f"{FLAT:.0f}",
            across=within(across),
            best=f"{found.best[0]:.0f}",
            up=within(up),
            best_2=f"{found.best[1]:.0f}",
        ),
    }


def _marks(
    mine: tuple[float | None, ...], best: tuple[float, ...] | None
) -> tuple[tuple[str, str, tuple[float | None, ...] | None], ...]:
    return ("mine", say("report.analysis.this_case"), mine), ("best", say("report.analysis.among_the_best"), best)
