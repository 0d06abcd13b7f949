"""Who calls the player, and when: the nurse for what NEWS2 and the support say, the laboratory for critical results.

Whom NEWS2 asks to be seen is the chart of the Royal College of Physicians (2017): 7 or more an emergency, 5 or 6 and 3
in one part an urgent look, 1 to 4 the nurse's own to assess. The rest is a ward's habit (assumed): a rise by 2 in six
hours, oxygen started or raised a step, a pressor started, a tube. A call is made once, and again only after a while or
when it has become worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Final

from game.bedside.critical import critical, is_worse
from game.bedside.news2 import EMERGENCY_FROM, RED_PART, URGENT_FROM, Consciousness, Parts, counting, is_scored
from game.case import ward
from game.case.appearance import awareness_words
from game.case.apply_orders import happened
from game.case.state import Case
from game.values.channel import KINDS, Channel, Reading
from game.values.fact import Called, CallReason
from game.values.level import SupportMode
from game.values.order import Device
from game.values.ticks import MINUTES_PER_DAY, MINUTES_PER_TICK, TICKS_PER_HOUR, Tick
from game.values.words import capital, say

RISE = 2
"""More points than six hours ago for which the nurse calls."""
RISE_OVER_H = 6
DAY_FROM_H = 6
NIGHT_FROM_H = 22
"""Hours of the day between which the nurse tells of a rise to less than 5, which by the chart is hers to assess and
asks for nobody (assumed). From 5 she calls at any hour."""
EASES_WITHIN = 48 * TICKS_PER_HOUR
"""How long a call for an emergency is what the next is compared with (assumed)."""
HIGH_MMHG = 80.0
"""Mean pressure from which the nurse asks to turn norepinephrine down: 80 to 85 saved nobody more than 65 to 70, and
brought more atrial fibrillation (Asfar 2014, N Engl J Med 370:1583)."""
MUCH_UG_PER_KG_MIN = 0.25
"""Norepinephrine at which the nurse tells that it has come so far: from there on hydrocortisone is thought of (Evans
2021, Crit Care Med 49:e1063). A pressure that the ward holds by ever more of it sounds no alarm."""
PLENTY_PERCENT = 96.0
"""SpO₂ above which the nurse asks to step oxygen down: it is kept no higher than 96 % (Siemieniuk 2018, BMJ
363:k4169), since of the acutely ill more died who were given more (Chu 2018, Lancet 391:1693)."""
HIGH_FOR_H = 3
"""Hours running for which it is written down so high before she asks (assumed)."""
AGAIN_AFTER: Final[dict[CallReason, Tick]] = {
    CallReason.EMERGENCY: 24 * TICKS_PER_HOUR,
    CallReason.RED_PART: 12 * TICKS_PER_HOUR,
    CallReason.RISING: 12 * TICKS_PER_HOUR,
    CallReason.OXYGEN_STARTED: 12 * TICKS_PER_HOUR,
    CallReason.OXYGEN_RAISED: 12 * TICKS_PER_HOUR,
    CallReason.PRESSOR_STARTED: 12 * TICKS_PER_HOUR,
    CallReason.PRESSOR_RAISED: 24 * TICKS_PER_HOUR,
    CallReason.PRESSOR_HIGH: 6 * TICKS_PER_HOUR,
    CallReason.OXYGEN_HIGH: 12 * TICKS_PER_HOUR,
    CallReason.INTUBATED: 12 * TICKS_PER_HOUR,
    CallReason.CRITICAL_RESULT: 24 * TICKS_PER_HOUR,
}
"""How long nobody calls again about the same (assumed)."""
_GRAVER: Final = frozenset({CallReason.EMERGENCY, CallReason.RED_PART})
_CONSCIOUSNESS: Final = "consciousness"
"""The part of NEWS2, beside oxygen, that is no reading of the monitor."""


def _lately(case: Case, span: Tick) -> Iterator[Called]:
    """Yield the calls of the last so many ticks, newest first."""
    return takewhile(lambda one: case.tick - one.tick < span, reversed(case.sheets.calls))


def _is_new(case: Case, reason: CallReason, about: str = "", grade: int = 0) -> bool:
    """Say whether nobody called about the same within its time, or it has become worse since."""
    return not any(
        (one.reason, one.about) == (reason, about) and grade < one.grade + RISE
        for one in _lately(case, AGAIN_AFTER[reason])
    )


def call(case: Case, reason: CallReason, text: str, about: str = "", grade: int = 0) -> Case:
    """Write a call down."""
    called = Called(case.tick, reason, text, about, grade)
    case = replace(case, sheets=replace(case.sheets, calls=(*case.sheets.calls, called)))
    return happened(case, called, kept=False)


def scoring(parts: Parts, awareness: Consciousness, least: int) -> list[str]:
    """Return the names of the parts with at least so many points; oxygen is told with the support."""
    found = [name for name, points in parts._asdict().items() if name != "oxygen" and (points or 0) >= least]
    # Who sleeps by our drugs is no alarm.
    return [name for name in found if name != _CONSCIOUSNESS or awareness is not Consciousness.SEDATED]


def part_words(name: str, known: dict[Channel, Reading], awareness: Consciousness) -> str:
    """Return a part of NEWS2 with the reading on which it rests."""
    if name == _CONSCIOUSNESS:
        return say("case.calls.consciousness", awareness=awareness_words(awareness, within=True))
    return say(f"case.calls.{name}", told=known[Channel(name)].told)


def on_the_hour(case: Case, parts: Parts, known: dict[Channel, Reading], awareness: Consciousness) -> Case:
    """Let the nurse call by NEWS2, once the hour is written down: for one thing at most, the gravest."""
    device = ward.device(case.holding)
    # No score for whom a machine breathes for: NEWS2 is a chart of wards. A nurse tells what she sees.
    ventilated = not is_scored(device)
    own = counting(parts, device, known[Channel.SPO2].value if Channel.SPO2 in known else None)
    total = int(own.total)
    earlier, since = _earlier(case, total)
    risen = earlier is not None and parts.complete and total >= earlier + RISE
    emergency = total >= (URGENT_FROM if ventilated else EMERGENCY_FROM)
    eases = _eases(case, total, earlier)

    def what() -> str:
        down = say("case.calls.down_from_last_call", earlier=eases) if emergency and eases else ""
        before = say(f"case.calls.{since}", earlier=earlier) if risen else down
        # Where no part has two points, those that have one are what there is to tell.
        named = scoring(own, awareness, RED_PART - 1) or scoring(own, awareness, 1)
        told = ", ".join([part_words(name, known, awareness) for name in named])
        if ventilated:
            return say("case.calls.on_the_ventilator", told=f": {told}" if told else "")
        return say("case.calls.news2_is", total=total, before=before) + (f": {told}." if told else ".")

    if emergency and _is_new(case, CallReason.EMERGENCY, grade=total):
        better = "please_have_a_look" if ventilated else "still_an_emergency"
        # On a ventilator, where somebody stands at the bed, who is as at the last call asks for a look.
        steady = ventilated and _compared(case, total, earlier) >= total
        asked = better if eases or steady else "please_come_now"
        return call(case, CallReason.EMERGENCY, say(f"case.calls.{asked}", what=what()), grade=total)
    red = scoring(own, awareness, RED_PART)
    for name in _called_beside_the_rest(case.admission.level.support, red) if emergency else red:
        if _is_new(case, CallReason.RED_PART, name):
            words = part_words(name, known, awareness)
            kind = "red_part_in_an_emergency" if emergency else "red_part"
            kind = "red_part_on_the_ventilator" if ventilated else kind
            text = say(f"case.calls.{kind}", words=capital(words), total=total)
            return call(case, CallReason.RED_PART, text, name)
    graver = any(one.reason in _GRAVER for one in _lately(case, RISE_OVER_H * TICKS_PER_HOUR))
    urgent = total >= URGENT_FROM
    told = risen and not (emergency or red or graver) and (urgent or not _at_night(case))
    if told and _is_new(case, CallReason.RISING, grade=total):
        asked = "please_have_a_look" if urgent else "i_measure_more_often"
        return call(case, CallReason.RISING, say(f"case.calls.{asked}", what=what()), grade=total)
    return _more_than_needed(case)


def _earlier(case: Case, total: int) -> tuple[int | None, str]:
    """Return the score of six hours ago where both hours are scored, and how to tell it; else nothing.

    Across a tube it tells of the machine. Until six hours have passed a score that asks for no more than a look is
    compared with that of the door.
    """
    hours = case.sheets.hours
    young = len(hours) <= RISE_OVER_H
    if not hours or (young and not URGENT_FROM <= total < EMERGENCY_FROM):
        return None, ""
    then = hours[0 if young else -1 - RISE_OVER_H]
    scored = is_scored(then.support.device) and is_scored(ward.device(case.holding))
    told = "up_from_admission" if young else "up_from_six_hours_ago"
    return (then.news2_total, told) if scored else (None, "")


def _compared(case: Case, total: int, earlier: int | None) -> int:
    """Return the score of the last call for an emergency where now can be compared with it, and does not rise; else 0.

    On a ventilator and off it two things are counted, and neither is compared with the other.
    """
    hours = case.sheets.hours
    last = next((one for one in reversed(case.sheets.calls) if one.reason is CallReason.EMERGENCY), None)
    if last is None or case.tick - last.tick > EASES_WITHIN or (earlier is not None and total > earlier):
        return 0
    then, now = [is_scored(hours[one // TICKS_PER_HOUR].support.device) for one in (last.tick, case.tick)]
    return last.grade if then is now else 0


def _eases(case: Case, total: int, earlier: int | None) -> int:
    """Return the score of the last call for an emergency where it has come down since; else 0.

    It is called for again all the same, since the chart asks for it, but as what it is.
    """
    before = _compared(case, total, earlier)
    return before if total <= before - RISE else 0


def _at_night(case: Case) -> bool:
    """Say whether it is an hour in which nobody is woken for a low score."""
    minute = case.admission.level.start.clock_minute + case.tick * MINUTES_PER_TICK
    return not DAY_FROM_H <= minute % MINUTES_PER_DAY / 60 < NIGHT_FROM_H


def _called_beside_the_rest(support: SupportMode, red: list[str]) -> list[str]:
    """Return which part is still called for where the whole score was."""
    # Where nobody but the player turns the oxygen, a call for all the rest does not say that it is wanting.
    return [name for name in red if support is SupportMode.PLAYER and name == Channel.SPO2.value]


def _more_than_needed(case: Case) -> Case:
    """Let the nurse ask whether norepinephrine, or else oxygen, may come down, where only the player turns it."""
    hours = case.sheets.hours[-HIGH_FOR_H:]
    if case.admission.level.support is SupportMode.WARD or len(hours) < HIGH_FOR_H:
        return case
    dose = case.holding.pressor / ward.PRESSOR_STEPS_PER_UNIT
    pressures = [hour.vitals[Channel.MAP] for hour in hours]
    high = dose > 0.0 and all(one.value >= HIGH_MMHG for one in pressures)
    if high and _is_new(case, CallReason.PRESSOR_HIGH):
        told = say("case.calls.ug_kg_min", norepinephrine_ug_per_kg_min=f"{dose:.2f}")
        text = say("case.calls.turn_it_down", dose=told, pressure=pressures[-1].told)
        return call(case, CallReason.PRESSOR_HIGH, text)
    seen = [hour.vitals[Channel.SPO2] for hour in hours]
    plenty = _at_its_least(case.holding) and all(one.value > PLENTY_PERCENT for one in seen)
    if plenty and _is_new(case, CallReason.OXYGEN_HIGH):
        text = say("case.calls.step_it_down", support=ward.described(case.holding).text, spo2=seen[-1].told)
        return call(case, CallReason.OXYGEN_HIGH, text)
    return case


def _at_its_least(holding: ward.Holding) -> bool:
    """Say whether a device that a nurse could change gives its least: further down is the player's choice."""
    device = ward.device(holding)
    return device not in (Device.AIR, Device.VENTILATOR) and holding.rung <= ward.RUNGS[device][0]


def _acted_on(spo2: float, rate: float) -> str:
    """Return for what the ward turns oxygen up: a low SpO₂, or else breathing that tires."""
    if spo2 < ward.SPO2_TO_AIM_AT:
        # Cut, not rounded: 91.7 told as 92 reads as if it had been enough.
        return say("case.calls.spo2_was", spo2=int(spo2))
    return say("case.calls.rate_was", rate=f"{rate:.0f}", spo2=f"{spo2:.0f}")


def on_support(case: Case, before: ward.Holding, spo2: float, rate: float, pressure: float) -> Case:
    """Let the nurse call for what the ward has just started, with the number that it acted on (percent, /min, mmHg)."""
    if case.holding.rung <= before.rung and case.holding.pressor <= before.pressor:
        return case
    old, new = ward.described(before), ward.described(case.holding)
    seen = _acted_on(spo2, rate)
    about = str(new.device.value)
    if new.device > old.device:
        if new.device is Device.VENTILATOR:
            reason = CallReason.INTUBATED
            text = say("case.calls.intubated_on_now_on", seen=seen, old=old.text, new=new.text)
        elif old.device is Device.AIR:
            reason = CallReason.OXYGEN_STARTED
            text = say("case.calls.oxygen_started_on_air", new=new.text, seen=capital(seen))
        else:
            reason = CallReason.OXYGEN_RAISED
            text = say("case.calls.more_oxygen_needed_on", new=new.text, seen=capital(seen), old=old.text)
        if _is_new(case, reason, about):
            case = call(case, reason, text, about)
    was, now = old.norepinephrine_ug_per_kg_min, new.norepinephrine_ug_per_kg_min
    # Cut, as SpO₂ is: 64.6 told as 65 reads as if it had been enough.
    told = {"dose": say("case.calls.ug_kg_min", norepinephrine_ug_per_kg_min=f"{now:.2f}"), "pressure": int(pressure)}
    if now > 0.0 >= was and _is_new(case, CallReason.PRESSOR_STARTED):
        # Of the third start in three days 'started' reads as if the first had never been.
        ran = any(one.reason is CallReason.PRESSOR_STARTED for one in case.sheets.calls)
        start = "case.calls.norepinephrine_back_on" if ran else "case.calls.norepinephrine_started_at_mean_press"
        text = say(start, **told)
        case = call(case, CallReason.PRESSOR_STARTED, text)
    if now >= MUCH_UG_PER_KG_MIN > was and _is_new(case, CallReason.PRESSOR_RAISED):
        case = call(case, CallReason.PRESSOR_RAISED, say("case.calls.norepinephrine_raised_to", **told))
    return case


def on_results(case: Case, readings: Iterable[Reading]) -> Case:
    """Let the laboratory ring a critical result through."""
    for reading in readings:
        why = critical(reading)
        about = reading.channel.value
        if why and _is_new(case, CallReason.CRITICAL_RESULT, about) and not _is_known(case, reading):
            told = {"channel": KINDS[reading.channel].label, "told": reading.told, "why": why}
            text = say("case.calls.the_lab_called_a_culture" if reading.grew else "case.calls.the_lab_called", **told)
            case = call(case, CallReason.CRITICAL_RESULT, text, about)
    return case


def _is_known(case: Case, reading: Reading) -> bool:
    """Say whether a number was rung through before, is no worse and was critical all the time since."""
    calls = [one for one in case.sheets.calls if one.about == reading.channel.value]
    rung = [one for one in calls if one.reason is CallReason.CRITICAL_RESULT]
    if reading.grew or not rung:
        return False
    known = [one for one in case.sheets.chart.of(reading.channel) if one.known < reading.known]
    before = [one for one in known if one.known <= rung[-1].tick][-1:]
    since = [*before, *(one for one in known if one.known > rung[-1].tick)]
    return bool(before) and all(map(critical, since)) and not is_worse(reading, before[0])
