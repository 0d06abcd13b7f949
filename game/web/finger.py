"""A finger on the page: it taps, scrolls, slides, or rests to read what a pointer would be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.ui.toolkit.scene import Away, Input, Move, Press, Pull, Rest

SLOP: Final = 10
"""Pixels that a finger moves without meaning it (browsers take 8 to 15)."""
LONG_US: Final = 500_000
"""How long a finger rests before it asks what it rests on, as on telephones."""


class Finger:
    """One finger, from where it is put down to where it is lifted; a second one meanwhile counts for nothing."""

    def __init__(self, give: Callable[[Input], None], slides: Callable[[int, int], bool]) -> None:
        """Take who is told, and who knows whether a slider or a time line lies at a point."""
        self._give = give
        self._slides_at = slides
        self._id: int | None = None
        self._from = (0, 0)
        self._last_y = 0
        self._since_us = 0
        self._does: str = ""
        """What it has turned out to do: nothing yet, 'slide', 'scroll' or 'ask'."""

    def down(self, id_: int, x: int, y: int) -> None:
        """Take a finger that was put down; what it means is not known yet."""
        if self._id is None:
            self._id, self._from, self._last_y, self._since_us, self._does = id_, (x, y), y, 0, ""
            self._give(Away())

    def move(self, id_: int, x: int, y: int, unit: float) -> None:
        """Take where it is now; `unit` is how many pixels are one of the page's."""
        if id_ != self._id:
            return
        across, along = abs(x - self._from[0]), abs(y - self._from[1])
        if not self._does and max(across, along) > SLOP * unit:
            self._does = "slide" if across > along and self._slides_at(*self._from) else "scroll"
            if self._does == "slide":
                self._give(Press(*self._from))
        if self._does == "slide":
            self._give(Move(x, y, held=True))
        elif self._does == "scroll":
            self._give(Pull(*self._from, self._last_y - y))
            self._last_y = y

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass: one that rests asks."""
        self._since_us += elapsed_us
        if self._id is not None and not self._does and self._since_us >= LONG_US:
            self._does = "ask"
            self._give(Rest(*self._from))

    def up(self, id_: int) -> None:
        """Take that it was lifted: if it did nothing else it has tapped. What it asked for stands until the next."""
        if id_ != self._id:
            return
        self._id = None
        if not self._does:
            self._give(Press(*self._from))
        if self._does != "ask":
            self._give(Away())

    def cancel(self, id_: int) -> None:
        """Take that the browser has taken it for itself."""
        if id_ == self._id:
            self._id = None
            self._give(Away())
