"""Patients moved by the compiled kernel, which the page runs: it is the file that a desktop runs, and has its bits."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
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

    def move_all(
        self, states: Sequence[Numbers], parameters: Sequence[Numbers], inputs: Numbers, ticks: int, long: int = 1
    ) -> list[tuple[float, ...]]:
        """Return the states of many patients so many ticks later, all under the same inputs."""
        many = len(states)
        numbers = array("d")
        for row in (*zip(*states, strict=True), *zip(*parameters, strict=True)):
            numbers.extend(row)
        for value in inputs:
            numbers.extend([value] * many)
        self._advance(numbers, many, ticks // long, long, None)
        rows = [numbers[first : first + many] for first in range(0, _STATES * many, many)]
        return list(zip(*rows, strict=True))

    def _advance(self, numbers: array[float], many: int, steps: int, long: int, told: array[float] | None) -> None:
        self._compiled.advance(numbers, many, _STATES, steps, long * HALF, long * STEP, long * SIXTH, told)
