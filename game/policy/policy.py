"""What a policy is, and how one plays a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from game.case.build_view import build_view
from game.case.state import FAR, Case
from game.case.view import View
from game.case.walk import Orders, logged, walk
from game.values.order import Actor, Entry, Order
from game.values.ticks import TICKS_PER_HOUR, Tick


class Policy(Protocol):
    """A player made of code; it has no memory but the view."""

    @property
    def name(self) -> str:
        """The name on the command line and in reports."""

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return the orders of this hour."""


def ordered_by(policy: Policy, mishaps: Sequence[Entry] = ()) -> Orders:
    """Return what a policy orders: it looks at the chart on every full hour. `mishaps` come besides, in any hands."""
    besides = logged(mishaps)

    def orders(case: Case) -> Sequence[Entry]:
        come = besides(case)
        if case.tick % TICKS_PER_HOUR:
            return come
        wishes = policy.orders(build_view(case))
        return (*come, *(Entry(tick=case.tick, actor=Actor.PLAYER, order=order) for order in wishes))

    return orders


def play_out(
    case: Case, policy: Policy, until: Tick = FAR, mishaps: Sequence[Entry] = ()
) -> tuple[Case, tuple[Entry, ...]]:
    """Let a policy play to the end, or to tick `until`; `mishaps` come besides.

    Return the case and the orders that were given, as a log holds them.
    """
    entries: list[Entry] = []
    for step in walk(case, ordered_by(policy, mishaps), until):
        case = step.case
        entries.extend(step.entries)
    return case, tuple(entries)
