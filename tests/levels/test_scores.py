"""The score is fair: nothing, everything at once and playing well lie clearly apart on every level."""

from __future__ import annotations

from functools import cache

import pytest

from game.case.case import admit_case
from game.policy.policy import play_out
from game.policy.shelf import POLICIES
from game.review.score import CAP_FELL_IN, score
from game.review.verdict import Pitfall, Score, Verdict
from game.values.log import Header, Log
from tests.levels.plays import NAMES, level


@cache
def scored(name: str, policy: str) -> Score:
    one = level(name)
    _, entries = play_out(admit_case(one, one.seed), POLICIES[policy])
    header = Header(format=1, game="", method="", level=name, level_digest="", seed=one.seed)
    return score(one, Log(header, entries))


def verdict(one: Score, pitfall: Pitfall) -> Verdict:
    return next(item.verdict for item in one.pitfalls if item.pitfall is pitfall)


@pytest.mark.parametrize("name", NAMES)
def test_playing_well_reaches_the_top_band(name: str):
    assert scored(name, "reference").total >= 85
    assert all(item.verdict is Verdict.AVOIDED for item in scored(name, "reference").pitfalls)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("policy", ["idle", "everything_at_once"])
def test_nothing_and_everything_stay_far_below(name: str, policy: str):
    assert scored(name, policy).total <= scored(name, "reference").total - 25


@pytest.mark.parametrize("name", [name for name in NAMES if level(name).needs_dampening])
def test_nothing_and_everything_lie_apart_where_there_is_a_storm(name: str):
    assert scored(name, "idle").total <= scored(name, "everything_at_once").total - 20


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_add_up_to_the_total(name: str):
    for policy in ("idle", "everything_at_once", "reference"):
        one = scored(name, policy)
        parts = one.outcome.points + sum(item.points for item in one.pitfalls)

        assert one.total == round(parts) or (one.capped_by and one.total < parts)


@pytest.mark.parametrize("name", NAMES)
def test_each_verdict_has_a_reason_and_storms_have_evidence(name: str):
    for policy in ("idle", "reference"):
        for item in scored(name, policy).pitfalls:
            assert item.reason
            assert 0.0 <= item.points <= item.max_points


def test_each_trap_falls_into_its_own_pitfall():
    assert verdict(scored("covid_storm", "idle"), Pitfall.IGNORED_TREND) is Verdict.FELL_IN
    assert verdict(scored("covid_storm", "infection_only"), Pitfall.INFECTION_ONLY) is Verdict.FELL_IN
    assert verdict(scored("car_t_release", "infection_only"), Pitfall.INFECTION_ONLY) is Verdict.FELL_IN
    for name in NAMES:
        assert verdict(scored(name, "dampen_to_the_end"), Pitfall.OVER_DAMPENED) is Verdict.FELL_IN
        assert verdict(scored(name, "everything_at_once"), Pitfall.OVER_DAMPENED) is Verdict.FELL_IN


def test_a_reflex_steroid_is_a_fall_on_the_control_level():
    assert scored("quiet_recovery", "dampen_to_the_end").total <= CAP_FELL_IN
