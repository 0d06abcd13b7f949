"""Four phenotypes, four right answers: the same drug means something else in each, by the equations alone."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from game.evidence.plan import Condition, Look, Treatment, febrile, hypotensive, on_oxygen, ventilated, without_oxygen
from game.evidence.population import POPULATIONS, draw
from game.evidence.validation import plans
from game.evidence.validation.experiment import CohortCourse, Experiment, run
from game.futures.engine import choose
from game.patient import compartments
from game.patient.body import AMBIENT, Body, Inputs, dose, live
from game.patient.signs import signs, vitals
from game.values.disease import Bell
from game.values.drug import Drug
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_HOUR
from tests.patient.hosts import aged, drawn

AT = compartments.INDEX
HOSTS = 200
PAIRED = 80
"""Hosts that are run with and without a drug: the same hosts, the same luck."""
DAYS = plans.DAYS | {Phenotype.COVID: 33.0}
"""As in the validation, but for the late infections of a steroid."""
STORM = 0.12
SYMPTOMS_H = 120.0
"""Five days of incubation."""


def _storming(look: Look) -> Any:
    return look.of("innate_cells") >= STORM


def _symptomatic(look: Look) -> Any:
    return (look.hours >= SYMPTOMS_H + 72.0) & without_oxygen(look)


def _give(regimen: str, when: Condition, delay_h: float = 0.0, **changes: Any) -> Treatment:
    return Treatment(regimen, when=when, waits=True, delay_h=delay_h, **changes)


ARMS: dict[Phenotype, dict[str, Treatment]] = {
    Phenotype.COVID: {
        "steroid": _give("dexamethasone", on_oxygen),
        "short steroid": _give("dexamethasone", on_oxygen, doses=3),
        "early steroid": _give("methylprednisolone", _symptomatic, doses=7),
        "late steroid": _give("dexamethasone", ventilated, 48.0),
        "tocilizumab": _give("tocilizumab", _storming),
    },
    Phenotype.SEPSIS: {
        "remdesivir": _give("remdesivir", hypotensive),
        "tocilizumab": _give("tocilizumab", hypotensive),
        "antibiotic": _give("antibiotic", hypotensive, 1.0),
    },
    Phenotype.CAR_T: {
        "steroid": _give("dexamethasone_high", febrile),
        "tocilizumab": _give("tocilizumab", febrile),
    },
}


@cache
def _cohorts() -> dict[str, CohortCourse]:
    """Return every cohort, run side by side in one batch."""
    experiments = []
    for phenotype in Phenotype:
        population = POPULATIONS[phenotype].coming(hours_before=Bell(0.0, 0.0, 0.0, 0.0, "the first hour"))
        hosts = tuple([draw(population, 31, number) for number in range(HOSTS)])
        days = DAYS[phenotype]
        experiments.append(Experiment(f"{phenotype.value} usual", hosts, days, every_h=4.0))
        for name, treatment in ARMS.get(phenotype, {}).items():
            experiments.append(Experiment(f"{phenotype.value} {name}", hosts[:PAIRED], days, (treatment,), every_h=4.0))
    return run(experiments, choose())


def _pair(phenotype: Phenotype, arm: str) -> tuple[CohortCourse, CohortCourse]:
    """Return the same hosts with a drug and without."""
    return _cohorts()[f"{phenotype.value} {arm}"], _cohorts()[f"{phenotype.value} usual"].head(PAIRED)


def _given_h(course: CohortCourse, name: str) -> Any:
    return course.first(course.of(name) > 0.0)


def _left(arm: str, drug: str) -> Any:
    """Return what is left of each dosed storm four days later, against the height it has then without the drug."""
    treated, usual = _pair(Phenotype.COVID, arm)
    later = _given_h(treated, drug) + 96.0
    with np.errstate(invalid="ignore"):
        burning = usual.at("innate_cells", later) > 0.08
    assert burning.sum() >= 15
    return treated.at("innate_cells", later)[burning] / usual.at("innate_cells", later)[burning]


def _alive(course: CohortCourse) -> float:
    """Return the mean chance of being alive at the end."""
    return float(np.exp(-course.of("cumulative_hazard")[-1]).mean())


def test_remdesivir_does_nothing_to_bacteria() -> None:
    treated, untreated = _pair(Phenotype.SEPSIS, "remdesivir")

    assert np.array_equal(treated.of("bacteria"), untreated.of("bacteria"))
    assert np.array_equal(treated.of("cumulative_hazard"), untreated.of("cumulative_hazard"))


def test_tocilizumab_alone_lets_bacteria_grow_while_crp_and_fever_fall() -> None:
    treated, untreated = _pair(Phenotype.SEPSIS, "tocilizumab")
    given = _given_h(treated, "tocilizumab_mg")

    # Some hosts clear a slow germ by themselves, blocked or not; in the others it grows to its limit.
    assert np.nanmedian(treated.at("bacteria", given + 48.0)) > 20.0 * np.nanmedian(treated.at("bacteria", given))
    assert np.nanmedian(treated.at("crp_mg_per_l", given + 72.0) / untreated.at("crp_mg_per_l", given + 72.0)) < 0.2
    fever = [np.nanmedian(course.at("temperature_c", given + 72.0)) for course in (treated, untreated)]
    assert fever[0] < fever[1] - 0.5
    assert np.exp(-treated.of("cumulative_hazard")[-1]).mean() < 0.35


def test_the_antibiotic_is_the_answer_to_bacteria() -> None:
    treated, untreated = _pair(Phenotype.SEPSIS, "antibiotic")

    assert (treated.of("bacteria")[-1] < 1e-3).mean() > 0.9
    assert np.exp(-treated.of("cumulative_hazard")[-1]).mean() > 0.7
    assert np.exp(-untreated.of("cumulative_hazard")[-1]).mean() < 0.3


def test_car_t_cells_pay_for_the_steroid_and_not_for_tocilizumab() -> None:
    steroid, untreated = _pair(Phenotype.CAR_T, "steroid")
    blocked, _ = _pair(Phenotype.CAR_T, "tocilizumab")

    def most(course: CohortCourse) -> Any:
        return course.of("effector_cells").max(axis=0)

    def cleared(course: CohortCourse) -> Any:
        return np.nanmedian(course.first(course.of("antigen") < 0.01))

    assert (most(steroid) < 0.99 * most(untreated)).mean() > 0.5
    assert np.allclose(most(blocked), most(untreated), rtol=1e-3)
    assert cleared(steroid) >= cleared(untreated) + 12.0
    assert cleared(blocked) == cleared(untreated)


def test_ferritin_passes_10_000_in_severe_release_syndrome() -> None:
    course = _cohorts()["car_t usual"]
    severe = course.of("pressor").max(axis=0) > 0.0
    highest = course.of("ferritin_ug_per_l").max(axis=0)

    assert 0.1 < (highest[severe] > 10_000.0).mean() < 0.8
    assert highest.max() < 60_000.0


def test_a_steroid_that_stops_early_gives_back_what_it_held_down() -> None:
    """Three doses against ten, in hosts who were dosed when oxygen was first needed.

    Two days after the missing fourth dose: a steroid of 6 mg takes a part of IL-6, and no more than that comes back.
    """
    short, _ = _pair(Phenotype.COVID, "short steroid")
    whole, _ = _pair(Phenotype.COVID, "steroid")
    given = _given_h(short, "dexamethasone_mg")

    def against_whole(name: str, hours: float) -> Any:
        return short.at(name, given + hours) / whole.at(name, given + hours)

    assert np.nanmax(np.abs(against_whole("il6", 60.0) - 1.0)) < 0.01
    assert np.nanmedian(against_whole("il6", 120.0)) > 1.12
    assert np.nanpercentile(against_whole("il6", 120.0), 10.0) > 1.03
    assert np.nanmedian(against_whole("innate_cells", 120.0)) > 1.04


def test_a_steroid_before_oxygen_need_slows_clearance_and_brings_infections() -> None:
    early, usual = _pair(Phenotype.COVID, "early steroid")

    def cleared_h(course: CohortCourse) -> Any:
        return course.last(course.of("infected_cells") > 1e-7)

    def infected(course: CohortCourse) -> Any:
        return (course.of("bacteria").max(axis=0) > 1.0).mean()

    assert np.nanmedian(cleared_h(early) - cleared_h(usual)) >= 12.0
    assert infected(early) > infected(usual)


def test_tocilizumab_alone_puts_out_no_storm_and_still_spares_some_lives() -> None:
    """TNF-alpha keeps the cells burning; what IL-6 does to organs is blocked, and germs take most of that back."""
    treated, usual = _pair(Phenotype.COVID, "tocilizumab")

    assert _left("tocilizumab", "tocilizumab_mg").min() > 0.7
    assert _alive(usual) < _alive(treated) < _alive(usual) + 0.10


def test_a_late_steroid_puts_out_no_storm_and_still_spares_some_lives() -> None:
    treated, usual = _pair(Phenotype.COVID, "late steroid")
    left = _left("late steroid", "dexamethasone_mg")

    assert left.min() > 0.7
    assert np.median(left) < 0.98
    assert _alive(usual) + 0.01 < _alive(treated) < _alive(usual) + 0.10


def test_storms_burn_out_in_those_who_survive_them() -> None:
    course = _cohorts()["covid usual"]
    peak = course.of("innate_cells").max(axis=0)
    storm = peak > 0.2
    left = (course.of("innate_cells")[-1] / peak)[storm]
    alive = np.exp(-course.of("cumulative_hazard")[-1])[storm]

    assert 0.1 < storm.mean() < 0.6
    assert left.max() < 0.85
    assert np.average(left < 0.3, weights=alive) > 0.6


def test_il6_over_1000_is_rare_in_covid_and_common_elsewhere() -> None:
    over = {
        phenotype: (_cohorts()[f"{phenotype.value} usual"].of("il6").max(axis=0) > 1000.0).mean()
        for phenotype in Phenotype
    }

    assert over[Phenotype.COVID] < 0.03
    assert over[Phenotype.VIRAL_STRESSED] > 0.05
    assert over[Phenotype.SEPSIS] > 0.5
    assert over[Phenotype.CAR_T] > 0.5


def test_a_stressed_host_storms_earlier_and_higher_than_covid() -> None:
    stressed, covid = _cohorts()["viral_stressed usual"], _cohorts()["covid usual"]

    assert np.nanmedian(stressed.on_oxygen_h) < np.nanmedian(covid.on_oxygen_h) - 24.0
    assert np.median(stressed.of("il6").max(axis=0)) > 2.0 * np.median(covid.of("il6").max(axis=0))


@pytest.mark.parametrize("phenotype", Phenotype)
def test_a_cohort_of_200_spreads_and_nobody_in_it_is_impossible(phenotype: Phenotype) -> None:
    """Untreated but for the ward's oxygen, fluids and norepinephrine, from the first hour of illness."""
    course = _cohorts()[f"{phenotype.value} usual"]
    bounds = {
        "heart_rate": (40.0, 195.0),
        "spo2": (70.0, 100.0),
        "map": (40.0, 130.0),
        "systolic": (55.0, 190.0),
        "respiratory_rate": (8.0, 48.0),
        "temperature_c": (36.0, 41.5),
        "il6": (0.05, 50_000.0),
        "crp_mg_per_l": (0.0, 500.0),
        "lactate_mmol_per_l": (0.5, 20.0),
        "creatinine_umol_per_l": (40.0, 1500.0),
        "neutrophils": (0.0, 40.0),
    }

    assert course.kept.shape[2] == HOSTS
    assert np.isfinite(course.kept).all()
    assert (course.kept >= 0.0).all()
    for name, (low, high) in bounds.items():
        values = course.of(name)
        assert low <= values.min(), name
        assert values.max() <= high, name
    low, high = np.percentile(course.of("il6").max(axis=0), [10.0, 90.0])
    assert high > 2.0 * low
    low, high = np.percentile(course.peak_h("il6"), [5.0, 95.0])
    assert high - low >= 4.0


def _ill(phenotype: Phenotype, days: int, seed: int = 2) -> Body:
    state, parameters = drawn(phenotype, seed)
    return Body(aged(state, parameters, days), parameters)


def _after(body: Body, hours: float, inputs: Inputs = AMBIENT) -> Body:
    for _ in range(round(hours * TICKS_PER_HOUR)):
        body = live(body, inputs)
    return body


def _temperature(body: Body) -> float:
    return body.state[AT["temperature_c"]]


def test_paracetamol_lowers_fever_for_hours_and_leaves_il6_alone() -> None:
    body = next(body for body in (_ill(Phenotype.COVID, 13, seed) for seed in range(40)) if _temperature(body) > 38.6)
    treated, untreated = dose(body, Drug.PARACETAMOL, 1000.0), body
    gaps = []
    for _ in range(12):
        treated, untreated = _after(treated, 1.0), _after(untreated, 1.0)
        gaps.append(_temperature(untreated) - _temperature(treated))
        assert treated.state[AT["il6"]] == untreated.state[AT["il6"]]

    assert 0.2 <= max(gaps) <= 1.0
    assert 4 <= sum(gap > 0.5 * max(gaps) for gap in gaps) <= 9
    assert gaps[-1] < 0.5 * max(gaps)


@cache
def _shunted() -> Body:
    """Return a drawn host whose lungs are flooded."""
    bodies = (_ill(Phenotype.COVID, 14, seed) for seed in range(40))
    return next(body for body in bodies if vitals(body, AMBIENT).shunt > 0.35)


def test_oxygen_alone_does_not_cure_a_shunt() -> None:
    body = _shunted()
    air, full = vitals(body, AMBIENT), vitals(body, AMBIENT._replace(fio2=1.0))

    assert full.spo2 > air.spo2
    assert full.spo2 < 96.0
    assert signs(body, AMBIENT._replace(fio2=1.0)).pf_ratio < 150.0
    assert full.shunt == air.shunt


def test_pressure_in_the_lungs_and_lying_prone_raise_the_pf_ratio() -> None:
    body = _shunted()
    found = [
        signs(body, AMBIENT._replace(fio2=0.8, peep=peep, prone=prone)).pf_ratio
        for peep, prone in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
    ]

    assert found[1] > 1.1 * found[0]
    assert found[2] > 1.1 * found[1]


def test_norepinephrine_saturates_and_is_weaker_where_vessels_leak() -> None:
    def gains(body: Body) -> list[float]:
        rest = vitals(body, AMBIENT).map
        return [
            vitals(body, AMBIENT._replace(norepinephrine_ug_per_kg_min=rate)).map - rest
            for rate in (0.05, 0.1, 0.2, 0.4, 0.8)
        ]

    well, septic = gains(_ill(Phenotype.COVID, 1)), gains(_ill(Phenotype.SEPSIS, 1))

    assert all(later > earlier for earlier, later in pairwise(septic))
    assert septic[4] - septic[3] < septic[3] - septic[1]
    assert all(one < 0.95 * other for one, other in zip(septic, well, strict=True))


def test_fluid_holds_pressure_only_while_vessels_hold() -> None:
    """One bolus of 500 mL in half an hour: what it adds to mean pressure at its end, and six hours later."""

    def added(body: Body) -> tuple[float, float]:
        filled = _after(body, 0.5, AMBIENT._replace(fluid_l_per_h=1.0))
        dry = _after(body, 0.5)
        soon = vitals(filled, AMBIENT).map - vitals(dry, AMBIENT).map
        late = vitals(_after(filled, 6.0), AMBIENT).map - vitals(_after(dry, 6.0), AMBIENT).map
        return soon, late

    tight, leaking = added(_ill(Phenotype.COVID, 1)), added(_ill(Phenotype.SEPSIS, 1))

    assert tight[0] > 1.5 * leaking[0] > 0.0
    assert leaking[1] < 0.3 * leaking[0]
