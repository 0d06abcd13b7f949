"""The batch in a third of the numpy calls: operations of one kind that are ready together run as one.

In a cohort of some hundred patients numpy spends its time on calls, five hundred for each `equations.rate`, and little
on numbers. Here the equations run once on place holders, which write down every operation; these are put in rounds of
one kind, and a round is one call over the rows of a sheet. There is no second copy of the equations, and every number
comes from the same operation on the same two numbers, so the bits are those of `batch`; a test holds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from game.patient import batch, compartments, constants, equations
from game.patient.batch import Columns, rebound
from game.patient.body import Inputs
from game.patient.method import HALF, SIXTH, STEP

__all__ = ["Sheet", "advance", "advance_roughly", "prepared"]

MOST: Final = 1024
"""Patients on one sheet; with more, numbers cost more than calls and `batch` itself is faster (as measured)."""
ROUGH_TICKS: Final = 6
"""Ticks in a long step, half an hour. The value of a moment moves by under 0.01 point, in sepsis by up to 0.6."""
_CALLS: Final[dict[str, Any]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "negative": np.negative,
    "absolute": np.absolute,
    "sqrt": np.sqrt,
}
_LEAVES: Final = ("constant", "number", "input", "state")
_ONCE, _HELD, _ALWAYS = 0, 1, 2
"""When a number has to be found: with the constants, when support changes, at each evaluation."""

_Entry: TypeAlias = tuple[Any, ...]
"""What makes a number: an operation and the entries it works on, or a leaf and its place or value."""
_Steps: TypeAlias = list[tuple[Callable[..., Any], tuple[Any, ...]]]


class _Tape:
    """All operations of the equations in their order, each written down once."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self._known: dict[_Entry, int] = {}

    def note(self, *entry: Any) -> _Mark:
        if entry not in self._known:
            self._known[entry] = len(self.entries)
            self.entries.append(entry)
        return _Mark(self, self._known[entry])

    def leaves(self, kind: str, count: int) -> list[_Mark]:
        return [self.note(kind, place) for place in range(count)]

    def operate(self, call: str, *on: Any) -> _Mark:
        marks = [one if isinstance(one, _Mark) else self.note("number", float(one)) for one in on]
        return self.note(call, *[one.place for one in marks])


class _Mark:
    """Stands for a number while the equations are written down."""

    def __init__(self, tape: _Tape, place: int) -> None:
        self.tape, self.place = tape, place

    def __add__(self, other: Any) -> _Mark:
        return self.tape.operate("add", self, other)

    def __radd__(self, other: Any) -> _Mark:
        return self.tape.operate("add", other, self)

    def __sub__(self, other: Any) -> _Mark:
        return self.tape.operate("subtract", self, other)

    def __rsub__(self, other: Any) -> _Mark:
        return self.tape.operate("subtract", other, self)

    def __mul__(self, other: Any) -> _Mark:
        return self.tape.operate("multiply", self, other)

    def __rmul__(self, other: Any) -> _Mark:
        return self.tape.operate("multiply", other, self)

    def __truediv__(self, other: Any) -> _Mark:
        return self.tape.operate("divide", self, other)

    def __rtruediv__(self, other: Any) -> _Mark:
        return self.tape.operate("divide", other, self)

    def __neg__(self) -> _Mark:
        return self.tape.operate("negative", self)

    def __abs__(self) -> _Mark:
        return self.tape.operate("absolute", self)


class _Round(NamedTuple):
    """Operations of one kind on rows of the sheet, their results side by side."""

    call: str
    first: int
    last: int
    operands: tuple[tuple[int, ...], ...]
    """For each operand the row of each operation."""


class _Layout(NamedTuple):
    """Which row of a sheet holds what."""

    rows: int
    numbers: tuple[tuple[int, float], ...]
    inputs: int
    """First row of the inputs; constants begin at row 0."""
    state: int
    once: list[_Round]
    held: list[_Round]
    always: list[_Round]
    changes: tuple[int, ...]
    """Row of each compartment's change."""


def _whens(entries: Sequence[_Entry]) -> list[int]:
    leaf = {"constant": _ONCE, "number": _ONCE, "input": _HELD, "state": _ALWAYS}
    found: list[int] = []
    for kind, *of in entries:
        found.append(leaf[kind] if kind in leaf else max([found[one] for one in of]))
    return found


def _rounds(entries: Sequence[_Entry], members: Sequence[int], row: dict[int, int]) -> list[_Round]:
    """Return the operations in rounds and give each a row. What others wait for longest goes first, then the most."""
    here = set(members)
    waits = {one: len([of for of in set(entries[one][1:]) if of in here]) for one in members}
    users: dict[int, list[int]] = defaultdict(list)
    for one in members:
        for of in set(entries[one][1:]) & here:
            users[of].append(one)
    ahead: dict[int, int] = {}
    for one in reversed(members):
        ahead[one] = 1 + max([ahead[user] for user in users[one]], default=0)
    ready: dict[str, list[int]] = defaultdict(list)
    for one in members:
        if not waits[one]:
            ready[entries[one][0]].append(one)
    rounds = []
    while ready:
        call = max(ready, key=lambda kind: (max([ahead[one] for one in ready[kind]]) + 0.5 * len(ready[kind]), kind))
        together = sorted(ready.pop(call), key=lambda one: [row[of] for of in entries[one][1:]])
        first = len(row)
        for one in together:
            row[one] = len(row)
        operands = zip(*[[row[of] for of in entries[one][1:]] for one in together], strict=True)
        rounds.append(_Round(call, first, len(row), tuple(operands)))
        for one in together:
            for user in users[one]:
                waits[user] -= 1
                if not waits[user]:
                    ready[entries[user][0]].append(user)
    return rounds


@cache
def _layout() -> _Layout:
    tape = _Tape()
    given = tape.leaves("constant", len(constants.NAMES))
    held = tape.leaves("input", len(Inputs._fields))
    state = tape.leaves("state", len(compartments.NAMES))
    names = rebound(vars(equations), {"sqrt": lambda value: tape.operate("sqrt", value)})
    changes = [one.place for one in names["rate"](state, given, held)]
    needed: set[int] = set()
    asked = list(changes)
    while asked:
        one = asked.pop()
        if one not in needed:
            needed.add(one)
            asked.extend(() if tape.entries[one][0] in _LEAVES else tape.entries[one][1:])
    row = {mark.place: number for number, mark in enumerate(given)}
    numbers = [place for place, (kind, *_) in enumerate(tape.entries) if kind == "number" and place in needed]
    for place in numbers:
        row[place] = len(row)
    whens = _whens(tape.entries)
    operations = [place for place in sorted(needed) if tape.entries[place][0] not in _LEAVES]

    def rounds(when: int) -> list[_Round]:
        return _rounds(tape.entries, [place for place in operations if whens[place] == when], row)

    def begin(marks: Sequence[_Mark]) -> int:
        first = len(row)
        row.update({mark.place: first + number for number, mark in enumerate(marks)})
        return first

    once = rounds(_ONCE)
    inputs = begin(held)
    on_support = rounds(_HELD)
    at = begin(state)
    always = rounds(_ALWAYS)
    return _Layout(
        rows=len(row),
        numbers=tuple([(row[place], tape.entries[place][1]) for place in numbers]),
        inputs=inputs,
        state=at,
        once=once,
        held=on_support,
        always=always,
        changes=tuple([row[place] for place in changes]),
    )


class Sheet:
    """Rows for every number of the equations, one column for each patient; it is used by one thread at a time."""

    def __init__(self, parameters: Columns) -> None:
        """Write the constants of these patients down, and what follows from them alone."""
        layout = _layout()
        count = parameters.shape[1]
        rows = np.zeros((layout.rows, count))
        rows[: len(parameters)] = parameters
        for row, value in layout.numbers:
            rows[row] = value
        widest = max([one.last - one.first for one in (*layout.once, *layout.held, *layout.always)])
        spare = np.empty((2 * widest, count))
        for call, on in _steps(layout.once, rows, spare):
            call(*on)
        size = (len(compartments.NAMES), count)
        self._on_support = _steps(layout.held, rows, spare)
        self._steps = _steps(layout.always, rows, spare)
        self._inputs = rows[layout.inputs : layout.inputs + len(Inputs._fields)]
        self._at = rows[layout.state : layout.state + len(compartments.NAMES)]
        self._rows, self._changes = rows, np.array(layout.changes)
        self._k = [np.empty(size) for _ in range(4)]
        self._below = np.empty(size, dtype=bool)

    def _rates(self, into: Columns) -> Columns:
        for call, on in self._steps:
            call(*on)
        return self._rows.take(self._changes, 0, into, "clip")

    def _part(self, weight: float, of: Columns, start: Columns) -> None:
        np.multiply(of, weight, self._at)
        np.add(start, self._at, self._at)

    def advance(self, state: Columns, inputs: Sequence[Any], steps: int, ticks_each: int = 1) -> Columns:
        """Return new columns so many steps later, as `batch.step` moves them if a step is one tick."""
        for row, value in zip(self._inputs, inputs, strict=True):
            row[:] = value
        for call, on in self._on_support:
            call(*on)
        moved: Columns = np.array(state, order="C")
        k1, k2, k3, k4 = self._k
        half, whole, sixth = ticks_each * HALF, ticks_each * STEP, ticks_each * SIXTH
        for _ in range(steps):
            self._at[:] = moved
            self._rates(k1)
            self._part(half, k1, moved)
            self._rates(k2)
            self._part(half, k2, moved)
            self._rates(k3)
            self._part(whole, k3, moved)
            self._rates(k4)
            # The order of `batch.step`, without new columns: moved + SIXTH * (k1 + 2.0 * (k2 + k3) + k4).
            np.add(k2, k3, k2)
            np.multiply(k2, 2.0, k2)
            np.add(k1, k2, k1)
            np.add(k1, k4, k1)
            np.multiply(k1, sixth, k1)
            np.add(moved, k1, moved)
            np.less(moved, 0.0, self._below)
            np.putmask(moved, self._below, 0.0)
        return moved


def _steps(rounds: Sequence[_Round], rows: Columns, spare: Columns) -> _Steps:
    """Return the calls of these rounds; operands that do not lie side by side are first taken together."""
    steps: _Steps = []
    for one in rounds:
        call, results = _CALLS[one.call], rows[one.first : one.last]
        count = len(results)
        on: list[Columns] = []
        apart: list[int] = []
        for places in one.operands:
            first = places[0]
            if places == (first,) * count:
                on.append(rows[first])
            elif places == tuple(range(first, first + count)):
                on.append(rows[first : first + count])
            else:
                on.append(spare[len(apart) : len(apart) + count])
                apart.extend(places)
        if apart and count <= 2:
            # As many calls, and nothing is copied.
            for result, places in zip(results, zip(*one.operands, strict=True), strict=True):
                steps.append((call, (*[rows[place] for place in places], result)))
            continue
        if apart:
            # Mode 'clip' lets numpy write where it is told without a copy in between; no place is out of bounds.
            steps.append((rows.take, (np.array(apart), 0, spare[: len(apart)], "clip")))
        steps.append((call, (*on, results)))
    return steps


def prepared(parameters: Columns) -> Sheet | list[Any]:
    """Return the constants as `advance` wants them: on a sheet, or as `batch` has them where that is faster."""
    return Sheet(parameters) if parameters.shape[1] <= MOST else batch.prepared(parameters)


def advance(state: Columns, parameters: Sheet | list[Any], inputs: Sequence[Any], ticks: int) -> Columns:
    """Return the columns `ticks` ticks later, as `batch.advance` does; `parameters` as `prepared` returns them."""
    if isinstance(parameters, Sheet):
        return parameters.advance(state, inputs, ticks)
    return batch.advance(state, parameters, inputs, ticks)


def advance_roughly(state: Columns, parameters: Sheet | list[Any], inputs: Sequence[Any], ticks: int) -> Columns:
    """Return the columns `ticks` ticks later in longer steps: near what `advance` gives, and other digits."""
    if not isinstance(parameters, Sheet):
        return batch.advance(state, parameters, inputs, ticks)
    long, rest = divmod(ticks, ROUGH_TICKS)
    state = parameters.advance(state, inputs, long, ROUGH_TICKS)
    return parameters.advance(state, inputs, rest) if rest else state
