"""Which orders can be carried out: a reason why not, and what would make it possible."""

from __future__ import annotations

from math import isfinite
from typing import assert_never

from game.case import ward
from game.case.giving import Bar, alt_limit, bars, last_due, next_possible
from game.case.state import FAR, Case, CourseLine
from game.values.channel import NAN, PANELS, Channel, Panel
from game.values.drug import FORMULARY
from game.values.level import SupportMode
from game.values.order import (
    Befall,
    Device,
    Draw,
    EndLesson,
    Give,
    GiveFluid,
    Order,
    SetDevice,
    SetPressor,
    SetProne,
    Stop,
    Taper,
    Tell,
)
from game.values.order_words import dose_text
from game.values.regimen import Regimen
from game.values.ticks import Tick, clock_text
from game.values.words import Worded, count, say, within

SAME_PRESSOR = 0.005
"""µg/kg/min; doses nearer than this are the same to a pump."""
MOST_BOLUSES_BY_HAND = 8

OVER = "case.rules.this_case_is_over"
BY_PROTOCOL = "case.rules.oxygen_fluids_and_norepinephrine_fol"
BESIDE = {
    True: "case.rules.is_running_the_same_drug",
    False: "case.rules.is_running_a_beta_lactam_too",
}
"""Why a regimen does not go beside another: by whether it is the same drug."""
DEVICE_WORDS = Worded(
    {
        Device.AIR: "case.rules.device.air",
        Device.NASAL_CANNULA: "case.rules.device.nasal_cannula",
        Device.MASK: "case.rules.device.mask",
        Device.HIGH_FLOW: "case.rules.device.high_flow",
        Device.VENTILATOR: "case.rules.device.ventilator",
    }
)


def check(order: Order, case: Case) -> str:
    """Return why this order cannot be carried out now; empty if it can."""
    if case.outcome is not None:
        return say(OVER)
    match order:
        case Give(regimen=regimen):
            return _give(regimen, case) or _choice(order, case)
        case Stop(regimen=regimen):
            return _stop(regimen, case)
        case Taper(regimen=regimen):
            return _taper(regimen, case)
        case Draw(panel=panel):
            return _draw(panel, case)
        case SetDevice() | SetProne() | SetPressor() | GiveFluid():
            if case.admission.level.support is SupportMode.WARD:
                return say(BY_PROTOCOL)
            return _support(order, case)
        case Tell() | Befall() | EndLesson():
            return ""
        case _:
            assert_never(order)


def _clock(case: Case, tick: Tick) -> str:
    return clock_text(tick, case.admission.level.start.clock_minute)


def _unknown(regimen: str) -> str:
    known = FORMULARY.get(regimen)
    return (
        say("case.rules.is_not_offered_in_this", known=known.label)
        if known
        else say("case.rules.no_regimen_is_called", regimen=regimen)
    )


def running_against(regimen: Regimen, case: Case) -> list[CourseLine]:
    """Return the running courses that do not go with a regimen."""
    return [one for one in case.sheets.courses if one.running and one.regimen.excludes(regimen)]


def _bars(line: CourseLine, case: Case) -> list[Bar]:
    """Return all that stands against a dose now, in the order in which it is told."""
    alt = case.sheets.chart.last(Channel.ALT)
    found = bars(
        line.regimen,
        running=line.running,
        beside=bool(running_against(line.regimen, case)),
        given=len(line.given),
        most=line.max_doses,
        last=line.given[-1] if line.given else 0,
        alt=NAN if alt is None else alt.value,
        norepinephrine=case.inputs.norepinephrine_ug_per_kg_min,
        tick=case.tick,
    )
    return [bar for bar, holds in found.items() if holds]


def bars_it(regimen_id: str, case: Case) -> str:
    """Return the running regimen whose stop alone would make another possible now; empty where there is none."""
    line = case.sheets.course(regimen_id)
    others = running_against(line.regimen, case) if line is not None and case.outcome is None else []
    # Asked of every refused drug at every tick: what stands against it is found again only where another runs beside.
    if line is None or len(others) != 1 or _bars(line, case) != [Bar.BESIDE]:
        return ""
    return others[0].regimen.id


def _give(regimen_id: str, case: Case) -> str:
    line = case.sheets.course(regimen_id)
    if line is None:
        return _unknown(regimen_id)
    regimen = line.regimen
    match next(iter(_bars(line, case)), None):
        case None:
            return ""
        case Bar.RUNNING:
            due = say("case.rules.next_dose", clock=_clock(case, line.next_due)) if line.next_due is not None else ""
            return say("case.rules.is_running", regimen=regimen.label, due=due, until=_until(case, line))
        case Bar.BESIDE:
            other = running_against(line.regimen, case)[0]
            words = BESIDE[other.regimen.drug is regimen.drug]
            return say(words, regimen=other.regimen.label, until=_until(case, other))
        case Bar.MOST_GIVEN if line.max_doses == 0:
            return say("case.rules.is_not_allowed_in_this", regimen=regimen.label)
        case Bar.MOST_GIVEN:
            return count("case.rules.of_doses_given_no_more", line.max_doses, given=len(line.given))
        case Bar.TOO_SOON:
            return say(
                "case.rules.next_dose_possible_at",
                clock=_clock(case, next_possible(regimen, len(line.given), line.given[-1])),
            )
        case Bar.ALT_HIGH:
            alt = case.sheets.chart.last(Channel.ALT)
            assert alt is not None
            times, limit = regimen.alt_at_most_times_normal, alt_limit(regimen)
            over = say("case.rules.alt_u_l_over_times", alt=alt.text, times=f"{times:.0f}")
            return say("case.rules.possible_when_a_new_alt", over=over, limit=f"{limit:.0f}")
        case Bar.PRESSOR_LOW:
            needed, now = regimen.pressor_from_ug_per_kg_min, case.inputs.norepinephrine_ug_per_kg_min
            return say("case.rules.needs_norepinephrine_at_ug_kg", needed=needed, now=f"{now:.2f}")
        case bar:
            assert_never(bar)


def _until(case: Case, line: CourseLine) -> str:
    """Return when the last dose of a running course is due."""
    assert line.next_due is not None
    return _clock(case, last_due(line.regimen, line.next_due, line.left))


def _choice(order: Give, case: Case) -> str:
    """Return why a dose or a length of the course cannot be chosen."""
    line = case.sheets.course(order.regimen)
    assert line is not None
    regimen = line.regimen
    if order.dose_mg and order.dose_mg not in regimen.every_dose_mg:
        usual = " / ".join(map(dose_text, regimen.every_dose_mg)) or regimen.summary
        return say("case.rules.is_ordered_as", regimen=regimen.label, doses=usual)
    if order.doses and order.doses not in regimen.every_course:
        lengths = " / ".join(map(str, regimen.every_course))
        return say("case.rules.a_course_has_so_many_doses", regimen=within(regimen.label), doses=lengths)
    left = line.max_doses - len(line.given)
    return count("case.rules.more_doses_possible", left) if order.doses > left else ""


def _taper(regimen_id: str, case: Case) -> str:
    line = case.sheets.course(regimen_id)
    if line is None or not line.running:
        return _stop(regimen_id, case)
    if not line.regimen.tapers:
        return say("case.rules.is_stopped_without_a_taper", regimen=line.regimen.label)
    return (
        say("case.rules.is_being_tapered", regimen=line.regimen.label, until=_until(case, line))
        if line.tapering
        else ""
    )


def _stop(regimen_id: str, case: Case) -> str:
    line = case.sheets.course(regimen_id)
    if line is None:
        return _unknown(regimen_id)
    return "" if line.running else say("case.rules.is_not_running", regimen=line.regimen.label)


def _draw(panel: Panel, case: Case) -> str:
    if panel not in case.admission.level.panels:
        return say("case.rules.is_not_offered_in_this_2", panel=PANELS[panel].label)
    for sample in case.sheets.samples:
        if sample.panel is panel:
            return say("case.rules.at_the_laboratory_already_result", clock=_clock(case, sample.due))
    return ""


def _support(order: SetDevice | SetProne | SetPressor | GiveFluid, case: Case) -> str:
    match order:
        case SetDevice(device=device):
            return (
                say("case.rules.already_on", device_words=DEVICE_WORDS[device])
                if device is ward.device(case.holding)
                else ""
            )
        case SetProne(prone=prone):
            if prone == (case.holding.prone > 0.0):
                return say("case.rules.already_prone") if prone else say("case.rules.already_on_the_back")
            return ""
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            if not isfinite(dose) or dose < 0.0 or dose > ward.MOST_PRESSOR_UG_PER_KG_MIN:
                return say(
                    "case.rules.norepinephrine_goes_from_0_to",
                    most_pressor_ug_per_kg_min=f"{ward.MOST_PRESSOR_UG_PER_KG_MIN:.1f}",
                )
            if abs(dose - case.inputs.norepinephrine_ug_per_kg_min) < SAME_PRESSOR:
                return say("case.rules.norepinephrine_is_at_ug_kg", dose=f"{dose:.2f}")
            return ""
        case GiveFluid():
            if case.sheets.bolus_ends != FAR:
                return say("case.rules.a_bolus_is_running_until", clock=_clock(case, case.sheets.bolus_ends))
            if case.holding.boluses >= MOST_BOLUSES_BY_HAND:
                return say("case.rules.boluses_given_no_more_in", most_boluses_by_hand=MOST_BOLUSES_BY_HAND)
            return ""
