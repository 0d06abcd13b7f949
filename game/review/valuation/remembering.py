"""Futures that were played once are not played again: the same future, asked for again, is worth the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, runtime_checkable

from game.patient.method import Mover
from game.review.valuation.gathered import Gathered
from game.review.valuation.value import Expected, Fits, Fork, Futures, Host, Track


@runtime_checkable
class Beginning(Futures, Protocol):
    """Futures that can be played meanwhile, by somebody else."""

    def begin(self, forks: Sequence[Fork], meanwhile_h: int | None = None) -> Sequence[Fork]:
        """Have these played from now on, or a share of them; return those that somebody plays.

        All of them, or what leaves time to look closer at so many hours of a case here `meanwhile`, before the rest.
        """

    def begun(self, cancelled: Callable[[], bool]) -> list[Expected] | None:
        """Wait for those, and return what each ends with; nothing if it failed. Raises CancelledError."""


class Remembering:
    """Plays futures elsewhere and keeps what they were worth.

    What a future is worth depends on it alone and on none that is played beside it, so a value from before is the value
    to the last bit. A case is known by itself and not by its contents: it is frozen, and kept as long as its values.
    """

    def __init__(self, futures: Futures) -> None:
        """Take what plays the futures."""
        self._futures = futures
        self._worths: dict[Hashable, Expected] = {}
        self._fits: dict[tuple[int, tuple[Host, ...]], Fits] = {}
        self._kept: dict[int, object] = {}
        self._begun: tuple[Hashable, ...] = ()

    def played_by(self, futures: Futures) -> None:
        """From now on have what is new played by these, which find the same."""
        self._futures = futures

    @property
    def rough(self) -> Futures | None:
        """Return futures for a first look; nothing where much is known, which is faster still."""
        return None if self._worths else self._futures.rough

    @property
    def move(self) -> Mover:
        """Return what lets a single body live as fast as those can that play the futures."""
        return self._futures.move

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        """Return what each future ends with; only those that are new are played. Raises CancelledError."""
        keys = [self._key(fork) for fork in forks]
        begun = {*self._begun}
        self._play({key: fork for key, fork in self._new(keys, forks).items() if key not in begun}, cancelled)
        if not begun.isdisjoint(keys):
            self._hear(cancelled)
            self._play(self._new(keys, forks), cancelled)
        return [self._worths[key] for key in keys]

    def _play(self, new: dict[Hashable, Fork], cancelled: Callable[[], bool]) -> None:
        if new:
            self._worths.update(zip(new, self._futures.worths(list(new.values()), cancelled), strict=True))

    def begin(self, wanted: Callable[[], Sequence[Fork]], meanwhile_h: int | None = None) -> None:
        """Have futures that will be asked for played meanwhile; where nobody can, they are not even made.

        All of them, or the share that leaves time to look closer at so many hours of a case here `meanwhile`.
        """
        if self._begun or not isinstance(self._futures, Beginning):
            return
        forks = wanted()
        new = self._new([self._key(fork) for fork in forks], forks)
        if new:
            self._begun = tuple([self._key(fork) for fork in self._futures.begin(list(new.values()), meanwhile_h)])

    def _new(self, keys: Sequence[Hashable], forks: Sequence[Fork]) -> dict[Hashable, Fork]:
        return {key: fork for key, fork in zip(keys, forks, strict=True) if key not in self._worths}

    def _hear(self, cancelled: Callable[[], bool]) -> None:
        """Wait for what was begun."""
        if isinstance(self._futures, Beginning) and (found := self._futures.begun(cancelled)) is not None:
            self._worths.update(zip(self._begun, found, strict=True))
        self._begun = ()

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool] = lambda: False) -> Fits:
        """Play hosts under the orders and the support of a track. Raises CancelledError."""
        itself, wanted = self._itself(track), tuple(hosts)
        if (itself, wanted) not in self._fits:
            self._fits[itself, wanted] = self._among(itself, wanted) or self._futures.fits(track, hosts, cancelled)
        return self._fits[itself, wanted]

    def _among(self, track: int, wanted: tuple[Host, ...]) -> Fits | None:
        """Return hosts that were played under a track among others; nothing where some were not."""
        for (of, played), fits in self._fits.items():
            if of == track and {*wanted} <= {*played}:
                return Gathered([(fits, played.index(host)) for host in wanted])
        return None

    def forget(self, track: Track) -> None:
        """Let go of the hosts that were played under a track which has grown since; their values stay."""
        self._kept.pop(id(track), None)
        self._fits = {key: fits for key, fits in self._fits.items() if key[0] != id(track)}

    def _key(self, fork: Fork) -> Hashable:
        whose = (self._itself(fork.case), fork.body, fork.hazard_at_door, fork.seed)
        return (*whose, fork.first, fork.plan, fork.long, fork.mishaps)

    def _itself(self, one: object) -> int:
        # Whose place in memory is its name has to stay there.
        self._kept.setdefault(id(one), one)
        return id(one)
