"""What a player asks for at the debrief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from game.ui.toolkit.intents import Intent
from game.values.order import Give, Stop
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Wait:
    """Order nothing."""


Instead: TypeAlias = Give | Stop | Wait
"""What the player would have done instead."""


@dataclass(frozen=True, slots=True)
class StudyDecision(Intent):
    """Show a decision, by its number."""

    index: int


@dataclass(frozen=True, slots=True)
class ChooseOrder(Intent):
    """Choose what would have been ordered instead, or to wait."""

    order: Instead


@dataclass(frozen=True, slots=True)
class ChooseMoment(Intent):
    """Choose when it would have been ordered."""

    tick: Tick


@dataclass(frozen=True, slots=True)
class TryOrder(Intent):
    """Let the model play what was chosen."""


@dataclass(frozen=True, slots=True)
class TellAnswer(Intent):
    """Show what would have been better."""


@dataclass(frozen=True, slots=True)
class ReadMap(Intent):
    """Read a row of the timing map."""

    row: int


@dataclass(frozen=True, slots=True)
class OpenMore(Intent):
    """Show what else can be done from here, where the window has no room for all its buttons."""


@dataclass(frozen=True, slots=True)
class TypeThought(Intent):
    """Write a thought to take along."""


@dataclass(frozen=True, slots=True)
class PinThought(Intent):
    """Pin the thought that was written to the case."""
