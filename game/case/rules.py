"""Which orders can be carried out: a reason why not, and what would make it possible."""

from __future__ import annotations

from math import isfinite
from typing import assert_never

from game.case import ward
from game.case.giving import Bar, alt_limit, bars, next_possible
from game.case.state import FAR, Case
from game.values.channel import NAN, PANELS, Channel, Panel
from game.values.counted import counted
from game.values.drug import FORMULARY
from game.values.level import SupportMode
from game.values.order import Device, Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop
from game.values.ticks import Tick, clock_text

SAME_PRESSOR = 0.005
"""µg/kg/min; doses nearer than this are the same to a pump."""
MOST_BOLUSES_BY_HAND = 8

OVER = "This case is over."
BY_PROTOCOL = "Oxygen, fluids and norepinephrine follow the ward's protocol here."
DEVICE_WORDS = {
    Device.AIR: "room air",
    Device.NASAL_CANNULA: "a cannula",
    Device.MASK: "a mask",
    Device.HIGH_FLOW: "high flow",
    Device.VENTILATOR: "the ventilator",
}


def check(order: Order, case: Case) -> str:
    """Return why this order cannot be carried out now; empty if it can."""
    if case.outcome is not None:
        return OVER
    match order:
        case Give(regimen=regimen):
            return _give(regimen, case)
        case Stop(regimen=regimen):
            return _stop(regimen, case)
        case Draw(panel=panel):
            return _draw(panel, case)
        case SetDevice() | SetProne() | SetPressor() | GiveFluid():
            if case.admission.level.support is SupportMode.WARD:
                return BY_PROTOCOL
            return _support(order, case)
        case _:
            assert_never(order)


def _clock(case: Case, tick: Tick) -> str:
    return clock_text(tick, case.admission.level.start.clock_minute)


def _unknown(regimen: str) -> str:
    known = FORMULARY.get(regimen)
    return f"{known.label} is not offered in this case." if known else f"No regimen is called '{regimen}'."


def _give(regimen_id: str, case: Case) -> str:
    line = case.sheets.course(regimen_id)
    if line is None:
        return _unknown(regimen_id)
    regimen = line.regimen
    same_drug = [one for one in case.sheets.courses if one.running and one.regimen.drug is regimen.drug]
    alt = case.sheets.chart.last(Channel.ALT)
    now = case.inputs.norepinephrine_ug_per_kg_min
    found = bars(
        regimen,
        running=line.running,
        same_drug=bool(same_drug),
        given=len(line.given),
        most=line.max_doses,
        last=line.given[-1] if line.given else 0,
        alt=NAN if alt is None else alt.value,
        norepinephrine=now,
        tick=case.tick,
    )
    match next((bar for bar, holds in found.items() if holds), None):
        case None:
            return ""
        case Bar.RUNNING:
            due = f"; next dose {_clock(case, line.next_due)}" if line.next_due is not None else ""
            return f"{regimen.label} is running{due}."
        case Bar.SAME_DRUG:
            return f"{same_drug[0].regimen.label} is running: the same drug. Stop it first."
        case Bar.MOST_GIVEN if line.max_doses == 0:
            return f"{regimen.label} is not allowed in this case."
        case Bar.MOST_GIVEN:
            return f"{len(line.given)} of {counted(line.max_doses, 'dose')} given; no more in this case."
        case Bar.TOO_SOON:
            return f"Next dose possible at {_clock(case, next_possible(regimen, len(line.given), line.given[-1]))}."
        case Bar.ALT_HIGH:
            assert alt is not None
            times, limit = regimen.alt_at_most_times_normal, alt_limit(regimen)
            over = f"ALT {alt.text} U/L, over {times:.0f} times normal."
            return f"{over} Possible when a new ALT is {limit:.0f} U/L or less."
        case Bar.PRESSOR_LOW:
            needed = regimen.pressor_from_ug_per_kg_min
            return f"Needs norepinephrine at {needed} µg/kg/min or more; it is at {now:.2f}."
        case bar:
            assert_never(bar)


def _stop(regimen_id: str, case: Case) -> str:
    line = case.sheets.course(regimen_id)
    if line is None:
        return _unknown(regimen_id)
    return "" if line.running else f"{line.regimen.label} is not running."


def _draw(panel: Panel, case: Case) -> str:
    if panel not in case.admission.level.panels:
        return f"{PANELS[panel].label} is not offered in this case."
    for sample in case.sheets.samples:
        if sample.panel is panel:
            return f"At the laboratory already; result due {_clock(case, sample.due)}."
    return ""


def _support(order: SetDevice | SetProne | SetPressor | GiveFluid, case: Case) -> str:
    match order:
        case SetDevice(device=device):
            return f"Already on {DEVICE_WORDS[device]}." if device is ward.device(case.holding) else ""
        case SetProne(prone=prone):
            if prone == (case.holding.prone > 0.0):
                return "Already prone." if prone else "Already on the back."
            return ""
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            if not isfinite(dose) or dose < 0.0 or dose > ward.MOST_PRESSOR_UG_PER_KG_MIN:
                return f"Norepinephrine goes from 0 to {ward.MOST_PRESSOR_UG_PER_KG_MIN:.1f} µg/kg/min."
            if abs(dose - case.inputs.norepinephrine_ug_per_kg_min) < SAME_PRESSOR:
                return f"Norepinephrine is at {dose:.2f} µg/kg/min already."
            return ""
        case GiveFluid():
            if case.sheets.bolus_ends != FAR:
                return f"A bolus is running until {_clock(case, case.sheets.bolus_ends)}."
            if case.holding.boluses >= MOST_BOLUSES_BY_HAND:
                return f"{MOST_BOLUSES_BY_HAND} boluses given; no more in this case."
            return ""
