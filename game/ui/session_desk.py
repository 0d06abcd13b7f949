"""What the screen of a training session asks of the shell; `app` provides it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from game.case.play import Play
from game.review.verdict import Score
from game.values.level import Level
from game.values.order import Sent
from game.values.session import Session


@dataclass(frozen=True, slots=True)
class SessionBed:
    """One level of a session, as it stands for the learner."""

    level: Level
    played: int
    """Tries that came to their end."""
    tries: int
    """How often it may be played, 0 for any number."""
    best: int | None
    """Best score so far; nothing where none is there, or none may be seen yet."""
    passed: bool
    """It counts as played."""
    playable: bool
    """It may be played now."""
    begun: bool
    """A try was left before its end, and can be taken up."""
    told: str = ""
    """Case file of the last try whose debrief may be opened now; empty if there is none."""


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A question to the whole class that is open."""

    number: int
    question: str
    answers: tuple[str, ...]
    chosen: int | None
    """What was chosen here; it may be chosen anew."""


class LiveDesk(Protocol):
    """What the instructor of a live class wants of a learner's screen."""

    @property
    def vote(self) -> OpenVote | None:
        """Return the vote of the class that is open."""

    def choose(self, answer: int) -> None:
        """Vote, or vote anew."""

    @property
    def paused(self) -> bool:
        """Say whether time stands still for all."""

    @property
    def over(self) -> bool:
        """Say whether the lesson is over."""

    def sent(self, play: Play) -> tuple[Sent, ...]:
        """Return what is to be said or to happen in a case, and is not in its log yet."""

    def takes_acts(self, play: Play) -> bool:
        """Say whether more than words of an instructor may stand in a case: older games began some without."""

    @property
    def standing(self) -> str:
        """Say whether the instructor has all that was played."""

    @property
    def all_sent(self) -> bool:
        """Say whether the instructor has all, so that nothing is handed in by other ways."""


class SessionDesk(Protocol):
    """A session, and how far one learner has come in it."""

    @property
    def live(self) -> LiveDesk | None:
        """Return what the instructor of a live class wants; nothing where there is none."""

    @property
    def session(self) -> Session:
        """Return what is played."""

    @property
    def learner(self) -> str:
        """Return the name or code that was typed; empty before."""

    def enter(self, learner: str) -> None:
        """Take a learner, with all that lies on this machine of an earlier hour."""

    def beds(self) -> tuple[SessionBed, ...]:
        """Return the levels in their order."""

    def answers(self, *, before: bool) -> tuple[int, ...]:
        """Return what was answered, counted from 1; empty if the test was not taken."""

    def keep_answers(self, answers: tuple[int, ...], *, before: bool) -> None:
        """Keep the answers of a test."""

    @property
    def commitment(self) -> str:
        """Return what the learner means to do differently; empty before it is written."""

    def commit(self, words: str) -> None:
        """Keep what the learner means to do differently."""

    def play(self, index: int) -> Play:
        """Begin a level, or take it up where it was left. Raises ResumeError."""

    def seconds_left(self, play: Play) -> float | None:
        """Return how long a try may still take; nothing where there is no limit."""

    def finish(self, play: Play) -> None:
        """Begin to score a try that came to its end, whatever its learner does next: an instructor waits for it."""

    def ended(self, play: Play) -> Future[Score] | None:
        """Have a try scored that came to its end; nothing where its debrief may be seen at once, which scores it."""

    def open_later(self, path: str) -> Future[Play]:
        """Open the debrief of a finished try."""

    def hand_in(self) -> str:
        """Write all that is handed in into a folder of its own, and return where that is. Raises ResumeError."""
