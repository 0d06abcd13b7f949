"""A case shown again at any moment: what was known then, forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from game.case.build_view import build_view
from game.case.case import Case, stop
from game.case.view import View
from game.case.walk import Step, logged, walk
from game.values.level import Level
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

SNAPSHOT_EVERY: Final = 6 * TICKS_PER_HOUR
"""Ticks between kept cases; a case is frozen, so keeping one costs nothing but memory."""


class Snapshots:
    """A case as it was every six hours, kept while it is played, so that nobody plays it again to look at it."""

    def __init__(self, first: Case) -> None:
        """Take the case as it was admitted."""
        self.cases = [first]

    def keep(self, case: Case) -> None:
        """Look at the case of a tick, and keep it if it is the next."""
        if case.tick == len(self.cases) * SNAPSHOT_EVERY:
            self.cases.append(case)

    def kept(self, steps: Iterable[Step]) -> Iterator[Step]:
        """Yield a case that is played, and keep of it what there is to keep."""
        for step in steps:
            self.keep(step.case)
            yield step

    def up_to(self, tick: Tick) -> Snapshots:
        """Return what was kept up to a tick, for a case that goes on from there in another way."""
        found = Snapshots(self.cases[0])
        found.cases = [case for case in self.cases if case.tick <= tick]
        return found

    def before(self, tick: Tick) -> Case:
        """Return the last case that was kept of a tick or of one before it."""
        return self.cases[min(max(tick, 0) // SNAPSHOT_EVERY, len(self.cases) - 1)]


class Rewind:
    """Plays a log again and gives the view of any tick; a step back starts from the snapshot before it."""

    def __init__(self, kept: Snapshots, entries: Iterable[Entry], end: Tick, *, stopped: bool = False) -> None:
        """Take up a case that was played to tick `end`; `stopped` says that the player ended it there.

        What was `kept` of it is not played again.
        """
        self._entries = tuple(sorted(entries, key=lambda entry: entry.tick))
        self._orders = logged(self._entries)
        self._end = end
        self._stopped = stopped
        self._kept = kept
        self._here = kept.cases[0]
        self._shown: tuple[Tick, View] | None = None

    @property
    def level(self) -> Level:
        """Return what was played."""
        return self._here.admission.level

    @property
    def seed(self) -> int:
        """Return the seed of the patient."""
        return self._here.admission.seed

    @property
    def end(self) -> Tick:
        """Return the last tick that was played."""
        return self._end

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the orders, oldest first."""
        return self._entries

    @property
    def reached(self) -> Tick:
        """Return the tick up to which any moment can be shown at once."""
        return self._kept.cases[-1].tick

    def view_at(self, tick: Tick) -> View:
        """Return what the player knew at a tick, with the orders of earlier ticks carried out."""
        tick = min(max(tick, 0), self._end)
        if self._shown is None or self._shown[0] != tick:
            self._shown = tick, build_view(self.case_at(tick))
        return self._shown[1]

    def case_at(self, tick: Tick) -> Case:
        """Return the case itself at a tick, with all that was hidden then."""
        tick = min(max(tick, 0), self._end)
        if tick < self._here.tick or tick - self._here.tick > SNAPSHOT_EVERY:
            self._here = self._kept.before(tick)
        self._play_to(tick)
        return stop(self._here) if self._stopped and tick == self._end else self._here

    def read_on(self) -> bool:
        """Play six hours further ahead, so that later jumps are quick; say whether there is more."""
        here = self._here
        self._here = self._kept.cases[-1]
        before = self._here.tick
        self._play_to(min(self._end, before + SNAPSHOT_EVERY))
        more = self._here.tick > before and self._here.tick < self._end
        self._here = here
        return more

    def _play_to(self, tick: Tick) -> None:
        for step in walk(self._here, self._orders, tick):
            self._here = step.case
            self._kept.keep(step.case)
