"""Which patient a seed gives: the one as written, the one of a day, or any other."""

from __future__ import annotations

from datetime import date, timedelta

from game.values.level import PossibleCourse
from game.values.patients import NEW_SEEDS, PatientKind, day_of, kind_of, seed_of_day
from tests.case.levels import level

DRAWN = level(courses=(PossibleCourse(id="one", weight=1.0, was="one"),))


def test_the_seed_of_a_day_is_its_date_and_leads_back_to_it():
    assert seed_of_day(2026, 11, 26) == 20261126
    for days in range(0, 366 * 8, 13):
        one = date(2024, 1, 1) + timedelta(days)
        assert day_of(seed_of_day(one.year, one.month, one.day)) == (one.year, one.month, one.day)
    assert day_of(20240229) == (2024, 2, 29)


def test_what_is_no_date_is_the_number_of_a_new_patient():
    for seed in (0, NEW_SEEDS - 1, 20230229, 20261301, 20261100, 20260431, 202611261):
        assert day_of(seed) is None
        assert kind_of(DRAWN, seed) is PatientKind.NEW


def test_the_levels_own_seed_is_the_patient_as_written_and_so_is_every_seed_without_courses():
    assert kind_of(DRAWN, DRAWN.seed) is PatientKind.WRITTEN
    assert kind_of(DRAWN, 20261126) is PatientKind.TODAY
    assert kind_of(level(), 20261126) is PatientKind.WRITTEN
