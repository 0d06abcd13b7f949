"""What a policy is, and how one plays a case."""

from __future__ import annotations

from typing import Protocol

from game.case.case import advance
from game.case.parts import FAR, Case
from game.case.see import view
from game.case.view import View
from game.values.order import Actor, Entry, Order
from game.values.ticks import TICKS_PER_HOUR, Tick


class Policy(Protocol):
    """A player made of code; it has no memory but the view."""

    @property
    def name(self) -> str:
        """The name on the command line and in reports."""

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return the orders of this hour."""


def play_out(case: Case, policy: Policy, until: Tick = FAR) -> tuple[Case, tuple[Entry, ...]]:
    """Let a policy play to the end, or to tick `until`; it looks at the chart on every full hour.

    Return the case and the orders that were given, as a log holds them.
    """
    entries: list[Entry] = []
    while case.outcome is None and case.tick < until:
        now: list[Entry] = []
        if case.tick % TICKS_PER_HOUR == 0:
            orders = policy.orders(view(case))
            now = [Entry(tick=case.tick, actor=Actor.PLAYER, order=order) for order in orders]
            entries.extend(now)
        case = advance(case, now)
    return case, tuple(entries)
