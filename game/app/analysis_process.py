"""The process in which a case is taken apart: with rests while it is played, and without them once it is over.

What it finds while the case is played it keeps to itself, and the analysis after the end takes that up. It ends with
the window, however that ends.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic, process_time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from game.app.lifeline import end_with_parent, give_way, start_deaf
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

if TYPE_CHECKING:
    from game.review.scoring.ahead import Ahead
    from game.review.valuation.tracking import Tracking

FIRST_AT_H: Final = 6
"""Hours of a case until its analysis begins: who only looks in starts no process."""
REST: Final = 1.0
"""Seconds of rest for each second of work while the case is played: half a core at the most."""

POLITE: Final = 10
"""How far it stands back behind the window. That stays so after the end, when the rest has to be found soon."""


class _Over(NamedTuple):
    """A case that is over."""

    log: Log
    begun: Tracking | None
    """Its hours, where they were played already."""


News: TypeAlias = tuple[tuple[Entry, ...], Tick]
"""Orders, and the tick before which there will be no other."""


class AnalysisProcess:
    """One process for one case."""

    def __init__(self, level: Level, seed: int, *, while_played: bool) -> None:
        """Start it; `while_played` it looks ahead, with rests. Raises OSError where it cannot be started."""
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        """What is found comes out here, after the case is over."""
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs, level, seed, while_played), daemon=True, name="analysis"
        )
        try:
            start_deaf(self._process)
        except OSError:
            self.line.close()
            raise
        finally:
            theirs.close()

    @property
    def lives(self) -> bool:
        """Say whether it is still there."""
        return self._process.is_alive()

    def hear(self, entries: Sequence[Entry], until: Tick) -> None:
        """Tell it the orders that were given since, all before tick `until`: no other will be."""
        # Where it has failed, the analysis after the end says why.
        with suppress(OSError):
            self.line.send((tuple(entries), until))

    def ask(self, log: Log, begun: Tracking | None = None) -> None:
        """Ask for all that can be found of a case that is over; what was `begun` elsewhere is not played again.

        Raises OSError where the process is gone.
        """
        self.line.send(_Over(log, begun))

    def end(self) -> None:
        """End it at once; nothing waits for it."""
        self._process.terminate()

    def join(self) -> None:
        """Wait until it is gone: without this it would stay behind as a zombie."""
        self._process.join()


class Follower:
    """Tells a process of its own of the hours of a case, from the first that is worth it."""

    def __init__(self, level: Level) -> None:
        """Take the level; nothing is started yet."""
        self._level = level
        self._process: AnalysisProcess | None = None
        self._told = 0
        self._useless = False

    def hour(self, log: Log, tick: Tick) -> None:
        """Hear of a whole hour and of all orders before it."""
        if self._useless or tick < FIRST_AT_H * TICKS_PER_HOUR:
            return
        if self._process is None:
            try:
                self._process = AnalysisProcess(self._level, log.header.seed, while_played=True)
            except OSError:
                # The analysis after the end is told that it cannot be started, if that is still so.
                self._useless = True
                return
        self._process.hear(log.entries[self._told :], tick)
        self._told = len(log.entries)

    def handed_over(self) -> AnalysisProcess | None:
        """Return the process for the analysis after the end, if there is one; it is no longer followed here."""
        process, self._process = self._process, None
        self._useless = True
        if process is None or process.lives:
            return process
        process.line.close()
        process.join()
        return None

    def rest(self) -> None:
        """End the process while the case is left; with the next hour that is played it begins anew."""
        process, self._process = self._process, None
        self._told = 0
        if process is not None:
            process.end()
            process.join()
            process.line.close()


class _Heard:
    """What comes through the line: news of a case that is played, and its log when it is over."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._news: list[News] = []
        self.over: _Over | None = None

    def listen(self, wait_s: float | None = 0.0) -> bool:
        """Take in what has come, waiting for it; say whether the case is over."""
        while self.over is None and self._line.poll(wait_s):
            found = self._line.recv()
            if isinstance(found, _Over):
                self.over = found
            else:
                self._news.append(found)
            wait_s = 0.0
        return self.over is not None

    def rest(self, seconds: float) -> None:
        """Let so much time pass, or the time to the end of the case."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0.0 and not self.listen(left):
            pass

    def taken(self) -> list[News]:
        """Return the news since the last time."""
        news, self._news = self._news, []
        return news


def _work(line: Connection, level: Level, seed: int, while_played: bool) -> None:
    """Look ahead while the case is played; then send progress, each stage as it is found, nothing more at the end.

    What fails is sent as a sentence.
    """
    end_with_parent()
    if while_played:
        give_way(POLITE)
    # The window may be gone before the work is done.
    with suppress(BrokenPipeError, EOFError, KeyboardInterrupt):
        try:
            from game.futures.sweep import ColumnFutures
            from game.review.scoring.ahead import Ahead
            from game.review.scoring.analysis import CancelledError, stages

            def progress(share: float, words: str) -> None:
                line.send((float(share), words))

            heard = _Heard(line)
            ahead = Ahead(level, seed, ColumnFutures(), heard.listen)
            with suppress(CancelledError):
                _look(ahead, heard)
            assert heard.over is not None
            log, begun = heard.over
            played = ahead.playback(log, begun)
            growing = stages(level, log, ahead.futures, progress=progress, playback=played, first_look=True)
            for number, stage in enumerate(growing):
                line.send(stage)
                if number == 0:
                    line.send(played.account)
                    line.send(played.revealed)
            line.send(None)
        except (BrokenPipeError, EOFError):
            raise
        except Exception as error:  # noqa: BLE001  whatever it was, the debrief tells it and stays readable
            line.send(str(error) or type(error).__name__)
    line.close()


def _look(ahead: Ahead, heard: _Heard) -> None:
    """Work with rests until the case is over; wait where there is nothing to do."""
    idle = True
    while not heard.listen(None if idle else 0.0):
        for news in heard.taken():
            ahead.hear(*news)
        begun = process_time()
        idle = not ahead.work()
        heard.rest(REST * (process_time() - begun))
