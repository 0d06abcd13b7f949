"""A vote of the class: a question with answers, and which seat chose which. It is for the talk, not for marks.

It stands in the database of the class, so that a host that is started again goes on with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from game.classroom.codes import vote_key
from game.classroom.messages import Answers, Ballot, VoteShown
from game.classroom.store import Store
from game.values.wire import Wire


class VoteAsked(Wire, frozen=True, kw_only=True):
    """What is voted on."""

    question: str
    answers: tuple[str, ...]


class VotePage(Wire, frozen=True, kw_only=True):
    """What the page is told on which somebody votes beside the game."""

    who: str
    """By whose seat this browser votes; empty where nobody has joined in it."""
    vote: VoteShown | None


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What came of a vote."""

    question: str
    answers: tuple[str, ...]
    counts: tuple[int, ...]


class Voting:
    """The vote that is open, or was last; each seat has one vote in it."""

    def __init__(self, store: Store, room: int, seats: Mapping[str, int]) -> None:
        """Go on with the last vote of a room, if there was one; `seats` are those taken, by their fingerprints."""
        self._store = store
        self._room = room
        self._asked = VoteAsked(question="", answers=())
        self.number, self.open = 0, False
        self._chosen: dict[int, int] = {}
        self._voters = {vote_key(digest): seat for digest, seat in seats.items()}
        with store.changing() as changes:
            for row in changes.votes(room):
                self.number, self.open = row.number, row.open
                self._asked = msgspec.json.decode(row.asked, type=VoteAsked)
            if self.number:
                self._chosen = changes.ballots(room, self.number)

    def sits(self, digest: str, seat: int) -> None:
        """Let the browser of whoever sat down vote for the seat."""
        self._voters[vote_key(digest)] = seat

    def leaves(self, digest: str) -> None:
        """Let it vote for the seat no more."""
        self._voters.pop(vote_key(digest), None)

    def voter(self, key: str) -> int | None:
        """Return the seat for which a browser votes; nothing where nobody has joined in it."""
        return self._voters.get(key)

    @property
    def question(self) -> str:
        """Return what is asked."""
        return self._asked.question

    @property
    def answers(self) -> Answers:
        """Return what there is to choose."""
        return self._asked.answers

    def ask(self, question: str, answers: Answers) -> None:
        """Open a new vote; the one before is over."""
        asked = VoteAsked(question=question, answers=answers)
        with self._store.changing() as changes:
            changes.close_votes(self._room)
            changes.new_vote(self._room, self.number + 1, msgspec.json.encode(asked))
        self._asked, self._chosen, self.number, self.open = asked, {}, self.number + 1, True

    def close(self) -> None:
        """Count no more votes."""
        with self._store.changing() as changes:
            changes.close_votes(self._room)
        self.open = False

    def cast(self, seat: int, ballot: Ballot) -> bool:
        """Count what a seat chose, or its other choice; say whether it was counted."""
        if not self.open or ballot.vote != self.number or ballot.answer >= len(self.answers):
            return False
        if self._chosen.get(seat) != ballot.answer:
            with self._store.changing() as changes:
                changes.set_ballot(self._room, self.number, seat, ballot.answer)
            self._chosen[seat] = ballot.answer
        return True

    def shown_to(self, seat: int | None) -> VoteShown | None:
        """Return the vote that is open as a seat is shown it: no count, so that nobody follows the others."""
        if not self.open:
            return None
        chosen = None if seat is None else self._chosen.get(seat)
        return VoteShown(vote=self.number, question=self.question, answers=self.answers, chosen=chosen)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many chose each answer."""
        return _counted(self.answers, self._chosen)

    def results(self) -> list[VoteResult]:
        """Return what came of every vote of the lesson, the first one first."""
        found = []
        with self._store.changing() as changes:
            for row in changes.votes(self._room):
                asked = msgspec.json.decode(row.asked, type=VoteAsked)
                counts = _counted(asked.answers, changes.ballots(self._room, row.number))
                found.append(VoteResult(asked.question, asked.answers, counts))
        return found


def _counted(answers: Answers, chosen: dict[int, int]) -> tuple[int, ...]:
    these = list(chosen.values())
    return tuple(these.count(at) for at in range(len(answers)))
