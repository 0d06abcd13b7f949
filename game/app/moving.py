"""What lets patients live in this program: the compiled kernel, loaded when the first of them comes to the door."""

from __future__ import annotations

from game.patient.method import Mover


def mover() -> Mover:
    """Return what moves one patient through time, the fastest that runs here."""
    from game.futures.engine import mover as fastest

    return fastest()
