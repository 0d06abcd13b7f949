"""The ward's protocol: the oxygen ladder, fluids, norepinephrine, and the same bits over columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.case import ward
from game.case.ward import Holding, protocol
from game.values.noise import uniform
from game.values.order import Device

WELL = (95.0, 18.0, 80.0)


def settled(values, times, support=None):
    support = support or Holding()
    for _ in range(times):
        support = protocol(*values, support)
    return support


@pytest.mark.parametrize(
    ("rung", "device", "fio2", "text"),
    [
        (0, Device.AIR, 0.21, "air"),
        (1, Device.NASAL_CANNULA, 0.24, "cannula 1 L/min"),
        (6, Device.NASAL_CANNULA, 0.44, "cannula 6 L/min"),
        (7, Device.MASK, 0.60, "mask 10 L/min"),
        (8, Device.HIGH_FLOW, 0.50, "high flow, FiO₂ 0.50"),
        (12, Device.HIGH_FLOW, 0.90, "high flow, FiO₂ 0.90"),
        (13, Device.VENTILATOR, 0.40, "ventilator, FiO₂ 0.40"),
        (19, Device.VENTILATOR, 1.00, "ventilator, FiO₂ 1.00"),
    ],
)
def test_each_rung_has_its_device_and_oxygen(rung, device, fio2, text):
    support = ward.described(Holding(rung=float(rung)))

    assert device is support.device
    assert abs(fio2 - support.fio2) < 1e-12
    assert text == support.text
    assert ward.inputs(Holding(rung=float(rung))).peep == (1.0 if device is Device.VENTILATOR else 0.0)


def test_nothing_changes_on_target():
    assert protocol(*WELL, Holding(rung=3.0)) == Holding(rung=3.0)


@pytest.mark.parametrize(("spo2", "rungs"), [(91.9, 1), (89.9, 2), (86.9, 4)])
def test_lower_saturation_climbs_faster(spo2, rungs):
    assert rungs == protocol(spo2, 18.0, 80.0, Holding()).rung


def test_hard_breathing_climbs_too():
    assert protocol(95.0, 36.0, 80.0, Holding(rung=2.0)).rung == 3.0


def test_entering_high_flow_and_ventilator_starts_with_enough_oxygen():
    assert protocol(91.0, 18.0, 80.0, Holding(rung=7.0)).rung == 10.0
    assert protocol(91.0, 18.0, 80.0, Holding(rung=12.0)).rung == 19.0
    assert protocol(80.0, 18.0, 80.0, Holding(rung=19.0)).rung == 19.0


def test_cannula_comes_down_after_two_hours_of_plenty():
    assert settled((97.0, 18.0, 80.0), 3, Holding(rung=3.0)).rung == 3.0
    assert settled((97.0, 18.0, 80.0), 4, Holding(rung=3.0)).rung == 2.0
    assert settled((97.0, 18.0, 80.0), 12, Holding(rung=3.0)).rung == 0.0


def test_a_dip_starts_the_two_hours_again():
    support = settled((97.0, 18.0, 80.0), 3, Holding(rung=3.0))
    support = settled((97.0, 18.0, 80.0), 3, protocol(*WELL, support))

    assert support.rung == 3.0


def test_the_ventilator_is_left_only_after_twelve_hours():
    support = Holding(rung=13.0)

    assert settled((98.0, 18.0, 80.0), 24, support).rung == 13.0
    assert settled((98.0, 18.0, 80.0), 25, support).rung == 8.0
    assert settled((98.0, 18.0, 80.0), 25, support).ventilated == 0.0


def test_prone_after_four_hours_of_poor_exchange_and_for_sixteen():
    poor, good = (92.0, 18.0, 80.0), (95.0, 18.0, 80.0)
    support = settled(poor, 8, Holding(rung=16.0))

    assert support.prone == 0.0
    support = protocol(*poor, support)
    assert support.prone == 1.0
    assert settled(good, 31, support._replace(rung=13.0)).prone == 1.0
    assert settled(good, 33, support).prone == 1.0, "at FiO₂ 0.7 the exchange is still poor"


def test_prone_lasts_sixteen_hours_to_the_half_hour():
    """Guérin 2013 (PROSEVA): sessions of at least sixteen hours; good exchange alone ends none earlier."""
    good = (100.5, 18.0, 70.0)
    turned = Holding(rung=13.0, ventilated=9.0, prone=1.0, proned=0.0, pressor=4.0)

    assert settled(good, 32, turned).prone == 1.0
    assert settled(good, 33, turned).prone == 0.0


def test_two_boluses_then_norepinephrine():
    low = (95.0, 18.0, 60.0)
    first = protocol(*low, Holding())
    second = protocol(*low, first)
    third = protocol(*low, second)

    assert (first.fluid, first.boluses, first.pressor) == (1.0, 1.0, 0.0)
    assert (second.fluid, second.boluses, second.pressor) == (1.0, 2.0, 0.0)
    assert (third.fluid, third.boluses, third.pressor) == (0.0, 2.0, 1.0)
    assert ward.inputs(third).norepinephrine_ug_per_kg_min == 0.05
    assert protocol(95.0, 18.0, 50.0, third).pressor == 3.0, "twice as fast under 55"


def test_norepinephrine_has_a_ceiling_and_is_weaned_above_75():
    most = settled((95.0, 18.0, 50.0), 40)

    assert ward.inputs(most).norepinephrine_ug_per_kg_min == 1.0
    assert protocol(95.0, 18.0, 76.0, most).pressor == 19.0
    assert settled((95.0, 18.0, 76.0), 30, most).pressor == 0.0


def test_tubes_and_lines_raise_the_hazard_of_infection():
    factors = [ward.device_factor(Holding(rung=float(rung))) for rung in (0, 3, 7, 10, 15)]

    assert factors == [1.0, 1.0, 1.3, 1.3, 4.0]
    assert ward.device_factor(Holding(rung=15.0, pressor=2.0)) == 5.0


def test_a_column_of_patients_gets_the_same_bits():
    size, alone = 60, []
    columns = Holding(*[np.zeros(size) for _ in Holding._fields])
    places = range(size)
    seen = [
        tuple(
            np.array([low + span * uniform(place, name, turn) for place in places])
            for name, low, span in (("spo2", 80.0, 20.0), ("rate", 10.0, 35.0), ("pressure", 45.0, 55.0))
        )
        for turn in range(80)
    ]
    for place in places:
        support = Holding()
        for spo2, rate, pressure in seen:
            support = protocol(float(spo2[place]), float(rate[place]), float(pressure[place]), support)
        alone.append((*support, *ward.inputs(support)))
    for values in seen:
        columns = protocol(*values, columns)
    together = np.array([*columns, *ward.inputs(columns)]).T

    assert together.tolist() == [list(row) for row in alone]


@given(
    st.floats(40, 100),
    st.floats(4, 70),
    st.floats(20, 200),
    st.integers(0, 19),
    st.integers(0, 30),
    st.integers(0, 20),
    st.integers(0, 2),
)
def test_the_protocol_never_leaves_its_range(spo2, rate, pressure, rung, half_hours, pressor, boluses):
    on_ventilator = rung > 12
    support = Holding(
        rung=float(rung),
        calm=float(half_hours % 5),
        ventilated=float(half_hours) * on_ventilator,
        pressor=float(pressor),
        boluses=float(boluses),
    )
    after = protocol(spo2, rate, pressure, support)

    assert 0.0 <= after.rung <= 19.0
    assert after.rung == int(after.rung)
    assert 0.0 <= after.pressor <= 20.0
    assert after.prone in {0.0, 1.0}
    assert after.boluses <= 2.0
    assert 0.21 <= ward.inputs(after).fio2 <= 1.0
    assert not (spo2 < 92.0 and after.rung < rung)


def test_a_device_chosen_by_hand_is_turned_only_within_its_range():
    support = ward.with_device(Holding(), Device.NASAL_CANNULA)
    for _ in range(20):
        support = ward.titrated(70.0, support)

    assert support.rung == 6.0
    for _ in range(40):
        support = ward.titrated(99.0, support)
    assert support.rung == 1.0
