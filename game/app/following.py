"""The analysis of a case follows it while it is played, so that most of it is there at the end."""

from __future__ import annotations

from typing import Final

from game.app.platform import Dig, Digging
from game.values.log import Log
from game.values.ticks import TICKS_PER_HOUR, Tick

FIRST_AT_H: Final = 6
"""Hours of a case until its analysis begins: who only looks in starts no process."""


class Follower:
    """Tells those who take a case apart of its hours, from the first that is worth it."""

    def __init__(self, dig: Dig) -> None:
        """Take what begins the work; nothing is started yet."""
        self._dig = dig
        self._process: Digging | None = None
        self._told = 0
        self._useless = False

    def hour(self, log: Log, tick: Tick) -> None:
        """Hear of a whole hour and of all orders before it."""
        if self._useless or tick < FIRST_AT_H * TICKS_PER_HOUR:
            return
        if self._process is None:
            try:
                self._process = self._dig()
            except OSError:
                # The analysis after the end is told that it cannot be started, if that is still so.
                self._useless = True
                return
        self._process.hear(log.entries[self._told :], tick)
        self._told = len(log.entries)

    def handed_over(self) -> Digging | None:
        """Return the process for the analysis after the end, if there is one; it is no longer followed here."""
        process, self._process = self._process, None
        self._useless = True
        if process is None or process.lives:
            return process
        process.join()
        return None

    def rest(self) -> None:
        """End the process while the case is left; with the next hour that is played it begins anew."""
        process, self._process = self._process, None
        self._told = 0
        if process is not None:
            process.end()
            process.join()
