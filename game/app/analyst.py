"""The analysis of a finished case in a process of its own, so that the window keeps its frames."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeAlias

from game.review.findings import Analysis
from game.values.level import Level
from game.values.log import Log

_Progress: TypeAlias = tuple[float, str]
_STOPPED = "The analysis ended before its time. The rest of the debrief is whole."


class Analyst:
    """Reads what its process finds; `game.ui.desk.Analysing` says what the screens need of it."""

    def __init__(self, level: Level, log: Log) -> None:
        """Start to work."""
        context = multiprocessing.get_context("spawn")
        self._found, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(theirs, level, log), daemon=True, name="analysis")
        self._process.start()
        theirs.close()
        self._latest: Analysis | None = None
        self._progress: _Progress = (0.0, "Beginning the analysis")
        self._failure = ""
        self._over = False

    def latest(self) -> Analysis | None:
        """Return the newest findings; each is whole in itself, the last one is all."""
        self._listen()
        return self._latest

    @property
    def share_done(self) -> float:
        """Return how far it has come, 0 to 1."""
        self._listen()
        return self._progress[0]

    @property
    def words(self) -> str:
        """Return what is being done."""
        return self._progress[1]

    @property
    def finished(self) -> bool:
        """Say whether nothing more will come."""
        self._listen()
        return self._over

    @property
    def failure(self) -> str:
        """Return why there are no more findings; empty if there is no such reason."""
        return self._failure

    def close(self) -> None:
        """Stop working."""
        self._over = True
        if not self._found.closed:
            self._process.terminate()
            self._process.join()
            self._process.close()
            self._found.close()

    def _listen(self) -> None:
        if self._over:
            return
        try:
            while self._found.poll():
                match self._found.recv():
                    case Analysis() as found:
                        self._latest = found
                    case (float() as share, str() as words):
                        self._progress = (share, words)
                    case str(failure):
                        self._failure = failure
                        self._over = True
                        return
                    case _:
                        self._over = True
                        return
        except EOFError:
            self._failure = self._failure or _STOPPED
            self._over = True


def _work(found: Connection, level: Level, log: Log) -> None:
    """Send progress as it is made, each stage as it is found, a sentence if it fails, nothing more at the end."""
    # The window may be gone before the work is done.
    with suppress(BrokenPipeError, KeyboardInterrupt):
        try:
            from game.review.analysis import stages
            from game.trials.worth import ColumnFutures

            def progress(share: float, words: str) -> None:
                found.send((float(share), words))

            for stage in stages(level, log, ColumnFutures(), progress=progress):
                found.send(stage)
            found.send(None)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  whatever it was, the debrief tells it and stays readable
            found.send(str(error) or type(error).__name__)
    found.close()
