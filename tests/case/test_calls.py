"""Somebody calls: for what NEWS2, the ward and the laboratory say, once, and never in vain."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from msgspec import structs

from game.bedside.critical import CRITICAL, critical
from game.bedside.news2 import EMERGENCY_FROM, URGENT_FROM, Consciousness, Parts
from game.case import ward
from game.case.build_view import build_view
from game.case.calls import AGAIN_AFTER, MUCH_UG_PER_KG_MIN, RISE, RISE_OVER_H, on_results, on_support, on_the_hour
from game.case.case import admit_case, advance
from game.case.walk import hourly, last_of, walk
from game.futures.engine import mover
from game.values.channel import VITALS, Channel, Flag, Reading
from game.values.drug import FORMULARY
from game.values.fact import Called, CallReason, Priority
from game.values.level import SupportMode
from game.values.order import Actor, Device, Entry, SetDevice
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import say
from tests.levels.plays import NAMES, level

DAYS = 5 * 24 * TICKS_PER_HOUR


def untreated(name):
    """Return the hours of a case in which nobody orders anything."""
    one = level(name)
    return list(hourly(walk(admit_case(one, one.seed, mover()), lambda _: (), DAYS)))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_an_emergency_for_an_hour_uncalled(name):
    *_, last = cases = untreated(name)
    emergencies = [one for one in last.sheets.calls if one.reason is CallReason.EMERGENCY]
    ventilated = {case.tick for case in cases if ward.device(case.holding) is Device.VENTILATOR}
    for case in cases:
        # On a ventilator what is the patient's own counts, and asks from five points on.
        seen = build_view(case)
        total = seen.own_parts.total if seen.ventilated else case.sheets.hours[-1].news2_total
        asked = URGENT_FROM if seen.ventilated else EMERGENCY_FROM
        near = [one for one in emergencies if 0 <= case.tick - one.tick < AGAIN_AFTER[CallReason.EMERGENCY]]
        if case.tick % TICKS_PER_HOUR == 0 and case.outcome is None:
            assert total < asked or any(total < one.grade + RISE for one in near), case.tick
    for one in emergencies:
        if one.tick not in ventilated:
            assert last.sheets.hours[one.tick // TICKS_PER_HOUR].news2_total == one.grade >= EMERGENCY_FROM
        assert (f"NEWS2 is {one.grade}" in one.text) is (one.tick not in ventilated)


@pytest.mark.parametrize("name", NAMES)
def test_an_emergency_is_called_again_after_a_day_or_when_it_is_worse(name):
    last = untreated(name)[-1]
    emergencies = [one for one in last.sheets.calls if one.reason is CallReason.EMERGENCY]
    for one, later in pairwise(emergencies):
        assert later.tick - one.tick >= 24 * TICKS_PER_HOUR or later.grade >= one.grade + RISE


@pytest.mark.parametrize("name", NAMES)
def test_a_rise_is_told_with_both_scores_as_they_were_written(name):
    last = untreated(name)[-1]
    totals = [hour.news2_total for hour in last.sheets.hours]
    for one in last.sheets.calls:
        hour = one.tick // TICKS_PER_HOUR
        if "six hours ago" in one.text:
            assert totals[hour] >= totals[hour - RISE_OVER_H] + RISE
            assert f"NEWS2 is {totals[hour]}, up from {totals[hour - RISE_OVER_H]} six hours ago" in one.text


@pytest.mark.parametrize(
    ("hours", "parts", "told"),
    [
        (RISE_OVER_H + 1, Parts(2, 1, 0, 0, 0, 0, 0), True),
        (RISE_OVER_H + 1, Parts(1, 1, 0, 0, 0, 0, 0), False),
        (RISE_OVER_H + 1, Parts(2, 1, 0, 0, 0, 0, None), False),
        (RISE_OVER_H, Parts(2, 1, 0, 0, 0, 0, 0), False),
    ],
)
def test_a_rise_needs_two_points_in_six_hours_and_every_sign_measured(hours, parts, told):
    """Six hours ago the score was 1."""
    one = level("covid_storm")
    case = admit_case(one, one.seed, mover())
    first = replace(case.sheets.hours[0], news2_total=1)
    case = replace(case, sheets=replace(case.sheets, hours=(first,) * hours, calls=()))
    known = {sign: Reading(sign, 0, 0, 60.0) for sign in VITALS}

    called = on_the_hour(case, parts, known, Consciousness.ALERT).sheets.calls

    assert ([one.reason for one in called] == [CallReason.RISING]) is told
    words = "NEWS2 is 3, up from 1 six hours ago: respiratory rate 60 breaths/min. I have stepped up the observations."
    assert not told or called[0].text == words


@pytest.mark.parametrize(
    ("score", "hours", "told"),
    [
        (Parts(2, 1, 0, 0, 1, 0, 2), 3, "NEWS2 is 6, up from 3 on admission: "),
        (Parts(2, 1, 0, 2, 1, 0, 2), 3, "NEWS2 is 8: "),
        (Parts(2, 1, 0, 0, 1, 0, 0), 3, ""),
        (Parts(2, 1, 0, 0, 1, 0, 1), RISE_OVER_H, "NEWS2 is 5, up from 3 on admission: "),
        (Parts(2, 1, 0, 0, 1, 0, 1), RISE_OVER_H + 1, "NEWS2 is 5, up from 3 six hours ago: "),
    ],
)
def test_whose_score_has_come_to_where_a_look_is_asked_for_is_called_for_within_the_first_hours(score, hours, told):
    """A woman who came with NEWS2 3 had 6 two hours later, and was called for at 7, nine hours after that."""
    one = level("quiet_recovery")
    case = admit_case(one, one.seed, mover())
    first = replace(case.sheets.hours[0], news2_total=3)
    case = replace(case, sheets=replace(case.sheets, hours=(first,) * hours, calls=()))
    known = {sign: Reading(sign, 0, 0, 60.0) for sign in VITALS}

    calls = on_the_hour(case, score, known, Consciousness.ALERT).sheets.calls

    assert [told in one.text for one in calls] == ([True] if told else [])


def test_a_part_that_is_called_for_beside_an_emergency_is_not_told_as_if_it_stood_alone():
    """'SpO₂ 88 %: 3 points in one part alone. NEWS2 is 19. Please have a look' was said of a woman who was dying."""
    one = level("septic_shock_hands_on")
    case = admit_case(one, one.seed, mover())
    before = Called(0, CallReason.EMERGENCY, "", grade=19)
    hours = (case.sheets.hours[0],) * 2
    case = replace(case, tick=12, sheets=replace(case.sheets, hours=hours, calls=(before,)))
    known = {sign: Reading(sign, 12, 12, 88.0) for sign in VITALS}

    called = on_the_hour(case, Parts(3, 3, 2, 3, 3, 3, 2), known, Consciousness.PAIN).sheets.calls[-1]

    assert called.text == "SpO₂ 88 %, and NEWS2 is 19. Please come now."


def test_who_responds_only_to_pain_is_not_called_for_as_one_in_pain():
    """'Heart rate 146 beats/min, consciousness: pain, temperature 39.8 °C' reads as a complaint."""
    one = level("covid_storm")
    case = admit_case(one, one.seed, mover())

    def told(mind):
        return on_the_hour(case, Parts(0, 0, 0, 0, 0, 3, 0), {}, mind).sheets.calls[-1].text

    assert told(Consciousness.PAIN).startswith("Responds only to pain: 3 points for that alone.")
    assert told(Consciousness.VOICE).startswith("Responds only to voice: ")
    assert told(Consciousness.CONFUSED).startswith("Confused: ")


def test_on_a_ventilator_who_is_as_at_the_last_call_asks_for_a_look():
    """'Please come now' was said each day at one o'clock of a man whom a machine kept as he was."""
    one = level("covid_storm")
    case = replace(admit_case(one, one.seed, mover()), holding=ward.Holding(rung=ward.RUNGS[Device.VENTILATOR][0]))
    support = ward.described(case.holding)
    hours = tuple([replace(case.sheets.hours[0], support=support)] * 31)
    known = {sign: Reading(sign, 0, 0, 60.0) for sign in VITALS}

    def told(before, parts):
        first = Called(0, CallReason.EMERGENCY, "", grade=before)
        sheets = replace(case.sheets, hours=hours, calls=(first,))
        now = replace(case, tick=30 * TICKS_PER_HOUR, sheets=sheets)
        return on_the_hour(now, parts, known, Consciousness.SEDATED).sheets.calls[-1].text

    five = Parts(0, 0, 0, 3, 2, 0, 0)
    assert told(5, five).endswith("Please have a look.")
    assert told(6, five).endswith("Please have a look.")
    assert told(4, five).endswith("Please come now.")


def test_nobody_calls_by_a_score_where_a_machine_breathes():
    """'NEWS2 is 14. Please come now' was said of a man who slept on a ventilator, for whom the score is not meant."""
    one = level("covid_storm")
    case = replace(admit_case(one, one.seed, mover()), holding=ward.Holding(rung=ward.RUNGS[Device.VENTILATOR][0]))
    known = {
        Channel.HEART_RATE: Reading(Channel.HEART_RATE, 0, 0, 134.0),
        Channel.TEMPERATURE: Reading(Channel.TEMPERATURE, 0, 0, 39.4),
        Channel.SPO2: Reading(Channel.SPO2, 0, 0, 90.0),
    }

    def told(parts):
        return on_the_hour(case, parts, known, Consciousness.SEDATED).sheets.calls[-1].text

    both = "On the ventilator: heart rate 134 beats/min, temperature 39.4 °C. Please come now."
    assert told(Parts(0, 0, 2, 0, 3, 3, 2)) == both
    # Whose breaths the machine counts is told nothing of them, nor of an SpO₂ for which it is set.
    assert told(Parts(3, 3, 2, 0, 3, 3, 2)) == both
    # What the machine explains makes no emergency of one part alone.
    assert told(Parts(3, 3, 2, 0, 3, 3, 0)) == "Heart rate 134 beats/min, on the ventilator. Please have a look."


@pytest.mark.parametrize(
    ("clock", "parts", "text"),
    [
        (
            14 * 60,
            Parts(0, 1, 0, 0, 1, 0, 0),
            "NEWS2 is 2, up from 0 six hours ago: SpO₂ 60 %, heart rate 60 beats/min. I have stepped",
        ),
        (14 * 60, Parts(0, 1, 0, 0, 0, 0, 0), None),
        (22 * 60, Parts(0, 2, 0, 0, 2, 0, 0), None),
        (5 * 60, Parts(0, 2, 0, 0, 2, 0, 0), None),
        (2 * 60, Parts(2, 2, 0, 0, 1, 0, 0), "NEWS2 is 5, up from 0 six hours ago"),
        (2 * 60, Parts(3, 0, 0, 0, 0, 0, 0), "3 points for that alone. NEWS2 is 3."),
    ],
)
def test_nobody_is_woken_for_a_score_that_the_chart_leaves_to_the_nurse(clock, parts, text):
    """'NEWS2 is 2, up from 0. Please have a look' was said at two in the night."""
    start = structs.replace(level("covid_storm").start, clock_minute=clock)
    one = structs.replace(level("covid_storm"), start=start)
    case = admit_case(one, one.seed, mover())
    first = replace(case.sheets.hours[0], news2_total=0)
    case = replace(case, sheets=replace(case.sheets, hours=(first,) * (RISE_OVER_H + 1), calls=()))
    known = {sign: Reading(sign, 0, 0, 60.0) for sign in VITALS}

    calls = on_the_hour(case, parts, known, Consciousness.ALERT).sheets.calls

    assert [text in one.text for one in calls] == ([True] if text else [])
    # A red part asks for an urgent look whatever the score is.
    asked = parts.total >= URGENT_FROM or 3 in parts
    assert ["Please" in one.text for one in calls] == [asked for _ in calls]


@pytest.mark.parametrize(
    ("before", "six_hours_ago", "now", "asked"),
    [
        (11, 9, 8, "NEWS2 is 8, down from 11 when I called last"),
        (11, 9, 8, "Still 7 or more: please look in."),
        # Nobody is better who is as before, by a point that flickers, or who worsens again.
        (8, 8, 8, "Please come now."),
        (9, 8, 8, "Please come now."),
        (11, 7, 8, "Please come now."),
        (11, 5, 8, "up from 5 six hours ago"),
    ],
)
def test_who_gets_better_is_not_called_for_as_who_gets_worse(before, six_hours_ago, now, asked):
    """'Please come now' was said each day of one whose score had come down since the day before."""
    one = level("covid_storm")
    case = admit_case(one, one.seed, mover())
    hours = tuple([replace(case.sheets.hours[0], news2_total=six_hours_ago)] * 31)
    first = Called(0, CallReason.EMERGENCY, "", grade=before)
    tick = 30 * TICKS_PER_HOUR
    case = replace(case, tick=tick, sheets=replace(case.sheets, hours=hours, calls=(first,)))
    known = {sign: Reading(sign, tick, tick, 60.0) for sign in VITALS}

    called = on_the_hour(case, Parts(now - 3, 1, 0, 2, 0, 0, 0), known, Consciousness.ALERT).sheets.calls[-1]

    assert asked in called.text
    assert called.reason is CallReason.EMERGENCY


@pytest.mark.parametrize("name", NAMES)
def test_an_emergency_is_never_silent_on_the_monitor(name):
    for case in untreated(name):
        seen = build_view(case)
        # On a ventilator what the machine explains gives no points, and what is left asks as soon as for anybody.
        asks = seen.own_parts.response.urgent if seen.ventilated else seen.news2.total >= EMERGENCY_FROM
        if asks:
            assert any(one.active and one.priority > Priority.LOW for one in seen.alarms)


def test_the_alarm_of_the_score_yields_to_that_of_a_vital_sign():
    for case in untreated("covid_storm"):
        alarms = build_view(case).alarms
        own = [one for one in alarms if one.channel is None]
        assert len(own) <= 1
        if own:
            assert not [one for one in alarms if one.active and one.channel and one.priority > Priority.LOW]


def test_each_step_of_support_is_called_for_with_what_it_is():
    last = untreated("covid_storm")[-1]
    said = {one.reason: one.text for one in last.sheets.calls}
    assert said[CallReason.OXYGEN_STARTED].startswith("Oxygen started: cannula")
    assert said[CallReason.OXYGEN_RAISED].startswith("More oxygen needed: ")
    assert said[CallReason.INTUBATED].startswith(("Intubated: SpO₂ was ", "Intubated: breathing was "))


def test_the_ward_says_for_what_it_turned_the_oxygen_up():
    """'SpO₂ was 92 %' was told of 91.7, and 93 % of who was intubated for breath that tired."""
    one = level("covid_storm")
    case = admit_case(one, one.seed, mover())
    up = replace(case, holding=ward.Holding(rung=7.0))

    def told(spo2, rate):
        return on_support(up, ward.Holding(rung=6.0), spo2, rate, 80.0).sheets.calls[-1].text

    assert told(91.7, 25.0) == "More oxygen needed: mask 10 L/min. SpO₂ was 91 % on cannula 6 L/min."
    assert (
        told(93.4, 36.0) == "More oxygen needed: mask 10 L/min. Breathing was 36/min at SpO₂ 93 % on cannula 6 L/min."
    )

    up = replace(case, holding=ward.Holding(rung=16.0))
    assert told(85.6, 28.0).startswith("Intubated: SpO₂ was 85 % on ")
    assert told(92.4, 35.0).startswith("Intubated: breathing was 35/min at SpO₂ 92 % on ")


def test_the_ward_starts_no_pressor_at_a_pressure_that_reads_as_enough():
    """Norepinephrine, which starts below 65, was said to have started since the mean pressure "was 65 mmHg"."""
    one = level("septic_shock")
    case = admit_case(one, one.seed, mover())
    up = replace(case, holding=ward.Holding(rung=0.0, pressor=1.0))

    said = on_support(up, ward.Holding(rung=0.0), 96.0, 22.0, 64.6).sheets.calls[-1].text
    assert said == "Norepinephrine started at 0.05 µg/kg/min: mean pressure was 64 mmHg."


def test_norepinephrine_that_ran_before_is_back_on_and_not_started():
    """Off for half an hour in the fourth day of shock it was called for as started."""
    one = level("septic_shock")
    case = admit_case(one, one.seed, mover())
    case = on_support(replace(case, holding=ward.Holding(pressor=1.0)), ward.Holding(), 96.0, 22.0, 61.0)
    case = on_support(replace(case, tick=case.tick + 13 * TICKS_PER_HOUR), ward.Holding(), 96.0, 22.0, 61.0)

    first, again = [one.text for one in case.sheets.calls if one.reason is CallReason.PRESSOR_STARTED]
    assert first.startswith("Norepinephrine started at 0.05 µg/kg/min: ")
    assert again == "Norepinephrine is back on at 0.05 µg/kg/min: mean pressure was 61 mmHg."


def test_the_ward_says_once_that_norepinephrine_has_come_to_where_hydrocortisone_is_thought_of():
    """From 0.05 to 0.40 in a night nobody called: the pressure was held, and no limit of the monitor passed."""
    one = level("septic_shock")
    case = admit_case(one, one.seed, mover())
    assert FORMULARY["hydrocortisone"].pressor_from_ug_per_kg_min == MUCH_UG_PER_KG_MIN

    said = []
    for step in range(1, 9):
        case = replace(case, tick=case.tick + 6, holding=ward.Holding(pressor=float(step)))
        case = on_support(case, ward.Holding(pressor=step - 1.0), 96.0, 22.0, 61.6)
    said = [one for one in case.sheets.calls if one.reason is CallReason.PRESSOR_RAISED]
    assert [one.text for one in said] == ["Norepinephrine is up to 0.25 µg/kg/min: mean pressure was 61 mmHg."]
    down = on_support(case, ward.Holding(pressor=9.0), 96.0, 22.0, 80.0)
    assert down.sheets.calls == case.sheets.calls


def test_who_turns_the_oxygen_is_not_called_for_it():
    hands_on = next(one for one in map(level, NAMES) if one.support is SupportMode.PLAYER)
    case = admit_case(hands_on, hands_on.seed, mover())
    case = advance(case, [Entry(tick=0, actor=Actor.PLAYER, order=SetDevice(device=Device.MASK))])
    case = last_of(walk(case, lambda _: (), 24 * TICKS_PER_HOUR))
    support = {CallReason.OXYGEN_STARTED, CallReason.OXYGEN_RAISED, CallReason.INTUBATED, CallReason.PRESSOR_STARTED}
    assert not [one for one in case.sheets.calls if one.reason in support]


def test_who_turns_the_oxygen_is_called_when_it_is_wanting_though_called_for_worse_before():
    """The emergency was called for pressure and breath; SpO₂ comes to three points behind it."""
    last = untreated("septic_shock_hands_on")[-1]
    red = [one for one in last.sheets.calls if one.reason is CallReason.RED_PART and one.about == "spo2"]
    emergency = next(one for one in last.sheets.calls if one.reason is CallReason.EMERGENCY)

    assert red
    assert all("SpO₂" in one.text for one in red)
    assert red[0].tick > emergency.tick
    assert not [one for one in untreated("septic_shock")[-1].sheets.calls if one.about == "spo2"]


def asked_by_hour(name, reason, channel, hourly, **held):
    """Return the calls for one reason of the nurse who has seen these values, hour by hour, under such support."""
    one = level(name)
    case = admit_case(one, one.seed, mover())
    parts = Parts(0, 0, 0, 0, 0, 0, 0)
    for hour, value in enumerate(hourly):
        last = case.sheets.hours[-1]
        vitals = last.vitals | {channel: Reading(channel, 0, 0, value)}
        sheets = replace(case.sheets, hours=(*case.sheets.hours, replace(last, vitals=vitals)))
        case = replace(case, tick=hour * TICKS_PER_HOUR, sheets=sheets, holding=case.holding._replace(**held))
        case = on_the_hour(case, parts, {}, Consciousness.ALERT)
    return [one for one in case.sheets.calls if one.reason is reason]


def on_norepinephrine(name, hourly_map, dose=0.3):
    pressor = dose * ward.PRESSOR_STEPS_PER_UNIT
    return asked_by_hour(name, CallReason.PRESSOR_HIGH, Channel.MAP, hourly_map, pressor=pressor)


def test_the_nurse_asks_to_turn_norepinephrine_down_where_only_the_player_does():
    """For two days a mean pressure of 85 to 92 on 0.15 to 0.45 µg/kg/min was nobody's business."""
    by_hand = "septic_shock_hands_on"

    asked = on_norepinephrine(by_hand, (79.0, 80.0, 85.0, 90.0))

    words = "Mean pressure has been high for three hours, 90 mmHg now, on norepinephrine 0.30 µg/kg/min."
    assert [one.text for one in asked] == [f"{words} Shall we turn it down?"]
    assert not on_norepinephrine(by_hand, (86.0, 88.0, 79.0, 90.0))
    assert not on_norepinephrine(by_hand, (90.0, 90.0, 90.0), dose=0.0)
    assert not on_norepinephrine("septic_shock", (90.0, 90.0, 90.0))


def on_oxygen(name, hourly_spo2, rung):
    return asked_by_hour(name, CallReason.OXYGEN_HIGH, Channel.SPO2, hourly_spo2, rung=rung)


def test_the_nurse_asks_to_step_oxygen_down_where_only_the_player_changes_the_device():
    """For a day SpO₂ was 96 to 99 % on a mask, and the pad said that 92 to 96 % is aimed at."""
    by_hand = "septic_shock_hands_on"
    mask, cannula_2, high_flow_less, ventilator = (ward.RUNGS[one][0] for one in (
        Device.MASK, Device.NASAL_CANNULA, Device.HIGH_FLOW, Device.VENTILATOR))  # fmt: skip

    asked = on_oxygen(by_hand, (95.0, 97.0, 98.0, 99.0), mask)

    words = f"SpO₂ has been 96 % or more for three hours, 99 % now, on {ward.described(ward.Holding(rung=mask)).text}."
    assert [one.text for one in asked] == [f"{words} Shall we step the oxygen down?"]
    assert on_oxygen(by_hand, (97.0,) * 3, cannula_2)
    assert on_oxygen(by_hand, (97.0,) * 3, high_flow_less)
    assert [one.tick // TICKS_PER_HOUR for one in on_oxygen(by_hand, (98.0,) * 16, mask)] == [1, 13]
    assert not on_oxygen(by_hand, (97.0, 96.0, 98.0, 96.0), mask)
    assert not on_oxygen(by_hand, (99.0,) * 6, 0)
    assert not on_oxygen(by_hand, (99.0,) * 6, ventilator)
    # The nurse turns the flow of a cannula down herself.
    assert not on_oxygen(by_hand, (99.0,) * 6, cannula_2 + 2)
    assert not on_oxygen("septic_shock", (99.0,) * 6, mask)


def test_she_asks_again_only_hours_later():
    asked = on_norepinephrine("septic_shock_hands_on", (90.0,) * 10)

    assert [one.tick // TICKS_PER_HOUR for one in asked] == [2, 8]


def test_calls_are_the_facts_of_their_tick():
    one = level("covid_storm")
    told: list[Called] = []
    steps = walk(admit_case(one, one.seed, mover()), lambda _: (), DAYS)
    last = None
    for last, _ in steps:
        told += [fact for fact in last.facts if isinstance(fact, Called)]
    assert last is not None
    assert tuple(told) == last.sheets.calls
    assert all(one.tick <= later.tick for one, later in pairwise(told))


@pytest.mark.parametrize(
    ("channel", "value", "why"),
    [
        (Channel.LACTATE, 3.94, ""),
        (Channel.LACTATE, 3.96, "critical from 4"),
        (Channel.NEUTROPHILS, 0.56, ""),
        (Channel.NEUTROPHILS, 0.54, "critical at 0.5 or less"),
        (Channel.CREATININE, 353.4, ""),
        (Channel.CREATININE, 353.6, "critical from 354"),
        (Channel.IL6, 5000.0, ""),
    ],
)
def test_a_result_is_critical_by_its_printed_number(channel, value, why):
    assert critical(Reading(channel, 0, 1, value)) == why


def test_the_laboratory_says_in_what_a_mould_grew():
    """'Blood culture Aspergillus' was heard at a bedside: a mould grows in sputum, and both are taken."""
    one = level("stressed_host")
    case = admit_case(one, one.seed, mover())
    grown = Reading(Channel.BLOOD_CULTURE, 0, 1, 4.0, words=say("organism.aspergillus"))

    rung = on_results(case, (grown,)).sheets.calls[-1]

    assert rung.text == "The lab called with a positive culture: Aspergillus (sputum)."


def test_only_a_critical_result_is_rung_through_and_once_within_its_time():
    one = level("covid_storm")
    case = admit_case(one, one.seed, mover())
    calm, high, higher = [Reading(Channel.LACTATE, 0, at, value) for at, value in ((1, 3.9), (2, 4.0), (3, 4.4))]
    count = len(case.sheets.calls)

    assert len(on_results(case, (calm,)).sheets.calls) == count
    rung = on_results(case, (high,))
    assert len(rung.sheets.calls) == count + 1
    assert on_results(rung, (higher,)).sheets.calls == rung.sheets.calls


@pytest.mark.parametrize(
    ("channel", "values", "rung"),
    [
        # Neutrophils 0.3 were rung through five mornings running, after CAR-T cells.
        (Channel.NEUTROPHILS, (0.3, 0.3, 0.5), [0]),
        (Channel.NEUTROPHILS, (0.3, 0.2), [0, 1]),
        (Channel.NEUTROPHILS, (0.3, 0.9, 0.3), [0, 2]),
        (Channel.LACTATE, (8.0, 8.9, 8.5), [0, 1]),
        (Channel.LACTATE, (3.0, 4.1, 4.1), [1]),
    ],
)
def test_a_number_that_is_known_to_be_critical_is_rung_through_again_where_it_is_worse(channel, values, rung):
    one = level("car_t_release")
    case = admit_case(one, one.seed, mover())
    for day, value in enumerate(values):
        tick = day * 25 * TICKS_PER_HOUR + 1
        result = Reading(channel, tick - 1, tick, value)
        sheets = replace(case.sheets, chart=case.sheets.chart.with_results((result,)))
        case = on_results(replace(case, tick=tick, sheets=sheets), (result,))

    calls = [one for one in case.sheets.calls if one.reason is CallReason.CRITICAL_RESULT and one.tick]
    assert [one.tick // (25 * TICKS_PER_HOUR) for one in calls] == rung


def test_what_is_absent_is_not_critical_and_a_culture_that_grows_is():
    for channel in CRITICAL:
        assert not critical(Reading(channel, 0, 1, 0.0, Flag.ABSENT))
    assert critical(Reading(Channel.BLOOD_CULTURE, 0, 1, 4.0, words="Gram-negative rods")) == "a positive culture"
    assert not critical(Reading(Channel.BLOOD_CULTURE, 0, 1, 3.0, Flag.BELOW))
