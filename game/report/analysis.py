"""The analysis in a report: the curve of value with its decisions, what each was worth, the timing map."""

from __future__ import annotations

from typing import Any

from game.report.drawing import DrawnChart, drawn
from game.review.findings import FLAT, Analysis, Cause, Episode, TimingMap
from game.ui.debrief.timing_map import nearest, timing_grid
from game.ui.debrief.value_curve import curve_chart, curve_key, lines_of
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget
from game.values.order_words import regimen_name

_CURVE, _GRID = 270, 230
"""Heights of the curve and of the timing map, in design pixels."""


def worst_decision(analysis: Analysis) -> Episode | None:
    """Return the decision that cost most; nothing if none cost a point."""
    costly = [one for one in analysis.decided if one.points >= 1.0]
    return max(costly, key=lambda one: (one.points, -one.first), default=None)


def value_chart(analysis: Analysis, minute: int) -> DrawnChart:
    """Return the curve of value; its marks have the numbers of the decisions below it."""

    def build(page: Page, at: Rect) -> list[Widget]:
        names = curve_key(page, at, analysis)
        box = Rect(at.x, names[-1].rect.bottom + page.px(8), at.w, page.px(_CURVE))
        return [*names, curve_chart(page, box, analysis, minute, numbered=True)]

    lines = lines_of(analysis)
    at_ends = "; ".join([f"{line.name}: {line.points[0][1]:.0f} to {line.points[-1][1]:.0f}" for line in lines])
    words = (
        f"From admission to the end, {at_ends}. Numbers are the decisions below. The value of a moment is the outcome "
        "to be expected, 0 to 100, if the reference policy took over there: survival, less lasting organ damage."
    )
    return drawn("value", "Expected outcome after each decision, 0 to 100", words, build)


def by_chance(analysis: Analysis) -> list[float]:
    """Return what was lost without any decision, of 100."""
    return [one.loss for one in analysis.episodes if one.cause is Cause.CHANCE and round(abs(one.loss))]


def worth(one: Episode) -> str:
    """Return what a decision was worth, in words."""
    if one.charged:
        return "A set price; the expected outcome to the end of the case does not show it."
    expected = f"Expected outcome {one.better_value:.0f} of 100, had it been done" if one.better else ""
    lost = f"{'lost' if one.loss > 0 else 'won'} {abs(one.loss):.1f} of 100"
    return f"{expected}; {lost}." if expected else f"{lost.capitalize()} of expected outcome."


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

    told = (
        f"The stronger the colour, the more survive. From left to right, the start of {across} in hours; from the "
        f"bottom up, that of {up}. Ring: this case.{'' if found.flat else ' Star: among the best.'}"
    )
    outside = [
        regimen_name(name) for name, hour in zip((found.across, found.up), found.yours, strict=True) if hour is None
    ]
    verb = "was" if len(outside) == 1 else "were"
    given = f"In this case {' and '.join(outside)} {verb} not given. " if outside else ""
    return {
        "chart": drawn("timing", "When to begin: two drugs", told, build),
        "across": across,
        "up": up,
        "hours": hours,
        "rows": [
            (y, [cell(x, y, survival) for x, survival in zip(hours, row, strict=True)])
            for y, row in zip(hours, found.survival_percent, strict=True)
        ],
        "words": f"{given}Here all starts come to the same, within {FLAT:.0f} points."
        if found.flat
        else f"{given}Of the cells within {FLAT:.0f} points of the best, nearest to the guideline: {across} at "
        f"hour {found.best[0]:.0f}, {up} at hour {found.best[1]:.0f}.",
    }


def _marks(
    mine: tuple[float | None, ...], best: tuple[float, ...] | None
) -> tuple[tuple[str, str, tuple[float | None, ...] | None], ...]:
    return ("mine", "this case", mine), ("best", "among the best", best)
