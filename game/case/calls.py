"""Who calls the player, and when: the nurse for what NEWS2 and the support say, the laboratory for critical results.

Whom NEWS2 asks to be seen is the chart of the Royal College of Physicians (2017): 7 or more an emergency, 3 in one
part an urgent look. The rest is a ward's habit (assumed): a rise by 2 in six hours, oxygen started or raised a step, a
pressor started, a tube. A call is made once, and again only after a while or when it has become worse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from game.bedside.critical import critical
from game.bedside.news2 import EMERGENCY_FROM, RED_PART, Consciousness, Parts
from game.case import ward
from game.case.appearance import awareness_words
from game.case.apply_orders import happened
from game.case.state import Case
from game.values.channel import KINDS, Channel, Reading
from game.values.fact import Called, CallReason
from game.values.order import Device
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

RISE = 2
"""More points than six hours ago for which the nurse calls."""
RISE_OVER_H = 6
AGAIN_AFTER: Final[dict[CallReason, Tick]] = {
    CallReason.EMERGENCY: 24 * TICKS_PER_HOUR,
    CallReason.RED_PART: 12 * TICKS_PER_HOUR,
    CallReason.RISING: 12 * TICKS_PER_HOUR,
    CallReason.OXYGEN_STARTED: 12 * TICKS_PER_HOUR,
    CallReason.OXYGEN_RAISED: 12 * TICKS_PER_HOUR,
    CallReason.PRESSOR_STARTED: 12 * TICKS_PER_HOUR,
    CallReason.INTUBATED: 12 * TICKS_PER_HOUR,
    CallReason.CRITICAL_RESULT: 24 * TICKS_PER_HOUR,
}
"""How long nobody calls again about the same (assumed)."""
_PARTS: Final = (
    Channel.RESPIRATORY_RATE,
    Channel.SPO2,
    None,
    Channel.SYSTOLIC,
    Channel.HEART_RATE,
    None,
    Channel.TEMPERATURE,
)
"""The channel behind each part of NEWS2, in their order; oxygen and consciousness have none."""
_CONSCIOUSNESS: Final = 5


def _call(case: Case, reason: CallReason, text: str, about: str = "", grade: int = 0) -> Case:
    """Write a call down, unless somebody called about the same within its time and it has become no worse."""
    for earlier in reversed(case.sheets.calls):
        if case.tick - earlier.tick >= AGAIN_AFTER[reason]:
            break
        if (earlier.reason, earlier.about) == (reason, about) and grade < earlier.grade + RISE:
            return case
    called = Called(case.tick, reason, text, about, grade)
    case = replace(case, sheets=replace(case.sheets, calls=(*case.sheets.calls, called)))
    return happened(case, called, kept=False)


def _reads(channel: Channel, reading: Reading) -> str:
    return say(f"case.calls.{channel.value}", told=reading.told)


def _named(parts: Parts, known: dict[Channel, Reading], awareness: Consciousness, least: int) -> list[tuple[str, str]]:
    """Return name and words of each part with at least so many points; oxygen is told with the support."""
    found = []
    for place, (points, channel) in enumerate(zip(parts, _PARTS, strict=True)):
        if points is None or points < least:
            continue
        if channel is not None and channel in known:
            found.append((channel.value, _reads(channel, known[channel])))
        elif place == _CONSCIOUSNESS and awareness not in {Consciousness.ALERT, Consciousness.SEDATED}:
            found.append(
                ("consciousness", say("case.calls.consciousness", awareness=awareness_words(awareness, within=True)))
            )
    return found


def _within(case: Case, reasons: set[CallReason], hours: int) -> bool:
    since = case.tick - hours * TICKS_PER_HOUR
    return any(one.tick > since and one.reason in reasons for one in reversed(case.sheets.calls))


def on_the_hour(case: Case, parts: Parts, known: dict[Channel, Reading], awareness: Consciousness) -> Case:
    """Let the nurse call by NEWS2, once the hour is written down: for one thing at most, the gravest."""
    total = int(parts.total)
    hours = case.sheets.hours
    earlier = hours[-1 - RISE_OVER_H].news2_total if len(hours) > RISE_OVER_H else None
    risen = earlier is not None and parts.complete and total >= earlier + RISE
    before = say("case.calls.up_from_six_hours_ago", earlier=earlier) if risen else ""
    told = ", ".join(words for _, words in _named(parts, known, awareness, RED_PART - 1))
    what = say("case.calls.news2_is", total=total, before=before) + (f": {told}." if told else ".")
    if total >= EMERGENCY_FROM:
        return _call(case, CallReason.EMERGENCY, say("case.calls.please_come_now", what=what), grade=total)
    red = _named(parts, known, awareness, RED_PART)
    for name, words in red:
        after = _call(
            case,
            CallReason.RED_PART,
            say("case.calls.red_part", words=f"{words[:1].upper()}{words[1:]}", total=total),
            name,
        )
        if after is not case:
            return after
    graver = {CallReason.EMERGENCY, CallReason.RED_PART}
    if risen and not red and not _within(case, graver, RISE_OVER_H):
        return _call(case, CallReason.RISING, say("case.calls.please_have_a_look", what=what), grade=total)
    return case


def on_support(case: Case, before: ward.Holding, spo2: float, pressure: float) -> Case:
    """Let the nurse call for what the ward has just started, with the number that it acted on (percent, mmHg)."""
    if case.holding.rung <= before.rung and not (case.holding.pressor > 0.0 >= before.pressor):
        return case
    old, new = ward.described(before), ward.described(case.holding)
    seen = say("case.calls.spo2_was", spo2=f"{spo2:.0f}")
    if new.device > old.device:
        about = str(new.device.value)
        if new.device is Device.VENTILATOR:
            text = say("case.calls.intubated_on_now_on", seen=seen, old=old.text, new=new.text)
            case = _call(case, CallReason.INTUBATED, text, about)
        elif old.device is Device.AIR:
            case = _call(
                case, CallReason.OXYGEN_STARTED, say("case.calls.oxygen_started_on_air", new=new.text, seen=seen), about
            )
        else:
            case = _call(
                case,
                CallReason.OXYGEN_RAISED,
                say("case.calls.more_oxygen_needed_on", new=new.text, seen=seen, old=old.text),
                about,
            )
    if new.norepinephrine_ug_per_kg_min > 0.0 and old.norepinephrine_ug_per_kg_min <= 0.0:
        dose = say("case.calls.ug_kg_min", norepinephrine_ug_per_kg_min=f"{new.norepinephrine_ug_per_kg_min:.2f}")
        text = say("case.calls.norepinephrine_started_at_mean_press", dose=dose, pressure=f"{pressure:.0f}")
        case = _call(case, CallReason.PRESSOR_STARTED, text)
    return case


def on_results(case: Case, readings: Iterable[Reading]) -> Case:
    """Let the laboratory ring a critical result through."""
    for reading in readings:
        why = critical(reading)
        if why:
            text = say("case.calls.the_lab_called", channel=KINDS[reading.channel].label, told=reading.told, why=why)
            case = _call(case, CallReason.CRITICAL_RESULT, text, reading.channel.value)
    return case
