"""A case under way: the one mutable object of the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from game.case.apply_orders import apply_orders
from game.case.build_view import build_view
from game.case.case import advance, stop
from game.case.digest import digest
from game.case.rules import check
from game.case.state import Case
from game.case.view import View
from game.values.order import Actor, Entry, Order
from game.values.ticks import Tick

Record = Callable[[Entry], None]
KeepMark = Callable[[Tick, str], None]
Keep = Callable[[Case], None]


class Play:
    """Orders go in, views come out, time passes; everything is written down before it has effect."""

    __slots__ = ("_case", "_due", "_keep", "_mark", "_record", "_view")

    def __init__(
        self,
        case: Case,
        record: Record,
        mark: KeepMark,
        due: Sequence[Entry] = (),
        keep: Keep = lambda _case: None,
    ) -> None:
        """Take up a case. `due` holds orders of this very tick that are written down but not yet carried out.

        `keep` is handed the case of every tick.
        """
        self._case = case
        self._record = record
        self._mark = mark
        self._due = list(due)
        self._keep = keep
        self._view: View | None = None

    @property
    def view(self) -> View:
        """Return what the player knows, as if the orders of this tick were carried out already.

        Time does not pass: the readings and `facts` are those of the last tick, but courses, pending results, support
        and history show the orders at once.
        """
        if self._view is None:
            self._view = self._seen()
        return self._view

    def _ordered(self) -> Case:
        return apply_orders(self._case, self._due) if self._due else self._case

    def _seen(self) -> View:
        return build_view(replace(self._ordered(), facts=self._case.facts))

    def order(self, actor: Actor, order: Order) -> str:
        """Write an order down; it takes effect with the next tick. Return why it will be refused, empty if it will not.

        A refused order is written down too. After the end nothing is.
        """
        refusal = check(order, self._ordered())
        if self._case.outcome is not None:
            return refusal
        entry = Entry(tick=self._case.tick, actor=actor, order=order)
        self._record(entry)
        self._due.append(entry)
        self._view = None
        return refusal

    def tick(self) -> View:
        """Let one tick pass and return what can be seen."""
        if self._case.outcome is None:
            self._case = advance(self._case, self._due)
            self._due = []
            self._view = None
            self._mark(self._case.tick, digest(self._case))
            self._keep(self._case)
        return self.view

    def stop(self) -> View:
        """End the case now, before its end."""
        self._case = stop(self._case)
        self._due = []
        self._view = None
        return self.view

    @property
    def tick_now(self) -> Tick:
        """Return the tick at which the case stands; any thread may ask."""
        return self._case.tick

    @property
    def last_view(self) -> View | None:
        """Return the view that was asked for last, if it still holds; any thread may ask, and nothing is worked out."""
        return self._view

    @property
    def due(self) -> tuple[Entry, ...]:
        """Return the orders that wait for the next tick."""
        return tuple(self._due)

    @property
    def case_digest(self) -> str:
        """Return the fingerprint of the case as it stands, without orders that wait."""
        return digest(self._case)

    @property
    def finished(self) -> bool:
        """Say whether the case is over."""
        return self._case.outcome is not None
