"""One other order at one moment: what the case would have been worth with it."""

from __future__ import annotations

from typing import Final

from game.case.case import admit_case
from game.case.playback import last_of, logged, walk
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.review.playback.hourly_truth import deathless
from game.review.valuation.value import worth_of
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Entry, Order
from game.values.ticks import Tick, ticks

ALONE_H: Final = 12
"""Hours in which nothing but the order is done. The reference would else mend any choice within the hour."""


def value_with(level: Level, log: Log, tick: Tick, order: Order | None) -> float:
    """Return the value, 0 to 100, of the true host if this is ordered at a tick and nothing else for some hours.

    Then the reference policy goes on to the horizon. Without an order the patient is only watched for as long. The dice
    of death do not fall; the hazard is run all the same.
    """
    case = last_of(walk(deathless(admit_case(level, log.header.seed)), logged(log.entries), tick))
    chosen = [] if order is None else [Entry(tick=case.tick, actor=Actor.PLAYER, order=order)]
    case = last_of(walk(case, logged(chosen), case.tick + ticks(ALONE_H)))
    case, _ = play_out(case, Reference())
    return worth_of(case)
