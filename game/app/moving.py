"""What lets patients live in this program: the compiled kernel, loaded when the first of them comes to the door."""

from __future__ import annotations

from collections.abc import Callable

from game.case.inside import Drivers, InsideRun
from game.patient.method import Mover


def _of_a_desktop() -> Mover:
    from game.futures.engine import mover as fastest

    return fastest()


_found: list[Callable[[], Mover]] = [_of_a_desktop]


def move_by(find: Callable[[], Mover]) -> None:
    """Let patients be moved by something else from now on, where this program runs on something else."""
    _found[:] = [find]


def mover() -> Mover:
    """Return what moves one patient through time, the fastest that runs here."""
    return _found[0]()


def living_run(drivers: Drivers) -> InsideRun:
    """Return the patient to look inside whom these drivers describe, moved by the same."""
    return InsideRun(drivers, mover())
