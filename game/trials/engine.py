"""What moves a cohort through time: the compiler where it is installed, else numpy. Both give the same bits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from game.patient import compiled, gathered
from game.patient.batch import Columns

__all__ = ["NAMES", "Engine", "choose"]

NAMES = ("numpy", "compiled")
"""Slowest first. 'rough' is another: numpy in longer steps, for a first look and never for a result."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to advance columns of patients."""

    name: str
    prepared: Callable[[Columns], Any]
    """Brings constants into the layout that `advance` wants."""
    advance: Callable[[Columns, Any, Any, int], Columns]


def choose(name: str = "auto", threads: int = 1) -> Engine:
    """Return the engine of this name: 'numpy', 'compiled', 'rough', or 'auto' for the compiler where it works.

    Raises ValueError for another name, and compiled.FastMissingError for a compiler that is not there.
    """
    if name == "auto":
        name = "compiled" if compiled.usable() else "numpy"
    if name == "numpy":
        return Engine(name, gathered.prepared, gathered.advance)
    if name == "rough":
        return Engine(name, gathered.prepared, gathered.advance_roughly)
    if name != "compiled":
        raise ValueError(f"the engine is 'auto', 'numpy' or 'compiled', not '{name}'")
    if not compiled.installed():
        raise compiled.FastMissingError(compiled.MISSING)
    return Engine(name, compiled.prepared, partial(compiled.advance, threads=threads))
