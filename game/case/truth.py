"""What the instructor and the debrief may see: the truth, copied by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import ward
from game.case.state import FAR, Case
from game.case.walk import hourly, logged, walk
from game.patient import compartments
from game.patient.signs import signs
from game.values.channel import Channel
from game.values.order import Entry
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Truth:
    """The body at one tick, without error or delay."""

    tick: Tick
    observables: dict[Channel, float]
    """What each channel would report without error, in its unit."""
    compartments: dict[str, float]
    """Every number of the model's state, by the names of `game.patient.compartments`."""
    confusion: float
    breathlessness: float
    skin_mottling: float
    urine_ml_per_kg_h: float
    lung_injury: float
    heart_injury: float
    kidney_injury: float
    vessel_leak: float
    bacteria_million_per_ml: float
    superinfection_hazard_per_h: float
    """With the devices that are in."""
    hazard_since_admission: float
    """Hazard of death run since the door; the chance to have survived is its negative exponential."""


def truth(case: Case) -> Truth:
    """Return the truth at this tick."""
    true = signs(case.body, case.breathed)
    return Truth(
        tick=case.tick,
        observables={channel: getattr(true, channel.value) for channel in Channel},
        compartments=dict(zip(compartments.NAMES, case.body.state, strict=True)),
        confusion=true.confusion,
        breathlessness=true.breathlessness,
        skin_mottling=true.skin_mottling,
        urine_ml_per_kg_h=true.urine,
        lung_injury=true.lung_injury,
        heart_injury=true.heart_injury,
        kidney_injury=true.kidney_injury,
        vessel_leak=true.vessel_leak,
        bacteria_million_per_ml=true.bacteria_million_per_ml,
        superinfection_hazard_per_h=true.superinfection_hazard_per_h * ward.device_factor(case.holding),
        hazard_since_admission=true.cumulative_hazard - case.admission.hazard_at_door,
    )


def truths(case: Case, entries: Iterable[Entry], until: Tick = FAR) -> tuple[Truth, ...]:
    """Return the truth now and at every full hour to tick `until` or the end, with these orders on the way."""
    return tuple([truth(one) for one in hourly(walk(case, logged(entries), until))])
