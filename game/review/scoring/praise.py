"""What was done well: the look that led to an order, the start and the stop in time, the drug withheld.

All of it is read off log and chart.
Praise moves no points: the value has counted already what such decisions saved. Nothing is praised in hours for which
points were lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from game.bedside.news2 import URGENT_FROM, is_scored
from game.review.findings import Cause, Episode
from game.review.scoring.judgement import TOLD
from game.review.valuation.differences import given, is_unsafe, of_family, ordered_in
from game.review.valuation.value import Track
from game.review.valuation.vigils import IN_TIME_H, first_dampened
from game.review.verdict import Evidence
from game.values.channel import PANELS, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family
from game.values.fact import OrderRefused
from game.values.order import Draw, Give, Stop, plain
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, ticks
from game.values.words import say, within

LED_WITHIN_H: Final = 12
"""Hours between a sample and the order that it led to: the slowest test of a trend and a round (assumed)."""
_READS: Final[dict[Treated, dict[str, tuple[Panel, ...]]]] = {
    Treated.VIRAL: {
        "antibiotic": (Panel.INFLAMMATION,),
        "dexamethasone": (Panel.IL6,),
        "tocilizumab": (Panel.IL6, Panel.INFLAMMATION),
    },
    Treated.SEPSIS: {"meropenem": (Panel.IL6, Panel.INFLAMMATION)},
    Treated.RELEASE: {"tocilizumab": (Panel.IL6, Panel.INFLAMMATION)},
}
"""The tests that the rule of the reference reads for a drug; what oxygen, pressure or fever asks for has none."""
AT_MOST: Final = 4
"""The rest would be a list, and no praise."""


def praised(of: Track, found: Sequence[Episode]) -> tuple[Evidence, ...]:
    """Return what was done well, in the order of time; nothing of hours that cost points."""
    kept = [one for one in (*_started(of), *_stopped(of)) if not _blamed(one.tick, found)]
    withheld = _withheld(of, found)
    first = sorted(kept, key=lambda one: one.tick)[: AT_MOST - (withheld is not None)]
    return tuple([*first, withheld] if withheld is not None else first)


def _blamed(tick: Tick, found: Sequence[Episode]) -> bool:
    return any(one.points >= TOLD and one.first <= tick <= one.last for one in found)


def _since(of: Track, order: Give | Stop, hour: int) -> int | None:
    """Return the hour from which the guideline run wanted this without a break; nothing where it does not."""
    first = None
    for at in range(hour, -1, -1):
        if order not in of.wishes[at]:
            break
        first = at
    return first


def _in_time(tick: Tick, since: int) -> bool:
    return tick - since * TICKS_PER_HOUR <= ticks(IN_TIME_H)


def _started(of: Track) -> Iterator[Evidence]:
    """Yield the first course of each drug that was begun in time, with the look that led to it where one did."""
    minute = of.level.start.clock_minute
    met: set[str] = set()
    for hour, entries in enumerate(of.ordered[: of.last]):
        for entry in entries:
            order = plain(entry.order)
            if not isinstance(order, Give) or order.regimen in met:
                continue
            met.add(order.regimen)
            since = _since(of, order, hour)
            if since is None or not _in_time(entry.tick, since) or FORMULARY[order.regimen].family is Family.SUPPORT:
                continue
            drug = FORMULARY[order.regimen].label
            look = _look(of, order.regimen, entry.tick, since)
            if look is None:
                yield Evidence(tick=entry.tick, text=say("review.praise.begun_in_time", drug=drug))
                continue
            drawn, panel = look
            words = say("review.praise.look", drug=drug, test=panel, drawn=clock_text(drawn, minute))
            yield Evidence(tick=entry.tick, text=words)


def _look(of: Track, regimen: str, by: Tick, since: int) -> tuple[Tick, str] | None:
    """Return the last sample that this drug asks for, read by then and drawn before the guideline run wanted it."""
    panels = _READS[DISEASES[of.level.phenotype].treated].get(regimen, ())
    hour = by // TICKS_PER_HOUR
    for at in range(min(hour, since - 1), max(-1, hour - LED_WITHIN_H - 1), -1):
        # Of samples of one hour IL-6 says most.
        for entry in sorted(of.ordered[at], key=lambda one: one.order != Draw(panel=Panel.IL6)):
            if isinstance(entry.order, Draw) and entry.order.panel in panels:
                kind = PANELS[entry.order.panel]
                results = of.cases[-1].sheets.chart.of(kind.channels[0])
                if any(entry.tick <= one.taken and one.known <= by for one in results):
                    return entry.tick, within(kind.label)
    return None


def _stopped(of: Track) -> Iterator[Evidence]:
    """Yield courses of dampening that were stopped in time."""
    for hour, entries in enumerate(of.ordered[: of.last]):
        for entry in entries:
            order = plain(entry.order)
            if not isinstance(order, Stop) or FORMULARY[order.regimen].family is not Family.DAMPENING:
                continue
            since = _since(of, order, hour)
            # To take back what nothing had called for is no praise of having given it.
            if since is None or (since > 0 and Give(regimen=order.regimen) in ordered_in(of, since - 1)):
                continue
            if _in_time(entry.tick, since):
                drug = FORMULARY[order.regimen].label
                yield Evidence(tick=entry.tick, text=say("review.praise.stopped_in_time", drug=drug))


def _withheld(of: Track, found: Sequence[Episode]) -> Evidence | None:
    """Return the moment of greatest pressure, where no dampening was given and none was called for.

    Not of a patient who died: what was given in the last hours is not looked at.
    """
    if of.died:
        return None
    wanted = of_family(Family.DAMPENING, given(chain.from_iterable(of.wishes)))
    missed = any(one.points >= TOLD and one.cause in (Cause.IGNORED_TREND, Cause.INFECTION_ONLY) for one in found)
    # Who ordered it and was refused withheld nothing.
    refused = [fact.entry.order for fact in of.cases[-1].sheets.history if isinstance(fact, OrderRefused)]
    tried = of_family(Family.DAMPENING, given(refused))
    # On a ventilator no NEWS2 is charted that could press.
    charted = [case for case in of.cases if is_scored(case.sheets.hours[-1].support.device)]
    if wanted or missed or tried or not charted or first_dampened(of) is not None:
        return None
    worst = max(charted, key=lambda case: (case.sheets.hours[-1].news2_total, -case.tick))
    news2 = worst.sheets.hours[-1].news2_total
    # Where a ward has to call a clinician, somebody asks for more.
    if news2 < URGENT_FROM or _blamed(worst.tick, found):
        return None
    # After CAR-T cells few neutrophils are the rule, and forbid nothing that a grade asks for.
    forbidden = is_unsafe(worst) and DISEASES[of.level.phenotype].treated is not Treated.RELEASE
    words = "review.praise.withheld_forbidden" if forbidden else "review.praise.withheld"
    return Evidence(tick=worst.tick // TICKS_PER_HOUR * TICKS_PER_HOUR, text=say(words, news2=news2))
