"""The guideline in columns orders what it orders at one bedside."""

from __future__ import annotations

from collections import Counter

import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.futures.sweep import ColumnFutures
from game.policy import reading
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.playback.hourly_truth import deathless
from game.review.valuation.tracking import track
from game.review.valuation.value import REFERENCE, Fork, true_fork, worth_of
from game.values.courses import course_of
from game.values.order import Give
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


@pytest.mark.parametrize(
    ("name", "seed", "given"),
    [
        pytest.param("car_t_release", 305, {"antibiotic": 2, "meropenem": 2}, id="back to the usual one"),
        pytest.param("covid_storm", 2, {"meropenem": 2}, id="the reserve again for a resistance of long ago"),
        pytest.param("covid_storm", 265, {"tocilizumab": 1}, id="tocilizumab behind covered bacteria"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_patient_is_the_same_in_columns_and_at_one_bedside(name, seed, given):
    futures = ColumnFutures()
    door = deathless(admit_case(level_of(name), seed, futures.move))

    ended, entries = play_out(door, POLICIES["reference"])
    orders = Counter(entry.order.regimen for entry in entries if isinstance(entry.order, Give))
    assert {drug: orders[drug] for drug in given} == given

    first = POLICIES["reference"].orders(build_view(door))
    (found,) = futures.worths([Fork(door, door.body, door.admission.hazard_at_door, seed, first)])
    assert found.worth == worth_of(ended)
