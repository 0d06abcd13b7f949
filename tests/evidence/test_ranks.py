"""How well one number tells two groups apart."""

from __future__ import annotations

from math import isnan

import numpy as np

from game.evidence.ranks import chance_greater


def test_the_chance_that_one_of_these_is_greater_counts_ties_half():
    assert chance_greater([90, 80], [70, 60]) == 1.0
    assert chance_greater([80, 80], [80, 80]) == 0.5
    assert chance_greater([90, 70], [80, 80]) == 0.5
    assert chance_greater([60], [70, 60]) == 0.25
    assert chance_greater(np.array([1.0, 4.0, 2.0]), np.array([3.0, 0.0])) == 4 / 6


def test_who_is_met_more_often_counts_for_more():
    assert chance_greater([90, 60], [70], ([0.75, 0.25], [1.0])) == 0.75
    assert chance_greater([80], [70, 80, 90], ([1.0], [0.25, 0.25, 0.5])) == 0.375


def test_of_nobody_there_is_no_chance():
    assert isnan(chance_greater([], [1.0]))
    assert isnan(chance_greater([1.0], []))
