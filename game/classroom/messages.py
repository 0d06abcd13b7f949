"""What the games of learners and their host say to each other: JSON over HTTP, each answer a report was waiting for.

A learner's case file is the queue: the host says how many of its lines it has and by which chain, and the game sends
those that follow. A line that is sent twice has its number already, and one of another file does not fit the chain, so
every line arrives exactly once however often the network or a program falls over.
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from msgspec import Meta

from game.classroom.seen import Seen
from game.values.order import Befall, Mishap, Sent, Tell
from game.values.session import LONGEST_LEARNER
from game.values.ticks import Tick
from game.values.wire import Wire

LARGEST_MESSAGE: Final = 400_000
"""Bytes of what a game may send at once."""
LARGEST_PIECE: Final = 200_000
"""Bytes of lines in one piece, some thousand of them; a game that was away long sends several."""
MOST_PIECES: Final = 16
SEAT: Final = "X-Seat"
"""The header that holds the key of a seat."""
KNOWS: Final = "X-Knows"
"""The header in which a game says what it knows beside its reports: an older one refuses what it does not."""
VOTES: Final = "votes"

Stem = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,140}$")]
"""Name of a case file without its ending; it is unique on the learner's machine."""
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}$")]


Answers: TypeAlias = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=120)], ...], Meta(max_length=6)]
FileName = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,64}\.toml$")]
"""No name from the net leads out of a folder."""


class Join(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody wants to sit down: with the code on the wall, and a name."""

    code: Annotated[str, Meta(max_length=20)]
    learner: Annotated[str, Meta(min_length=1, max_length=LONGEST_LEARNER)]
    seat: Secret = ""
    """The key that this machine got for this seat before."""


class Joined(Wire, frozen=True, kw_only=True):
    """A seat was given."""

    seat: str
    """The key of the seat; who has it may write to it."""
    pack_name: FileName
    pack: str
    """The session pack, as its file is."""
    levels: dict[FileName, str]
    """Files of levels that lie beside the pack, by name."""


class Ballot(Wire, frozen=True, kw_only=True):
    """What somebody chose."""

    vote: Annotated[int, Meta(ge=1)]
    """The number of the vote: a page that was left open must not answer the next one."""
    answer: Annotated[int, Meta(ge=0, le=5)]


class VoteShown(Wire, frozen=True, kw_only=True):
    """What whoever votes is shown: no count, so that nobody follows the others."""

    vote: int
    question: str
    answers: Answers
    chosen: int | None
    """What this seat chose."""


class CasePiece(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Lines of one case file; without any it asks what the host has."""

    case: Stem
    after: Annotated[int, Meta(ge=0, le=1_000_000)]
    """How many lines of the file stand before these."""
    lines: Annotated[str, Meta(max_length=LARGEST_PIECE)] = ""
    tick: Annotated[Tick, Meta(ge=0, le=1_000_000)] = 0
    """To which moment the case has come, where these are all lines up to it; 0 where more follow."""
    seen: Seen | None = None
    """What the learner sees by then."""


class Report(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What is new on a learner's machine."""

    pieces: Annotated[tuple[CasePiece, ...], Meta(max_length=MOST_PIECES)] = ()
    playing: Stem | None = None
    """The case at whose bedside the learner is."""
    sheet: Annotated[str, Meta(max_length=20_000)] = ""
    """The answer sheet, where it was changed."""
    ballot: Ballot | None = None
    """What was chosen in the vote of which the host told."""


class Has(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """How much of a case the host has, on its disk."""

    case: str
    lines: int
    chain: str
    """Chain of the last of these lines; empty before the first."""
    refused: str = ""
    """Why no more lines of this case are taken; empty if they are."""


class Word(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What the instructor sends to one case: words, or something that happens."""

    number: int
    """Counted from 1 in each case; by this number the log knows which it has."""
    who: str = ""
    text: str = ""
    mishap: Mishap | None = None

    @property
    def order(self) -> Sent:
        """Return it as it stands in the log."""
        if self.mishap is not None:
            return Befall(number=self.number, mishap=self.mishap)
        return Tell(number=self.number, who=self.who, text=self.text)


class Reply(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What the host says to a report, once all of it is on its disk."""

    has: tuple[Has, ...] = ()
    paused: bool = False
    over: bool = False
    """The lesson is over: cases end where they stand."""
    words: tuple[Word, ...] = ()
    """For the case that is played, all that its log does not have yet."""
    held_s: float = 0.0
    """How long all was paused since this host heard of the case that is played."""
    vote: VoteShown | None = None
    """The vote that is open, for a game that says by `KNOWS` that it can show one."""


class Refusal(Wire, frozen=True, kw_only=True):
    """Why something was not done, in a sentence."""

    why: str
    left: bool = False
    """The seat is another's now, or there is none: the game has to join again."""
