"""What moves a cohort through time: the compiled kernel where it runs, else numpy. Both give the same bits."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from game.case.ward import PROTOCOL_EVERY_TICKS
from game.futures import kernel
from game.futures.compiled_looks import CompiledLooks
from game.futures.compiled_ward import CompiledWard
from game.futures.looks import Looking, PlainLooks
from game.futures.rooms import Rooms
from game.patient import batch
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.patient.method import Mover, stepped

__all__ = ["NAMES", "Engine", "choose", "mover", "no_ward"]

NAMES = ("numpy", "compiled")
"""Slowest first. 'rough' is another: numpy in longer steps, for a first look and never for a result."""


def no_ward(_rooms: Rooms, _hours: int, _count: int, _alike: Hashable) -> CompiledWard | None:
    """Return nothing: this ward is done step by step."""
    return None


def _ward(rooms: Rooms, hours: int, count: int, alike: Hashable) -> CompiledWard | None:
    # Where addresses are limited, there may be enough for the kernel and not for a ward beside it.
    with suppress(kernel.KernelMissingError):
        return CompiledWard(rooms, hours, count, alike)
    return None


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to advance columns of patients."""

    name: str
    prepared: Callable[[Columns], Any]
    """Brings constants into the layout that `advance` wants."""
    advance: Callable[..., Columns]
    """Of columns, constants, inputs, ticks, and perhaps the ticks of a long step."""
    looks: Callable[[Columns], Looking] = PlainLooks
    """Returns what looks at the patients who have these constants."""
    ward: Callable[[Rooms, int, int, Hashable], CompiledWard | None] = no_ward
    """Returns what does the half hours of a ward: for so many hours and futures, and by the same code as for all that
    are alike. Nothing where they are done step by step."""

    def half_hour(self, prepared: Any, state: Columns, inputs: Inputs) -> Columns:
        """Move columns through the time between two looks of the ward."""
        return self.advance(state, prepared, inputs, PROTOCOL_EVERY_TICKS)


def choose(name: str = "auto", threads: int = 1) -> Engine:
    """Return the engine of this name: 'numpy', 'compiled', 'rough', or 'auto' for the kernel where it runs.

    Raises ValueError for another name, and kernel.KernelMissingError for a kernel that does not run here.
    """
    if name == "auto":
        name = "compiled" if kernel.usable() else "numpy"
    if name == "numpy":
        return Engine(name, batch.prepared, batch.advance)
    if name == "rough":
        return Engine(name, batch.prepared, batch.advance_roughly)
    if name != "compiled":
        raise ValueError(f"the engine is 'auto', 'numpy' or 'compiled', not '{name}'")
    if not kernel.usable():
        raise kernel.KernelMissingError(kernel.MISSING)
    move_by = partial(kernel.prepared, threads=threads), partial(kernel.advance, threads=threads)
    return Engine(name, *move_by, CompiledLooks, _ward)


def mover() -> Mover:
    """Return what moves one patient through time: the compiled kernel where it runs, else plain Python."""
    return kernel.move if kernel.usable() else stepped
