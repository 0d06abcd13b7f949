"""Where one screen can lead: screens ask for the next one here and need not know each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from game.case.inside import Preset
from game.case.play import Play
from game.ui.class_desk import ClassDesk
from game.ui.desk import Analysing, ListedBed, OtherRun, Replayer, Revealed
from game.ui.session_desk import SessionBed, SessionDesk
from game.ui.toolkit.scene import Scene, Turn
from game.values.level import Level
from game.values.ticks import Tick

Joining = Callable[[str, str, str], Future[SessionDesk]]
"""Joins a live class by address, code and name. Fails with ResumeError."""


@dataclass(frozen=True, slots=True)
class ToReplay:
    """A case that is to be shown again."""

    replayer: Replayer
    reveal: Future[Revealed]
    analysing: Analysing | None = None
    """Its marks can be jumped to as they are found."""
    laid: tuple[OtherRun, ...] = ()
    """Other runs, from anywhere: offered before those of the player's own folder, the first laid over this at once."""
    debrief: Play | None = None
    """The finished case to whose debrief the way back leads; none where that lies below."""


class Ways(Protocol):
    """Makes the screens; `game.ui.screens.Screens` is the one of the game."""

    may_join: bool
    """Whether a live class can be joined from here."""

    def title(self) -> Scene:
        """Return the first screen."""

    def ward(self) -> Scene:
        """Return the list of levels."""

    def prebrief(self, bed: ListedBed) -> Scene:
        """Return what is to be read before a case."""

    def prebrief_of(self, level: Level, seed: int | None = None) -> Scene:
        """Return the same for the bed of a level; `seed` is that of the patient who was met before."""

    def bed_of(self, level: Level) -> Scene:
        """Return what opens where the bed of a level is chosen: what is to be read, or how to go on with a case."""

    def bedside(self, play: Play) -> Scene:
        """Return the screen on which a case is played."""

    def finished(self, dropped: str = "") -> Scene:
        """Return the list of finished cases, which opens a file that was dropped elsewhere."""

    def debrief(self, play: Play, *, listed: bool = False) -> Scene:
        """Return what follows a finished case; one opened from the list leads back there."""

    def replay(self, wanted: ToReplay, at: Tick) -> Scene:
        """Return a case shown again, from a moment on, standing still."""

    def say(self, sentence: str) -> None:
        """Show a sentence over whatever screen there is, for a while; any thread may call it."""

    def session(self, pack: str) -> Scene | None:
        """Return the training session of a pack; nothing where it cannot be read, which is said."""

    def of_session(self, desk: SessionDesk) -> Scene:
        """Return a training session; from here on, all cases are played in it."""

    def join(self, address: str = "", code: str = "", learner: str = "") -> Scene:
        """Return where a live class is joined."""

    def session_prebrief(self, bed: SessionBed, begin: Callable[[], Turn]) -> Scene:
        """Return what is to be read before a case of a session; `begin` says what follows."""

    def leave_session(self) -> Scene:
        """Return the first screen of the game, in no session any more."""

    def session_bedside(self, desk: SessionDesk, play: Play) -> Scene:
        """Return the screen on which a case of a session is played."""

    def class_board(self, desk: ClassDesk) -> Scene:
        """Return what a class handed in."""

    def replay_of(self, play: Play, at: Tick) -> Scene:
        """Return a case of a file shown again, from a moment on; the way back leads to what lies below."""

    def settings(self) -> Scene:
        """Return the settings."""

    def inside(self, preset: Preset | None = None, hour: int = 0) -> Scene:
        """Return what is inside the storm of a patient to try things on, at an hour of a preset if one is given."""

    def explainer(self) -> Scene:
        """Return the minute that explains the storm."""

    def inside_of(self, replayer: Replayer, at: Tick) -> Scene:
        """Return what is inside the storm of the patient of a case, at a moment."""

    def glossary(self) -> Scene:
        """Return the words of the game."""
