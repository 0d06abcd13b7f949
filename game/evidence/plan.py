"""What a trial's protocol says: who enters, and which drug is given when, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from game.case.ward import Holding
from game.patient import compartments
from game.patient.batch import Columns

__all__ = [
    "Arm",
    "Condition",
    "Look",
    "Treatment",
    "Trial",
    "always",
    "bacteria_found",
    "crp_over_75",
    "febrile",
    "fungus_found",
    "hypotensive",
    "hypoxic",
    "not_ventilated",
    "on_oxygen",
    "on_pressor",
    "release_syndrome_grade_2",
    "resistant_found",
    "shock",
    "ventilated",
    "without_oxygen",
]


class Look(NamedTuple):
    """What can be looked at on a half hour: one value for each patient in every column."""

    hours: float
    """Since admission."""
    state: Columns
    shown: Any
    """`signs.Vitals` with columns for fields."""
    holding: Holding
    """The ward's support during the half hour before."""

    def of(self, compartment: str) -> Any:
        """Return one compartment of every patient."""
        return self.state[compartments.INDEX[compartment]]


Condition: TypeAlias = Callable[[Look], Any]
"""Says of each patient whether it is so."""


def always(look: Look) -> Any:
    """Everyone."""
    return look.holding.rung >= 0.0


def on_oxygen(look: Look) -> Any:
    """Any oxygen, ventilated or not."""
    return look.holding.rung > 0.5


def without_oxygen(look: Look) -> Any:
    """Room air."""
    return look.holding.rung < 0.5


def ventilated(look: Look) -> Any:
    """On a ventilator."""
    return look.holding.rung > 12.5


def not_ventilated(look: Look) -> Any:
    """Not on a ventilator."""
    return look.holding.rung < 12.5


def on_pressor(look: Look) -> Any:
    """Norepinephrine runs."""
    return look.holding.pressor > 0.5


def febrile(look: Look) -> Any:
    """38 °C or more."""
    return look.shown.temperature >= 38.0


def hypotensive(look: Look) -> Any:
    """Mean pressure under 65 mmHg."""
    return look.shown.map < 65.0


def hypoxic(look: Look) -> Any:
    """SpO₂ under 92 %, or oxygen running."""
    return (look.shown.spo2 < 92.0) | on_oxygen(look)


def shock(look: Look) -> Any:
    """Norepinephrine needed and lactate over 2 mmol/L (Sepsis-3)."""
    return on_pressor(look) & (look.of("lactate_mmol_per_l") > 2.0)


def crp_over_75(look: Look) -> Any:
    """CRP of 75 mg/L or more, as RECOVERY asked before tocilizumab."""
    return look.of("crp_mg_per_l") >= 75.0


def bacteria_found(look: Look) -> Any:
    """More bacteria than 10^6 CFU/mL, which no culture misses."""
    return look.of("bacteria") > 1.0


def resistant_found(look: Look) -> Any:
    """As many bacteria that the usual antibiotic does not kill."""
    return look.of("resistant_bacteria") > 1.0


def fungus_found(look: Look) -> Any:
    """As many fungi: late, as cultures and antigen tests find them."""
    return look.of("fungus") > 1.0


def release_syndrome_grade_2(look: Look) -> Any:
    """Fever with low pressure or oxygen need: grade 2 or more of the ASTCT consensus (Lee 2019)."""
    return febrile(look) & (hypotensive(look) | on_pressor(look) | hypoxic(look))


@dataclass(frozen=True, slots=True)
class Treatment:
    """One regimen in one arm: on what condition it starts, and how it is given."""

    regimen: str
    """Id in `values.drug.FORMULARY`."""
    when: Condition = always
    waits: bool = False
    """Whether the condition may come true later, or counts at the start only."""
    delay_h: float = 0.0
    """From the condition to the first dose."""
    doses: int = 0
    """Doses in a course; 0 as the regimen has it."""
    dose_mg: float = 0.0
    """0 as the regimen has it."""
    every_h: float = 0.0
    """0 as the regimen has it."""
    courses: int = 1
    """How often it may start anew when the condition is true again after a course."""
    share: float = 1.0
    """Share of the patients who get it, drawn from each patient's seed."""
    until: Condition | None = None
    """What ends a course early."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a trial."""

    name: str
    treatments: tuple[Treatment, ...] = ()
    """Counted from randomisation."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Who enters, what everyone gets, and how long patients are followed."""

    entry: Condition = always
    """Randomised on the first half hour at which this is so."""
    entry_until_h: float = 0.0
    """Hours after admission within which a patient may enter."""
    follow_up_h: float = 672.0
    usual_care: tuple[Treatment, ...] = ()
    """Counted from admission, in every arm."""
    track_every_h: float = 12.0
    """Hours between the moments that are kept of each course; 0 to keep none."""
