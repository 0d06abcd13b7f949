"""Time as a whole number: one tick is five simulated minutes.

Five minutes keep the relative error of the integrator under 1e-5 (tests/patient/test_method.py) at a fifth of the
cost of one minute, and no order at a bedside is timed more finely than that.
"""

from __future__ import annotations

from typing import TypeAlias

Tick: TypeAlias = int
"""Whole ticks since the case began."""

MINUTES_PER_TICK = 5
TICKS_PER_HOUR = 60 // MINUTES_PER_TICK
TICKS_PER_DAY = 24 * TICKS_PER_HOUR
HOURS_PER_TICK = MINUTES_PER_TICK / 60.0


def hours(tick: Tick) -> float:
    """Return the hours that `tick` ticks last, for printing and charts."""
    return tick / TICKS_PER_HOUR


def ticks(hours_: float) -> Tick:
    """Return the whole ticks nearest to `hours_` hours."""
    return round(hours_ * TICKS_PER_HOUR)


def clock_text(tick: Tick, start_minute_of_day: int = 0) -> str:
    """Return the ward's clock, such as 'Day 2 · 12:05'; the day of admission is day 0."""
    minute = start_minute_of_day + tick * MINUTES_PER_TICK
    return f"Day {minute // 1440} · {minute // 60 % 24:02d}:{minute % 60:02d}"


def span_text(tick_count: Tick) -> str:
    """Return a length of time in the shortest exact words: '40 min', '1 h 20', '18 h', '3 d 4 h'."""
    minutes = tick_count * MINUTES_PER_TICK
    if minutes < 60:
        return f"{minutes} min"
    whole_hours, rest = divmod(minutes, 60)
    if whole_hours < 48:
        return f"{whole_hours} h {rest:02d}" if rest else f"{whole_hours} h"
    days, left = divmod(whole_hours, 24)
    return f"{days} d {left} h" if left else f"{days} d"
