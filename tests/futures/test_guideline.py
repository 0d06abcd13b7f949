"""The guideline in columns orders what it orders at one bedside."""

from __future__ import annotations

from game.case.build_view import build_view
from game.futures.sweep import ColumnFutures
from game.policy import reading
from game.policy.registry import POLICIES
from game.review.valuation.tracking import track
from game.review.valuation.value import REFERENCE, true_fork
from game.values.courses import course_of
from tests.levels.plays import level as level_of


def test_where_the_reserve_takes_the_place_of_the_antibiotic_both_come_to_the_same() -> None:
    level = level_of("septic_shock")
    lies = {seed: course_of(level, seed) for seed in range(1, 30)}
    seed = next(seed for seed, course in lies.items() if course is not None and course.id == "resistant")
    futures = ColumnFutures()

    played = track(level, seed, POLICIES["reference"], move=futures.move)
    seen = build_view(played.cases[-1])
    assert reading.was_given(seen, "meropenem")
    hour = next(place for place, case in enumerate(played.cases) if reading.was_given(build_view(case), "meropenem"))

    at_the_door, later = futures.worths([true_fork(played, 0, REFERENCE), true_fork(played, hour + 2, REFERENCE)])
    assert at_the_door == later
