"""Players made of code: the reference follows its guideline, each trap does what its name says."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.digest import digest
from game.case.truth import truth
from game.case.walk import advance_to
from game.futures.engine import mover
from game.policy.bed import AtView
from game.policy.novices import LATE_H, Late, as_it_stood
from game.policy.policy import play_out
from game.policy.reference import REFERENCE_VERSION, Reference, release_grade
from game.policy.registry import POLICIES
from game.values.channel import PANELS, Channel, Panel, Reading
from game.values.drug import FORMULARY, Family
from game.values.fact import DoseGiven, OrderRefused
from game.values.order import Actor, Device, Draw, Entry, Give
from game.values.ticks import ticks
from tests.case.levels import CAR_T, MILD, SEPSIS, level
from tests.policy.charts import chart, drawn, support

STORM = level()
HOURS = 144
STARTS = {
    "storm": admit_case(STORM, 7, mover()),
    "sepsis": admit_case(SEPSIS, 5, mover()),
    "car_t": admit_case(CAR_T, 4, mover()),
    "mild": admit_case(MILD, 7, mover()),
}


@cache
def played(name, policy):
    """Return the case after six days in the hands of a policy, and its orders."""
    return play_out(STARTS[name], POLICIES[policy], 12 * HOURS)


def doses(name, policy):
    """Return the ticks of doses by regimen."""
    found = {}
    for fact in played(name, policy)[0].sheets.history:
        if isinstance(fact, DoseGiven):
            found.setdefault(fact.regimen, []).append(fact.tick)
    return found


def hazard(name, policy):
    return truth(played(name, policy)[0]).hazard_since_admission


@pytest.mark.parametrize(("name", "policy"), [("storm", "everything_at_once"), ("sepsis", "reference")])
def test_orders_come_on_full_hours_and_replay_to_the_same_case(name, policy):
    case, entries = played(name, policy)

    assert all(entry.tick % 12 == 0 for entry in entries)
    assert digest(case) == digest(advance_to(STARTS[name], entries, case.tick))


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", ["storm", "sepsis", "car_t", "mild"])
def test_policies_order_only_what_can_be_done(name, policy):
    refused = [fact for fact in played(name, policy)[0].sheets.history if isinstance(fact, OrderRefused)]
    expected_at_most = {"everything_at_once": 400, "dampen_to_the_end": 400}.get(policy, 0)

    assert len(refused) <= expected_at_most


@pytest.mark.parametrize("name", ["storm", "sepsis", "car_t", "mild"])
def test_recipes_by_the_clock_look_at_nothing_and_order_at_one_hour(name):
    for hour in (0, 12, 24):
        entries = played(name, f"clock_{hour}")[1]

        assert {entry.tick for entry in entries} == {12 * hour}
        assert Give(regimen="antibiotic") in {entry.order for entry in entries}
        assert Give(regimen="tocilizumab") in {entry.order for entry in entries}
        assert not any(isinstance(entry.order, Draw) for entry in entries)


@pytest.mark.parametrize("name", ["storm", "sepsis", "car_t"])
def test_who_is_late_by_nothing_is_the_guideline(name):
    assert play_out(STARTS[name], Late(0), 12 * 48)[1] == play_out(STARTS[name], Reference(), 12 * 48)[1]


@pytest.mark.parametrize("name", ["storm", "sepsis", "car_t", "mild"])
def test_novices_act_on_a_chart_that_is_hours_old_and_look_seldom(name):
    for hours in LATE_H:
        entries = played(name, f"late_{hours}")[1]
        looks = [entry.tick for entry in entries if entry.order == Draw(panel=Panel.INFLAMMATION)]

        assert min(entry.tick for entry in entries) == 12 * hours
        assert all(later - earlier >= 12 * hours for earlier, later in pairwise(looks))
        assert {type(entry.order) for entry in entries} >= {Draw, Give}


def test_a_chart_as_it_stood_holds_nothing_that_came_since():
    view = build_view(played("storm", "reference")[0])
    then = as_it_stood(view, 12 * 40)

    assert max(one.known for results in then.labs.values() for one in results) <= 12 * 40
    assert then.vital_history[-1] == (12 * 40, then.vitals)
    assert then.support_history[-1] == (12 * 40, then.support)
    assert then.news2_history[-1][0] == 12 * 40


def test_who_never_looks_orders_no_test_and_one_recipe_none_either():
    for name in STARTS:
        for policy in ("never_looks", "one_recipe"):
            assert not any(isinstance(entry.order, Draw) for entry in played(name, policy)[1])
    assert doses("storm", "one_recipe")["antibiotic"][0] == 0
    assert doses("storm", "one_recipe")["tocilizumab"][0] >= doses("storm", "one_recipe")["dexamethasone"][0] + 24 * 12


def test_who_follows_the_slope_alone_gives_everything_when_it_rises_and_nothing_before():
    entries = played("storm", "il6_slope_alone")[1]
    first = min(entry.tick for entry in entries if isinstance(entry.order, Give))
    seen = [one for one in played("storm", "il6_slope_alone")[0].sheets.chart.of(Channel.IL6) if one.known <= first]
    before = [one for one in seen if one.taken <= seen[-1].taken - 72][-1]

    assert seen[-1].value >= 1.3 * before.value
    assert {entry.order.panel for entry in entries if isinstance(entry.order, Draw)} == {Panel.IL6}
    assert {"remdesivir", "antibiotic", "tocilizumab"} <= set(doses("storm", "il6_slope_alone"))


def test_the_reference_is_versioned():
    assert REFERENCE_VERSION >= 1


def test_idle_orders_nothing():
    assert played("storm", "idle")[1] == ()


def test_infection_only_never_dampens():
    for name in ("storm", "sepsis", "car_t", "mild"):
        assert {Family.INFECTION} >= {FORMULARY[one].family for one in doses(name, "infection_only")}


def test_everything_at_once_gives_every_family_in_the_first_hour():
    given = doses("storm", "everything_at_once")

    assert set(Family) == {FORMULARY[one].family for one, ticks in given.items() if ticks[0] == 0}
    assert {Draw(panel=panel) for panel in Panel if panel is not Panel.CULTURE} <= {
        entry.order for entry in played("storm", "everything_at_once")[1]
    }


def test_dampening_to_the_end_lets_an_infection_run():
    assert hazard("sepsis", "dampen_to_the_end") > hazard("sepsis", "reference")
    assert {Family.DAMPENING} == {FORMULARY[one].family for one in doses("storm", "dampen_to_the_end")}


def test_acting_on_il6_alone_gives_nothing_but_the_blocker():
    assert {"tocilizumab"} >= set(doses("car_t", "acts_on_il6_alone"))
    assert len(doses("car_t", "acts_on_il6_alone")["tocilizumab"]) == 2, "IL-6 rises after it, so it is given again"


def test_acting_at_news2_7_waits_for_it():
    case, entries = played("car_t", "acts_at_news2_7")
    first = min(entry.tick for entry in entries)
    totals = [hour.news2_total for hour in case.sheets.hours if hour.tick < first]

    assert max(totals) < 7
    assert Give(regimen="tocilizumab") in {entry.order for entry in entries if entry.tick == first}


def test_waiting_for_organ_failure_holds_support_and_nothing_else_until_then():
    case, entries = played("storm", "waits_for_organ_failure")
    first = min(entry.tick for entry in entries if isinstance(entry.order, Give))
    before = [hour.support.device for hour in case.sheets.hours if hour.tick < first]

    assert max(before) < Device.HIGH_FLOW
    assert next(hour for hour in case.sheets.hours if hour.tick >= first).support.device >= Device.HIGH_FLOW
    assert {Family.DAMPENING, Family.INFECTION} <= {
        FORMULARY[one].family for one in doses("storm", "waits_for_organ_failure")
    }


def test_ordering_every_test_treats_as_the_reference_does():
    assert doses("storm", "orders_every_test").keys() == doses("storm", "reference").keys()
    drawn = [
        sum(isinstance(entry.order, Draw) for entry in played("storm", policy)[1])
        for policy in ("reference", "orders_every_test")
    ]
    assert drawn[1] > 4 * drawn[0]


# --- the reference


def test_the_reference_leaves_a_mild_illness_to_itself():
    assert set() == {one for one in doses("mild", "reference") if FORMULARY[one].family is Family.DAMPENING}
    assert played("mild", "reference")[0].sheets.highest_rung == 0.0


def test_the_reference_gives_a_steroid_only_once_oxygen_is_needed():
    case = played("storm", "reference")[0]
    given = doses("storm", "reference")
    on_oxygen = [hour.tick for hour in case.sheets.hours if hour.support.device > Device.AIR]

    assert given["remdesivir"][0] == 0
    assert on_oxygen[0] <= given["dexamethasone"][0]
    for tick in given.get("tocilizumab", []):
        assert given["dexamethasone"][0] <= tick
    assert hazard("storm", "reference") < hazard("storm", "idle")


def test_the_reference_in_sepsis_covers_at_once_and_never_blocks_il6():
    entries = played("sepsis", "reference")[1]
    orders = [entry.order for entry in entries if entry.tick == 0]

    assert orders.index(Draw(panel=Panel.CULTURE)) < orders.index(Give(regimen="antibiotic"))
    assert {"antibiotic", "meropenem", "hydrocortisone"} >= set(doses("sepsis", "reference"))
    # Whom the dice take is chance; half of those who wait are dead by a hazard of 0.7.
    assert hazard("sepsis", "idle") > 0.7
    assert hazard("sepsis", "reference") < 0.2


def test_the_reference_blocks_il6_at_grade_2_and_again_only_if_no_better():
    case = played("car_t", "reference")[0]
    given = doses("car_t", "reference")
    start = STARTS["car_t"]
    entries = played("car_t", "reference")[1]
    first = given["tocilizumab"][0]

    assert release_grade(AtView(build_view(advance_to(start, entries, first)))) >= 2
    assert release_grade(AtView(build_view(advance_to(start, entries, first - 12)))) < 2
    assert all(
        later - earlier >= 144 for earlier, later in zip(given["tocilizumab"], given["tocilizumab"][1:], strict=False)
    )
    assert "antibiotic" in given, "fever without neutrophils"
    assert hazard("car_t", "reference") < hazard("car_t", "idle")
    assert case.outcome is None or not case.outcome.ending.died


def with_results(case, channel, values):
    readings = [
        Reading(channel, case.tick - 12 * (len(values) - place), case.tick, value) for place, value in enumerate(values)
    ]
    return replace(case, sheets=replace(case.sheets, chart=case.sheets.chart.with_results(readings)))


def test_the_reference_looks_behind_the_dampening():
    case = admit_case(STORM, 7, mover())
    give = Entry(tick=0, actor=Actor.PLAYER, order=Give(regimen="dexamethasone"))
    case = advance_to(case, [give], 24)
    calm = with_results(case, Channel.PROCALCITONIN, [0.4, 0.4, 0.4])
    rising = with_results(case, Channel.PROCALCITONIN, [0.4, 0.4, 0.9])
    grown = with_results(case, Channel.BLOOD_CULTURE, [5.0])

    assert Give(regimen="antibiotic") not in Reference().orders(build_view(calm))
    assert Give(regimen="antibiotic") in Reference().orders(build_view(rising))
    assert Give(regimen="antibiotic") in Reference().orders(build_view(grown))


ASKED_EVERY_H = {
    "infection_only": {Panel.CULTURE: 48.0, Panel.VIRAL_PCR: 24.0, Panel.INFLAMMATION: 24.0},
    "everything_at_once": dict.fromkeys((Panel.CULTURE, Panel.VIRAL_PCR, Panel.INFLAMMATION, Panel.IL6), 0.0),
    "dampen_to_the_end": {Panel.IL6: 24.0, Panel.INFLAMMATION: 24.0},
    "acts_on_il6_alone": {Panel.IL6: 4.0},
    "acts_at_news2_7": {Panel.INFLAMMATION: 24.0, Panel.CULTURE: 72.0},
    "waits_for_organ_failure": {Panel.INFLAMMATION: 24.0, Panel.CULTURE: 72.0},
    "orders_every_test": dict.fromkeys((Panel.CULTURE, Panel.VIRAL_PCR, Panel.INFLAMMATION, Panel.IL6), 0.0),
}
"""A ladder is comparable with the last one only while its players ask as often."""


@pytest.mark.parametrize(
    ("name", "panel", "every_h"), [(name, *row) for name, rows in ASKED_EVERY_H.items() for row in rows.items()]
)
def test_a_trap_takes_a_test_again_when_its_time_has_come_and_no_tick_before(name, panel, every_h):
    ill = chart(labs={PANELS[panel].channels[0]: [5.0]}, news2=7, now=support(0.6, Device.HIGH_FLOW))

    for later, asked in ((ticks(every_h), True), (ticks(every_h) - 1, False)):
        if later >= 0:
            assert (panel in drawn(POLICIES[name].orders(replace(ill, tick=ill.tick + later)))) is asked
