"""One row of the validation table: what is expected, by which study, and how far the model is from it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from game.evidence.validation.lab import Lab

__all__ = [
    "Basis",
    "Chapter",
    "Comparison",
    "Found",
    "Judged",
    "Letter",
    "Measured",
    "Row",
    "Section",
    "Study",
    "holds",
    "judged",
]


class Section(enum.Enum):
    """A part of the table; the four diseases are the phenotypes of the game."""

    HEALTHY = "Health"
    KINETICS = "Cytokines and markers"
    COVID = "COVID-19"
    VIRAL_STRESSED = "Virus in a stressed immune system"
    SEPSIS = "Bacterial sepsis"
    CAR_T = "CAR-T cytokine release syndrome"
    SUPPORT = "Oxygen, position, fluids, norepinephrine"
    DRUGS = "Drugs in the body"


class Basis(enum.Enum):
    """What the agreement is worth."""

    LITERATURE = "literature"
    """The expected number stands in the model as a constant; the row shows that it comes out again."""
    CALIBRATED = "calibrated"
    """The model was tuned on this number, or its shape was chosen to give it."""
    HELD_OUT = "held out"
    """Nothing was tuned on this number."""


class Letter(enum.Enum):
    """The mark of a row."""

    GOOD = "G"
    FAIR = "F"
    POOR = "P"


class Comparison(enum.Enum):
    """How the model's number is compared with the expected one."""

    PERCENT = "percent"
    """Vital signs and ratios of risk: percent of the expected value."""
    FOLD = "fold"
    """Cytokines, CRP, ferritin, loads, drug levels: how many times too high or too low."""
    DIFFERENCE = "difference"
    """Times, temperatures and shares: difference in the unit of the row, with the row's own limits."""
    DIRECTION = "direction"
    """A claim that a score or a debrief makes: it holds or not."""


GOOD_PERCENT: Final = 10.0
FAIR_PERCENT: Final = 30.0
GOOD_FOLD: Final = 1.5
FAIR_FOLD: Final = 3.0


@dataclass(frozen=True, slots=True)
class Study:
    """Where an expected value comes from."""

    citation: str
    recalled: bool = False
    """The figure was not read again in the source; check it before citing."""

    def __str__(self) -> str:
        """Return the citation, and a warning where the figure was recalled."""
        return f"{self.citation} (figure recalled)" if self.recalled else self.citation


class Found(NamedTuple):
    """What the model gave."""

    value: float
    """In the row's unit; 1 or 0 for a claim that holds or not; NaN where there is nothing to measure."""
    text: str = ""
    """The numbers behind a direction."""


Measured: TypeAlias = "Callable[[Lab], Found]"


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation."""

    id: str
    section: Section
    what: str
    unit: str
    expected: tuple[float, float]
    """Least and greatest value that is right; both the same where a study gives one number."""
    comparison: Comparison
    study: Study
    basis: Basis
    how: str
    """How the model's number is computed."""
    measure: Measured
    tolerance: tuple[float, float] = (0.0, 0.0)
    """Greatest difference that is good, and that is fair, for `Comparison.DIFFERENCE`."""
    drugs: tuple[str, ...] = ()
    """Drugs and support that the row is about."""


_ID_OF: Final = {
    Section.HEALTHY: "healthy",
    Section.KINETICS: "kinetics",
    Section.COVID: "covid",
    Section.VIRAL_STRESSED: "stressed",
    Section.SEPSIS: "sepsis",
    Section.CAR_T: "car-t",
    Section.SUPPORT: "support",
    Section.DRUGS: "drug",
}
"""How the ids of a part's rows begin."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Makes rows of one part of the table, whose ids begin alike."""

    section: Section

    def row(
        self, name: str, what: str, unit: str, expected: tuple[float, float], comparison: Comparison, study: Study,
        basis: Basis, how: str, measure: Measured, tolerance: tuple[float, float] = (0.0, 0.0), *drugs: str,
    ) -> Row:  # fmt: skip
        """Return a row for a number that a study gives."""
        id_ = f"{_ID_OF[self.section]}-{name}"
        return Row(id_, self.section, what, unit, expected, comparison, study, basis, how, measure, tolerance, drugs)

    def claim(self, name: str, what: str, study: Study, basis: Basis, how: str, measure: Measured, *drugs: str) -> Row:
        """Return a row for a claim that holds or not."""
        nothing, true = (0.0, 0.0), (1.0, 1.0)
        return self.row(name, what, "", true, Comparison.DIRECTION, study, basis, how, measure, nothing, *drugs)


def holds(true: bool, text: str) -> Found:
    """Return whether a claim holds, with the numbers behind it."""
    return Found(1.0 if true else 0.0, text)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what the model gave and how it is marked."""

    row: Row
    found: Found
    error: float
    """Percent, fold, or difference in the unit of the row; 0 (1 for fold) inside the expected range."""
    letter: Letter


def _distance(value: float, row: Row) -> float:
    low, high = row.expected
    nearest = min(max(value, low), high)
    if row.comparison is Comparison.FOLD:
        if value <= 0.0 or nearest <= 0.0:
            return float("inf")
        return max(value / nearest, nearest / value)
    if row.comparison is Comparison.PERCENT:
        return 100.0 * abs(value - nearest) / abs(nearest)
    return abs(value - nearest)


def _limits(row: Row) -> tuple[float, float]:
    if row.comparison is Comparison.PERCENT:
        return GOOD_PERCENT, FAIR_PERCENT
    if row.comparison is Comparison.FOLD:
        return GOOD_FOLD, FAIR_FOLD
    if row.comparison is Comparison.DIRECTION:
        return 0.0, 0.0
    return row.tolerance


def judged(row: Row, found: Found) -> Judged:
    """Return the row with its error and its letter; nothing to measure is poor."""
    if not isfinite(found.value):
        return Judged(row, found, float("inf"), Letter.POOR)
    error = _distance(found.value, row)
    good, fair = _limits(row)
    letter = Letter.GOOD if error <= good else Letter.FAIR if error <= fair else Letter.POOR
    return Judged(row, found, error, letter)
