"""Hosts for the tests of the body: drawn as the game draws them, with a course of doses and support to live through."""

from __future__ import annotations

from dataclasses import dataclass

from game.futures.engine import mover
from game.patient import compartments
from game.patient.body import AMBIENT, Inputs, draw_host, first_state
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Drug
from game.values.level import Patient, Phenotype
from game.values.ticks import TICKS_PER_HOUR, Tick

PATIENT = Patient(name="Test", age_years=65, sex="female", weight_kg=80.0)

USUAL = {
    compartments.INDEX[f"{drug.value}_mg"]: next(one for one in FORMULARY.values() if one.drug is drug) for drug in Drug
}
"""The first of the ways in which each drug is ordered, by the compartment into which it goes."""

DRUG_COMPARTMENTS = tuple(sorted(USUAL))
"""Where a dose of each drug goes."""

SUPPORT = (
    AMBIENT,
    Inputs(0.28, 0.0, 0.0, 0.0, 0.0),
    Inputs(0.6, 0.0, 0.0, 0.1, 1.0),
    Inputs(0.8, 1.0, 0.0, 0.35, 0.0),
    Inputs(0.7, 1.0, 1.0, 0.6, 0.0),
)
"""From room air to a ventilator with the patient prone."""

DAYS_BEFORE = {phenotype: round(one.arrivals.hours_before.mean / 48.0) for phenotype, one in DISEASES.items()}
"""Untreated days before a fortnight that is to hold the storm: half of those until they come to the door."""

Dose = tuple[Tick, int, float]
"""When, into which compartment, how many mg."""


@dataclass(frozen=True)
class Course:
    """What happens to one patient: doses, and support that changes."""

    doses: tuple[Dose, ...]
    support: tuple[tuple[Tick, Inputs], ...]

    def moments(self, end: Tick) -> list[Tick]:
        """Return the ticks between which nothing changes from outside."""
        changes = {tick for tick, _, _ in self.doses} | {tick for tick, _ in self.support}
        return sorted({0, end} | {tick for tick in changes if tick < end})

    def dosed(self, state: tuple[float, ...], tick: Tick) -> tuple[float, ...]:
        """Return the state after the doses of this tick."""
        changed = list(state)
        for when, compartment, mg in self.doses:
            if when == tick:
                changed[compartment] += mg
        return tuple(changed)

    def inputs(self, tick: Tick) -> Inputs:
        """Return what the ward does in this tick."""
        return [inputs for when, inputs in self.support if when <= tick][-1]


def every_drug(days: int = 14) -> Course:
    """Return a course with every drug, begun one after the other, and every kind of support."""
    hours = TICKS_PER_HOUR
    doses: list[Dose] = []
    for place, (at, one) in enumerate(sorted(USUAL.items())):
        first_h, every_h = 12 * (place + 1), round(one.every_h) or 24
        mg = one.dose(PATIENT.weight_kg, 1)
        doses += [((first_h + every_h * n) * hours, at, mg) for n in range(min(max(one.doses, 2), one.max_doses))]
    moves = tuple(
        [(n * days * 24 * hours // (2 * len(SUPPORT)), SUPPORT[n % len(SUPPORT)]) for n in range(2 * len(SUPPORT))]
    )
    return Course(tuple(doses), moves)


def drawn(phenotype: Phenotype, seed: int, spread: float = 1.0) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return a host's first state and parameters."""
    parameters = draw_host(phenotype, PATIENT, {}, seed, spread=spread)
    return first_state(phenotype, parameters), parameters


def aged(state: tuple[float, ...], parameters: tuple[float, ...], days: int) -> tuple[float, ...]:
    """Return the state after so many days of untreated illness."""
    return mover()(state, parameters, AMBIENT, days * 24 * TICKS_PER_HOUR)
