"""A desktop: work beside the screen is done by threads, and by processes that end with the game."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor

from game.app.analysis_process import AnalysisProcess
from game.app.platform import Again, Digging
from game.app.playing_again import PlayingAgain
from game.files.ledger import Ledger
from game.values.level import Level


class Native:
    """Gives the desk what it asks of a machine; `game.app.platform.Platform` says what that is."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.background: Executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    def dig(self, level: Level, seed: int, *, while_played: bool) -> Digging:
        """Start a process that takes a case apart. Raises OSError where it cannot be started."""
        return AnalysisProcess(level, seed, while_played=while_played)

    def again(self, ledger: Ledger) -> Again:
        """Return what plays case files again in a process of its own."""
        return PlayingAgain(ledger)
