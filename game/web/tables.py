"""Rows of columns: what stands for numpy's arrays of two dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from game.web.columns import Column, Value, column, folded
from game.web.key_columns import KeyColumn


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
    def ndim(self) -> int:
        """Return that there are rows and columns."""
        return 2

    @property
    def dtype(self) -> type:
        """Return what its numbers are; without rows they are floats."""
        return self.rows[0].dtype if self.rows else float

    @property
    def T(self) -> Table:  # noqa: N802  numpy's name
        """Return rows as columns."""
        return Table([column(list(one)) for one in zip(*[row.numbers() for row in self.rows], strict=True)])

    def copy(self) -> Table:
        """Return the same numbers, apart."""
        return Table([row.copy() for row in self.rows])

    def view(self, kind: type) -> Table:
        """Return the bits of keys as floats."""
        return Table([row.view(kind) for row in self.rows if isinstance(row, KeyColumn)])

    def tolist(self) -> list[list[Any]]:
        """Return a list of lists."""
        return [row.tolist() for row in self.rows]

    def __getitem__(self, key: Any) -> Any:
        """Return a row, rows, or the part of them that a second key names."""
        if not isinstance(key, tuple):
            return self.rows[key] if isinstance(key, int) else Table(self.rows[key])
        which, where_ = key
        if isinstance(which, Column):
            return column([self.rows[row][place] for row, place in zip(which, where_, strict=True)])
        if isinstance(which, int):
            return self.rows[which][where_]
        rows = self._of(which)
        if isinstance(where_, slice) and rows:
            wide = len(rows[0])
            first, last, _ = where_.indices(wide)
            # Who asks for all of it gets the same rows, which are as good as views of them.
            return Table(rows if first == 0 and last == wide else [row.part(first, max(first, last)) for row in rows])
        if isinstance(where_, int):
            return column([row[where_] for row in rows])
        places = where_ if isinstance(where_, Column) else column(where_)
        return Table([row[places] for row in rows])

    def __setitem__(self, key: Any, value: Value) -> None:
        """Write into rows: the same everywhere, a number for each row, or a row for each."""
        if isinstance(key, int):
            self.rows[key][:] = value
            return
        which, where_ = (key, slice(None)) if isinstance(key, slice) else key
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
        assert axis == 0
        return folded(self.rows, "least")

    def max(self, axis: int) -> Column:
        """Return the most of each column."""
        assert axis == 0
        return folded(self.rows, "most")

    def gaussians(self, index: int) -> list[Column]:
        """Return the standard normal numbers of rows of keys."""
        return [row.gaussians(index) for row in self.rows if isinstance(row, KeyColumn)]
