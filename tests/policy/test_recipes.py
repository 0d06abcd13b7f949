"""The recipes and the traps at charts written by hand: each turns where its name says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.policy.recipes import ByTheClock, Il6SlopeAlone, NeverLooks, OneRecipe, Script
from game.policy.registry import POLICIES
from game.policy.traps import ActsAtNews2Of7, ActsOnIl6Alone, WaitsForOrganFailure
from game.values.channel import Channel, Panel
from game.values.drug import FORMULARY, Family, Kind
from game.values.order import Actor, Device, Draw, Entry, Give
from game.values.ticks import ticks
from tests.case.levels import level
from tests.policy.charts import chart, drawn, drugs, support

INFECTION = {id_ for id_, one in FORMULARY.items() if one.family is Family.INFECTION}
TOGETHER = INFECTION - {"meropenem"}
"""What can be given at once: of two beta-lactams the first."""
CANNULA = support(0.28, Device.NASAL_CANNULA)


def given(policy, view):
    """Return what a player gives at a chart."""
    return drugs(policy.orders(view))["give"]


@pytest.mark.parametrize("hour", [11, 12, 13])
def test_the_clock_strikes_at_one_hour_only(hour):
    everything = {*TOGETHER, "dexamethasone", "tocilizumab"}

    assert given(ByTheClock(12), chart(hour=hour)) == (everything if hour == 12 else set())


def test_the_clock_gives_a_drug_of_every_kind_but_those_for_shock_and_comfort():
    kinds = {FORMULARY[one].kind for one in given(ByTheClock(0), chart(hour=0))}

    assert kinds == {*Kind} - {Kind.STRESS_STEROID, Kind.ANTIPYRETIC}, "`everything` in game/policy/recipes.py"


def test_the_clock_gives_nothing_twice():
    had = {"remdesivir": 1.0, "tocilizumab": 1.0, "hydrocortisone": 1.0}

    assert given(ByTheClock(12), chart(hour=12, given=had)) == TOGETHER - {"remdesivir"}


def test_one_recipe_treats_the_infection_at_the_door_and_later_no_more():
    assert given(OneRecipe(), chart(hour=0)) == TOGETHER
    assert given(OneRecipe(), chart(hour=0, given={"antibiotic": 0.0})) == INFECTION - {"antibiotic"}
    assert given(OneRecipe(), chart(hour=1)) == set()


@pytest.mark.parametrize(
    ("now", "before"),
    [(CANNULA, None), (support(), {1: CANNULA}), (support(norepinephrine_ug_per_kg_min=0.05), None)],
)
def test_one_recipe_gives_a_steroid_once_there_was_any_support(now, before):
    assert given(OneRecipe(), chart(hour=2, now=now, before=before)) == {"dexamethasone"}


@pytest.mark.parametrize(("since_h", "blocked"), [(23.0, set()), (24.0, {"tocilizumab"})])
def test_one_recipe_adds_tocilizumab_a_day_after_the_steroid(since_h, blocked):
    assert given(OneRecipe(), chart(given={"dexamethasone": since_h})) == blocked
    assert given(OneRecipe(), chart(given={"dexamethasone": since_h, "tocilizumab": 0.0})) == set()


@pytest.mark.parametrize(
    ("values", "gives", "stops"),
    [
        ([100.0, 130.0], True, False),
        ([100.0, 129.0], False, False),
        ([100.0, 100.0], False, False),
        ([100.0, 99.0], False, True),
        ([0.0, 0.1], True, False),
        ([200.0], False, False),
    ],
)
def test_the_slope_of_six_hours_decides_alone(values, gives, stops):
    running = {"given": {"dexamethasone": 12.0}, "running": ["dexamethasone"]}
    orders = Il6SlopeAlone().orders(chart(labs={Channel.IL6: values}, **running))

    assert ("tocilizumab" in drugs(orders)["give"]) is gives
    assert (drugs(orders)["stop"] == {"dexamethasone"}) is stops


def test_the_slope_looks_back_six_hours_and_not_to_the_result_before():
    shown = chart(labs={Channel.IL6: [100.0, 125.0, 150.0]})
    hourly = tuple(
        replace(one, taken=shown.tick - ticks(ago))
        for one, ago in zip(shown.labs[Channel.IL6], (6.0, 5.0, 0.0), strict=True)
    )

    assert "tocilizumab" in given(Il6SlopeAlone(), replace(shown, labs={Channel.IL6: hourly}))
    assert given(Il6SlopeAlone(), replace(shown, labs={Channel.IL6: hourly[1:]})) == set()


def test_the_slope_is_measured_every_hour():
    shown = chart(labs={Channel.IL6: [100.0]})
    an_hour_ago = replace(shown.labs[Channel.IL6][0], taken=shown.tick - ticks(1.0))

    assert drawn(Il6SlopeAlone().orders(shown)) == set()
    assert drawn(Il6SlopeAlone().orders(replace(shown, labs={Channel.IL6: (an_hour_ago,)}))) == {Panel.IL6}


def test_whoever_never_looks_orders_what_the_guideline_does_but_for_the_tests():
    shown = chart(now=CANNULA)
    guideline = POLICIES["reference"].orders(shown)

    assert NeverLooks().orders(shown) == tuple(one for one in guideline if not isinstance(one, Draw))
    assert any(isinstance(one, Draw) for one in guideline)


def test_a_script_is_said_at_its_hours_whoever_lies_there():
    said = [
        Entry(tick=ticks(h), actor=Actor.PLAYER, order=Give(regimen=r)) for h, r in ((2, "a"), (2.5, "b"), (3, "c"))
    ]
    script = Script(said)

    assert [given(script, chart(hour=hour)) for hour in (1, 2, 3, 4)] == [set(), {"a", "b"}, {"c"}, set()]


def test_whoever_treats_il6_alone_gives_the_blocker_from_100_on_or_a_steroid_where_there_is_none():
    high, lower = {Channel.IL6: [100.0]}, {Channel.IL6: [99.0]}

    assert given(ActsOnIl6Alone(), chart(labs=high)) == {"tocilizumab"}
    assert given(ActsOnIl6Alone(), chart(labs=lower)) == set()
    assert given(ActsOnIl6Alone(), chart()) == set()
    no_blocker = level(labs=(), regimens=("dexamethasone", "antibiotic"))
    assert given(ActsOnIl6Alone(), chart(no_blocker, labs=high)) == {"dexamethasone"}


@pytest.mark.parametrize(("score", "acts"), [(6, False), (7, True)])
def test_whoever_waits_for_news2_acts_at_seven_now_or_ever_before(score, acts):
    everything = {*TOGETHER, "dexamethasone", "tocilizumab"} if acts else set()

    assert given(ActsAtNews2Of7(), chart(news2=score)) == everything
    assert given(ActsAtNews2Of7(), replace(chart(), news2_history=((ticks(3), score),))) == everything
    assert "tocilizumab" not in given(ActsAtNews2Of7(), chart(news2=score, given={"tocilizumab": 9.0}))


@pytest.mark.parametrize(
    ("now", "acts"),
    [
        (support(0.6, Device.MASK), False),
        (support(0.5, Device.HIGH_FLOW), True),
        (support(norepinephrine_ug_per_kg_min=0.24), False),
        (support(norepinephrine_ug_per_kg_min=0.25), True),
    ],
)
def test_whoever_waits_for_organ_failure_acts_at_high_flow_or_a_quarter_of_norepinephrine(now, acts):
    assert ("tocilizumab" in given(WaitsForOrganFailure(), chart(now=now))) is acts
    assert ("tocilizumab" in given(WaitsForOrganFailure(), chart(before={5: now}))) is acts


def test_the_families_are_given_whole_and_apart():
    shown = chart(running=["antibiotic"])

    assert given(POLICIES["infection_only"], shown) == INFECTION - {"antibiotic", "meropenem"}
    assert given(POLICIES["dampen_to_the_end"], shown) == {
        id_ for id_, one in FORMULARY.items() if one.family is Family.DAMPENING and id_ != "dexamethasone_high"
    }, "the same drug once"
    assert given(POLICIES["everything_at_once"], shown) == {*FORMULARY} - {"antibiotic", "meropenem"}
    assert drawn(POLICIES["everything_at_once"].orders(shown)) == set(Panel)
    assert drawn(POLICIES["orders_every_test"].orders(shown)) == set(Panel)
    assert POLICIES["idle"].orders(shown) == ()
