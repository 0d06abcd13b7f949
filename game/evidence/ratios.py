"""The numbers of a trial's table: shares, ratios and their confidence intervals.

Two numbers stand for each row. The *counted* one takes one draw of luck for each patient, as a trial does, and has the
confidence interval. The *expected* one takes each patient's chance of death instead, and so has less noise: whether a
row lies outside the published interval is judged by it. Its own interval is that of the draw of patients and
infections; where the same patients are in both arms it goes by their differences.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from math import exp, isnan, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats  # type: ignore[import-untyped]

from game.evidence.published.protocol import Figure, Measure, Outcomes, Published, PublishedRow, Share

__all__ = ["Cell", "Lies", "RatioRow", "rows", "wilson"]

_LEVEL: Final = 0.95
"""Every interval holds the truth so often, as those of the trials do."""
_Z: Final = float(stats.norm.ppf(0.5 + _LEVEL / 2.0))
_NAN: Final = float("nan")
_NEAR_POINTS: Final = 5.0
"""Where no interval was published, so many points of survival away is said."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One arm of a row: who was counted, and what was expected."""

    number: int
    of: int
    expected: float
    """Percent; NaN where only counting tells."""

    @property
    def percent(self) -> float:
        """Return the counted share."""
        return 100.0 * self.number / self.of if self.of else _NAN


class Lies(enum.Enum):
    """Where a number lies: against the published interval, or near to the published number where there is none."""

    INSIDE = "inside"
    BELOW = "below"
    ABOVE = "above"
    NEAR = "near"
    FAR = "far"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class RatioRow:
    """One row of the table."""

    claim: PublishedRow
    cells: tuple[Cell, ...]
    counted: Figure
    expected: float
    expected_low: float = _NAN
    expected_high: float = _NAN

    @property
    def judged(self) -> float:
        """Return the number that is held against the published one."""
        return self.counted.value if isnan(self.expected) else self.expected

    @property
    def place(self) -> Lies:
        """Say where it lies."""
        figure, value = self.claim.published, self.judged
        if isnan(value):
            return Lies.UNKNOWN
        if isnan(figure.low):
            return Lies.NEAR if abs(value - figure.value) <= _NEAR_POINTS else Lies.FAR
        if value < figure.low:
            return Lies.BELOW
        return Lies.ABOVE if value > figure.high else Lies.INSIDE


def wilson(share: Share | Cell) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share, in percent (Wilson's)."""
    if not share.of:
        return _NAN, _NAN
    found = stats.binomtest(share.number, share.of).proportion_ci(_LEVEL, method="wilson")
    return 100.0 * float(found.low), 100.0 * float(found.high)


def _chosen(claim: PublishedRow, outcomes: Outcomes, arm: int) -> Outcomes:
    chosen = outcomes.of("arm") == arm
    if claim.strata:
        chosen &= np.isin(outcomes.of("stratum"), claim.strata)
    if claim.marked is not None:
        chosen &= (outcomes.of("marked") > 0.5) == claim.marked
    return outcomes.where(chosen)


def _cell(claim: PublishedRow, of: Outcomes) -> Cell:
    count = len(of.rows)
    if claim.counted == "responded":
        return Cell(int(np.sum(~np.isnan(of.of("responded_h")))), count, _NAN)
    expected = 100.0 * float(np.mean(of.of("mortality"))) if claim.counted == "died" and count else _NAN
    number = int(np.sum(of.of(claim.counted)))
    if claim.measure is Measure.SURVIVAL:
        return Cell(count - number, count, 100.0 - expected)
    return Cell(number, count, expected)


def _about(value: float, error: float) -> Figure:
    """Return the figure whose logarithm is `value`, with this standard error."""
    return Figure(exp(value), exp(value - _Z * error), exp(value + _Z * error))


def _risk_ratio(control: Cell, treated: Cell) -> tuple[Figure, float]:
    expected = treated.expected / control.expected
    if treated.number and control.number:
        found = stats.contingency.relative_risk(treated.number, treated.of, control.number, control.of)
        known = found.confidence_interval(_LEVEL)
        return Figure(float(found.relative_risk), float(known.low), float(known.high)), expected
    # An arm without a death has no logarithm: half a patient is added everywhere, which scipy does not do.
    a, n, c, m = [value + 0.5 for value in (treated.number, treated.of, control.number, control.of)]
    return _about(log(a / n) - log(c / m), sqrt(abs(1 / a - 1 / n + 1 / c - 1 / m))), expected


def _hazard_ratio(cells: tuple[Cell, ...], of: list[Outcomes]) -> tuple[Figure, float]:
    """Deaths for each patient-day; expected, the ratio of the logarithms of mean survival."""
    control, treated = [cell.number or 0.5 for cell in cells]
    days = [float(np.sum(one.of("days_alive"))) for one in of]
    counted = _about(log(treated / days[1]) - log(control / days[0]), sqrt(1 / treated + 1 / control))
    before, after = [log(1.0 - cell.expected / 100.0) for cell in cells]
    return counted, after / before


def _spread(cells: tuple[Cell, ...], of: list[Outcomes], *, hazard: bool) -> float:
    """Return the standard error of the logarithm of an expected ratio, pair by pair where the arms hold the same."""
    pulls = []
    for cell, one in zip(cells, of, strict=True):
        risk = cell.expected / 100.0
        scale = -(1.0 - risk) * log(1.0 - risk) if hazard else risk
        pulls.append((one.of("mortality") - risk) / scale)
    if np.array_equal(of[0].of("number"), of[1].of("number")):
        return float(np.std(pulls[1] - pulls[0])) / sqrt(len(pulls[0]))
    return sqrt(sum([float(np.var(pull)) / len(pull) for pull in pulls]))


def _rate_ratio(cells: tuple[Cell, ...], of: list[Outcomes]) -> Figure:
    """Recoveries for each patient-day at risk; the dead stay at risk to the end of follow-up, as the trial had them."""
    control, treated = [cell.number or 0.5 for cell in cells]
    days = []
    for one in of:
        longest = float(np.max(one.of("days_alive")))
        days.append(float(np.sum(np.nan_to_num(one.of("responded_h") / 24.0, nan=longest))))
    return _about(log(treated / days[1]) - log(control / days[0]), sqrt(1 / treated + 1 / control))


def _log_odds(percent: float) -> float:
    return log(percent / (100.0 - percent))


def _slope(hours: list[float], values: list[float], weights: list[float]) -> tuple[float, float]:
    """Return the slope of the weighted line and its standard error; a weight is one over a variance."""
    errors = [1.0 / sqrt(weight) for weight in weights]
    found, spread = optimize.curve_fit(_straight, hours, values, (0.0, 0.0), errors, absolute_sigma=True)
    return float(found[1]), sqrt(float(spread[1][1]))


def _straight(hours: NDArray[np.float64], start: float, rise: float) -> NDArray[np.float64]:
    return start + rise * hours


def _per_hour(cells: tuple[Cell, ...]) -> tuple[Figure, float]:
    """Weighted line through the logarithms of the odds, hour by hour."""
    hours = [float(hour) for hour in range(len(cells))]
    number = [cell.number + 0.5 for cell in cells]
    counted = [100.0 * one / (cell.of + 1.0) for one, cell in zip(number, cells, strict=True)]
    weights = [one * (1.0 - share / 100.0) for one, share in zip(number, counted, strict=True)]
    rise, error = _slope(hours, [_log_odds(share) for share in counted], weights)
    if isnan(cells[0].expected):
        return _about(rise, error), _NAN
    expected, _ = _slope(hours, [_log_odds(cell.expected) for cell in cells], weights)
    return _about(rise, error), exp(expected)


def _row(claim: PublishedRow, outcomes: Outcomes) -> RatioRow:
    of = [_chosen(claim, outcomes, arm) for arm in claim.arms]
    cells = tuple([_cell(claim, one) for one in of])
    nothing = RatioRow(claim, cells, Figure(_NAN, _NAN, _NAN), _NAN)
    if not all(cell.of for cell in cells):
        return nothing
    match claim.measure:
        case Measure.RISK_RATIO:
            counted, expected = _risk_ratio(*cells)
        case Measure.HAZARD_RATIO:
            counted, expected = _hazard_ratio(cells, of)
        case Measure.RATE_RATIO:
            counted, expected = _rate_ratio(cells, of), _NAN
        case Measure.ODDS_RATIO_PER_HOUR:
            counted, expected = _per_hour(cells)
        case Measure.SHARE | Measure.SURVIVAL:
            counted, expected = Figure(cells[0].percent, *wilson(cells[0])), cells[0].expected
    if isnan(expected) or claim.measure not in {Measure.RISK_RATIO, Measure.HAZARD_RATIO}:
        return RatioRow(claim, cells, counted, expected)
    sharp = _about(log(expected), _spread(cells, of, hazard=claim.measure is Measure.HAZARD_RATIO))
    return RatioRow(claim, cells, counted, expected, sharp.low, sharp.high)


def rows(trial: Published, outcomes: Outcomes) -> tuple[RatioRow, ...]:
    """Return the table of a trial that was run."""
    return tuple([_row(claim, outcomes) for claim in trial.claims])
