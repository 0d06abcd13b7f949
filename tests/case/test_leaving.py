"""Who goes home: the sheet of an hour, the drugs that keep one in, the hours that count, the rounds."""

from __future__ import annotations

import pytest

from game.case.leaving import (
    UNBLOCKED_TO_LEAVE,
    UNDAMPENED_TO_LEAVE,
    WELL_HOURS_TO_LEAVE,
    goes_home,
    is_round,
    is_well,
    keeps_in,
    well_hours_after,
)
from game.values.drug import FORMULARY
from game.values.ticks import TICKS_PER_HOUR, ticks

WELL = {"on_air": True, "news2": 2, "spo2": 94.0, "temperature": 37.9, "pressor": 0.0}
NAN = float("nan")


@pytest.mark.parametrize(
    ("changed", "well"),
    [
        ({}, True),
        ({"on_air": False}, False),
        ({"news2": 3}, False),
        ({"spo2": 93.9}, False),
        ({"spo2": NAN}, False),
        ({"temperature": 38.0}, False),
        ({"pressor": 0.05}, False),
    ],
)
def test_an_hour_is_well_where_every_sign_of_it_is(changed, well):
    assert is_well(**(WELL | changed)) is well


@pytest.mark.parametrize(
    ("regimen", "running", "since", "kept"),
    [
        ("antibiotic", True, 0, False),
        ("dexamethasone", True, UNDAMPENED_TO_LEAVE, True),
        ("dexamethasone", False, UNDAMPENED_TO_LEAVE - 1, True),
        ("dexamethasone", False, UNDAMPENED_TO_LEAVE, False),
        ("tocilizumab", False, UNBLOCKED_TO_LEAVE - 1, True),
        ("tocilizumab", False, UNBLOCKED_TO_LEAVE, False),
        ("paracetamol", True, UNDAMPENED_TO_LEAVE, True),
        ("paracetamol", False, 0, False),
    ],
)
def test_what_hides_an_illness_keeps_in_while_it_acts(regimen, running, since, kept):
    now = ticks(200.0)

    assert keeps_in(FORMULARY[regimen], running, now - since, now) is kept


@pytest.mark.parametrize(
    ("before", "well", "after"),
    [(0, True, 1), (11, True, 12), (12, True, 12), (12, False, 10), (1, False, 0), (0, False, 0)],
)
def test_an_hour_that_is_not_well_takes_two_back_and_twelve_are_enough(before, well, after):
    assert well_hours_after(before, well) == after


@pytest.mark.parametrize(
    ("hour", "clock_minute", "round_"),
    [(0, 8 * 60, True), (12, 8 * 60, True), (6, 8 * 60, False), (5, 15 * 60, True), (0, 15 * 60, False)],
)
def test_a_round_is_made_at_eight_in_the_morning_and_in_the_evening(hour, clock_minute, round_):
    assert is_round(hour * TICKS_PER_HOUR, clock_minute) is round_
    assert not is_round(hour * TICKS_PER_HOUR + 1, clock_minute)


@pytest.mark.parametrize(
    ("well_hours", "kept_in", "tick", "goes"),
    [
        (WELL_HOURS_TO_LEAVE, False, 100, True),
        (WELL_HOURS_TO_LEAVE - 1, False, 100, False),
        (WELL_HOURS_TO_LEAVE, True, 100, False),
        (WELL_HOURS_TO_LEAVE, False, 99, False),
    ],
)
def test_who_goes_home_is_well_kept_in_by_nothing_and_has_stayed(well_hours, kept_in, tick, goes):
    assert goes_home(well_hours, kept_in, tick, 100) is goes
