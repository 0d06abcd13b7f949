"""The process in which a case is taken apart: with rests while it is played, and without them once it is over.

What it finds while the case is played it keeps to itself, and the analysis after the end takes that up. It ends with
the window, however that ends.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic, process_time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from game.app.lifeline import end_with_parent, give_way, started_with_line
from game.app.peer import PeerLine, dealing, started
from game.app.platform import Take
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import Tick
from game.values.words import say

if TYPE_CHECKING:
    from game.review.scoring.ahead import Ahead
    from game.review.valuation.tracking import Tracking

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
        self._listener: threading.Thread | None = None
        self._peer = started(POLITE)
        to_peer = None if self._peer is None else self._peer.line
        try:
            self._process, self._line = started_with_line("analysis", _work, to_peer, level, seed, while_played)
        finally:
            # Held by the analysis alone: once that is gone, the peer hears the line end.
            if to_peer is not None:
                to_peer.close()

    @property
    def lives(self) -> bool:
        """Say whether it is still there."""
        return self._process.is_alive()

    def hear(self, entries: Sequence[Entry], until: Tick) -> None:
        """Tell it the orders that were given since, all before tick `until`: no other will be."""
        # Where it has failed, the analysis after the end says why.
        with suppress(OSError):
            self._line.send((tuple(entries), until))

    def ask(self, log: Log, begun: Tracking | None, take: Take) -> None:
        """Ask for all that can be found of a case that is over; a thread hears it, and passes it on.

        One that is gone by now is heard of as any that ends before its time.
        """
        self._listener = threading.Thread(target=self._listen, args=(log, begun, take), name="analysis", daemon=True)
        self._listener.start()

    def _listen(self, log: Log, begun: Tracking | None, take: Take) -> None:
        with suppress(OSError):
            self._line.send(_Over(log, begun))
        found: object = ()
        with self._line as line:
            while found is not None and not isinstance(found, str):
                try:
                    found = line.recv()
                except (EOFError, OSError):
                    found = say("app.analyst.the_analysis_ended_before_its")
                take(found)
        self._process.join()

    def end(self) -> None:
        """End it at once; nothing waits for it."""
        self._process.terminate()
        if self._peer is not None:
            self._peer.end()

    def join(self, seconds: float | None = None) -> None:
        """Wait until it is gone: without this it would stay behind as a zombie."""
        if self._listener is not None:
            self._listener.join(seconds)
        else:
            self._process.join(seconds)
            self._line.close()
        if self._peer is not None:
            self._peer.join(seconds)


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


def _work(line: Connection, to_peer: Connection | None, level: Level, seed: int, while_played: bool) -> None:
    """Look ahead while the case is played; then send progress, each stage as it is found, nothing more at the end.

    What fails is sent as a sentence.
    """
    end_with_parent()
    if while_played:
        give_way(POLITE)
    # The window may be gone before the work is done.
    with suppress(BrokenPipeError, EOFError, KeyboardInterrupt):
        try:
            from game.app.taking_apart import take_apart
            from game.futures.sweep import ColumnFutures
            from game.review.scoring.ahead import Ahead
            from game.review.scoring.analysis import CancelledError

            heard = _Heard(line)
            ahead = Ahead(level, seed, ColumnFutures(), heard.listen)
            with suppress(CancelledError):
                _look(ahead, heard)
            assert heard.over is not None
            log, begun = heard.over
            played = ahead.tracks(log, begun)
            if to_peer is not None:
                ahead.futures.played_by(dealing(PeerLine(to_peer)))
            take_apart(level, log, ahead.futures, played, line.send)
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
