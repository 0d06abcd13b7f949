"""The hours in which a patient dies: seen on the monitor, felt by the ward, called out by the nurse."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.bedside.monitor import observe
from game.bedside.rhythm import HeartRhythm
from game.case import ward
from game.case.calls import call
from game.case.state import Case, Dying
from game.patient.failing import SLOW_FROM, Failing
from game.values.channel import Channel, Flag
from game.values.ending import Ending
from game.values.fact import CallReason
from game.values.ticks import Tick, ticks
from game.values.words import say

DYING_TICKS: Final = ticks(6.0)
"""From the fall of the dice to death (assumed; 84 % became visibly worse within 8 h: Schein 1990, Chest 98:1388)."""
WORSE_FROM: Final = 0.45
LAST_CALL_FROM: Final = 0.96
"""Shares of these hours at which the nurse calls for the decline itself, and for the arrest (assumed)."""
ECTOPIC_FROM: Final = 0.4
"""Share from which extra beats are seen (assumed)."""


def share(dying: Dying, tick: Tick) -> float:
    """Return how much of the last hours is over, 0 to 1."""
    return min(1.0, (tick - dying.since) / DYING_TICKS)


def failing(dying: Dying, tick: Tick) -> Failing:
    """Return what has given way: first the system that this patient dies of, then the other."""
    first = share(dying, tick)
    then = first * first
    if dying.ending is Ending.DIED_OF_LUNGS:
        return Failing(first, first, then)
    return Failing(first, then, first)


def is_over(dying: Dying, tick: Tick) -> bool:
    """Say whether the patient is dead."""
    return tick - dying.since >= DYING_TICKS


def rhythm(case: Case) -> HeartRhythm:
    """Return what the ECG shows."""
    if case.outcome is not None and case.outcome.ending.died:
        return HeartRhythm.NONE
    dying = case.sheets.dying
    if dying is None or share(dying, case.tick) < ECTOPIC_FROM:
        return HeartRhythm.SINUS
    return HeartRhythm.ECTOPIC if share(dying, case.tick) < SLOW_FROM else HeartRhythm.AGONAL


def _reached(dying: Dying, tick: Tick, at: float) -> bool:
    return share(dying, tick - 1) < at <= share(dying, tick)


def on_the_way(case: Case) -> Case:
    """Let the nurse call for a decline that nothing has stopped, and for the arrest."""
    dying = case.sheets.dying
    if dying is None:
        return case
    who = case.admission.level.patient.pronoun
    if _reached(dying, case.tick, WORSE_FROM):
        support = ward.described(case.holding)
        dose = support.norepinephrine_ug_per_kg_min
        on = support.text + (say("case.dying.and_norepinephrine", dose=f"{dose:.2f}") if dose > 0.0 else "")
        signs = _told(case, Channel.SPO2, Channel.MAP)
        return call(case, CallReason.FAILING, say(f"case.dying.worse_by_the_hour.{who}", signs=signs, on=on))
    if _reached(dying, case.tick, LAST_CALL_FROM):
        signs = _told(case, Channel.HEART_RATE, Channel.MAP)
        return call(case, CallReason.ARREST, say(f"case.dying.arrest_call.{who}", signs=signs))
    return case


def _told(case: Case, *channels: Channel) -> str:
    readings = observe(case.shown, case.admission.seed, case.tick)
    seen = [readings[channel] for channel in channels if readings[channel].flag is not Flag.ABSENT]
    return ", ".join([say(f"case.calls.{one.channel.value}", told=one.told) for one in seen])


def begun(case: Case, ending: Ending) -> Case:
    """Return the case in which the dice have fallen; what happens from here on ends in this ending."""
    return replace(case, sheets=replace(case.sheets, dying=Dying(case.tick, ending)))
