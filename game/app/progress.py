"""How far a long piece of work has come, as one line on a terminal; where nobody watches, nothing is said."""

from __future__ import annotations

import shutil
import sys
from typing import Final

_CELLS: Final = 20


class ProgressLine:
    """A line on standard error that is written over again and again."""

    def __init__(self, name: str) -> None:
        """Take what the work is done on."""
        self._name = name
        self._shown = sys.stderr.isatty()

    def __call__(self, share: float, words: str) -> None:
        """Show the share that is done, 0 to 1, and what is being done."""
        filled = round(_CELLS * share)
        self._write(f"{self._name} [{'#' * filled}{'.' * (_CELLS - filled)}] {100.0 * share:3.0f} % {words}")

    def close(self) -> None:
        """Take the line away."""
        self._write("")
        if self._shown:
            print("\r", end="", file=sys.stderr, flush=True)

    def _write(self, line: str) -> None:
        if self._shown:
            wide = shutil.get_terminal_size().columns - 1
            print(f"\r{line[:wide]:<{wide}}", end="", file=sys.stderr, flush=True)
