"""A finished case, and the same patient in other hands, played once for all that is told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from game.case.case import admit_case
from game.case.dying import DYING_TICKS
from game.case.state import Case
from game.case.walk import Orders, hourly, logged, walk
from game.patient.method import Mover, stepped
from game.policy.policy import ordered_by
from game.policy.reference import Reference
from game.review.playback.hourly_truth import Account, account_of
from game.review.valuation.cut_short import cut_short
from game.review.valuation.reveal import Revealed, revealed
from game.review.valuation.tracking import Tracking, track
from game.review.valuation.value import REFERENCE, Plan, Planned, Track
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry, mishaps_in
from game.values.ticks import TICKS_PER_HOUR


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """The same patient in other hands, to the horizon: what a case is measured by."""

    reference: Track
    untreated: Track
    played: Track | None = None
    """The case itself, where it was played just now."""


def yardsticks(level: Level, seed: int, move: Mover = stepped) -> Yardsticks:
    """Play the reference policy and no treatment."""
    return Yardsticks(track(level, seed, Reference(), move=move), track(level, seed, (), move=move))


class Hands:
    """The same patient in other hands: each of them plays once, when it is first asked for."""

    def __init__(
        self,
        level: Level,
        seed: int,
        cancelled: Callable[[], bool] = lambda: False,
        measured_by: Yardsticks | None = None,
        move: Mover = stepped,
        mishaps: tuple[Entry, ...] = (),
    ) -> None:
        """Take a patient, whom `move` lets live; what `measured_by` has is not played again.

        `mishaps` of an instructor come to the patient in these hands too.
        """
        self._level = level
        self._seed = seed
        self._cancelled = cancelled
        self._move = move
        self.mishaps = mishaps
        self._tracks: dict[Plan | None, Track] = {}
        if measured_by is not None:
            self._tracks = {None: measured_by.untreated, REFERENCE: measured_by.reference}

    def meeting(self, mishaps: tuple[Entry, ...]) -> Hands:
        """Return these hands if the patient meets this in them, else others, in which nothing was played yet."""
        if mishaps == self.mishaps:
            return self
        return Hands(self._level, self._seed, self._cancelled, move=self._move, mishaps=mishaps)

    @property
    def to_come(self) -> int:
        """Return how many of the reference and no treatment were not played yet."""
        return len({None, REFERENCE} - self._tracks.keys())

    def admitted(self) -> Case:
        """Return the patient at the door, before any hand did anything."""
        return admit_case(self._level, self._seed, self._move)

    def by(self, plan: Plan | None) -> Track:
        """Return what becomes of the patient by a plan, or by nobody. Raises CancelledError."""
        if plan not in self._tracks:
            playing = Tracking(self.admitted())
            playing.play_to(playing.horizon, self._orders(plan), self._cancelled)
            self._tracks[plan] = playing.track
        return self._tracks[plan]

    def _orders(self, plan: Plan | None) -> Orders:
        if plan is None:
            return logged(self.mishaps)
        return ordered_by(Reference() if plan == REFERENCE else Planned(plan), self.mishaps)


class CaseTracks:
    """A case as played and in other hands, each once it is asked for; every property raises CancelledError."""

    def __init__(
        self,
        level: Level,
        log: Log,
        cancelled: Callable[[], bool] = lambda: False,
        measured_by: Yardsticks | None = None,
        *,
        begun: Tracking | None = None,
        hands: Hands | None = None,
        move: Mover = stepped,
    ) -> None:
        """Take a case; what `measured_by` has, or `hands`, is not played again, nor the hours that were `begun`.

        `move` lets the patient live where something has to be played; `hands` that are given have their own.
        """
        self._log = log
        self._cancelled = cancelled
        self._measured_by = measured_by
        self._begun = begun
        come = mishaps_in(log.entries)
        self.hands = hands.meeting(come) if hands else Hands(level, log.header.seed, cancelled, measured_by, move, come)
        """The same patient in other hands."""

    @cached_property
    def played(self) -> Track:
        """The case, to the hour in which a death began, or else to its horizon; what comes after it is not judged.

        The first hour is judged whatever the dice do: who waits is scored as waiting.
        """
        if self._measured_by is not None and self._measured_by.played is not None:
            return self._measured_by.played
        end = self._log.end
        if end is not None and Ending(end.ending).died:
            fell = max(TICKS_PER_HOUR, end.tick - DYING_TICKS)
            return cut_short(self.whole, fell)
        return self.whole

    @cached_property
    def whole(self) -> Track:
        """The case to its horizon, as if the dice of death had not fallen."""
        playing = self._begun or Tracking(self.hands.admitted())
        playing.play_to(playing.horizon, logged(self._log.entries), self._cancelled)
        return playing.track

    @property
    def others(self) -> Yardsticks:
        """The reference, and no treatment."""
        return self._measured_by or Yardsticks(self.hands.by(REFERENCE), self.untreated)

    @property
    def untreated(self) -> Track:
        """The same patient without any order."""
        return self.hands.by(None)

    @cached_property
    def account(self) -> Account:
        """The truth of every hour to the horizon, whether or not the patient lived to it."""
        return _account(self.whole, self._log.entries)

    @cached_property
    def revealed(self) -> Revealed:
        """What was hidden in the case."""
        return revealed(self.account, _account(self.untreated, self.hands.mishaps))


def _account(of: Track, entries: tuple[Entry, ...]) -> Account:
    # A track ends at a whole hour; a horizon may lie past it.
    last = of.cases[-1]
    rest = hourly(walk(last, logged(entries), last.admission.horizon))
    return account_of(chain(of.cases[:-1], rest))
