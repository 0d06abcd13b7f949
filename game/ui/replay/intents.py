"""What a player asks for at the replay, and what the replay asks back."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from game.ui.toolkit.intents import Intent


@dataclass(frozen=True, slots=True)
class Scrub(Intent):
    """Move along the line of time."""


@dataclass(frozen=True, slots=True)
class KeepNote(Intent):
    """Keep the note as it was typed."""


@dataclass(frozen=True, slots=True)
class EditNote(Intent):
    """Change a note, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class RemoveNote(Intent):
    """Take a note away, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class LayRun(Intent):
    """Lay a run over this one, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class TakeRunAway(Intent):
    """Show this run alone again."""


@dataclass(frozen=True, slots=True)
class ConfirmTakeOver(Intent):
    """Begin the new case that was asked about."""


class Asks(enum.Enum):
    """What stands over the replay until it is answered."""

    NOTE = "note"
    RUN = "run"
    TAKE_OVER = "take_over"
    FAILED = "failed"
