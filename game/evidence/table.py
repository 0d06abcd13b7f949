"""A trial's own table in words, beside the published one, and as CSV; `ratios` has the numbers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from math import isnan
from typing import Final

from game.evidence.published.protocol import Figure, Outcomes, Published, Share
from game.evidence.ratios import Cell, Lies, RatioRow, wilson

__all__ = ["FIELDS", "NOTES", "baseline", "csv_text", "judged", "off_control", "outside", "sentences", "text"]

NOTES: Final = (
    "counted: one draw of luck for each patient, with its 95 % confidence interval (too wide, if anything, where the",
    "same patients are in both arms). expected: from each patient's chance of death, which leaves out the luck of",
    "dying but not that of catching an infection; a row that has an expected value is judged by it, and its interval",
    "says how far off another seed may lie. (c) the control arm, or the row itself, was used to set constants.",
    "(r) figures recalled, not checked again in the source.",
)
"""What the words and letters of the table mean, line by line."""
_NAN: Final = float("nan")


def _number(value: float, percent: bool) -> str:
    return "–" if isnan(value) else f"{value:.1f}" if percent else f"{value:.2f}"


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


def judged(row: RatioRow) -> str:
    """Return the number that is judged, with a digit more where rounding would lay it on the end that it passed."""
    percent = row.claim.measure.in_percent
    figure, said = row.claim.published, _number(row.judged, percent)
    if row.place in {Lies.BELOW, Lies.ABOVE} and said in {_number(figure.low, percent), _number(figure.high, percent)}:
        return f"{row.judged:.{2 if percent else 3}f}"
    return said


def outside(row: RatioRow) -> str:
    """Return the plain sentence for a row that lies outside what was published; empty for one that does not."""
    figure, percent = row.claim.published, row.claim.measure.in_percent
    what = f"{row.claim.label}: the model's {row.claim.measure.value}"
    unit = " %" if percent else ""
    if row.place is Lies.UNKNOWN:
        return f"{row.claim.label}: nobody entered, so nothing can be said."
    if row.place is Lies.FAR:
        return (
            f"{what} of {_number(row.judged, percent)}{unit} is {abs(row.judged - figure.value):.0f} points "
            f"{'below' if row.judged < figure.value else 'above'} the published {_number(figure.value, percent)}{unit}."
        )
    if row.place in {Lies.BELOW, Lies.ABOVE}:
        return (
            f"{what} of {judged(row)}{unit} lies {row.place.value} the published interval, "
            f"{_number(figure.low, percent)} to {_number(figure.high, percent)}{unit}."
        )
    return ""


def off_control(row: RatioRow) -> str:
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


def _lines(row: RatioRow) -> list[tuple[str, ...]]:
    claim, percent = row.claim, row.claim.measure.in_percent
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
        (
            claim.measure.label,
            "expected",
            *sharp,
            _figure(Figure(row.expected, row.expected_low, row.expected_high), percent),
        ),
        ("", "published", _share(claim.control), _share(claim.treated), _figure(claim.published, percent)),
        ("", "", "", "", row.place.value if isnan(claim.published.low) else f"{row.place.value} the interval"),
    ]


def sentences(table: tuple[RatioRow, ...]) -> list[str]:
    """Return a sentence for everything that lies outside."""
    return [line for row in table for line in (outside(row), off_control(row)) if line]


def _columns(body: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max([len(line[column]) for line in body]) for column in range(len(body[0]))]
    return ["  ".join([cell.ljust(width) for cell, width in zip(line, widths, strict=True)]).rstrip() for line in body]


def text(trial: Published, table: tuple[RatioRow, ...], outcomes: Outcomes, seed: int, *, twins: bool) -> str:
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
    "treated_of", "treated_expected_percent", "counted", "counted_low", "counted_high", "expected",
    "expected_low", "expected_high", "published",
    "published_low", "published_high", "published_control_percent", "published_treated_percent", "place",
    "control_calibrated", "recalled",
)  # fmt: skip
"""Columns of the CSV."""


def _plain(value: float) -> str:
    return "" if isnan(value) else f"{value:.4f}"


def _of(share: Share | None) -> str:
    return "" if share is None else f"{100.0 * share.number / share.of:.2f}"


def csv_text(trial: Published, table: tuple[RatioRow, ...]) -> str:
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
                row.claim.measure.label,
                *[value for cell in (control, treated) for value in (cell.number, cell.of, _plain(cell.expected))],
                *[_plain(value) for value in (row.counted.value, row.counted.low, row.counted.high)],
                *[_plain(value) for value in (row.expected, row.expected_low, row.expected_high)],
                *[
                    _plain(value)
                    for value in (row.claim.published.value, row.claim.published.low, row.claim.published.high)
                ],
                _of(row.claim.control),
                _of(row.claim.treated),
                row.place.value,
                row.claim.calibrated,
                row.claim.recalled,
            ]
        )
    return out.getvalue()
