"""A case: admission, the order of a tick, replay, independence of noise, endings."""

import itertools
import subprocess
import sys
from dataclasses import replace
from math import isclose
from pathlib import Path

import pytest
from msgspec import structs

from game.bedside.chart import Chart
from game.case import ward
from game.case.apply_orders import apply_orders, happened
from game.case.build_view import build_view, comparable
from game.case.case import admit_case, advance, stop
from game.case.digest import digest
from game.case.leaving import WELL_HOURS_TO_LEAVE, well_hours_after
from game.case.truth import truth, truths
from game.case.walk import advance_to, last_of, walk
from game.patient import compartments
from game.patient.body import Body, dose
from game.values.channel import Channel, Panel, Reading
from game.values.drug import Drug
from game.values.ending import Ending
from game.values.fact import DoseGiven, Ended, NurseSaid, OrderRefused, ResultReady, SampleTaken, SupportChanged
from game.values.level import SupportMode
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, Stop
from tests.case.levels import MILD, SEPSIS, level

ROOT = Path(__file__).parents[2]
LEVEL = level()
START = admit_case(LEVEL, 7)


def entry(tick, order):
    return Entry(tick=tick, actor=Actor.PLAYER, order=order)


ORDERS = (
    entry(0, Draw(panel=Panel.IL6)),
    entry(0, Give(regimen="remdesivir")),
    entry(5, Give(regimen="dexamethasone")),
    entry(5, Give(regimen="dexamethasone")),
    entry(30, Draw(panel=Panel.LACTATE_CREATININE)),
    entry(77, Give(regimen="tocilizumab")),
    entry(300, Stop(regimen="dexamethasone")),
)


def digests(case, entries, until):
    found = []
    while case.tick < until:
        case = advance(case, [one for one in entries if one.tick == case.tick])
        found.append(digest(case))
    return found


def of(case, kind):
    return [fact for fact in case.sheets.history if isinstance(fact, kind)]


# --- admission


def test_the_chart_at_admission_holds_the_earlier_results():
    il6 = build_view(START).labs[Channel.IL6]

    assert [one.taken for one in il6] == [-216, -72]
    assert all(one.known <= 0 for one in il6)
    assert il6[0].value < il6[1].value


def test_a_slow_result_from_before_is_still_pending():
    pending = build_view(START).pending

    assert [(one.panel, one.taken) for one in pending] == [(Panel.CULTURE, -72)]
    assert pending[0].due > 0


def test_a_patient_who_needs_oxygen_comes_with_it():
    sick = admit_case(level(start=replace_start(300.0)), 7)

    assert sick.holding.rung > 0.0
    assert build_view(sick).news2.oxygen == 2


def replace_start(hours):
    start = LEVEL.start
    return type(start)(hours_before=hours, clock_minute=start.clock_minute)


def test_luck_starts_at_the_door():
    assert START.admission.dies_at_hazard > START.admission.hazard_at_door
    assert truth(START).hazard_since_admission == 0.0


# --- time


def test_the_same_orders_give_the_same_digests():
    assert digests(START, ORDERS, 400) == digests(admit_case(LEVEL, 7), ORDERS, 400)


def test_another_seed_gives_another_case():
    other = admit_case(LEVEL, 8)

    assert build_view(START).vitals != build_view(other).vitals
    assert START.admission.dies_at_hazard != other.admission.dies_at_hazard


@pytest.mark.parametrize("chunk", [1, 7, 12, 144])
def test_chunks_of_time_give_the_same_bits(chunk):
    case = START
    for until in range(chunk, 400, chunk):
        case = advance_to(case, [one for one in ORDERS if case.tick <= one.tick < until], until)
    case = advance_to(case, [one for one in ORDERS if case.tick <= one.tick], 400)
    whole = advance_to(START, ORDERS, 400)

    assert digest(whole) == digest(case)
    assert whole == case


def test_another_process_gives_the_same_bits():
    code = "from tests.case.test_case import *; print(digest(advance_to(START, ORDERS, 400)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert digest(advance_to(START, ORDERS, 400)) == told.stdout.strip()


def test_looking_changes_nothing():
    case = advance_to(START, ORDERS, 100)
    before = digest(case)
    first = build_view(case)

    assert first == build_view(case)
    assert before == digest(case)


def test_an_order_of_another_tick_is_refused_loudly():
    with pytest.raises(ValueError, match="an order of tick 3 cannot be carried out at tick 0"):
        advance(START, [entry(3, Draw(panel=Panel.IL6))])
    with pytest.raises(ValueError, match="an order of tick 3 comes too late for a case at tick 5"):
        advance_to(advance_to(START, (), 5), [entry(3, Draw(panel=Panel.IL6))], 9)


def test_every_bit_of_the_body_counts_in_the_digest():
    state = START.body.state
    for place in range(len(state)):
        nudged = (*state[:place], state[place] * (1.0 + 2e-16) + 1e-300, *state[place + 1 :])
        other = replace(START, body=Body(nudged, START.body.parameters))

        assert digest(other) != digest(START) or nudged == state


# --- orders


def test_doses_go_in_at_their_times():
    case = advance_to(START, [entry(0, Give(regimen="remdesivir"))], 12 * 24 * 4 + 5)
    doses = of(case, DoseGiven)

    assert [fact.tick for fact in doses] == [0, 288, 576, 864, 1152]
    assert [fact.amount for fact in doses] == [200.0, 100.0, 100.0, 100.0, 100.0]
    assert not case.sheets.course("remdesivir").running


def test_a_dose_by_weight_has_its_ceiling():
    light = advance(START, [entry(0, Give(regimen="tocilizumab"))])
    heavy_level = level(patient=type(LEVEL.patient)(name="H", age_years=50, sex="male", weight_kg=150.0))
    heavy = advance(admit_case(heavy_level, 7), [entry(0, Give(regimen="tocilizumab"))])

    assert of(light, DoseGiven)[0].amount == 640.0
    assert of(heavy, DoseGiven)[0].amount == 800.0


def test_a_stopped_course_gives_no_more():
    case = advance_to(START, [entry(0, Give(regimen="dexamethasone")), entry(9, Stop(regimen="dexamethasone"))], 600)

    assert len(of(case, DoseGiven)) == 1


def test_orders_of_one_tick_leave_their_facts_in_order_and_are_joined_to_the_others_once(monkeypatch):
    case = advance(START, [entry(0, Draw(panel=Panel.IL6))])
    before, seen = case.sheets.history, []

    def noted(case, *given):
        seen.append(len(case.sheets.history) + len(case.facts))
        return happened(case, *given)

    monkeypatch.setattr("game.case.apply_orders.happened", noted)
    given = [entry(1, Stop(regimen=f"no {number}")) for number in range(50)]
    after = apply_orders(replace(case, facts=()), given)

    assert [fact.entry for fact in after.facts] == given
    assert after.sheets.history == (*before, *after.facts)
    assert seen == [0] * 50


def test_a_refused_order_leaves_a_fact_and_nothing_else():
    plain = advance(START)
    refused = advance(START, [entry(0, GiveFluid())])

    assert plain.body == refused.body
    assert plain.holding == refused.holding
    assert [GiveFluid()] == [fact.entry.order for fact in of(refused, OrderRefused)]


def test_a_test_more_changes_no_other_reading_and_no_body():
    more = advance_to(
        START, [*ORDERS, entry(31, Draw(panel=Panel.BLOOD_COUNT)), entry(40, Draw(panel=Panel.XRAY))], 200
    )
    less = advance_to(START, ORDERS, 200)
    seen, other = build_view(more), build_view(less)

    assert more.body == less.body
    assert other.vitals == seen.vitals
    assert other.vital_history == seen.vital_history
    for channel, results in other.labs.items():
        assert set(results) <= set(seen.labs[channel])


def test_results_are_known_when_they_are_due_and_not_before():
    case = advance(START, [entry(0, Draw(panel=Panel.LACTATE_CREATININE))])
    due = next(one for one in case.sheets.samples if one.panel is Panel.LACTATE_CREATININE).due
    before, after = advance_to(case, (), due - 1), advance_to(case, (), due)

    assert Channel.LACTATE not in build_view(before).labs
    assert due == build_view(after).labs[Channel.LACTATE][0].known
    assert ResultReady(due, Panel.LACTATE_CREATININE) in after.facts


def test_the_ward_draws_its_routine_by_itself():
    case = advance_to(START, (), 12 * 25)

    assert [fact.tick for fact in of(case, SampleTaken) if fact.panel is Panel.BLOOD_COUNT] == [0, 288]


# --- support by hand


def test_a_player_may_run_the_support():
    orders = [
        entry(0, SetDevice(device=Device.HIGH_FLOW)),
        entry(1, SetPressor(norepinephrine_ug_per_kg_min=0.13)),
        entry(2, GiveFluid()),
    ]
    case = advance_to(admit_case(level(support=SupportMode.PLAYER), 7), orders, 4)

    assert Device.HIGH_FLOW is build_view(case).support.device
    assert isclose(0.13, case.inputs.norepinephrine_ug_per_kg_min)
    assert case.inputs.fluid_l_per_h == 1.0
    assert [fact.text for fact in of(case, SupportChanged)] == [
        "high flow, FiO₂ 0.70",
        "norepinephrine 0.13 µg/kg/min",
        "fluid bolus 500 mL",
    ]
    case = advance_to(case, (), 9)
    assert case.inputs.fluid_l_per_h == 0.0
    assert isclose(0.13, case.inputs.norepinephrine_ug_per_kg_min)


def test_half_a_litre_runs_in():
    case, given = admit_case(level(support=SupportMode.PLAYER), 7), 0.0
    for tick in range(15):
        case = advance(case, [entry(2, GiveFluid())] if tick == 2 else [])
        given += case.breathed.fluid_l_per_h / 12.0

    assert isclose(0.5, given)
    assert build_view(case).support.fluid_boluses == 1


def test_the_ward_supports_a_patient_in_shock():
    case = advance_to(admit_case(SEPSIS, 5), (), 12 * 24)
    seen = build_view(case)

    assert case.outcome is None
    assert seen.support.fluid_boluses == 2
    assert seen.support.norepinephrine_ug_per_kg_min > 0.0


# --- endings


def test_a_mild_illness_goes_home_and_stays_ended():
    case = advance_to(admit_case(MILD, 7), ())

    assert Ending.DISCHARGED is case.outcome.ending
    assert isinstance(case.facts[-1], Ended)
    assert case is advance(case)
    assert case.tick >= 48 * 12


def test_nobody_goes_home_on_dampening_or_within_a_day_of_it():
    steroid = [entry(0, Give(regimen="dexamethasone"))]
    held = advance_to(admit_case(MILD, 7), steroid)
    freed = advance_to(admit_case(MILD, 7), [*steroid, entry(300, Stop(regimen="dexamethasone"))])

    day, ten_doses = 24 * 12, 9 * 24 * 12
    assert Ending.DISCHARGED is held.outcome.ending
    assert held.tick >= ten_doses + day
    assert Ending.DISCHARGED is freed.outcome.ending
    assert 288 + day <= freed.tick < held.tick


def test_time_is_up_at_the_horizon():
    case = advance_to(admit_case(level(horizon_h=10.0), 7), ())

    assert (case.outcome.ending, case.outcome.tick) == (Ending.TIME_UP, 120)


def with_state(case, **values):
    state = list(case.body.state)
    for name, value in values.items():
        state[compartments.INDEX[name]] = value
    return replace(case, body=Body(tuple(state), case.body.parameters))


@pytest.mark.parametrize(
    ("values", "ending"),
    [
        ({"bacteria": 20.0}, Ending.DIED_OF_INFECTION),
        ({"leak": 0.95, "tnf": 2000.0, "heart_injury": 0.95, "innate_cells": 0.9}, Ending.DIED_OF_SHOCK),
        ({"lung_water": 0.95, "damage": 0.8}, Ending.DIED_OF_LUNGS),
        ({"kidney_injury": 0.9}, Ending.DIED_OF_ORGAN_FAILURE),
    ],
)
def test_the_ending_names_what_killed(values, ending):
    case = advance(with_state(START, cumulative_hazard=50.0, **values))
    assert case.outcome is None
    assert ending is case.sheets.dying.ending

    assert ending is last_of(walk(case, lambda _: ())).outcome.ending


def test_a_body_that_is_not_finite_ends_the_case_instead_of_showing_nonsense(monkeypatch):
    broken = with_state(START, il6=float("nan"))
    monkeypatch.setattr("game.case.case.live", lambda _body, _inputs, _move: broken.body)
    case = advance(START)

    assert (case.outcome.ending, case.tick) == (Ending.MODEL_FAILED, 1)
    assert "=nan" not in repr(build_view(case))


def test_stopping():
    stopped = stop(START)

    assert Ending.STOPPED is stopped.outcome.ending
    assert stopped is stop(stopped)


# --- chance


def test_germs_get_in_by_the_hour_and_more_with_steroids():
    plain = admit_case(level(host={"superinfection_per_h": 0.02, "interferon_competence": 1.0}), 7)

    def first_seeding(case):
        while case.body.state[compartments.INDEX["bacteria"]] == 0.0:
            case = advance(case)
        return case.tick

    assert first_seeding(plain) % 12 == 1
    high = replace(plain, body=dose(plain.body, Drug.DEXAMETHASONE, 40.0))
    assert first_seeding(high) <= first_seeding(plain)


def test_the_nurse_speaks_seldom_and_says_the_words_of_the_level():
    case = advance_to(START, (), 12 * 72)
    ticks_ = [tick for tick, _ in case.sheets.said]

    assert all(later - earlier >= 48 for earlier, later in itertools.pairwise(ticks_))
    assert [text for _, text in case.sheets.said].count("A word of the level.") == 1
    assert len(ticks_) > 5
    assert all(isinstance(NurseSaid(tick, text), NurseSaid) for tick, text in case.sheets.said)


# --- view and truth


def test_a_view_holds_no_body():
    seen = build_view(advance_to(START, ORDERS, 50))

    assert "Body(" not in repr(seen)
    assert "cumulative_hazard" not in repr(seen)


def test_hourly_histories_stand_side_by_side():
    seen = build_view(advance_to(START, (), 12 * 8 + 3))
    whole_hours = [12 * hour for hour in range(9)]

    assert whole_hours == [tick for tick, _ in seen.vital_history]
    assert whole_hours == [tick for tick, _ in seen.support_history]
    assert whole_hours == [tick for tick, _ in seen.news2_history]
    assert seen.news2.total - seen.news2_history[2][1] == seen.news2.change_6h
    assert build_view(advance_to(START, (), 71)).news2.change_6h is None


def test_a_lower_score_under_more_support_is_no_progress():
    air, mask, tube = (ward.described(START.holding._replace(rung=rung)) for rung in (0.0, 8.0, 15.0))
    pressor = replace(air, norepinephrine_ug_per_kg_min=0.1)

    assert comparable(air, air, -3)
    assert comparable(mask, air, -2)
    assert comparable(air, mask, 2)
    assert not comparable(air, mask, -1)
    assert not comparable(air, pressor, -1)
    assert not comparable(mask, tube, 1)
    assert not comparable(tube, mask, 1)


def test_doubling_time_can_be_hidden():
    results = [Reading(Channel.IL6, 12 * hour, 12 * hour + 1, value) for hour, value in ((0, 50.0), (12, 100.0))]
    rising = replace(START, sheets=START.sheets.changed(chart=Chart().with_results(results)))
    assert build_view(rising).il6_doubling.hours == 12.0
    hidden = admit_case(level(show_doubling_time=False), 7).admission
    assert build_view(replace(rising, admission=hidden)).il6_doubling is None


def test_truth_is_told_by_value_and_by_the_hour():
    told = truths(START, ORDERS, 30)

    assert [one.tick for one in told] == [0, 12, 24, 30]
    assert told[-1] == truth(advance_to(START, ORDERS, 30))
    assert set(Channel) == set(told[0].observables)


# --- leaving


def well_hours(pattern):
    """Return the well hours after hours that were well (1) or not (0)."""
    count = 0
    for well in pattern:
        count = well_hours_after(count, well == "1")
    return count


def test_one_low_reading_keeps_nobody_in_and_a_decline_does():
    """An hour that is not well takes back two, from twelve at most: old good days do not outweigh a bad hour now."""
    assert well_hours("1" * 12) == WELL_HOURS_TO_LEAVE
    assert well_hours("1" * 8 + "0" + "1" * 6) == WELL_HOURS_TO_LEAVE
    assert well_hours("1" * 100 + "0") < WELL_HOURS_TO_LEAVE
    assert well_hours("1" * 100 + "0" * 6) == 0
    assert well_hours("10" * 30) < WELL_HOURS_TO_LEAVE


def test_who_goes_home_goes_at_a_round():
    """At eight in the morning or at eight in the evening, whatever the minute of admission."""
    for minute in (0, 480, 870):
        case = advance_to(
            admit_case(structs.replace(MILD, start=structs.replace(MILD.start, clock_minute=minute)), 7), ()
        )

        assert case.outcome.ending is Ending.DISCHARGED
        assert (case.outcome.tick + minute // 5) % (12 * 12) == 8 * 12
