"""What the desk gets from a browser tab in place of threads and processes."""

from __future__ import annotations

from pathlib import Path

from game.app.confirming import seal_of
from game.app.platform import Digging
from game.files.ledger import Ledger
from game.values.level import Level
from game.web.turns import Turns


class Tab:
    """A tab as a machine; `game.app.platform.Platform` says what is asked of it."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self.background = Turns()

    def dig(self, level: Level, seed: int, *, while_played: bool) -> Digging:
        """Take a case apart beside the screen. Raises OSError."""
        del level, seed, while_played
        raise OSError("a browser tab cannot take a case apart yet")

    def again(self, ledger: Ledger) -> InTurns:
        """Return what confirms case files between two frames."""
        return InTurns(ledger, self.background)


class InTurns:
    """Plays case files again, one in a turn."""

    def __init__(self, ledger: Ledger, turns: Turns) -> None:
        """Take the ledger that is written into."""
        self._ledger = ledger
        self._turns = turns

    def ask(self, path: Path, level: Level) -> None:
        """Put a file into the queue."""
        self._turns.submit(self._confirm, path, level)

    def close(self) -> None:
        """Nothing has to be ended: what waits is gone with the tab."""

    def _confirm(self, path: Path, level: Level) -> None:
        seal = seal_of(path, level)
        if seal is not None:
            self._ledger.add(*seal)
