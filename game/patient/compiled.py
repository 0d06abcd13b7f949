"""The cohort compiled: the same equations by way of numba (extra `[fast]`), with the same bits and far less time.

There is no second copy of the equations: numba compiles the code of `equations.rate` itself. Only `method.step` is
written out again, in `_MOVE`, for a block of patients whose numbers lie side by side, so that the processor takes
several in one instruction; a test holds the bits. `fastmath` stays off, so `+ - * /` and `sqrt` round as everywhere.
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

__all__ = ["MISSING", "FastMissingError", "advance", "installed", "prepared", "usable"]

LANES: Final = 32
"""Patients in a block; 32 was the fastest of 4 to 64 where it was measured."""
MISSING: Final = "The compiled cohort needs numba: pip install 'cytokine-storm[fast]'. Without it, use the numpy batch."


class FastMissingError(RuntimeError):
    """The extra `[fast]` is not installed."""


def installed() -> bool:
    """Say whether the compiler is there."""
    return find_spec("numba") is not None


@cache
def usable() -> bool:
    """Say whether the compiler is there and starts: one that is older than the numpy beside it refuses to."""
    if not installed():
        return False
    try:
        import numba  # noqa: F401, PLC0415  an optional extra, and slow to import
    except (ImportError, OSError):
        return False
    return True


def prepared(parameters: Columns) -> Columns:
    """Return the constants as the kernel reads them: by blocks of `LANES` patients, the last one filled up."""
    filled = np.pad(parameters, ((0, 0), (0, -parameters.shape[1] % LANES)), mode="edge")
    apart = filled.reshape(len(parameters), -1, LANES).transpose(1, 0, 2)
    return np.ascontiguousarray(apart).reshape(-1, len(parameters) * LANES)


def advance(state: Columns, parameters: Columns, inputs: Sequence[Any], ticks: int, threads: int = 1) -> Columns:
    """Return the columns `ticks` ticks later, as `batch.advance` does; `parameters` as `prepared` returns them.

    The first call in a new installation compiles for some seconds; later starts read the result from disk. Blocks are
    dealt to `threads` threads, which changes no bit. Raises FastMissingError without numba.
    """
    move = _compiled()
    start = np.ascontiguousarray(state)
    end = np.empty(start.shape)
    held = np.empty((len(inputs), start.shape[1]))
    for row, value in zip(held, inputs, strict=True):
        row[:] = value
    blocks = len(parameters)
    if threads == 1:
        move(start, end, parameters, held, ticks, 0, blocks)
    else:
        edges = [blocks * n // threads for n in range(threads + 1)]
        parts = [(edges[n], edges[n + 1]) for n in range(threads)]
        list(_pool(threads).map(lambda part: move(start, end, parameters, held, ticks, *part), parts))
    return end


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


_MOVE: Final = """
def {name}(start, end, parameters, inputs, ticks, first, last):
    k1, k2, k3, k4, at, y = empty(SIZE), empty(SIZE), empty(SIZE), empty(SIZE), empty(SIZE), empty(SIZE)
    u = empty(INPUTS * LANES)
    patients = start.shape[1]
    for block in range(first, last):
        p = parameters[block]
        base = block * LANES
        for lane in range(LANES):
            patient = min(base + lane, patients - 1)
            for i in range(COMPARTMENTS):
                y[i * LANES + lane] = start[i, patient]
            for i in range(INPUTS):
                u[i * LANES + lane] = inputs[i, patient]
        for _ in range(ticks):
            rates(k1, y, p, u)
            for i in range(SIZE):
                at[i] = y[i] + HALF * k1[i]
            rates(k2, at, p, u)
            for i in range(SIZE):
                at[i] = y[i] + HALF * k2[i]
            rates(k3, at, p, u)
            for i in range(SIZE):
                at[i] = y[i] + STEP * k3[i]
            rates(k4, at, p, u)
            for i in range(SIZE):
                moved = y[i] + SIXTH * (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i])
                y[i] = 0.0 if moved < 0.0 else moved
        for i in range(COMPARTMENTS):
            for lane in range(min(LANES, patients - base)):
                end[i, base + lane] = y[i * LANES + lane]
"""
"""`method.step` for the blocks from `first` to before `last`, from the columns `start` into the columns `end`."""


def _source() -> str:
    """Return the source of `rates`: one block through `equations.rate`, its tuples spelled place by place."""

    def read(rows: str, size: int) -> str:
        return "(" + ", ".join(f"{rows}[place({n * LANES}) + lane]" for n in range(size)) + ")"

    size = len(compartments.NAMES)
    return "\n".join(
        [
            f"def state_at(y, lane): return {read('y', size)}",
            f"def constants_at(p, lane): return {read('p', len(constants.NAMES))}",
            f"def inputs_at(u, lane): return {read('u', len(Inputs._fields))}",
            "def store(k, lane, change):",
            *[f"    k[place({n * LANES}) + lane] = change[{n}]" for n in range(size)],
            "def rates(k, y, p, u):",
            f"    for lane in range(place({LANES})):",
            "        store(k, lane, rate(state_at(y, lane), constants_at(p, lane), inputs_at(u, lane)))",
        ]
    )


@cache
def _compiled() -> Any:
    if not installed():
        raise FastMissingError(MISSING)
    import numba  # noqa: PLC0415  an optional extra, and slow to import

    exact: dict[str, Any] = {"error_model": "numpy", "fastmath": False}
    # What is inlined into the loop over lanes lets the compiler see that no lane depends on another.
    inlined = numba.njit(forceinline=True, **exact)

    source = _source()
    weights = {"STEP": method.STEP, "HALF": method.HALF, "SIXTH": method.SIXTH}
    own = rebound(vars(equations), {})
    for name, value in own.items():
        if isinstance(value, FunctionType) and value.__globals__ is own:
            own[name] = inlined(value)
    names: dict[str, Any] = {
        "rate": own["rate"],
        "place": np.uintp,
        "empty": np.empty,
        "LANES": LANES,
        "INPUTS": len(Inputs._fields),
        "COMPARTMENTS": len(compartments.NAMES),
        "SIZE": len(compartments.NAMES) * LANES,
        "__name__": __name__,
        **weights,
    }
    exec(source, names)  # noqa: S102  source made above, from our own tables
    for name in ("state_at", "constants_at", "inputs_at", "store"):
        names[name] = inlined(names[name])
    names["rates"] = numba.njit(**exact)(names["rates"])
    # numba keeps compiled functions by name and does not look at those they call: so the name carries a digest of all
    # that goes in, and changed equations are compiled anew.
    digest = sha256("".join([_MOVE, source, inspect.getsource(equations), repr(weights)]).encode())
    name = f"move_{digest.hexdigest()[:16]}"
    exec(compile(_MOVE.format(name=name), __file__, "exec"), names)  # noqa: S102  numba keeps it beside this file
    try:
        return numba.njit(nogil=True, cache=True, **exact)(names[name])
    except RuntimeError:
        # No folder to keep it in, neither beside this file nor in the user's cache: compiled for this run alone.
        return numba.njit(nogil=True, **exact)(names[name])
