"""The ward of one sweep as compiled code: half hours in which nothing is out of the ordinary, for all futures at once.

Its columns stand in the memory of the code. Where futures join or leave, or an instructor lets something happen, they
are brought out, Python takes its turn with the same rules, and they are taken in again.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

import numpy as np

from game.futures import kernel
from game.futures.beds import ChanceStreams
from game.futures.chance import steps
from game.futures.notes import HISTORIES
from game.futures.place_holders import BACK_H
from game.futures.rooms import Rooms, columns
from game.futures.tape import PAIR
from game.futures.ward_code import COLUMNS, GIVEN, HELD, PAST, ROUTINE, STATES, Rows, WardCode
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.values.channel import Panel
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["Code", "CompiledWard", "Lend", "Lent", "code_beyond", "take_over"]

_WRITTEN: Final[dict[Hashable, tuple[bytes, frozenset[int]]]] = {}
"""Code that was written, with the rows that it writes into: a case is swept some times."""
_ASKED: Final = struct.Struct(
    f"<2I2d{ROUTINE - 2}Q{len(Panel)}d{PAST - GIVEN - 8 * (ROUTINE + len(Panel))}x{BACK_H + 1}I"
)
"""What is asked, as `ward_code` says: where the first row ends and the bytes to the next; tick and hour, what they add
to the keys of draws, which routine is due; how far back the row of each past hour stands."""


class Lent(Protocol):
    """Code with the memory that is lent to it."""

    rows: Columns
    """The rows there."""

    def run(self, name: str, asked: bytes) -> None:
        """Run a function on what is asked."""


Lend: TypeAlias = Callable[[bytes, int, int], Lent]
"""Lends code a memory for so many rows of so many numbers. Raises kernel.KernelMissingError where it cannot run."""


class _Lent:
    """Code that wasmtime runs."""

    def __init__(self, code: bytes, rows: int, width: int) -> None:
        self._address, self._run = kernel.lent(code, COLUMNS + 8 * rows * width)
        numbers: Any = (ctypes.c_double * (rows * width)).from_address(self._address + COLUMNS)
        self.rows: Columns = np.frombuffer(numbers).reshape(rows, width)

    def run(self, name: str, asked: bytes) -> None:
        """Run a function on what is asked."""
        ctypes.memmove(self._address, asked, len(asked))
        self._run(name)


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

    def __init__(self, rooms: Rooms, hours: int, count: int, alike: Hashable, lend: Lend = _Lent) -> None:
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
        self._width = kernel.lines(count) * kernel.LINE
        self._lent = lend(code, self._rows.count, self._width)
        self._all = self._lent.rows
        self._held: list[tuple[dict[Any, Any], Any, int]] = []
        self._next: tuple[int, Any] | None = None

    def home(
        self, state: Columns, holding: Columns, parameters: Columns, luck: ChanceStreams
    ) -> tuple[Columns, Columns]:
        """Take in all columns anew; return where body and support stand from now on."""
        rows, count = self._rows, state.shape[1]
        self._next = None
        all_ = self._all[:, :count]
        for first, table in ((rows.state, state), (rows.holding, holding), (rows.parameters, parameters)):
            all_[first : first + len(table)] = table
        for place, key in enumerate((*luck.monitor, luck.probe, luck.seeding), rows.luck):
            all_[place] = key.view(np.float64)
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
        stride, hour = 8 * self._width, now // TICKS_PER_HOUR
        first, six = steps(now)
        due = [float(now % every == 0) for _, every in self._rooms.laboratory.routine]
        due += [0.0] * (len(Panel) - len(due))
        past = [max(hour - back, 0) * stride for back in range(BACK_H + 1)]
        asked = (-(-n // 2) * PAIR, stride, now, hour, first, *six, steps(hour)[0], *due, *past)
        self._lent.run(name, _ASKED.pack(*asked))
