"""The integrator: its order as measured, and fourteen days against an independent authority."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp  # noqa: TID251  the authority that the method is measured against

from game.patient import compartments, method
from game.patient.batch import rebound
from game.patient.body import AMBIENT, Inputs
from game.patient.equations import rate
from game.values.level import Phenotype
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_DAY
from tests.patient.hosts import DAYS_BEFORE, Course, aged, drawn, every_drug


def _solved(
    state: tuple[float, ...], parameters: tuple[float, ...], inputs: Inputs, hours: float, points: int
) -> list[list[float]]:
    solution = solve_ivp(
        lambda _, y: rate(y.tolist(), parameters, inputs),
        (0.0, hours),
        state,
        method="DOP853",
        rtol=1e-11,
        atol=1e-13,
        t_eval=[hours * (n + 1) / points for n in range(points)],
    )
    assert solution.success, solution.message
    rows: list[list[float]] = solution.y.T.tolist()
    return rows


def _ours(
    state: tuple[float, ...], parameters: tuple[float, ...], course: Course, ticks: int
) -> list[tuple[float, ...]]:
    rows = []
    for tick in range(ticks):
        state = method.step(course.dosed(state, tick), parameters, course.inputs(tick))
        rows.append(state)
    return rows


def _authority(
    state: tuple[float, ...], parameters: tuple[float, ...], course: Course, ticks: int
) -> list[list[float]]:
    rows: list[list[float]] = []
    for now, later in itertools.pairwise(course.moments(ticks)):
        start = course.dosed(tuple(rows[-1]) if rows else state, now)
        rows += _solved(start, parameters, course.inputs(now), (later - now) * HOURS_PER_TICK, later - now)
    return rows


@pytest.mark.parametrize("phenotype", Phenotype)
def test_fourteen_days_agree_with_an_adaptive_solver(phenotype: Phenotype) -> None:
    """Relative error under 1e-5 in every compartment, by its own greatest value, with doses of every drug."""
    state, parameters = drawn(phenotype, 0, spread=0.0)
    state = aged(state, parameters, DAYS_BEFORE[phenotype])
    course = every_drug()
    ticks = 14 * TICKS_PER_DAY
    expected = np.array(_authority(state, parameters, course, ticks))
    error = np.abs(np.array(_ours(state, parameters, course, ticks)) - expected).max(axis=0)
    scale = np.maximum(np.abs(expected).max(axis=0), np.abs(state))
    worst = {
        name: f"{error[n] / scale[n]:.1e}" for n, name in enumerate(compartments.NAMES) if error[n] > 1e-5 * scale[n]
    }
    assert not worst


@pytest.mark.parametrize("phenotype", Phenotype)
def test_halving_the_step_divides_the_error_by_about_sixteen(phenotype: Phenotype) -> None:
    """The slope of error against step, doubly logarithmic, is the method's order: four.

    In the first two hours, before any limit (such as the pressure below which lactate rises) is crossed: a bend in the
    equations costs order, which is why the fortnight above is measured as well.
    """
    state, parameters = drawn(phenotype, 0, spread=0.0)
    hours = 2.0
    expected = np.array(_solved(state, parameters, AMBIENT, hours, 1)[0])
    steps, errors = [], []
    for parts in (8, 12, 16, 24, 32):
        h = 1.0 / parts
        step = rebound(vars(method), {"STEP": h, "HALF": 0.5 * h, "SIXTH": h / 6.0})["step"]
        reached = state
        for _ in range(round(hours) * parts):
            reached = step(reached, parameters, AMBIENT)
        error = np.abs(np.array(reached) - expected) / np.maximum(np.abs(expected), 1e-9)
        steps.append(math.log(h))
        errors.append(math.log(float(error.max())))
    order = float(np.polyfit(steps, errors, 1)[0])
    assert 3.6 < order < 4.4


def test_a_broken_number_is_seen_and_not_hidden() -> None:
    """The floor at zero lets NaN through, so that a failed model ends the case instead of showing zeros."""
    state, parameters = drawn(Phenotype.SEPSIS, 0)
    broken = (math.nan, *state[1:])
    assert math.isnan(method.step(broken, parameters, AMBIENT)[0])


def test_no_compartment_falls_below_zero() -> None:
    """Antibiotic in great excess cannot make bacteria negative."""
    state, parameters = drawn(Phenotype.SEPSIS, 0)
    flooded = list(state)
    flooded[compartments.INDEX["antibiotic_mg"]] = 1e6
    for _ in range(TICKS_PER_DAY):
        flooded = list(method.step(flooded, parameters, AMBIENT))
        assert min(flooded) >= 0.0
