"""What several files of tests of the program share."""

from __future__ import annotations

from typing import Any

import pytest

from game.review.scoring import score as scoring
from game.review.verdict import Score
from game.values.level import Level
from game.values.log import Log
from game.values.ticks import Tick

_score = scoring.score
_FOUND: dict[tuple[Any, ...], Score] = {}


@pytest.fixture
def scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the same orders on the same patient be scored once by all tests that ask: the score is a function of them.

    Whether a command asks, and what it makes of the answer, is left to it.
    """

    def known(level: Level, log: Log, *args: Any, **named: Any) -> Score:
        end: tuple[Tick, str] | None = None if log.end is None else (log.end.tick, log.end.ending)
        asked = (repr(level), log.header.method, log.header.seed, log.entries, end)
        if asked not in _FOUND:
            _FOUND[asked] = _score(level, log, *args, **named)
        return _FOUND[asked]

    monkeypatch.setattr(scoring, "score", known)
