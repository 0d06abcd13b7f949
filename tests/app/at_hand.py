"""Machines on which nothing is worked out: for tests that ask what a desk does with a score, not what the score is."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from game.app.native import Native
from game.app.platform import Again, Digging, Take
from game.files.case_file import read_case
from game.files.ledger import Ledger
from game.review.scoring.judgement import stars_of
from game.review.valuation.reveal import Revealed
from tests.ui import sample_analysis

REVEALED = Revealed((0,), (1.0,), (0.0,), (1.0,), (1.0,), None, None)


class FoundAtOnce(Native):
    """A desktop on which every case is taken apart the moment it is asked for, and is worth the same."""

    def __init__(self, total: int = 50) -> None:
        """Take what every case is worth."""
        super().__init__()
        self.total = total

    def dig(self, *_case: object, **_how: object) -> Digging:
        return _Found(self)


class TakenAtItsWord(Native):
    """A desktop that confirms a case file without playing it."""

    def again(self, ledger: Ledger) -> Again:
        return _Believes(ledger)


class AtHand(FoundAtOnce, TakenAtItsWord):
    """A desktop on which nothing at all is worked out."""


class _Found:
    lives = True

    def __init__(self, where: FoundAtOnce) -> None:
        self._where = where

    def hear(self, *_news: object) -> None:
        pass

    def ask(self, _log: object, _begun: object, take: Take) -> None:
        total = self._where.total
        score = structs.replace(sample_analysis.score(), total=total, stars=stars_of(total))
        for found in (structs.replace(sample_analysis.stages()[-1], score=score), REVEALED, None):
            take(found)

    def end(self) -> None:
        pass

    def join(self, _seconds: float | None = None) -> None:
        pass


class _Believes:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def ask(self, path: Path, _level: object) -> None:
        file = read_case(path)
        assert file.log.end is not None
        self._ledger.add(file.mark, file.log.end, file.log.header.method)

    def wait(self) -> None:
        pass

    def close(self) -> None:
        pass
