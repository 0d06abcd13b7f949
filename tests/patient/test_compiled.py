"""The compiled cohort has the same bits as the numpy batch and as one patient alone."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from game.patient import batch, compiled
from game.patient.body import AMBIENT
from game.patient.method import step
from game.trials.engine import choose
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_DAY
from tests.patient.hosts import DRUG_COMPARTMENTS, SUPPORT, drawn


def _cohort(count: int) -> tuple[batch.Columns, batch.Columns]:
    kinds = list(Phenotype)
    pairs = [drawn(kinds[n % len(kinds)], n) for n in range(count)]
    return batch.columns([state for state, _ in pairs]), batch.columns([host for _, host in pairs])


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "installed", lambda: False)
    compiled._compiled.cache_clear()
    state, parameters = _cohort(1)
    with pytest.raises(compiled.FastMissingError, match=r"pip install 'cytokine-storm\[fast\]'"):
        compiled.advance(state, compiled.prepared(parameters), AMBIENT, 1)


def test_a_compiler_that_refuses_its_numpy_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "installed", lambda: True)
    monkeypatch.setitem(sys.modules, "numba", None)
    compiled.usable.cache_clear()
    try:
        assert choose().name == "numpy"
    finally:
        compiled.usable.cache_clear()


@pytest.mark.skipif(not compiled.installed(), reason=compiled.MISSING)
class TestWithTheExtra:
    """With numba installed."""

    def test_a_fortnight_has_the_bits_of_plain_python(self) -> None:
        """One host of each phenotype, doses of every drug every two days, support that changes."""
        state, parameters = _cohort(4)
        alone = [batch.state_of(state, n) for n in range(4)]
        hosts = [tuple(parameters[:, n].tolist()) for n in range(4)]
        prepared = compiled.prepared(parameters)
        for part in range(7):
            at = DRUG_COMPARTMENTS[part % len(DRUG_COMPARTMENTS)]
            state[at] += 100.0
            state = compiled.advance(state, prepared, SUPPORT[part % len(SUPPORT)], 2 * TICKS_PER_DAY)
            for n, host in enumerate(hosts):
                one = [value + 100.0 if k == at else value for k, value in enumerate(alone[n])]
                for _ in range(2 * TICKS_PER_DAY):
                    one = list(step(one, host, SUPPORT[part % len(SUPPORT)]))
                alone[n] = tuple(one)
        assert [batch.state_of(state, n) for n in range(4)] == alone

    def test_threads_and_columns_of_inputs_change_no_bit(self) -> None:
        state, parameters = _cohort(101)
        held = batch.columns([SUPPORT[n % len(SUPPORT)] for n in range(101)])
        expected = batch.advance(state, batch.prepared(parameters), list(held), 100)
        for threads in (1, 2, 3):
            found = compiled.advance(state, compiled.prepared(parameters), list(held), 100, threads)
            assert np.array_equal(found, expected)

    def test_advancing_leaves_the_given_columns_alone(self) -> None:
        state, parameters = _cohort(3)
        before = state.copy()
        compiled.advance(state, compiled.prepared(parameters), AMBIENT, 5)
        assert np.array_equal(state, before)

    def test_a_cohort_smaller_than_its_threads_is_no_matter(self) -> None:
        state, parameters = _cohort(1)
        found = compiled.advance(state, compiled.prepared(parameters), AMBIENT, 5, threads=4)
        assert np.array_equal(found, batch.advance(state, batch.prepared(parameters), AMBIENT, 5))

    def test_without_a_folder_to_keep_it_in_it_compiles_for_this_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("numba.core.caching.CacheImpl._locator_classes", [])
        compiled._compiled.cache_clear()
        state, parameters = _cohort(2)
        found = compiled.advance(state, compiled.prepared(parameters), AMBIENT, 3)
        compiled._compiled.cache_clear()
        assert np.array_equal(found, batch.advance(state, batch.prepared(parameters), AMBIENT, 3))
