"""The organs panel never says 'well' of an organ to which NEWS2 gives points."""

from itertools import product

import pytest

from game.bedside.monitor import observe
from game.bedside.news2 import Consciousness
from game.case import ward
from game.case.case import admit_case
from game.case.organs import heart, kidneys, lungs
from game.case.readings import score
from game.patient.signs import signs
from game.values.channel import Channel, Reading
from game.values.ticks import ticks
from tests.case.levels import level

CASE = admit_case(level(), 1)
VITALS = observe(CASE.shown, 1, 0)


def seen(rung=0.0, pressor=0.0, **values):
    """Return what heart and lungs look like at these readings and this support, and the parts of NEWS2."""
    known = VITALS | {Channel(name): Reading(Channel(name), 0, 0, value) for name, value in values.items()}
    support = ward.described(CASE.holding._replace(rung=rung, pressor=pressor))
    parts = score(known, on_oxygen=support.fio2 > 0.21, awareness=Consciousness.ALERT)
    return lungs(known, known, parts, support, 0), heart(known, parts, support), parts


@pytest.mark.parametrize("rung", [0.0, 3.0, 8.0, 9.0, 13.0])
def test_no_organ_is_well_that_scores(rung):
    for breaths, spo2, systolic, rate in product(
        (8.0, 11.0, 16.0, 22.0, 31.0), (90.0, 93.0, 97.0), (95, 130), (80, 95)
    ):
        of_lungs, of_heart, parts = seen(rung, respiratory_rate=breaths, spo2=spo2, systolic=systolic, heart_rate=rate)

        assert bool(of_lungs.grade) == bool(parts.respiratory_rate or parts.spo2 or parts.oxygen)
        assert bool(of_heart.grade) >= bool(parts.systolic or parts.heart_rate)


def test_the_lungs_follow_breathing_and_support():
    grades = [
        seen(0.0, respiratory_rate=18.0, spo2=97.0)[0].grade,
        seen(0.0, respiratory_rate=22.0, spo2=97.0)[0].grade,
        seen(6.0, respiratory_rate=31.0, spo2=95.0)[0].grade,
        seen(12.0, respiratory_rate=22.0, spo2=94.0)[0].grade,
    ]

    assert grades == [0, 1, 2, 3]
    assert ward.described(CASE.holding._replace(rung=12.0)).fio2 == pytest.approx(0.9)


def test_what_scores_is_printed():
    assert "22/min" in seen(0.0, respiratory_rate=22.0, spo2=97.0)[0].text
    assert "95/min" in seen(heart_rate=95.0)[1].text


def test_an_old_creatinine_says_its_age():
    true, taken = signs(CASE.body, CASE.breathed), Reading(Channel.CREATININE, 0, 6, 80.0)

    assert "ago" not in kidneys(true, taken, ticks(12.0)).text
    assert "creatinine 80 µmol/L (3 d" in kidneys(true, taken, ticks(72.0)).text
