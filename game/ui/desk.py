"""What the screens ask of the shell: the levels, new and unfinished cases, scores, settings. `app` provides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from game.case.play import Play
from game.review.verdict import Score
from game.ui.settings import Settings
from game.values.level import Level
from game.values.ticks import Tick

__all__ = ["Bed", "Desk", "Settings", "Unfinished"]


@dataclass(frozen=True, slots=True)
class Bed:
    """One level as the ward lists it."""

    level: Level
    best_score: int | None
    """Best score on record, if it was ever finished."""
    stars: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A case that was left before its end."""

    path: str
    level: Level
    tick: Tick


class Desk(Protocol):
    """What the shell does for the screens."""

    def beds(self) -> tuple[Bed, ...]:
        """Return the ward: every level with its best result."""

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the cases that can be resumed, newest first."""

    def start(self, level: Level) -> Play:
        """Open a new case and its case file."""

    def resume(self, case: Unfinished) -> Play:
        """Take an unfinished case up where it was left."""

    def discard(self, case: Unfinished) -> None:
        """Set an unfinished case aside; its file is kept, but not offered again."""

    def finish(self, play: Play) -> Score:
        """Score a finished case and write its ending to the case file."""

    def settings(self) -> Settings:
        """Return the settings in force."""

    def keep_settings(self, settings: Settings) -> None:
        """Keep settings for this and later sessions."""
