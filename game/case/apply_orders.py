"""Orders carried out: doses go in, samples leave, support is set. No time passes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from game.bedside.lab import sample
from game.case import mishaps, ward
from game.case.giving import TAPER_DAYS, after_dose, doses_a_day, next_mg
from game.case.rules import check
from game.case.state import FAR, Case, CourseLine, Sample
from game.patient.body import Body, dose
from game.patient.signs import carbapenem_works, germ, signs
from game.values.channel import Panel
from game.values.fact import CourseStopped, DoseGiven, Fact, OrderRefused, Relayed, SampleTaken, SupportChanged
from game.values.order import (
    Befall,
    Draw,
    EndLesson,
    Entry,
    Give,
    GiveFluid,
    SetDevice,
    SetPressor,
    SetProne,
    Stop,
    Taper,
    Tell,
)
from game.values.organism import Germ, told
from game.values.ticks import ticks
from game.values.words import say


def happened(case: Case, fact: Fact, *, kept: bool = True) -> Case:
    """Return the case with one more fact; `kept` ones stay on the timeline."""
    sheets = replace(case.sheets, history=(*case.sheets.history, fact)) if kept else case.sheets
    return replace(case, facts=(*case.facts, fact), sheets=sheets)


def _with_line(case: Case, line: CourseLine) -> Case:
    courses = tuple([line if old.regimen.id == line.regimen.id else old for old in case.sheets.courses])
    return replace(case, sheets=case.sheets.changed(courses=courses))


def _give_dose(case: Case, line: CourseLine) -> Case:
    """Put the next dose of a line in, and plan the one after."""
    regimen = line.regimen
    mg = next_mg(line, case.admission.level.patient.weight_kg)
    follows = after_dose(
        given=len(line.given), left=line.left, most=line.max_doses, at=case.tick, every=ticks(regimen.every_h)
    )
    after = replace(
        line,
        running=follows.goes_on,
        given=(*line.given, case.tick),
        next_due=follows.due if follows.goes_on else None,
        left=follows.left,
        chosen_mg=line.chosen_mg if follows.goes_on else 0.0,
        tapering=line.tapering and follows.goes_on,
    )
    case = replace(case, body=dose(case.body, regimen.drug, mg))
    return happened(_with_line(case, after), DoseGiven(case.tick, regimen.id, mg))


def grown(body: Body, usual: str, seed: int) -> tuple[str, Germ]:
    """Return what a culture taken now would grow, in the words of the laboratory, and its kind."""
    kind = Germ(germ(body))
    return told(kind, usual, seed, carbapenem_works=carbapenem_works(body)), kind


def draw(case: Case, panel: Panel) -> Case:
    """Take a sample now."""
    admission = case.admission
    true, rule = signs(case.body, case.breathed), admission.rules.get(panel)
    words, kind = grown(case.body, admission.organism, admission.seed)
    readings = sample(true, panel, admission.seed, case.tick, rule, words, kind)
    taken = Sample(panel, case.tick, readings[0].known, readings)
    case = replace(case, sheets=case.sheets.changed(samples=(*case.sheets.samples, taken)))
    return happened(case, SampleTaken(case.tick, panel, taken.due))


def with_holding(case: Case, holding: ward.Holding) -> Case:
    """Set the support, and say what changed: device, position, bolus, norepinephrine on or off."""
    # What is held is compared, not what reaches the body: that is the same while the tubing is off.
    if ward.inputs(holding) == ward.inputs(case.holding) and holding.boluses == case.holding.boluses:
        return replace(case, holding=holding)
    before, after = ward.described(case.holding), ward.described(holding)
    case = replace(case, holding=holding, inputs=mishaps.breathed_under(case, holding))
    told = []
    if after.device is not before.device or after.prone is not before.prone:
        told.append(after.text)
    if after.fluid_boluses > before.fluid_boluses:
        told.append(say("case.apply_orders.fluid_bolus_500_ml"))
    old, new = before.norepinephrine_ug_per_kg_min, after.norepinephrine_ug_per_kg_min
    if (new > 0.0) is not (old > 0.0):
        told.append(
            say("case.apply_orders.norepinephrine_ug_kg_min", new=f"{new:.2f}")
            if new > 0.0
            else say("case.apply_orders.norepinephrine_off")
        )
    for text in told:
        case = happened(case, SupportChanged(case.tick, after.device, text))
    return case


def _heard(case: Case, fact: Relayed | None) -> Case:
    return case if fact is None else happened(case, fact)


def _obey_one(case: Case, entry: Entry) -> Case:
    reason = check(entry.order, case)
    if reason:
        return happened(case, OrderRefused(case.tick, entry, reason))
    order = entry.order
    holding = case.holding
    match order:
        case Give(regimen=regimen):
            line = case.sheets.course(regimen)
            assert line is not None
            left, before = order.doses or line.regimen.doses, len(line.given)
            ordered = min(left, line.max_doses - before)
            return _give_dose(case, replace(line, left=left, chosen_mg=order.dose_mg, before=before, ordered=ordered))
        case Stop(regimen=regimen):
            line = case.sheets.course(regimen)
            assert line is not None
            ended = replace(line, running=False, next_due=None, left=0, chosen_mg=0.0, tapering=False, missing=False)
            return happened(_with_line(case, ended), CourseStopped(case.tick, regimen, tapered=False))
        case Taper(regimen=regimen):
            line = case.sheets.course(regimen)
            assert line is not None
            left = TAPER_DAYS * doses_a_day(line.regimen)
            ending = replace(line, left=left, tapering=True, ordered=len(line.given) - line.before + left)
            return happened(_with_line(case, ending), CourseStopped(case.tick, regimen, tapered=True))
        case Draw(panel=panel):
            return draw(case, panel)
        case SetDevice(device=device):
            return with_holding(case, ward.with_device(holding, device))
        case SetProne(prone=prone):
            return with_holding(case, holding._replace(prone=1.0 if prone else 0.0, proned=0.0))
        case SetPressor(norepinephrine_ug_per_kg_min=wanted):
            return with_holding(case, holding._replace(pressor=wanted * ward.PRESSOR_STEPS_PER_UNIT))
        case GiveFluid():
            case = with_holding(case, holding._replace(boluses=holding.boluses + 1.0, fluid=1.0))
            return replace(case, sheets=case.sheets.changed(bolus_ends=case.tick + ward.BOLUS_TICKS))
        case Tell(who=who, text=text):
            return happened(case, Relayed(case.tick, who, text))
        case Befall(mishap=mishap):
            return _heard(mishaps.befallen(case, mishap), mishaps.told_of(case, mishap))
        case EndLesson():
            # The tick at which a lesson ends is not lived.
            return case
        case _:
            assert_never(order)


def apply_orders(case: Case, entries: Sequence[Entry]) -> Case:
    """Return the case after what is due and what was ordered at this tick; time stands still.

    Doses of running courses come first, then the end of a bolus and tubing that is found off, then the orders one after
    the other. A refused order leaves a fact and nothing else.
    """
    if case.sheets.next_order_due <= case.tick:
        for line in case.sheets.courses:
            if line.next_due is None or line.next_due > case.tick:
                continue
            if line.missing:
                case = _with_line(case, mishaps.passed_over(line))
            else:
                case = _give_dose(_heard(case, mishaps.told_of_late(case, line)), line)
        if case.sheets.bolus_ends <= case.tick:
            holding = case.holding._replace(fluid=0.0)
            case = replace(
                case,
                holding=holding,
                inputs=case.inputs._replace(fluid_l_per_h=0.0),
                sheets=case.sheets.changed(bolus_ends=FAR),
            )
        if case.sheets.oxygen_back <= case.tick:
            case = _heard(mishaps.found_off(case), mishaps.told_after(case))
    return _obey_all(case, entries)


def _obey_all(case: Case, entries: Sequence[Entry]) -> Case:
    """Carry orders out one after the other, and join what they left only once.

    Facts that were joined to all before with each order would cost minutes where a file has 100,000 at one tick.
    """
    if not entries:
        return case
    facts, history = [*case.facts], [*case.sheets.history]
    for entry in entries:
        case = _obey_one(replace(case, facts=(), sheets=replace(case.sheets, history=())), entry)
        facts += case.facts
        history += case.sheets.history
    return replace(case, facts=tuple(facts), sheets=replace(case.sheets, history=tuple(history)))
