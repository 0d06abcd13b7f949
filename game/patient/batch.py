"""Many patients at once as numpy columns: the same equations, the same order of operations, the same bits.

The functions of `equations` run here unchanged; only their name `sqrt` means numpy's. numpy rounds `+ - * /` and `sqrt`
as IEEE 754 asks, so a patient has the same digits alone and in any column. The game never imports this module, and so
starts without numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from types import FunctionType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.patient import equations
from game.patient.body import Body, Inputs
from game.patient.method import HALF, SIXTH, STEP

__all__ = [
    "Columns",
    "advance",
    "advance_roughly",
    "columns",
    "prepared",
    "rate",
    "rebound",
    "state_of",
    "step",
    "vitals",
    "vitals_of",
]

Columns: TypeAlias = NDArray[np.float64]
"""One row for each compartment (or constant, or input), one column for each patient."""


ROUGH_TICKS: Final = 6
"""Ticks in a long step, half an hour. The value of a moment moves by under 0.01 point, in sepsis by up to 0.6."""


def rebound(functions: dict[str, Any], replacements: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a module's names in which its own functions see `replacements`.

    The code of the functions is shared, not copied: there is one source of the equations.
    """
    names = {**functions, **replacements}
    for name, value in functions.items():
        if name not in replacements and isinstance(value, FunctionType) and value.__module__ == functions["__name__"]:
            names[name] = FunctionType(value.__code__, names, name, value.__defaults__)
    return names


_EQUATIONS: Final = rebound(vars(equations), {"sqrt": np.sqrt})
rate: Final = _EQUATIONS["rate"]
"""`equations.rate` over columns."""
_SIGNS: Final = rebound(
    vars(import_module("game.patient.signs")),
    {"sqrt": np.sqrt, "pressure_and_gas": _EQUATIONS["pressure_and_gas"]},
)


def vitals(state: Columns, parameters: Sequence[Any], inputs: Inputs) -> Any:
    """Return the true vital signs of every patient: `signs.vitals` with columns for fields."""
    return _SIGNS["vitals"](Body(tuple(state), tuple(parameters)), inputs)


def vitals_of(body: Body, inputs: Inputs) -> Any:
    """Return the true vital signs of a body whose numbers are columns."""
    return _SIGNS["vitals"](body, inputs)


def columns(rows: Iterable[Sequence[float]]) -> Columns:
    """Return the states (or parameters, or inputs) of several patients as columns."""
    return np.ascontiguousarray(np.array(list(rows), dtype=np.float64).T)


def state_of(state: Columns, patient: int) -> tuple[float, ...]:
    """Return one patient's column as the tuple of plain floats that `method.step` takes."""
    return tuple(state[:, patient].tolist())


def prepared(parameters: Columns) -> list[Any]:
    """Return the constants one by one: a plain float where all patients share the value, else its column.

    It saves a fifth of the time of a large cohort and changes no bit.
    """
    return [float(row[0]) if row.size and (row == row[0]).all() else row for row in np.ascontiguousarray(parameters)]


def step(state: Columns, parameters: Sequence[Any], inputs: Sequence[Any], ticks: int = 1) -> Columns:
    """Return the columns one step later, of one tick with the bits that `method.step` gives that patient alone."""
    k1 = _rates(state, parameters, inputs)
    k2 = _rates(state + ticks * HALF * k1, parameters, inputs)
    k3 = _rates(state + ticks * HALF * k2, parameters, inputs)
    k4 = _rates(state + ticks * STEP * k3, parameters, inputs)
    moved: Columns = state + ticks * SIXTH * (k1 + 2.0 * (k2 + k3) + k4)
    moved[moved < 0.0] = 0.0
    return moved


def advance(state: Columns, parameters: Sequence[Any], inputs: Sequence[Any], ticks: int, long: int = 1) -> Columns:
    """Return the columns `ticks` ticks later in steps of `long` ticks, with what the ward does held constant."""
    for _ in range(ticks // long):
        state = step(state, parameters, inputs, long)
    return state


def advance_roughly(
    state: Columns, parameters: Sequence[Any], inputs: Sequence[Any], ticks: int, long: int = 1
) -> Columns:
    """Return the columns `ticks` ticks later in longer steps: near what `advance` gives, and other digits."""
    if long > ROUGH_TICKS:
        return advance(state, parameters, inputs, ticks, long)
    long, rest = divmod(ticks, ROUGH_TICKS)
    for _ in range(long):
        state = step(state, parameters, inputs, ROUGH_TICKS)
    return advance(state, parameters, inputs, rest)


def _rates(state: Columns, parameters: Sequence[Any], inputs: Sequence[Any]) -> Columns:
    changes = np.empty(state.shape)
    np.concatenate(rate(list(state), parameters, inputs), out=changes.reshape(-1))
    return changes
