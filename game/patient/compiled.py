"""The cohort compiled: the same equations by way of numba (extra `[fast]`), with the same bits and far less time.

There is no second copy of the equations: numba compiles the code of `equations.rate` itself. Only `method.step` is
written out again, by `_source`, because a compiler wants its tuples spelled place by place; a test holds the bits.
`fastmath` stays off, so `+ - * /` and `sqrt` round as they do everywhere else.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from types import FunctionType
from typing import Any, Final

import numpy as np

from game.patient import compartments, constants, equations, method
from game.patient.batch import Columns, rebound
from game.patient.body import Inputs

__all__ = ["MISSING", "FastMissingError", "advance", "installed", "prepared"]

MISSING: Final = "The compiled cohort needs numba: pip install 'cytokine-storm[fast]'. Without it, use the numpy batch."


class FastMissingError(RuntimeError):
    """The extra `[fast]` is not installed."""


def installed() -> bool:
    """Say whether the compiler is there."""
    return find_spec("numba") is not None


def prepared(parameters: Columns) -> Columns:
    """Return the constants in the layout in which the compiled kernel reads them: one row for each patient."""
    return np.ascontiguousarray(parameters.T)


def advance(state: Columns, parameters: Columns, inputs: Sequence[Any], ticks: int, threads: int = 1) -> Columns:
    """Return the columns `ticks` ticks later, as `batch.advance` does; `parameters` as `prepared` returns them.

    The first call in a new installation compiles for some seconds; later starts read the result from disk. Patients are
    dealt to `threads` threads, which changes no bit. Raises FastMissingError without numba.
    """
    move = _compiled()
    patients = state.shape[1]
    rows = np.array(state.T, order="C")
    held = np.empty((patients, len(inputs)))
    for position, value in enumerate(inputs):
        held[:, position] = value
    if threads == 1:
        move(rows, parameters, held, ticks, 0, patients)
    else:
        edges = [patients * n // threads for n in range(threads + 1)]
        list(_pool(threads).map(lambda n: move(rows, parameters, held, ticks, edges[n], edges[n + 1]), range(threads)))
    return np.ascontiguousarray(rows.T)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


def _floored(value: float) -> float:
    return 0.0 if value < 0.0 else value  # noqa: FURB136  as in `method.step`: max() would hide a NaN


_MOVE: Final = """
def {name}(states, constants, inputs, ticks, first, last):
    for patient in range(first, last):
        y = state_at(states, patient)
        p = constants_at(constants, patient)
        u = inputs_at(inputs, patient)
        for _ in range(ticks):
            k1 = rate(y, p, u)
            k2 = rate(ahead(y, HALF, k1), p, u)
            k3 = rate(ahead(y, HALF, k2), p, u)
            k4 = rate(ahead(y, STEP, k3), p, u)
            y = moved(y, k1, k2, k3, k4)
        store(states, patient, y)
"""
"""`method.step` for the patients from `first` to before `last`."""


def _source() -> str:
    """Return the source of the functions that read, add and write the tuples of `_MOVE`."""

    def spelled(text: str, size: int) -> str:
        return "(" + ", ".join(text.replace("#", str(n)) for n in range(size)) + ")"

    size = len(compartments.NAMES)
    tuples = {
        "state_at(rows, at)": spelled("rows[at, #]", size),
        "constants_at(rows, at)": spelled("rows[at, #]", len(constants.NAMES)),
        "inputs_at(rows, at)": spelled("rows[at, #]", len(Inputs._fields)),
        "ahead(y, h, k)": spelled("y[#] + h * k[#]", size),
        "moved(y, a, b, c, d)": spelled("floored(y[#] + SIXTH * (a[#] + 2.0 * (b[#] + c[#]) + d[#]))", size),
    }
    lines = [f"def {head}: return {body}" for head, body in tuples.items()]
    stores = [f"    rows[at, {n}] = y[{n}]" for n in range(size)]
    return "\n".join([*lines, "def store(rows, at, y):", *stores])


@cache
def _compiled() -> Any:
    if not installed():
        raise FastMissingError(MISSING)
    import numba  # noqa: PLC0415  an optional extra, and slow to import

    def njit(function: Any, *, keep: bool = False) -> Any:
        return numba.njit(error_model="numpy", fastmath=False, nogil=True, cache=keep)(function)

    source = _source()
    weights = {"STEP": method.STEP, "HALF": method.HALF, "SIXTH": method.SIXTH}
    names: dict[str, Any] = {"floored": njit(_floored), "__name__": __name__, **weights}
    exec(source, names)  # noqa: S102  source made above, from our own tables
    names.update({name: njit(value) for name, value in names.items() if isinstance(value, FunctionType)})
    plain = rebound(vars(equations), {"pressure_and_gas": njit(equations.pressure_and_gas)})
    names["rate"] = njit(plain["rate"])
    # numba keeps compiled functions by name and does not look at those they call: so the name carries a digest of all
    # that goes in, and changed equations are compiled anew.
    digest = sha256("".join([_MOVE, source, inspect.getsource(equations), repr(weights)]).encode())
    name = f"move_{digest.hexdigest()[:16]}"
    exec(compile(_MOVE.format(name=name), __file__, "exec"), names)  # noqa: S102  numba keeps it beside this file
    return njit(names[name], keep=True)
