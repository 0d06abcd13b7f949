"""What a person asks for. An order is a wish; what came of it is a fact (`game.values.fact`)."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Annotated, TypeAlias

from msgspec import Meta

from game.values.channel import Panel
from game.values.ticks import Tick
from game.values.wire import Wire


class Actor(enum.Enum):
    """Who gave an order."""

    PLAYER = "player"
    INSTRUCTOR = "instructor"


class Device(enum.IntEnum):
    """How oxygen is given, in order of support."""

    AIR = 0
    NASAL_CANNULA = 1
    MASK = 2
    HIGH_FLOW = 3
    VENTILATOR = 4


class Give(Wire, frozen=True, kw_only=True, tag="give", tag_field="kind", omit_defaults=True):
    """Start a regimen of the formulary, or give its next dose if it is given once at a time."""

    regimen: str
    dose_mg: float = 0.0
    """Each dose, where the regimen leaves a choice; 0 takes the usual one."""
    doses: int = 0
    """Doses of the course, where the regimen leaves a choice; 0 takes the usual number."""


class Stop(Wire, frozen=True, kw_only=True, tag="stop", tag_field="kind"):
    """Stop a running regimen; doses already given stay in the body."""

    regimen: str


class Taper(Wire, frozen=True, kw_only=True, tag="taper", tag_field="kind"):
    """End a running course in steps: each dose half of the day before's, for some days."""

    regimen: str


class Draw(Wire, frozen=True, kw_only=True, tag="draw", tag_field="kind"):
    """Take a sample or picture now; the result comes later."""

    panel: Panel


class SetDevice(Wire, frozen=True, kw_only=True, tag="device", tag_field="kind"):
    """Choose the oxygen device by hand; only where the level hands support to the player."""

    device: Device


class SetProne(Wire, frozen=True, kw_only=True, tag="prone", tag_field="kind"):
    """Turn the patient on the belly, or back."""

    prone: bool


class SetPressor(Wire, frozen=True, kw_only=True, tag="pressor", tag_field="kind"):
    """Set the norepinephrine infusion."""

    norepinephrine_ug_per_kg_min: float


class GiveFluid(Wire, frozen=True, kw_only=True, tag="fluid", tag_field="kind"):
    """Give one bolus of balanced crystalloid, 500 mL over 30 minutes."""


class Tell(Wire, frozen=True, kw_only=True, tag="tell", tag_field="kind"):
    """An instructor has somebody say something at the bedside; it acts on nobody's body."""

    number: Annotated[int, Meta(ge=1, le=9999)]
    """Counted from 1 in each case, so that none is said twice."""
    who: Annotated[str, Meta(min_length=1, max_length=60)]
    text: Annotated[str, Meta(min_length=1, max_length=400)]


class Mishap(enum.Enum):
    """What an instructor can let happen at a bed; the model carries each through its own equations."""

    OXYGEN_OFF = "oxygen_off"
    """The oxygen tubing, or the tube of the ventilator, comes off for ten minutes."""
    LINE_INFECTION = "line_infection"
    """Bacteria come in by a line."""
    LABORATORY_LATE = "laboratory_late"
    """All samples on their way are read two hours later."""
    DOSE_MISSED = "dose_missed"
    """The next dose of the course that is due first is not given at its time, and goes in at a later round."""


class Befall(Wire, frozen=True, kw_only=True, tag="befall", tag_field="kind"):
    """An instructor lets something happen to the patient: nobody's decision, and nobody is charged with it."""

    number: Annotated[int, Meta(ge=1, le=9999)]
    """Counted in one row with the words of the instructor."""
    mishap: Mishap


class EndLesson(Wire, frozen=True, kw_only=True, tag="end_lesson", tag_field="kind"):
    """The instructor ends the lesson, and the case stops where it stands."""


Order: TypeAlias = (
    Give | Stop | Taper | Draw | SetDevice | SetProne | SetPressor | GiveFluid | Tell | Befall | EndLesson
)
Sent: TypeAlias = Tell | Befall
"""What an instructor sends to a bed."""


def actor_of(order: Order) -> Actor:
    """Return who alone can have given an order: an instructor speaks, lets things happen, and ends the lesson."""
    return Actor.INSTRUCTOR if isinstance(order, Tell | Befall | EndLesson) else Actor.PLAYER


def plain(order: Order) -> Order:
    """Return an order without the choice of dose, length or way of ending: by this, players are compared."""
    match order:
        case Give(regimen=regimen):
            return Give(regimen=regimen)
        case Taper(regimen=regimen):
            return Stop(regimen=regimen)
        case _:
            return order


class Entry(Wire, frozen=True, kw_only=True):
    """An order, when it was given and by whom; this is what the log holds."""

    tick: Tick
    actor: Actor
    order: Order


def mishaps_in(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what an instructor let happen: it comes to the patient in whatever hands."""
    return tuple(entry for entry in entries if isinstance(entry.order, Befall))
