"""One other order at one moment: what the case would have been worth with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from game.case.case import Case
from game.case.rules import bars_it
from game.case.walk import last_of, logged, walk
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.review.playback.hourly_truth import deathless
from game.review.playback.rewind import Snapshots
from game.review.valuation.value import worth_of
from game.values.log import Log
from game.values.order import Actor, Entry, Give, Order, Stop, mishaps_in
from game.values.ticks import Tick, ticks

ALONE_H: Final = 12
"""Hours in which nothing but the order is done. The reference would else mend any choice within the hour."""


class WhatIf(NamedTuple):
    """What one moment comes to for the true patient, 0 to 100: with another order, and with what was done."""

    instead: float
    done: float
    """The player's own orders over the same hours, and then the guideline run as well."""
    whole: float
    """The player's own orders over the whole decision, and the guideline run only then.

    Whoever waits for days loses little in the first hours, which the guideline run then mends: this is what it came to.
    """


def what_if(kept: Snapshots, log: Log, tick: Tick, order: Order | None, last: Tick = 0) -> WhatIf:
    """Return the value if this is ordered at a tick and nothing else for some hours, beside that of what was done then.

    After these hours the reference policy goes on to the horizon in both. Without an order the patient is only watched
    for as long: where the player only watched too, both are the same. The dice of death do not fall; the hazard is run.
    What was `kept` of the case up to the tick is not played again. `last` is when the decision ended.
    """
    living = next(case for case in reversed(kept.cases) if case.tick <= tick and case.sheets.dying is None)
    here = last_of(walk(deathless(living), logged(log.entries), tick))
    until = here.tick + ticks(ALONE_H)
    chosen = [Entry(tick=here.tick, actor=Actor.PLAYER, order=one) for one in _with_room(order, here)]
    done = _then(here, log.entries, until)
    whole = _then(here, log.entries, last) if last > until else done
    return WhatIf(_then(here, [*mishaps_in(log.entries), *chosen], until), done, whole)


def _with_room(order: Order | None, case: Case) -> tuple[Order, ...]:
    """Return the order, after the stop of what alone bars it: who tries a drug means it in the place of that one."""
    if order is None:
        return ()
    other = bars_it(order.regimen, case) if isinstance(order, Give) else ""
    return (Stop(regimen=other), order) if other else (order,)


def _then(case: Case, entries: Sequence[Entry], until: Tick) -> float:
    case = last_of(walk(case, logged(entries), until))
    case, _ = play_out(case, Reference(), mishaps=mishaps_in(entries))
    return worth_of(case)
