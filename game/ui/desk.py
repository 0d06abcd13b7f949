"""What the screens ask of the shell: the levels, new and unfinished cases, scores, settings. `app` provides it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from game.case.play import Play
from game.case.view import View
from game.review.reveal import Revealed
from game.review.verdict import Score
from game.ui.settings import Settings
from game.values.level import Level
from game.values.order import Entry
from game.values.ticks import Tick

__all__ = ["Bed", "Desk", "Replayer", "ResumeError", "Revealed", "Settings", "Unfinished"]


class ResumeError(Exception):
    """An unfinished case can not be taken up; the message says why and where its file is now."""


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


class Replayer(Protocol):
    """Shows a case again at any moment; `game.review.rewind.Rewind` is one."""

    @property
    def level(self) -> Level:
        """Return what was played."""

    @property
    def end(self) -> Tick:
        """Return the last tick that was played."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the orders, oldest first."""

    def view_at(self, tick: Tick) -> View:
        """Return what was known at a tick; a small step forward is cheap, a jump costs some milliseconds."""

    def read_on(self) -> bool:
        """Prepare a few hours more, so that later jumps are quick; say whether there is more."""


class Desk(Protocol):
    """What the shell does for the screens. Nothing of it takes long but what returns a Future."""

    def beds(self) -> tuple[Bed, ...]:
        """Return the ward: every level with its best result."""

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the cases that can be resumed, newest first."""

    def start(self, level: Level) -> Play:
        """Open a new case and its case file."""

    def resume(self, case: Unfinished) -> Play:
        """Take an unfinished case up where it was left. Raises ResumeError."""

    def leave(self, play: Play) -> None:
        """Let go of a case before its end, so that it is offered as unfinished again."""

    def discard(self, case: Unfinished) -> None:
        """Set an unfinished case aside; its file is kept, but not offered again."""

    def finish(self, play: Play) -> Score:
        """Score a finished case and write its ending to the case file; takes a second or two."""

    def finish_later(self, play: Play) -> Future[Score]:
        """Do the same in the background, so that the screen goes on moving."""

    def reveal_later(self, play: Play) -> Future[Revealed]:
        """Compute in the background what was hidden in a finished case."""

    def replayer(self, play: Play) -> Replayer:
        """Return a finished case to be shown again."""

    def settings(self) -> Settings:
        """Return the settings in force."""

    def keep_settings(self, settings: Settings) -> None:
        """Keep settings for this and later sessions."""
