"""Whom a machine breathes for: no score of wards, and all the same never silent about what is the patient's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bedside.alarms import DELAY_TICKS, describe, watch
from game.bedside.monitor import observe
from game.bedside.news2 import OF_THE_MACHINE, Parts, counting, news2, sounds
from game.bedside.news2 import Consciousness as Mind
from game.case import ward
from game.case.build_view import build_view
from game.case.case import admit_case, advance
from game.case.ward import Holding
from game.classroom.seen import seen_on
from game.futures.engine import mover
from game.patient.signs import Vitals
from game.ui.bedside.ended import course
from game.values.channel import Channel
from game.values.ending import Ending, Outcome
from game.values.fact import Priority
from game.values.order import Device
from game.values.ticks import TICKS_PER_HOUR, ticks
from tests.case.levels import level
from tests.ui.sample_view import view

VENTILATED = Holding(rung=15.0)
SIGNS = st.fixed_dictionaries(
    {
        "heart_rate": st.floats(20.0, 200.0),
        "spo2": st.floats(60.0, 100.0),
        "systolic": st.floats(40.0, 240.0),
        "diastolic": st.floats(20.0, 130.0),
        "map": st.floats(30.0, 150.0),
        "respiratory_rate": st.floats(5.0, 45.0),
        "temperature": st.floats(33.0, 42.0),
    }
)


def begun():
    case = admit_case(level(), 1, mover())
    for _ in range(TICKS_PER_HOUR + 1):
        case = advance(case)
    return replace(case, holding=VENTILATED, breathed=ward.inputs(VENTILATED), watches=())


CASE = begun()


@given(SIGNS, st.integers(0, 500))
def test_no_ventilated_patient_with_a_red_part_of_their_own_is_silent(signs, seed):
    """Three points in pressure, rate or temperature, five in all, or an SpO₂ under 88 %, sound a medium alarm."""
    case = replace(CASE, shown=replace(CASE.shown, **signs), admission=replace(CASE.admission, seed=seed))
    seen = build_view(case)
    named = dict(zip(Parts._fields, seen.news2.parts, strict=True))
    spo2 = seen.news2.readings[Channel.SPO2].shown
    settled = OF_THE_MACHINE if spo2 < 88.0 else (*OF_THE_MACHINE, "spo2")
    own = [points or 0 for name, points in named.items() if name not in settled]
    loud = [one for one in seen.alarms if one.active and one.priority >= Priority.MEDIUM]

    assert seen.ventilated
    assert bool(loud) is (max(own) >= 3 or sum(own) >= 5)


@given(SIGNS)
def test_what_the_machine_explains_never_sounds(signs):
    """Sedated, on oxygen, at any rate that the machine breathes."""
    rate = signs["respiratory_rate"]
    calm = {"on_oxygen": True, "systolic": 120.0, "heart_rate": 80.0, "temperature": 37.0}
    parts = news2(rate, 97.0, consciousness=Mind.SEDATED, **calm)

    assert parts.total >= 5
    assert not sounds(parts, Device.VENTILATOR, 97.0)
    assert counting(parts, Device.HIGH_FLOW, 97.0) == parts


@pytest.mark.parametrize(("spo2", "loud"), [(87.4, True), (87.6, False), (91.0, False), (None, True)])
def test_a_saturation_for_which_a_ventilator_is_set_is_no_alarm(spo2, loud):
    """At 88 to 91 % a bed that had settled there sounded for days; printed, 87.6 is 88."""
    parts = Parts(0, 3, 2, 0, 0, 3, 0)

    assert sounds(parts, Device.VENTILATOR, spo2) is loud
    assert counting(parts, Device.HIGH_FLOW, spo2) == parts


@pytest.mark.parametrize(
    ("spo2", "device", "told"),
    [(89.0, Device.VENTILATOR, 0), (87.0, Device.VENTILATOR, 1), (89.0, Device.HIGH_FLOW, 1)],
)
def test_the_monitor_and_the_score_have_one_limit_for_a_saturation_on_a_ventilator(monkeypatch, spo2, device, told):
    """At 88 and 89 %, which ventilation aims at, the monitor sounded and the score stood red."""
    monkeypatch.setattr("game.bedside.alarms.gaussian", lambda *_: 0.0)
    monkeypatch.setattr("game.bedside.alarms.probe_is_off", lambda *_: False)
    calm = Vitals(80.0, spo2, 120.0, 70.0, 80.0, 16.0, 37.0, 0.03)
    watches, raised = (), ()
    for tick in range(DELAY_TICKS):
        watches, raised = watch(watches, calm, 1, tick, ventilated=device is Device.VENTILATOR)
    seen = build_view(replace(CASE, holding=ward.with_device(CASE.holding, device), shown=calm, watches=watches))

    assert [one.channel for one in raised] == [Channel.SPO2] * told
    assert len([one for one in seen.alarms if one.channel is Channel.SPO2]) == told
    assert bool(counting(Parts(0, 3, 2, 0, 0, 3, 0), device, spo2).spo2) is bool(told)


def test_an_alarm_from_before_the_tube_keeps_the_limit_that_it_passed():
    assert describe(Channel.SPO2, 89.0, ventilated=True) == "SpO₂ 89 %, below 90"
    assert describe(Channel.SPO2, 87.0, ventilated=True) == "SpO₂ 87 %, below 88"
    assert describe(Channel.SPO2, 84.0, ventilated=True) == "SpO₂ 84 %, below 85"


def test_the_alarm_names_what_is_not_the_machines():
    """A pressure of 85 over a mean that no limit of the monitor touches."""
    shown = replace(CASE.shown, systolic=85.0, diastolic=70.0, map=75.0, heart_rate=80.0, spo2=97.0, temperature=37.0)
    case = replace(CASE, shown=shown)
    told = observe(shown, case.admission.seed, case.tick)[Channel.SYSTOLIC].told

    assert [one.text for one in build_view(case).alarms] == [f"Systolic pressure {told}: 3 points"]


def tubed(**changes):
    """Return a bed that was ventilated in the last of three hours, with the highest score there."""
    now = view(pending=())
    on, air = replace(now.support, device=Device.VENTILATOR, text="ventilator, FiO₂ 0.60"), now.support
    hours = [ticks(one) for one in (50, 51, 52)]
    history = {"news2_history": tuple(zip(hours, (5, 6, 14), strict=True))}
    held = {"support_history": tuple(zip(hours, (air, air, on), strict=True))}
    return replace(now, **history, **held, support=on, **changes)


def test_hours_on_a_ventilator_are_nowhere_told_as_the_highest_score():
    """*Highest NEWS2 14* was a night in which he slept and a machine did all the rest."""
    over = Outcome(Ending.DIED_OF_LUNGS, ticks(52))

    assert [total for _, total in tubed().scored] == [5, 6]
    assert ("Highest NEWS2 charted", "6, Day 3 · 11:00") in [
        (name, value.replace("\N{NO-BREAK SPACE}", " ")) for name, value in course(tubed(), over)
    ]
    assert (seen_on(tubed()).news2, seen_on(view()).news2) == (None, view().news2.total)
