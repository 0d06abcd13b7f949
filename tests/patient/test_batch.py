"""A cohort in numpy columns is the same patient many times, bit by bit."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest

from game.patient import batch, compartments
from game.patient.body import AMBIENT, Body, Inputs
from game.patient.method import step
from game.patient.signs import alt_u_per_l, blood_culture_log10_per_ml, confusion, lung_injury, signs, vitals
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR
from tests.patient.hosts import DRUG_COMPARTMENTS, SUPPORT, Course, aged, drawn, every_drug


def _alone(state: tuple[float, ...], parameters: tuple[float, ...], course: Course, ticks: int) -> tuple[float, ...]:
    for tick in range(ticks):
        state = step(course.dosed(state, tick), parameters, course.inputs(tick))
    return state


def _together(
    states: list[tuple[float, ...]], hosts: list[tuple[float, ...]], course: Course, ticks: int
) -> list[tuple[float, ...]]:
    state = batch.columns(states)
    parameters = batch.prepared(batch.columns(hosts))
    moments = course.moments(ticks)
    for now, later in itertools.pairwise(moments):
        for when, compartment, mg in course.doses:
            if when == now:
                state[compartment] += mg
        state = batch.advance(state, parameters, course.inputs(now), later - now)
    return [batch.state_of(state, patient) for patient in range(len(states))]


def test_a_patient_among_a_thousand_has_the_same_bits_as_alone() -> None:
    """Every phenotype, many hosts, mid-illness doses and support: 1,000 columns against patients stepped one by one."""
    kinds = list(Phenotype)
    admitted = {kind: aged(*drawn(kind, 0), days=4) for kind in kinds}
    hosts = [drawn(kinds[n % len(kinds)], n)[1] for n in range(1000)]
    states = [admitted[kinds[n % len(kinds)]] for n in range(1000)]
    course = Course(
        doses=tuple([(8 * n, compartment, 50.0 * n) for n, compartment in enumerate(DRUG_COMPARTMENTS)]),
        support=tuple([(30 * n, inputs) for n, inputs in enumerate(SUPPORT)]),
    )
    ended = _together(states, hosts, course, 200)
    for n in (0, 1, 2, 3, 404, 405, 406, 407, 996, 997, 998, 999):
        assert ended[n] == _alone(states[n], hosts[n], course, 200), f"patient {n} of {kinds[n % len(kinds)].value}"


def test_fourteen_days_of_every_phenotype_have_the_same_bits() -> None:
    """A whole fortnight with doses of every drug; one host of each phenotype in one array."""
    pairs = [drawn(kind, 7) for kind in Phenotype]
    course = every_drug()
    ended = _together([state for state, _ in pairs], [host for _, host in pairs], course, 14 * TICKS_PER_DAY)
    for (state, host), found, kind in zip(pairs, ended, Phenotype, strict=True):
        assert found == _alone(state, host, course, 14 * TICKS_PER_DAY), kind.value


@pytest.mark.parametrize("size", [1, 2, 3, 17])
def test_the_size_and_order_of_the_cohort_change_nothing(size: int) -> None:
    pairs = [drawn(Phenotype.SEPSIS, seed) for seed in range(size)]
    course = Course(doses=(), support=((0, AMBIENT),))
    forward = _together([state for state, _ in pairs], [host for _, host in pairs], course, TICKS_PER_HOUR)
    backward = _together([state for state, _ in pairs[::-1]], [host for _, host in pairs[::-1]], course, TICKS_PER_HOUR)
    assert forward == backward[::-1]


def test_inputs_and_shared_constants_may_be_columns_or_plain_floats() -> None:
    pairs = [drawn(Phenotype.COVID, seed) for seed in range(5)]
    state = batch.columns([state for state, _ in pairs])
    parameters = batch.columns([host for _, host in pairs])
    plain = batch.prepared(parameters)
    assert any(isinstance(value, float) for value in plain)
    assert any(isinstance(value, np.ndarray) for value in plain)
    given = Inputs(*[np.full(5, value) for value in SUPPORT[3]])
    assert np.array_equal(batch.step(state, parameters, given), batch.step(state, plain, SUPPORT[3]))


def test_columns_of_any_memory_layout_step_alike() -> None:
    pairs = [drawn(Phenotype.CAR_T, seed) for seed in range(4)]
    state = batch.columns([state for state, _ in pairs])
    parameters = batch.columns([host for _, host in pairs])
    assert np.array_equal(
        batch.step(np.asfortranarray(state), parameters, AMBIENT), batch.step(state, parameters, AMBIENT)
    )


def test_advancing_leaves_the_given_columns_alone() -> None:
    state, host = drawn(Phenotype.SEPSIS, 1)
    given = batch.columns([state])
    batch.advance(given, batch.columns([host]), AMBIENT, 3)
    assert batch.state_of(given, 0) == state


def test_longer_steps_come_near() -> None:
    """Over a day, on a ventilator with every drug on board: where the body moves fastest."""
    pairs = [drawn(kind, seed) for kind in Phenotype for seed in (1, 2)]
    state = batch.columns([state for state, _ in pairs])
    for place in DRUG_COMPARTMENTS:
        state[place] += 100.0
    host = batch.prepared(batch.columns([host for _, host in pairs]))
    exact = batch.advance(state, host, SUPPORT[3], TICKS_PER_DAY + 2)
    rough = batch.advance_roughly(state, host, SUPPORT[3], TICKS_PER_DAY + 2)
    assert not np.array_equal(rough, exact)
    assert np.allclose(rough, exact, rtol=5e-3, atol=1e-6)


def test_vital_signs_of_a_column_have_the_bits_of_one_patient() -> None:
    """Every kind of support side by side, on ill patients of every phenotype."""
    pairs = [(aged(*drawn(kind, 3), days=4), drawn(kind, 3)[1], support) for kind in Phenotype for support in SUPPORT]
    shown = batch.vitals(
        batch.columns([state for state, _, _ in pairs]),
        batch.prepared(batch.columns([host for _, host, _ in pairs])),
        Inputs(*batch.columns([support for _, _, support in pairs])),
    )
    for n, (state, host, support) in enumerate(pairs):
        alone = vitals(Body(state, host), support)
        for field in fields(alone):
            assert getattr(shown, field.name)[n] == getattr(alone, field.name), field.name


def test_the_game_starts_without_numpy() -> None:
    """One patient is plain floats: importing the body loads neither numpy nor scipy."""
    heavy = ("numpy", "scipy", "wasmtime")
    code = f"import sys, game.patient, game.case; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_signs_of_a_column_have_the_bits_of_each_patient_alone() -> None:
    """Ill patients in low oxygen, in shock and with bacteria, so that every formula leaves its resting value."""
    states, hosts = zip(*[drawn(kind, n) for kind in Phenotype for n in range(3)], strict=True)
    state = batch.columns(states)
    leak, bacteria = compartments.INDEX["leak"], compartments.INDEX["bacteria"]
    state[leak] = np.linspace(0.0, 0.9, len(hosts))
    state[compartments.INDEX["damage"]] = np.linspace(0.8, 0.0, len(hosts))
    state[compartments.INDEX["lung_water"]] = np.linspace(0.0, 0.7, len(hosts))
    state[compartments.INDEX["temperature_c"]] = np.linspace(36.0, 41.0, len(hosts))
    state[bacteria] += np.linspace(0.0, 2.0, len(hosts))
    parameters = batch.columns(hosts)
    together = Body(tuple(state), tuple(parameters))
    shown = batch.vitals(state, list(parameters), AMBIENT)
    alone = [signs(Body(batch.state_of(state, n), hosts[n]), AMBIENT) for n in range(len(hosts))]

    for found, name in (
        (alt_u_per_l(together), "alt"),
        (blood_culture_log10_per_ml(together), "blood_culture"),
        (confusion(together, shown), "confusion"),
        (lung_injury(shown), "lung_injury"),
        (shown.systolic, "systolic"),
    ):
        assert found.tolist() == [getattr(one, name) for one in alone], name
        assert len(set(found.tolist())) > 2, name


def test_alt_rises_with_damage_and_more_where_vessels_leak() -> None:
    values = dict.fromkeys(compartments.NAMES, 0.0)

    def alt(damage: float, leak: float) -> float:
        found: float = alt_u_per_l(Body(tuple({**values, "damage": damage, "leak": leak}.values()), ()))
        return found

    assert (alt(0.0, 0.5), alt(0.5, 0.0), alt(0.5, 0.5)) == (24.0, 104.0, 179.0)
