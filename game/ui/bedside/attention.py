"""What asks for the player while time runs to the next event, and whether a case is decided: from the view alone."""

from __future__ import annotations

from typing import Final

from game.bedside.news2 import EMERGENCY_FROM, URGENT_FROM
from game.case.view import Support, View
from game.ui.bedside.round import is_morning_round, kept_in, until_round
from game.values.channel import Channel
from game.values.drug import Family
from game.values.fact import (
    Called,
    CallReason,
    DoseGiven,
    Fact,
    Priority,
    ResultReady,
    SupportChanged,
    Urged,
)
from game.values.level import SupportMode
from game.values.order import Device
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, Tick, ticks
from game.values.words import count, say, within

DAMPENED_H: Final = 96
"""Hours of the case before which nothing is decided while a dampener runs (assumed): its course is young."""
SETTLED_H: Final = 24
"""Hours without anything getting worse after which a case may be called decided."""
READ_TOGETHER: Final = ticks(2.0)
"""Results due within this time of each other are read together: one look at the chart, not four."""
SAME_AGAIN: Final = ticks(8.0)
"""A support that comes to the same within this time is no event: a ward turns a small dose off and on."""
ALARM_AGAIN: Final = {SupportMode.WARD: SAME_AGAIN, SupportMode.PLAYER: ticks(2.0)}
"""How long an alarm that is no graver than one before is no event: longer where the ward acts on it (assumed)."""
LEFT_ALONE: Final = ticks(6.0)
"""How long one run passes over a patient whose score is an emergency (assumed): a ward looks again within a shift."""
LEFT_URGENT: Final = ticks(8.0)
"""The same where it asks for an urgent look (a shift, assumed). Twelve in one press were charged as not looked."""
LEFT_ON_A_VENTILATOR: Final = ticks(12.0)
"""The same on a ventilator (assumed): a nurse stands at that bed, and the protocol turns its oxygen."""
STANDS: Final = ticks(4.0)
"""How long an alarm stands until it asks again where support is in the player's hands (assumed)."""
ANSWERED: Final = frozenset({Channel.SPO2, Channel.MAP})
"""The vital signs that oxygen, fluid and pressor turn."""


def more_soon(view: View) -> bool:
    """Say whether other results are so near that time to the next event runs on to them."""
    come = {fact.panel for fact in view.facts if isinstance(fact, ResultReady)}
    return any(one.panel not in come and one.due - view.tick <= READ_TOGETHER for one in view.pending)


def asks(before: View, view: View) -> str:
    """Return what of this tick asks for the player beside results and alarms; empty where nothing does.

    Somebody calls, the support changes, a course ends, a dose may be repeated, the morning round begins, or an alarm
    stands that is the player's to answer.
    """
    told = next((words for words in (_asks(fact, view) for fact in view.facts) if words), "")
    return (
        told or _repeat(before, view) or (say("bedside.attention.round") if is_morning_round(view) else _stands(view))
    )


def _asks(fact: Fact, view: View) -> str:
    match fact:
        case Called():
            return who_called(fact)
        case Urged(who=who):
            return say("bedside.attention.speaks", who=who)
        case SupportChanged(text=text) if view.level.support is SupportMode.WARD and not _told_lately(fact, view):
            # Where support is in the player's hands, a change is what the player has just ordered.
            return say("bedside.attention.support", text=text)
        case DoseGiven(regimen=regimen):
            line = next((one for one in view.courses if one.regimen.id == regimen), None)
            ended = line is not None and line.regimen.every_h and not line.running
            return (
                say("bedside.attention.course_ended", drug=within(line.regimen.short))
                if line is not None and ended
                else ""
            )
        case _:
            return ""


def who_called(call: Called) -> str:
    """Return who rang: the laboratory, or the nurse."""
    return say("bedside.lab_called" if call.reason is CallReason.CRITICAL_RESULT else "bedside.nurse_called")


def _told_lately(change: SupportChanged, view: View) -> bool:
    """Say whether the support came to the same not long ago: what goes back and forth asks once."""
    since = change.tick - SAME_AGAIN
    return any(
        isinstance(one, SupportChanged) and one.text == change.text and since <= one.tick < change.tick
        for one in reversed(view.history)
    )


def _repeat(before: View, view: View) -> str:
    """Return which single dose may be given once more from this tick on; of somebody who is well nobody asks that."""
    if view.news2.total < URGENT_FROM and not view.ventilated:
        return ""
    for then, now in zip(before.courses, view.courses, strict=False):
        if now.given and now.regimen.min_gap_h and then.refusal and not now.refusal:
            return say("bedside.attention.may_be_repeated", drug=now.regimen.short)
    return ""


def _stands(view: View) -> str:
    """Return which alarm has stood for hours where nobody but the player turns oxygen, fluid and pressor."""
    if view.level.support is SupportMode.WARD:
        return ""
    for alarm in view.alarms:
        lasts = view.tick - alarm.since
        stands = alarm.active and alarm.priority > Priority.LOW and lasts > 0 and lasts % STANDS == 0
        if stands and alarm.channel in ANSWERED:
            return say("bedside.attention.stands", alarm=alarm.short)
    return ""


def overdue(view: View, since: Tick) -> str:
    """Return that a patient whose score is urgent was not looked at since then; empty where nobody has to."""
    lasts = view.tick - since
    # By what is written down: from one minute to the next a score flickers.
    total = view.news2_history[-1][1] if view.news2_history else view.news2.total
    asked = LEFT_ALONE if total >= EMERGENCY_FROM else LEFT_URGENT
    most = LEFT_ON_A_VENTILATOR if view.ventilated else asked
    if total < URGENT_FROM or lasts < most or until_round(view) <= READ_TOGETHER:
        return ""
    if view.ventilated:
        return count("bedside.attention.overdue_on_the_ventilator", lasts // TICKS_PER_HOUR)
    # What stands beside it may be another number by now: then it says that it is of the sheet.
    words = "bedside.attention.overdue" if total == view.news2.total else "bedside.attention.overdue_flickers"
    return count(words, lasts // TICKS_PER_HOUR, total=total)


def newly_kept_in(view: View) -> bool:
    """Say whether this is the first morning round at which a drug that runs is all that keeps the patient in."""
    return is_morning_round(view) and bool(kept_in(view, view.tick)) and not kept_in(view, view.tick - TICKS_PER_DAY)


def passes(call: Called) -> bool:
    """Say whether a call stops no run to the end of a decided case: a score that rose and is low all the same."""
    return call.reason is CallReason.RISING and call.grade < URGENT_FROM


def decided(view: View) -> bool:
    """Say whether the worst is over and only time is left, by what the sheets of the last two days say.

    For a day the early warning score was no emergency and not above the day before's, no more oxygen was needed than
    then, and no pressor ran; before that, things were worse. A result that is due any moment is waited for. Where a
    dampener still runs, the offer comes later, and names it.
    """
    last = view.tick - ticks(SETTLED_H)
    near = any(one.due - view.tick <= READ_TOGETHER for one in view.pending)
    if view.outcome is not None or last < ticks(SETTLED_H) or near:
        return False
    since = last - ticks(SETTLED_H)
    scores = [score for tick, score in view.news2_history if tick >= last]
    earlier = [score for tick, score in view.news2_history if since <= tick < last]
    held = [support for tick, support in view.support_history if tick >= last]
    before = [support.fio2 for tick, support in view.support_history if since <= tick < last]
    if (dampens(view) and last < ticks(DAMPENED_H)) or not held or not before or not earlier or any(map(_heavy, held)):
        return False
    calm = max(scores) <= min(max(earlier), EMERGENCY_FROM - 1)
    weaned = max(one.fio2 for one in held) <= max(before) and held[-1].fio2 <= held[0].fio2
    return calm and weaned and _was_worse(view, held[-1], last)


def dampens(view: View) -> tuple[str, ...]:
    """Return the dampeners that run: each a decision that is still to be made."""
    return tuple(one.regimen.short for one in view.courses if one.running and one.regimen.family is Family.DAMPENING)


def _heavy(support: Support) -> bool:
    return support.norepinephrine_ug_per_kg_min > 0.0 or support.device > Device.NASAL_CANNULA


def _was_worse(view: View, now: Support, before: Tick) -> bool:
    """Say whether more support was needed before, or CRP was twice what it is."""
    past = [support for tick, support in view.support_history if tick < before]
    crp = [one.value for one in view.labs.get(Channel.CRP, ())]
    return any(_heavy(one) or one.fio2 > now.fio2 for one in past) or (len(crp) > 1 and 2.0 * crp[-1] <= max(crp))
