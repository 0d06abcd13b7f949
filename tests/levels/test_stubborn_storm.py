"""Some storms go on behind a steroid, on two levels: only who looks on at IL-6 adds what saves."""

from __future__ import annotations

from functools import cache
from itertools import islice

import pytest

from game.case.case import admit_case
from game.futures.engine import mover
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.playback.hourly_truth import deathless
from game.review.valuation.value import worth_of
from game.values.courses import course_of
from game.values.order import Give
from tests.levels.plays import level

NAME = "stressed_host"
LOST = 50.0
"""Points of value that not looking must cost at least in such a bed."""


def _drawn(course: str, name: str = NAME, count: int = 3) -> list[int]:
    beds = ((seed, course_of(level(name), seed)) for seed in range(1, 99))
    return list(islice((seed for seed, lies in beds if lies is not None and lies.id == course), count))


@cache
def _played(seed: int, policy: str, name: str = NAME) -> tuple[float, set[str]]:
    """Return the value that came out, and what was given."""
    last, entries = play_out(deathless(admit_case(level(name), seed, mover())), POLICIES[policy])
    return worth_of(last), {entry.order.regimen for entry in entries if isinstance(entry.order, Give)}


@pytest.mark.parametrize("seed", _drawn("stubborn"))
def test_a_storm_that_a_steroid_does_not_put_out_is_told_by_il6_behind_it_and_ended_by_blocking_it(seed: int):
    looked, both = _played(seed, "reference")
    blind, alone = _played(seed, "never_looks")

    assert {"dexamethasone", "tocilizumab"} <= both
    assert "dexamethasone" in alone
    assert "tocilizumab" not in alone
    assert looked - blind >= LOST


def test_in_most_drawn_beds_of_the_stressed_host_not_looking_costs_lives():
    costly = ("stubborn", "bacterial", "resistant")
    seeds = [seed for course in costly for seed in _drawn(course)]
    weights = {course.id: course.weight for course in level(NAME).courses}

    assert len(seeds) == 9
    assert sum(weights[course] for course in costly) > 0.5 * sum(weights.values())
    for seed in seeds:
        # A germ that gets in late takes a part of what looking had won: 21 points are left of seed 7, 26 of seed 20.
        assert _played(seed, "reference")[0] - _played(seed, "never_looks")[0] >= 0.4 * LOST


def test_on_the_control_most_that_turn_are_not_held_by_a_steroid_alone():
    """Not all: now and then luck or a stronger answer spares who did not look, and blocking IL-6 lets a germ in."""
    seeds = _drawn("turns", "quiet_recovery", 6)
    looked = [_played(seed, "reference", "quiet_recovery")[0] for seed in seeds]
    blind = [_played(seed, "never_looks", "quiet_recovery")[0] for seed in seeds]

    assert sum(looked) - sum(blind) >= 0.6 * LOST * len(seeds)
    assert sum(look - unseen >= LOST for look, unseen in zip(looked, blind, strict=True)) >= 4
