"""The cohort moved by the compiled kernel: one small WebAssembly file, the same on every machine and in a browser.

`tools/build_kernel.py` makes `kernel.wasm` from `equations.rate` and `method.step`; wasmtime turns it into machine code
in some milliseconds. Every patient has the bits of plain Python.
"""

from __future__ import annotations

import atexit
import ctypes
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate
from typing import Any, Final

import numpy as np

from game.futures.ticks_ahead import TOGETHER, Numbers, TicksAhead
from game.patient import compartments
from game.patient.batch import Columns
from game.patient.method import HALF, SIXTH, STEP

__all__ = [
    "COMPILED",
    "LINE",
    "MACHINE_CODE",
    "MISSING",
    "KernelMissingError",
    "advance",
    "grown",
    "instance",
    "lent",
    "lines",
    "move",
    "own",
    "prepared",
    "usable",
]

MISSING: Final = "The compiled kernel needs wasmtime, which does not start here. Use the numpy batch."
_MOST: Final = 4096
"""Patients in the memory of the kernel at a time; more are moved one part after the other."""
_KERNELS: Final = 4
"""Kernels of a thread, each with the constants of some patients: a sweep moves those of two or three kinds in turn."""
LINE: Final = 8
"""Numbers in a cache line of 64 bytes."""
_PAGE: Final = 65_536
"""Bytes in a page of WebAssembly's memory."""
COMPILED: Final = 8
"""Pieces of compiled code that are kept: those of some levels and plans beside the kernel and the looks."""
_STATES: Final = len(compartments.NAMES)
MACHINE_CODE: Final[dict[bytes, bytes]] = {}
"""What wasmtime made of pieces of code, in this process or in the one that it works for. Never from a file: whatever
stood there would run."""


class KernelMissingError(RuntimeError):
    """The kernel cannot run on this machine."""


class _Kernel:
    """The kernel with a memory of its own, which holds the constants of some patients; used by one thread at a time."""

    def __init__(self) -> None:
        self._store, exports = instance("kernel.wasm")
        self._memory, self._prepare, self._advance = exports["memory"], exports["prepare"], exports["advance"]
        self._begin, self._rows, self._lasting = [
            exports[name].value(self._store) for name in ("columns", "rows", "lasting")
        ]
        self.parameters: Columns | Numbers | None = None
        """Whose constants stand in memory, with all that rests on them alone."""
        self._asked = (ctypes.c_uint32 * 5)()
        """Bytes of a row in use, bytes to the next row, steps, where to write the state after each step, or 0, and
        where what rests on the constants begins."""
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
        in_columns, lasting, told = self._rows * width, self._lasting * width, TOGETHER * _STATES * 2
        address = grown(self._memory, self._store, self._begin + 8 * (in_columns + lasting + told))
        self._asked = (ctypes.c_uint32 * 5).from_address(address)
        self._weights = (ctypes.c_double * 3).from_address(address + 24)
        numbers = np.frombuffer((ctypes.c_double * (in_columns + lasting + told)).from_address(address + self._begin))
        self._columns = numbers[:in_columns].reshape(self._rows, width)
        self._told = numbers[in_columns + lasting :].reshape(TOGETHER, _STATES, 2)
        self._told_at = self._begin + 8 * (in_columns + lasting)
        self._asked[:] = [-(-patients // 2) * 16, self._columns.strides[0], 0, 0, self._begin + 8 * in_columns]

    def hold(self, parameters: Columns | Numbers, patients: int) -> None:
        """Have the constants of these patients in memory."""
        if parameters is self.parameters:
            return
        self._fit(patients)
        constants = np.asarray(parameters).reshape(-1, patients)
        self._write(_STATES, constants, patients)
        self._prepare(self._store)
        self.parameters = parameters

    def _write(self, first: int, rows: Columns, patients: int) -> None:
        """Write rows of the patients into memory."""
        into = self._columns[first : first + len(rows)]
        into[:, :patients] = rows
        if patients % 2:
            # Both of the last pair are moved: what else stood there could be slow to reckon with.
            into[:, patients] = into[:, patients - 1]

    def advance(self, state: Columns, inputs: Columns, ticks: int, long: int) -> Columns:
        """Return new columns so many ticks later, in steps of `long` ticks."""
        patients = state.shape[1]
        self._write(0, state, patients)
        self._write(self._rows - len(inputs), inputs, patients)
        self._run(ticks, long, 0)
        return self._columns[:_STATES, :patients].copy()

    def _run(self, ticks: int, long: int, told_at: int) -> None:
        self._asked[2:4] = [ticks // long, told_at]
        self._weights[:] = [long * HALF, long * STEP, long * SIXTH]
        self._advance(self._store)

    def move(self, state: Numbers, inputs: Numbers, ticks: int, long: int) -> tuple[float, ...]:
        """Return the state of one patient so many ticks later, in steps of `long` ticks.

        Who moves by a tick is moved by several, since the call costs more than they do: if nothing is done to the
        patient, the next ticks are there.
        """
        parameters: Any = self.parameters
        if ticks == 1 and (known := self._ahead.after(state, parameters, inputs)) is not None:
            return known
        self._write(0, np.array(state)[:, None], 1)
        self._write(self._rows - len(inputs), np.array(inputs)[:, None], 1)
        if ticks > 1:
            self._run(ticks, long, 0)
            return tuple(self._columns[:_STATES, 0].tolist())
        self._run(TOGETHER * long, long, self._told_at)
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
    return _instance(*_module(file))


def lent(code: bytes, size: int) -> tuple[int, Callable[[str], None]]:
    """Lend code that was written here a memory; return the address where it begins, and what runs a function there.

    Raises KernelMissingError where it cannot run.
    """
    wasmtime, engine, module = _compiled(code)
    store = wasmtime.Store(engine)
    try:
        memory = wasmtime.Memory(store, wasmtime.MemoryType(wasmtime.Limits(-(-size // _PAGE), None)))
        exports = wasmtime.Instance(store, module, [memory]).exports(store)
    except wasmtime.WasmtimeError as error:
        raise KernelMissingError(MISSING) from error
    # Looked up once: to find one takes longer than a small sweep's half hour.
    function = cache(lambda name: exports[name])
    return ctypes.addressof(memory.data_ptr(store).contents), lambda name: function(name)(store, 0)


def _instance(wasmtime: Any, engine: Any, module: Any) -> tuple[Any, Any]:
    store = wasmtime.Store(engine)
    try:
        return store, wasmtime.Instance(store, module, []).exports(store)
    except wasmtime.WasmtimeError as error:
        # It reserves some gigabytes of addresses, not of memory; where addresses are limited, there are none.
        raise KernelMissingError(MISSING) from error


@cache
def _module(file: str) -> tuple[Any, Any, Any]:
    return _compiled(resources.files(__package__).joinpath(file).read_bytes())


@lru_cache(COMPILED)
def _compiled(code: bytes) -> tuple[Any, Any, Any]:
    try:
        import wasmtime  # noqa: PLC0415  where it cannot be loaded, all else goes on
    except (ImportError, OSError) as error:
        raise KernelMissingError(MISSING) from error
    try:
        engine = wasmtime.Engine()
        made = MACHINE_CODE.get(code)
        module = wasmtime.Module(engine, code) if made is None else wasmtime.Module.deserialize(engine, made)
        if made is None:
            while len(MACHINE_CODE) >= COMPILED:
                MACHINE_CODE.pop(next(iter(MACHINE_CODE)))
            MACHINE_CODE[code] = bytes(module.serialize())
    except wasmtime.WasmtimeError as error:
        raise KernelMissingError(MISSING) from error
    return wasmtime, engine, module


own = threading.local()
"""What each thread has of compiled code, with its memory."""


@atexit.register
def _close() -> None:
    """Let go of the kernel before Python takes its modules apart; wasmtime complains otherwise."""
    vars(own).clear()
    _module.cache_clear()
    _compiled.cache_clear()


def _kernels() -> list[_Kernel]:
    """Return the kernels of this thread, the one used last at the end; at least one."""
    found: list[_Kernel] = own.__dict__.setdefault("kernels", [])
    if not found:
        found.append(_Kernel())
    return found


def _holding(parameters: Columns | Numbers, patients: int) -> _Kernel:
    """Return a kernel of this thread that has these constants in memory: they are the same for many calls."""
    kernels = _kernels()
    at = next((at for at, one in enumerate(kernels) if one.parameters is parameters), None)
    if at is None and kernels[0].parameters is not None and len(kernels) < _KERNELS:
        # Where addresses are limited, there may be enough for one and not for another.
        with suppress(KernelMissingError):
            kernels.insert(0, _Kernel())
    kernel = kernels.pop(at or 0)
    kernel.hold(parameters, patients)
    kernels.append(kernel)
    return kernel


@cache
def usable() -> bool:
    """Say whether the kernel runs on this machine."""
    try:
        _kernels()
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
        return _holding(of, of.shape[1]).advance(state[:, here], held[:, here], ticks, long)

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
    return _holding(parameters, 1).move(state, inputs, ticks, long)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)
