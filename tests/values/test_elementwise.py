"""What a rule asks of a number: the same answer for a float and for a column."""

from __future__ import annotations

import numpy as np
import pytest

from game.values.elementwise import above, between, each, no, where
from game.values.portable import exp

VALUES = [-1.0, 0.0, 0.25, 1.0, 2.0, float("inf")]


@pytest.mark.parametrize(
    "rule",
    [
        lambda x: where(x > 0.25, x, -x),
        lambda x: where((x < 0.0) | no(x <= 1.0), 1, 0),
        lambda x: above(x, 0.25),
        lambda x: between(x, 0.0, 1.0),
        lambda x: each(exp, between(x, -1.0, 1.0)),
    ],
)
def test_a_column_is_answered_as_each_of_its_values(rule) -> None:
    alone = [rule(value) for value in VALUES]

    assert rule(np.array(VALUES)).tolist() == alone
    assert len(set(alone)) > 1


def test_what_is_not_a_number_stays_so_between_limits() -> None:
    assert np.isnan(between(np.array([np.nan]), 0.0, 1.0))
    assert np.isnan(between(float("nan"), 0.0, 1.0))


def test_no_turns_a_condition_over() -> None:
    assert no(True) is False
    assert no(np.array([True, False])).tolist() == [False, True]
