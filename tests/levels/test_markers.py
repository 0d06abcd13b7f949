"""What the glossary and the guides say of markers, vessels and germs comes out of the equations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.case.case import admit_case
from game.case.walk import advance_to
from game.patient import compartments, constants
from game.patient.body import AMBIENT, Body, first_state
from game.patient.method import step
from game.patient.signs import signs, vitals
from game.values.channel import PANELS, Panel
from game.values.courses import course_of
from game.values.level import Phenotype
from game.values.order import GiveFluid
from game.values.ticks import TICKS_PER_HOUR, ticks
from tests.levels.plays import at, level, played

AT, NAMES = compartments.INDEX, compartments.NAMES
STORMS = ("covid_storm", "car_t_release", "septic_shock")


def body(**given: float) -> Body:
    """Return a healthy body with some compartments set."""
    parameters = tuple([constants.DEFAULTS[name] for name in constants.NAMES])
    state = dict(zip(NAMES, first_state(Phenotype.COVID, parameters), strict=True))
    state.update({"infected_cells": 0.0, **given})
    return Body(tuple([state[name] for name in NAMES]), parameters)


def after(one: Body, hours: int) -> Body:
    """Let hours pass."""
    for _ in range(hours * TICKS_PER_HOUR):
        one = replace(one, state=step(one.state, one.parameters, AMBIENT))
    return one


def hour_of(name: str, sign) -> float:
    """Return the first hour of an untreated level in which something is so."""
    return next((hour for hour, one in enumerate(played(name).moments) if sign(one.signs)), float("inf"))


def peak(name: str, of: str) -> int:
    values = [getattr(one.signs, of) for one in played(name).moments]
    return values.index(max(values))


@pytest.mark.parametrize("name", STORMS)
def test_ferritin_and_d_dimer_are_at_their_height_hours_to_days_after_il6(name: str) -> None:
    assert 12 <= peak(name, "ferritin") - peak(name, "il6") <= 96
    assert peak(name, "d_dimer") > peak(name, "il6")
    seen = [one.signs for one in played(name).moments]
    assert max(one.d_dimer for one in seen) > 2 * seen[0].d_dimer
    assert max(one.ferritin for one in seen) > 4.5 * seen[0].ferritin


def test_il6_doubles_hours_before_any_other_sign_of_a_release_leaves_the_healthy_range() -> None:
    first = played("car_t_release").moments[0].signs
    doubled = hour_of("car_t_release", lambda one: one.il6 > 2 * first.il6)
    others = [
        hour_of("car_t_release", lambda one: one.temperature >= 38.0),
        hour_of("car_t_release", lambda one: one.crp > 5.0),
        hour_of("car_t_release", lambda one: one.map < 65.0 or one.respiratory_rate > 20.0),
    ]
    assert doubled + 6 < min(others)


@pytest.mark.parametrize("name", ["covid_storm", "septic_shock"])
def test_creatinine_passes_half_as_much_again_hours_to_days_after_the_kidneys_began_to_fail(name: str) -> None:
    failing = hour_of(name, lambda one: one.kidney_injury > 0.3)
    seen = hour_of(name, lambda one: one.creatinine > 1.5 * 80.0)
    assert 6 <= seen - failing <= 96


def test_procalcitonin_rises_more_with_bacteria_than_with_a_virus_and_a_storm_raises_it_too() -> None:
    highest = {name: max(one.signs.procalcitonin for one in played(name).moments) for name in
               ("quiet_recovery", "covid_storm", "septic_shock")}  # fmt: skip
    assert highest["quiet_recovery"] <= 0.1
    assert highest["covid_storm"] > 0.5
    assert highest["septic_shock"] > 10 * highest["covid_storm"]


def test_il6_and_tnf_open_vessels_and_make_fever() -> None:
    calm, il6, tnf = (after(body(**one), 12) for one in ({}, {"il6": 20.0}, {"tnf": 200.0}))
    for one in (il6, tnf):
        assert one.state[AT["leak"]] > calm.state[AT["leak"]]
    assert il6.state[AT["temperature_c"]] > calm.state[AT["temperature_c"]]


def test_open_vessels_fill_the_lungs_and_lower_the_pressure() -> None:
    tight, open_ = body(), body(leak=0.6)
    assert vitals(open_, AMBIENT).map < vitals(tight, AMBIENT).map - 10.0
    assert after(open_, 6).state[AT["lung_water"]] > 2 * after(tight, 6).state[AT["lung_water"]]


def test_norepinephrine_raises_the_pressure_and_leaves_the_cause() -> None:
    ill, pressed = body(leak=0.6, bacteria=1.0, il6=20.0), AMBIENT._replace(norepinephrine_ug_per_kg_min=0.2)
    assert vitals(ill, pressed).map > vitals(ill, AMBIENT).map + 5.0
    state = step(ill.state, ill.parameters, pressed), step(ill.state, ill.parameters, AMBIENT)
    for name in ("bacteria", "il6", "leak", "innate_cells"):
        assert state[0][AT[name]] == state[1][AT[name]]


def test_with_few_neutrophils_an_infection_spreads_fast() -> None:
    few, many = (after(body(bacteria=0.05, neutrophils=count), 24).state[AT["bacteria"]] for count in (0.2, 4.5))
    assert few > 3 * many


def test_an_antibiotic_changes_nothing_in_a_body_without_bacteria() -> None:
    """Neither the virus nor the inflammation."""
    plain = body(infected_cells=0.02, innate_cells=0.2, il6=20.0, damage=0.1)
    with_drug = [4500.0 if name == "antibiotic_mg" else value for name, value in zip(NAMES, plain.state, strict=True)]
    treated = Body(tuple(with_drug), plain.parameters)
    one, other = after(treated, 24), after(plain, 24)
    for name in ("infected_cells", "innate_cells", "il6", "tnf", "damage", "crp_mg_per_l"):
        assert one.state[AT[name]] == other.state[AT[name]]


def test_after_car_t_cells_fever_comes_first_then_low_pressure_then_oxygen_need() -> None:
    name = "car_t_release"
    fever, low = hour_of(name, lambda one: one.temperature >= 38.0), hour_of(name, lambda one: one.map < 75.0)
    assert fever < low < hour_of(name, lambda one: one.pf_ratio < 300.0) < float("inf")


def test_left_alone_the_mild_illness_turns_by_itself_and_il6_does_not_double() -> None:
    seen = [one.signs for one in played("quiet_recovery").moments]
    assert seen[-1].temperature < 37.5
    assert seen[-1].crp < seen[0].crp
    assert seen[0].il6 > 10.0
    assert max(one.il6 for one in seen) < 2 * seen[0].il6
    assert min(one.pf_ratio for one in seen) > 300.0


def test_in_the_written_covid_storm_oxygen_is_needed_within_two_days() -> None:
    one = level("covid_storm")
    case = admit_case(one, one.seed)
    later = advance_to(case, (), ticks(48.0))  # two days
    assert case.breathed.fio2 == 0.21
    assert later.breathed.fio2 > case.breathed.fio2


def test_where_the_heart_fails_fluid_hardly_lifts_the_pressure_and_wets_the_lungs() -> None:
    one = level("septic_shock_hands_on")
    seed = next(seed for seed in range(1, 100) if course_of(one, seed).id == "heart")
    boluses = tuple(at(0.1 + 0.6 * n, GiveFluid()) for n in (0, 1))
    wet, dry = (advance_to(admit_case(one, seed), orders, ticks(2.0)) for orders in (boluses, ()))
    with_fluid, without = signs(wet.body, wet.breathed), signs(dry.body, dry.breathed)

    assert with_fluid.map < without.map + 3.0
    assert with_fluid.pf_ratio < without.pf_ratio - 10.0


def test_a_culture_takes_a_day() -> None:
    assert PANELS[Panel.CULTURE].delay_minutes >= 24 * 60
