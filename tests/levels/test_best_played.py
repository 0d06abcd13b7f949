"""The best plan that a debrief names is no trap: whoever plays it makes no mistake and does no worse than the play."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from game.case.case import admit_case
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.scoring import analysis
from game.review.scoring.score import score
from game.review.valuation.curve import Curve
from game.review.valuation.value import Plan, Planned
from game.review.verdict import Score, Verdict
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from tests.levels.analysed import FUTURES
from tests.levels.plays import level

HOURS = 48.0
"""So long are the cases: an analysis takes as the square of it."""


def _log(of: Level, seed: int, who: object) -> Log:
    case, entries = play_out(admit_case(of, seed, FUTURES.move), who)  # type: ignore[arg-type]
    assert case.outcome is not None
    header = Header(format=1, game="", method=analysis.METHOD, level=of.id, level_digest="", seed=seed)
    return Log(header, entries, (), EndLine(tick=case.tick, ending=case.outcome.ending.value, score=0, digest=""))


def _with_best(of: Level, log: Log, monkeypatch: pytest.MonkeyPatch) -> tuple[Score, Plan]:
    """Return the score of a case, and the plan whose line its debrief draws."""
    best: list[Plan] = []
    chosen = analysis._Work.best

    def noted(*args: Any) -> tuple[Plan, Curve]:
        found = chosen(*args)
        best.append(found[0])
        return found

    monkeypatch.setattr(analysis._Work, "best", noted)
    found = analysis.analysis(of, log, FUTURES).score
    assert found is not None
    return found, best[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "policy", "seed"),
    [
        ("septic_shock", "everything_at_once", 5),
        # A steroid too early would come out best on the mean, and be called over-dampening on this chart.
        ("covid_storm", "idle", 9),
        ("covid_storm", "clock_24", 3),
        ("car_t_release", "il6_slope_alone", 1),
    ],
)
def test_whoever_plays_the_best_plan_makes_no_mistake_and_does_no_worse(
    name: str, policy: str, seed: int, monkeypatch: pytest.MonkeyPatch
):
    of = structs.replace(level(name), horizon_h=HOURS)
    before, best = _with_best(of, _log(of, seed, POLICIES[policy]), monkeypatch)
    played = score(of, _log(of, seed, Planned(best)), FUTURES)

    assert played.total >= before.total
    assert [one.pitfall for one in played.pitfalls if one.verdict is Verdict.FELL_IN] == []
    assert best.starts or played.total == 100
