"""The curve of value: what each moment of a case is worth, in view and in hindsight, and what each stretch lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from game.review.findings import Point
from game.review.valuation.value import IDLE, Fits, Fork, Futures, Host, Track, true_fork, worth_of
from game.review.valuation.virtual_hosts import HOSTS_KEPT, weights
from game.values.order import Give, Stop, Taper

EVERY_H = 6
"""Hours between moments that are always valued; orders add their own."""


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
        self._weights: dict[tuple[int, int], dict[int, float]] = {}
        self._true: dict[int, float] = {}
        self._virtual: dict[tuple[int, int], float] = {}

    def weights(self, hour: int, most: int = HOSTS_KEPT) -> dict[int, float]:
        """Return the hosts that fit the chart at an hour, by their place."""
        if (hour, most) not in self._weights:
            self._weights[hour, most] = weights(self._fits.misfit(hour), most)
        return self._weights[hour, most]

    def _fork(self, hour: int, host: int) -> Fork:
        case = self._track.cases[hour]
        body, door = self._fits.body(hour, host), self._fits.hazard_at_door(host)
        if self._track.died and hour == self._track.last:
            # The dice change nothing that was decided: who was waiting would have waited on.
            return Fork(case, body, door, self._hosts[host].seed, (), IDLE)
        return Fork(case, body, door, self._hosts[host].seed, self._track.wishes[hour])

    def at_the_door(self) -> tuple[float, float]:
        """Return the value of admission under the reference and without any order, over who was likely then."""
        likely = self.weights(0)
        ours = [self._fork(0, host) for host in likely]
        idle = [replace(fork, first=(), plan=IDLE) for fork in ours]
        worths = [one.worth for one in self._futures.worths([*ours, *idle], self._cancelled)]
        treated, untreated = 0.0, 0.0
        for weight, best, worst in zip(likely.values(), worths, worths[len(ours) :], strict=False):
            treated, untreated = treated + weight * best, untreated + weight * worst
        return treated, untreated

    def value(self, moments: Sequence[int], given: Sequence[dict[int, float]] | None = None) -> Curve:
        """Return the curve through these hours; `given` sets the weights of hosts, else the track's own chart does."""
        likely = list(given) if given is not None else [self.weights(hour) for hour in moments]
        true = [hour for hour in moments if hour not in self._true]
        virtual = []
        for place, hour in enumerate(moments):
            needed = sorted({*likely[place], *likely[max(0, place - 1)]})
            virtual.extend([(hour, host) for host in needed if (hour, host) not in self._virtual])
        forks = [true_fork(self._track, hour) for hour in true] + [self._fork(*key) for key in virtual]
        over = self._track.over
        last = self._track.last
        worths = [one.worth for one in self._futures.worths(forks, self._cancelled)]
        for key_true, worth in zip(true, worths, strict=False):
            ends = over and key_true == last
            self._true[key_true] = worth_of(self._track.cases[last]) if ends else worth
        for key, worth in zip(virtual, worths[len(true) :], strict=True):
            self._virtual[key] = worth
        return self._curve(moments, likely)

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
            stretches.append(Stretch(first, last, loss, news, fall, seen[place]))
        return Curve(points, tuple(stretches))


def coarse(of: Track, every_h: int = EVERY_H) -> list[int]:
    """Return the hours that are valued first: evenly spaced, and around every order of a drug."""
    found = {*range(0, of.last, every_h), of.last}
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


__all__ = ["EVERY_H", "Curve", "Stretch", "Valuer", "coarse", "finer"]
