"""How a room stands, as the instructor's page and the projector are told it: all but the beds."""

from __future__ import annotations

from game.classroom.acts import View
from game.classroom.messages import Answers
from game.classroom.sending import ActShown
from game.values.wire import Wire


class SeatShown(Wire, frozen=True, kw_only=True):
    """Who sits in the room."""

    id: int
    learner: str
    """As the instructor calls whoever sits there."""
    away: bool
    """Was not heard of for a while."""
    free: bool
    """Whoever joins next by this name gets it."""
    case: int | None
    """The newest case, or the one that is played."""
    forged: bool
    kept_back: bool
    found: str
    """What the board found of that case, in a few words."""


class VoteTold(Wire, frozen=True, kw_only=True):
    """The last vote."""

    question: str
    answers: Answers
    voted: int


class WallShown(Wire, frozen=True, kw_only=True):
    """What is on the projector."""

    view: View
    words: str
    vote: VoteTold | None
    """Nothing before the first."""
    counts: tuple[int, ...]
    """How many chose each answer; empty until that is to be seen."""


class RoomShown(Wire, frozen=True, kw_only=True):
    """All of it."""

    paused: bool
    over: bool
    unkept: bool
    """What was reported last could not be written to the disk."""
    seats: tuple[SeatShown, ...]
    wall: WallShown
    left_s: int | None
    """How long the countdown lasts; nothing where there is none."""
    sent: tuple[ActShown, ...]
    share: float
    """How far the board has come, 0 to 1."""
    working: str
    """What the host is about; empty while it is nothing that anybody waits for."""
    board: bool
    """There is one."""
    packed: bool
    """All of the lesson is packed."""
