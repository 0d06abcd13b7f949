"""Grades of a release syndrome as the studies give them, and what counts as an answer to tocilizumab."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.evidence.cohort import ROW, TRACK, Result, run
from game.evidence.plan import Arm, Treatment, Trial, release_syndrome_grade_2
from game.evidence.population import POPULATIONS
from game.evidence.published.car_t import TOCILIZUMAB
from game.evidence.validation.experiment import NAMES, CohortCourse
from game.evidence.validation.grades import astct, lee
from game.patient import constants
from game.values.level import Phenotype

HOURS = np.arange(0.0, 49.0, 2.0)
REST = {"temperature_c": 37.0, "map": 90.0, "creatinine_umol_per_l": 80.0}
DOSED_H = 12.0


def course(**changes: float) -> CohortCourse:
    """Return one patient who is well for a day and then has all of these for a day."""
    kept = np.zeros((len(HOURS), len(NAMES), 1))
    for name, value in REST.items():
        kept[:, NAMES.index(name), 0] = value
    for name, value in changes.items():
        kept[HOURS >= 24.0, NAMES.index(name), 0] = value
    parameters = np.array([[constants.DEFAULTS[name]] for name in constants.NAMES])
    return CohortCourse((), HOURS, kept, parameters, {})


@pytest.mark.parametrize(
    ("signs", "by_astct", "by_lee"),
    [
        ({}, 0, 0),
        ({"pressor": 2.0}, 0, 0),
        ({"temperature_c": 38.0}, 1, 1),
        ({"temperature_c": 38.5, "map": 64.0}, 2, 2),
        ({"temperature_c": 38.5, "rung": 2.0}, 2, 2),
        ({"temperature_c": 38.5, "rung": 5.0}, 2, 3),
        ({"temperature_c": 38.5, "rung": 7.0}, 3, 3),
        ({"temperature_c": 38.5, "pressor": 1.0}, 3, 2),
        ({"temperature_c": 38.5, "pressor": 5.0}, 3, 3),
        ({"temperature_c": 38.5, "pressor": 10.0}, 4, 3),
        ({"temperature_c": 38.5, "creatinine_umol_per_l": 250.0}, 1, 3),
        ({"temperature_c": 38.5, "rung": 13.0}, 4, 4),
        ({"temperature_c": 38.5, "rung": 13.0, "bacteria": 1.0}, 0, 0),
    ],
)
def test_a_grade_is_what_its_scale_says(signs: dict[str, float], by_astct: int, by_lee: int) -> None:
    one = course(**signs)

    assert (astct(one).tolist(), lee(one).tolist()) == ([by_astct], [by_lee])


def answered(**after_a_day: float) -> float:
    """Return when a patient answered who is well from six hours after the dose, but for this at 24 h to 36 h."""
    hours = np.arange(0.0, 360.0, 6.0)
    tracks = np.zeros((1, len(hours), len(TRACK)))
    tracks[0, :, TRACK.index("hours")], tracks[0, :, TRACK.index("alive")] = hours, 1.0
    tracks[0, :, TRACK.index("temperature")] = np.where(hours < DOSED_H + 6.0, 39.0, 37.0)
    chosen = (hours >= DOSED_H + 24.0) & (hours <= DOSED_H + 36.0)
    for name, value in after_a_day.items():
        tracks[0, chosen, TRACK.index(name)] = value
    rows = np.full((1, len(ROW)), np.nan)
    rows[0, ROW.index("entered_h")] = DOSED_H
    return float(TOCILIZUMAB.responded(Result(rows, tracks))[0])


def test_who_needs_a_third_dose_has_not_answered_to_tocilizumab() -> None:
    assert answered() == 30.0
    assert answered(temperature=38.5) > 48.0
    assert np.isnan(answered(pressor=0.05))
    assert np.isnan(answered(rung=8.0))


def test_tnf_holds_a_shock_up_behind_a_blocked_receptor_until_a_steroid_stops_it() -> None:
    population = replace(POPULATIONS[Phenotype.CAR_T], pathogen=1.0, spread=0.0)
    once = Treatment("tocilizumab")
    steroid = Treatment("dexamethasone_high", delay_h=24.0)
    trial = Trial(entry=release_syndrome_grade_2, entry_until_h=240.0, follow_up_h=48.0, track_every_h=2.0)

    def pressor(loss: float, *treatments: Treatment) -> float:
        hosts = replace(population, host={"map_loss_tnf": loss})
        result = run(hosts, trial, Arm("", treatments), 1, 1)
        at = np.searchsorted(result.track("hours")[0], result.column("entered_h")[0] + 40.0)
        return float(result.track("pressor")[0, at])

    assert pressor(0.15, once) == 0.0
    assert pressor(0.40, once) > 0.0
    assert pressor(0.40, once, steroid) == 0.0
