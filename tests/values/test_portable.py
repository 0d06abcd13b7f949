"""The portable exponential and logarithm agree with the platform's."""

from __future__ import annotations

import math

import pytest

from game.values.portable import exp, log, log10


@pytest.mark.parametrize("x", [-30.0, -5.5, -1.0, -1e-9, 0.0, 1e-9, 0.3, 1.0, 7.25, 30.0])
def test_exp_agrees_with_the_platform(x: float):
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-12)


@pytest.mark.parametrize("x", [1e-12, 0.01, 0.5, 0.999999, 1.0, 1.5, 2.0, 10.0, 123456.789, 1e15])
def test_log_agrees_with_the_platform(x: float):
    assert log(x) == pytest.approx(math.log(x), rel=1e-14, abs=1e-15)
    assert log10(x) == pytest.approx(math.log10(x), rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("x", [0.0, -1.0])
def test_log_refuses_what_has_no_logarithm(x: float):
    with pytest.raises(ValueError, match="needs a positive number"):
        log(x)
