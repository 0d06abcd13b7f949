"""What studies allow, no verdict calls a mistake: hydrocortisone as soon as it may be given."""

from __future__ import annotations

from game.case.case import admit_case
from game.case.view import View
from game.futures.engine import mover
from game.patient.method import METHOD
from game.policy import reading
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.review.findings import Mark
from game.review.scoring.analysis import stages
from game.values.log import EndLine, Header, Log
from game.values.order import Entry, Give, Order
from game.values.ticks import Tick, ticks
from tests.levels.analysed import FUTURES
from tests.levels.plays import level

STEROID = Give(regimen="hydrocortisone")
SEEDS = range(11, 31)
"""Patients among whom the first is taken who needs the steroid."""


class AtTheThreshold:
    """The guideline, but hydrocortisone once, as soon as norepinephrine has reached 0.25 µg/kg/min."""

    name = "at_the_threshold"

    def orders(self, view: View) -> tuple[Order, ...]:
        found = Reference().orders(view)
        if STEROID in found or reading.was_given(view, STEROID.regimen):
            return found
        return found + reading.give(view, STEROID.regimen)


def begins(entries: tuple[Entry, ...]) -> list[Tick]:
    return [entry.tick for entry in entries if entry.order == STEROID]


def test_hydrocortisone_at_norepinephrine_of_a_quarter_is_no_mistake():
    shock = level("septic_shock")
    for seed in SEEDS:
        _, early = play_out(admit_case(shock, seed, mover()), AtTheThreshold(), ticks(36.0))
        _, guided = play_out(admit_case(shock, seed, mover()), Reference(), ticks(36.0))
        if begins(early)[:1] < begins(guided)[:1]:
            break
    else:
        raise AssertionError("In none of these patients it begins before the guideline run asks for it.")
    case, entries = play_out(admit_case(shock, seed, mover()), AtTheThreshold())
    assert case.outcome is not None
    header = Header(format=1, game="", method=METHOD, level=shock.id, level_digest="", seed=seed)
    log = Log(header, entries, (), EndLine(tick=case.tick, ending=case.outcome.ending.value, score=0, digest=""))
    judged = next(found for found in stages(shock, log, FUTURES) if found.score is not None)

    assert judged.score is not None
    assert judged.score.total >= 90
    assert not [one for one in judged.decided if one.mark in (Mark.MISTAKE, Mark.BLUNDER)]
