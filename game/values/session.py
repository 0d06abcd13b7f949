"""A training session: the promise of its pack. Which levels a class plays, with whom, under which rules."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec
from msgspec import Meta

from game.values.level import Level, Prose, ShortLine
from game.values.noise import stream
from game.values.wire import Wire

SESSION_FORMAT = 1
LONGEST_LEARNER = 60
"""Signs of a name or a code."""
MOST_LEVELS = 12
"""More than a class plays in a term."""
OWN_SEEDS = 1_000_000
"""A patient of one's own has a number below this one, as a new patient of the ward has."""


class Mode(enum.Enum):
    """What a session is for."""

    FORMATIVE = "formative"
    """To learn by: the score is for the learner."""
    SUMMATIVE = "summative"
    """To be judged by; docs/case-files.md says what a case file proves, and what it does not."""


class Shows(enum.Enum):
    """What learners may see of the analysis of their own case."""

    WHOLE = "whole"
    SCORE = "score"
    """Score and ending, without the decisions."""
    NOTHING = "nothing"


class When(enum.Enum):
    """When they may see it."""

    EACH = "after_each"
    LAST = "after_last"
    """Once every level of the session is played."""
    CLASS = "in_class"
    """Only from the instructor's board."""


class Whose(enum.Enum):
    """Whom the learners meet in a bed."""

    WRITTEN = "written"
    """The patient as the level has it: the same for all."""
    OWN = "own"
    """A patient of their own, drawn by the learner's name: another for each, and the same whoever asks."""


class Test(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """A question with answers to choose from, asked before the first case, after the last one, or both."""

    text: Prose
    answers: Annotated[tuple[ShortLine, ...], Meta(min_length=2, max_length=6)]
    right: Annotated[int, Meta(ge=1, le=6)]
    """Which of the answers is right, counted from 1."""
    asked: Annotated[str, Meta(pattern="^(before|after|both)$")] = "both"

    @property
    def before(self) -> bool:
        """Say whether it is asked before the first case."""
        return self.asked != "after"

    @property
    def after(self) -> bool:
        """Say whether it is asked after the last case."""
        return self.asked != "before"


class Aim(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What learners should be able to do after the session, and by what the board sees that they were."""

    text: Prose
    avoids: Annotated[str, Meta(pattern="^(ignored_trend|infection_only|over_dampened)$")] | None = None
    """The pitfall that whoever has reached it did not fall into."""
    score: Annotated[int, Meta(ge=0, le=100)] | None = None
    """The score from which on it counts as reached."""


class SessionLevel(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One level of a session."""

    id: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    whose: Whose = Whose.WRITTEN
    seed: Annotated[int, Meta(ge=0, lt=2**53)] | None = None
    """The patient of this number for all, instead of the level's own."""
    doubling_time: bool | None = None
    """Whether the doubling time of IL-6 is shown; what is not said here is the level's."""
    tries: Annotated[int, Meta(ge=0, le=99)] | None = None
    """How often it may be played, 0 for any number; what is not said here is the session's."""


class Session(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One session, before it is played."""

    format: Annotated[int, Meta(ge=1, le=SESSION_FORMAT)]
    id: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    """Files are named after it."""
    title: ShortLine
    mode: Mode = Mode.FORMATIVE
    role: ShortLine = ""
    """Who the learners are at this bed: 'You are the nurse in charge of the night.'"""
    levels: Annotated[tuple[SessionLevel, ...], Meta(min_length=1, max_length=MOST_LEVELS)]
    in_order: bool = True
    """A level opens when the one before it is played."""
    tries: Annotated[int, Meta(ge=0, le=99)] = 0
    """How often each level may be played, 0 for any number."""
    least_score: Annotated[int, Meta(ge=0, le=100)] = 0
    """A level counts as played from this score on, or when the tries are used up."""
    time_limit_minutes: Annotated[int, Meta(ge=0, le=600)] = 0
    """Minutes by the clock on the wall that a try may take; then the case ends where it stands. 0 for no limit."""
    shows: Shows = Shows.WHOLE
    when: When = When.EACH
    prebrief: Prose = ""
    objectives: tuple[Aim, ...] = ()
    debrief: tuple[Prose, ...] = ()
    """Questions for the talk afterwards."""
    tests: tuple[Test, ...] = ()

    @property
    def sealed(self) -> bool:
        """Say whether what learners see of their analysis is the session's to show."""
        return self.shows is not Shows.WHOLE or self.when is not When.EACH

    def tries_of(self, index: int) -> int:
        """Return how often a level may be played, 0 for any number."""
        own = self.levels[index].tries
        return self.tries if own is None else own


def session_digest_bytes(session: Session) -> bytes:
    """Return the canonical bytes of a session, for its digest; without defaults, so that a new field changes none."""
    return msgspec.json.encode(session, order="deterministic")


def learner_key(learner: str) -> str:
    """Return by what a learner is known again: capital letters and spaces do not matter."""
    return " ".join(learner.casefold().split())


def seed_for(session: Session, index: int, level: Level, learner: str) -> int:
    """Return the patient whom a learner meets in a level of a session."""
    given = session.levels[index]
    if given.whose is Whose.OWN:
        return stream(0, f"{session.id}/{given.id}/{learner_key(learner)}") % OWN_SEEDS
    return level.seed if given.seed is None else given.seed


def index_of(session: Session, level: str) -> int | None:
    """Return the place of a level in a session; nothing if it is not played there."""
    return next((index for index, one in enumerate(session.levels) if one.id == level), None)
