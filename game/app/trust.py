"""Which finished cases are confirmed: those in the ledger. The others are played again beside the window, in turn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from game.app.finished import Known
from game.app.platform import Platform
from game.files.case_file import mark_of
from game.files.case_shelf import Finished
from game.files.ledger import NAME, Ledger
from game.patient.method import METHOD
from game.review.verdict import SCORE_VERSION
from game.values.level import Level
from game.values.log import Log, formats_of
from game.values.order import actor_of


class Trust:
    """Answers from the ledger, and has confirmed what is not in it."""

    def __init__(self, home: Path, known: Known, platform: Platform) -> None:
        """Open the ledger of a player's folder; nothing is played again yet."""
        self._ledger = Ledger(home / NAME)
        self._known = known
        self._asked: set[str] = set()
        self._again = platform.again(self._ledger)

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
