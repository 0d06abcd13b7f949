"""A page that no browser shows: it measures by the table, and moves patients in plain Python."""

from __future__ import annotations

from array import array

from game.patient import compartments
from game.patient.body import Inputs
from game.patient.method import STEP, stepped
from game.ui.backends.table_measure import TableMeasure
from game.ui.toolkit.canvas import Weight

STATES = len(compartments.NAMES)
WEIGHTS = {"400": Weight.REGULAR, "600": Weight.SEMIBOLD, "700": Weight.BOLD}


class PlainKernel:
    """What `static/kernel.js` does, by `stepped`."""

    def __init__(self) -> None:
        self.calls = 0

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
        assert states == STATES
        self.calls += 1
        long = round(whole / STEP)
        assert (half, sixth) == (whole / 2, whole / 6)
        rows = [numbers[first : first + patients] for first in range(0, len(numbers), patients)]
        inputs = len(rows) - len(Inputs._fields)
        for place in range(patients):
            one = [row[place] for row in rows]
            state, parameters, given = tuple(one[:STATES]), tuple(one[STATES:inputs]), tuple(one[inputs:])
            for step in range(steps):
                state = stepped(state, parameters, given, long, long)
                if told is not None:
                    told[step * STATES : (step + 1) * STATES] = array("d", state)
            for row, value in enumerate(state):
                numbers[row * patients + place] = value


class NoBrowser:
    """The page."""

    def __init__(self) -> None:
        self.kernel = PlainKernel()

    def measure(self, text: str, size: int, weight: str) -> float:
        return TableMeasure().text_size(text, size, WEIGHTS[weight])[0]
