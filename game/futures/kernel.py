"""The cohort moved by the compiled kernel: one small WebAssembly file, the same on every machine and in a browser.

`tools/build_kernel.py` makes `kernel.wasm` from `equations.rate` and `method.step`; wasmtime turns it into machine code
in some milliseconds. Every patient has the bits of plain Python.
"""

from __future__ import annotations

import atexit
import ctypes
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, Final

import numpy as np

from game.futures.ticks_ahead import TOGETHER, Numbers, TicksAhead
from game.patient import compartments
from game.patient.batch import Columns
from game.patient.method import HALF, SIXTH, STEP

__all__ = [
    "LINE",
    "MISSING",
    "KernelMissingError",
    "advance",
    "grown",
    "instance",
    "lines",
    "move",
    "own",
    "prepared",
    "usable",
]

MISSING: Final = "The compiled kernel needs wasmtime, which does not start here. Use the numpy batch."
_MOST: Final = 4096
"""Patients in the memory of the kernel at a time; more are moved one part after the other."""
LINE: Final = 8
"""Numbers in a cache line of 64 bytes."""
_PAGE: Final = 65_536
"""Bytes in a page of WebAssembly's memory."""
_STATES: Final = len(compartments.NAMES)


class KernelMissingError(RuntimeError):
    """The kernel cannot run on this machine."""


class _Kernel:
    """The kernel with a memory of its own; used by one thread at a time."""

    def __init__(self) -> None:
        self._store, exports = instance("kernel.wasm")
        self._memory, self._advance = exports["memory"], exports["advance"]
        self._begin, self._rows = [exports[name].value(self._store) for name in ("columns", "rows")]
        self._parameters: Columns | None = None
        self._asked = (ctypes.c_uint32 * 4)()
        """Bytes of a row in use, bytes to the next row, steps, where to write the state after each step, or 0."""
        self._weights = (ctypes.c_double * 3)()
        """Half a step, a step, a sixth of it: hours."""
        self._columns = np.empty((self._rows, 0))
        self._told = np.empty((0, _STATES, 2))
        """Where the kernel writes the state of a pair after each step, if it is asked to."""
        self._told_at = 0
        self._ahead = TicksAhead()

    def _fit(self, patients: int) -> None:
        """Make room for so many columns."""
        width = lines(patients) * LINE
        in_columns, told = self._rows * width, TOGETHER * _STATES * 2
        address = grown(self._memory, self._store, self._begin + 8 * (in_columns + told))
        self._asked = (ctypes.c_uint32 * 4).from_address(address)
        self._weights = (ctypes.c_double * 3).from_address(address + 16)
        numbers = np.frombuffer((ctypes.c_double * (in_columns + told)).from_address(address + self._begin))
        self._columns = numbers[:in_columns].reshape(self._rows, width)
        self._told = numbers[in_columns:].reshape(TOGETHER, _STATES, 2)
        self._told_at = self._begin + 8 * in_columns
        self._parameters = None

    def advance(self, state: Columns, parameters: Columns, inputs: Columns, ticks: int, long: int) -> Columns:
        """Return new columns so many ticks later, in steps of `long` ticks."""
        patients = state.shape[1]
        if not self._columns.shape[1] - 2 * LINE < patients <= self._columns.shape[1]:
            self._fit(patients)
        constants_end = _STATES + len(parameters)
        columns = self._columns[:, :patients]
        columns[:_STATES] = state
        if parameters is not self._parameters:
            columns[_STATES:constants_end] = parameters
            self._parameters = parameters
        columns[constants_end:] = inputs
        self._asked[:] = [-(-patients // 2) * 16, self._columns.strides[0], ticks // long, 0]
        self._weights[:] = [long * HALF, long * STEP, long * SIXTH]
        self._advance(self._store)
        return columns[:_STATES].copy()

    def move(self, state: Numbers, parameters: Numbers, inputs: Numbers, ticks: int, long: int) -> tuple[float, ...]:
        """Return the state of one patient so many ticks later, in steps of `long` ticks.

        Who moves by a tick is moved by several, since the call costs more than they do: if nothing is done to the
        patient, the next ticks are there.
        """
        if ticks == 1 and (known := self._ahead.after(state, parameters, inputs)) is not None:
            return known
        if self._columns.shape[1] != LINE:
            self._fit(1)
        # Both of a pair are this patient: what else stood there could be slow to reckon with.
        self._columns[:, :2] = np.array((*state, *parameters, *inputs))[:, None]
        self._parameters = None
        at = self._told_at if ticks == 1 else 0
        self._asked[:] = [2 * 8, self._columns.strides[0], TOGETHER if at else ticks // long, at]
        self._weights[:] = [long * HALF, long * STEP, long * SIXTH]
        self._advance(self._store)
        if not at:
            return tuple(self._columns[:_STATES, 0].tolist())
        self._ahead = TicksAhead([tuple(one) for one in self._told[::-1, :, 0].tolist()], parameters, inputs)
        return self._ahead.first()


def lines(patients: int) -> int:
    """Return the cache lines of a row of so many; an odd number lets all rows into the cache at once."""
    return -(-patients // LINE) | 1


def grown(memory: Any, store: Any, end: int) -> int:
    """Let a memory reach to its byte `end`, and return the address where it begins."""
    if (lacking := -(-end // _PAGE) - memory.size(store)) > 0:
        memory.grow(store, lacking)
    return ctypes.addressof(memory.data_ptr(store).contents)


def instance(file: str) -> tuple[Any, Any]:
    """Return the store and the exports of a compiled file beside this one, with a memory of their own.

    Raises KernelMissingError where it cannot run.
    """
    wasmtime, engine, module = _module(file)
    store = wasmtime.Store(engine)
    try:
        return store, wasmtime.Instance(store, module, []).exports(store)
    except wasmtime.WasmtimeError as error:
        # It reserves some gigabytes of addresses, not of memory; where addresses are limited, there are none.
        raise KernelMissingError(MISSING) from error


@cache
def _module(file: str) -> tuple[Any, Any, Any]:
    try:
        import wasmtime  # noqa: PLC0415  where it cannot be loaded, all else goes on
    except (ImportError, OSError) as error:
        raise KernelMissingError(MISSING) from error
    code = resources.files(__package__).joinpath(file).read_bytes()
    try:
        engine = wasmtime.Engine()
        return wasmtime, engine, wasmtime.Module(engine, code)
    except wasmtime.WasmtimeError as error:
        raise KernelMissingError(MISSING) from error


own = threading.local()
"""What each thread has of compiled code, with its memory."""


@atexit.register
def _close() -> None:
    """Let go of the kernel before Python takes its modules apart; wasmtime complains otherwise."""
    vars(own).clear()
    _module.cache_clear()


def _of_this_thread() -> _Kernel:
    if not hasattr(own, "kernel"):
        own.kernel = _Kernel()
    kernel: _Kernel = own.kernel
    return kernel


@cache
def usable() -> bool:
    """Say whether the kernel runs on this machine."""
    try:
        _of_this_thread()
    except KernelMissingError:
        return False
    return True


def prepared(parameters: Columns, threads: int = 1) -> list[Columns]:
    """Return the constants as `advance` wants them: a part for each thread, or more if they are larger than `_MOST`."""
    patients = parameters.shape[1]
    size = min(_MOST, max(1, -(-patients // threads)))
    return [np.array(parameters[:, first : first + size], order="C") for first in range(0, patients, size)]


def advance(
    state: Columns, parameters: list[Columns], inputs: Sequence[Any], ticks: int, threads: int = 1, *, long: int = 1
) -> Columns:
    """Return the columns `ticks` ticks later, as `batch.advance` does; `parameters` as `prepared` returns them.

    Parts are dealt to `threads` threads, which changes no bit. Raises KernelMissingError where it cannot run.
    """
    if ticks == 0 or state.shape[1] == 0:
        return np.array(state)
    held = np.empty((len(inputs), state.shape[1]))
    for row, value in zip(held, inputs, strict=True):
        row[:] = value
    firsts = [0, *accumulate([of.shape[1] for of in parameters[:-1]])]

    def part(first: int, of: Columns) -> Columns:
        here = slice(first, first + of.shape[1])
        return _of_this_thread().advance(state[:, here], of, held[:, here], ticks, long)

    if threads == 1:
        parts = [part(first, of) for first, of in zip(firsts, parameters, strict=True)]
    else:
        parts = list(_pool(threads).map(part, firsts, parameters))
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)


def move(state: Numbers, parameters: Numbers, inputs: Numbers, ticks: int, long: int = 1) -> tuple[float, ...]:
    """Return the state of one patient so many ticks later, as `method.stepped` does.

    Raises KernelMissingError where it cannot run.
    """
    if ticks == 0:
        return tuple(state)
    return _of_this_thread().move(state, parameters, inputs, ticks, long)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)
