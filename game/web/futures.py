"""Futures of a case in a tab: the same ones as on a desktop, over plain columns, moved by what the page runs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from game.futures.engine import Engine
from game.futures.sweep import ColumnFutures
from game.patient.body import Inputs
from game.patient.method import Mover
from game.review.valuation.value import Expected, Fork
from game.web.begun import Batched
from game.web.blocks import block, packed
from game.web.kernel import PageKernel
from game.web.rules import PageRules
from game.web.ward import PageWards


class TabFutures(ColumnFutures):
    """Plays futures without numpy."""

    def __init__(self, kernel: PageKernel, rules: PageRules, wards: PageWards, batched: Batched) -> None:
        """Take what the page runs: kernel, rules, wards; and what knows batches from before the page was loaded."""
        self._kernel = kernel
        self._batched = batched
        super().__init__(Engine("page", _constants, self._advance, rules.looks, wards.ward))

    @property
    def move(self) -> Mover:
        """Return what lets a single body live."""
        return self._kernel.move

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        """Return what each future ends with, as it was found once. Raises CancelledError."""
        found = self._batched.worths(forks, lambda: super(TabFutures, self).worths(forks, cancelled))
        return [Expected(*one) for one in found]

    def _advance(self, state: Any, parameters: array[float], inputs: Inputs, ticks: int, *, long: int = 1) -> Any:
        count = state.shape[1]
        if not (ticks and count):
            return state.copy()
        numbers = packed(state, count)
        numbers.extend(parameters)
        numbers.extend(packed(inputs, count))
        moved = self._kernel.advance_columns(numbers, count, ticks // long, long)
        return block(moved, len(moved) // count, count)


def _constants(parameters: Any) -> array[float]:
    return packed(parameters, parameters.shape[1])
