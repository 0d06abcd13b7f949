"""The signals that end the game: it closes as if its window had been closed, and all is saved."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, being told to end, the terminal or the session closed; not every system has all of them."""


class Stopping:
    """Says whether a signal came that ends the game, and which."""

    def __init__(self) -> None:
        """Begin with none."""
        self.signal = 0

    def __call__(self) -> bool:
        """Say whether the game was told to end."""
        return self.signal != 0

    @property
    def interrupted(self) -> bool:
        """Say whether it was by Ctrl-C."""
        return self.signal == signal.SIGINT

    def note(self, number: int, frame: FrameType | None) -> None:
        """Take a signal: the frame under way is finished first. A second Ctrl-C does not wait for that."""
        if self.interrupted and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        self.signal = self.signal or number


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Take the signals that end the game, until the block is left.

    A signal that this process was started to ignore, as by `nohup`, stays ignored.
    """
    made = Stopping()
    before = {}
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, made.note)
    try:
        yield made
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
