"""What departed from the guideline and cost little or nothing: said once, so that silence does not approve of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.case.case import Case
from game.review.findings import MARK_FROM, Episode, Mark
from game.review.scoring.judgement import low_pressure, told_of
from game.review.valuation.differences import against_germs, given, kinds_given, way_of
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Channel, Flag
from game.values.drug import FORMULARY, Kind
from game.values.level import SupportMode
from game.values.order import Device, GiveFluid, Stop, plain
from game.values.ticks import clock_text
from game.values.words import say, together, within

UNTURNED_FOR_H: Final = 6
"""Hours in all from which a pump that was to be turned up is spoken of; fewer are a round or two (assumed)."""
MOST_SPO2_PERCENT: Final = 96.0
"""The upper end of the target, at which the ward turns oxygen too (`game/case/ward.py`)."""
BAGS_FROM: Final = 3
"""Boluses of 500 mL in all from which fluid that nobody asked for is spoken of; fewer are a try (assumed)."""
MUCH_FOR_H: Final = 12
"""Hours in all from which too much oxygen is spoken of (assumed)."""


def costless(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return what is to be said of it beside a score. Not of who died: the last hours are not looked at."""
    if of.died:
        return ()
    pressure = low_pressure(of, found) or _unturned(of, found)
    by_hand = (*pressure, *_much_oxygen(of), *_fluid_unasked(of, found))
    return (*by_hand, *_needless(of, found), *_stopped_early(of, found))


def _decided(found: Sequence[Episode]) -> list[Episode]:
    """Return the decisions of the debrief, without prices and chance."""
    return [one for one in found if not one.charged and one.cause is not Cause.CHANCE]


def _unturned(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return for how many hours norepinephrine was to be turned up and was not."""
    told = told_of(found, (Cause.SUPPORT, Cause.INFECTION_ONLY, Cause.OTHER))
    if of.level.support is not SupportMode.PLAYER or told:
        return ()
    hours = 0
    # What a pump left low cost beside a missing antibiotic is told with that.
    dear = [one for one in _decided(found) if one.points >= MARK_FROM[Mark.SLOW]]
    for case, wishes, entries in zip(of.cases[: of.last], of.wishes, of.ordered, strict=False):
        done = [way_of(case, entry.order) for entry in entries]
        asked = "pressor_up" in [way_of(case, wish) for wish in wishes] and "pressor_up" not in done
        hours += asked and not any(one.first <= case.tick < one.last for one in dear)
    if hours < UNTURNED_FOR_H:
        return ()
    return (say("scoring.costless.unturned", asked=hours, hours=of.last),)


def _much_oxygen(of: Track) -> tuple[str, ...]:
    """Return for how many hours oxygen held SpO₂ over its target, of which the model knows no harm."""
    if of.level.support is not SupportMode.PLAYER:
        return ()
    hours = [case.sheets.hours[-1] for case in of.cases[: of.last]]
    shown = [hour.vitals[Channel.SPO2] for hour in hours
             if hour.support.device is not Device.AIR and Channel.SPO2 in hour.vitals]  # fmt: skip
    high = sum(one.flag is not Flag.ABSENT and one.value > MOST_SPO2_PERCENT for one in shown)
    return (say("scoring.costless.much_oxygen", high=high, hours=len(hours)),) if high >= MUCH_FOR_H else ()


def _fluid_unasked(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return how many boluses were given unasked, where no decision that cost something tells of them."""
    dear = [one for one in _decided(found) if one.points >= MARK_FROM[Mark.SLOW]]
    bags = 0
    for case, wishes, entries in zip(of.cases[: of.last], of.wishes, of.ordered, strict=False):
        asked = "fluid" in [way_of(case, wish) for wish in wishes]
        known = any(one.first <= case.tick < one.last for one in dear)
        bags += 0 if asked or known else sum(isinstance(entry.order, GiveFluid) for entry in entries)
    return (say("scoring.costless.fluid_unasked", bags=bags),) if bags >= BAGS_FROM else ()


def _stopped_early(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return the steroids that were stopped while support still ran, where no decision of the debrief tells of them."""
    decided = _decided(found)
    told: dict[str, str] = {}
    for case, wishes, entries in zip(of.cases[: of.last], of.wishes, of.ordered, strict=False):
        held = _held(case)
        # Another steroid in its place is no end of it.
        if not held or {Kind.STEROID, Kind.STRESS_STEROID}.intersection(kinds_given(entry.order for entry in entries)):
            continue
        for entry in entries:
            order = plain(entry.order)
            if not isinstance(order, Stop) or not _ends_early(case, order.regimen):
                continue
            known = any(one.first <= entry.tick < one.last for one in decided)
            if order not in wishes and not known:
                when = clock_text(entry.tick, of.level.start.clock_minute)
                drug = within(FORMULARY[order.regimen].label)
                told[order.regimen] = say("scoring.costless.stopped_early", drug=drug, when=when, held=held)
    return tuple(told.values())


def _ends_early(case: Case, regimen: str) -> bool:
    """Say whether a steroid has work left: one of shock while norepinephrine runs, any other under any support."""
    if FORMULARY[regimen].kind is Kind.STRESS_STEROID:
        return case.sheets.hours[-1].support.norepinephrine_ug_per_kg_min > 0.0
    return FORMULARY[regimen].kind is Kind.STEROID


def _held(case: Case) -> str:
    """Return what held a patient up; empty where nothing did."""
    support = case.sheets.hours[-1].support
    if support.norepinephrine_ug_per_kg_min > 0.0:
        dose = f"{support.norepinephrine_ug_per_kg_min:.2f}"
        return say("scoring.episodes.norepinephrine_ug_kg_min", norepinephrine_ug_per_kg_min=dose)
    return support.text if support.device is not Device.AIR else ""


def _needless(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return the drugs against germs that were begun unasked, where no decision of the debrief tells of them."""
    decided = _decided(found)
    if any(one.cause is Cause.NEEDLESS_ANTIMICROBIAL for one in decided):
        return ()
    begun: dict[str, None] = {}
    for wishes, entries in zip(of.wishes[: of.last], of.ordered, strict=False):
        asked = kinds_given(wishes)
        for entry in entries:
            unasked = [one for one in against_germs(given([entry.order])) if FORMULARY[one].kind not in asked]
            if not any(one.first <= entry.tick < one.last for one in decided):
                begun |= dict.fromkeys(unasked)
    drugs = together(within(FORMULARY[one].label) for one in begun)
    return (say("scoring.costless.needless", drugs=drugs),) if begun else ()
