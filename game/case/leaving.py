"""Who goes home: asked of one patient or of columns of them."""

from __future__ import annotations

from game.values.drug import Family, Regimen
from game.values.elementwise import Column, between, no, where
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

WELL_HOURS_TO_LEAVE = 12
UNWELL_TAKES = 2
"""Well hours that an hour which is not takes back (assumed): one low reading keeps nobody in for a day."""
ROUND_EVERY = ticks(12.0)
FIRST_ROUND = ticks(8.0)
"""Tick of the day, from midnight, of the morning round; at it and twelve hours later it is settled who goes home."""
UNDAMPENED_TO_LEAVE = ticks(24.0)
"""No one leaves so soon after a dampening dose, or with paracetamol running: they hide what is still going on.

A day (assumed): in RECOVERY (2021, N Engl J Med 384:693) dexamethasone was given until discharge, and nobody was kept
in to see it wear off. What it leaves behind shows in the two weeks after the case, which the value holds.
"""
UNBLOCKED_TO_LEAVE = ticks(96.0)
"""The same after a drug that blocks IL-6: for days neither fever nor CRP tells of what goes on behind it (assumed)."""
WELL_NEWS2 = 2
WELL_SPO2 = 94.0
WELL_BELOW_C = 38.0
"""NEWS2 at most, SpO₂ at least and temperature under these for the hour to count as well (assumed).

Up to 38.0 °C NEWS2 gives no point (Royal College of Physicians 2017), and a tail of 37.6 to 37.9 °C keeps no one in who
is well otherwise.
"""


def is_well(*, on_air: Column, news2: Column, spo2: Column, temperature: Column, pressor: Column) -> Column:
    """Say whether a patient could go home by this hour's sheet; an SpO₂ that is not a number was never measured."""
    calm = (news2 <= WELL_NEWS2) & (spo2 >= WELL_SPO2) & (temperature < WELL_BELOW_C)
    return on_air & calm & no(pressor > 0.0)


def keeps_in(regimen: Regimen, running: Column, last: Column, tick: Tick) -> Column:
    """Say whether a regimen keeps a patient in: support or dampening that runs, or a dampening dose not long ago."""
    if regimen.family is Family.INFECTION:
        return running & False
    if regimen.family is Family.DAMPENING:
        return running | (tick - last < (UNBLOCKED_TO_LEAVE if regimen.kind.blocks_il6 else UNDAMPENED_TO_LEAVE))
    return running


def well_hours_after(before: Column, well: Column) -> Column:
    """Return the well hours once another hour is written down; at most as many as are asked for, so that now counts."""
    return between(where(well, before + 1, before - UNWELL_TAKES), 0, WELL_HOURS_TO_LEAVE)


def is_round(tick: Tick, clock_minute: int) -> bool:
    """Say whether a round is made at this tick of a case that began at a minute of the day."""
    return (tick + clock_minute * TICKS_PER_HOUR // 60 - FIRST_ROUND) % ROUND_EVERY == 0


def goes_home(well_hours: Column, kept_in: Column, tick: Tick, stay: Tick) -> Column:
    """Say whether a patient goes home at this round; `stay` is the least stay of the disease."""
    return (well_hours >= WELL_HOURS_TO_LEAVE) & no(kept_in) & (tick >= stay)
