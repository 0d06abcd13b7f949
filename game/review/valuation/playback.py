"""A finished case, and the same patient in other hands, played once for all that is told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from game.case.playback import hourly, logged, walk
from game.policy.reference import Reference
from game.review.playback.hourly_truth import Account, account_of
from game.review.valuation.reveal import Revealed, revealed
from game.review.valuation.value import Track, first_hours, track
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """The same patient in other hands, to the horizon: what a case is measured by."""

    reference: Track
    untreated: Track
    played: Track | None = None
    """The case itself, where it was played just now."""


def yardsticks(level: Level, seed: int, cancelled: Callable[[], bool] = lambda: False) -> Yardsticks:
    """Play the reference policy and no treatment. Raises CancelledError."""
    return Yardsticks(track(level, seed, Reference(), cancelled=cancelled), track(level, seed, (), cancelled=cancelled))


class Playback:
    """Plays each when it is first asked for, and keeps its hours; every property raises CancelledError."""

    def __init__(
        self,
        level: Level,
        log: Log,
        cancelled: Callable[[], bool] = lambda: False,
        measured_by: Yardsticks | None = None,
    ) -> None:
        """Take a case; what `measured_by` has is not played again."""
        self._level = level
        self._log = log
        self._cancelled = cancelled
        self._measured_by = measured_by

    @cached_property
    def played(self) -> Track:
        """The case, to the hour of a death or else to its horizon."""
        if self._measured_by is not None and self._measured_by.played is not None:
            return self._measured_by.played
        end = self._log.end
        if end is not None and Ending(end.ending).died:
            return first_hours(self.whole, end.tick // TICKS_PER_HOUR)
        return self.whole

    @cached_property
    def whole(self) -> Track:
        """The case to its horizon, as if the dice of death had not fallen."""
        return track(self._level, self._log.header.seed, self._log.entries, cancelled=self._cancelled)

    @cached_property
    def others(self) -> Yardsticks:
        """The reference, and no treatment."""
        if self._measured_by is not None:
            return self._measured_by
        return Yardsticks(self._by(Reference()), self.untreated)

    @cached_property
    def untreated(self) -> Track:
        """The same patient without any order."""
        return self._measured_by.untreated if self._measured_by is not None else self._by(())

    def _by(self, orders: tuple[Entry, ...] | Reference) -> Track:
        return track(self._level, self._log.header.seed, orders, cancelled=self._cancelled)

    @cached_property
    def account(self) -> Account:
        """The truth of every hour to the horizon, whether or not the patient lived to it."""
        return _account(self.whole, self._log.entries)

    @cached_property
    def revealed(self) -> Revealed:
        """What was hidden in the case."""
        return revealed(self.account, _account(self.untreated, ()))


def _account(of: Track, entries: tuple[Entry, ...]) -> Account:
    # A track ends at a whole hour; a horizon may lie past it.
    last = of.cases[-1]
    rest = hourly(walk(last, logged(entries), last.admission.horizon))
    return account_of(chain(of.cases[:-1], rest))
