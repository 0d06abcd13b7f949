"""The compiler readied while the player plays, so that the first analysis after an installation does not wait for it.

numba (extra `[fast]`) compiles for some seconds once and then keeps the result: beside the package, or in the user's
cache where that folder is read-only. This runs in a process of its own at the lowest priority; if it fails, nothing is
lost, since the analysis compiles for itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Final, Self

import game

LATER_S: Final = 3.0
"""The window opens first."""


class Preparation:
    """Begins on entering, ends on leaving, and never stands in the way of the window between them."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Begin, where there is a compiler."""
        if find_spec("numba") is None:
            return self
        # A program that is frozen into one file has no Python to call; then the analysis compiles for itself.
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-m", __name__],
                cwd=Path(game.__file__).parents[1],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "IDLE_PRIORITY_CLASS", 0),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End at once; what was not kept yet is compiled another time."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def prepare() -> None:
    """Compile, or read what was compiled before, by advancing one patient by one tick."""
    if hasattr(os, "nice"):
        os.nice(19)
    from game.patient import batch, compartments, compiled, constants
    from game.patient.body import AMBIENT

    ones = batch.columns([[1.0] * len(constants.NAMES)])
    state = batch.columns([[1.0] * len(compartments.NAMES)])
    compiled.advance(state, compiled.prepared(ones), AMBIENT, 1)


if __name__ == "__main__":
    sleep(LATER_S)
    prepare()
