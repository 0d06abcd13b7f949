"""The ward of one sweep as compiled code: half hours in which nothing is out of the ordinary, for all futures at once.

Its columns stand in the memory of the code. Where futures join or leave, or an instructor lets something happen, they
are brought out, Python takes its turn with the same rules, and they are taken in again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.futures import kernel
from game.futures.beds import ChanceStreams
from game.futures.chance import steps
from game.futures.notes import HISTORIES
from game.futures.place_holders import BACK_H
from game.futures.rooms import Rooms, columns
from game.futures.tape import PAIR
from game.futures.ward_code import (
    COLUMNS,
    FUNCTIONS,
    GIVEN,
    HELD,
    HOUR,
    NOW,
    PAST,
    ROUTINE,
    SEEDING,
    STATES,
    STEPS,
    Rows,
    WardCode,
)
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.values.channel import Panel
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["Code", "CompiledWard", "code_beyond", "take_over"]

_WRITTEN: Final[dict[Hashable, tuple[bytes, frozenset[int]]]] = {}
"""Code that was written, with the rows that it writes into: a case is swept some times."""


@dataclass(frozen=True, slots=True)
class Code:
    """Code that was written and compiled in one process, for another one of the same program."""

    written: dict[Hashable, tuple[bytes, frozenset[int]]]
    machine: dict[bytes, bytes]


def code_beyond(known: Code) -> Code:
    """Return what was written and compiled here that is not `known` elsewhere."""
    return Code(
        {alike: code for alike, code in _WRITTEN.items() if alike not in known.written},
        {code: made for code, made in kernel.MACHINE_CODE.items() if code not in known.machine},
    )


def take_over(code: Code) -> None:
    """Have at hand what was written and compiled in another process."""
    _WRITTEN.update(code.written)
    kernel.MACHINE_CODE.update(code.machine)


class CompiledWard:
    """The ward of one sweep; its columns stand in the memory of the code, and are brought out where Python asks."""

    def __init__(self, rooms: Rooms, hours: int, count: int, alike: Hashable) -> None:
        """Make room for so many futures, and write the code: the same for all that are `alike`.

        Raises kernel.KernelMissingError where it cannot run.
        """
        self._rooms = rooms
        self._rows = Rows(rooms, hours)
        if alike not in _WRITTEN:
            while len(_WRITTEN) >= kernel.COMPILED:
                _WRITTEN.pop(next(iter(_WRITTEN)))
            writer = WardCode(rooms, self._rows)
            _WRITTEN[alike] = (writer.file(), frozenset(writer.stored))
        code, self._stored = _WRITTEN[alike]
        self._store, exports = kernel.instance_of(code)
        self._functions = {name: exports[name] for name in FUNCTIONS}
        width = kernel.lines(count) * kernel.LINE
        address = kernel.grown(exports["memory"], self._store, COLUMNS + 8 * self._rows.count * width)
        numbers: Any = (ctypes.c_double * (self._rows.count * width)).from_address(address + COLUMNS)
        self._all: Columns = np.frombuffer(numbers).reshape(self._rows.count, width)
        self._all[: self._rows.histories] = 0.0
        self._asked = (ctypes.c_uint32 * 2).from_address(address)
        self._numbers = (ctypes.c_double * (ROUTINE + len(Panel))).from_address(address + GIVEN)
        self._steps = (ctypes.c_uint64 * (ROUTINE + len(Panel))).from_address(address + GIVEN)
        past: Any = (ctypes.c_uint32 * (BACK_H + 1)).from_address(address + PAST)
        self._past = np.frombuffer(past, dtype=np.uint32)
        self._back = np.arange(BACK_H + 1)
        self._held: list[tuple[dict[Any, Any], Any, int]] = []
        self._next: tuple[int, NDArray[np.float64]] | None = None

    def home(
        self, state: Columns, holding: Columns, parameters: Columns, luck: ChanceStreams
    ) -> tuple[Columns, Columns]:
        """Take in all columns anew; return where body and support stand from now on."""
        rows, count = self._rows, state.shape[1]
        self._next = None
        all_ = self._all[:, :count]
        for first, table in ((rows.state, state), (rows.holding, holding), (rows.parameters, parameters)):
            all_[first : first + len(table)] = table
        keys = all_[rows.luck : rows.luck + 5].view(np.uint64)
        keys[:3], keys[3], keys[4] = luck.monitor, luck.probe, luck.seeding
        for number, name in enumerate(HISTORIES):
            first = rows.histories + number * rows.of_a_history
            here = all_[first : first + rows.of_a_history]
            here[:] = getattr(self._rooms.notes, name)
            setattr(self._rooms.notes, name, here)
        self._held, at = [], rows.columns
        for holder, key in columns(self._rooms.parts):
            self._held.append((holder, key, at))
            at += len(np.atleast_2d(holder[key]))
        self.take_in(count)
        return all_[rows.state : rows.state + STATES], all_[rows.holding : rows.holding + HELD]

    def inputs(self, n: int) -> Inputs:
        """Return what the support does to the first bodies."""
        return Inputs(*self._all[self._rows.inputs : self._rows.inputs + len(Inputs._fields), :n])

    def take_in(self, n: int) -> None:
        """Take in what Python has of the first futures, who are from now on those on the ward."""
        for holder, key, at in self._held:
            column = np.atleast_2d(holder[key])[:, :n]
            into = self._all[at : at + len(column), :n]
            into[:] = column.view(np.float64) if column.dtype == np.uint64 else column
        self.join(n)

    def join(self, n: int) -> None:
        """Let the first futures be those on the ward."""
        self._restore()
        # Of an odd number the next one, who has not joined, is gone through with the last.
        self._next = (n, self._all[:, n].copy()) if n % 2 else None

    def _restore(self) -> None:
        if self._next is not None:
            place, as_it_was = self._next
            self._all[:, place] = as_it_was

    def bring_out(self, n: int) -> None:
        """Let Python have what was done to the first futures."""
        self._restore()
        for holder, key, at in self._held:
            column = np.atleast_2d(holder[key])
            if not self._stored.isdisjoint(range(at, at + len(column))):
                column[:, :n] = self._all[at : at + len(column), :n]
        self._rooms.laboratory.look_again()
        self._rooms.charts.look_again()

    def sheet(self, n: int, now: Tick) -> None:
        """Write this hour down for the first `n`."""
        self._run("sheet", n, now)

    def half_hour(self, n: int, now: Tick) -> None:
        """Do all that a half hour begins with, up to the support for it."""
        self._run("half" if now % TICKS_PER_HOUR else "hour", n, now)

    def _run(self, name: str, n: int, now: Tick) -> None:
        stride, hour = self._all.strides[0], now // TICKS_PER_HOUR
        self._asked[:] = [-(-n // 2) * PAIR, stride]
        self._numbers[NOW], self._numbers[HOUR] = now, hour
        first, six = steps(now)
        self._steps[STEPS : STEPS + 7] = [first, *six]
        self._steps[SEEDING] = steps(hour)[0]
        for number, (_, every) in enumerate(self._rooms.laboratory.routine):
            self._numbers[ROUTINE + number] = now % every == 0
        np.multiply(np.maximum(hour - self._back, 0), stride, out=self._past, casting="unsafe")
        self._functions[name](self._store)
