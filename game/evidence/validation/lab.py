"""The runs on which the validation rests, and the few statistics that it needs.

Only sorting, counting and `+ - * /` are used, in a fixed order, so that every number has the same digits everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.evidence.validation.experiment import CohortCourse, Values, run
from game.evidence.validation.plans import experiments
from game.futures.engine import Engine, choose
from game.patient import compartments, constants
from game.patient.body import AMBIENT, Inputs, first_state
from game.patient.method import step, stepped
from game.values.level import Phenotype
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, ticks

__all__ = ["Lab", "Single", "known", "mean", "median", "mortality", "perform", "share"]

PULSE_MILLION_PER_ML: Final = 3.0
"""Bacteria that raise a fever of some hours."""


class Lab:
    """The courses of all cohorts, and single bodies for what needs no cohort."""

    def __init__(self, courses: dict[str, CohortCourse]) -> None:
        """Take the courses by the ids of their experiments."""
        self._courses = courses

    def __getitem__(self, experiment: str) -> CohortCourse:
        """Return the course of one experiment."""
        return self._courses[experiment]

    @cached_property
    def healthy(self) -> Single:
        """Return a healthy adult at rest, settled for ten days."""
        return Single(constants.DEFAULTS, {}).advanced(240.0)

    @cached_property
    def pulse(self) -> tuple[Values, Values]:
        """Return hours and states of a healthy adult after a pulse of bacterial product that is gone within hours.

        Bacteria that barely grow, with their antibiotic: the load halves about every twenty minutes, infused endotoxin
        about every forty.
        """
        body = Single({**constants.DEFAULTS, "bacteria_growth_per_h": 0.05}, {})
        return body.track(120.0, {"bacteria": PULSE_MILLION_PER_ML, "antibiotic_mg": 4500.0})


class Single:
    """One body in plain floats."""

    def __init__(self, values: dict[str, float], state: dict[str, float], inputs: Inputs = AMBIENT) -> None:
        """Take constants and what differs from a healthy body at rest."""
        parameters = tuple([values[name] for name in constants.NAMES])
        resting = dict(zip(compartments.NAMES, first_state(Phenotype.SEPSIS, parameters), strict=True))
        resting["bacteria"] = 0.0
        resting.update(state)
        self.parameters = parameters
        self.inputs = inputs
        self.state = tuple([resting[name] for name in compartments.NAMES])

    def advanced(self, hours: float) -> Single:
        """Let time pass."""
        self.state = stepped(self.state, self.parameters, self.inputs, ticks(hours))
        return self

    def of(self, name: str) -> float:
        """Return one compartment."""
        return self.state[compartments.INDEX[name]]

    def track(self, hours: float, doses: dict[str, float]) -> tuple[Values, Values]:
        """Put doses in and return the hours and the states from then on, one for each tick."""
        state = tuple(
            [value + doses.get(name, 0.0) for name, value in zip(compartments.NAMES, self.state, strict=True)]
        )
        states = [state]
        for _ in range(ticks(hours)):
            state = step(state, self.parameters, self.inputs)
            states.append(state)
        return np.arange(len(states)) / TICKS_PER_HOUR, np.array(states)


def known(values: Any) -> list[float]:
    """Return the values that are numbers, sorted."""
    return sorted([value for value in np.ravel(values).tolist() if value == value])  # noqa: PLR0124


def median(values: Any) -> float:
    """Return the median of the values that are numbers; NaN if there are none."""
    ranked = known(values)
    if not ranked:
        return float("nan")
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else 0.5 * (ranked[middle - 1] + ranked[middle])


def share(true: NDArray[np.bool_] | Sequence[bool]) -> float:
    """Return the percentage of which this is so; NaN of nothing."""
    count = len(true)
    return 100.0 * int(np.count_nonzero(true)) / count if count else float("nan")


def mean(values: Iterable[float]) -> float:
    """Return the mean, added in order."""
    total, count = 0.0, 0
    for value in values:
        total = total + value
        count += 1
    return total / count if count else float("nan")


def mortality(course: CohortCourse, among: NDArray[np.bool_] | None = None) -> float:
    """Return the mean chance of death to the end of the run, in percent."""
    hazards = course.of("cumulative_hazard")[-1]
    chosen = hazards if among is None else hazards[among]
    return 100.0 * mean(1.0 - exp(-hazard) for hazard in chosen.tolist())


def perform(engine: Engine | None = None, progress: Callable[[float], None] | None = None) -> Lab:
    """Run every cohort; `progress` hears the share that is done."""
    return Lab(run(experiments(), engine or choose(), progress))
