"""The benchmark tells what it measured, beside goals where there are any."""

from __future__ import annotations

from itertools import count

import pytest

from game.app.commands.bench import BenchRow
from game.evidence.bench import FORTNIGHT, analysis_seconds, long_case
from game.futures.engine import choose
from tests.levels.plays import level


def test_the_curve_comes_first_then_the_score_then_the_whole() -> None:
    ticking = count()
    seconds = analysis_seconds(level("septic_shock"), lambda: float(next(ticking)), choose().name)
    assert 0.0 < seconds.curve < seconds.score < seconds.whole


def test_the_case_of_14_days_lasts_14_days() -> None:
    case, _ = long_case(level("covid_storm"))
    assert case.tick == FORTNIGHT


@pytest.mark.parametrize(
    ("measured", "goal", "verdict"),
    [(2.0, 3.0, "met"), (4.0, 3.0, "NOT MET"), (None, 3.0, "not measured"), (4.0, None, "")],
)
def test_only_what_has_a_goal_is_judged(measured: float | None, goal: float | None, verdict: str) -> None:
    assert BenchRow("what", measured, goal, "s").verdict == verdict
