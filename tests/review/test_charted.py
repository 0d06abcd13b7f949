"""Results in the words of a debrief: which of them are told, and how old they are said to be."""

from __future__ import annotations

import pytest

from game.review.scoring.charted import germs_told, results_told
from game.values.channel import Channel
from tests.review.made_up import case, result


@pytest.mark.parametrize(("value", "told"), [(0.49, []), (0.5, ["procalcitonin 0.50 µg/L"])])
def test_procalcitonin_tells_of_germs_from_half_a_microgram_on(value, told):
    assert germs_told(case(chart={Channel.PROCALCITONIN: result(value)})) == told


def test_the_age_of_a_result_is_told_in_whole_hours_and_a_new_one_has_none():
    assert results_told(case(il6=(120.0,), hour=12.0), Channel.IL6) == "IL-6 120 pg/mL"
    assert results_told(case(il6=(120.0,), hour=30.75), Channel.IL6) == "IL-6 120 pg/mL (taken 30 h before)"
    assert results_told(case(), Channel.IL6) == ""
