"""What departed from the guideline and cost little or nothing: said once, so that silence does not approve of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.review.findings import Episode
from game.review.scoring.judgement import low_pressure, told_of
from game.review.valuation.differences import kinds_given, way_of
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.drug import FORMULARY, Kind
from game.values.level import SupportMode
from game.values.order import Give
from game.values.words import say, together, within

UNTURNED_FOR_H: Final = 6
"""Hours in all from which a pump that was to be turned up is spoken of; fewer are a round or two (assumed)."""
_FOR_GERMS: Final = (Kind.ANTIBACTERIAL, Kind.ANTIFUNGAL)


def costless(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return what is to be said of it beside a score. Not of who died: the last hours are not looked at."""
    if of.died:
        return ()
    return (*(low_pressure(of, found) or _unturned(of, found)), *_needless(of, found))


def _unturned(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return for how many hours norepinephrine was to be turned up and was not."""
    told = told_of(found, (Cause.SUPPORT, Cause.INFECTION_ONLY, Cause.OTHER))
    if of.level.support is not SupportMode.PLAYER or told:
        return ()
    hours = 0
    for case, wishes, entries in zip(of.cases[: of.last], of.wishes, of.ordered, strict=False):
        done = [way_of(case, entry.order) for entry in entries]
        hours += "pressor_up" in [way_of(case, wish) for wish in wishes] and "pressor_up" not in done
    if hours < UNTURNED_FOR_H:
        return ()
    return (say("scoring.costless.unturned", asked=hours, hours=of.last),)


def _needless(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return the drugs against germs that were begun unasked, where no decision of the debrief tells of them."""
    decided = [one for one in found if not one.charged and one.cause is not Cause.CHANCE]
    if any(one.cause is Cause.NEEDLESS_ANTIMICROBIAL for one in decided):
        return ()
    begun: dict[str, None] = {}
    for wishes, entries in zip(of.wishes[: of.last], of.ordered, strict=False):
        asked = kinds_given(wishes)
        for entry in entries:
            if not isinstance(entry.order, Give) or FORMULARY[entry.order.regimen].kind not in _FOR_GERMS:
                continue
            known = any(one.first <= entry.tick < one.last for one in decided)
            if FORMULARY[entry.order.regimen].kind not in asked and not known:
                begun[entry.order.regimen] = None
    drugs = together(within(FORMULARY[one].label) for one in begun)
    return (say("scoring.costless.needless", drugs=drugs),) if begun else ()
