"""Which constants matter most: each moved by a tenth down and up, one at a time, around each disease's median host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from game.evidence.population import CohortMember
from game.evidence.validation.experiment import CohortCourse, Experiment, run
from game.evidence.validation.plans import ANTIBIOTIC_AFTER_3_H, DAYS
from game.futures.engine import Engine, choose
from game.patient import constants
from game.patient.body import draw_host, first_state
from game.patient.constants import TABLE, Constant
from game.patient.method import METHOD
from game.values.diseases import DISEASES
from game.values.level import Patient, Phenotype
from game.values.portable import exp

__all__ = ["CHANGE", "MOST", "BodyOutcome", "Sensitivity", "sensitivity"]

CHANGE: Final = 0.10
MOST: Final = 10
"""Constants in each table."""
PATIENT: Final = Patient(name="Median", age_years=66, sex="female", weight_kg=75.0, comorbidity=1)
SEED: Final = 0
"""Of the monitor's error, the same in every run."""
WRITTEN: Final = (
    "<!-- Written by `cytokine-storm model-document --write`. Do not edit: a test writes it again and compares. -->"
)


@dataclass(frozen=True, slots=True)
class BodyOutcome:
    """What becomes of one body."""

    peak_il6: float
    """pg/mL."""
    storm_day: float
    """Day of illness at which half of the greatest activation of innate cells is reached."""
    survival: float
    """Chance to the end of the run, percent."""

    def change_from(self, base: BodyOutcome) -> BodyOutcome:
        """Return peak IL-6 in percent of the base, less 100; the day and the chance as differences."""
        return BodyOutcome(
            100.0 * (self.peak_il6 / base.peak_il6 - 1.0),
            self.storm_day - base.storm_day,
            self.survival - base.survival,
        )


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What every moved constant does in every disease."""

    base: dict[Phenotype, BodyOutcome]
    moved: dict[tuple[str, Phenotype], tuple[BodyOutcome, BodyOutcome]]
    """By constant and disease: the changes that follow from a tenth less and a tenth more."""

    @property
    def markdown(self) -> str:
        """Return the page."""
        return _page(self)

    def greatest(self, effect: str, name: str) -> float:
        """Return the greatest change that this constant makes to this effect in any disease."""
        found: float = max(
            abs(getattr(outcome, effect)) for phenotype in Phenotype for outcome in self.moved[name, phenotype]
        )
        return found

    def ranked(self, effect: str) -> list[str]:
        """Return the constants that move this effect most, the strongest first."""
        names = {name for name, _ in self.moved}
        return sorted(names, key=lambda name: (-self.greatest(effect, name), name))[:MOST]


def movable() -> tuple[Constant, ...]:
    """Return the constants that no study fixes."""
    return tuple([row for row in TABLE if row.kind != "literature"])


def _host(phenotype: Phenotype, changed: dict[str, float]) -> CohortMember:
    median = draw_host(phenotype, PATIENT, {}, SEED, spread=0.0)
    parameters = tuple([changed.get(name, value) for name, value in zip(constants.NAMES, median, strict=True)])
    return CohortMember(
        seed=SEED,
        patient=PATIENT,
        hours_before=0.0,
        parameters=parameters,
        state=first_state(phenotype, parameters),
    )


def _hosts(phenotype: Phenotype) -> tuple[CohortMember, ...]:
    """Return the median host, then for each constant the host with a tenth less and a tenth more of it."""
    base = _host(phenotype, {})
    hosts = [base]
    for row in movable():
        value = base.parameters[constants.INDEX[row.name]]
        hosts += [_host(phenotype, {row.name: value * factor}) for factor in (1.0 - CHANGE, 1.0 + CHANGE)]
    return tuple(hosts)


def _outcomes(course: CohortCourse) -> list[BodyOutcome]:
    innate = course.of("innate_cells")
    storm = course.first(innate >= 0.5 * innate.max(axis=0))
    hazard = course.of("cumulative_hazard")[-1]
    peaks = course.of("il6").max(axis=0)
    return [
        BodyOutcome(peak, hour / 24.0, 100.0 * exp(-danger))
        for peak, hour, danger in zip(peaks.tolist(), storm.tolist(), hazard.tolist(), strict=True)
    ]


def sensitivity(engine: Engine | None = None, progress: Callable[[float], None] | None = None) -> Sensitivity:
    """Move every constant that no study fixes; `progress` hears the share that is done."""
    experiments = [
        Experiment(
            phenotype.value,
            _hosts(phenotype),
            DAYS[phenotype],
            (ANTIBIOTIC_AFTER_3_H,) if DISEASES[phenotype].bacterial else (),
            infections=False,
        )
        for phenotype in Phenotype
    ]
    courses = run(experiments, engine or choose(), progress)
    base: dict[Phenotype, BodyOutcome] = {}
    moved: dict[tuple[str, Phenotype], tuple[BodyOutcome, BodyOutcome]] = {}
    for phenotype in Phenotype:
        outcomes = _outcomes(courses[phenotype.value])
        base[phenotype] = outcomes[0]
        for place, row in enumerate(movable()):
            less, more = outcomes[2 * place + 1], outcomes[2 * place + 2]
            moved[row.name, phenotype] = (less.change_from(outcomes[0]), more.change_from(outcomes[0]))
    return Sensitivity(base, moved)


def _signed(value: float, decimals: int) -> str:
    if not isfinite(value):
        return "none"
    rounded = round(value, decimals) + 0.0
    return f"{rounded:+.{decimals}f}".replace("-", "−") if rounded else "0"


def _effect_table(result: Sensitivity, effect: str, decimals: int) -> list[str]:
    lines = [
        f"| | Constant | Kind | {' | '.join(DISEASES[phenotype].short for phenotype in Phenotype)} |",
        "|---|---|---|" + "---|" * len(Phenotype),
    ]
    for place, name in enumerate(result.ranked(effect), start=1):
        cells = [
            " / ".join(_signed(getattr(outcome, effect), decimals) for outcome in result.moved[name, phenotype])
            for phenotype in Phenotype
        ]
        lines.append(f"| {place} | `{name}` | {TABLE[constants.INDEX[name]].kind} | {' | '.join(cells)} |")
    return lines


def _base_table(result: Sensitivity) -> list[str]:
    lines = ["| Median host | Peak IL-6, pg/mL | Day of the storm | Survival, % |", "|---|---|---|---|"]
    for phenotype in Phenotype:
        one = result.base[phenotype]
        lines.append(
            f"| {DISEASES[phenotype].short}, {DAYS[phenotype]:g} days "
            f"| {one.peak_il6:,.0f} | {one.storm_day:.1f} | {one.survival:.0f} |"
        )
    return lines


def _page(result: Sensitivity) -> str:
    fixed = len(TABLE) - len(movable())
    effects = (
        ("peak_il6", 0, "Peak IL-6, percent of the median host's"),
        ("storm_day", 2, "Day of the storm, days later (+) or earlier (−)"),
        ("survival", 1, "Survival, percentage points"),
    )
    method = (
        f"Model and method: `{METHOD}`. Each of the {len(movable())} constants that no study fixes is moved by "
        f"{100 * CHANGE:.0f} % down and up, one at a time, around the median host of each disease; the {fixed} "
        "constants from the literature stay as they are. The ward gives oxygen, fluids and norepinephrine, in sepsis "
        "an antibiotic three hours after hypotension, and nothing else; there are no new infections. The day of the "
        "storm is the day of illness on which innate cells reach half of their greatest activation."
    )
    reading = (
        "In the tables: the change with 10 % less of the constant / with 10 % more. Listed are the ten constants with "
        "the greatest effect in any one disease, the strongest first. Near the threshold of a storm a host answers "
        "steeply: that is the model's nature, and a reason not to read one host's course as a forecast."
    )
    lines = ["# Sensitivity", "", WRITTEN, "", method, "", *_base_table(result), "", reading, ""]
    for effect, decimals, title in effects:
        lines += [f"## {title}", "", *_effect_table(result, effect, decimals), ""]
    return "\n".join(lines).rstrip("\n") + "\n"
