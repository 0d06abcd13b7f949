"""Which finished cases are confirmed: those in the ledger. The others are played again beside the window, in turn."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from game.app.confirming import confirmed
from game.app.finished import Known
from game.app.lifeline import end_with_parent, give_way, start_deaf
from game.files.case_file import mark_of, read_case
from game.files.case_lines import CaseFileError
from game.files.case_shelf import Finished
from game.files.ledger import NAME, Ledger
from game.patient.method import METHOD
from game.review.verdict import SCORE_VERSION
from game.values.level import Level
from game.values.log import EndLine, Log, formats_of
from game.values.order import actor_of


class Trust:
    """Answers from the ledger, and has confirmed what is not in it."""

    def __init__(self, home: Path, known: Known) -> None:
        """Open the ledger of a player's folder; nothing is played again yet."""
        self._ledger = Ledger(home / NAME)
        self._known = known
        self._asked: set[str] = set()
        self._again = Again(self._ledger)

    def confirms(self, case: Finished) -> bool:
        """Say whether a case with its score is confirmed for this game, by its rules and its model."""
        by_our_rules = case.end.score_version == SCORE_VERSION and case.header.method == METHOD
        return by_our_rules and self._ledger.confirms(case.mark, case.end, case.header.method)

    def counts(self, case: Finished, level: Level) -> bool:
        """Say whether the score of a case may be the best of its kind of patient: a confirmed first play.

        Where a level has one patient alone, its luck must be the level's own too.
        """
        ours = bool(level.courses) or case.header.seed == level.seed
        first = not case.header.branched_from and not case.header.guided and ours
        return first and self._known.unchanged(case.header) and self.confirms(case)

    def seal(self, log: Log, whole: bytes, score: int) -> None:
        """Remember a case that this game has played, or played again, and has just scored.

        What it would not write itself, a guided case, and the mark of a branch are left to be looked at in full.
        """
        header, end = log.header, log.end
        ours = header.format in formats_of(log.session) and not header.player and not header.branched_from
        if end is None or not ours or any(entry.actor is not actor_of(entry.order) for entry in log.entries):
            return
        if (end.score, end.score_version) == (score, SCORE_VERSION):
            self._ledger.add(mark_of(whole), end, header.method)

    def look_into(self, cases: Iterable[Finished]) -> None:
        """Have confirmed in the background what is not, each file once."""
        self._ledger.read_again()
        for case in cases:
            could_be = case.end.score_version == SCORE_VERSION and not self._known.hindrance(case.header)
            if could_be and case.mark not in self._asked and not self.confirms(case):
                self._asked.add(case.mark)
                self._again.ask(case.path, self._known.level(case.header))

    def close(self) -> None:
        """Stop confirming; what is not confirmed yet is another time."""
        self._again.close()


class Again:
    """Plays case files again in a process of its own, of the lowest priority, which ends with the game."""

    def __init__(self, ledger: Ledger) -> None:
        """Start nothing before something is asked."""
        self._ledger = ledger
        self._waiting: deque[tuple[Path, Level]] = deque()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._process: multiprocessing.process.BaseProcess | None = None
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
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_confirm, args=(theirs,), daemon=True, name="confirming")
        start_deaf(process)
        theirs.close()
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
            asked.send(_seal_of(path, msgspec.json.decode(level, type=Level)))


def _seal_of(path: Path, level: Level) -> tuple[str, EndLine, str] | None:
    """Return what the ledger has to know of a file that is confirmed; nothing for another."""
    try:
        case = read_case(path)
    except CaseFileError:
        return None
    if case.log.end is None:
        return None
    try:
        faults = confirmed(level, case.log, case.whole).faults
    except Exception:  # noqa: BLE001  whatever it was, this file is not confirmed, and the others wait
        return None
    return None if faults else (case.mark, case.log.end, case.log.header.method)
