"""What happened: always past tense, never logged, because a replay recomputes it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from game.values.channel import Channel, Panel
from game.values.ending import Outcome
from game.values.order import Device, Entry
from game.values.ticks import Tick


class Priority(enum.IntEnum):
    """Alarm priorities of IEC 60601-1-8."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class DoseGiven:
    """A dose went in."""

    tick: Tick
    regimen: str
    amount: float
    """In the regimen's unit."""


@dataclass(frozen=True, slots=True)
class CourseStopped:
    """A running course was stopped by an order, or begun to be tapered."""

    tick: Tick
    regimen: str
    tapered: bool


@dataclass(frozen=True, slots=True)
class OrderRefused:
    """An order was not carried out, with the reason and what would make it possible."""

    tick: Tick
    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True)
class SampleTaken:
    """A sample left for the laboratory."""

    tick: Tick
    panel: Panel
    due: Tick


@dataclass(frozen=True, slots=True)
class ResultReady:
    """A result came back."""

    tick: Tick
    panel: Panel


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """A vital sign crossed its alarm limit."""

    tick: Tick
    channel: Channel
    priority: Priority
    text: str


@dataclass(frozen=True, slots=True)
class SupportChanged:
    """The ward's protocol or a person changed the oxygen device or the pressor."""

    tick: Tick
    device: Device
    text: str


@dataclass(frozen=True, slots=True)
class NurseSaid:
    """The nurse at the bedside said what numbers do not."""

    tick: Tick
    text: str


@dataclass(frozen=True, slots=True)
class Urged:
    """A relative, a colleague or a bed manager pressed for something."""

    tick: Tick
    who: str
    text: str
    more: bool
    """For giving; for stopping otherwise."""
    about: tuple[str, ...]
    """The regimens."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """Somebody said what an instructor had them say, or what came of something that an instructor let happen."""

    tick: Tick
    who: str
    text: str


class CallReason(enum.Enum):
    """Why somebody calls the player."""

    EMERGENCY = "emergency"
    """NEWS2 of 7 or more."""
    RED_PART = "red_part"
    """Three points of NEWS2 in one part."""
    RISING = "rising"
    """NEWS2 risen by 2 in six hours."""
    OXYGEN_STARTED = "oxygen_started"
    OXYGEN_RAISED = "oxygen_raised"
    PRESSOR_STARTED = "pressor_started"
    PRESSOR_RAISED = "pressor_raised"
    """Up to a dose from which more than norepinephrine is thought of."""
    PRESSOR_HIGH = "pressor_high"
    """More pressor than the pressure asks for."""
    OXYGEN_HIGH = "oxygen_high"
    """More oxygen than the SpO₂ asks for."""
    INTUBATED = "intubated"
    CRITICAL_RESULT = "critical_result"
    FAILING = "failing"
    """A decline that nothing has stopped."""
    ARREST = "arrest"
    """The last call."""


@dataclass(frozen=True, slots=True)
class Called:
    """The nurse or the laboratory called."""

    tick: Tick
    reason: CallReason
    text: str
    about: str = ""
    """What it was about, where one reason has several: a part of NEWS2, a device, a channel."""
    grade: int = 0
    """NEWS2, where it is about that; nobody calls again soon unless it has become worse."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The case ended."""

    tick: Tick
    outcome: Outcome


Fact: TypeAlias = (
    DoseGiven
    | CourseStopped
    | OrderRefused
    | SampleTaken
    | ResultReady
    | AlarmRaised
    | SupportChanged
    | NurseSaid
    | Urged
    | Relayed
    | Called
    | Ended
)


def refusals(entries: Sequence[Entry], facts: Iterable[Fact]) -> list[str | None]:
    """Return of each order why it was refused, or None where it was carried out.

    Of the same order given twice in one tick the later was refused: the first stood in its way.
    """
    left = [fact for fact in facts if isinstance(fact, OrderRefused)]
    found: list[str | None] = []
    for entry in reversed(entries):
        last = next((fact for fact in reversed(left) if fact.entry == entry), None)
        found.append(None if last is None else last.reason)
        if last is not None:
            left.remove(last)
    return found[::-1]
