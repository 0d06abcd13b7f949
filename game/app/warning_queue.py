"""Warnings that go to standard error and, besides, wait until a screen shows them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable


class Unread:
    """Passes sentences on, and keeps each until it is taken; any thread may call it."""

    def __init__(self, warn: Callable[[str], None]) -> None:
        """Pass every sentence on to `warn`."""
        self._warn = warn
        self._waiting: deque[str] = deque()

    def __call__(self, sentence: str) -> None:
        """Tell a sentence and keep it."""
        self._warn(sentence)
        self._waiting.append(sentence)

    def taken(self) -> tuple[str, ...]:
        """Return what waits, each sentence once."""
        return tuple(dict.fromkeys(self._waiting.popleft() for _ in range(len(self._waiting))))
