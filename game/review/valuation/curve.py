"""The curve of value: what each moment of a case is worth, in view and in hindsight, and what each stretch lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import sqrt
from typing import TypeVar

from game.case.build_view import build_view
from game.review.findings import Point
from game.review.valuation.value import (
    IDLE,
    Fits,
    Fork,
    Futures,
    Host,
    Plan,
    Planned,
    Track,
    from_the_dying,
    true_fork,
    worth_of,
)
from game.review.valuation.virtual_hosts import STEP_TICKS, weights
from game.values.order import Give, Stop, Taper

Who = TypeVar("Who", int, str)
EVERY_H = 6
"""Hours between moments that are always valued; orders add their own."""
LATER_EVERY_H = 12
LATER_FROM_H = 72
"""What is decided early changes the value most; from the fourth day on half as many moments do (assumed)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time between two neighbouring moments, and what it cost."""

    first: int
    last: int
    """Hours; orders from the first to before the last belong to it."""
    loss: float
    """Fall of value for the hosts that were likely when it began."""
    news: float
    """What the chart told meanwhile: the change of value because other hosts became likely."""
    hindsight_loss: float
    value: float
    """In view, when it began: what the reference would have reached from there."""
    shares: Mapping[int, float] = field(default_factory=dict)
    """By how much the fall of each host, by its place, parts from that of all, weighed as it was likely."""
    by_course: Mapping[str, float] = field(default_factory=dict)
    """What of the fall each course of the level had, by its id."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Values along one track."""

    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]


class Valuer:
    """Values moments of a track and remembers them, so that finer moments cost only themselves."""

    def __init__(self, of: Track, hosts: Sequence[Host], futures: Futures, cancelled: Callable[[], bool]) -> None:
        """Play the hosts under the orders of the track."""
        self._track = of
        self._hosts = hosts
        self._futures = futures
        self._cancelled = cancelled
        self._fits: Fits = futures.fits(of, hosts, cancelled)
        self._weights: dict[tuple[int, int | None], dict[int, float]] = {}
        self._true: dict[int, float] = {}
        self._virtual: dict[tuple[int, int], float] = {}
        self._idle: dict[int, float] = {}

    def weights(self, hour: int, most: int | None = None) -> dict[int, float]:
        """Return the hosts that fit the chart at an hour, by their place."""
        if (hour, most) not in self._weights:
            self._weights[hour, most] = weights(self._fits.misfit(hour), most)
        return self._weights[hour, most]

    def _fork(self, hour: int, host: int) -> Fork:
        case = self._track.cases[hour]
        body, door = self._fits.body(hour, host), self._fits.hazard_at_door(host)
        come = self._track.mishaps_from(hour)
        if self._track.died and hour == self._track.last:
            # The dice change nothing that was decided: whoever was waiting would have waited on for a while.
            first, plan = from_the_dying(self._track)
            return Fork(case, body, door, self._hosts[host].seed, first, plan, STEP_TICKS, come)
        wishes = self._track.wishes[hour]
        return Fork(case, body, door, self._hosts[host].seed, wishes, long=STEP_TICKS, mishaps=come)

    def _untreated(self, host: int) -> Fork:
        return replace(self._fork(0, host), first=(), plan=IDLE)

    def at_the_door(self) -> tuple[float, float]:
        """Return the value of admission under the reference and without any order, over who was likely then."""
        treated, untreated = 0.0, 0.0
        likely = self.weights(0)
        self._play([], [(0, host) for host in likely], list(likely))
        for host, weight in likely.items():
            treated, untreated = treated + weight * self._virtual[0, host], untreated + weight * self._idle[host]
        return treated, untreated

    def at_the_door_by(self, plans: Sequence[Plan], most: int) -> list[float]:
        """Return the value of admission under each plan, over so many of those who were likeliest then."""
        view = build_view(self._track.cases[0])
        likely = self.weights(0, most)
        first = {plan: Planned(plan).orders(view) for plan in plans}
        forks = [replace(self._fork(0, host), first=first[plan], plan=plan) for plan in plans for host in likely]
        worths = iter(self._futures.worths(forks, self._cancelled))
        totals = []
        for _ in plans:
            total = 0.0
            for weight in likely.values():
                total = total + weight * next(worths).worth
            totals.append(total)
        return totals

    def margin(self, counted: Sequence[Stretch], winnable: float) -> float:
        """Return by how much the losses of these stretches, of 100 that can be won, differ with other hosts drawn.

        One standard deviation, estimated from how far the hosts part: each one's share in what was lost, and in what
        could be won where that sets the scale.
        """
        lost = 0.0
        for one in counted:
            lost = lost + one.loss
        shares = summed([one.shares for one in counted])
        treated, untreated = self.at_the_door()
        won = treated - untreated
        if won >= winnable:
            for host, weight in self.weights(0).items():
                gain = self._virtual[0, host] - self._idle[host]
                shares[host] = shares.get(host, 0.0) - lost / won * weight * (gain - won)
        return 100.0 * error_of(shares) / winnable

    def value(self, moments: Sequence[int], given: Sequence[dict[int, float]] | None = None) -> Curve:
        """Return the curve through these hours; `given` sets the weights of hosts, else the track's own chart does."""
        likely = list(given) if given is not None else self._likely(moments)
        true, virtual = self._needed(moments, likely)
        # What is asked at the door anyway costs next to nothing in the same sweep.
        self._play(true, virtual, [] if given is not None else list(self.weights(0)))
        return self._curve(moments, likely)

    def forks(self, moments: Sequence[int], given: Sequence[dict[int, float]] | None = None) -> list[Fork]:
        """Return the futures that `value` would ask for."""
        return self._forks(*self._needed(moments, self._likely(moments) if given is None else given), [])

    def _likely(self, moments: Sequence[int]) -> list[dict[int, float]]:
        return [self.weights(hour) for hour in moments]

    def _needed(
        self, moments: Sequence[int], likely: Sequence[dict[int, float]]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Return of whom futures are not known yet: hours of the true patient, and hours with hosts."""
        virtual = []
        for place, hour in enumerate(moments):
            needed = sorted({*likely[place], *likely[max(0, place - 1)]})
            virtual.extend([(hour, host) for host in needed if (hour, host) not in self._virtual])
        return [hour for hour in moments if hour not in self._true], virtual

    def _forks(self, true: Sequence[int], virtual: Sequence[tuple[int, int]], idle: Sequence[int]) -> list[Fork]:
        forks = [true_fork(self._track, hour) for hour in true]
        return forks + [self._fork(*key) for key in virtual] + [self._untreated(host) for host in idle]

    def _play(self, true: Sequence[int], virtual: Sequence[tuple[int, int]], idle: Sequence[int]) -> None:
        """Play the futures that are not known yet: of the true patient, of hosts, and of hosts left untreated."""
        virtual = [key for key in virtual if key not in self._virtual]
        idle = [host for host in idle if host not in self._idle]
        forks = self._forks(true, virtual, idle)
        worths = iter([one.worth for one in self._futures.worths(forks, self._cancelled)])
        over, last = self._track.over, self._track.last
        for hour, worth in zip(true, worths, strict=False):
            self._true[hour] = worth_of(self._track.cases[last]) if over and hour == last else worth
        self._virtual.update(zip(virtual, worths, strict=False))
        self._idle.update(zip(idle, worths, strict=True))

    def _mean(self, hour: int, of: dict[int, float]) -> float:
        total = 0.0
        for host, weight in of.items():
            total = total + weight * self._virtual[hour, host]
        return min(100.0, max(0.0, total))

    def _curve(self, moments: Sequence[int], likely: Sequence[dict[int, float]]) -> Curve:
        seen = [self._mean(hour, of) for hour, of in zip(moments, likely, strict=True)]
        points = tuple(
            [
                Point(tick=self._track.cases[hour].tick, in_view=value, hindsight=min(100.0, self._true[hour]))
                for hour, value in zip(moments, seen, strict=True)
            ]
        )
        stretches = []
        for place, (first, last) in enumerate(pairwise(moments)):
            loss = seen[place] - self._mean(last, likely[place])
            news = seen[place] - seen[place + 1] - loss
            fall = self._true[first] - self._true[last]
            shares = {
                host: weight * (self._virtual[first, host] - self._virtual[last, host] - loss)
                for host, weight in likely[place].items()
            }
            by_course: dict[str, float] = {}
            for host, weight in likely[place].items():
                course = self._hosts[host].course
                fell = weight * (self._virtual[first, host] - self._virtual[last, host])
                by_course[course] = by_course.get(course, 0.0) + fell
            stretches.append(Stretch(first, last, loss, news, fall, seen[place], shares, by_course))
        return Curve(points, tuple(stretches))


def summed(every: Iterable[Mapping[Who, float]]) -> dict[Who, float]:
    """Return the shares of hosts, or of courses, in some stretches together."""
    found: dict[Who, float] = {}
    for shares in every:
        for host, share in shares.items():
            found[host] = found.get(host, 0.0) + share
    return found


def error_of(shares: Mapping[int, float]) -> float:
    """Return the standard error of a loss, in points of value: by how much it would differ with other hosts drawn."""
    square = 0.0
    for share in shares.values():
        square = square + share * share
    return sqrt(square)


def coarse(of: Track) -> list[int]:
    """Return the hours that are valued first: at set hours, and around every order of a drug."""
    found = {*range(0, min(of.last, LATER_FROM_H), EVERY_H), *range(LATER_FROM_H, of.last, LATER_EVERY_H), of.last}
    for hour, entries in enumerate(of.ordered):
        if any(isinstance(entry.order, Give | Stop | Taper) for entry in entries):
            found |= {hour, min(hour + 1, of.last)}
    return sorted(found)


def finer(curve: Curve, most: int, from_loss: float = 0.8) -> list[int]:
    """Return more hours, where the curve falls or rises most."""
    moments = {hour for one in curve.stretches for hour in (one.first, one.last)}
    wanted: set[int] = set()
    for one in sorted(curve.stretches, key=lambda stretch: (-abs(stretch.loss), stretch.first)):
        if abs(one.loss) < from_loss or len(wanted) >= most:
            break
        wanted |= set(range(one.first + 1, one.last, 1 if abs(one.loss) >= 4.0 else 2))
    return sorted(moments | wanted)


__all__ = ["EVERY_H", "Curve", "Stretch", "Valuer", "coarse", "finer", "summed"]
