"""A show of hands: a question with answers, and who chose which, without a name. It is for the talk, not for marks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Annotated, Final

from msgspec import Meta

from game.classroom.codes import digest_of
from game.values.wire import Wire

MOST_BALLOTS: Final = 500
"""As many as there may be seats; further browsers are not counted."""
Answers = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=120)], ...], Meta(max_length=6)]


class Ballot(Wire, frozen=True, kw_only=True):
    """What somebody chose."""

    vote: Annotated[int, Meta(ge=1)]
    """The number of the vote: a page that was left open must not answer the next one."""
    answer: Annotated[int, Meta(ge=0, le=5)]


class VoteShown(Wire, frozen=True, kw_only=True):
    """What whoever votes is shown: no count, so that nobody follows the others."""

    vote: int
    """0 while there is none."""
    question: str
    answers: tuple[str, ...]
    chosen: int | None
    """What this browser chose."""


@dataclass(slots=True)
class Voting:
    """The vote that is open, or was last."""

    question: str = ""
    answers: tuple[str, ...] = ()
    number: int = 0
    open: bool = False
    _chosen: dict[str, int] = field(default_factory=dict)
    """By the fingerprint of a browser's key."""

    def ask(self, question: str, answers: tuple[str, ...]) -> None:
        """Open a new vote."""
        self.question, self.answers, self.open = question, answers, True
        self.number += 1
        self._chosen = {}

    def cast(self, key: str, ballot: Ballot) -> bool:
        """Count a browser's choice, or its other choice; say whether it was counted."""
        mark = digest_of(key)
        full = mark not in self._chosen and len(self._chosen) >= MOST_BALLOTS
        if not self.open or full or ballot.vote != self.number or ballot.answer >= len(self.answers):
            return False
        self._chosen[mark] = ballot.answer
        return True

    def shown_to(self, key: str) -> VoteShown:
        """Return what a browser is shown."""
        if not self.open:
            return VoteShown(vote=0, question="", answers=(), chosen=None)
        chosen = self._chosen.get(digest_of(key)) if key else None
        return VoteShown(vote=self.number, question=self.question, answers=self.answers, chosen=chosen)

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many chose each answer."""
        chosen = list(self._chosen.values())
        return tuple(chosen.count(at) for at in range(len(self.answers)))


def new_key() -> str:
    """Return what a browser is known by while it votes."""
    return secrets.token_urlsafe(16)
