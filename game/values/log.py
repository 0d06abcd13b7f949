"""The record of one case: what a case file holds, line by line."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType

from game.values.ending import Ending
from game.values.order import EndLesson, Entry
from game.values.ticks import Tick
from game.values.wire import Wire

LOG_FORMAT = 1
"""Of a case that somebody plays alone."""
SESSION_LOG_FORMAT = 2
"""Of a case of a training session, which has a line more; older games say of it that it is newer."""
TOLD_LOG_FORMAT = 3
"""Of a case with a live host as older games wrote it: of an instructor only words stand in it."""
GUIDED_LOG_FORMAT = 4
"""Of a case that was played with a coach, whose first line says so."""
HOSTED_LOG_FORMAT = 5
"""Of a case of a training session with a live host, in which all that an instructor does may stand."""
HOSTED_LOG_FORMATS = (HOSTED_LOG_FORMAT, TOLD_LOG_FORMAT)
NEWEST_LOG_FORMAT = HOSTED_LOG_FORMAT


def formats_of(session: SessionLine | None, *, guided: bool = False) -> tuple[int, ...]:
    """Return in which formats the game writes a case, or wrote it."""
    if guided:
        return (GUIDED_LOG_FORMAT,)
    return (LOG_FORMAT,) if session is None else (SESSION_LOG_FORMAT, *HOSTED_LOG_FORMATS)


def format_of(*, session: bool, hosted: bool, guided: bool) -> int:
    """Return the format of the file of a new case."""
    if guided:
        return GUIDED_LOG_FORMAT
    of_session = HOSTED_LOG_FORMAT if hosted else SESSION_LOG_FORMAT
    return of_session if session else LOG_FORMAT


class Header(Wire, frozen=True, kw_only=True, tag="case", tag_field="line"):
    """First line: everything that a replay starts from."""

    format: int
    game: str
    """Version of the game."""
    method: str
    """Model and integrator, such as 'storm-1 rk4/5min'; other methods give other digits."""
    level: str
    level_digest: str
    seed: Annotated[int, Meta(ge=0, lt=2**53)]
    player: str = ""
    branched_from: str = ""
    """Digest of the case and tick that this one was taken over from; empty for a first play."""
    guided: Literal[True] | UnsetType = UNSET
    """A coach was there: such a case has no score. Other cases say nothing of it, as they did before there was one."""


class SessionLine(Wire, frozen=True, kw_only=True, tag="session", tag_field="line"):
    """Second line of a case of a training session: which session it is, who plays, and for which time."""

    session: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    session_digest: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    learner: Annotated[str, Meta(min_length=1, max_length=60)]
    """The name or the code that was typed; nothing else is kept of a learner."""
    attempt: Annotated[int, Meta(ge=1, le=9999)]
    """Which try of this level it is, counted from 1."""
    sealed: bool
    """Its analysis is not to be opened from the learner's list of finished cases: the session shows it."""


class EntryLine(Wire, frozen=True, kw_only=True, tag="order", tag_field="line"):
    """An order as it was given."""

    entry: Entry


class DigestLine(Wire, frozen=True, kw_only=True, tag="digest", tag_field="line"):
    """Fingerprint of the case at a whole hour."""

    tick: Tick
    digest: str


class EndLine(Wire, frozen=True, kw_only=True, tag="end", tag_field="line", omit_defaults=True):
    """How the case ended and what it scored."""

    tick: Tick
    ending: str
    score: int
    digest: str
    score_version: int = 1
    """Rules that the score was reached by; scores of other rules are not compared. Rules 1 are not written."""


LogLine: TypeAlias = Header | SessionLine | EntryLine | DigestLine | EndLine


class Stopper(enum.Enum):
    """Who or what stopped a case before its end."""

    LESSON = "lesson"
    """The instructor, who ended the lesson."""
    TIME = "time"
    """The time limit of its session."""
    SOMEBODY = "somebody"
    """Its file does not say."""


@dataclass(frozen=True, slots=True)
class Log:
    """A whole case file."""

    header: Header
    entries: tuple[Entry, ...] = ()
    digests: tuple[DigestLine, ...] = ()
    end: EndLine | None = None
    session: SessionLine | None = None
    """Only for a case of a training session."""

    @property
    def stopped_at(self) -> Tick | None:
        """Return where the case was stopped; nothing where it came to its end, or was left."""
        return self.end.tick if self.end is not None and self.end.ending == Ending.STOPPED.value else None

    @property
    def stopped_by(self) -> Stopper | None:
        """Return who or what stopped the case; nothing where it came to its end, or was left."""
        if self.stopped_at is None:
            return None
        if any(isinstance(entry.order, EndLesson) for entry in self.entries):
            return Stopper.LESSON
        # Nothing else stops a case of a session; older games did not say which of the two it was.
        told = self.session is not None and self.header.format != TOLD_LOG_FORMAT
        return Stopper.TIME if told else Stopper.SOMEBODY
