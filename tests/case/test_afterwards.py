"""The two weeks after a case: what was begun in it goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import sqrt
from statistics import stdev
from typing import NamedTuple

import pytest

from game.case import ward
from game.case.afterwards import Care, Met, after, cared, survival_after
from game.case.case import admit_case
from game.case.state import Case
from game.case.ward import Holding
from game.futures.engine import mover
from game.patient import compartments
from game.patient.body import Body, Inputs
from game.patient.signs import vitals
from game.values.noise import uniform
from game.values.portable import exp
from game.values.ticks import Tick
from tests.case.levels import level


def gone_home(case: Case, **state: float) -> Body:
    """Return the body of a case at its first minute, well again but for these compartments."""
    values = dict(zip(compartments.NAMES, case.body.state, strict=True))
    calm = {"infected_cells": 0.0, "damage": 0.0, "lung_water": 0.0, "leak": 0.0, "innate_cells": 0.0}
    values.update({**calm, **state})
    return replace(case.body, state=tuple([values[name] for name in compartments.NAMES]))


MOVE = mover()
HAZARD = compartments.INDEX["cumulative_hazard"]
THROWS = 120


def lives(seed: int = 3, *, home: bool = True, **state: float) -> float:
    """Return the chance to live through the two weeks, at home or on the ward."""
    return survival_after(gone_home(admit_case(level(), 3), **state), Holding(), home, seed, MOVE, first_germ=False)


def thrown(begun: Body, seed: int, *, home: bool) -> float:
    """Return the chance to live through two weeks in which each day is thrown whether a germ gets in."""

    def enters(day: int, chances: ward.EntryChances) -> ward.Seeded:
        return ward.seeded(chances, uniform(seed, "thrown", day))

    def advance(body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        return Body(MOVE(body.state, body.parameters, inputs, ticks, long=long), body.parameters)

    ended = after(begun, Holding(), home, enters, partial(cared, vitals=vitals), advance, first_germ=False)
    return exp(begun.state[HAZARD] - ended.state[HAZARD])


def test_who_went_home_well_lives() -> None:
    assert lives() > 0.97


def test_a_germ_that_tocilizumab_hides_costs_more_than_one_that_shows() -> None:
    """On the mean of loads that span a day's growth: how far a germ has come when the daily round meets it is luck."""
    loads = [0.04 * 1.3**step for step in range(8)]

    def mean(**drug: float) -> float:
        return sum(lives(resistant_bacteria=load, **drug) for load in loads) / len(loads)

    assert mean(tocilizumab_mg=600.0, receptor_occupancy=0.98) < mean() - 0.05


def test_a_germ_that_the_usual_antibiotic_covers_costs_less_than_one_that_it_does_not():
    """The ward meets the one within hours, the other when the culture has named it; same hosts, same day."""

    def advance(body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        return Body(MOVE(body.state, body.parameters, inputs, ticks, long=long), body.parameters)

    def lost(begun: Body, *, resistant: bool) -> float:
        def enters(day: int, _chances: ward.EntryChances) -> ward.Seeded:
            return ward.Seeded(bacteria=day == 1 and not resistant, resistant=day == 1 and resistant, fungus=False)

        ended = after(begun, Holding(), True, enters, partial(cared, vitals=vitals), advance, first_germ=False)
        return 1.0 - exp(begun.state[HAZARD] - ended.state[HAZARD])

    hosts = [gone_home(admit_case(level(), seed), suppression=2.5, steroid_effect=0.5) for seed in range(6)]
    covered, uncovered = [sum(lost(host, resistant=kind) for host in hosts) / 6.0 for kind in (False, True)]
    assert 0.0 < covered < uncovered - 0.02


@pytest.mark.parametrize(("on_devices", "covered"), [(False, 1.0), (True, 1.0), (True, 0.0)])
def test_the_usual_antibiotic_meets_at_once_what_it_covers_and_the_culture_what_it_does_not(on_devices, covered):
    germ = "resistant_bacteria" if on_devices else "bacteria"
    body = gone_home(admit_case(level(), 3), **{germ: 2.0})

    def left(shown_h: float) -> float:
        care = cared(body, Holding(), False, Met(0.0, shown_h, covered), vitals)
        return care.germs[1] if on_devices else care.germs[0]

    assert left(0.0) == pytest.approx(2.0 if covered == 0.0 else 2e-6)
    assert left(24.0) < 1e-5


def test_a_dampened_defence_costs_lives_on_the_mean_of_many_lucks() -> None:
    def mean(suppression: float) -> float:
        return sum(lives(seed, suppression=suppression) for seed in range(12)) / 12.0

    assert mean(7.0) < mean(0.0)


def test_the_same_luck_gives_the_same_two_weeks() -> None:
    assert lives(5, suppression=5.0) == lives(5, suppression=5.0)


@pytest.mark.parametrize("home", [True, False])
def test_weighing_germs_comes_to_what_throwing_for_them_does_on_the_mean_and_varies_less(home: bool):
    begun = gone_home(admit_case(level(), 3), suppression=4.0, tocilizumab_mg=600.0, receptor_occupancy=0.98)
    weighed = [survival_after(begun, Holding(), home, seed, MOVE, first_germ=False) for seed in range(THROWS)]
    each_day = [thrown(begun, seed, home=home) for seed in range(THROWS)]

    mean, spread = sum(weighed) / THROWS, stdev(weighed)
    assert mean == pytest.approx(sum(each_day) / THROWS, abs=3.0 * stdev(each_day) / sqrt(THROWS))
    assert spread < 0.85 * stdev(each_day)


def test_who_was_not_sent_home_meets_the_germs_of_the_ward() -> None:
    def mean(*, home: bool) -> float:
        return sum(lives(seed, home=home, suppression=4.0, receptor_occupancy=0.98, tocilizumab_mg=600.0)
                   for seed in range(12)) / 12.0  # fmt: skip

    assert mean(home=False) < mean(home=True) - 0.02


def test_a_germ_gets_in_for_as_much_luck_as_the_chance_of_any_says() -> None:
    body, held = gone_home(admit_case(level(), 3), suppression=3.0, selection=0.4), Holding(rung=14.0)
    chances = ward.entry_chances(body, held, 24.0)
    chance = chances.any_germ

    assert 0.0 < chance < 1.0
    assert any(ward.seeded(chances, 0.999 * chance))
    assert not any(ward.seeded(chances, 1.001 * chance))


class Shown(NamedTuple):
    """Vital signs at a look."""

    temperature: float = 37.0
    map: float = 80.0
    spo2: float = 97.0
    respiratory_rate: float = 16.0


def look(shown: Shown, met: Met, *, home: bool = True, **state: float) -> Care:
    """Return what the ward does at a look at who has these signs."""
    return cared(gone_home(admit_case(level(), 3), **state), Holding(), home, met, lambda *_: shown)


NOTHING_MET = Met(0.0, 0.0, 0.5)


@pytest.mark.parametrize(
    ("shown", "home", "germs", "treated"),
    [
        (Shown(temperature=37.9, map=65.0), True, 2.0, False),
        (Shown(temperature=38.0), True, 2.0, True),
        (Shown(map=64.9), True, 2.0, True),
        (Shown(), False, 2.0, True),
        (Shown(temperature=39.0), True, 0.9, False),
    ],
)
def test_germs_are_treated_that_can_be_found_in_who_is_ill(shown: Shown, home: bool, germs: float, treated: bool):
    care = look(shown, NOTHING_MET, home=home, bacteria=germs)

    assert (care.germs[0] < 1e-3) is treated
    assert (care.met.usual_h > 0.0) is treated


@pytest.mark.parametrize(("before", "after_it"), [(6.0, 12.0), (162.0, 168.0), (168.0, 0.0)])
def test_a_course_of_the_usual_antibiotic_lasts_a_week(before: float, after_it: float) -> None:
    assert look(Shown(), Met(before, 0.0, 0.5)).met.usual_h == after_it


def test_what_the_culture_named_is_treated_for_a_week_more_and_in_vain_until_then() -> None:
    """The usual antibiotic kills its share of the bacteria on devices at once, the others wait for their name."""
    begun = look(Shown(temperature=39.0), NOTHING_MET, resistant_bacteria=2.0, fungus=1.0)
    named = look(Shown(temperature=39.0), Met(24.0, 48.0, 0.0), resistant_bacteria=2.0, fungus=1.0)
    course_is_over = look(Shown(), Met(0.0, 48.0 + 168.0, 0.0), resistant_bacteria=2.0)

    assert begun.germs[1] == pytest.approx(1.0, rel=1e-5)
    assert begun.germs[2] == 1.0
    assert named.germs[1] == pytest.approx(2e-6)
    assert named.germs[2] == pytest.approx(0.74)
    assert (begun.met.shown_h, named.met.shown_h, course_is_over.met.shown_h) == (6.0, 54.0, 0.0)
