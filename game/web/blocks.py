"""Tables of floats whose rows stand in one strip, so that the page works on all of them in one call."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import Any

from game.web.columns import FLOAT, TRUTH, WHOLE, Column, Value, Works
from game.web.strips import NUMBER
from game.web.tables import Table

_PICK, _PUT, _TAKE, _LAY, _COPY = (NUMBER[name] for name in ("pick", "put", "take", "lay", "copy"))


class Block(Table):
    """Rows that begin so many numbers after one another; a part of it is a view, and what is written there is here."""

    def __init__(self, base: array[float], first: int, rows: int, wide: int, apart: int) -> None:
        """Take so many rows of a strip, each so wide and so far `apart` from the one before."""
        self.base, self.first, self.count, self.wide, self.apart = base, first, rows, wide, apart

    @cached_property
    def rows(self) -> list[Column]:  # type: ignore[override]
        """The rows one by one."""
        firsts = [self.first + number * self.apart for number in range(self.count)]
        return [Column(self.base, FLOAT, first, first + self.wide) for first in firsts]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self.count

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows there are, and how long they are."""
        return self.count, self.wide

    @property
    def dtype(self) -> type:
        """Return what its numbers are."""
        return float

    def strip(self) -> array[float]:
        """Return the numbers row by row, apart."""
        if self.wide == self.apart:
            return self.base[self.first : self.first + self.count * self.wide]
        out = array("d", bytes(8 * self.count * self.wide))
        self._work(_COPY, self.wide, out, self.wide)
        return out

    def copy(self) -> Block:
        """Return the same numbers, apart."""
        return block(self.strip(), self.count, self.wide)

    def _work(self, what: int, many: int, out: array[float], wide: int, named: Column | None = None) -> None:
        """Let all rows go into rows of another strip, so wide; of those at places, or where a mask holds."""
        base, first = self.base, self.first
        if not (many and wide and self.count):
            return
        rows = (self.count, self.apart, wide)
        if named is None or named.kind == TRUTH:
            mask = (None, 0) if named is None else (named.base, named.first)
            Works.work(what, many, base, first, 1, base, first, 0, out, 0, *mask, *rows)
        else:
            Works.work(what, many, base, first, 1, named.base, named.first, 1, out, 0, None, 0, *rows)

    def column(self, place: int) -> slice:
        """Return where in the strip stands what all rows have at a place."""
        first = self.first + place % self.wide
        return slice(first, first + (self.count - 1) * self.apart + 1, self.apart)

    def part(self, which: slice, where_: slice) -> Block:
        """Return some of the rows, and of each a piece."""
        top, bottom, _ = which.indices(self.count)
        left, right, _ = where_.indices(self.wide)
        first = self.first + top * self.apart + left
        return Block(self.base, first, max(0, bottom - top), max(0, right - left), self.apart)

    def __getitem__(self, key: Any) -> Any:
        """Return a row, rows, or the part of them that a second key names."""
        which, where_ = (key, slice(None)) if isinstance(key, slice) else key if isinstance(key, tuple) else (key, None)
        if which is ...:
            which = slice(None)
        if isinstance(which, slice):
            rows = self.part(which, slice(None))
            if isinstance(where_, slice):
                return rows.part(slice(None), where_)
            if isinstance(where_, int):
                return Column(rows.base[rows.column(where_)])
            if isinstance(where_, Column) and where_.kind in (TRUTH, WHOLE):
                return rows.chosen(where_)
        return super().__getitem__(key)

    def chosen(self, named: Column) -> Block:
        """Return of each row what stands at places, or where a mask holds."""
        many = len(named)
        held = named.kind == TRUTH
        wide = _held(named) if held else many
        out = array("d", bytes(8 * self.count * wide))
        self._work(_PICK if held else _TAKE, many, out, wide, named)
        return block(out, self.count, wide)

    def __setitem__(self, key: Any, value: Value) -> None:
        """Write one number, or into rows: the same everywhere, a number for each row, or a row for each."""
        if type(key) is tuple and type(key[0]) is type(key[1]) is int:
            # Sheets of past hours are taken over number by number.
            self.base[self.first + key[0] % self.count * self.apart + key[1] % self.wide] = value
            return
        which, where_ = (key, slice(None)) if isinstance(key, slice) else key if isinstance(key, tuple) else (key, None)
        if which is ...:
            which = slice(None)
        if isinstance(which, slice) and isinstance(where_, int) and isinstance(value, Column):
            self.base[self.part(which, slice(None)).column(where_)] = value.floats()
        elif isinstance(which, slice) and isinstance(value, Block) and isinstance(where_, slice):
            self.part(which, where_).take_in(_COPY, value, None)
        elif (
            isinstance(which, slice)
            and isinstance(value, Block)
            and isinstance(where_, Column)
            and where_.kind in (TRUTH, WHOLE)
        ):
            self.part(which, slice(None)).take_in(_PUT if where_.kind == TRUTH else _LAY, value, where_)
        else:
            super().__setitem__(key, value)

    def take_in(self, what: int, value: Block, named: Column | None) -> None:
        """Take in rows of another block: as they are, at places, or where a mask holds."""
        given = value.copy() if value.base is self.base else value
        many = self.wide if named is None else len(named)
        assert given.count == self.count
        assert given.wide == (many if named is None or named.kind == WHOLE else _held(named))
        if not (many and given.wide and self.count):
            return
        base, first = given.base, given.first
        rows = (self.count, given.apart, self.apart)
        if named is None or named.kind == TRUTH:
            mask = (None, 0) if named is None else (named.base, named.first)
            Works.work(what, many, base, first, 1, base, first, 0, self.base, self.first, *mask, *rows)
        else:
            places = (named.base, named.first, 1)
            Works.work(what, many, base, first, 1, *places, self.base, self.first, None, 0, *rows)


def _held(mask: Column) -> int:
    """Return how often a mask holds."""
    return int(mask.base[mask.first : mask.last].tobytes().count(1))


def block(strip: array[float], rows: int, wide: int) -> Block:
    """Return a strip of rows one behind the other."""
    return Block(strip, 0, rows, wide, wide)


def packed(given: Any, wide: int) -> array[float]:
    """Return rows one after the other; a number stands for a row of it."""
    if isinstance(given, Block):
        return given.strip()
    found = array("d")
    for row in given:
        found.extend(row.floats() if isinstance(row, Column) else array("d", [float(row)]) * wide)
    return found
