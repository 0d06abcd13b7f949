"""Every number of the model has a name, a unit, a range and a source."""

from __future__ import annotations

import math
from typing import get_args

import pytest

from game.patient import compartments, constants
from game.patient.body import SPREADS_KEPT, draw_host
from game.values.diseases import DISEASES
from game.values.level import Patient, Phenotype, Prior
from tests.patient.hosts import PATIENT

UNITS_OF_RATIOS = {"", "share", "share infected"}


@pytest.mark.parametrize("constant", constants.TABLE, ids=lambda constant: constant.name)
def test_a_constant_says_what_it_is(constant: constants.Constant) -> None:
    assert constant.name.isidentifier()
    assert constant.meaning
    assert constant.source
    assert constant.kind in get_args(constants.Origin)
    assert math.isfinite(constant.value)
    assert constant.low <= constant.value <= constant.high
    assert constant.low < constant.high
    assert constant.low >= 0.0


@pytest.mark.parametrize("constant", constants.TABLE, ids=lambda constant: constant.name)
def test_the_unit_in_the_name_is_the_unit_in_the_table(constant: constants.Constant) -> None:
    if constant.name.endswith("_per_h"):
        assert constant.unit in {"1/h", "10^6 CFU/mL/h"}
    elif constant.name.endswith("_h"):
        assert constant.unit == "h"
    elif constant.name.endswith("_mmhg"):
        assert constant.unit == "mmHg"
    else:
        assert constant.unit in UNITS_OF_RATIOS or not constant.unit.startswith("1/") or "drive" in constant.name


def test_names_are_unique() -> None:
    assert len(set(constants.NAMES)) == len(constants.NAMES)
    assert len(set(compartments.NAMES)) == len(compartments.NAMES)


@pytest.mark.parametrize("phenotype", Phenotype)
def test_a_disease_changes_only_what_exists_and_stays_in_range(phenotype: Phenotype) -> None:
    kind = DISEASES[phenotype]
    for name, value in kind.constants.items():
        row = constants.TABLE[constants.INDEX[name]]
        assert row.low <= value <= row.high, name
    assert set(kind.spreads) <= set(constants.NAMES)
    assert kind.pathogen in compartments.NAMES
    assert set(kind.extra_start) <= set(compartments.NAMES)


@pytest.mark.parametrize("phenotype", Phenotype)
def test_hosts_differ_and_stay_in_range(phenotype: Phenotype) -> None:
    hosts = [draw_host(phenotype, PATIENT, {}, seed) for seed in range(50)]
    assert len(set(hosts)) == 50
    for host in hosts:
        for value, row in zip(host, constants.TABLE, strict=True):
            assert row.low <= value <= row.high, row.name


def test_the_same_seed_draws_the_same_host() -> None:
    assert draw_host(Phenotype.SEPSIS, PATIENT, {}, 5) == draw_host(Phenotype.SEPSIS, PATIENT, {}, 5)


def test_no_spread_gives_the_median_host() -> None:
    assert draw_host(Phenotype.SEPSIS, PATIENT, {}, 5, spread=0.0) == draw_host(
        Phenotype.SEPSIS, PATIENT, {}, 6, spread=0.0
    )


def test_a_level_fixes_or_draws_a_constant() -> None:
    at = constants.INDEX["gate_il6"]
    assert draw_host(Phenotype.COVID, PATIENT, {"gate_il6": 0.3}, 1)[at] == 0.3
    low, high = 0.3 * math.exp(-0.2 * SPREADS_KEPT), 0.3 * math.exp(0.2 * SPREADS_KEPT)
    drawn = {
        draw_host(Phenotype.COVID, PATIENT, {"gate_il6": Prior(median=0.3, spread=0.2)}, seed)[at] for seed in range(40)
    }
    assert len(drawn) > 30
    assert all(low - 1e-12 <= value <= high + 1e-12 for value in drawn)


def test_age_and_comorbidity_raise_the_hazard_only() -> None:
    young = draw_host(Phenotype.COVID, Patient(name="A", age_years=30, sex="male", weight_kg=80.0), {}, 1)
    old = draw_host(Phenotype.COVID, Patient(name="A", age_years=85, sex="male", weight_kg=80.0, comorbidity=2), {}, 1)
    differing = [name for name, a, b in zip(constants.NAMES, young, old, strict=True) if a != b]
    assert differing == ["frailty"]
    assert old[constants.INDEX["frailty"]] > young[constants.INDEX["frailty"]]
