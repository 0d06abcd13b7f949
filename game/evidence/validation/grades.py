"""The grades of a cytokine release syndrome, on the two scales by which studies tell them.

A grade is the worst of the illness. What comes with a second infection does not count: from its first hour nothing more
is graded.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.case.ward import GERMS, PRESSOR_STEPS_PER_UNIT, RUNGS
from game.evidence.validation.experiment import CohortCourse
from game.evidence.validation.measures import INFECTED
from game.values.order import Device

__all__ = ["Grades", "astct", "lee"]

Grades = NDArray[np.int64]
"""0 for none, 1 to 4, one for each patient."""

FEVER_C: Final = 38.0
HYPOTENSION_MMHG: Final = 65.0
HIGH_DOSE: Final = 0.25
"""High dose of norepinephrine by Lee, µg/kg/min: 20 µg/min (Lee 2014, Blood 124:188) in 80 kg."""
TWO_PRESSORS: Final = 0.5
"""Norepinephrine with which a second pressor is usual, µg/kg/min (assumed; the ward has but one)."""
MUCH_OXYGEN: Final = 5
"""Rung of the oxygen ladder with 40 % of oxygen: 5 L/min."""
CREATININE: Final = 3.0
"""Times the resting value: grade 3 of the kidneys by CTCAE, which counts on Lee's scale only."""


def _graded(course: CohortCourse) -> tuple[NDArray[np.bool_], dict[str, Any]]:
    """Return who had a fever, and what was worst from then on until germs grew."""
    germs = np.sum([course.of(name) for name in GERMS], axis=0)
    clean = np.logical_and.accumulate(germs <= INFECTED, axis=0)
    counts = clean & np.logical_or.accumulate(clean & (course.of("temperature_c") >= FEVER_C), axis=0)

    def most(name: str) -> Any:
        return np.where(counts, course.of(name), 0.0).max(axis=0)

    worst = {name: most(name) for name in ("rung", "pressor", "creatinine_umol_per_l")}
    worst["low"] = (counts & (course.of("map") < HYPOTENSION_MMHG)).any(axis=0)
    worst["pressor"] = worst["pressor"] / PRESSOR_STEPS_PER_UNIT
    return np.asarray(counts.any(axis=0)), worst


def _of(fever: NDArray[np.bool_], second: Any, third: Any, fourth: Any) -> Grades:
    return np.select([~fever, fourth, third, second], [0, 4, 3, 2], 1).astype(np.int64)


def astct(course: CohortCourse) -> Grades:
    """Return the grades of the consensus of 2019: one pressor, or more than a cannula, is grade 3."""
    fever, worst = _graded(course)
    rung, pressor = worst["rung"], worst["pressor"]
    fourth = (rung >= RUNGS[Device.VENTILATOR][0]) | (pressor >= TWO_PRESSORS)
    third = (pressor > 0.0) | (rung > RUNGS[Device.NASAL_CANNULA][1])
    return _of(fever, (rung > 0.0) | worst["low"], third, fourth)


def lee(course: CohortCourse) -> Grades:
    """Return the grades of Lee 2014: a low dose of one pressor is grade 2, 40 % of oxygen or a high dose grade 3."""
    fever, worst = _graded(course)
    rung, pressor = worst["rung"], worst["pressor"]
    kidneys = worst["creatinine_umol_per_l"] > CREATININE * course.constant("creatinine_rest")
    third = (rung >= MUCH_OXYGEN) | (pressor >= HIGH_DOSE) | kidneys
    fourth = rung >= RUNGS[Device.VENTILATOR][0]
    return _of(fever, (rung > 0.0) | worst["low"] | (pressor > 0.0), third, fourth)
