"""A trial's own table: deaths by arm and stratum, ratio and confidence interval, beside the published ones.

Two numbers stand for each row. The *counted* one takes one draw of luck for each patient, as a trial does, and has the
confidence interval. The *expected* one takes each patient's chance of death instead, and so has far less noise: whether
a row lies outside the published interval is judged by it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from math import exp, isnan, log, sqrt
from typing import Final

import numpy as np

from game.trials.published.protocol import Claim, Figure, Measure, Outcomes, Published, Share

__all__ = ["FIELDS", "NOTES", "Cell", "Row", "baseline", "csv_text", "outside", "rows", "sentences", "text", "wilson"]

NOTES: Final = (
    "counted: one draw of luck for each patient, with its 95 % confidence interval (too wide, if anything, where the",
    "same patients are in both arms). expected: from each patient's chance of death, without luck; where there is one,",
    "it is the one that is judged. (c) the control arm, or the row itself, served to set constants. (r) figures",
    "recalled, not read again in the source.",
)
"""What the words and letters of the table mean, line by line."""
_Z: Final = 1.959963984540054
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


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    claim: Claim
    cells: tuple[Cell, ...]
    counted: Figure
    expected: float

    @property
    def judged(self) -> float:
        """Return the number that is held against the published one."""
        return self.counted.value if isnan(self.expected) else self.expected

    @property
    def place(self) -> str:
        """Say where it lies: 'inside', 'below', 'above' the published interval; 'near' or 'far' without one."""
        figure, value = self.claim.published, self.judged
        if isnan(value):
            return "not known"
        if isnan(figure.low):
            return "near" if abs(value - figure.value) <= _NEAR_POINTS else "far"
        return "below" if value < figure.low else "above" if value > figure.high else "inside"


def wilson(share: Share | Cell) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share, in percent (Wilson's)."""
    if not share.of:
        return _NAN, _NAN
    p, n = share.number / share.of, share.of
    middle = p + _Z * _Z / (2 * n)
    half = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
    scale = 1 + _Z * _Z / n
    return 100.0 * (middle - half) / scale, 100.0 * (middle + half) / scale


def _chosen(claim: Claim, outcomes: Outcomes, arm: int) -> Outcomes:
    chosen = outcomes.of("arm") == arm
    if claim.strata:
        chosen &= np.isin(outcomes.of("stratum"), claim.strata)
    if claim.marked is not None:
        chosen &= (outcomes.of("marked") > 0.5) == claim.marked
    return outcomes.where(chosen)


def _cell(claim: Claim, of: Outcomes) -> Cell:
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
    a, n, c, m = [value + 0.5 for value in (treated.number, treated.of, control.number, control.of)]
    if treated.number and control.number:
        a, n, c, m = float(treated.number), float(treated.of), float(control.number), float(control.of)
    counted = _about(log(a / n) - log(c / m), sqrt(abs(1 / a - 1 / n + 1 / c - 1 / m)))
    return counted, treated.expected / control.expected


def _hazard_ratio(cells: tuple[Cell, ...], of: list[Outcomes]) -> tuple[Figure, float]:
    """Deaths for each patient-day; expected, the ratio of the logarithms of mean survival."""
    control, treated = [cell.number or 0.5 for cell in cells]
    days = [float(np.sum(one.of("days_alive"))) for one in of]
    counted = _about(log(treated / days[1]) - log(control / days[0]), sqrt(1 / treated + 1 / control))
    before, after = [log(1.0 - cell.expected / 100.0) for cell in cells]
    return counted, after / before


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
    whole = sum(weights)
    middle = sum([w * x for w, x in zip(weights, hours, strict=True)]) / whole
    spread = sum([w * (x - middle) * (x - middle) for w, x in zip(weights, hours, strict=True)])
    rise = sum([w * (x - middle) * y for w, x, y in zip(weights, hours, values, strict=True)])
    return rise / spread, sqrt(1.0 / spread)


def _per_hour(cells: tuple[Cell, ...]) -> tuple[Figure, float]:
    """Weighted line through the logarithms of the odds of death, hour by hour."""
    hours = [float(hour) for hour in range(len(cells))]
    number = [cell.number + 0.5 for cell in cells]
    counted = [100.0 * one / (cell.of + 1.0) for one, cell in zip(number, cells, strict=True)]
    weights = [one * (1.0 - share / 100.0) for one, share in zip(number, counted, strict=True)]
    rise, error = _slope(hours, [_log_odds(share) for share in counted], weights)
    expected, _ = _slope(hours, [_log_odds(cell.expected) for cell in cells], weights)
    return _about(rise, error), exp(expected)


def _row(claim: Claim, outcomes: Outcomes) -> Row:
    of = [_chosen(claim, outcomes, arm) for arm in claim.arms]
    cells = tuple([_cell(claim, one) for one in of])
    nothing = Row(claim, cells, Figure(_NAN, _NAN, _NAN), _NAN)
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
    return Row(claim, cells, counted, expected)


def rows(trial: Published, outcomes: Outcomes) -> tuple[Row, ...]:
    """Return the table of a trial that was run."""
    return tuple([_row(claim, outcomes) for claim in trial.claims])


def _number(value: float, percent: bool) -> str:
    return "–" if isnan(value) else f"{value:.1f}" if percent else f"{value:.2f}"


def _percent(row: Row) -> bool:
    return row.claim.measure in {Measure.SHARE, Measure.SURVIVAL}


def _figure(figure: Figure, percent: bool) -> str:
    if isnan(figure.value):
        return "–"
    if isnan(figure.low):
        return _number(figure.value, percent)
    return f"{_number(figure.value, percent)} ({_number(figure.low, percent)} to {_number(figure.high, percent)})"


def _share(share: Share | Cell | None) -> str:
    if share is None or not share.of:
        return "–"
    return f"{share.number}/{share.of} {100.0 * share.number / share.of:.1f} %"


def outside(row: Row) -> str:
    """Return the plain sentence for a row that lies outside what was published; empty for one that does not."""
    figure, percent = row.claim.published, _percent(row)
    what = f"{row.claim.label}: the model's {row.claim.measure.value.removesuffix(', %')}"
    unit = " %" if percent else ""
    if row.place == "not known":
        return f"{row.claim.label}: nobody entered, so nothing can be said."
    if row.place == "far":
        return (
            f"{what} of {_number(row.judged, percent)}{unit} is {abs(row.judged - figure.value):.0f} points "
            f"{'below' if row.judged < figure.value else 'above'} the published {_number(figure.value, percent)}{unit}."
        )
    if row.place in {"below", "above"}:
        return (
            f"{what} of {_number(row.judged, percent)}{unit} lies {row.place} the published interval, "
            f"{_number(figure.low, percent)} to {_number(figure.high, percent)}{unit}."
        )
    return ""


def off_control(row: Row) -> str:
    """Return the plain sentence for a control arm whose share lies outside the interval of the published one."""
    if row.claim.control is None or not row.cells[0].of or len(row.cells) != 2:
        return ""
    cell = row.cells[0]
    share = cell.percent if isnan(cell.expected) else cell.expected
    low, high = wilson(row.claim.control)
    if low <= share <= high:
        return ""
    published = 100.0 * row.claim.control.number / row.claim.control.of
    return (
        f"{row.claim.label}, control arm: {share:.1f} % in the model, "
        f"{'below' if share < low else 'above'} the published {published:.1f} % ({low:.1f} to {high:.1f})."
    )


def baseline(trial: Published, outcomes: Outcomes) -> list[tuple[str, str, str]]:
    """Return what the trial and the model say of the patients at entry: what, published, model."""
    if not len(outcomes.rows):
        return []
    return [(what, said, f"{measured(outcomes):.1f}") for what, said, measured in trial.baseline]


def _lines(row: Row) -> list[tuple[str, ...]]:
    claim, percent = row.claim, _percent(row)
    label = claim.label + (" (c)" if claim.calibrated else "") + (" (r)" if claim.recalled else "")
    two = len(row.cells) == 2
    ours = (
        [_share(row.cells[0]), _share(row.cells[1])]
        if two
        else ["–", _share(row.cells[0]) if len(row.cells) == 1 else "–"]
    )
    chances = (
        [cell.expected for cell in row.cells] if two else [_NAN, row.cells[0].expected if len(row.cells) == 1 else _NAN]
    )
    sharp = ["–" if isnan(chance) else f"{chance:.1f} %" for chance in chances]
    return [
        (label, "counted", *ours, _figure(row.counted, percent)),
        (claim.measure.value, "expected", *sharp, _number(row.expected, percent)),
        ("", "published", _share(claim.control), _share(claim.treated), _figure(claim.published, percent)),
        ("", "", "", "", f"{row.place}" if isnan(claim.published.low) else f"{row.place} the interval"),
    ]


def sentences(table: tuple[Row, ...]) -> list[str]:
    """Return a sentence for everything that lies outside."""
    return [line for row in table for line in (outside(row), off_control(row)) if line]


def _columns(body: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max([len(line[column]) for line in body]) for column in range(len(body[0]))]
    return ["  ".join([cell.ljust(width) for cell, width in zip(line, widths, strict=True)]).rstrip() for line in body]


def text(trial: Published, table: tuple[Row, ...], outcomes: Outcomes, seed: int, *, twins: bool) -> str:
    """Return the whole table in words and columns."""
    entered = len({*outcomes.of("number").tolist()})
    how = "each treated in every arm with the same luck" if twins else "each dealt to one arm"
    heads = ("", "", trial.arms[0] if len(trial.arms) == 2 else "", trial.arms[-1] if len(trial.arms) < 3 else "", "")
    body = [heads, *[line for row in table for line in _lines(row)]]
    out = [
        f"{trial.name}: {trial.title}",
        trial.citation,
        f"{outcomes.drawn} hosts drawn with seed {seed}, {entered} entered, {how}.",
        f"Outcomes sha256 {outcomes.digest}",
        "",
    ]
    out += _columns(body)
    out += [
        "",
        *NOTES,
        "",
        *_columns([("At entry", "published", "model"), *baseline(trial, outcomes)]),
        "",
    ]
    said = sentences(table)
    out += ["Outside the published interval:", *[f"- {line}" for line in said]] if said else ["Nothing lies outside."]
    return "\n".join(out) + "\n"


FIELDS: Final = (
    "trial", "row", "measure", "control_number", "control_of", "control_expected_percent", "treated_number",
    "treated_of", "treated_expected_percent", "counted", "counted_low", "counted_high", "expected", "published",
    "published_low", "published_high", "published_control_percent", "published_treated_percent", "place",
    "control_calibrated", "recalled",
)  # fmt: skip
"""Columns of the CSV."""


def _plain(value: float) -> str:
    return "" if isnan(value) else f"{value:.4f}"


def _of(share: Share | None) -> str:
    return "" if share is None else f"{100.0 * share.number / share.of:.2f}"


def csv_text(trial: Published, table: tuple[Row, ...]) -> str:
    """Return the table as CSV, a row for each row; of more than two arms the first and the last stand there."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in table:
        empty = Cell(0, 0, _NAN)
        control, treated = (row.cells[0], row.cells[-1]) if len(row.cells) > 1 else (empty, row.cells[0])
        writer.writerow(
            [
                trial.name,
                row.claim.label,
                row.claim.measure.value,
                *[value for cell in (control, treated) for value in (cell.number, cell.of, _plain(cell.expected))],
                *[_plain(value) for value in (row.counted.value, row.counted.low, row.counted.high, row.expected)],
                *[
                    _plain(value)
                    for value in (row.claim.published.value, row.claim.published.low, row.claim.published.high)
                ],
                _of(row.claim.control),
                _of(row.claim.treated),
                row.place,
                row.claim.calibrated,
                row.claim.recalled,
            ]
        )
    return out.getvalue()
