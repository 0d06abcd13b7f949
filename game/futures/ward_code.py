"""The rules of a ward's half hour written as code: a function for an hour's sheet, two for what precedes time.

The rules stand where they always stood: in laboratory, drug charts, guideline and notes. Here they run once, on place
holders, for the level and the plans of a sweep; what they do is written down and becomes one piece of WebAssembly that
goes through all futures. It is made anew for each level, since what a level offers decides what there is to be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from game.case import ward
from game.case.ward import Holding
from game.futures import beds, looks
from game.futures.beds import ChanceStreams
from game.futures.notes import HISTORIES
from game.futures.place_holders import (
    ColumnRows,
    History,
    KeptColumn,
    Keys,
    Patients,
    Soonest,
    TickHolder,
    tape,
    vitals,
)
from game.futures.rooms import Rooms, columns
from game.futures.tape import PAIR, emitted, instruction
from game.futures.webassembly import (
    I32,
    I32_ADD,
    I32_MUL,
    V128,
    both_bits,
    function,
    gather,
    get,
    if_lanes,
    load,
    load_twice,
    load_whole,
    loop,
    module,
    put,
    whole,
)
from game.patient import compartments, constants
from game.patient.body import Body, Inputs
from game.values.channel import Panel
from game.values.ticks import TICKS_PER_HOUR

__all__ = ["Rows", "WardCode"]

END, STRIDE, GIVEN, PAST = 0, 4, 8, 512
"""How far behind the beginning of its memory stands what is asked: where the first row ends and the bytes to the next,
the numbers of the moment, and how far behind its first row a history has the row of so many hours ago."""
COLUMNS: Final = 1024
"""How far behind it the rows begin."""
NOW, HOUR, STEPS, SEEDING, ROUTINE = 0, 1, 2, 9, 10
"""Places among the numbers of the moment: tick and hour, what they add to the keys of draws, which routine is due."""
STATES, HELD, CONSTANTS = len(compartments.NAMES), len(Holding._fields), len(constants.NAMES)
FUNCTIONS: Final = ("sheet", "hour", "half")


class Rows:
    """Which row of memory each number of a future has."""

    def __init__(self, rooms: Rooms, hours: int) -> None:
        """Lay them out for so many hours."""
        self.state = 0
        self.holding = self.state + STATES
        self.parameters = self.holding + HELD
        self.inputs = self.parameters + CONSTANTS
        self.luck = self.inputs + len(Inputs._fields)
        self.wanted = self.luck + 5
        self.columns = self.wanted + len(Panel)
        at = self.columns
        for holder, key in columns(rooms.parts):
            at += len(np.atleast_2d(holder[key]))
        self.histories = at
        self.of_a_history = hours + 1
        self.count = at + len(HISTORIES) * self.of_a_history


class Written(NamedTuple):
    """What goes into a row."""

    place: int
    """On the tape."""
    row: int
    of_a_history: bool = False
    """Whether the row is that of hour 0 and the one of this hour is meant."""


def _kept(marks: Iterable[Any], first: int) -> list[Written]:
    """Let marks go into the rows from the first on."""
    return [Written(mark.place, first + n) for n, mark in enumerate(marks)]


class _Bed:
    """The rooms of a ward as place holders on one tape, and what is written down there."""

    def __init__(self, rooms: Rooms, rows: Rows) -> None:
        self.on = tape()
        self._cells: list[tuple[KeptColumn, int, int]] = []
        self._rows = rows
        lines = {name: copy(line) for name, line in rooms.charts.lines.items()}
        own = Rooms(copy(rooms.charts), copy(rooms.laboratory), copy(rooms.notes), copy(rooms.plan))
        own.charts.lines = lines
        own.plan.charts, own.plan.laboratory, own.plan.notes = own.charts, own.laboratory, own.notes
        for part in own.parts:
            vars(part).update({name: dict(one) for name, one in vars(part).items() if isinstance(one, dict)})
        for look_again in (own.charts.look_again, own.laboratory.look_again):
            look_again(Soonest())
        self.charts: Any = own.charts
        self.laboratory: Any = own.laboratory
        self.notes: Any = own.notes
        self.plan: Any = own.plan
        at = rows.columns
        for holder, key in columns(own.parts):
            holder[key], at = self._standing_for(holder[key], at)
        for number, name in enumerate(HISTORIES):
            setattr(self.notes, name, History(self.on, rows.histories + number * rows.of_a_history))
        self.state, self._held, self.parameters = [
            cast(Any, ColumnRows([self._cell(first + n) for n in range(count)]))
            for first, count in ((rows.state, STATES), (rows.holding, HELD), (rows.parameters, CONSTANTS))
        ]
        monitor, probe, seeding = [[self._cell(rows.luck + n) for n in part] for part in (range(3), (3,), (4,))]
        self.luck = ChanceStreams(*[cast(Any, Keys(part)) for part in (monitor, probe, seeding)])
        self.n: Any = Patients(self.on)
        self.now: Any = self._moment()

    def _cell(self, row: int, kind: str = "row") -> KeptColumn:
        place = self.on.note(kind, row).place
        cell = KeptColumn(self.on, place)
        self._cells.append((cell, place, row))
        return cell

    def _standing_for(self, column: NDArray[Any], at: int) -> tuple[Any, int]:
        kind = "truth" if column.dtype == np.bool_ else "row"
        found = [self._cell(at + n, kind) for n in range(len(np.atleast_2d(column)))]
        if column.dtype == np.uint64:
            return Keys(found), at + len(found)
        return (ColumnRows(found) if column.ndim > 1 else found[0]), at + len(found)

    def given(self, place: int) -> Any:
        """Return a number of the moment."""
        return self.on.note("given", place)

    def _moment(self) -> TickHolder:
        now, hour = [TickHolder(self.on, self.given(place).place) for place in (NOW, HOUR)]
        now.steps = tuple([self.given(STEPS + n) for n in range(7)])
        hour.steps = (self.given(SEEDING),)
        now.hour = hour
        return now

    @property
    def holding(self) -> Holding:
        """Return the support."""
        return Holding(*self._held)

    def written(self) -> list[Written]:
        """Return what was written."""
        found = [Written(cell.place, row) for cell, place, row in self._cells if cell.place != place]
        for number, name in enumerate(HISTORIES):
            if (now := getattr(self.notes, name).now) is not None:
                first = self._rows.histories + number * self._rows.of_a_history
                found.append(Written(now.place, first, of_a_history=True))
        return found


class _Looks:
    """Looks at place holders."""

    def __init__(self, parameters: Any) -> None:
        self._parameters = parameters
        self.vitals = vitals()

    def shown(self, state: Any, holding: Holding) -> Any:
        return self.vitals(Body(tuple(state), tuple(self._parameters)), ward.inputs(holding))

    def hour(self, state: Any, holding: Holding, draws: Any, before: Any) -> Any:
        return looks.hour(self.shown(state, holding), Body(tuple(state), ()), holding, draws, before)


class WardCode:
    """Writes the functions of a ward."""

    def __init__(self, rooms: Rooms, rows: Rows) -> None:
        """Take the rooms of a sweep; what columns they have matters, and not what stands in them."""
        self._rooms, self._rows = rooms, rows
        self._most = 0
        self.stored: set[int] = set()
        self._panels = list(Panel)

    def sheet(self) -> list[bytes]:
        """Write the hour down."""
        bed = _Bed(self._rooms, self._rows)
        bed.notes.write(bed.n, bed.now, bed.state, bed.holding, _Looks(bed.parameters))
        return [self._code(bed, [])]

    def half(self) -> list[bytes]:
        """Let half an hour begin, between the hours."""
        bed = _Bed(self._rooms, self._rows)
        bed.laboratory.results(bed.n, bed.now)
        bed.charts.give_due(bed.n, bed.now, bed.state)
        return [*self._samples(bed, {}, on_the_hour=False), self._round(on_the_hour=False)]

    def hour(self) -> list[bytes]:
        """Let half an hour begin with an hour: the guideline orders, and germs may get in."""
        bed = _Bed(self._rooms, self._rows)
        bed.laboratory.results(bed.n, bed.now)
        bed.charts.give_due(bed.n, bed.now, bed.state)
        wanted: dict[Panel, Any] = {}
        # Samples are taken behind it, where there are any to be taken: nothing that is ordered changes them.
        bed.laboratory.draw = lambda _n, panel, who, *_: wanted.update({panel: who})
        bed.plan.order(bed.n, bed.now, bed.state, bed.holding)
        return [*self._samples(bed, wanted, on_the_hour=True), self._round(on_the_hour=True)]

    def _samples(self, bed: _Bed, wanted: dict[Panel, Any], *, on_the_hour: bool) -> list[bytes]:
        for number, (panel, every) in enumerate(self._rooms.laboratory.routine):
            if on_the_hour or every % TICKS_PER_HOUR:
                wanted[panel] = wanted.get(panel, False) | (bed.given(ROUTINE + number) > 0.5)
        free = {panel: who & bed.laboratory.is_free(bed.n, panel) for panel, who in wanted.items()}
        kept = [one for panel, who in free.items() for one in _kept([who], self._wanted(panel))]
        return [self._code(bed, kept), *[self._sample(panel) for panel in free]]

    def _wanted(self, panel: Panel) -> int:
        return self._rows.wanted + self._panels.index(panel)

    def _sample(self, panel: Panel) -> bytes:
        bed = _Bed(self._rooms, self._rows)
        who = bed.on.note("truth", self._wanted(panel))
        bed.laboratory.draw(bed.n, panel, who, bed.now, bed.state)
        return if_lanes(self._row(self._wanted(panel)), self._code(bed, []))

    def _round(self, *, on_the_hour: bool) -> bytes:
        bed = _Bed(self._rooms, self._rows)
        draws = beds.draws(bed.luck, bed.now)
        held = looks.ward_round(_Looks(bed.parameters).shown(bed.state, bed.holding), bed.holding, draws)
        if on_the_hour:
            beds.let_in_by_chance(bed.state, list(bed.parameters), held.holding, bed.luck.seeding, bed.now.hour)
        return self._code(bed, [*_kept(held.holding, self._rows.holding), *_kept(held.inputs, self._rows.inputs)])

    # --- as code; locals: where its memory begins, the rows' stride, where the pair stands, where the rows end, what is
    # gathered, then results

    _BEGIN, _STRIDE, _AT, _END, _GATHERED, _LOCALS = range(6)

    def _address(self, row: int) -> bytes:
        return get(self._AT) + get(self._STRIDE) + whole(row) + I32_MUL + I32_ADD

    def _row(self, row: int) -> bytes:
        return self._address(row) + load(COLUMNS)

    def _past(self, first: int, back: int) -> bytes:
        return self._address(first) + get(self._BEGIN) + load_whole(PAST + 4 * back) + I32_ADD

    def _code(self, bed: _Bed, kept: Sequence[Written]) -> bytes:
        on = bed.on

        def leaf(place: int) -> bytes:
            kind, value, *more = on.entries[place]
            if kind in ("row", "truth") and not isinstance(value, bytes):
                return self._row(value)
            if kind in ("number", "truth"):
                return both_bits(value)
            if kind == "given":
                return get(self._BEGIN) + load_twice(GIVEN + 8 * value)
            return self._past(value, *more) + load(COLUMNS) if kind == "past" else b""

        def done(call: str) -> bytes:
            if call.startswith("gathered "):
                row = int(call.removeprefix("gathered "))
                return gather(row, COLUMNS, self._STRIDE, self._AT, self._GATHERED)
            return instruction(call)

        written = [*bed.written(), *kept]
        self.stored |= {one.row for one in written}
        wanted = [
            (place, self._past(row, 0) if of_a_history else self._address(row), COLUMNS)
            for place, row, of_a_history in written
        ]
        code, count = emitted(on, wanted, leaf, self._LOCALS, done, first=True)
        self._most = max(self._most, count)
        return code

    def file(self) -> bytes:
        """Return the file. Each function is told where in the memory that it is lent its own part begins."""
        bodies = [b"".join(getattr(self, name)()) for name in FUNCTIONS]
        asked = get(self._BEGIN) + load_whole(STRIDE) + put(self._STRIDE)
        asked += get(self._BEGIN) + put(self._AT)
        asked += get(self._BEGIN) + get(self._BEGIN) + load_whole(END) + I32_ADD + put(self._END)
        kinds = [(3, I32), (1 + self._most, V128)]
        exports = [(name, 0, n) for n, name in enumerate(FUNCTIONS)]
        loops = [asked + loop(self._AT, get(self._END), body, whole(PAIR)) for body in bodies]
        return module([[I32]], [(0, function(kinds, one)) for one in loops], exports, lent=True)
