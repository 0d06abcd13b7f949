"""Support by the hands of a policy: each step up and down, at the edge where it is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.policy.support import by_hand
from game.values.channel import Channel, Flag
from game.values.level import SupportMode
from game.values.order import Device, GiveFluid, SetDevice, SetPressor, SetProne
from tests.case.levels import level
from tests.policy.charts import chart, support

HANDS_ON = level(labs=(), support=SupportMode.PLAYER)


def done(vitals=None, **parts):
    """Return what is ordered at such a bed."""
    return by_hand(chart(HANDS_ON, vitals=vitals, **parts))


def test_where_the_ward_sees_to_support_nothing_is_ordered():
    assert by_hand(chart(vitals={Channel.MAP: 40.0, Channel.SPO2: 70.0})) == ()


@pytest.mark.parametrize(
    ("mean", "pressor", "boluses", "expected"),
    [
        (66.0, 0.1, 0, ()),
        (65.9, 0.1, 1, (GiveFluid(), SetPressor(norepinephrine_ug_per_kg_min=0.15))),
        (65.9, 0.1, 2, (SetPressor(norepinephrine_ug_per_kg_min=0.15),)),
        (60.0, 0.1, 2, (SetPressor(norepinephrine_ug_per_kg_min=0.15),)),
        (59.9, 0.1, 2, (SetPressor(norepinephrine_ug_per_kg_min=0.2),)),
        (50.0, 0.95, 2, (SetPressor(norepinephrine_ug_per_kg_min=1.0),)),
        (50.0, 1.0, 2, ()),
        (75.0, 0.1, 2, ()),
        (75.1, 0.1, 2, (SetPressor(norepinephrine_ug_per_kg_min=0.05),)),
        (90.0, 0.0, 0, ()),
    ],
)
def test_pressure_is_held_by_two_boluses_and_norepinephrine_in_steps(mean, pressor, boluses, expected):
    now = support(norepinephrine_ug_per_kg_min=pressor, fluid_boluses=boluses)

    assert done({Channel.MAP: mean}, now=now) == expected


TOPS = {Device.AIR: 0.21, Device.NASAL_CANNULA: 0.44, Device.MASK: 0.6, Device.HIGH_FLOW: 0.9}
NEXT = {
    Device.AIR: Device.NASAL_CANNULA,
    Device.NASAL_CANNULA: Device.HIGH_FLOW,
    Device.MASK: Device.HIGH_FLOW,
    Device.HIGH_FLOW: Device.VENTILATOR,
}


@pytest.mark.parametrize("device", TOPS)
def test_a_device_is_changed_for_the_next_once_it_gives_all_that_it_can(device):
    up = (SetDevice(device=NEXT[device]),)
    short = TOPS[device] - 0.02

    assert done({Channel.SPO2: 91.9}, now=support(TOPS[device], device)) == up
    assert done({Channel.SPO2: 92.0}, now=support(TOPS[device], device)) == ()
    assert done({Channel.SPO2: 91.9}, now=support(short, device)) == ()
    assert done({Channel.RESPIRATORY_RATE: 35.1}, now=support(short, device)) == up
    assert done({Channel.RESPIRATORY_RATE: 35.0}, now=support(short, device)) == ()


def test_nothing_comes_after_the_ventilator():
    worst = {Channel.SPO2: 80.0, Channel.RESPIRATORY_RATE: 40.0}

    assert done(worst, now=support(1.0, Device.VENTILATOR, prone=True)) == ()


LEAST = {
    Device.NASAL_CANNULA: (0.24, Device.AIR),
    Device.MASK: (0.60, Device.NASAL_CANNULA),
    Device.HIGH_FLOW: (0.50, Device.NASAL_CANNULA),
    Device.VENTILATOR: (0.40, Device.HIGH_FLOW),
}


@pytest.mark.parametrize("device", LEAST)
def test_a_device_is_left_once_its_least_was_enough_for_four_hours(device):
    fio2, lower = LEAST[device]
    least, more = support(fio2, device), support(fio2 + 0.02, device)
    well = {Channel.SPO2: 95.1}

    assert done(well, now=least) == (SetDevice(device=lower),)
    assert done({Channel.SPO2: 95.0}, now=least) == ()
    assert done(well, now=more) == ()
    assert done(well, now=least, before={4: more}) == ()
    assert done(well, now=least, before={5: more}) == (SetDevice(device=lower),)


@pytest.mark.parametrize(
    ("spo2", "prone", "expected"),
    [
        (94.9, False, (SetProne(prone=True),)),
        (95.0, False, ()),
        (94.9, True, ()),
        (125.0, True, ()),
        (125.1, True, (SetProne(prone=False),)),
        (125.1, False, ()),
    ],
)
def test_a_patient_is_turned_by_saturation_over_fio2(spo2, prone, expected):
    """On FiO₂ 0.5: prone under 190, back over 250. The saturations over 100 only name the edge."""
    now = support(0.5, Device.VENTILATOR, prone=prone)

    assert tuple(one for one in done({Channel.SPO2: spo2}, now=now) if isinstance(one, SetProne)) == expected


def test_nobody_is_turned_who_is_not_on_a_ventilator():
    assert done({Channel.SPO2: 92.0}, now=support(0.6, Device.HIGH_FLOW)) == ()


def test_oxygen_and_position_wait_while_the_saturation_cannot_be_read():
    for device in (Device.AIR, Device.VENTILATOR):
        shown = chart(HANDS_ON, vitals={Channel.SPO2: 80.0}, now=support(TOPS.get(device, 1.0), device))
        lost = replace(shown.vitals[Channel.SPO2], flag=Flag.ABSENT)

        assert by_hand(shown) != ()
        assert by_hand(replace(shown, vitals={**shown.vitals, Channel.SPO2: lost})) == ()
