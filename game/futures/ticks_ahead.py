"""Some ticks of one patient that the kernel moved together, given out one by one: a call costs more than they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from game.values.ticks import TICKS_PER_HOUR

Numbers: TypeAlias = Sequence[float]
TOGETHER: Final = TICKS_PER_HOUR
"""Steps that one patient is moved at once. A call costs as much as ten to thirty of them."""


class TicksAhead:
    """The next states of one patient, found together and given out one by one while they are what is asked for."""

    def __init__(
        self, states: list[tuple[float, ...]] | None = None, parameters: Numbers = (), inputs: Numbers = ()
    ) -> None:
        """Take the states, the last one first."""
        self._states = states or []
        self._given: Numbers = ()
        self._parameters, self._inputs = parameters, inputs

    def first(self) -> tuple[float, ...]:
        """Give out the next state."""
        self._given = found = self._states.pop()
        return found

    def after(self, state: Numbers, parameters: Numbers, inputs: Numbers) -> tuple[float, ...] | None:
        """Return what follows a state; nothing where it is not the one given out last, or other things are done."""
        # The very same tuple is the very same numbers: a dose or a germ makes a new one.
        goes_on = state is self._given and parameters is self._parameters and inputs == self._inputs
        return self.first() if goes_on and self._states else None
