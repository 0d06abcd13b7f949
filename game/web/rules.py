"""The compiled rules of a look at many patients, which the page runs: the file that a desktop runs, with its bits."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, Protocol

from game.futures.compiled_looks import COLUMNS, CONSTANTS, FOUND, GIVEN, STATES, CompiledLooks
from game.web.blocks import block, packed
from game.web.columns import Value

__all__ = ["CompiledRules", "PageRules"]


class CompiledRules(Protocol):
    """The rules, as the page has them (`static/kernel.js`)."""

    def hold(self, first: int, rows: int, constants: array[float], at: int, patients: int, /) -> None:
        """Make room for rows of patients from byte `first` on, and keep their constants from row `at` on."""

    def follow(
        self, rule: str, numbers: array[float], states: int, given: int, found: array[float], out: int, /
    ) -> None:
        """Fill `found` with the rows from `out` on that a rule finds.

        `numbers` are the rows of states, then those of what is given, which belong to row `given` on.
        """


class PageRules:
    """Follows rules, and knows whose constants the page holds."""

    def __init__(self, compiled: CompiledRules) -> None:
        """Take the rules of the page."""
        self._compiled = compiled
        self._held: Any = None

    def looks(self, parameters: Any) -> CompiledLooks:
        """Return what looks at the patients who have these constants."""
        return CompiledLooks(parameters, self._follow)

    def _follow(self, rule: str, parameters: Any, state: Iterable[Value], given: Iterable[Value]) -> Any:
        patients = parameters.shape[1]
        if parameters is not self._held:
            rows = STATES + CONSTANTS + GIVEN + FOUND
            self._compiled.hold(COLUMNS, rows, packed(parameters, patients), STATES, patients)
            self._held = parameters
        numbers = packed(state, patients)
        numbers.extend(packed(given, patients))
        found = array("d", bytes(8 * FOUND * patients))
        self._compiled.follow(rule, numbers, STATES, STATES + CONSTANTS, found, STATES + CONSTANTS + GIVEN)
        return block(found, FOUND, patients)
