"""A case played into a track: every hour of it, as if the dice of death never fell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import overload

from game.case import ward
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.mishaps import is_off
from game.case.state import Case
from game.case.walk import Orders, Step, logged, walk
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding
from game.patient.body import Inputs
from game.patient.method import Mover, stepped
from game.policy.policy import Policy, ordered_by
from game.policy.reference import Reference
from game.review.playback.hourly_truth import deathless, unheard
from game.review.playback.replay import as_left, replay
from game.review.playback.rewind import Snapshots
from game.review.valuation.uncounted import if_counted
from game.review.valuation.value import CancelledError, Track
from game.values.fact import DoseGiven, refusals
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Draw, Entry, Order, actor_of, mishaps_in
from game.values.ticks import TICKS_PER_HOUR, Tick


def _by_guideline(case: Case) -> tuple[Order, ...]:
    return Reference().orders(build_view(case))


class Wishes(Sequence[tuple[Order, ...]]):
    """What the reference would have ordered at each hour, found when it is first asked for: a view costs a while."""

    def __init__(
        self,
        cases: tuple[Case, ...],
        found: dict[int, tuple[Order, ...]],
        wished: Callable[[Case], tuple[Order, ...]] = _by_guideline,
    ) -> None:
        """Take the hours, what was `found` already, which is added to, and what finds the rest."""
        self._cases = cases
        self._found = found
        self._wished = wished

    def __len__(self) -> int:
        """Return the number of hours."""
        return len(self._cases)

    @overload
    def __getitem__(self, hour: int) -> tuple[Order, ...]: ...
    @overload
    def __getitem__(self, hour: slice) -> Wishes: ...
    def __getitem__(self, hour: int | slice) -> tuple[Order, ...] | Wishes:
        """Return the orders of an hour; of a slice, which has to begin at the door, the wishes up to there."""
        if isinstance(hour, slice):
            assert not hour.start, "hours are cut off at the end only"
            return Wishes(self._cases[hour], self._found, self._wished)
        place = range(len(self))[hour]
        if place not in self._found:
            case = self._cases[place]
            self._found[place] = () if case.outcome is not None else self._wished(case)
        return self._found[place]

    def __eq__(self, other: object) -> bool:
        """Say whether the same was wished at every hour."""
        return isinstance(other, Wishes) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Tracking:
    """A case that is played into a track, as far as it is certain; it can always be taken further."""

    def __init__(self, first: Case) -> None:
        """Begin with a patient as admitted, in whom the dice of death do not fall, and whom nobody hears."""
        self._case = unheard(deathless(first))
        self._admission = self._case.admission
        self._cases = [self._case]
        self._wishes: dict[int, tuple[Order, ...]] = {}
        self._if_counted: dict[int, tuple[Order, ...]] = {}
        self._held: list[tuple[Holding, Inputs]] = []
        self._doses: list[DoseGiven] = []
        self._ordered: list[tuple[Entry, ...]] = []
        self._refused: list[int] = []
        self._done: list[Entry] = []
        self._mishaps: list[Entry] = []
        self._not_done = 0

    @property
    def horizon(self) -> Tick:
        """Return the last whole hour that the case may reach."""
        horizon = self._admission.horizon
        return horizon - horizon % TICKS_PER_HOUR

    @property
    def tick(self) -> Tick:
        """Return how far it was played."""
        return self._case.tick

    def take(self, step: Step) -> bool:
        """Write the next tick down; say whether an hour is full by it.

        What comes after the dice of death have fallen, or after the last whole hour, is left out.
        """
        case = step.case
        if case.tick != self._case.tick + 1 or case.tick > self.horizon or case.sheets.dying is not None:
            return False
        self._case = case
        if step.entries or case.facts:
            told = tuple(zip(step.entries, refusals(step.entries, case.facts), strict=True))
            done = [entry for entry, reason in told if reason is None]
            # What an instructor says or lets happen is no order of the player's, and nothing to be judged.
            self._done.extend(entry for entry in done if actor_of(entry.order) is Actor.PLAYER)
            self._mishaps.extend(mishaps_in(step.entries))
            # A sample that is at the laboratory already was had: only a treatment that was refused is no mere wait.
            self._not_done += sum(reason is not None and not isinstance(entry.order, Draw) for entry, reason in told)
            self._doses.extend(fact for fact in case.facts if isinstance(fact, DoseGiven))
        if (case.tick - 1) % PROTOCOL_EVERY_TICKS == 0:
            # Tubing that is off is no choice of the support, and comes to every host by itself.
            self._held.append((case.holding, ward.inputs(case.holding) if is_off(case) else case.breathed))
        if case.tick % TICKS_PER_HOUR and case.outcome is None:
            return False
        self._ordered.append(tuple(self._done))
        self._refused.append(self._not_done)
        self._done, self._not_done = [], 0
        # Home in the middle of an hour: the rest of the hour is as it was.
        self._held.extend([self._held[-1]] * (2 * len(self._cases) - len(self._held)))
        self._case = self._without_dice()
        self._cases.append(self._case)
        return True

    def _without_dice(self) -> Case:
        return self._case if self._case.admission is self._admission else replace(self._case, admission=self._admission)

    def play_to(self, until: Tick, orders: Orders, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Play on to a whole hour, or to the end of the case. Raises CancelledError."""
        for step in islice(walk(self._without_dice(), orders, until), 1, None):
            if self.take(step) and cancelled():
                raise CancelledError("The analysis was stopped.")

    @property
    def track(self) -> Track:
        """Return what was played so far."""
        return Track(
            self._admission.level,
            self._admission.seed,
            tuple(self._cases),
            Wishes(tuple(self._cases), self._wishes),
            tuple(self._ordered),
            tuple(self._refused),
            tuple(self._held),
            tuple(self._doses),
            self._case.outcome is not None or self._case.tick >= self._admission.horizon,
            mishaps=tuple(self._mishaps),
            if_counted=Wishes(tuple(self._cases), self._if_counted, if_counted),
        )


def tracked(steps: Iterable[Step]) -> tuple[Case, Tracking]:
    """Return where a case comes to that is played with its dice, and what is certain of it without them."""
    steps = iter(steps)
    last = next(steps).case
    begun = Tracking(last)
    for step in steps:
        begun.take(step)
        last = step.case
    return last, begun


def reopened(level: Level, log: Log, move: Mover = stepped) -> tuple[Case, Snapshots, Tracking]:
    """Return a case as it was left, what is kept of it for looking back, and its hours without dice, of one play.

    Raises Diverged as `replay` does.
    """
    steps = replay(level, log, move)
    first = next(steps)
    kept = Snapshots(first.case)
    last, begun = tracked(chain([first], kept.kept(steps)))
    return as_left(log, last), kept, begun


def track(
    level: Level,
    seed: int,
    orders: Sequence[Entry] | Policy,
    until: Tick | None = None,
    move: Mover = stepped,
    mishaps: Sequence[Entry] = (),
) -> Track:
    """Play a case from its orders, or by a policy, to its end or to the hour at or before tick `until`.

    What an instructor lets happen comes besides.
    """
    playing = Tracking(admit_case(level, seed, move))
    last = playing.horizon if until is None else until - until % TICKS_PER_HOUR
    given = logged((*mishaps, *orders)) if isinstance(orders, Sequence) else ordered_by(orders, mishaps)
    playing.play_to(last, given)
    return playing.track
