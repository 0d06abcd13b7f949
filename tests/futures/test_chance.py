"""Chance over columns is the chance of one patient."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.futures import chance
from game.values import noise


@given(st.lists(st.integers(0, 2**53 - 1), min_size=1, max_size=20), st.integers(-30, 20_000))
def test_columns_draw_the_same_digits_as_one_patient(seeds: list[int], index: int) -> None:
    of = chance.keys(seeds, "seeding")
    assert chance.uniforms(of, index).tolist() == [noise.uniform(seed, "seeding", index) for seed in seeds]
    assert chance.gaussians(of, index).tolist() == [noise.gaussian(seed, "seeding", index) for seed in seeds]


def test_channels_in_rows_draw_what_they_draw_alone() -> None:
    """More patients than are hashed together, and a few."""
    for patients in (3, 1500):
        rows = [chance.keys(range(patients), channel) for channel in ("spo2", "map")]
        together = chance.gaussians(np.array(rows), 7)
        assert np.array_equal(together, [chance.gaussians(row, 7) for row in rows])


def test_draws_are_even() -> None:
    """Ten thousand draws: mean and variance of the uniform distribution, none outside [0, 1)."""
    drawn = chance.uniforms(chance.keys(range(10_000), "even"))
    assert abs(drawn.mean() - 0.5) < 0.01
    assert abs(drawn.var() - 1.0 / 12.0) < 0.003
    assert drawn.min() >= 0.0
    assert drawn.max() < 1.0


def test_drawing_leaves_the_keys_alone() -> None:
    of = chance.keys(range(5), "kept")
    before = of.copy()
    chance.uniforms(of, 3)
    assert np.array_equal(of, before)
