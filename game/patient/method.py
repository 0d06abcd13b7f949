"""The integrator: classical Runge-Kutta of fourth order with a fixed step of one tick.

A fixed step gives the same bits however the time is cut into pieces, which an adaptive solver does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.patient.equations import rate
from game.values.ticks import HOURS_PER_TICK

METHOD = "storm-1 rk4/5min"
"""Model and integrator, as the case file names them. Another name means other digits."""

STEP = HOURS_PER_TICK
HALF = 0.5 * HOURS_PER_TICK
SIXTH = HOURS_PER_TICK / 6.0
"""The three weights of the method, hours; `batch` and the compiled kernel use the same ones."""


def step(state: Sequence[float], parameters: Sequence[float], inputs: Sequence[float]) -> tuple[float, ...]:
    """Return the state one tick later; no compartment falls below zero."""
    k1 = rate(state, parameters, inputs)
    k2 = rate([y + HALF * k for y, k in zip(state, k1, strict=True)], parameters, inputs)
    k3 = rate([y + HALF * k for y, k in zip(state, k2, strict=True)], parameters, inputs)
    k4 = rate([y + STEP * k for y, k in zip(state, k3, strict=True)], parameters, inputs)
    moved = [y + SIXTH * (a + 2.0 * (b + c) + d) for y, a, b, c, d in zip(state, k1, k2, k3, k4, strict=True)]
    return tuple([0.0 if y < 0.0 else y for y in moved])  # noqa: FURB136  max() would hide a NaN
