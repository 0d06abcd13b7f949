"""What an instructor can ask for on the page of a live class."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from game.classroom.messages import Answers
from game.values.order import Mishap
from game.values.session import LONGEST_LEARNER
from game.values.wire import Wire

View: TypeAlias = Literal["join", "class", "guideline", "question", "vote", "votes"]
"""What a projector can show: how to join; what the class gave; the same beside the guideline run; a question; a vote,
and what came of it."""


class Enter(Wire, frozen=True, kw_only=True):
    """Be let in."""

    secret: Annotated[str, Meta(max_length=100)]


class Pause(Wire, frozen=True, kw_only=True, tag="pause", tag_field="act"):
    """Let time stand still for all, or go on."""

    paused: bool


class End(Wire, frozen=True, kw_only=True, tag="end", tag_field="act"):
    """End the lesson: every case ends where it stands."""


class Say(Wire, frozen=True, kw_only=True, tag="say", tag_field="act"):
    """Have somebody say something at a bed, or at all beds."""

    case: int | None
    """Nothing for every bed whose case is not over."""
    who: Annotated[str, Meta(min_length=1, max_length=60)]
    text: Annotated[str, Meta(min_length=1, max_length=400)]


class Happen(Wire, frozen=True, kw_only=True, tag="happen", tag_field="act"):
    """Let something happen at a bed, or at all beds."""

    case: int | None
    """Nothing for every bed whose case is not over."""
    mishap: Mishap


class TakeBack(Wire, frozen=True, kw_only=True, tag="take_back", tag_field="act"):
    """Let words or a mishap that still wait not happen."""

    number: int


class LookAt(Wire, frozen=True, kw_only=True, tag="look", tag_field="act"):
    """Have a bed played on before all others, because somebody looks at it."""

    case: int


class Free(Wire, frozen=True, kw_only=True, tag="free", tag_field="act"):
    """Let a learner sit down at another machine."""

    seat: int


class Call(Wire, frozen=True, kw_only=True, tag="call", tag_field="act"):
    """Show a learner by another name: here, on the projector and on the board."""

    seat: int
    name: Annotated[str, Meta(max_length=LONGEST_LEARNER)]
    """Empty for the name that was typed."""


class Project(Wire, frozen=True, kw_only=True, tag="project", tag_field="act"):
    """Show something of the whole class on the projector; no learner's name stands there."""

    view: View
    words: Annotated[str, Meta(max_length=400)] = ""
    """The question."""
    answers: Answers = ()
    """Those to choose from in a vote."""


class Countdown(Wire, frozen=True, kw_only=True, tag="countdown", tag_field="act"):
    """Show the class how long is left; it ends nothing."""

    minutes: Annotated[int, Meta(ge=0, le=180)]
    """0 for no countdown."""


class MakeBoard(Wire, frozen=True, kw_only=True, tag="board", tag_field="act"):
    """Verify and score what there is now."""


class PackLesson(Wire, frozen=True, kw_only=True, tag="pack", tag_field="act"):
    """Pack the lesson: the board, its table, the votes, every case, and the report of each that is confirmed."""


InstructorAct: TypeAlias = (
    Pause | End | Say | Happen | TakeBack | LookAt | Free | Call | Project | Countdown | MakeBoard | PackLesson
)
