"""A second process that plays futures of the same analysis, so that it takes both cores of a small machine.

It waits, with next to nothing loaded, until it is woken; it ends with the process that started it, or with the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Final

from game.app.cores import cores
from game.app.lifeline import end_with_parent, give_way, started_with_line

if TYPE_CHECKING:
    from game.futures.dealing import Work
    from game.review.valuation.value import Futures

_HEARS_EVERY_S: Final = 0.05
"""Seconds between two looks whether what is waited for is still wanted."""
_WAKE: Final = "wake"
_READY: Final = "ready"
_DROP: Final = "drop"
_FAILED: Final = None
"""What a peer says that could not do what it was asked for: it is done again elsewhere, and fails there as it must."""


class PeerProcess:
    """A peer, and our end of its line."""

    def __init__(self, polite: int) -> None:
        """Start it, standing so far back behind others. Raises OSError where it cannot be started."""
        self._process, self.line = started_with_line("peer", _serve, polite)

    @property
    def lives(self) -> bool:
        """Say whether it is still there."""
        return self._process.is_alive()

    def end(self) -> None:
        """End it at once."""
        self._process.terminate()

    def join(self, seconds: float | None = None) -> None:
        """Wait until it is gone: without this it would stay behind as a zombie."""
        self._process.join(seconds)


def started(polite: int = 0) -> PeerProcess | None:
    """Return a peer that stands so far back; nothing where there is no second core for it, or it cannot be started."""
    if cores() > 1:
        with suppress(OSError):
            return PeerProcess(polite)
    return None


class PeerLine:
    """A peer at the other end of a line, as `game.futures.dealing.Peer` wants it; without a line there is none."""

    def __init__(self, line: Connection | None) -> None:
        """Take our end."""
        self._line = line
        self._awake = False
        self._ready = False
        self._busy = False

    @property
    def idle(self) -> bool:
        """Say whether it was woken, is there, and was given nothing."""
        return self._awake and self._line is not None and not self._busy

    @property
    def free(self) -> bool:
        """Say whether it could begin at once: while it loads, it would hear of a large piece of work too late."""
        if self.idle and not self._ready:
            self._heard(0.0)
        return self.idle and self._ready

    def wake(self) -> None:
        """Let it load what it needs; before that it is given nothing."""
        self._awake = True
        self._send(_WAKE)

    def ask(self, work: Work) -> None:
        """Give it a piece of work; it has nothing else to do."""
        self._send(work)
        self._busy = self._line is not None

    def answer(self, cancelled: Callable[[], bool]) -> Any:
        """Wait for what it found; nothing from one that is gone or has failed. Raises CancelledError."""
        from game.review.valuation.value import CancelledError

        while self._line is not None and self._busy:
            for found in self._heard(_HEARS_EVERY_S):
                self._busy = False
                return found
            if cancelled():
                raise CancelledError
        return _FAILED

    def drop(self) -> None:
        """Let go of what was asked, and wait the moment that it takes to stop."""
        if self._busy:
            self._send(_DROP)
            self.answer(lambda: False)

    def close(self) -> None:
        """Hang up: it ends."""
        self._busy = False
        if self._line is not None:
            self._line.close()
            self._line = None

    def _send(self, what: object) -> None:
        if self._line is not None:
            try:
                self._line.send(what)
            except OSError:
                self.close()

    def _heard(self, wait_s: float) -> list[Any]:
        """Return what it has found, if that comes within so many seconds; nothing else has to be waited for."""
        if self._line is None:
            return []
        try:
            found = [self._line.recv()] if self._line.poll(wait_s) else []
        except (EOFError, OSError):
            self.close()
            return []
        if found == [_READY]:
            self._ready = True
            return []
        return found


@contextmanager
def dealt(*, alone: bool = False) -> Iterator[Futures]:
    """Give futures for one analysis, and a peer that plays some of them where there is a core for it.

    With other analyses beside it, it does better `alone`.
    """
    from game.futures.sweep import ColumnFutures

    peer = None if alone else started()
    if peer is None:
        yield ColumnFutures()
        return
    line = PeerLine(peer.line)
    try:
        yield dealing(line)
    finally:
        line.close()
        peer.end()
        peer.join()


def dealing(line: PeerLine) -> Futures:
    """Wake a peer for the analysis of a case, and return what deals futures out to it."""
    from game.futures.dealing import Dealing
    from game.futures.sweep import ColumnFutures

    line.wake()
    return Dealing(ColumnFutures(), line)


def _serve(line: Connection, polite: int) -> None:
    """Do what is asked until nobody is there."""
    end_with_parent()
    give_way(polite)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        if line.recv() != _WAKE:
            return
        from game.futures.dealing import done
        from game.futures.sweep import ColumnFutures

        futures = ColumnFutures()
        line.send(_READY)
        while True:
            work = line.recv()
            if isinstance(work, str):
                # It came when the work was done already.
                continue
            try:
                # Whatever is said meanwhile: what was asked is no longer wanted.
                found = done(work, futures, line.poll)
            except (EOFError, OSError):
                raise
            except Exception:  # noqa: BLE001  who asked does it again, and meets what was wrong
                found = _FAILED
            line.send(found)
