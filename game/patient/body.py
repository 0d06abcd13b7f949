"""The body of one patient: admitted, dosed, and lived one tick at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from game.patient import compartments, constants
from game.patient.failing import Failing
from game.patient.method import METHOD, Mover, stepped
from game.values.courses import course_of, is_drawn, of_course
from game.values.diseases import DISEASES
from game.values.drug import Drug
from game.values.level import Level, Patient, Phenotype, PossibleCourse, Prior
from game.values.noise import gaussian
from game.values.portable import exp
from game.values.ticks import Tick, ticks

__all__ = [
    "AMBIENT",
    "METHOD",
    "Body",
    "Inputs",
    "Onset",
    "admit",
    "admit_at",
    "begun",
    "dose",
    "draw_host",
    "first_state",
    "live",
    "seed_germs",
]

SPREADS_KEPT = 2.0
"""Draws are cut at this many spreads, so that no host is impossible."""


class Inputs(NamedTuple):
    """What the ward does to the body, held constant during one tick."""

    fio2: float
    """Share of oxygen in what is breathed in, 0.21 to 1."""
    peep: float
    """1 on a ventilator, else 0: pressure that keeps alveoli open."""
    prone: float
    """1 lying on the belly, else 0."""
    norepinephrine_ug_per_kg_min: float
    fluid_l_per_h: float


AMBIENT: Final = Inputs(0.21, 0.0, 0.0, 0.0, 0.0)
"""Room air and nothing else: how an illness runs before the hospital."""

_REST: Final[dict[str, float]] = {
    "effector_cells": 1e-4,
    "innate_cells": 1e-3,
    "il6": 3.6,
    "tnf": 2.0,
    "il10": 2.2,
    "ifn_gamma": 1.0,
    "crp_mg_per_l": 1.0,
    "d_dimer_mg_per_l": 0.3,
    "procalcitonin_ug_per_l": 0.05,
    "lactate_mmol_per_l": 1.0,
    "temperature_c": 36.8,
}
"""A healthy body; the rest is 0 or comes from the host's own resting values."""

_NAMES: Final = compartments.NAMES
_COMPARTMENT_OF: Final = {drug: compartments.INDEX[f"{drug.value}_mg"] for drug in Drug}


@dataclass(frozen=True, slots=True)
class Body:
    """The truth about one patient at one tick."""

    state: tuple[float, ...]
    """In the order of `compartments.NAMES`."""
    parameters: tuple[float, ...]
    """In the order of `constants.NAMES`."""
    failing: Failing | None = None
    """How far the last hours have gone of a patient who dies; nothing in all others."""


def _lognormal(median: float, spread: float, seed: int, name: str) -> float:
    draw = gaussian(seed, f"host/{name}")
    draw = min(SPREADS_KEPT, max(-SPREADS_KEPT, draw))
    return median * exp(spread * draw)


def frailty(patient: Patient) -> float:
    """Return the factor by which age and comorbidity raise the hazard of death; 1 at 65 years without comorbidity.

    Age: 5 % a year (assumed; within the range of large COVID-19 cohorts); each step of comorbidity: 1.35.
    """
    return exp(0.05 * (patient.age_years - 65) + 0.3 * patient.comorbidity)


def draw_host(
    phenotype: Phenotype, patient: Patient, host: dict[str, float | Prior], seed: int, *, spread: float = 1.0
) -> tuple[float, ...]:
    """Return the parameters of one host: the phenotype's, drawn where they have a prior, fixed where `host` says so.

    `spread` scales the phenotype's own spreads; 0 gives its median host.
    """
    kind = DISEASES[phenotype]
    values = dict(constants.DEFAULTS)
    values.update(kind.constants)
    for name, width in kind.spreads.items():
        values[name] = _lognormal(values[name], width * spread, seed, name)
    values["frailty"] = values["frailty"] * frailty(patient)
    for name, given in host.items():
        values[name] = _lognormal(given.median, given.spread, seed, name) if isinstance(given, Prior) else float(given)
    return tuple([min(constant.high, max(constant.low, values[constant.name])) for constant in constants.TABLE])


def first_state(phenotype: Phenotype, parameters: tuple[float, ...], pathogen: float = 0.0) -> tuple[float, ...]:
    """Return the state at the start of the illness; `pathogen` 0 takes the phenotype's own insult."""
    kind = DISEASES[phenotype]
    values = dict.fromkeys(compartments.NAMES, 0.0)
    values.update(_REST)
    for name, resting in (
        ("neutrophils", "neutrophil_rest"),
        ("creatinine_umol_per_l", "creatinine_rest"),
        ("ferritin_ug_per_l", "ferritin_rest"),
    ):
        values[name] = parameters[constants.INDEX[resting]]
    values.update(kind.extra_start)
    values[kind.pathogen] = pathogen or kind.pathogen_start
    return tuple([values[name] for name in compartments.NAMES])


def _with(state: tuple[float, ...], position: int, more: float) -> tuple[float, ...]:
    return (*state[:position], state[position] + more, *state[position + 1 :])


@dataclass(frozen=True, slots=True)
class Onset:
    """How an illness began, and how it came to the door."""

    state: tuple[float, ...]
    """Of the body when it began."""
    ticks: Tick
    """From then to the first minute of play."""
    infections: tuple[tuple[Tick, int, float], ...] = ()
    """Ticks after the onset and up to the door, negative before it, at which germs got in; where in the state, and how
    many, 10^6 CFU/mL."""

    def infected(self, state: tuple[float, ...], tick: Tick) -> tuple[float, ...]:
        """Return a state with the germs that got in at a tick."""
        for when, germ, come in self.infections:
            if when == tick:
                state = _with(state, germ, come)
        return state


def begun(level: Level, course: PossibleCourse | None, seed: int, *, spread: float) -> tuple[Onset, tuple[float, ...]]:
    """Return how the illness of one host began, and the host's parameters.

    `spread` 1 draws the host from the spreads of the disease around what level and course say, or from the spread that
    they give; 0 takes them as said.
    """
    own = of_course(level, course)
    spreads = DISEASES[own.phenotype].spreads
    as_written = course is not None and spread == 0.0
    host: dict[str, float | Prior] = {}
    for name, given in own.host.items():
        if isinstance(given, Prior):
            host[name] = given.median if as_written else given
        elif spread > 0.0 and name in spreads and given > 0.0:
            host[name] = Prior(median=given, spread=spreads[name] * spread)
        else:
            host[name] = given
    parameters = draw_host(own.phenotype, level.patient, host, seed, spread=spread)
    before = course.hours_before if course is not None else None
    if isinstance(before, Prior):
        hours = _lognormal(before.median, before.spread, seed, "hours_before") if spread > 0.0 else before.median
    else:
        hours = own.start.hours_before
    state = first_state(own.phenotype, parameters, own.start.pathogen)
    if course is not None and course.state:
        state = tuple([float(course.state.get(name, value)) for name, value in zip(_NAMES, state, strict=True)])
    onset = Onset(state, ticks(hours))
    if course is not None and course.infection is not None:
        germ, come = compartments.INDEX[course.infection.germ], course.infection.million_per_ml
        when = -ticks(course.infection.hours_before)
        if when > -onset.ticks:
            onset = Onset(state, onset.ticks, ((when, germ, come),))
        else:
            onset = Onset(_with(state, germ, come), onset.ticks)
    return onset, parameters


def admit_at(level: Level, seed: int, hours_before: tuple[float, ...], move: Mover = stepped) -> tuple[Body, ...]:
    """Return the body at each of these hours before admission, in the order given.

    The illness runs untreated, on room air, from its onset to the door; hours before that give its start. `move` lets
    it run.
    """
    onset, parameters = begun(level, course_of(level, seed), seed, spread=1.0 if is_drawn(level, seed) else 0.0)
    moments = tuple([max(-onset.ticks, -ticks(back)) for back in hours_before])
    states = _untreated(onset, parameters, moments, move)  # type: ignore[arg-type]  # it can be hashed
    return tuple([Body(state, parameters) for state in states])


@lru_cache(maxsize=8)
def _untreated(
    onset: Onset, parameters: tuple[float, ...], moments: tuple[Tick, ...], move: Mover
) -> tuple[tuple[float, ...], ...]:
    """Return the states at these ticks, none after the door, of an illness on room air.

    A debrief asks for the same admission many times.
    """
    wanted: dict[Tick, tuple[float, ...]] = {}
    state, now = onset.state, -onset.ticks
    for stop in sorted({*moments, *[when for when, _, _ in onset.infections]}):
        state = onset.infected(move(state, parameters, AMBIENT, stop - now), stop)
        wanted[stop] = state
        now = stop
    return tuple([wanted[moment] for moment in moments])


def admit(level: Level, seed: int) -> Body:
    """Return the body at the first minute of play."""
    return admit_at(level, seed, (0.0,))[0]


def live(body: Body, inputs: Inputs, move: Mover = stepped) -> Body:
    """Let one tick pass."""
    return Body(move(body.state, body.parameters, inputs, 1), body.parameters, body.failing)


def dose(body: Body, drug: Drug, mg: float) -> Body:
    """Put a dose in. Raises ValueError for a negative dose."""
    if not mg >= 0.0:
        raise ValueError(f"a dose cannot be negative: {drug.value} {mg} mg")
    position = _COMPARTMENT_OF[drug]
    return Body(_with(body.state, position, mg), body.parameters, body.failing)


def seed_germs(body: Body, germ: str, million_cfu_per_ml: float) -> Body:
    """Let germs into a compartment, as a device or a breath of stomach content does."""
    return Body(_with(body.state, compartments.INDEX[germ], million_cfu_per_ml), body.parameters, body.failing)
