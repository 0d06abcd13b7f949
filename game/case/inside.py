"""A patient to try things on: four drivers make a case of a known disease, which `advance` moves as any other.

Nothing here is known to the model in any other way: the drivers are a level's start, its host and orders at two times.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from msgspec import structs

from game.case.case import admit_case
from game.case.storm import storm_of
from game.case.storm_course import StormCourse
from game.case.walk import logged, walk
from game.patient.body import AMBIENT, begun
from game.patient.compartments import INDEX
from game.patient.method import Mover, stepped
from game.patient.signs import VIRUS_COPIES_PER_ML
from game.values.level import Level, Patient, Phenotype, Start
from game.values.order import Actor, Entry, Give
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks
from game.values.words import say

SEED: Final = 706
"""Luck in the middle: dies where half of such patients would (hazard 0.67, ln 2 is 0.69), and no germ gets in that a
patient without tubes and steroids would not fight off."""
HORIZON_H: Final = 21 * 24
FEVER_C: Final = 38.0
"""Day 0 is the first fever; before it, nobody would come for help."""
LONGEST_INCUBATION_H: Final = 20 * 24
LOADS: Final = (1, 7)
"""Least and highest viral load at infection, powers of ten of copies/mL."""
LAST_START: Final = 24
"""Latest start of a drug, half days after the first fever."""


class Dampening(enum.Enum):
    """What the immune response is dampened by."""

    DEXAMETHASONE = "dexamethasone"
    TOCILIZUMAB = "tocilizumab"
    BOTH = "both"
    HIGH = "high"

    @property
    def regimens(self) -> tuple[str, ...]:
        """Return what is ordered."""
        return _REGIMENS[self]

    @property
    def words(self) -> str:
        """Return its name."""
        return say(f"inside.dampening.{self.value}")


_REGIMENS: Final[Mapping[Dampening, tuple[str, ...]]] = {
    Dampening.DEXAMETHASONE: ("dexamethasone",),
    Dampening.TOCILIZUMAB: ("tocilizumab",),
    Dampening.BOTH: ("dexamethasone", "tocilizumab"),
    Dampening.HIGH: ("methylprednisolone", "tocilizumab"),
}


@dataclass(frozen=True, slots=True)
class Drivers:
    """What a reader drives."""

    load: int
    """Viral load at infection, as the power of ten of copies/mL."""
    stressed: int
    """How much the immune system was under stress before, percent."""
    antiviral: int | None = None
    """Half days after the first fever at which remdesivir begins; nothing for never."""
    dampening: int | None = None
    """The same of dampening."""
    by: Dampening = Dampening.BOTH


class Preset(enum.Enum):
    """A case that is one press away."""

    NORMAL = "normal"
    STORM = "storm"
    ONLY_INFECTION = "only_infection"
    IN_TIME = "in_time"
    TOO_MUCH = "too_much"

    @property
    def drivers(self) -> Drivers:
        """Return what it sets."""
        return _PRESETS[self]

    @property
    def words(self) -> str:
        """Return its name."""
        return say(f"inside.preset.{self.value}")


_STORM: Final = Drivers(load=6, stressed=80)
_PRESETS: Final[Mapping[Preset, Drivers]] = {
    Preset.NORMAL: Drivers(load=4, stressed=10),
    Preset.STORM: _STORM,
    Preset.ONLY_INFECTION: replace(_STORM, antiviral=9),
    Preset.IN_TIME: replace(_STORM, antiviral=9, dampening=10, by=Dampening.BOTH),
    Preset.TOO_MUCH: replace(_STORM, antiviral=9, dampening=0, by=Dampening.HIGH),
}
"""One storm, treated in four ways beside the answer of a rested immune system; a test holds how each of them ends."""


def _between(rested: float, stressed: float, percent: int) -> float:
    return rested + (stressed - rested) * percent / 100.0


def host_of(stressed: int) -> dict[str, float]:
    """Return the host: between one who rests and one whose immune system is worn down, by percent of stress (assumed).

    Stress weakens interferon and T cells, and makes the loop of damage and cytokines strong (Hadjadj 2020, Science
    369:718; Cohen 2012, PNAS 109:5995). The rest is the same for all: a high producer of IL-6 whose vessels hold, whose
    fever comes early and whose lungs go first.
    """
    return {
        "interferon_competence": _between(1.5, 0.6, stressed),
        "effector_growth_per_h": _between(0.055, 0.04, stressed),
        "stressed_drive": _between(0.0, 0.0016, stressed),
        "drive_damage": _between(0.3, 0.5, stressed),
        "gate_cytokine": _between(0.3, 0.75, stressed),
        "tnf_half_leak": _between(40.0, 30.0, stressed),
        "damage_half": 0.14,
        "damage_by_death": 0.5,
        "il6_self_gain": 6.0,
        "il6_scale": 0.5,
        "il6_half_leak": 600.0,
        "il6_half_fever": 500.0,
        "leak_il6": 0.2,
        "il10_half": 120.0,
        "shunt_lung_water": 0.9,
        "shunt_damage": 0.45,
        "steroid_sensitivity": 1.0,
        "frailty": 1.0,
    }


def level_of(drivers: Drivers) -> Level:
    """Return the level that these drivers describe; play begins with the first full hour of fever."""
    level = _from_infection(drivers.load, drivers.stressed)
    start = Start(hours_before=float(_incubation_h(drivers.load, drivers.stressed)), pathogen=level.start.pathogen)
    return structs.replace(level, start=start)


def _from_infection(load_power: int, stressed: int) -> Level:
    load = 1.0
    for _ in range(load_power):
        load *= 10.0
    return Level(
        format=1,
        id="inside",
        title=say("inside.title"),
        phenotype=Phenotype.VIRAL_STRESSED,
        summary="",
        patient=Patient(name=say("inside.patient"), age_years=54, sex="male", weight_kg=78.0, comorbidity=1),
        start=Start(hours_before=0.0, pathogen=load / VIRUS_COPIES_PER_ML),
        host=dict(host_of(stressed)),
        seed=SEED,
        horizon_h=float(HORIZON_H),
        regimens=("remdesivir", "dexamethasone", "methylprednisolone", "tocilizumab"),
        panels=(),
        needs_dampening=True,
        objectives=(),
        teaching_points=(),
    )


@lru_cache(maxsize=64)
def _incubation_h(load_power: int, stressed: int) -> int:
    """Return the hours from infection to fever; what is done about it later changes nothing of them."""
    level = _from_infection(load_power, stressed)
    onset, parameters = begun(level, None, level.seed, spread=0.0)
    state, fever = onset.state, INDEX["temperature_c"]
    hours = 0
    while state[fever] < FEVER_C and hours < LONGEST_INCUBATION_H:
        state = stepped(state, parameters, AMBIENT, TICKS_PER_HOUR)
        hours += 1
    return hours


def entries_of(drivers: Drivers) -> tuple[Entry, ...]:
    """Return the orders that these drivers stand for."""
    given = [] if drivers.antiviral is None else [(drivers.antiviral, "remdesivir")]
    if drivers.dampening is not None:
        given += [(drivers.dampening, regimen) for regimen in drivers.by.regimens]
    return tuple(
        Entry(tick=ticks(12.0 * half_days), actor=Actor.PLAYER, order=Give(regimen=regimen))
        for half_days, regimen in sorted(given)
    )


class InsideRun:
    """A case under these drivers, played ahead so that any hour that is known can be shown at once."""

    def __init__(self, drivers: Drivers, move: Mover = stepped) -> None:
        """Admit the patient, whom `move` then lets live: the result is the same to the bit, whichever moves."""
        self.drivers = drivers
        self.course = StormCourse()
        level = level_of(drivers)
        self.incubation_h = round(level.start.hours_before)
        self._steps = walk(admit_case(level, SEED, move), logged(entries_of(self.drivers)))
        self.finished = False
        self.read_on(1)

    @property
    def end(self) -> int:
        """Return the last hour that there can be."""
        return self.course.last if self.finished else HORIZON_H

    def read_on(self, by: Tick) -> None:
        """Play so many ticks further ahead, to what is decided at the latest."""
        for _ in range(by):
            if self.finished:
                return
            case = next(self._steps).case
            self.finished = case.outcome is not None
            if case.tick % TICKS_PER_HOUR == 0 or self.finished:
                self.course.add(storm_of(case))
