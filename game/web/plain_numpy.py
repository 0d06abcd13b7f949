"""As much of numpy as the futures of a case ask for, over plain columns.

The futures are written once, over columns. Here what numpy does to all of a column at once is done one by one, with
the same `+ - * /` and `sqrt`, and therefore the same bits. `stand_in` lets `import numpy` find this module, in a
program that has no other: the worker of a tab.
"""

from __future__ import annotations

import math
import sys
from array import array as std_array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any, Final

from game.web.blocks import block, packed
from game.web.columns import FLOAT, TRUTH, WHOLE, Column, Value, choose, column, filled
from game.web.key_columns import keys, uint64
from game.web.strips import NUMBER
from game.web.tables import Table

nan: Final = math.nan
inf: Final = math.inf
float64, int64, bool_ = float, int, bool
ndarray: Final = (Column, Table)
"""What is a column, to who asks."""


def array(given: Any, dtype: type | None = None) -> Any:
    """Return a column of numbers, or a table of rows."""
    if isinstance(given, Column | Table):
        return given.copy()
    listed = list(given)
    if listed and all(isinstance(one, Column) and one.kind == FLOAT for one in listed):
        return block(packed(listed, 0), len(listed), len(listed[0]))
    if listed and isinstance(listed[0], Column | tuple | list):
        return Table([one.copy() if isinstance(one, Column) else column(one) for one in listed])
    return keys(listed) if dtype is uint64 else column(listed)


def asarray(given: Any) -> Any:
    """Return the same, as a column if it is a list."""
    return column(given) if isinstance(given, list) else given


def ascontiguousarray(given: Any) -> Any:
    """Return the same."""
    return given


def atleast_2d(given: Any) -> Table:
    """Return a table, of a column as its only row."""
    return given if isinstance(given, Table) else Table([given])


def full(shape: int | tuple[int, int], value: Value, dtype: type = float) -> Any:
    """Return a column, or a table, of the same number."""
    del dtype
    if isinstance(shape, int):
        return filled(value, shape)
    if isinstance(value, float):
        return block(std_array("d", [value]) * (shape[0] * shape[1]), *shape)
    return Table([filled(value, shape[1]) for _ in range(shape[0])])


def zeros(shape: int | tuple[int, int], dtype: type = float) -> Any:
    """Return nothing, as often as asked."""
    return full(shape, dtype(0))


def ones(shape: int | tuple[int, int], dtype: type = float) -> Any:
    """Return one, as often as asked."""
    return full(shape, dtype(1))


def where(condition: Any, yes: Value, no: Value) -> Any:
    """Return the one number where a condition holds, else the other; of tables row by row."""
    if isinstance(yes, Table):
        return Table([where(condition, one, other) for one, other in zip(yes, no, strict=True)])
    return choose(condition, yes, no)


def sqrt(value: Value) -> Value:
    """Return the root of a number, or of each."""
    return value.changed(NUMBER["root"], FLOAT) if isinstance(value, Column) else math.sqrt(value)


def isnan(value: Column) -> Column:
    """Say what is not a number."""
    return value.changed(NUMBER["nan"], TRUTH)


def isfinite(value: Column) -> Column:
    """Say what is a number that has an end."""
    return value.changed(NUMBER["finite"], TRUTH)


def flatnonzero(value: Column) -> Column:
    """Return the places of what is true."""
    places = [place for place, one in enumerate(value.numbers()) if one]
    return Column(std_array("d", places), WHOLE)


def stack(rows: Iterable[Column]) -> Table:
    """Return columns as the rows of a table."""
    return Table([row.copy() for row in rows])


def searchsorted(value: Column, wanted: Value, side: str = "left") -> int:
    """Return where a number belongs in a column that is in order."""
    return (bisect_right if side == "right" else bisect_left)(value.numbers(), wanted)


def clip(value: Column, low: Value, high: Value) -> Column:
    """Return numbers cut to their limits."""
    return column([min(max(one, low), high) for one in value.numbers()])


def any(value: Value) -> bool:  # noqa: A001  numpy's name
    """Say whether it holds for one of them, or for the one that is given."""
    return value.any() if isinstance(value, Column) else bool(value)


def arange(count: int) -> Column:
    """Return the numbers from nothing on."""
    return Column(std_array("d", range(count)), WHOLE)


def broadcast_to(value: Value, shape: tuple[int]) -> Column:
    """Return a column; of one number as often as asked."""
    return value if isinstance(value, Column) else filled(value, shape[0])


class NDArray:
    """Names a kind of column to who reads the code."""

    def __class_getitem__(cls, _kind: Any) -> type[NDArray]:
        """Return the same for every kind."""
        return cls


def stand_in() -> None:
    """Let `import numpy` find this module, where there is no other."""
    me = sys.modules[__name__]
    sys.modules.setdefault("numpy", me)
    sys.modules.setdefault("numpy.typing", me)
