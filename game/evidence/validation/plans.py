"""The cohorts that the validation runs, and what each is given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from game.case.ward import PRESSOR_STEPS_PER_UNIT, RUNGS
from game.evidence.plan import (
    Condition,
    Look,
    Treatment,
    always,
    bacteria_found,
    febrile,
    fungus_found,
    hypotensive,
    on_oxygen,
    on_pressor,
    release_syndrome_grade_2,
    resistant_found,
    ventilated,
    without_oxygen,
)
from game.evidence.population import POPULATIONS, CohortMember, Population
from game.evidence.validation.experiment import Experiment, cohort
from game.review.valuation.storm_timing import STORM_INNATE
from game.values.level import Phenotype
from game.values.order import Device

__all__ = [
    "ANTIBIOTIC_AFTER_3_H",
    "DAYS",
    "INCUBATION_H",
    "MANY",
    "PAIRED",
    "PATIENTS",
    "TUMOURS",
    "experiments",
    "symptom_day_h",
]

INCUBATION_H: Final = 120.0
"""From infection to the first symptom of COVID-19: 5.1 days (McAloon 2020, BMJ Open 10:e039652)."""
PATIENTS: Final = dict.fromkeys(Phenotype, 100) | {Phenotype.COVID: 160}
"""Drawn hosts in each disease's own course; 100 where a disease does not ask for more."""
PAIRED: Final = 60
"""Hosts in every other cohort of the disease but those of `MANY`: the first of the same draw."""
MANY: Final = 600
"""Hosts where a share is asked of the ventilated alone, or of the few who catch a second infection: of sixty hosts that
is a handful."""
DAYS: Final = dict.fromkeys(Phenotype, 21.0) | {Phenotype.COVID: 30.0, Phenotype.SEPSIS: 10.0}
"""From the first hour of illness to the end of a run: three weeks where nothing else is known of the disease."""
LOW_LOAD: Final = 1e-8
"""Share of cells that the first virus infects in this comparison; a stressed host meets a hundred times as much."""

ON_CULTURE: Final = (
    Treatment("antibiotic", when=bacteria_found, waits=True, delay_h=24.0, courses=2),
    Treatment("meropenem", when=resistant_found, waits=True, delay_h=24.0, courses=2),
    Treatment("voriconazole", when=fungus_found, waits=True, delay_h=48.0, courses=2),
)
"""What a ward does about a second infection: a day after it can be found, of a fungus two."""


def symptom_day_h(day: float) -> float:
    """Return the hour of illness at which a symptom day of COVID-19 begins."""
    return INCUBATION_H + 24.0 * day


def _after(hours: float, condition: Condition = always) -> Condition:
    def true(look: Look) -> Any:
        return (look.hours >= hours) & condition(look)

    return true


def _crp_75_on_oxygen(look: Look) -> Any:
    return on_oxygen(look) & (look.of("crp_mg_per_l") >= 75.0)


def _mask_or_more(look: Look) -> Any:
    return look.holding.rung >= RUNGS[Device.MASK][0]


def _norepinephrine_quarter(look: Look) -> Any:
    return look.holding.pressor >= 0.25 * PRESSOR_STEPS_PER_UNIT


def _hot(look: Look) -> Any:
    return look.shown.temperature >= 38.5


def _storm(look: Look) -> Any:
    return look.of("innate_cells") >= STORM_INNATE


def _give(regimen: str, when: Callable[[Look], Any], delay_h: float = 0.0, **changes: Any) -> Treatment:
    return Treatment(regimen, when=when, waits=True, delay_h=delay_h, **changes)


ANTIBIOTIC_AFTER_3_H: Final = _give("antibiotic", hypotensive, 3.0)
"""The usual delay of the antibiotic in sepsis, counted from the first hypotension."""

HOURS_OF_SHOCK: Final = (1, 3, 6)
HOSPITAL_STAY_D: Final = 28.0
"""So long survival is followed after an antibiotic in one of these hours; a study has that of the hospital stay."""


def _in_hour_of_shock(hour: int) -> tuple[Treatment, ...]:
    """Return the antibiotic in the middle of this hour of a low pressure that stays after fluids, and usual care."""
    return (_give("antibiotic", on_pressor, hour - 0.5), *ON_CULTURE)


Plans = Mapping[str, tuple[Treatment, ...]]


TUMOURS: Final = (0.1, 0.4, 1.0)
"""Tumour burdens of the CAR-T cohort, a third of the hosts each: few, usual, many."""


def _mixed(usual: Population, patients: int) -> tuple[CohortMember, ...]:
    """Return a cohort whose hosts meet each of the tumour burdens in turn."""
    parts = [cohort(replace(usual, pathogen=burden), patients) for burden in TUMOURS]
    return tuple([parts[number % len(parts)][number] for number in range(patients)])


def _disease(
    phenotype: Phenotype,
    plans: Plans,
    *,
    always_given: tuple[Treatment, ...] = (),
    populations: Mapping[str, Population] | None = None,
    snapshots: Mapping[str, Condition] | None = None,
    draw: Callable[[Population, int], tuple[CohortMember, ...]] = cohort,
    days: Mapping[str, float] | None = None,
    many: Collection[str] = (),
    every_h: float = 2.0,
) -> list[Experiment]:
    """Return the experiments of one disease; the first plan is its own course, and `many` plans have more hosts."""
    usual = POPULATIONS[phenotype]
    made = []
    for place, (name, plan) in enumerate(plans.items()):
        patients = MANY if name in many else PAIRED if place else PATIENTS[phenotype]
        other = (populations or {}).get(name)
        made.append(
            Experiment(
                id=f"{phenotype.value} {name}",
                hosts=draw(usual, patients) if other is None else cohort(other, patients),
                days=(days or {}).get(name, DAYS[phenotype]),
                treatments=(*plan, *always_given),
                snapshots={} if place else snapshots or {},
                every_h=every_h,
            )
        )
    return made


def _covid() -> list[Experiment]:
    plans: Plans = {
        "usual": (),
        "dexamethasone": (_give("dexamethasone", on_oxygen),),
        "dexamethasone early": (_give("dexamethasone", _after(symptom_day_h(3.0), without_oxygen)),),
        "dexamethasone 20 mg": (_give("dexamethasone", on_oxygen, dose_mg=20.0),),
        "dexamethasone 3 days": (_give("dexamethasone", on_oxygen, doses=3),),
        "methylprednisolone early": (_give("methylprednisolone", _after(symptom_day_h(3.0)), doses=7),),
        "dexamethasone at CRP 75": (_give("dexamethasone", _crp_75_on_oxygen),),
        "tocilizumab at CRP 75": (_give("tocilizumab", _crp_75_on_oxygen),),
        "tocilizumab on a mask": (_give("tocilizumab", _mask_or_more),),
        "usual, many hosts": (),
        "dexamethasone, many hosts": (_give("dexamethasone", on_oxygen),),
        "tocilizumab once ventilated": (_give("tocilizumab", ventilated),),
        "both at CRP 75": (_give("dexamethasone", _crp_75_on_oxygen), _give("tocilizumab", _crp_75_on_oxygen)),
        "remdesivir early": (_give("remdesivir", _after(symptom_day_h(2.0)), doses=3),),
        "remdesivir late": (_give("remdesivir", ventilated),),
    }
    return _disease(
        Phenotype.COVID,
        plans,
        always_given=ON_CULTURE,
        snapshots={"ventilated": ventilated, "fever": _hot, "mask": _mask_or_more},
        many=("usual, many hosts", "dexamethasone, many hosts", "dexamethasone 20 mg", "tocilizumab once ventilated"),
    )


def _viral_stressed() -> list[Experiment]:
    usual = POPULATIONS[Phenotype.VIRAL_STRESSED]
    calm = {**usual.host, "stressed_drive": 0.0}
    populations = {
        "low load": replace(usual, pathogen=LOW_LOAD),
        "unstressed": replace(usual, host=calm),
        "low load, unstressed": replace(usual, pathogen=LOW_LOAD, host=calm),
    }
    plans: Plans = {
        "usual": (),
        **dict.fromkeys(populations, ()),
        "dexamethasone": (_give("dexamethasone", on_oxygen),),
        "tocilizumab": (_give("tocilizumab", _storm),),
        "remdesivir early": (_give("remdesivir", _after(72.0)),),
        "remdesivir late": (_give("remdesivir", ventilated),),
    }
    return _disease(Phenotype.VIRAL_STRESSED, plans, always_given=ON_CULTURE, populations=populations)


def _sepsis() -> list[Experiment]:
    plans: Plans = {
        "untreated": (),
        "antibiotic 3 h": (ANTIBIOTIC_AFTER_3_H,),
        **{f"antibiotic in hour {hour}": _in_hour_of_shock(hour) for hour in HOURS_OF_SHOCK},
        "antibiotic 6 h": (_give("antibiotic", hypotensive, 6.0),),
        "antibiotic 18 h": (_give("antibiotic", hypotensive, 18.0),),
        "antibiotic 6 h and hydrocortisone": (
            _give("antibiotic", hypotensive, 6.0),
            _give("hydrocortisone", _norepinephrine_quarter, 4.0),
        ),
        "remdesivir alone": (_give("remdesivir", hypotensive),),
        "tocilizumab alone": (_give("tocilizumab", hypotensive),),
        "dexamethasone alone": (_give("dexamethasone_high", hypotensive),),
    }
    return _disease(
        Phenotype.SEPSIS,
        plans,
        days={f"antibiotic in hour {hour}": HOSPITAL_STAY_D for hour in HOURS_OF_SHOCK},
        snapshots={"hypotension": hypotensive, "late shock": _norepinephrine_quarter},
        every_h=1.0,
    )


def _car_t() -> list[Experiment]:
    usual = POPULATIONS[Phenotype.CAR_T]
    populations = {f"tumour {100 * burden:.0f} %": replace(usual, pathogen=burden) for burden in TUMOURS}
    plans: Plans = {
        "usual": (),
        **dict.fromkeys(populations, ()),
        "tocilizumab": (_give("tocilizumab", release_syndrome_grade_2, courses=2),),
        "tocilizumab for fever": (_give("tocilizumab", febrile),),
        "dexamethasone": (_give("dexamethasone_high", release_syndrome_grade_2),),
        "dexamethasone from day 0": (_give("dexamethasone_high", always, doses=28),),
        "methylprednisolone": (_give("methylprednisolone", release_syndrome_grade_2),),
    }
    # A ward gives an antibiotic to everyone who is neutropenic and feverish; without it the cohort shows sepsis.
    return _disease(
        Phenotype.CAR_T,
        plans,
        populations=populations,
        draw=_mixed,
        always_given=(_give("antibiotic", febrile, courses=3), *ON_CULTURE[1:]),
    )


def experiments() -> tuple[Experiment, ...]:
    """Return every cohort that the validation runs: of a disease without plans of its own, its own course."""
    planned = {
        Phenotype.COVID: _covid,
        Phenotype.VIRAL_STRESSED: _viral_stressed,
        Phenotype.SEPSIS: _sepsis,
        Phenotype.CAR_T: _car_t,
    }
    made = [planned[one]() if one in planned else _disease(one, {"usual": ()}) for one in Phenotype]
    return tuple([experiment for of_disease in made for experiment in of_disease])
