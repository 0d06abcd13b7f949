"""What several rows of the table measure of a course."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.bedside.news2 import Consciousness, news2
from game.case.ward import GERMS
from game.evidence.validation.experiment import CohortCourse, Values
from game.evidence.validation.lab import known, median
from game.patient.body import Inputs
from game.patient.signs import VIRUS_COPIES_PER_ML, oxygen_pressure_mmhg
from game.review.valuation.storm_timing import READABLE_PG_PER_ML, READABLE_RISE, STORM_INNATE
from game.values.portable import log, log10

VENTILATOR: Final = Inputs(0.6, 1.0, 0.0, 0.0, 0.0)
"""FiO₂ of 0.6 with positive pressure, at which lungs are compared; pure oxygen would hide what changes."""
READ_BACK_H: Final = 12.0
"""Hours over which a rise of IL-6 is read, as in the score."""
HEART_FAILING: Final = 0.3
"""Injury of the heart at which troponin is three times normal."""
CREATININE_RISE: Final = 1.5
"""Of rest: kidney injury (KDIGO)."""
INFECTED: Final = 0.1
"""Germs, 10^6 CFU/mL, that count as an infection: a hundred times what a culture finds."""


def storms(course: CohortCourse) -> NDArray[np.bool_]:
    """Say who had a storm."""
    true: NDArray[np.bool_] = course.of("innate_cells").max(axis=0) >= STORM_INNATE
    return true


def infected(course: CohortCourse) -> NDArray[np.bool_]:
    """Say in whom germs grew to an infection."""
    load: NDArray[np.float64] = np.sum([course.of(name) for name in GERMS], axis=0)
    true: NDArray[np.bool_] = load.max(axis=0) > INFECTED
    return true


def ventilated(course: CohortCourse) -> NDArray[np.bool_]:
    """Say who was ventilated."""
    return np.isfinite(course.ventilated_h)


def kidney_injury(course: CohortCourse) -> NDArray[np.bool_]:
    """Say whose kidneys were injured."""
    return np.isfinite(_kidneys_h(course))


def _kidneys_h(course: CohortCourse) -> Values:
    limit = CREATININE_RISE * course.constant("creatinine_rest")
    return course.first(course.of("creatinine_umol_per_l") >= limit)


def given_h(course: CohortCourse, compartment: str) -> Values:
    """Return the hour of each patient's first dose, NaN for none."""
    hours: Values = course.first(course.of(compartment) > 0.0) - (course.hours[1] - course.hours[0])
    return hours


def until(course: CohortCourse, name: str, start: Values, below: Values | float) -> Values:
    """Return the hours from `start` until a quantity is below a limit, NaN for never."""
    with np.errstate(invalid="ignore"):
        true = (course.hours[:, np.newaxis] >= start) & (course.of(name) < below)
    hours: Values = course.first(true) - start
    return hours


def greatest(course: CohortCourse, name: str, start: Values, hours: float) -> Values:
    """Return the greatest value in the hours after `start`, NaN where there is no start."""
    inside = np.nan_to_num(course.between(name, start, hours), nan=-np.inf).max(axis=0)
    return np.where(np.isfinite(inside), inside, np.nan)


def readable_h(course: CohortCourse) -> Values:
    """Return the first hour at which a rise of IL-6 could be read from two results, NaN for never.

    The first day does not count: there a body only settles to its rest.
    """
    il6 = course.of("il6")
    back = round(READ_BACK_H / float(course.hours[1] - course.hours[0]))
    before = np.concatenate([np.repeat(il6[:1], back, axis=0), il6[:-back]])
    settled = course.hours[:, np.newaxis] >= 24.0 + READ_BACK_H
    return course.first(settled & (il6 >= READABLE_PG_PER_ML) & (il6 >= READABLE_RISE * before))


def news2_at(course: CohortCourse, hours: Values) -> list[float]:
    """Return NEWS2 at an hour of each patient's own, for those who have one; everyone counts as alert."""
    names = ("respiratory_rate", "spo2", "fio2", "systolic", "heart_rate", "temperature_c")
    columns = [course.at(name, hours).tolist() for name in names]
    return [
        float(
            news2(
                rate, spo2, on_oxygen=fio2 > 0.21, systolic=systolic, heart_rate=heart,
                consciousness=Consciousness.ALERT, temperature=temperature,
            ).total
        )
        for rate, spo2, fio2, systolic, heart, temperature in zip(*columns, strict=True)
        if np.isfinite(rate)
    ]  # fmt: skip


def doubling_h(course: CohortCourse, name: str, start_h: float, end_h: float) -> float:
    """Return the median doubling time of a quantity between two hours of illness."""
    first, last = (course.at(name, np.full(len(course.hosts), hour)).tolist() for hour in (start_h, end_h))
    pairs = [(early, late) for early, late in zip(first, last, strict=True) if late > early > 0.0]
    return median([(end_h - start_h) * log(2.0) / log(late / early) for early, late in pairs])


def log10_copies(course: CohortCourse, hours: Values) -> list[float]:
    """Return the viral load at an hour of each patient's own, log10 copies/mL, 0 for less than one copy."""
    loads = (VIRUS_COPIES_PER_ML * course.at("infected_cells", hours)).tolist()
    return [log10(load) if load > 1.0 else 0.0 for load in loads if np.isfinite(load)]


def cleared_h(course: CohortCourse, copies_per_ml: float) -> Values:
    """Return the last hour with more virus than this."""
    return course.last(VIRUS_COPIES_PER_ML * course.of("infected_cells") > copies_per_ml)


def organs_h(course: CohortCourse) -> tuple[float, float, float]:
    """Return the median hours of first oxygen, failing heart and injured kidneys, of those who were ventilated."""
    chosen = ventilated(course)
    heart = course.first(course.of("heart_injury") >= HEART_FAILING)
    return median(course.on_oxygen_h[chosen]), median(heart[chosen]), median(_kidneys_h(course)[chosen])


def pf_ratios(saturation_percent: Values, fio2: Values | float) -> Values:
    """Return P/F ratios, mmHg."""
    pressures = [oxygen_pressure_mmhg(0.01 * value) for value in saturation_percent.tolist()]
    return np.array(pressures) / fio2


def ratio(above: float, below: float) -> float:
    """Return a quotient, NaN where the lower part is zero."""
    return above / below if below else float("nan")


def counted(values: Values) -> int:
    """Return how many values are numbers."""
    return len(known(values))
