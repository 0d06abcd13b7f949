"""The rules of a look at a patient as compiled code, which goes through all patients at once: `looks.wasm`.

`tools/build_looks.py` makes the file from `looks.py`; wasmtime runs it as it runs the kernel.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeAlias

import numpy as np

from game.case.afterwards import Care, Met
from game.case.ward import GERMS, Draws, EntryChances, Holding
from game.futures import kernel
from game.futures.looks import Before, HourDraws, HourRow, Round
from game.patient import batch, compartments, constants
from game.patient.batch import Columns
from game.patient.body import Body, Inputs
from game.values.elementwise import Column

__all__ = ["COLUMNS", "CONSTANTS", "FOUND", "GIVEN", "STATES", "CompiledLooks", "Follow"]

STATES: Final = len(compartments.NAMES)
CONSTANTS: Final = len(constants.NAMES)
GIVEN: Final = len(Holding._fields) + len(HourDraws._fields) + len(Before._fields)
"""Rows of support, luck and what was before; a round and a look after a case need fewer than an hour's sheet."""
_HELD: Final = len(Holding._fields) + len(Inputs._fields)
"""Rows that come out of a round."""
FOUND: Final = _HELD + len(GERMS) + len(Met._fields) + len(EntryChances._fields)
"""Rows that come out of a look after a case; fewer out of a round or an hour's sheet."""
_FINDS: Final = {"round": _HELD, "hour": len(HourRow._fields), "care": FOUND}
"""Rows that each rule finds."""
_ROWS: Final = STATES + CONSTANTS + GIVEN + FOUND
COLUMNS: Final = 64
"""Where in memory the rows begin; before them stand where the first row ends, and the bytes from a row to the next."""
Follow: TypeAlias = Callable[[str, Columns, Iterable[Column], Iterable[Column]], Columns]
"""Returns the rows that the rule of a name finds for patients with these constants and states, by what is given."""


class _CompiledRules:
    """The rules with a memory of their own; used by one thread at a time."""

    def __init__(self) -> None:
        self._store, exports = kernel.instance("looks.wasm")
        self._memory = exports["memory"]
        self._rules = {name: exports[name] for name in _FINDS}
        self._rows = np.empty((_ROWS, 0))
        self._parameters: Columns | None = None

    def _fit(self, patients: int) -> None:
        numbers = _ROWS * kernel.lines(patients) * kernel.LINE
        address = kernel.grown(self._memory, self._store, COLUMNS + 8 * numbers)
        rows = np.frombuffer((ctypes.c_double * numbers).from_address(address + COLUMNS))  # type: ignore[call-overload]
        self._rows = rows.reshape(_ROWS, -1)
        # Both of the last pair are reckoned with, and what stood there before could be slow.
        self._rows[:] = 0.0
        asked = (ctypes.c_uint32 * 2).from_address(address)
        asked[:] = [COLUMNS + -(-patients // 2) * 16, self._rows.strides[0]]

    def follow(self, rule: str, parameters: Columns, state: Iterable[Column], given: Iterable[Column]) -> Columns:
        """Return the rows that a rule finds for these patients."""
        patients = parameters.shape[1]
        if parameters is not self._parameters:
            self._fit(patients)
            self._rows[STATES : STATES + CONSTANTS, :patients] = parameters
            self._parameters = parameters
        rows = self._rows[:, :patients]
        if hasattr(state, "shape"):
            block: Any = state
            rows[:STATES] = block
        else:
            for place, row in enumerate(state):
                rows[place] = row
        for place, row in enumerate(given, STATES + CONSTANTS):
            rows[place] = row
        self._rules[rule](self._store)
        first = STATES + CONSTANTS + GIVEN
        return rows[first : first + _FINDS[rule]].copy()


def _follow(rule: str, parameters: Columns, state: Iterable[Column], given: Iterable[Column]) -> Columns:
    if not hasattr(kernel.own, "rules"):
        kernel.own.rules = _CompiledRules()
    rules: _CompiledRules = kernel.own.rules
    return rules.follow(rule, parameters, state, given)


class CompiledLooks:
    """Looks at columns by compiled rules."""

    def __init__(self, parameters: Columns, follow: Follow = _follow) -> None:
        """Take the patients' constants, and what runs the rules."""
        self._given = parameters
        self._follow = follow

    @cached_property
    def _columns(self) -> Columns:
        return np.ascontiguousarray(self._given)

    @cached_property
    def parameters(self) -> list[Any]:
        """Return the patients' constants one by one."""
        return batch.prepared(self._given)

    def hour(self, state: Columns, holding: Holding, draws: HourDraws, before: Before) -> HourRow:
        """Return the sheet of a full hour."""
        found = self._follow("hour", self._columns, state, chain(holding, draws, before))
        return HourRow(*found[: len(HourRow._fields)])

    def round(self, state: Columns, holding: Holding, draws: Draws, *, changed: bool) -> Round:
        """Return the support for the next half hour."""
        del changed
        found = self._follow("round", self._columns, state, chain(holding, draws))
        return Round(*_held(found))

    def care(self, body: Body, holding: Holding, home: Column, met: Met) -> Care:
        """Return what the ward does at a look in the two weeks after a case."""
        found = self._follow("care", self._columns, body.state, [*holding, home, *met])
        first, on_devices, fungus, usual_h, shown_h, covered, *chances = found[_HELD:]
        met = Met(usual_h, shown_h, covered)
        return Care(*_held(found), (first, on_devices, fungus), met, EntryChances(*chances))


def _held(found: Columns) -> tuple[Holding, Inputs]:
    count = len(Holding._fields)
    return Holding(*found[:count]), Inputs(*found[count:_HELD])
