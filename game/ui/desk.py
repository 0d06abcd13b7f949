"""What the screens ask of the shell: the levels, new and unfinished cases, scores, settings. `app` provides it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from game.case.case import Case
from game.case.play import Play
from game.case.view import View
from game.review.findings import Analysis
from game.review.valuation.reveal import Revealed
from game.review.valuation.what_if import WhatIf
from game.review.verdict import Score
from game.ui.toolkit.settings import Settings
from game.values.level import Level
from game.values.note import Note
from game.values.order import Entry, Order
from game.values.ticks import Tick

__all__ = [
    "Analysing",
    "Desk",
    "FinishedCase",
    "Ghost",
    "ListedBed",
    "Note",
    "OtherRun",
    "Replayer",
    "ResumeError",
    "Revealed",
    "Settings",
    "Unfinished",
]


class ResumeError(Exception):
    """A case of a file cannot be taken up; the message says why, and where its file is now if it was moved."""


class JoinError(ResumeError):
    """A class cannot be joined; the message says why."""

    def __init__(self, sentence: str, mend: str = "") -> None:
        """Keep the sentence; `mend` is what to type otherwise: 'address', 'code' or 'learner', if it is known."""
        self.mend = mend
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class ListedBed:
    """One level as the ward lists it."""

    level: Level
    best_score: int | None
    """Best score on record of the patient as written, if it was ever finished."""
    stars: int
    best_new: int | None = None
    """Best score of new patients."""
    best_today: int | None = None
    """Best score of today's patient."""
    taken: bool = False
    """A guided case that was taken, or skipped: it has no score."""

    @property
    def best_other(self) -> int | None:
        """Return the best score of its other patients, new ones and today's."""
        return max((one for one in (self.best_new, self.best_today) if one is not None), default=None)

    @property
    def played(self) -> bool:
        """Say whether somebody was treated in it."""
        return self.taken or self.best_score is not None or self.best_other is not None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A case that was left before its end, or before its debrief."""

    path: str
    level: Level
    tick: Tick
    branched: bool = False
    """It was taken over from a moment of another case."""
    view: View | None = None
    """How the patient is; nothing until its file has been played again."""

    @property
    def ended(self) -> bool:
        """Say whether it came to its end, and only its score and debrief are wanting: the game was closed before."""
        return self.view is not None and self.view.outcome is not None


@dataclass(frozen=True, slots=True)
class FinishedCase:
    """A case that came to its end and was scored, as its file says."""

    path: str
    title: str
    """Title of its level, or the level's id where the level is not here."""
    when: str
    """When it was begun, such as '2026-11-23 03:12'; empty if its file's name does not say."""
    ending: str
    """The sentence that says how it ended."""
    score: int
    stars: int
    branched: bool = False
    """It was taken over from a moment of another case."""
    who: str = ""
    """The patient and the bed, and whether it was a drawn one; empty where the level is not here."""
    hindrance: str = ""
    """Why it cannot be opened, such as 'its level was changed since'; empty if it can."""
    older_rules: bool = False
    """It was scored by older rules than those of this game: it has no stars."""
    confirmed: bool = True
    """This game has played it, or played it again, and its file is true; without that, it has no stars."""


@dataclass(frozen=True, slots=True)
class OtherRun:
    """Another run of the same level that can be laid over a replay."""

    name: str
    path: str
    """Of its file; empty for a run that is played when it is wanted."""
    expert: bool = False
    """It is the model answer: what comes with the level, or the guideline with a patient who was drawn."""
    seed: int = 0
    """Of the patient whom the guideline treats, where there is no file."""
    mishaps: tuple[Entry, ...] = ()
    """What an instructor let happen to this patient."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """Another run, as its player knew it at its end."""

    name: str
    view: View


class Analysing(Protocol):
    """An analysis under way."""

    def latest(self) -> Analysis | None:
        """Return the newest findings; nothing before the first."""

    @property
    def share_done(self) -> float:
        """Return how far it has come, 0 to 1."""

    @property
    def words(self) -> str:
        """Return what is being done."""

    @property
    def finished(self) -> bool:
        """Say whether nothing more will come."""

    @property
    def failure(self) -> str:
        """Return why there are no (more) findings; empty if there is no such reason."""


class Replayer(Protocol):
    """Shows a case again at any moment; `game.review.playback.rewind.Rewind` is one."""

    @property
    def level(self) -> Level:
        """Return what was played."""

    @property
    def seed(self) -> int:
        """Return the seed of the patient."""

    @property
    def end(self) -> Tick:
        """Return the last tick that was played."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the orders, oldest first."""

    def view_at(self, tick: Tick) -> View:
        """Return what was known at a tick; a small step forward is cheap, a jump costs some milliseconds."""

    def case_at(self, tick: Tick) -> Case:
        """Return the case itself at a tick, with what was hidden then."""

    def read_on(self) -> bool:
        """Prepare a few hours more, so that later jumps are quick; say whether there is more."""


class Desk(Protocol):
    """What the shell does for the screens. Nothing of it takes long but what returns a Future."""

    def beds(self) -> tuple[ListedBed, ...]:
        """Return the ward: every level with its best result."""

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the cases that can be resumed, newest first."""

    def finished_cases(self) -> tuple[FinishedCase, ...]:
        """Return the cases that were scored, newest first, also those that cannot be opened."""

    def open_finished_later(self, path: str) -> Future[Play]:
        """Play the finished case of a file again in the background; nothing is written to the file.

        Fails with ResumeError.
        """

    def start(self, level: Level, seed: int | None = None) -> Play:
        """Open a new case and its case file; the seed says which patient lies there, without one the first offered."""

    def first_seed(self, level: Level) -> int:
        """Return the seed that is offered first: the level's own, or the one that was asked for on the command line."""

    def new_seed(self) -> int:
        """Return the number of a patient whom nobody has seen."""

    def seed_of_today(self) -> int:
        """Return the number of today's patient, the same for everybody."""

    def resume(self, case: Unfinished) -> Play:
        """Take an unfinished case up where it was left. Raises ResumeError."""

    def leave(self, play: Play) -> None:
        """Let go of a case before its end, so that it is offered as unfinished again; untouched, it is not kept."""

    def untouched(self, play: Play) -> bool:
        """Say whether nothing was ordered in a case and so little time has passed that nothing of it is kept."""

    def unsaved(self, play: Play) -> str:
        """Return what of a case is not on the disk, and what that means; empty if nothing is missing."""

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

    def analyse_later(self, play: Play) -> Analysing:
        """Take a finished case apart in the background, moment by moment."""

    def let_go(self, play: Play) -> None:
        """Take note that the debrief of a case was left: nothing more need be found for it."""

    def save_report_later(self, play: Play) -> Future[str]:
        """Write the report of a finished case once its analysis is whole; gives the path of the page."""

    def try_order(self, play: Play, tick: Tick, order: Order | None, last: Tick) -> Future[WhatIf]:
        """Find the value, 0 to 100, of a finished case if this (or nothing) had been ordered at a tick.

        Nothing else is done for twelve hours; then the reference policy goes on. `last` is when the decision ended.
        """

    def take_over_later(self, replayer: Replayer, tick: Tick) -> Future[Play]:
        """Begin a new case at a moment of an old one, without the orders of that moment. Its file says so."""

    def go_back_later(self, play: Play, tick: Tick) -> Future[Play]:
        """Take a case that is played back to a moment, without that moment's orders; the one before is put away."""

    def put_away(self, play: Play) -> None:
        """Let go of a case for good, before its end: its file is kept, but not offered again."""

    def remark(self, play: Play) -> str:
        """Return what is to be said about how a case began; empty for one that was played from its start."""

    def other_runs(self, replayer: Replayer) -> tuple[OtherRun, ...]:
        """Return the finished runs of the same level: the expert's, the best, then the newest."""

    def run_of(self, replayer: Replayer, path: str) -> OtherRun:
        """Return the run of a file from anywhere, as a classmate's. Raises ResumeError, which says why not."""

    def ghost_later(self, replayer: Replayer, run: OtherRun) -> Future[Ghost]:
        """Play another run in the background."""

    def notes(self, replayer: Replayer) -> tuple[Note, ...]:
        """Return the notes that are pinned to a case, by their moments."""

    def keep_notes(self, replayer: Replayer, before: tuple[Note, ...], after: tuple[Note, ...]) -> tuple[Note, ...]:
        """Keep beside the case file what a screen made of the notes `before`, and return all: others pin theirs too."""

    def warnings(self) -> tuple[str, ...]:
        """Return what went wrong outside the game (a full disk, a damaged file) since this was last asked."""

    def settings(self) -> Settings:
        """Return the settings in force."""

    def keep_settings(self, settings: Settings) -> None:
        """Keep settings for this and later sessions."""
