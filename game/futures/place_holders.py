"""Columns that write down what is done to them: place holders on which the rules of a sweep run once, to be compiled.

They answer what the rules ask of numpy's columns: comparisons, choices, masks that are written through, windows of
past hours, draws. Every number is a double; what is true or not is 1 or 0.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final, cast

from game.futures.tape import PlaceHolder, Tape, is_truth
from game.patient import equations
from game.patient.batch import rebound
from game.patient.signs import log10_or_zero
from game.values.elementwise import where
from game.values.portable import LN10, log_of_scaled

__all__ = [
    "BACK_H",
    "ColumnRows",
    "History",
    "KeptColumn",
    "Keys",
    "Patients",
    "Soonest",
    "TickHolder",
    "Traced",
    "tape",
    "vitals",
]

BACK_H: Final = 48
"""Hours that the guideline looks back at most."""
_TWICE: Final = 1.4142135623730951
"""Up to here `values.portable.log` leaves a number as it is."""


def tape() -> Tape:
    """Return a tape on which columns are written down."""
    return Tape(Traced)


def vitals() -> Callable[..., Any]:
    """Return the rule of the true vital signs, for place holders."""
    roots = {"sqrt": lambda mark: mark.tape.operate("sqrt", mark)}
    names = {**roots, "pressure_and_gas": rebound(vars(equations), roots)["pressure_and_gas"]}
    found: Callable[..., Any] = rebound(vars(import_module("game.patient.signs")), names)["vitals"]
    return found


def _is_nobody(one: Any) -> bool:
    return one is False or (isinstance(one, PlaceHolder) and one.tape.entries[one.place] == ("truth", _number(0.0)))


def _as_now(one: Any) -> Any:
    """Return a column as it is now: one that is kept may be written into later."""
    return Traced(one.tape, one.place) if isinstance(one, PlaceHolder) else one


def _truth(one: Any) -> Any:
    if not is_truth(one):
        raise TypeError("only what is true or not can be joined")
    return one


class Traced(PlaceHolder):
    """A result, as a column."""

    __hash__ = None

    def __eq__(self, other: object) -> Any:
        """Say where two are equal."""
        return self.tape.operate("equal", self, other)

    def __invert__(self) -> PlaceHolder:
        """Say where it does not hold."""
        return self ^ True  # type: ignore[no-any-return, operator]

    def __floordiv__(self, by: float) -> PlaceHolder:
        """Return the whole part of a quotient; of ticks and minutes, which are small, that of the rounded one."""
        return self.tape.operate("floor", self / by)  # type: ignore[operator]

    def __getitem__(self, key: Any) -> Traced:
        """Return it as it is now, for whoever is picked out: what is found for others is left unused."""
        del key
        return Traced(self.tape, self.place)

    def __and__(self, other: Any) -> Any:
        """Say where both hold; nowhere, if that is known of one of them."""
        if _is_nobody(self) or _is_nobody(other):
            return _constant(self.tape, value=False)
        return _as_now(self) if other is True else self.tape.operate("and", _truth(self), _truth(other))

    __rand__ = __and__

    def __or__(self, other: Any) -> Any:
        """Say where one of them holds."""
        if _is_nobody(other):
            return _as_now(self)
        return _as_now(other) if _is_nobody(self) else self.tape.operate("or", _truth(self), _truth(other))

    __ror__ = __or__

    def any(self) -> bool:
        """Say whether it may hold for somebody."""
        return not _is_nobody(self)

    def astype(self, kind: type) -> PlaceHolder:
        """Return it as whole numbers."""
        del kind
        return self.tape.operate("truncated", self)

    def each(self, function: Callable[[float], float]) -> PlaceHolder:
        """Return a function of every number, where it is one that is known here."""
        assert function is log10_or_zero
        put, whole = self.tape.operate, self
        scaled: Any = put("bits or", put("bits and", whole, _bits(self.tape, (1 << 52) - 1)), 1.0)
        twos = _float(put("shifted 52", whole)) - 1023.0
        large = scaled > _TWICE
        scaled, twos = where(large, 0.5 * scaled, scaled), where(large, twos + 1.0, twos)
        found: PlaceHolder = where(cast(Any, self) > 1.0, log_of_scaled(scaled, twos) / LN10, 0.0)
        return found

    def __array_namespace__(self) -> type:
        """Return what `values.elementwise` asks a column for."""
        return _Choosing


class _Choosing:
    @staticmethod
    def where(condition: PlaceHolder, yes: Any, no: Any) -> PlaceHolder:
        """Return what stands for the one number where a condition holds, else for the other."""
        put = condition.tape.operate
        call = "selected truth" if is_truth(yes) and is_truth(no) else "select"
        return put(call, yes, no, put("holds", condition, 0.0))


class KeptColumn(Traced):
    """A column that is kept, and changes as rules write into it."""

    def __setitem__(self, who: Any, value: Any) -> None:
        """Let it be a value for those in `who`, or for all."""
        value = value if isinstance(value, PlaceHolder) else _constant(self.tape, value)
        self.place = value.place if isinstance(who, slice) else _Choosing.where(who, value, self).place

    def __getitem__(self, key: Any) -> Traced:
        """Return itself for the first patients, which may be written into; of a mask it as it is now."""
        return self if isinstance(key, slice) else Traced(self.tape, self.place)

    def min(self) -> Soonest:
        """Return what stands for the least of all patients, which is not known here."""
        return Soonest()


class Soonest:
    """When the first of all patients is due: not known, so none is passed over."""


class ColumnRows:
    """Rows of columns."""

    def __init__(self, rows: Sequence[KeptColumn]) -> None:
        """Take the rows."""
        self.rows = list(rows)

    def __iter__(self) -> Iterator[KeptColumn]:
        """Return the rows one by one."""
        return iter(self.rows)

    def __getitem__(self, key: Any) -> Any:
        """Return a row or rows, and of those the part that a second key names."""
        which, who = key if isinstance(key, tuple) else (key, slice(None))
        if isinstance(which, slice):
            rows = self.rows[which]
            return ColumnRows(rows) if isinstance(who, slice) else [row[who] for row in rows]
        return self.rows[which][who]

    def __setitem__(self, key: Any, values: Any) -> None:
        """Write into a row, or into rows one by one."""
        which, who = key
        if isinstance(which, slice):
            for row, value in zip(self.rows[which], values, strict=True):
                row[who] = value
        else:
            self.rows[which][who] = values

    def min(self, axis: int) -> Any:  # noqa: ARG002  numpy's
        """Return the least of the rows."""
        return _extreme(self.rows, lambda one, other: one < other)


def _extreme(rows: Sequence[Any], before: Callable[[Any, Any], Any]) -> Any:
    found, *others = rows
    for one in others:
        found = _Choosing.where(before(one, found), one, found)
    return found


class _Window:
    """Rows of past hours, oldest first."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows

    def __getitem__(self, place: int) -> Any:
        return self.rows[place]

    def min(self, axis: int) -> Any:  # noqa: ARG002  numpy's
        return _extreme(self.rows, lambda one, other: one < other)

    def max(self, axis: int) -> Any:  # noqa: ARG002  numpy's
        return _extreme(self.rows, lambda one, other: one > other)


class History:
    """A table of which each hour is kept: rows are read by how far back they are, and this hour's is written."""

    def __init__(self, on: Tape, first: int) -> None:
        """Stand for the history whose hour 0 is the row `first`."""
        self._tape, self._first = on, first
        self.now: PlaceHolder | None = None
        """What was written into this hour's row."""

    def _past(self, back: int) -> PlaceHolder:
        return self._tape.note("past", self._first, back)

    def __getitem__(self, key: Any) -> Any:
        """Return this hour's row."""
        return self._past(0) if self.now is None else self.now

    def __setitem__(self, key: Any, value: PlaceHolder) -> None:
        """Write this hour's row."""
        self.now = value

    def since(self, back_h: int) -> _Window:
        """Return the rows from so many hours ago, or the door, to this hour."""
        assert back_h <= BACK_H
        return _Window([self._past(back) for back in range(back_h, -1, -1)])

    def at_hours(self, hours: PlaceHolder) -> PlaceHolder:
        """Return what stands at an hour of each patient."""
        return self._tape.operate(f"gathered {self._first}", hours)


class TickHolder(Traced):
    """A tick, or an hour, that is given as a number; and what it adds to the keys of draws."""

    def __lt__(self, other: object) -> Any:
        """Say whether it is earlier; than the soonest of all it is not."""
        return False if isinstance(other, Soonest) else self.tape.operate("less", self, other)

    steps: tuple[PlaceHolder, ...] = ()
    """For the first draw of a uniform number, then for the six of a normal one."""
    hour: TickHolder | None = None

    def __floordiv__(self, by: float) -> PlaceHolder:
        """Return the hour of a tick."""
        return super().__floordiv__(by) if self.hour is None else self.hour


class Keys(ColumnRows):
    """Streams of draws, in one row or several."""

    def __getitem__(self, key: Any) -> Keys:
        """Return them for whoever is picked out."""
        del key
        return self

    def uniforms(self, index: TickHolder) -> Any:
        """Return what `chance.uniforms` draws."""
        (key,) = self.rows
        bits = key.tape.operate("shifted 11", _hashed(key.tape, key, index.steps[0]))
        high, low = key.tape.operate("shifted 32", bits), key.tape.operate("bits and", bits, _bits(key.tape, _LOW))
        return (_float(high) * 4294967296.0 + _float(low)) * (1.0 / (1 << 53))

    def gaussians(self, index: TickHolder) -> Any:
        """Return what `chance.gaussians` draws, row by row."""
        found = [_gaussian(key, index.steps[1:]) for key in self.rows]
        return found if len(found) > 1 else found[0]


_LOW: Final = (1 << 32) - 1
"""What keeps the lower 32 bits of a number."""


def _gaussian(key: PlaceHolder, steps: Sequence[PlaceHolder]) -> Any:
    put = key.tape.operate
    total: PlaceHolder = _bits(key.tape, 6)
    for step in steps:
        hashed = _hashed(key.tape, key, step)
        for half in (put("shifted 32", hashed), put("bits and", hashed, _bits(key.tape, _LOW))):
            total = put("whole sum", total, half)
    return _float(total) / 4294967296.0 - 6.0


def _hashed(on: Tape, key: PlaceHolder, step: PlaceHolder) -> PlaceHolder:
    put = on.operate
    z = put("whole sum", key, step)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = put("whole product", put("bits xor", z, put(f"shifted {shift}", z)), _bits(on, factor))
    return put("bits xor", z, put("shifted 31", z))


def _float(bits: PlaceHolder) -> Any:
    """Return a whole number below two to the power of 52 as a double: its bits stand behind those of that power."""
    return bits.tape.operate("bits or", bits, _bits(bits.tape, 0x433 << 52)) - 4503599627370496.0  # type: ignore[operator]


def _bits(on: Tape, value: int) -> PlaceHolder:
    return on.note("number", struct.pack("<Q", value))


def _number(value: float) -> bytes:
    return struct.pack("<d", value)


def _constant(on: Tape, value: Any) -> PlaceHolder:
    return on.note("truth" if isinstance(value, bool) else "number", _number(value))


class Patients:
    """Stands for how many patients there are."""

    def __init__(self, on: Tape) -> None:
        """Take where it is written down."""
        self._tape = on

    def nobody(self) -> PlaceHolder:
        """Return a column in which nothing holds for anybody."""
        return _constant(self._tape, value=False)
