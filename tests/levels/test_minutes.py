"""A case fits between two lectures: what each level takes a person, from its expert play on the screen as it stands."""

from __future__ import annotations

from functools import cache

import pytest

from game.evidence.minutes import DRUG_S, LEAST_MIN, MOST_MIN, OPENING_S, TEST_S, minutes
from game.files.case_file import read_case
from game.ui.toolkit.intents import RunAt
from tests.levels.plays import LEVELS, NAMES, level

CONTROL = "quiet_recovery"
STORMS = [name for name in NAMES if name != CONTROL and (LEVELS / f"{name}.expert.jsonl").exists()]


@cache
def told(name: str, **more):
    """Play the expert of a level in the seat of the bedside."""
    return minutes(level(name), read_case(LEVELS / f"{name}.expert.jsonl").log, **more)


@pytest.mark.slow
@pytest.mark.parametrize("name", STORMS)
def test_a_storm_takes_eight_to_twelve_minutes(name):
    found = told(name)

    assert LEAST_MIN <= found.total <= MOST_MIN
    # No idle tail: what passes unasked takes seconds.
    assert found.passing_s < 30.0


def test_the_control_is_over_sooner_and_its_minutes_are_those_of_reading():
    found = told(CONTROL)

    assert found.total < LEAST_MIN
    assert found.results == found.tests
    assert found.reading_s > OPENING_S + found.tests * TEST_S + found.drugs * DRUG_S
    assert found.ending == "discharged"


def test_whoever_lets_time_run_reads_while_it_runs():
    """At 1× three seconds pass for every hour until the end is offered, and less is read standing still."""
    by_event, by_run = told(CONTROL), told(CONTROL, go=RunAt(1))

    assert by_run.stops < by_event.stops
    assert by_run.reading_s < by_event.reading_s
    assert by_run.passing_s > 150.0
