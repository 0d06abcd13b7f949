"""Behind the antibiotic the markers say within hours whether it reaches the germ; the culture says so later."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from game.app.levels import shipped_levels
from game.case.apply_orders import draw
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.view import View
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.body import Body
from game.patient.compartments import INDEX
from game.patient.signs import germ
from game.policy import reading
from game.policy.registry import POLICIES
from game.review.valuation.tracking import track
from game.review.valuation.value import worth_of
from game.values.channel import Channel, Panel
from game.values.courses import course_of
from game.values.level import Level
from game.values.organism import Germ
from game.values.ticks import ticks
from tests.levels.plays import level

LEVELS = ("septic_shock", "septic_shock_hands_on")
BEFORE_A_CULTURE_H = 9.0
"""Blood cultures take longer."""


def _drawn(of: Level, course: str, asked: int = 3) -> list[int]:
    """Return seeds of so many beds in which this course lies."""
    beds = ((seed, course_of(of, seed)) for seed in range(1, 99))
    found = list(islice((seed for seed, lies in beds if lies is not None and lies.id == course), asked))
    assert len(found) == asked, "nothing would be looked at"
    return found


def _seen(of: Level, seed: int) -> View:
    until = ticks(BEFORE_A_CULTURE_H)
    played = track(of, seed, POLICIES["reference"], until=until, move=ColumnFutures().move)
    return build_view(played.cases[-1])


@pytest.mark.parametrize("name", LEVELS)
def test_a_germ_that_is_not_reached_shows_in_the_markers_and_asks_for_another_drug_before_a_culture_is_back(name: str):
    for seed in _drawn(level(name), "resistant"):
        seen = _seen(level(name), seed)

        assert reading.was_given(seen, "meropenem")
        assert Channel.BLOOD_CULTURE not in seen.labs
        for channel in (Channel.PROCALCITONIN, Channel.IL6):
            last = [one.value for one in seen.labs[channel]]
            assert last[-1] > 1.5 * last[0]


@pytest.mark.parametrize("name", LEVELS)
def test_whom_the_antibiotic_reaches_is_told_by_procalcitonin_that_has_stopped_rising(name: str):
    for seed in _drawn(level(name), "mild"):
        seen = _seen(level(name), seed)

        assert not reading.was_given(seen, "meropenem")
        assert seen.labs[Channel.PROCALCITONIN][-1].value < 1.1 * seen.labs[Channel.PROCALCITONIN][-2].value


@pytest.mark.parametrize("name", ["covid_storm", "quiet_recovery", "stressed_host"])
def test_behind_a_virus_too_a_germ_that_is_not_reached_shows_in_time_and_one_recipe_for_all_does_not_reach_it(
    name: str,
):
    """Here and there one clears it alone."""
    gained = 0.0
    for seed in _drawn(level(name), "resistant", 6):
        looked, blind = [
            track(level(name), seed, POLICIES[policy], move=ColumnFutures().move).cases[-1]
            for policy in ("reference", "one_recipe")
        ]
        gained += worth_of(looked) - worth_of(blind)

        assert not reading.was_given(build_view(blind), "meropenem")
        assert reading.was_given(build_view(looked), "meropenem") or worth_of(looked) >= 90.0
    assert gained >= 6 * 12.0


@pytest.mark.parametrize("name", [one.id for one in shipped_levels() if "resistant" in {its.id for its in one.courses}])
def test_what_the_usual_antibiotic_covers_is_never_called_resistant_to_it(name: str) -> None:
    """A later germ bore the name of the first: 'resistant to piperacillin-tazobactam', of which it died in hours."""
    (seed,) = _drawn(level(name), "resistant", asked=1)
    case = admit_case(level(name), seed, mover())
    assert germ(case.body) == Germ.RESISTANT

    state = list(case.body.state)
    state[INDEX["bacteria"]], state[INDEX["resistant_bacteria"]] = 10.0, 0.0
    taken = draw(replace(case, body=Body(tuple(state), case.body.parameters)), Panel.CULTURE).sheets.samples[-1]

    (culture,) = taken.readings
    assert (culture.grew, culture.germ) == (True, Germ.COVERED)
    assert "resistant" not in culture.words
