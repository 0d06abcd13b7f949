"""The two weeks after a case: what was begun in it goes on."""

from __future__ import annotations

from dataclasses import replace

from game.case.afterwards import survival_after
from game.case.case import admit_case
from game.case.state import Case
from game.case.ward import Holding
from game.patient import compartments
from game.patient.body import Body
from tests.case.levels import level


def gone_home(case: Case, **state: float) -> Body:
    """Return the body of a case at its first minute, well again but for these compartments."""
    values = dict(zip(compartments.NAMES, case.body.state, strict=True))
    calm = {"infected_cells": 0.0, "damage": 0.0, "lung_water": 0.0, "leak": 0.0, "innate_cells": 0.0}
    values.update({**calm, **state})
    return replace(case.body, state=tuple([values[name] for name in compartments.NAMES]))


def lives(seed: int = 3, **state: float) -> float:
    """Return the chance to live through the two weeks at home."""
    return survival_after(gone_home(admit_case(level(), 3), **state), Holding(), seed)


def test_who_went_home_well_lives() -> None:
    assert lives() > 0.97


def test_a_germ_that_tocilizumab_hides_costs_more_than_one_that_shows() -> None:
    """On the mean of loads that span a day's growth: how far a germ has come when the daily round meets it is luck."""
    loads = [0.04 * 1.3**step for step in range(8)]

    def mean(**drug: float) -> float:
        return sum(lives(resistant_bacteria=load, **drug) for load in loads) / len(loads)

    assert mean(tocilizumab_mg=600.0, receptor_occupancy=0.98) < mean() - 0.05


def test_a_dampened_defence_costs_lives_on_the_mean_of_many_lucks() -> None:
    def mean(suppression: float) -> float:
        return sum(lives(seed, suppression=suppression) for seed in range(12)) / 12.0

    assert mean(7.0) < mean(0.0)


def test_the_same_luck_gives_the_same_two_weeks() -> None:
    assert lives(5, suppression=5.0) == lives(5, suppression=5.0)
