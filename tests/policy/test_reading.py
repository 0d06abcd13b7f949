"""The questions that a policy asks of a chart, each at the edge where its answer turns."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import msgspec
import pytest

from game.case.view import PendingResult
from game.policy import reading
from game.policy.bed import AtView
from game.values.channel import Channel, Panel, Reading
from game.values.order import Device, Draw, Give, Stop
from game.values.organism import Germ
from game.values.ticks import ticks
from tests.case.levels import PATIENT, level
from tests.policy.charts import HOUR, chart, support

BEDSIDE = chart(labs={Channel.IL6: [20.0, 30.0, 90.0]}, given={"dexamethasone": 8.0}, running=["dexamethasone"])


def test_the_newest_result_is_the_one_that_counts_and_no_result_is_no_number():
    bed = AtView(BEDSIDE)

    assert (bed.newest(Channel.IL6), bed.before(Channel.IL6)) == (90.0, 30.0)
    assert isnan(bed.newest(Channel.CRP))
    assert isnan(bed.before(Channel.CRP))
    assert isnan(AtView(chart(labs={Channel.IL6: [90.0]})).before(Channel.IL6))
    assert bed.has_results(Channel.IL6, 3)
    assert not bed.has_results(Channel.IL6, 4)


def test_a_value_at_the_limit_is_above_it_and_one_that_was_never_measured_is_not():
    assert reading.is_known_above(BEDSIDE, Channel.IL6, 90.0)
    assert not reading.is_known_above(BEDSIDE, Channel.IL6, 90.1)
    assert not reading.is_known_above(BEDSIDE, Channel.CRP, 0.0)


def test_the_lowest_before_the_newest_looks_back_five_results_and_no_further():
    bed = AtView(chart(labs={Channel.PROCALCITONIN: [0.1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.2]}))

    assert bed.lowest_of_five_before(Channel.PROCALCITONIN) == 0.5
    assert bed.lowest_of_five_before(Channel.CRP) == float("inf")


@pytest.mark.parametrize(("every_h", "asked"), [(6.0, True), (6.1, False)])
def test_a_test_is_taken_again_when_its_time_has_come(every_h, asked):
    taken_6_h_ago = replace(BEDSIDE, labs={Channel.IL6: BEDSIDE.labs[Channel.IL6][:-1]})

    assert reading.draw(taken_6_h_ago, Panel.IL6, every_h) == ((Draw(panel=Panel.IL6),) if asked else ())


def test_a_test_is_not_taken_while_it_is_pending_or_where_the_level_has_none():
    pending = replace(chart(), pending=(PendingResult(Panel.IL6, ticks(HOUR - 1), ticks(HOUR + 1)),))

    assert reading.draw(pending, Panel.IL6, 0.0) == ()
    assert reading.hours_since(pending, Panel.IL6) == 1.0
    assert reading.draw(pending, Panel.XRAY, 0.0) == (Draw(panel=Panel.XRAY),)
    assert reading.draw(chart(level(panels=(Panel.IL6,))), Panel.XRAY, 0.0) == ()


def test_a_drug_is_given_only_where_the_level_offers_it_and_nothing_refuses_it():
    assert reading.give(BEDSIDE, "tocilizumab") == (Give(regimen="tocilizumab"),)
    assert reading.give(BEDSIDE, "dexamethasone") == ()
    assert reading.give(chart(level(regimens=("dexamethasone",))), "tocilizumab") == ()
    assert AtView(BEDSIDE).offers("tocilizumab")
    assert not AtView(chart(level(regimens=("dexamethasone",)))).offers("tocilizumab")


def test_only_what_runs_is_stopped():
    assert reading.stop(BEDSIDE, "dexamethasone", "hydrocortisone") == (Stop(regimen="dexamethasone"),)
    assert AtView(BEDSIDE).is_running("hydrocortisone", "dexamethasone")
    assert not AtView(BEDSIDE).is_running("hydrocortisone")


def test_a_dose_is_known_by_its_hours_and_by_the_support_that_was_needed_then():
    shown = chart(
        given={"dexamethasone": 8.0}, now=support(0.21), before={8: support(0.6, norepinephrine_ug_per_kg_min=0.2)}
    )
    bed = AtView(shown)

    assert bed.was_given("hydrocortisone", "dexamethasone")
    assert not bed.was_given("hydrocortisone")
    assert bed.since_dose_h("dexamethasone") == 8.0
    assert bed.since_dose_h("hydrocortisone") > 1000.0
    assert bed.support_at_dose("dexamethasone") == (0.6, 0.2)
    assert (bed.fio2_before(7.0), bed.fio2_before(8.0)) == (0.21, 0.6)
    assert (bed.pressor_before(7.0), bed.pressor_before(8.0)) == (0.0, 0.2)
    assert bed.fio2_before(1000.0) == 0.6, "at the door, where that is longer ago"


@pytest.mark.parametrize(("within_h", "most", "least"), [(4.0, 0.4, 0.4), (5.0, 0.6, 0.4), (9.0, 0.6, 0.21)])
def test_support_of_the_last_hours_is_looked_through_from_its_first_hour_on(within_h, most, least):
    """Norepinephrine runs at as many µg/kg/min here as FiO₂ is a share."""
    held = {fio2: support(fio2, norepinephrine_ug_per_kg_min=fio2) for fio2 in (0.21, 0.4, 0.6)}
    bed = AtView(chart(now=held[0.4], before={5: held[0.6], 9: held[0.21]}))

    assert bed.most(within_h) == (most, most)
    assert bed.least(within_h) == (least, least)


def test_the_hottest_hour_counts_as_long_as_it_lies_within_the_hours_asked_for():
    bed = AtView(chart(hottest=39.5, vitals={Channel.TEMPERATURE: 37.2}))

    assert bed.hottest(6.0) == 39.5
    assert bed.hottest(5.0) == 37.2
    assert bed.vital(Channel.TEMPERATURE) == 37.2


@pytest.mark.parametrize("device", Device)
def test_a_device_counts_as_itself_and_as_every_weaker_one(device):
    bed = AtView(chart(now=support(0.5, device)))

    assert [least for least in Device if bed.on_device(least)] == [least for least in Device if least <= device]


@pytest.mark.parametrize(("ago", "recent"), [(4, True), (5, True), (6, False)])
def test_a_bolus_counts_for_five_hours(ago, recent):
    one = support(fluid_boluses=1)

    assert AtView(chart(now=one, before={ago: support()})).bolus_within_5_h() is recent
    assert not AtView(replace(chart(now=one), support_history=())).bolus_within_5_h()


@pytest.mark.parametrize(("age", "comorbidity", "high"), [(64, 0, False), (65, 0, True), (40, 1, True)])
def test_age_from_65_or_one_illness_makes_a_severe_course_likely(age, comorbidity, high):
    patient = msgspec.structs.replace(PATIENT, age_years=age, comorbidity=comorbidity)

    assert AtView(chart(level(patient=patient))).high_risk is high


def test_news2_is_what_was_charted_this_hour_and_between_the_hours_what_it_is_now():
    now = ticks(HOUR)

    assert reading.charted_news2(replace(chart(news2=3), news2_history=((now, 7),))) == 7
    assert reading.charted_news2(replace(chart(news2=3), news2_history=((now - 1, 7),))) == 3
    assert reading.charted_news2(chart(news2=3)) == 3


def test_a_culture_that_grew_tells_its_kind_and_one_without_growth_tells_none():
    grown = AtView(chart(labs={Channel.BLOOD_CULTURE: [5.0]}, germ=Germ.FUNGUS))
    never = AtView(chart())

    assert grown.culture_is_positive()
    assert [germ for germ in Germ if grown.culture_grew(germ)] == [Germ.FUNGUS]
    assert not never.culture_is_positive()
    assert not any(never.culture_grew(germ) for germ in Germ)


def test_a_wish_holds_only_for_whom_it_is_meant_and_stands_once():
    bed = AtView(chart(running=["hydrocortisone"]))
    bed.give("tocilizumab", who=False)
    bed.stop("hydrocortisone", who=False)
    bed.draw(Panel.IL6, 0.0, who=False)
    assert bed.orders == ()

    for _ in range(2):
        bed.give("tocilizumab", who=True)
        bed.draw(Panel.IL6, 0.0)
    bed.stop("hydrocortisone", who=True)
    assert bed.orders == (Give(regimen="tocilizumab"), Draw(panel=Panel.IL6), Stop(regimen="hydrocortisone"))


def test_the_results_of_one_channel_are_not_those_of_another():
    assert reading.last(BEDSIDE, Channel.CRP) is None
    assert reading.last(BEDSIDE, Channel.IL6) == Reading(Channel.IL6, ticks(HOUR), ticks(HOUR), 90.0)
