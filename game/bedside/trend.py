"""What two results of one test say together: more than the error of the assay, or nothing.

Two results differ when their difference exceeds the reference change value, 1.96 times the error of a difference
(Harris and Yasaka 1983, Clin Chem 29:25; here with the error of the assay alone, since the patient's own change is what
is asked for).
"""

from __future__ import annotations

import enum
from math import sqrt
from typing import Final, NamedTuple

from game.bedside.lab import ASSAYS, ErrorKind
from game.values.channel import Channel, Flag, Reading
from game.values.elementwise import Column
from game.values.portable import LN2, log
from game.values.ticks import Tick, hours, ticks

SURE: Final = 1.96
"""Spreads of a normal distribution within which 95 of 100 lie."""
LONGEST_DOUBLING_H: Final = 48.0
"""A doubling that takes longer is told as a rise only: no guideline acts on it (assumed)."""

A_DAY: Final = ticks(24.0)
"""How far back a result is held against another where its neighbour says nothing (assumed: two rounds see so much)."""

OLD_AFTER: Final = ticks(12.0)
"""From when on a result says nothing of now (assumed: a shift)."""
SLOW_OLD_AFTER: Final = ticks(24.0)
"""The same for what changes over days: proteins with long half-lives, counts of germs, films (assumed: a round)."""
SLOW: Final = frozenset(
    {
        Channel.CRP,
        Channel.FERRITIN,
        Channel.D_DIMER,
        Channel.PROCALCITONIN,
        Channel.FIBRINOGEN,
        Channel.PLATELETS,
        Channel.VIRAL_LOAD,
        Channel.BLOOD_CULTURE,
        Channel.FUNGAL_ANTIGEN,
        Channel.XRAY,
    }
)
"""CRP halves in 19 h and procalcitonin in a day, the others are slower still."""


class Trend(enum.Enum):
    """What the last two results say."""

    NONE = "none"
    """There are not two results."""
    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "unclear"
    """They differ by no more than the error of the assay."""


class Moved(NamedTuple):
    """How the newest result moved, and since which one."""

    trend: Trend
    since: Reading


class Doubling(NamedTuple):
    """The time in which a rising value doubles, from two results."""

    hours: float
    least_h: float
    """The shortest that the error of the assay allows, with 95 % confidence."""
    most_h: float
    """The longest; infinite where the error allows no rise at all."""


def is_old(reading: Reading, now: Tick) -> bool:
    """Say whether a result is too old to be told in the present tense; what grows takes a day, and counts from then."""
    since = reading.known if reading.channel is Channel.BLOOD_CULTURE else reading.taken
    return now - since > (SLOW_OLD_AFTER if reading.channel in SLOW else OLD_AFTER)


def error_of(reading: Reading) -> float:
    """Return the spread of a result around the true value, in its unit; 0 where nothing is measured in numbers."""
    assay = ASSAYS[reading.channel]
    if reading.flag is Flag.ABSENT or reading.channel is Channel.BLOOD_CULTURE:
        return 0.0
    return assay.spread * reading.value if assay.error is ErrorKind.RELATIVE else assay.spread


def bounds(reading: Reading) -> tuple[float, float]:
    """Return between which values the truth lies with 95 % confidence, by the error of the assay alone."""
    room = SURE * error_of(reading)
    return max(0.0, reading.value - room), reading.value + room


def _room(one: float, other: float) -> float:
    """Return by how much two results may differ through their errors alone, with 95 % confidence."""
    return SURE * sqrt(one * one + other * other)


def beyond_error(channel: Channel, before: Column, now: Column) -> tuple[Column, Column]:
    """Say whether a result is higher, and whether it is lower, than one before, for one patient or columns.

    Neither where the difference is within the error of the assay, or where one of them was never measured.
    """
    assay = ASSAYS[channel]
    one, other = (
        (assay.spread * before, assay.spread * now) if assay.error is ErrorKind.RELATIVE else (assay.spread,) * 2
    )
    change = now - before
    sure = change * change > SURE * SURE * (one * one + other * other)
    return sure & (change > 0.0), sure & (change < 0.0)


def trend(readings: tuple[Reading, ...]) -> Trend:
    """Return what the last two results say; at a limit of detection they are taken for the limit itself."""
    if len(readings) < 2:
        return Trend.NONE
    before, now = readings[-2:]
    higher, lower = beyond_error(now.channel, before.value, now.value)
    return Trend.RISING if higher else Trend.FALLING if lower else Trend.UNCLEAR


def moved(readings: tuple[Reading, ...]) -> Moved | None:
    """Return what the newest of at least two results says against the one before it.

    Where these two say nothing, it is held against the oldest of the day before it: samples that are taken close
    together hide a rise from each neighbour. Where it has turned since, the latest that differs tells: after a peak it
    is the fall. Nothing where there are not two results.
    """
    found = trend(readings)
    if found is Trend.NONE:
        return None
    now = readings[-1]
    if found is Trend.UNCLEAR:
        day = [one for one in readings[:-1] if now.taken - one.taken <= A_DAY]
        if day and trend((day[0], now)) is not Trend.UNCLEAR:
            latest = next(one for one in reversed(day) if trend((one, now)) is not Trend.UNCLEAR)
            turned = trend((latest, now)) is not trend((day[0], now))
            since = latest if turned else day[0]
            return Moved(trend((since, now)), since)
    return Moved(found, readings[-2])


def doubling(readings: tuple[Reading, ...]) -> Doubling | None:
    """Return in what time the newest result has doubled since the one that it is held against, with its range.

    Nothing where the rise is within the error of the assay or not seen in the printed numbers, where the newest is
    lower than the one before, where a result is at a limit of detection, or where the value doubles so slowly that the
    time would say no more than the word.
    """
    risen = moved(readings)
    if risen is None or risen.trend is not Trend.RISING:
        return None
    before, now = risen.since, readings[-1]
    if now.shown < readings[-2].shown:
        return None
    if before.flag is not Flag.NONE or now.flag is not Flag.NONE or not now.shown > before.shown > 0.0:
        return None
    apart = hours(now.taken - before.taken) * LN2
    middle = log(now.shown / before.shown)
    room = _room(error_of(before) / before.value, error_of(now) / now.value)
    found = Doubling(
        apart / middle, apart / (middle + room), apart / (middle - room) if middle > room else float("inf")
    )
    return found if found.hours <= LONGEST_DOUBLING_H else None
