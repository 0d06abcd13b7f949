"""What stands against a dose: asked of one patient, where the first bar is put in words, or of columns of them."""

from __future__ import annotations

import enum
from typing import NamedTuple

from game.case.state import FAR, CourseLine
from game.values.channel import KINDS, Channel
from game.values.drug import Regimen
from game.values.elementwise import Column, where
from game.values.ticks import Tick, ticks


class Bar(enum.Enum):
    """One reason why a regimen cannot be given now, in the order in which they are told."""

    RUNNING = "running"
    BESIDE = "beside"
    """Another regimen runs that does not go with it."""
    MOST_GIVEN = "most_given"
    TOO_SOON = "too_soon"
    ALT_HIGH = "alt_high"
    PRESSOR_LOW = "pressor_low"


TAPER_DAYS = 3
"""Days of a taper, each with half of the dose of the day before (assumed; guidelines say: taper rapidly)."""


def doses_a_day(regimen: Regimen) -> int:
    """Return how many doses a day has while a course runs."""
    return max(1, round(24.0 / regimen.every_h)) if regimen.every_h else 1


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
    beside: Column,
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
        Bar.BESIDE: beside,
        Bar.MOST_GIVEN: given >= most,
        Bar.TOO_SOON: next_possible(regimen, given, last) > tick,
        Bar.ALT_HIGH: alt > alt_limit(regimen),
        Bar.PRESSOR_LOW: norepinephrine < regimen.pressor_from_ug_per_kg_min,
    }


class NextDose(NamedTuple):
    """What a course comes to with a dose, for one patient or columns."""

    goes_on: Column
    due: Column
    """Tick of the dose after it; `FAR` where it was the last."""
    left: Column


def after_dose(*, given: Column, left: Column, most: Column, at: Column, every: Tick) -> NextDose:
    """Return what follows a dose at this tick; `given` and `left` count before it, `most` limits all doses."""
    goes_on = (left > 1) & (given + 1 < most)
    return NextDose(goes_on, where(goes_on, at + every, FAR), where(goes_on, left - 1, 0))


def amount_mg(given: Column, first: Column, later: Column) -> Column:
    """Return the dose (mg) that comes after so many: the first of a course may be a loading dose."""
    return where(given == 0, first, later)


def ordered_mg(
    regimen: Regimen, weight_kg: float, *, given: Column, left: Column, chosen_mg: Column, tapering: Column
) -> Column:
    """Return the mg of the next dose: the usual or the chosen one, halved once for every day of a taper."""
    usual = amount_mg(given, regimen.dose(weight_kg, 0), regimen.dose(weight_kg, 1))
    whole = where(chosen_mg > 0.0, chosen_mg, usual)
    day = doses_a_day(regimen)
    share = where(left > 2 * day, 0.5, where(left > day, 0.25, 0.125))
    return where(tapering, whole * share, whole)


def next_mg(line: CourseLine, weight_kg: float) -> float:
    """Return the mg of the next dose on a line of the drug chart."""
    mg: float = ordered_mg(
        line.regimen,
        weight_kg,
        given=len(line.given),
        left=line.left,
        chosen_mg=line.chosen_mg,
        tapering=line.tapering,
    )
    return mg


def last_due(regimen: Regimen, next_due: Tick, left: int) -> Tick:
    """Return when the last of the doses that are left is due."""
    return next_due + max(0, left - 1) * ticks(regimen.every_h)
