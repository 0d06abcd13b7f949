"""Columns of keys of streams of chance, and what they draw."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from game.values.noise import gaussian_of, uniform_of
from game.web.columns import KEY, Column

Draw: TypeAlias = Callable[["array[int]", int, bool], "array[float]"]
"""Gives a number for each key at an index: a standard normal one, or one in [0, 1)."""
_WORTH_A_CALL: Final = 3
"""So many keys are drawn by the page as fast as by Python."""


class uint64(int):  # noqa: N801  numpy's name
    """A whole number of 64 bits; a column of these is one of keys."""


class KeyColumn(Column):
    """Keys of streams of chance, of which a page draws faster than Python does."""

    __slots__ = ()
    draw: Draw | None = None
    """What draws in place of Python, where there is such."""

    @property
    def dtype(self) -> type:
        """Return what its numbers are."""
        return uint64

    def view(self, kind: type) -> Column:
        """Return their bits as floats."""
        assert kind is float
        return Column(array("d", self.numbers().tobytes()))

    def uniforms(self, index: int) -> Column:
        """Return the number in [0, 1) of each key at this index."""
        return self._drawn(uniform_of, index, normal=False)

    def gaussians(self, index: int) -> Column:
        """Return the standard normal number of each key at this index."""
        return self._drawn(gaussian_of, index, normal=True)

    def _drawn(self, one: Callable[[int, int], float], index: int, *, normal: bool) -> Column:
        draw = type(self).draw
        if draw is None or len(self) < _WORTH_A_CALL:
            return Column(array("d", [one(key, index) for key in self.numbers()]))
        return Column(draw(self.numbers(), index, normal))


def keys(given: Iterable[int]) -> KeyColumn:
    """Return a column of keys."""
    return KeyColumn(array("Q", given), KEY)
