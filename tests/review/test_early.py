"""A death by the dice in the first hours: no stars, no best score, and a word that says so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from game.app.bests import beds_of, best_of
from game.review.scoring.judgement import Closed, Measured, scored, stars_at
from game.review.valuation.value import Became
from game.review.verdict import SCORE_VERSION, Cause
from game.ui.debrief.opening import early_words
from game.values.ending import Ending
from game.values.log import EndLine
from game.values.ticks import ticks
from tests.levels.plays import level
from tests.review.test_margin import _episode

SHOCK = Ending.DIED_OF_SHOCK


@pytest.mark.parametrize(
    ("ending", "hour", "lost", "early"),
    [
        (SHOCK, 7.0, 0.0, True),
        (SHOCK, 11.9, 4.0, True),
        # From here on it is a case like any other.
        (SHOCK, 12.0, 0.0, False),
        (SHOCK, 7.0, 5.0, False),
        (Ending.DISCHARGED, 7.0, 0.0, False),
        (Ending.TIME_UP, 7.0, 0.0, False),
    ],
)
def test_a_death_by_dice_in_the_first_hours_earns_nothing(ending, hour, lost, early):
    """Seed 3 of four beds dies at hour 7 whatever is ordered: 100 points, three stars, and nothing to learn."""
    one, nothing = level("covid_storm"), Became(1.0, 1.0)
    found = msgspec.structs.replace(_episode(0.0), cause=Cause.OTHER, points=lost)
    score = scored(one, Closed(ending, ticks(hour)), (found,), (), Measured(nothing, nothing, nothing, 40.0))
    end = EndLine(tick=ticks(hour), ending=ending.value, score=score.total, digest="", score_version=SCORE_VERSION)
    header = SimpleNamespace(level=one.id, seed=one.seed)
    case = cast("Any", SimpleNamespace(header=header, end=end))
    (bed,) = beds_of({one.id: one}, [case], lambda *_: True, 0)

    assert score.total == 100 - lost
    assert score.stars == stars_at(ending, end.tick, score.total) == bed.stars == (0 if early else 3)
    assert bed.best_score == (None if early else score.total)
    # What a replay lays over itself as the player's best is chosen by the same rule.
    assert best_of([case]) is (None if early else case)
    assert early_words(score, ticks(hour)).startswith("The dice ended this case" if early else "")
    assert bool(early_words(score, ticks(hour))) is early
