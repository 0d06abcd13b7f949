"""Dampening that the guideline would have asked for, had somebody counted the neutrophils: what is missing is a count.

Few neutrophils forbid a blocker of IL-6, so the guideline asks for none where they were never counted, however the need
for oxygen rises. Whoever does not count them leaves it undone as surely as whoever does not give it.
"""

from __future__ import annotations

from math import isnan
from typing import Final

from game.case.build_view import build_view
from game.case.state import Case
from game.policy.bed import AtView
from game.policy.reference import NEUTROPENIA, follow
from game.review.valuation.differences import Uncounted, dampened, given, of_family
from game.review.valuation.value import Track
from game.review.valuation.vigils import IN_TIME_H
from game.values.channel import Channel, Panel
from game.values.diseases import DISEASES
from game.values.drug import Family
from game.values.order import Draw, Order
from game.values.ticks import TICKS_PER_HOUR, ticks

_COUNT: Final = Draw(panel=Panel.BLOOD_COUNT)


class _Counted(AtView):
    """A bed at which the neutrophils are held for enough where nobody knows them."""

    def newest(self, channel: Channel) -> float:
        """Return the newest result; of neutrophils that were never counted, the fewest that forbid nothing."""
        value = super().newest(channel)
        return NEUTROPENIA if channel is Channel.NEUTROPHILS and isnan(value) else value


def if_counted(case: Case) -> tuple[Order, ...]:
    """Return what the guideline would ask for on a chart, were the neutrophils counted and enough."""
    bed = _Counted(build_view(case))
    follow(DISEASES[case.admission.level.phenotype].treated, bed)
    return bed.orders


def uncounted(of: Track, first: int, last: int) -> Uncounted | None:
    """Return what would have been asked for in these hours but for a count that nobody took; nothing where none was.

    A count that is on its way, or is taken within two hours, is not missing.
    """
    for hour in range(first, last):
        case = of.cases[hour]
        # Without a dose of dampening nothing is asked for on top of it.
        if case.sheets.chart.last(Channel.NEUTROPHILS) is not None or not dampened(case):
            continue
        if _COUNT not in of.wishes[hour] or _counted_soon(of, hour):
            continue
        done = [entry.order for entry in of.ordered[hour]] if hour < len(of.ordered) else []
        asked = [order for order in of.if_counted[hour] if order not in of.wishes[hour] and order not in done]
        if found := of_family(Family.DAMPENING, given(asked)):
            return Uncounted(tuple(found), hour)
    return None


def _counted_soon(of: Track, hour: int) -> bool:
    """Say whether neutrophils were counted in this hour or the two after it."""
    until = of.cases[hour].tick + ticks(IN_TIME_H)
    soon = of.ordered[hour : until // TICKS_PER_HOUR + 1]
    return any(entry.order == _COUNT and entry.tick <= until for entries in soon for entry in entries)
