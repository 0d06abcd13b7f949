"""What stands against a dose: asked of one patient, where the first bar is put in words, or of columns of them."""

from __future__ import annotations

import enum

from game.values.channel import KINDS, Channel
from game.values.drug import Regimen
from game.values.elementwise import Column, where
from game.values.ticks import Tick, ticks


class Bar(enum.Enum):
    """One reason why a regimen cannot be given now, in the order in which they are told."""

    RUNNING = "running"
    SAME_DRUG = "same_drug"
    MOST_GIVEN = "most_given"
    TOO_SOON = "too_soon"
    ALT_HIGH = "alt_high"
    PRESSOR_LOW = "pressor_low"


def next_possible(regimen: Regimen, given: Column, last: Column) -> Column:
    """Return the first tick at which another dose may follow the last one."""
    return where(given > 0, last + ticks(regimen.min_gap_h or regimen.every_h), 0)


def alt_limit(regimen: Regimen) -> float:
    """Return the ALT (U/L) above which a regimen is not started; infinite where it has no such limit."""
    times = regimen.alt_at_most_times_normal
    return times * KINDS[Channel.ALT].healthy_high if times else float("inf")


def bars(
    regimen: Regimen,
    *,
    running: Column,
    same_drug: Column,
    given: Column,
    most: int,
    last: Column,
    alt: Column,
    norepinephrine: Column,
    tick: Tick,
) -> dict[Bar, Column]:
    """Return every reason and whether it holds.

    `given` counts the doses of at most `most`, `last` is the tick of the last one, `alt` (U/L) is the newest and not a
    number if it was never measured, `norepinephrine` (µg/kg/min) is what runs now.
    """
    return {
        Bar.RUNNING: running,
        Bar.SAME_DRUG: same_drug,
        Bar.MOST_GIVEN: given >= most,
        Bar.TOO_SOON: next_possible(regimen, given, last) > tick,
        Bar.ALT_HIGH: alt > alt_limit(regimen),
        Bar.PRESSOR_LOW: norepinephrine < regimen.pressor_from_ug_per_kg_min,
    }
