"""Futures of a case in a tab: the same ones as on a desktop, over plain columns, moved by what the page runs."""

from __future__ import annotations

from array import array
from typing import Any

from game.futures.engine import Engine
from game.futures.sweep import ColumnFutures
from game.patient.body import Inputs
from game.patient.method import Mover
from game.web.columns import Column
from game.web.kernel import PageKernel
from game.web.rules import PageRules, packed
from game.web.tables import Table


class TabFutures(ColumnFutures):
    """Plays futures without numpy."""

    def __init__(self, kernel: PageKernel, rules: PageRules) -> None:
        """Take the kernel and the rules of the page."""
        self._kernel = kernel
        super().__init__(Engine("page", _constants, self._advance, rules.looks))

    @property
    def move(self) -> Mover:
        """Return what lets a single body live."""
        return self._kernel.move

    def _advance(self, state: Any, parameters: array[float], inputs: Inputs, ticks: int, *, long: int = 1) -> Any:
        count = state.shape[1]
        if not (ticks and count):
            return state.copy()
        numbers = packed(state, count)
        numbers.extend(parameters)
        numbers.extend(packed(inputs, count))
        moved = self._kernel.advance_columns(numbers, count, ticks // long, long)
        return Table([Column(moved[first : first + count]) for first in range(0, len(moved), count)])


def _constants(parameters: Any) -> array[float]:
    return packed(parameters, parameters.shape[1])
