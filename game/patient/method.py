"""The integrator: classical Runge-Kutta of fourth order with a fixed step of one tick.

A fixed step gives the same bits however the time is cut into pieces, which an adaptive solver does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from game.patient.equations import rate
from game.values.ticks import HOURS_PER_TICK

METHOD = "storm-6 rk4/5min ward-2"
"""Model, integrator and rules of the ward, as the case file names them. Another name means other digits."""

STEP = HOURS_PER_TICK
HALF = 0.5 * HOURS_PER_TICK
SIXTH = HOURS_PER_TICK / 6.0
"""The three weights of the method, hours; `batch` and the compiled kernel use the same ones."""


class Mover(Protocol):
    """What lets one patient live on with inputs held constant; every one gives the bits of `stepped`."""

    def __call__(
        self,
        state: Sequence[float],
        parameters: Sequence[float],
        inputs: Sequence[float],
        ticks: int,
        /,
        long: int = 1,
    ) -> tuple[float, ...]:
        """Return the state so many ticks later, in steps of `long` ticks."""


def step(
    state: Sequence[float], parameters: Sequence[float], inputs: Sequence[float], ticks: int = 1
) -> tuple[float, ...]:
    """Return the state one tick, or one long step of some ticks, later; no compartment falls below zero."""
    half, whole, sixth = ticks * HALF, ticks * STEP, ticks * SIXTH
    k1 = rate(state, parameters, inputs)
    k2 = rate([y + half * k for y, k in zip(state, k1, strict=True)], parameters, inputs)
    k3 = rate([y + half * k for y, k in zip(state, k2, strict=True)], parameters, inputs)
    k4 = rate([y + whole * k for y, k in zip(state, k3, strict=True)], parameters, inputs)
    moved = [y + sixth * (a + 2.0 * (b + c) + d) for y, a, b, c, d in zip(state, k1, k2, k3, k4, strict=True)]
    return tuple([0.0 if y < 0.0 else y for y in moved])  # noqa: FURB136  max() would hide a NaN


def stepped(
    state: Sequence[float], parameters: Sequence[float], inputs: Sequence[float], ticks: int, long: int = 1
) -> tuple[float, ...]:
    """Return the state so many ticks later, step by step in plain Python: what every faster way is measured by."""
    for _ in range(ticks // long):
        state = step(state, parameters, inputs, long)
    return tuple(state)
