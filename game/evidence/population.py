"""Who takes part in a virtual trial: hosts drawn from declared priors, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from game.patient.body import draw_host, first_state
from game.values.disease import Arrivals, Bell
from game.values.diseases import DISEASES
from game.values.level import Patient, Phenotype, Prior
from game.values.noise import mixed, stream, uniform

__all__ = ["POPULATIONS", "CohortMember", "Population", "draw", "seed_of"]

KILOGRAMS: Final = {"female": (72.0, 15.0), "male": (84.0, 16.0)}
"""Mean and standard deviation of body weight by sex (assumed; hospital patients in Europe)."""


@dataclass(frozen=True, slots=True)
class Population:
    """From whom a cohort is drawn."""

    phenotype: Phenotype
    arrivals: Arrivals
    pathogen: float = 0.0
    """First insult; 0 takes the phenotype's own."""
    host: Mapping[str, float | Prior] = field(default_factory=dict)
    """Constants that differ from the phenotype's, fixed or drawn."""
    spread: float = 1.0
    """Scale of the phenotype's own spreads; 0 gives its median host each time."""

    def coming(self, **changes: Any) -> Population:
        """Return the same population with other arrivals, by the names of `Arrivals`."""
        return replace(self, arrivals=replace(self.arrivals, **changes))


@dataclass(frozen=True, slots=True)
class CohortMember:
    """One member of a cohort, before the illness."""

    seed: int
    patient: Patient
    hours_before: float
    parameters: tuple[float, ...]
    state: tuple[float, ...]


def seed_of(cohort_seed: int, number: int) -> int:
    """Return the seed of patient `number` of a cohort; it does not depend on how many others there are."""
    return mixed(stream(cohort_seed, "cohort"), number) >> 11


def draw(population: Population, cohort_seed: int, number: int) -> CohortMember:
    """Return patient `number` of the cohort."""
    seed = seed_of(cohort_seed, number)
    sex = "male" if uniform(seed, "population/sex") < population.arrivals.male else "female"
    mean, spread = KILOGRAMS[sex]
    weight = Bell(mean, spread, 40.0, 160.0, "assumed").draw(seed, "weight")
    threshold = uniform(seed, "population/comorbidity")
    comorbidity = 0
    for share in population.arrivals.comorbidity[:-1]:
        threshold -= share
        if threshold < 0.0:
            break
        comorbidity += 1
    patient = Patient(
        name=f"Patient {number + 1}",
        age_years=round(population.arrivals.age_years.draw(seed, "age")),
        sex=sex,
        weight_kg=float(round(weight)),
        comorbidity=comorbidity,
    )
    parameters = draw_host(population.phenotype, patient, dict(population.host), seed, spread=population.spread)
    return CohortMember(
        seed=seed,
        patient=patient,
        hours_before=float(round(population.arrivals.hours_before.draw(seed, "hours_before"))),
        parameters=parameters,
        state=first_state(population.phenotype, parameters, population.pathogen),
    )


POPULATIONS: Final[dict[Phenotype, Population]] = {
    phenotype: Population(phenotype, disease.arrivals) for phenotype, disease in DISEASES.items()
}
"""The usual population of each disease, as it reaches the hospital."""
