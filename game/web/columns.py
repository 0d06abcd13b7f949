"""Columns of numbers without numpy: strips of floats or truths, and what can be asked of them."""

from __future__ import annotations

import operator
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import compress, repeat
from types import ModuleType
from typing import Any, Final, TypeAlias

from game.web import strips
from game.web.strips import NUMBER, Strip, Work

Value: TypeAlias = Any
"""A number or a column of them."""
FLOAT, WHOLE, TRUTH, KEY, ANY = "float", "whole", "truth", "key", ""
"""Kinds of columns. Whole numbers are ticks, counts and places: they stand in floats, which hold them exactly, and the
tick that never comes too, as it is a power of two, if nothing is added. What no strip can hold stands in a list."""
_STRIP: Final = {FLOAT: "d", WHOLE: "d", TRUTH: "B", KEY: "Q"}
_ZERO: Final = {kind: array(code, [0]) for kind, code in _STRIP.items()}
_WORKED: Final = {FLOAT, WHOLE, TRUTH}
"""Kinds on which strips are worked."""
_OF_TYPE: Final[dict[type, str]] = {float: FLOAT, int: WHOLE, bool: TRUTH}
_DTYPE: Final[dict[str, type]] = {FLOAT: float, WHOLE: int, TRUTH: bool}
_SCALAR: Final = {kind: array(_STRIP[kind], [0]) for kind in (FLOAT, WHOLE, TRUTH)}
"""A strip of one number, for one that stands for a column of it."""


class Works:
    """What works on the strips of all columns."""

    work: Work = staticmethod(strips.plain)


def work_by(work: Work) -> None:
    """Let all columns be worked on by this from now on."""
    Works.work = staticmethod(work)


def column(given: Iterable[Any]) -> Column:
    """Return a column of what is given, of the kind that numpy would find."""
    listed = given if isinstance(given, list) else list(given)
    types = set(map(type, listed))
    kind = ANY
    if types and types <= {float, int, bool}:
        kind = FLOAT if float in types else WHOLE if int in types else TRUTH
        if kind == WHOLE and any(map(operator.ne, map(float, listed), listed)):
            kind = ANY
    return Column(array(_STRIP[kind], listed) if kind else listed, kind)


def filled(value: float, many: int) -> Column:
    """Return a column of one number."""
    kind = _OF_TYPE[type(value)]
    return Column(array(_STRIP[kind], [value]) * many, kind)


class Column:
    """Numbers of many patients; a part of it is a view, and what is written there is written here."""

    __slots__ = ("base", "first", "kind", "last")

    def __init__(self, base: Any, kind: str = FLOAT, first: int = 0, last: int | None = None) -> None:
        """Take a strip of a kind or a list, or a part of it."""
        self.base = base
        self.kind = kind
        self.first = first
        self.last = len(base) if last is None else last

    def numbers(self) -> Any:
        """Return the numbers in Python's own types, not to be written to."""
        own = self.base if self.first == 0 and self.last == len(self.base) else self.base[self.first : self.last]
        if self.kind == WHOLE:
            return list(map(int, own))
        return list(map(bool, own)) if self.kind == TRUTH else own

    def floats(self) -> Strip:
        """Return the numbers as a strip of floats, apart."""
        if self.kind in (FLOAT, WHOLE):
            return self.base[self.first : self.last]  # type: ignore[no-any-return]
        return array("d", self.numbers())

    def __len__(self) -> int:
        """Return how many there are."""
        return self.last - self.first

    def __iter__(self) -> Iterator[Any]:
        """Go through the numbers."""
        return iter(self.numbers())

    def __array_namespace__(self) -> ModuleType:
        """Return what stands in for numpy: a column brings its own functions."""
        return import_module("game.web.plain_numpy")

    @property
    def shape(self) -> tuple[int]:
        """Return how many there are, as numpy has it."""
        return (self.last - self.first,)

    @property
    def size(self) -> int:
        """Return how many there are."""
        return self.last - self.first

    @property
    def ndim(self) -> int:
        """Return that it is one row."""
        return 1

    @property
    def dtype(self) -> type:
        """Return what its numbers are."""
        return _DTYPE[self.kind]

    def part(self, first: int, last: int) -> Column:
        """Return a view of the numbers from one place to before another."""
        return type(self)(self.base, self.kind, self.first + first, self.first + last)

    def __getitem__(self, key: Any) -> Any:
        """Return one number, a view of a part, or copies of those that a mask or a list of places names."""
        if isinstance(key, slice):
            first, last, _ = key.indices(self.last - self.first)
            return self.part(first, max(first, last))
        if isinstance(key, int):
            found = self.base[self._place(key)]
            return int(found) if self.kind == WHOLE else bool(found) if self.kind == TRUTH else found
        if isinstance(key, tuple):
            return self[key[-1]]
        places = key if isinstance(key, Column) else column(key)
        if self.kind not in _WORKED or places.kind not in (TRUTH, WHOLE):
            own = self.numbers()
            listed = list(compress(own, places)) if places.kind == TRUTH else [own[int(place)] for place in places]
            return type(self)(array(_STRIP[self.kind], listed) if self.kind else listed, self.kind)
        many = len(places)
        out = _ZERO[self.kind] * many
        if many and places.kind == TRUTH:
            base, first = self.base, self.first
            count = Works.work(_PICK, many, base, first, 1, base, first, 0, out, 0, places.base, places.first)
            del out[count:]
        elif many:
            Works.work(_TAKE, many, self.base, self.first, 1, places.base, places.first, 1, out, 0)
        return Column(out, self.kind)

    def __setitem__(self, key: Any, value: Value) -> None:
        """Write one number, or several."""
        if isinstance(key, int):
            self.base[self._place(key)] = value
            return
        if isinstance(key, tuple):
            self[key[-1]] = value
            return
        if isinstance(key, slice):
            first, last, _ = key.indices(self.last - self.first)
            if self.kind in _WORKED and self._write(self.first + first, last - first, value):
                return
            places: Iterable[int] = range(first, last)
        else:
            named = key if isinstance(key, Column) else column(key)
            # Places in a column are those that `flatnonzero` found: none is before the first or behind the last.
            at_once = named.kind == TRUTH or (named.kind == WHOLE and named is key)
            if self.kind in _WORKED and at_once and self._put(named, value):
                return
            places = compress(range(len(named)), named) if named.kind == TRUTH else named.tolist()
        # Read whole before anything is written: it may be a view of the same numbers.
        new = list(value) if isinstance(value, Column | list | tuple) else repeat(value)
        for place, one in zip(places, new, strict=False):
            self.base[self._place(place)] = one

    def _write(self, at: int, many: int, value: Value) -> bool:
        """Write into a piece, and say whether that could be done at once."""
        if not many:
            # A strip that is lent takes not even nothing: Python holds that for a change of its length.
            return True
        if not isinstance(value, Column):
            if type(value) not in _OF_TYPE:
                return False
            self.base[at : at + many] = array(self.base.typecode, [value]) * many
            return True
        if value.kind not in _WORKED or len(value) != many:
            return False
        if value.kind == self.kind or (self.kind == FLOAT and value.kind == WHOLE):
            self.base[at : at + many] = value.base[value.first : value.last]
        else:
            what = _CUT if self.kind == WHOLE else _COPY
            Works.work(what, many, value.base, value.first, 1, value.base, value.first, 0, self.base, at)
        return True

    def _put(self, named: Column, value: Value) -> bool:
        """Write where a mask holds, or at places, and say whether that could be done at once."""
        many = len(named)
        if isinstance(value, Column):
            if value.kind not in _WORKED or self.kind not in (FLOAT, value.kind):
                return False
            given, first, step = value.base, value.first, 1
            if not len(value):
                return True
            if named.kind == WHOLE and (len(value) != many or value.base is self.base):
                return False
        elif type(value) in _OF_TYPE:
            given, first, step = _SCALAR[_OF_TYPE[type(value)]], 0, 0
            given[0] = value
        else:
            return False
        if not many:
            return True
        if named.kind == WHOLE:
            Works.work(_LAY, many, given, first, step, named.base, named.first, 1, self.base, self.first)
        else:
            Works.work(_PUT, many, given, first, step, given, first, 0, self.base, self.first, named.base, named.first)
        return True

    def _place(self, key: int) -> int:
        return self.first + key if key >= 0 else self.last + key

    def copy(self) -> Column:
        """Return the same numbers, apart."""
        return type(self)(self.base[self.first : self.last], self.kind)

    def tolist(self) -> list[Any]:
        """Return a list."""
        return list(self.numbers())

    def astype(self, kind: type) -> Column:
        """Return the numbers as another kind."""
        return column(list(map(kind, self.numbers())))

    def any(self) -> bool:
        """Say whether one is true."""
        return any(self.numbers()) if self.kind != TRUTH else 1 in self.base[self.first : self.last].tobytes()

    def all(self) -> bool:
        """Say whether all are true."""
        return all(self.numbers()) if self.kind != TRUTH else 0 not in self.base[self.first : self.last].tobytes()

    def min(self) -> Any:
        """Return the least."""
        return min(self.numbers())

    def changed(self, what: int, kind: str) -> Column:
        """Return what becomes of each number by a piece of work, as a column of a kind."""
        many, base, first = self.last - self.first, self.base, self.first
        out = _ZERO[kind] * many
        if many:
            Works.work(what, many, base, first, 1, base, first, 0, out, 0)
        return Column(out, kind)

    def __abs__(self) -> Column:
        """Return the sizes."""
        return self.changed(NUMBER["abs"], self.kind) if self.kind in _FLOATS else column(map(abs, self.numbers()))

    def __neg__(self) -> Column:
        """Return the numbers with the other sign."""
        if self.kind in _FLOATS:
            return self.changed(NUMBER["neg"], self.kind)
        return column(map(operator.neg, self.numbers()))

    def __invert__(self) -> Column:
        """Return the opposite of truths."""
        if self.kind == TRUTH:
            return self.changed(NUMBER["not"], TRUTH)
        return column(map(operator.not_, self.numbers()))

    __hash__ = None  # type: ignore[assignment]  # what is equal is asked number by number


_FLOATS: Final = {FLOAT, WHOLE}
_PICK, _PUT, _TAKE, _LAY, _COPY, _CUT = (NUMBER[name] for name in ("pick", "put", "take", "lay", "copy", "whole"))


def _kinds_of(name: str) -> dict[tuple[str, str], str]:
    """Return of which kind the outcome is for two kinds; without those that Python finds itself."""
    pairs = [(one, two) for one in (FLOAT, WHOLE, TRUTH) for two in (FLOAT, WHOLE, TRUTH)]
    if name in {"lt", "le", "gt", "ge", "eq", "ne"}:
        return dict.fromkeys(pairs, TRUTH)
    if name in {"and", "or", "xor"}:
        return {(TRUTH, TRUTH): TRUTH}
    if name == "truediv":
        return dict.fromkeys(pairs, FLOAT)
    return {pair: FLOAT if FLOAT in pair else WHOLE for pair in pairs if pair != (TRUTH, TRUTH)}


def _forth(name: str) -> Callable[[Column, Value], Column]:
    function, what, kinds = getattr(operator, f"__{name}__"), NUMBER.get(name, 0), _kinds_of(name)
    if name not in NUMBER:
        kinds = {}

    def work(one: Column, other: Value) -> Column:
        if isinstance(other, Column):
            kind = kinds.get((one.kind, other.kind))
            if kind is None:
                return column(map(function, one.numbers(), other.numbers()))
            strip, second, step = other.base, other.first, 1
        else:
            single = _OF_TYPE.get(type(other), ANY)
            kind = kinds.get((one.kind, single))
            if kind is None:
                return column(map(function, one.numbers(), repeat(other)))
            strip, second, step = _SCALAR[single], 0, 0
            strip[0] = other
        many = one.last - one.first
        out = _ZERO[kind] * many
        if many:
            Works.work(what, many, one.base, one.first, 1, strip, second, step, out, 0)
        return Column(out, kind)

    return work


def _back(name: str) -> Callable[[Column, Value], Column]:
    function, what, kinds = getattr(operator, f"__{name}__"), NUMBER[name], _kinds_of(name)

    def work(one: Column, other: Value) -> Column:
        single = _OF_TYPE.get(type(other), ANY)
        kind = kinds.get((single, one.kind))
        if kind is None:
            return column(map(function, repeat(other), one.numbers()))
        strip = _SCALAR[single]
        strip[0] = other
        many = one.last - one.first
        out = _ZERO[kind] * many
        if many:
            Works.work(what, many, strip, 0, 0, one.base, one.first, 1, out, 0)
        return Column(out, kind)

    return work


def _into(name: str) -> Callable[[Column, Value], Column]:
    forth = _forth(name)

    def work(one: Column, other: Value) -> Column:
        one[:] = forth(one, other)
        return one

    return work


for _name in ("add", "sub", "mul", "truediv", "floordiv", "and", "or", "xor", "lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Column, f"__{_name}__", _forth(_name))
for _name in ("add", "sub", "mul", "truediv", "and", "or", "xor"):
    setattr(Column, f"__r{_name}__", _back(_name))
for _name in ("add", "and", "or"):
    setattr(Column, f"__i{_name}__", _into(_name))


def folded(rows: Sequence[Column], name: str) -> Column:
    """Return the 'least' or the 'most' of each column of rows of one kind."""
    found = rows[0].copy()
    for row in rows[1:] if len(found) else ():
        assert row.kind == found.kind
        Works.work(NUMBER[name], len(found), found.base, 0, 1, row.base, row.first, 1, found.base, 0)
    return found


def choose(condition: Column, yes: Value, no: Value) -> Column:
    """Return the one number where a condition holds, else the other."""
    kinds = {one.kind if isinstance(one, Column) else _OF_TYPE.get(type(one), ANY) for one in (yes, no)}
    if condition.kind != TRUTH or not kinds <= _WORKED or (TRUTH in kinds and len(kinds) > 1):
        held, other = [one.numbers() if isinstance(one, Column) else repeat(one) for one in (yes, no)]
        given = zip(condition.numbers(), held, other, strict=False)
        return column([one if holds else two for holds, one, two in given])
    kind = FLOAT if FLOAT in kinds else WHOLE if WHOLE in kinds else TRUTH
    many = len(condition)
    out = _ZERO[kind] * many
    strips_: list[Any] = []
    for one in (yes, no):
        strips_ += (
            (one.base, one.first, 1) if isinstance(one, Column) else (array(_STRIP[_OF_TYPE[type(one)]], [one]), 0, 0)
        )
    if many:
        Works.work(NUMBER["where"], many, *strips_, out, 0, condition.base, condition.first)
    return Column(out, kind)
