"""How often something may be tried from one place, so that a code cannot be guessed and nobody crowds others out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST_PLACES: Final = 4096
"""So many places are remembered; a lesson has fewer."""


class Limit:
    """A bucket for each place: it holds so many tries, and fills up again with time."""

    def __init__(self, most: int, per_s: float) -> None:
        """Let `most` tries at once, and then `per_s` in a second."""
        self._most = float(most)
        self._per_s = per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """What each place has left, and when that was reckoned."""

    def allows(self, place: str, now_s: float) -> bool:
        """Say whether one more try is possible now."""
        return self._now(place, now_s) >= 1.0

    def spend(self, place: str, now_s: float) -> bool:
        """Take a try, and say whether there was one."""
        left = self._now(place, now_s)
        good = left >= 1.0
        self._left[place] = (left - 1.0 if good else left, now_s)
        self._left.move_to_end(place)
        while len(self._left) > MOST_PLACES:
            self._left.popitem(last=False)
        return good

    def _now(self, place: str, now_s: float) -> float:
        left, then = self._left.get(place, (self._most, now_s))
        return min(self._most, left + max(0.0, now_s - then) * self._per_s)


class Guesses:
    """Wrong codes and keys, so that nobody finds one by trying."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        """Begin with none; `now_s` only measures how time passes."""
        self._now_s = now_s
        self._from_one = Limit(10, 10 / 60)
        """From one address: ten, then one in six seconds."""
        self._from_all = Limit(2000, 2000 / 60)

    def allows(self, place: str) -> bool:
        """Say whether somebody there may try."""
        return self._from_one.allows(place, self._now_s()) and self._from_all.allows("", self._now_s())

    def failed(self, place: str) -> None:
        """Take note that somebody there tried in vain."""
        self._from_one.spend(place, self._now_s())
        self._from_all.spend("", self._now_s())
