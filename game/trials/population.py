"""Who takes part in a virtual trial: hosts drawn from declared priors, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from game.patient.body import draw_host, first_state
from game.values.level import Patient, Phenotype, Prior
from game.values.noise import gaussian, mixed, stream, uniform

__all__ = ["POPULATIONS", "Bell", "Host", "Population", "draw", "seed_of"]

KILOGRAMS: Final = {"female": (72.0, 15.0), "male": (84.0, 16.0)}
"""Mean and standard deviation of body weight by sex (assumed; hospital patients in Europe)."""


@dataclass(frozen=True, slots=True)
class Bell:
    """A normal distribution, cut."""

    mean: float
    spread: float
    low: float
    high: float
    source: str

    def draw(self, seed: int, name: str) -> float:
        """Return the value that belongs to this seed and name."""
        return min(self.high, max(self.low, self.mean + self.spread * gaussian(seed, f"population/{name}")))


@dataclass(frozen=True, slots=True)
class Population:
    """From whom a cohort is drawn."""

    phenotype: Phenotype
    age_years: Bell
    male: float
    """Share of men."""
    comorbidity: tuple[float, float, float, float]
    """Shares of patients with none, one, several, severe."""
    hours_before: Bell
    """Hours of illness, untreated, before admission; drawn to the whole hour."""
    source: str
    pathogen: float = 0.0
    """First insult; 0 takes the phenotype's own."""
    host: Mapping[str, float | Prior] = field(default_factory=dict)
    """Constants that differ from the phenotype's, fixed or drawn."""
    spread: float = 1.0
    """Scale of the phenotype's own spreads; 0 gives its median host each time."""


@dataclass(frozen=True, slots=True)
class Host:
    """One member of a cohort, before the illness."""

    seed: int
    patient: Patient
    hours_before: float
    parameters: tuple[float, ...]
    state: tuple[float, ...]


def seed_of(cohort_seed: int, number: int) -> int:
    """Return the seed of patient `number` of a cohort; it does not depend on how many others there are."""
    return mixed(stream(cohort_seed, "cohort"), number) >> 11


def draw(population: Population, cohort_seed: int, number: int) -> Host:
    """Return patient `number` of the cohort."""
    seed = seed_of(cohort_seed, number)
    sex = "male" if uniform(seed, "population/sex") < population.male else "female"
    mean, spread = KILOGRAMS[sex]
    weight = Bell(mean, spread, 40.0, 160.0, "assumed").draw(seed, "weight")
    threshold = uniform(seed, "population/comorbidity")
    comorbidity = 0
    for share in population.comorbidity[:-1]:
        threshold -= share
        if threshold < 0.0:
            break
        comorbidity += 1
    patient = Patient(
        name=f"Patient {number + 1}",
        age_years=round(population.age_years.draw(seed, "age")),
        sex=sex,
        weight_kg=float(round(weight)),
        comorbidity=comorbidity,
    )
    parameters = draw_host(population.phenotype, patient, dict(population.host), seed, spread=population.spread)
    return Host(
        seed=seed,
        patient=patient,
        hours_before=float(round(population.hours_before.draw(seed, "hours_before"))),
        parameters=parameters,
        state=first_state(population.phenotype, parameters, population.pathogen),
    )


POPULATIONS: Final[dict[Phenotype, Population]] = {
    Phenotype.COVID: Population(
        phenotype=Phenotype.COVID,
        age_years=Bell(66.0, 15.7, 20.0, 98.0, "RECOVERY 2021, N Engl J Med 384:693: 66.1 (15.7) years"),
        male=0.64,
        comorbidity=(0.44, 0.30, 0.18, 0.08),
        hours_before=Bell(
            312.0, 84.0, 168.0, 504.0, "incubation 5 days (assumed) and symptoms for 8 days (5 to 13): RECOVERY 2021"
        ),
        source="RECOVERY 2021: 64 % men, 56 % with a comorbidity; how many with several is assumed",
    ),
    Phenotype.VIRAL_STRESSED: Population(
        phenotype=Phenotype.VIRAL_STRESSED,
        age_years=Bell(58.0, 14.0, 18.0, 95.0, "assumed"),
        male=0.55,
        comorbidity=(0.25, 0.35, 0.28, 0.12),
        hours_before=Bell(120.0, 36.0, 48.0, 216.0, "assumed: a high load makes a short incubation"),
        source="assumed: patients whose immune system is under stress before",
    ),
    Phenotype.SEPSIS: Population(
        phenotype=Phenotype.SEPSIS,
        age_years=Bell(66.0, 16.0, 18.0, 98.0, "ADRENAL 2018, N Engl J Med 378:797: 62 (15) years; older on wards"),
        male=0.57,
        comorbidity=(0.35, 0.33, 0.22, 0.10),
        hours_before=Bell(8.0, 3.0, 2.0, 24.0, "assumed"),
        source="assumed",
    ),
    Phenotype.CAR_T: Population(
        phenotype=Phenotype.CAR_T,
        age_years=Bell(42.0, 16.0, 18.0, 75.0, "assumed: adults of the label populations"),
        male=0.58,
        comorbidity=(0.55, 0.30, 0.12, 0.03),
        hours_before=Bell(48.0, 12.0, 24.0, 72.0, "assumed: watched from the second day after the cells"),
        source="assumed",
    ),
}
"""The usual population of each disease, as it reaches the hospital."""
