"""Patients moved by the compiled kernel, which the page runs: it is the file that a desktop runs, and has its bits."""

from __future__ import annotations

from array import array
from typing import Protocol

from game.futures.ticks_ahead import TOGETHER, Numbers, TicksAhead
from game.patient import compartments
from game.patient.method import HALF, SIXTH, STEP

_STATES = len(compartments.NAMES)


class Compiled(Protocol):
    """The kernel, as the page has it (`static/kernel.js`)."""

    def advance(
        self,
        numbers: array[float],
        patients: int,
        states: int,
        steps: int,
        half: float,
        whole: float,
        sixth: float,
        told: array[float] | None,
        /,
    ) -> None:
        """Move patients: `numbers` are their states, constants and inputs, row by row; new states stand in the first.

        `told` is filled with the state after each step, of one patient.
        """

    def draw(self, keys: array[int], index: str, into: array[float], normal: bool, /) -> None:
        """Draw the number of each key at an index, as `values.noise` does; `index` stands in figures."""


class PageKernel:
    """Moves one patient, or many whose numbers stand in rows."""

    def __init__(self, compiled: Compiled) -> None:
        """Take the kernel of the page."""
        self._compiled = compiled
        self._ahead = TicksAhead()
        self._told = array("d", bytes(8 * TOGETHER * _STATES))

    def move(
        self, state: Numbers, parameters: Numbers, inputs: Numbers, ticks: int, /, long: int = 1
    ) -> tuple[float, ...]:
        """Return the state of one patient so many ticks later, in steps of `long` ticks; as `method.stepped` does.

        Who moves by a tick is moved by an hour, as on a desktop.
        """
        if ticks == 0:
            return tuple(state)
        if ticks == 1 and (known := self._ahead.after(state, parameters, inputs)) is not None:
            return known
        numbers = array("d", (*state, *parameters, *inputs))
        if ticks > 1:
            self._advance(numbers, 1, ticks // long, long, None)
            return tuple(numbers[:_STATES])
        self._advance(numbers, 1, TOGETHER, long, self._told)
        states = [tuple(self._told[first : first + _STATES]) for first in range(0, TOGETHER * _STATES, _STATES)]
        self._ahead = TicksAhead(states[::-1], parameters, inputs)
        return self._ahead.first()

    def advance_columns(self, numbers: array[float], many: int, steps: int, long: int) -> array[float]:
        """Return the states of many patients after some steps of `long` ticks, row by row; `numbers` are used up.

        They are the rows of states, constants and inputs of the patients.
        """
        self._advance(numbers, many, steps, long, None)
        return numbers[: _STATES * many]

    def draw(self, keys: array[int], index: int, normal: bool) -> array[float]:
        """Return a number for each key at an index: a standard normal one, or one in [0, 1)."""
        found = array("d", bytes(8 * len(keys)))
        self._compiled.draw(keys, str(index), found, normal)
        return found

    def _advance(self, numbers: array[float], many: int, steps: int, long: int, told: array[float] | None) -> None:
        self._compiled.advance(numbers, many, _STATES, steps, long * HALF, long * STEP, long * SIXTH, told)
