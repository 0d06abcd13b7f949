"""The validation as a page and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from game.evidence.validation.discussions import DISCUSSIONS
from game.evidence.validation.lab import perform
from game.evidence.validation.plans import DAYS, MANY, PAIRED, PATIENTS
from game.evidence.validation.row import (
    FAIR_FOLD,
    FAIR_PERCENT,
    GOOD_FOLD,
    GOOD_PERCENT,
    Basis,
    Comparison,
    Judged,
    Letter,
    Section,
    judged,
)
from game.evidence.validation.rows import ROWS
from game.futures.engine import Engine
from game.patient.method import METHOD

__all__ = ["ValidationResult", "validate"]

COLOURS: Final = {Letter.GOOD: "#1a7f37", Letter.FAIR: "#9a6700", Letter.POOR: "#cf222e"}
WORDS: Final = {Letter.GOOD: "good", Letter.FAIR: "fair", Letter.POOR: "poor"}
COLUMNS: Final = (
    "id", "part", "what", "drugs", "unit", "expected_low", "expected_high", "comparison", "model", "error", "letter",
    "basis", "study", "figure_recalled", "how", "behind",
)  # fmt: skip
SIGNIFICANT: Final = 3


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """Every row, judged."""

    rows: tuple[Judged, ...]

    @property
    def markdown(self) -> str:
        """Return the page."""
        return _page(self)

    @property
    def csv(self) -> str:
        """Return the table, one line for each row."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_record(one) for one in self.rows)
        return out.getvalue()

    @property
    def good_percent(self) -> float:
        """Return the percentage of good rows."""
        return 100.0 * self.count(Letter.GOOD) / len(self.rows)

    @property
    def undiscussed(self) -> tuple[str, ...]:
        """Return the ids of poor rows that nobody has discussed."""
        return tuple([one.row.id for one in self.rows if one.letter is Letter.POOR and one.row.id not in DISCUSSIONS])

    def count(self, letter: Letter, among: Iterable[Judged] | None = None) -> int:
        """Return how many rows have this letter."""
        return sum(1 for one in (self.rows if among is None else among) if one.letter is letter)


def validate(engine: Engine | None = None, progress: Callable[[float], None] | None = None) -> ValidationResult:
    """Run the model and judge every row.

    It takes seconds with the compiled kernel and a minute without; the digits are the same. `progress` hears the
    share that is done, 0 to 1.
    """
    lab = perform(engine, progress)
    return ValidationResult(tuple([judged(row, row.measure(lab)) for row in ROWS]))


def plain(value: float) -> str:
    """Return a number to three significant digits, without exponent."""
    if not isfinite(value):
        return "none"
    rounded = float(f"{value:.{SIGNIFICANT}g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10.0 ** (SIGNIFICANT - 1) else f"{rounded:g}"


def _record(one: Judged) -> tuple[str, ...]:
    row = one.row
    low, high = row.expected
    return (
        row.id, row.section.value, row.what, "; ".join(row.drugs), row.unit, f"{low:g}", f"{high:g}",
        row.comparison.value, f"{one.found.value:.6g}", f"{one.error:.4g}", one.letter.value, row.basis.value,
        row.study.citation, "yes" if row.study.recalled else "no", row.how, one.found.text,
    )  # fmt: skip


def _expected(one: Judged) -> str:
    if one.row.comparison is Comparison.DIRECTION:
        return "holds"
    low, high = one.row.expected
    number = plain(low) if low == high else f"{plain(low)} to {plain(high)}"
    return f"{number} {one.row.unit}".strip()


def _found(one: Judged) -> str:
    if one.row.comparison is Comparison.DIRECTION:
        return f"{'holds' if one.found.value else 'does not hold'}: {one.found.text}"
    return f"{plain(one.found.value)} {one.row.unit}".strip() if isfinite(one.found.value) else "nothing to measure"


def _error(one: Judged) -> str:
    if one.row.comparison is Comparison.DIRECTION or not isfinite(one.error):
        return "–"
    if one.row.comparison is Comparison.PERCENT:
        return f"{plain(one.error)} %"
    if one.row.comparison is Comparison.FOLD:
        return f"{one.error:.2f}-fold"
    return f"{plain(one.error)} {one.row.unit}".strip()


def _mark(letter: Letter) -> str:
    return f'<span style="color:{COLOURS[letter]}"><b>{letter.value}</b> {WORDS[letter]}</span>'


def _table(rows: Iterable[Judged]) -> list[str]:
    lines = ["| Mark | What | Expected | Model | Error | Basis | Study |", "|---|---|---|---|---|---|---|"]
    lines += [
        f"| {_mark(one.letter)} | {one.row.what} | {_expected(one)} | {_found(one)} | {_error(one)} "
        f"| {one.row.basis.value} | {one.row.study} |"
        for one in rows
    ]
    return lines


def _summary(result: ValidationResult) -> list[str]:
    lines = ["| | G good | F fair | P poor | Rows | Good |", "|---|---|---|---|---|---|"]
    groups: list[tuple[str, list[Judged]]] = [
        (section.value, [one for one in result.rows if one.row.section is section]) for section in Section
    ]
    groups += [(f"Basis: {basis.value}", [one for one in result.rows if one.row.basis is basis]) for basis in Basis]
    groups.append(("**All**", list(result.rows)))
    for name, rows in groups:
        counts = [result.count(letter, rows) for letter in Letter]
        share = f"{100 * counts[0] / len(rows):.0f} %" if rows else "–"
        lines.append(f"| {name} | {counts[0]} | {counts[1]} | {counts[2]} | {len(rows)} | {share} |")
    return lines


def _how(rows: Iterable[Judged]) -> list[str]:
    """Return each way of computing once, with the rows that use it."""
    by_way: dict[str, list[str]] = {}
    for one in rows:
        by_way.setdefault(one.row.how, []).append(one.row.what)
    return [f"- {'; '.join(names)}. *{way}*" for way, names in by_way.items()]


def _discussed(result: ValidationResult) -> list[str]:
    lines = []
    for one in result.rows:
        text = DISCUSSIONS.get(one.row.id)
        if one.letter is Letter.GOOD or (text is None and one.letter is Letter.FAIR):
            continue
        lines += [
            (
                f"**{one.letter.value}, {one.row.section.value}: {one.row.what}** (expected {_expected(one)}, "
                f"model {_found(one)}). {text or 'Not discussed yet.'}"
            ),
            "",
        ]
    return lines


def _how_to_read() -> list[str]:
    cohorts = ", ".join(
        f"{PATIENTS[phenotype]} for {days:g} days ({phenotype.value})" for phenotype, days in DAYS.items()
    )
    return [
        "## How to read it",
        "",
        (
            "Each row sets what a study found beside what the model gives. Anything within a range is right; outside "
            "it, the error counts from its nearer end."
        ),
        "",
        "| Kind of row | G good | F fair |",
        "|---|---|---|",
        f"| Vital signs, risk ratios | within {GOOD_PERCENT:g} % | within {FAIR_PERCENT:g} % |",
        f"| Cytokines, CRP, ferritin, loads, drug levels | within {GOOD_FOLD:g}-fold | within {FAIR_FOLD:g}-fold |",
        "| Times, temperatures, shares | within the row's own limits, in its unit | within wider limits |",
        "| A claim that a score or a debrief makes | holds | – |",
        "",
        (
            "Everything else is P, poor, and is discussed below. The basis says what agreement is worth: "
            "**literature**, the number is a constant of the model and the row shows that it comes out again; "
            "**calibrated**, the model was tuned on this number or its shape was chosen to give it; **held out**, "
            "nothing was tuned on it (a row becomes calibrated once the model is tuned on it). "
            "'Figure recalled' means that the number was not read again in its source: check it before you cite it."
        ),
        "",
        (
            f"The cohorts are drawn hosts: {cohorts}. Every other plan runs on the first {PAIRED} of the same hosts, "
            f"so that treatments are compared in pairs; second infections of the ventilated are counted in {MANY}. "
            "The ward's protocol gives oxygen, fluids and norepinephrine as in the game. A chance of death comes from "
            "the hazard that was run, not from luck; bodies run on after death."
        ),
        "",
    ]


def _page(result: ValidationResult) -> str:
    lines = [
        "# Validation",
        "",
        "<!-- Written by `cytokine-storm validate --write`. Do not edit: a test writes it again and compares. -->",
        "",
        (
            f"Model and method: `{METHOD}`. {len(result.rows)} rows, {result.good_percent:.0f} % good. The model is "
            "for teaching. It has not been validated on patients, and nothing here makes it fit for care."
        ),
        "",
        *_how_to_read(),
        "## Summary",
        "",
        *_summary(result),
        "",
    ]
    for section in Section:
        rows = [one for one in result.rows if one.row.section is section]
        lines += [f"## {section.value}", "", *_table(rows), ""]
        lines += [
            "<details><summary>How the model's numbers are computed</summary>",
            "",
            *_how(rows),
            "",
            "</details>",
            "",
        ]
    lines += ["## What is not good, and why", "", *_discussed(result)]
    return "\n".join(lines).rstrip("\n") + "\n"
