"""Time as a whole number: one tick is five simulated minutes.

Five minutes keep the relative error of the integrator under 1e-5 (tests/patient/test_method.py) at a fifth of the
cost of one minute, and no order at a bedside is timed more finely than that.
"""

from __future__ import annotations

from typing import TypeAlias

from game.values.words import say

Tick: TypeAlias = int
"""Whole ticks since the case began."""

MINUTES_PER_TICK = 5
TICKS_PER_HOUR = 60 // MINUTES_PER_TICK
TICKS_PER_DAY = 24 * TICKS_PER_HOUR
MINUTES_PER_DAY = 1440
HOURS_PER_TICK = MINUTES_PER_TICK / 60.0
"""A tick is the least time that passes at a bedside; within it the body takes shorter steps (`game.patient.method`)."""


def hours(tick: Tick) -> float:
    """Return the hours that `tick` ticks last, for printing and charts."""
    return tick / TICKS_PER_HOUR


def hour_text(tick: Tick) -> str:
    """Return the hour of a tick as it is read: no two ticks have the same."""
    return f"{round(hours(tick), 2):g}"


def ticks(hours_: float) -> Tick:
    """Return the whole ticks nearest to `hours_` hours."""
    return round(hours_ * TICKS_PER_HOUR)


def day_of(tick: Tick, start_minute: int) -> int:
    """Return the day of the ward's calendar: 1 is the day of admission, the next begins at midnight.

    `start_minute` is the minute of the day at tick 0. There is no day 0: the day before admission is −1, as in the
    tables of trials (CDISC).
    """
    passed = (start_minute + tick * MINUTES_PER_TICK) // MINUTES_PER_DAY
    return passed + 1 if passed >= 0 else passed


def day_text(tick: Tick, start_minute: int) -> str:
    """Return the day of a moment as it is written everywhere: 'Day 2'."""
    return say("ticks.day", day_of=day_of(tick, start_minute)).replace("-", "−")


def clock_text(tick: Tick, start_minute: int) -> str:
    """Return the ward's clock, such as 'Day 2 · 12:05'."""
    minute = (start_minute + tick * MINUTES_PER_TICK) % MINUTES_PER_DAY
    return f"{day_text(tick, start_minute)} · {minute // 60:02d}:{minute % 60:02d}"


def taken_text(tick: Tick, start_minute: int) -> str:
    """Return when a sample was taken: on the ward's clock, or how long before admission."""
    return clock_text(tick, start_minute) if tick >= 0 else say("ticks.before_admission", span=span_text(-tick))


def day_begins(last: Tick, start_minute: int, every: int = 1) -> tuple[Tick, ...]:
    """Return admission and the midnights up to `last`, for an axis: of the days 1, 1 + `every`, 1 + 2 `every` ..."""
    # Where midnight lies between two ticks, the day begins with the later one.
    first = -((start_minute - every * MINUTES_PER_DAY) // MINUTES_PER_TICK)
    return (0, *range(first, last + 1, every * TICKS_PER_DAY))


def time_text(tick: Tick, start_minute_of_day: int = 0) -> str:
    """Return the time of day on the ward's clock, such as '12:05'."""
    minute = start_minute_of_day + tick * MINUTES_PER_TICK
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def span_text(tick_count: Tick) -> str:
    """Return a length of time in the shortest exact words: '40 min', '1 h 20', '18 h', '3 d 4 h'."""
    minutes = tick_count * MINUTES_PER_TICK
    if minutes < 60:
        return say("ticks.min", minutes=minutes)
    whole_hours, rest = divmod(minutes, 60)
    if whole_hours < 48:
        return f"{whole_hours} h {rest:02d}" if rest else f"{whole_hours} h"
    days, left = divmod(whole_hours, 24)
    return f"{days} d {left} h" if left else f"{days} d"
