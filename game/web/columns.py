"""Columns of numbers in plain Python, for where there is no numpy: a list or an array of floats, and rows of them."""

from __future__ import annotations

import operator
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import compress, repeat
from types import ModuleType
from typing import Any, Final, TypeAlias

from game.values.noise import gaussian_of, uniform_of

Value: TypeAlias = Any
"""A number or a column of them."""
Draw: TypeAlias = Callable[["array[int]", int, bool], "array[float]"]
"""Gives a number for each key at an index: a standard normal one, or one in [0, 1)."""
_WORTH_A_CALL: Final = 3
"""So many keys are drawn by the page as fast as by Python."""


class Column:
    """Numbers of many patients; a part of it is a view, and what is written there is written here."""

    __slots__ = ("_base", "_first", "_last")

    def __init__(self, base: Any, first: int = 0, last: int | None = None) -> None:
        """Take a list or an array, or a part of it."""
        self._base = base
        self._first = first
        self._last = len(base) if last is None else last

    def numbers(self) -> Any:
        """Return the numbers, not to be written to."""
        if self._first == 0 and self._last == len(self._base):
            return self._base
        return self._base[self._first : self._last]

    def __len__(self) -> int:
        """Return how many there are."""
        return self._last - self._first

    def __iter__(self) -> Iterator[Any]:
        """Go through the numbers."""
        return iter(self.numbers())

    def __array_namespace__(self) -> ModuleType:
        """Return what stands in for numpy: a column brings its own functions."""
        return import_module("game.web.plain_numpy")

    @property
    def shape(self) -> tuple[int]:
        """Return how many there are, as numpy has it."""
        return (len(self),)

    @property
    def size(self) -> int:
        """Return how many there are."""
        return len(self)

    def _like(self, base: Any, first: int = 0, last: int | None = None) -> Column:
        return type(self)(base, first, last)

    def __getitem__(self, key: Any) -> Any:
        """Return one number, a view of a part, or copies of those that a mask or a list of places names."""
        if isinstance(key, int):
            return self._base[self._place(key)]
        if isinstance(key, slice):
            first, last, _ = key.indices(len(self))
            return self._like(self._base, self._first + first, self._first + max(first, last))
        if isinstance(key, tuple):
            return self[key[-1]]
        places = _listed(key)
        own = self.numbers()
        if _is_mask(places):
            return self._like(list(compress(own, places)))
        return self._like([own[place] for place in places])

    def __setitem__(self, key: Any, value: Value) -> None:
        """Write one number, or several."""
        base, first = self._base, self._first
        if isinstance(key, int):
            base[self._place(key)] = value
            return
        if isinstance(key, tuple):
            self[key[-1]] = value
            return
        if isinstance(key, slice):
            begin, end, step = key.indices(len(self))
            if step == 1 and isinstance(value, Column) and len(value) == end - begin:
                # Whole pieces at once, as the same kind of piece.
                piece = value.numbers()
                if isinstance(base, array) and not isinstance(piece, array):
                    # Several times as fast as to let the array go through a list.
                    piece = array("d", struct.pack(f"{len(piece)}d", *piece))
                base[first + begin : first + end] = piece
                return
            places: Iterable[int] = range(begin, end, step)
        else:
            listed = _listed(key)
            places = compress(range(len(listed)), listed) if _is_mask(listed) else listed
        # Read whole before anything is written: it may be a view of the same numbers.
        new = list(value) if isinstance(value, Column | list | tuple) else repeat(value)
        for place, one in zip(places, new, strict=False):
            base[first + place] = one

    def _place(self, key: int) -> int:
        return self._first + key if key >= 0 else self._last + key

    def copy(self) -> Column:
        """Return the same numbers, apart."""
        return self._like(self._base[self._first : self._last])

    def tolist(self) -> list[Any]:
        """Return a list."""
        return list(self.numbers())

    def astype(self, kind: type) -> Column:
        """Return the numbers as another kind."""
        return Column(list(map(kind, self.numbers())))

    def any(self) -> bool:
        """Say whether one is true."""
        return any(self.numbers())

    def all(self) -> bool:
        """Say whether all are true."""
        return all(self.numbers())

    def min(self) -> Any:
        """Return the least."""
        return min(self.numbers())

    def __abs__(self) -> Column:
        """Return the sizes."""
        return Column(list(map(abs, self.numbers())))

    def __neg__(self) -> Column:
        """Return the numbers with the other sign."""
        return Column(list(map(operator.neg, self.numbers())))

    def __invert__(self) -> Column:
        """Return the opposite of truths."""
        return Column(list(map(operator.not_, self.numbers())))

    __hash__ = None  # type: ignore[assignment]  # what is equal is asked number by number


def _forth(function: Callable[[Any, Any], Any]) -> Callable[[Column, Value], Column]:
    def work(column: Column, other: Value) -> Column:
        given = other.numbers() if isinstance(other, Column) else repeat(other)
        return Column(list(map(function, column.numbers(), given)))

    return work


def _back(function: Callable[[Any, Any], Any]) -> Callable[[Column, Value], Column]:
    def work(column: Column, other: Value) -> Column:
        return Column(list(map(function, repeat(other), column.numbers())))

    return work


def _into(function: Callable[[Any, Any], Any]) -> Callable[[Column, Value], Column]:
    forth = _forth(function)

    def work(column: Column, other: Value) -> Column:
        column[:] = forth(column, other)
        return column

    return work


for _name in ("add", "sub", "mul", "truediv", "floordiv", "and", "or", "xor", "lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Column, f"__{_name}__", _forth(getattr(operator, f"__{_name}__")))
for _name in ("add", "sub", "mul", "truediv", "and", "or", "xor"):
    setattr(Column, f"__r{_name}__", _back(getattr(operator, f"__{_name}__")))
for _name in ("add", "and", "or"):
    setattr(Column, f"__i{_name}__", _into(getattr(operator, f"__{_name}__")))


class KeyColumn(Column):
    """Keys of streams of chance, of which a page draws faster than Python does."""

    __slots__ = ("_packed",)
    draw: Draw | None = None
    """What draws in place of Python, where there is such."""

    def uniforms(self, index: int) -> Column:
        """Return the number in [0, 1) of each key at this index."""
        return self._drawn(uniform_of, index, normal=False)

    def gaussians(self, index: int) -> Column:
        """Return the standard normal number of each key at this index."""
        return self._drawn(gaussian_of, index, normal=True)

    def _drawn(self, one: Callable[[int, int], float], index: int, *, normal: bool) -> Column:
        draw = type(self).draw
        if draw is None or len(self) < _WORTH_A_CALL:
            return Column([one(key, index) for key in self.numbers()])
        packed: array[int] | None = getattr(self, "_packed", None)
        if packed is None:
            packed = self._packed = array("Q", self.numbers())
        return Column(draw(packed, index, normal))


class Table:
    """Rows of columns."""

    def __init__(self, rows: Iterable[Column]) -> None:
        """Take the rows."""
        self.rows = list(rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Column]:
        """Go through the rows."""
        return iter(self.rows)

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows there are, and how long they are."""
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    @property
    def T(self) -> Table:  # noqa: N802  numpy's name
        """Return rows as columns."""
        return Table([Column(list(one)) for one in zip(*[row.numbers() for row in self.rows], strict=True)])

    def copy(self) -> Table:
        """Return the same numbers, apart."""
        return Table([row.copy() for row in self.rows])

    def tolist(self) -> list[list[Any]]:
        """Return a list of lists."""
        return [row.tolist() for row in self.rows]

    def __getitem__(self, key: Any) -> Any:
        """Return a row, rows, or the part of them that a second key names."""
        if not isinstance(key, tuple):
            return self.rows[key] if isinstance(key, int) else Table(self.rows[key])
        which, where_ = key
        if isinstance(which, Column):
            return Column([self.rows[row][place] for row, place in zip(which, where_, strict=True)])
        if isinstance(which, int):
            return self.rows[which][where_]
        found = [row[where_] for row in self._of(which)]
        return Column(found) if isinstance(where_, int) else Table(found)

    def __setitem__(self, key: Any, value: Value) -> None:
        """Write into rows: the same everywhere, a number for each row, or a row for each."""
        if isinstance(key, int):
            self.rows[key][:] = value
            return
        which, where_ = key
        if isinstance(which, int):
            self.rows[which][where_] = value
            return
        rows = self._of(which)
        news = list(value) if isinstance(value, Table | Column | list | tuple) else [value] * len(rows)
        for row, new in zip(rows, news, strict=True):
            row[where_] = new

    def _of(self, which: Any) -> list[Column]:
        return self.rows if which is ... else self.rows[which]

    def min(self, axis: int) -> Column:
        """Return the least of each column."""
        return self._folded(axis, min)

    def max(self, axis: int) -> Column:
        """Return the most of each column."""
        return self._folded(axis, max)

    def _folded(self, axis: int, of: Callable[..., Any]) -> Column:
        assert axis == 0
        rows = [row.numbers() for row in self.rows]
        if len(rows) == 1:
            return self.rows[0].copy()
        if any(total != total for total in map(sum, rows)):  # noqa: PLR0124  what is not a number
            # It stays, as in numpy.
            return Column([next((one for one in many if one != one), of(many)) for many in zip(*rows, strict=True)])  # noqa: PLR0124
        return Column(list(map(of, *rows)))

    def gaussians(self, index: int) -> list[Column]:
        """Return the standard normal numbers of rows of keys."""
        return [row.gaussians(index) for row in self.rows if isinstance(row, KeyColumn)]


def _listed(key: Any) -> Any:
    return key.numbers() if isinstance(key, Column) else key


def _is_mask(places: Sequence[Any]) -> bool:
    return len(places) > 0 and isinstance(places[0], bool)
