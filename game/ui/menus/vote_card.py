"""The question of a vote over a learner's screen, from when the instructor of a live class asks it until it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from game.ui.menus.intents import VoteFor
from game.ui.session_desk import LiveDesk, OpenVote
from game.ui.toolkit.controls import dialog
from game.ui.toolkit.intents import Back, ChooseNumber
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Told
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.words import say

_LETTERS: Final = "ABCDEF"
AGAIN_AFTER_S: Final = 30
"""Seconds (assumed) after which a question that was put aside is asked again: by a slip a vote would be lost."""
_US_A_S: Final = 1_000_000


class VoteCard:
    """Stands over a screen while there is something to choose, and can be put aside."""

    def __init__(self, live: Callable[[], LiveDesk | None]) -> None:
        """Ask `live` for the vote that is open."""
        self._live = live
        self._aside = 0
        """The number of the vote that was put aside."""
        self._again_us = 0
        """How long it stays there; for good once something is chosen."""
        self._kept = Kept()

    def tick(self, elapsed_us: int) -> None:
        """Let time pass."""
        live = self._live()
        vote = None if live is None else live.vote
        if vote is None or vote.number != self._aside or vote.chosen is not None:
            return
        self._again_us -= elapsed_us
        if self._again_us <= 0:
            self._aside = 0

    @property
    def vote(self) -> OpenVote | None:
        """Return the vote that stands over the screen."""
        live = self._live()
        vote = None if live is None else live.vote
        return None if vote is None or vote.number == self._aside else vote

    def takes(self, told: Told) -> bool:
        """Vote, or put the question aside; say whether it stood there, and so took what was told."""
        vote, live = self.vote, self._live()
        if vote is None or live is None:
            return False
        if isinstance(told, Act):
            match told.intent:
                case VoteFor(answer):
                    live.choose(answer)
                case ChooseNumber(number) if number <= len(vote.answers):
                    live.choose(number - 1)
                case Back():
                    self._aside, self._again_us = vote.number, AGAIN_AFTER_S * _US_A_S
                case _:
                    pass
        return True

    def over(self, page: Page, tree: Widget) -> Widget:
        """Return a screen with the question over it, if there is one."""
        vote = self.vote
        if vote is None:
            return tree
        asked = self._kept.tree(page, vote, lambda: _asked(page, vote))
        return replace(tree, children=(*tree.children, asked), frozen=None)


def _asked(page: Page, vote: OpenVote) -> Widget:
    # By their letters, as they stand on the projector: an answer may be longer than a button.
    buttons = tuple((f"vote.{at}", _LETTERS[at], None if at == vote.chosen else VoteFor(at)) for at in _each(vote))
    answers = tuple(say("menus.vote.answer", letter=_LETTERS[at], words=vote.answers[at]) for at in _each(vote))
    told = say("menus.vote.choose" if vote.chosen is None else "menus.vote.counted")
    aside = (("vote.aside", say("menus.vote.aside" if vote.chosen is None else "menus.vote.back"), Back()),)
    options = ((say("menus.vote.answers"), buttons),)
    return dialog(page, "vote", vote.question, answers, aside, options=options, beneath=told)


def _each(vote: OpenVote) -> range:
    return range(len(vote.answers))
