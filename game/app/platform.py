"""What the desk asks of the machine that it stands on: work beside the screen. A window has threads and processes.

`game.app.native` is that machine; `game.web` is a browser tab, which has neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Protocol, TypeAlias

from game.files.ledger import Ledger
from game.review.valuation.tracking import Tracking
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import Tick

Take: TypeAlias = Callable[[object], None]
"""Hears what is found of a case, piece by piece, and in the end why there is no more, or nothing."""


class Digging(Protocol):
    """Takes one case apart beside the screen; before its end it works ahead where it can."""

    @property
    def lives(self) -> bool:
        """Say whether it is still there."""

    def hear(self, entries: Sequence[Entry], until: Tick) -> None:
        """Hear the orders that were given since, all before tick `until`: no other will be."""

    def ask(self, log: Log, begun: Tracking | None, take: Take) -> None:
        """Find all that can be found of a case that is over; what was `begun` elsewhere is not played again."""

    def end(self) -> None:
        """End at once; nothing waits for it."""

    def join(self, seconds: float | None = None) -> None:
        """Wait until it is gone, at most so long."""


Dig: TypeAlias = Callable[[], Digging]
"""Begins to take a case apart. Raises OSError where that cannot be."""


class Again(Protocol):
    """Plays case files again beside the screen, to confirm them."""

    def ask(self, path: Path, level: Level) -> None:
        """Put a file into the queue."""

    def close(self) -> None:
        """End at once."""


class Platform(Protocol):
    """A machine."""

    @property
    def background(self) -> Executor:
        """Return what works beside the screen, one thing after the other."""

    def dig(self, level: Level, seed: int, *, while_played: bool) -> Digging:
        """Begin to take a case apart; `while_played` with rests. Raises OSError where that cannot be."""

    def again(self, ledger: Ledger) -> Again:
        """Return what writes into the ledger which files are confirmed."""


def desktop() -> Platform:
    """Return the machine that there is without a word; found only here, since a browser tab cannot import processes."""
    from game.app.native import Native

    return Native()
