"""Case files that nobody has confirmed, played again in a process of its own."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from game.app.confirming import seal_of
from game.app.lifeline import end_with_parent, give_way, started_with_line
from game.files.ledger import Ledger
from game.values.level import Level
from game.values.log import EndLine


class PlayingAgain:
    """Plays case files again in a process of its own, of the lowest priority, which ends with the game."""

    def __init__(self, ledger: Ledger) -> None:
        """Start nothing before something is asked."""
        self._ledger = ledger
        self._waiting: deque[tuple[Path, Level]] = deque()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._process: BaseProcess | None = None
        self._closed = False

    def ask(self, path: Path, level: Level) -> None:
        """Put a file into the queue."""
        with self._lock:
            self._waiting.append((path, level))
            if self._worker is None and not self._closed:
                self._worker = threading.Thread(target=self._work, name="confirming", daemon=True)
                self._worker.start()

    def wait(self) -> None:
        """Wait until the queue is empty."""
        worker = self._worker
        if worker is not None:
            worker.join()

    def close(self) -> None:
        """End the process at once."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            if self._process is not None:
                self._process.kill()
        self.wait()

    def _work(self) -> None:
        while self._more():
            self._empty_the_queue()

    def _more(self) -> bool:
        with self._lock:
            if self._waiting and not self._closed:
                return True
            self._worker = None
            return False

    def _empty_the_queue(self) -> None:
        process, ours = started_with_line("confirming", _confirm)
        with self._lock:
            self._process = process
        # Whatever ends the process ends no more than this: the cases stay unconfirmed.
        with suppress(EOFError, OSError):
            while one := self._next():
                path, level = one
                # Pickled, a level loses which of its values are defaults, and gets another digest.
                ours.send((path, msgspec.json.encode(level)))
                seal: tuple[str, EndLine, str] | None = ours.recv()
                if seal is not None:
                    self._ledger.add(*seal)
        with self._lock:
            self._process = None
        ours.close()
        process.kill()
        process.join()
        process.close()

    def _next(self) -> tuple[Path, Level] | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting and not self._closed else None


def _confirm(asked: Connection) -> None:
    """Play again what is asked for, until the game is gone."""
    end_with_parent()
    give_way(19)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            path, level = asked.recv()
            asked.send(seal_of(path, msgspec.json.decode(level, type=Level)))
