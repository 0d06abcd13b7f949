"""The score is fair: nothing, everything at once and playing well lie clearly apart on every level."""

from __future__ import annotations

from functools import cache

import pytest

from game.case.case import admit_case
from game.policy.policy import play_out
from game.policy.shelf import POLICIES
from game.review.score import CAP_FELL_IN, score
from game.review.verdict import Pitfall, Score, Verdict
from game.values.level import Phenotype
from game.values.log import Header, Log
from game.values.order import Actor, Entry, Give
from game.values.ticks import ticks
from tests.levels.plays import NAMES, level


@cache
def scored(name: str, policy: str) -> Score:
    one = level(name)
    _, entries = play_out(admit_case(one, one.seed), POLICIES[policy])
    header = Header(format=1, game="", method="", level=name, level_digest="", seed=one.seed)
    return score(one, Log(header, entries))


def verdict(one: Score, pitfall: Pitfall) -> Verdict:
    return next(item.verdict for item in one.pitfalls if item.pitfall is pitfall)


def septic(name: str) -> bool:
    return level(name).phenotype is Phenotype.SEPSIS


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


@pytest.mark.parametrize("name", [name for name in NAMES if level(name).needs_dampening or septic(name)])
def test_where_a_life_is_at_stake_nothing_scores_least_and_everything_is_capped(name: str):
    assert scored(name, "idle").total <= 35
    assert scored(name, "everything_at_once").total <= CAP_FELL_IN


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
    for name in NAMES:
        if level(name).needs_dampening or septic(name):
            assert verdict(scored(name, "idle"), Pitfall.IGNORED_TREND) is Verdict.FELL_IN, name
        if level(name).needs_dampening:
            assert verdict(scored(name, "infection_only"), Pitfall.INFECTION_ONLY) is Verdict.FELL_IN, name
        assert verdict(scored(name, "dampen_to_the_end"), Pitfall.OVER_DAMPENED) is Verdict.FELL_IN
        assert verdict(scored(name, "everything_at_once"), Pitfall.OVER_DAMPENED) is Verdict.FELL_IN


def test_a_reflex_steroid_is_a_fall_on_the_control_level():
    assert scored("quiet_recovery", "dampen_to_the_end").total <= CAP_FELL_IN


def _given(name: str, *orders: tuple[float, str]) -> Score:
    """Score a case with these regimens started at these hours and nothing else."""
    one = level(name)
    entries = [Entry(tick=ticks(hour), actor=Actor.PLAYER, order=Give(regimen=regimen)) for hour, regimen in orders]
    header = Header(format=1, game="", method="", level=name, level_digest="", seed=one.seed)
    return score(one, Log(header, tuple(entries)))


def test_in_sepsis_each_hour_without_the_antibiotic_costs():
    found = [_given("septic_shock", (float(hour), "antibiotic")) for hour in (0, 2, 4, 6)]
    survival = [one.outcome.survival_percent for one in found]
    verdicts = [verdict(one, Pitfall.IGNORED_TREND) for one in found]

    assert survival == sorted(survival, reverse=True)
    assert survival[0] > survival[1] + 5.0 > survival[2] + 10.0 > survival[3] + 15.0
    assert verdicts[0] is Verdict.AVOIDED
    assert verdicts[-1] is Verdict.FELL_IN


def test_in_sepsis_the_wrong_damper_is_a_fall_and_says_why():
    both = _given("septic_shock", (0.0, "antibiotic"), (2.0, "tocilizumab"))
    alone = _given("septic_shock", (0.0, "tocilizumab"))

    assert verdict(both, Pitfall.OVER_DAMPENED) is not Verdict.AVOIDED
    assert verdict(alone, Pitfall.OVER_DAMPENED) is Verdict.FELL_IN
    reason = next(item.reason for item in alone.pitfalls if item.pitfall is Pitfall.OVER_DAMPENED)
    assert "Tocilizumab" in reason
    assert "bacteria grew" in reason


def test_hydrocortisone_for_lasting_shock_is_no_over_dampening():
    one = scored("septic_shock", "reference")
    reason = next(item.reason for item in one.pitfalls if item.pitfall is Pitfall.OVER_DAMPENED)

    assert "hydrocortisone for shock that lasted" in reason


def test_where_support_is_the_players_an_untended_shock_is_a_fall():
    one = scored("septic_shock_hands_on", "infection_only")

    assert verdict(one, Pitfall.INFECTION_ONLY) is Verdict.FELL_IN
    assert one.outcome.survival_percent < 20.0
