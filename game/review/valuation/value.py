"""What a moment of a case is worth, and what is needed to find out: the case played again, and futures from any hour.

Many futures run at once elsewhere (`Futures`); here stands only what goes in and what comes out, so that this room
needs no columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from game.case.afterwards import is_of_a_germ, survival_after
from game.case.build_view import build_view
from game.case.state import FAR, Case
from game.case.view import View
from game.case.ward import Holding
from game.patient.body import Body, Inputs, Onset
from game.patient.method import Mover
from game.patient.signs import signs
from game.policy import reading
from game.policy.reference import Reference
from game.values.drug import STEROIDS
from game.values.elementwise import Column
from game.values.ending import Ending
from game.values.fact import DoseGiven
from game.values.level import Level
from game.values.order import Entry, Give, Order, Stop
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

WEIGHT_SURVIVAL = 0.8
"""The rest of the value is organ function kept."""
KEPT_H = 72.0
"""A steroid that a plan starts at a set hour is not stopped sooner than so many hours later."""


class CancelledError(RuntimeError):
    """Whoever asked for the analysis no longer wants it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The reference policy, or the reference with some drugs started at hours that are set."""

    starts: tuple[tuple[str, Tick], ...] = ()
    """Regimens that are started at these ticks, whatever the chart says, and not otherwise."""
    waits_until: Tick = 0
    """Nothing is ordered before this tick; courses that run go on."""

    def start_of(self, regimen: str) -> Tick | None:
        """Return when a regimen is to be started, if that is set."""
        return next((tick for name, tick in self.starts if name == regimen), None)


REFERENCE = Plan()
IDLE = Plan(waits_until=FAR)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as a player: it looks at the chart as the reference does."""

    plan: Plan
    name: str = "planned"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return the orders of this hour."""
        if view.tick < self.plan.waits_until:
            return ()
        starts = dict(self.plan.starts)
        found: list[Order] = []
        for order in Reference().orders(view):
            if isinstance(order, Give) and order.regimen in starts:
                continue
            if isinstance(order, Stop) and keeps_on(starts.get(order.regimen, -FAR), view.tick):
                continue
            found.append(order)
        for regimen, start in self.plan.starts:
            if begins(start, view.tick):
                found.extend(reading.give(view, regimen))
        return tuple(found)


def begins(start: Column, now: Tick) -> Column:
    """Say whether a plan begins a regimen in this hour; `start` is its tick, far in the past where none is set."""
    return (start <= now) & (now < start + TICKS_PER_HOUR)


def keeps_on(start: Column, now: Tick) -> Column:
    """Say whether a plan holds on to a regimen, which the reference would stop."""
    return now < start + ticks(KEPT_H)


@dataclass(frozen=True, slots=True)
class Fork:
    """One future to be played: from whose body, at which moment of the case, with which luck, under which plan."""

    case: Case
    """Gives the moment, the support, the drug chart and what the laboratory knows."""
    body: Body
    hazard_at_door: float
    seed: int
    """Of the luck to come: monitors, laboratory, new infections."""
    first: tuple[Order, ...]
    """What the plan orders in the first hour, read off the true chart."""
    plan: Plan = REFERENCE
    long: Tick = 1
    """Ticks in a step of the equations; more than one gives other digits."""
    mishaps: tuple[Entry, ...] = ()
    """What an instructor lets happen from then on."""


@dataclass(frozen=True, slots=True)
class Host:
    """A virtual patient who might be the one in the bed."""

    parameters: tuple[float, ...]
    seed: int
    onset: Onset
    """How this one's illness began and came to the door."""
    course: str = ""
    """Which course of the level this one's illness takes, by its id; nothing where a level has none."""


@dataclass(frozen=True, slots=True)
class Track:
    """A case played again without dice of death, hour by hour."""

    level: Level
    seed: int
    cases: tuple[Case, ...]
    """At every full hour, before the orders of that hour."""
    wishes: Sequence[tuple[Order, ...]]
    """What the reference would have ordered at that hour, on that view."""
    ordered: tuple[tuple[Entry, ...], ...]
    """What was ordered and carried out from that hour to before the next."""
    refused: tuple[int, ...]
    """How many orders but for tests were refused in that hour."""
    held: tuple[tuple[Holding, Inputs], ...]
    """Support during every half hour."""
    doses: tuple[DoseGiven, ...]
    over: bool
    """Whether nothing is left to come: the horizon, or home."""
    died: bool = False
    """Whether the dice of death ended it."""
    answered: tuple[Order, ...] = ()
    """What the guideline had asked of drugs and support when dying began, and was ordered in time."""
    waits_until: Tick = 0
    """Until when it goes on with no more than that, where more was asked for, or a look; 0 where nothing was undone."""
    mishaps: tuple[Entry, ...] = ()
    """What an instructor let happen. Every future of the case lives it too, so that no decision is charged with it."""
    if_counted: Sequence[tuple[Order, ...]] = field(default=(), compare=False)
    """What the reference would have ordered at an hour, were the neutrophils counted and enough."""

    @property
    def waited(self) -> bool:
        """Say whether something that was asked for was still undone when the dice of death ended it."""
        return self.waits_until > 0

    @property
    def last(self) -> int:
        """Return the last hour."""
        return len(self.cases) - 1

    def mishaps_from(self, hour: int) -> tuple[Entry, ...]:
        """Return what an instructor lets happen from an hour on."""
        return tuple([entry for entry in self.mishaps if entry.tick >= self.cases[hour].tick])


class Fits(Protocol):
    """Virtual patients played under the orders of a track, and how well they fit its chart."""

    def misfit(self, hour: int) -> Sequence[float]:
        """Return for each host the squared errors, in spreads, of all that was known at this hour."""

    def body(self, hour: int, host: int) -> Body:
        """Return the body of a host at an hour."""

    def hazard_at_door(self, host: int) -> float:
        """Return the hazard that a host had run before admission."""


class Expected(NamedTuple):
    """What a future ends with, luck of the dice of death apart."""

    worth: float
    """Chance of survival weighted by organs kept, 0 to 100."""
    survival: float
    """Chance of survival, 0 to 100."""

    @property
    def became(self) -> Became:
        """Return the two that the worth was made of."""
        kept = self.worth / self.survival if self.survival > 0.0 else WEIGHT_SURVIVAL
        return Became(0.01 * self.survival, (kept - WEIGHT_SURVIVAL) / (1.0 - WEIGHT_SURVIVAL))


class Futures(Protocol):
    """What can play many futures at once."""

    @property
    def rough(self) -> Futures | None:
        """Return futures for a first look, of fewer patients or in longer steps; nothing where these are those."""

    @property
    def move(self) -> Mover:
        """Return what lets a single body live as fast as this can."""

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool]) -> list[Expected]:
        """Return what each future ends with. Raises CancelledError."""

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool]) -> Fits:
        """Play hosts under the orders and the support of a track. Raises CancelledError."""


class Became(NamedTuple):
    """What became of a patient by some hour, and in the two weeks after it, both 0 to 1."""

    survival: float
    """Chance of being alive, from the hazard that was run."""
    organs: float
    """Function kept of lungs, heart and kidneys."""

    @property
    def worth(self) -> float:
        """Return the value, 0 to 100: chance of survival, then organs."""
        return 100.0 * self.survival * (WEIGHT_SURVIVAL + (1.0 - WEIGHT_SURVIVAL) * self.organs)


def became(case: Case) -> Became:
    """Return what became of this patient up to now."""
    true = signs(case.body, case.inputs)
    survival = exp(case.admission.hazard_at_door - true.cumulative_hazard)
    home = case.outcome is not None and case.outcome.ending is Ending.DISCHARGED
    of = case.admission
    survival = survival * survival_after(
        case.body, case.holding, home, of.seed, of.move, first_germ=is_of_a_germ(of.level)
    )
    return Became(survival, 1.0 - (true.lung_injury + true.heart_injury + true.kidney_injury) / 3.0)


def worth_of(case: Case) -> float:
    """Return the value of what became of this patient, 0 to 100."""
    return became(case).worth


def first_hours(of: Track, hour: int) -> Track:
    """Return a track as if it had been played to an hour only; one that ends sooner stays as it is."""
    if hour >= of.last:
        return of
    end = of.cases[hour].tick
    return replace(
        of,
        cases=of.cases[: hour + 1],
        wishes=of.wishes[: hour + 1],
        ordered=of.ordered[:hour],
        refused=of.refused[:hour],
        held=of.held[: 2 * hour],
        doses=tuple([dose for dose in of.doses if dose.tick < end]),
        over=False,
    )


def from_the_dying(of: Track) -> tuple[tuple[Order, ...], Plan]:
    """Return with which orders, and by which plan, it goes on from where dice of death struck; the dice aside."""
    return of.answered, Plan(waits_until=of.waits_until)


def true_fork(of: Track, hour: int, plan: Plan = REFERENCE) -> Fork:
    """Return the future of the true patient from an hour on, with the luck that the case truly has."""
    case = of.cases[hour]
    first = of.wishes[hour] if plan == REFERENCE else Planned(plan).orders(build_view(case))
    if plan == REFERENCE and of.died and hour == of.last:
        first, plan = from_the_dying(of)
    door = case.admission.hazard_at_door
    return Fork(case, case.body, door, of.seed, first, plan, mishaps=of.mishaps_from(hour))


def with_luck(fork: Fork, seed: int) -> Fork:
    """Return the same future with other luck."""
    return replace(fork, seed=seed)


__all__ = [
    "IDLE",
    "KEPT_H",
    "REFERENCE",
    "STEROIDS",
    "WEIGHT_SURVIVAL",
    "Became",
    "CancelledError",
    "Expected",
    "Fits",
    "Fork",
    "Futures",
    "Host",
    "Plan",
    "Planned",
    "Track",
    "became",
    "begins",
    "from_the_dying",
    "keeps_on",
    "true_fork",
    "with_luck",
    "worth_of",
]
