"""Chance has no memory, the right shape, and the same digits everywhere."""

from __future__ import annotations

from game.values.noise import exponential, gaussian, mixed, uniform


def test_a_draw_depends_on_its_own_name_only():
    """Asking for other draws in between changes nothing."""
    alone = gaussian(7, "il6", 40)
    for index in range(50):
        gaussian(7, "crp", index)

    assert gaussian(7, "il6", 40) == alone


def test_draws_are_the_recorded_ones():
    """Golden numbers: a change of the generator would change every case ever played."""
    assert mixed(0, 0) == 0xE220A8397B1DCDAF  # first output of splitmix64 for seed 0, as its author publishes it
    assert mixed(0, 1) == 0x6E789E6AA1B965F4


def test_uniform_fills_the_unit_interval():
    draws = [uniform(3, "u", index) for index in range(20_000)]

    assert 0.0 <= min(draws) < 0.001
    assert 0.999 < max(draws) < 1.0
    assert abs(sum(draws) / len(draws) - 0.5) < 0.01


def test_gaussian_has_mean_zero_and_variance_one():
    draws = [gaussian(5, "g", index) for index in range(20_000)]
    mean = sum(draws) / len(draws)

    assert abs(mean) < 0.03
    assert abs(sum((draw - mean) ** 2 for draw in draws) / len(draws) - 1.0) < 0.03
    assert 0.66 < sum(abs(draw) < 1.0 for draw in draws) / len(draws) < 0.70


def test_exponential_has_mean_one_and_the_right_tail():
    draws = [exponential(seed, "death") for seed in range(20_000)]

    assert abs(sum(draws) / len(draws) - 1.0) < 0.03
    assert abs(sum(draw > 1.0 for draw in draws) / len(draws) - 0.3679) < 0.012
    assert abs(sum(draw > 2.0 for draw in draws) / len(draws) - 0.1353) < 0.01
