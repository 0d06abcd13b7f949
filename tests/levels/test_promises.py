"""What the debrief promises of a better order is won by whoever takes it over."""

from __future__ import annotations

import pytest

from game.case.case import admit_case
from game.case.walk import last_of, logged, walk
from game.futures.engine import mover
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.scoring.judgement import STEADY
from game.values.log import EndLine, Log
from tests.levels.analysed import curves, log_of, two_stages
from tests.levels.plays import level


@pytest.mark.parametrize(("name", "policy"), [("septic_shock", "idle")])
def test_who_takes_the_better_order_over_and_follows_the_guideline_wins_what_was_promised(name: str, policy: str):
    log = log_of(name, policy)
    before = curves(name, policy)[-1]
    assert before.score is not None
    promised = max(before.decided, key=lambda one: one.gained)
    there = last_of(walk(admit_case(level(name), log.header.seed, mover()), logged(log.entries), promised.first))
    over, after = play_out(there, POLICIES["reference"])
    assert over.outcome is not None
    entries = (*[one for one in log.entries if one.tick < promised.first], *after)
    end = EndLine(tick=over.tick, ending=over.outcome.ending.value, score=0, digest="")
    taken = two_stages(name, Log(log.header, entries, (), end))[-1].score

    assert taken is not None
    assert promised.gained > STEADY
    assert taken.total - before.score.total == pytest.approx(promised.gained, abs=2.0)
