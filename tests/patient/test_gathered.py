"""The batch in few numpy calls has the same bits as the batch, operation by operation."""

from __future__ import annotations

import numpy as np
import pytest

from game.patient import batch, gathered
from game.patient.body import AMBIENT
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_DAY
from tests.patient.hosts import DRUG_COMPARTMENTS, SUPPORT, drawn


def _cohort(count: int) -> tuple[batch.Columns, batch.Columns]:
    kinds = list(Phenotype)
    pairs = [drawn(kinds[n % len(kinds)], n) for n in range(count)]
    return batch.columns([state for state, _ in pairs]), batch.columns([host for _, host in pairs])


@pytest.mark.parametrize("patients", [1, 4, 37])
def test_a_week_has_the_bits_of_the_batch(patients: int) -> None:
    """Hosts of each phenotype, a dose of every drug in turn, support that changes."""
    state, parameters = _cohort(patients)
    expected, plain, sheet = state, batch.prepared(parameters), gathered.prepared(parameters)
    assert isinstance(sheet, gathered.Sheet)
    for part in range(14):
        support = SUPPORT[part % len(SUPPORT)]
        for columns in (state, expected):
            columns[DRUG_COMPARTMENTS[part % len(DRUG_COMPARTMENTS)]] += 100.0
        state = gathered.advance(state, sheet, support, TICKS_PER_DAY // 2)
        expected = batch.advance(expected, plain, support, TICKS_PER_DAY // 2)
        assert state.tobytes() == expected.tobytes()


def test_columns_of_support_and_odd_layouts_change_no_bit() -> None:
    state, parameters = _cohort(101)
    held = list(batch.columns([SUPPORT[n % len(SUPPORT)] for n in range(101)]))
    expected = batch.advance(state, batch.prepared(parameters), held, 50)
    sheet = gathered.prepared(np.asfortranarray(parameters))
    assert gathered.advance(np.asfortranarray(state), sheet, held, 50).tobytes() == expected.tobytes()


def test_a_sheet_remembers_nothing_of_what_it_advanced_before() -> None:
    state, parameters = _cohort(3)
    before = state.copy()
    sheet = gathered.prepared(parameters)
    first = gathered.advance(state, sheet, SUPPORT[1], 5)
    kept = first.copy()
    gathered.advance(first, sheet, AMBIENT, 5)
    assert np.array_equal(state, before)
    assert np.array_equal(first, kept)
    assert np.array_equal(gathered.advance(state, sheet, SUPPORT[1], 5), first)


def test_more_patients_than_a_sheet_is_good_for_go_the_plain_way() -> None:
    state, parameters = _cohort(4)
    many = np.tile(parameters, gathered.MOST // 4 + 1)
    found = gathered.advance(np.tile(state, gathered.MOST // 4 + 1), gathered.prepared(many), AMBIENT, 2)
    assert np.array_equal(found[:, :4], gathered.advance(state, gathered.prepared(parameters), AMBIENT, 2))


def test_nobody_is_advanced_to_nobody() -> None:
    state, parameters = _cohort(1)
    found = gathered.advance(state[:, :0], gathered.prepared(parameters[:, :0]), AMBIENT, 3)
    assert found.shape == (len(state), 0)


def test_every_operation_of_the_equations_is_written_down_once() -> None:
    layout = gathered._layout()
    rounds = [*layout.once, *layout.held, *layout.always]
    written = [row for one in rounds for row in range(one.first, one.last)]
    assert len(written) == len(set(written))
    for one in layout.always:
        assert all(row < one.first for places in one.operands for row in places), "a round reads only earlier rows"
    assert len(layout.always) < 100


def test_longer_steps_come_near() -> None:
    """Over a day, on a ventilator with every drug on board: where the body moves fastest."""
    state, parameters = _cohort(8)
    for place in DRUG_COMPARTMENTS:
        state[place] += 100.0
    sheet = gathered.prepared(parameters)
    exact = gathered.advance(state, sheet, SUPPORT[3], TICKS_PER_DAY + 2)
    rough = gathered.advance_roughly(state, sheet, SUPPORT[3], TICKS_PER_DAY + 2)
    assert not np.array_equal(rough, exact)
    assert np.allclose(rough, exact, rtol=1e-3, atol=1e-6)
