"""Futures for a first look at a case: at each moment the patient who truly lies there stands for all who might.

One future for each moment is played instead of some forty, and found again when the true curve asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias

from game.patient.body import Body
from game.patient.method import Mover
from game.review.valuation.value import Expected, Fits, Fork, Host, Track

__all__ = ["FirstLook", "LookedAt", "Playing"]

Playing: TypeAlias = Callable[[Sequence[Fork], Callable[[], bool]], list[Expected]]
"""Says what each future ends with."""


class FirstLook:
    """Plays futures of the true patient alone."""

    def __init__(self, play: Playing, looked_at: LookedAt, move: Mover) -> None:
        """Take what plays them, what keeps what they end with, and what lets a single body live."""
        self._play = play
        self._looked_at = looked_at
        self.move = move

    @property
    def rough(self) -> None:
        """Return nothing: this is the first look."""

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        """Return for each future what the first one of its moment ends with. Raises CancelledError."""
        first: dict[int, Fork] = {}
        for fork in forks:
            first.setdefault(id(fork.case), fork)
        own = list(first.values())
        found = dict(zip(first, self._looked_at.kept(own, self._play(own, cancelled)), strict=True))
        return [found[id(fork.case)] for fork in forks]

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool] = lambda: False) -> Fits:
        """Return the true patient as the only one who may lie there."""
        del hosts, cancelled
        return _Known(track)


class LookedAt:
    """What was played for a first look, and will be asked for again."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._worths: dict[Hashable, tuple[Fork, Expected]] = {}

    def kept(self, forks: Sequence[Fork], found: list[Expected]) -> list[Expected]:
        """Keep what these futures end with, and return it."""
        self._worths = {_which(fork): (fork, one) for fork, one in zip(forks, found, strict=True)}
        return found

    def known(self, forks: Sequence[Fork]) -> dict[int, Expected]:
        """Return by place what those futures end with that were played."""
        if not self._worths:
            return {}
        found = [self._worths.get(_which(fork)) for fork in forks]
        return {place: one[1] for place, one in enumerate(found) if one is not None}


def _which(fork: Fork) -> Hashable:
    """Return what tells a future from others, while it is kept."""
    whose = (id(fork.case), id(fork.body), fork.hazard_at_door, fork.seed)
    return (*whose, fork.first, fork.plan, fork.long, fork.mishaps)


class _Known:
    """The true patient as the only host."""

    def __init__(self, track: Track) -> None:
        self._cases = track.cases

    def misfit(self, hour: int) -> Sequence[float]:
        """Return how well each host fits: the only one does."""
        del hour
        return (0.0,)

    def body(self, hour: int, host: int) -> Body:
        """Return the body at an hour."""
        del host
        return self._cases[hour].body

    def hazard_at_door(self, host: int) -> float:
        """Return the hazard that was run before admission."""
        del host
        return self._cases[0].admission.hazard_at_door
