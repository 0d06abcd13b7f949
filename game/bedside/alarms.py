"""Alarms of the monitor: limits, delay, latch, and the three priorities of IEC 60601-1-8."""

from __future__ import annotations

from operator import attrgetter
from typing import Final, NamedTuple

from game.bedside.monitor import SPREADS, TrueSigns, probe_is_off
from game.bedside.news2 import SETTLED_ON_A_VENTILATOR
from game.values.channel import KINDS, Channel, as_shown
from game.values.fact import AlarmRaised, Priority
from game.values.noise import gaussian
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

NEVER = float("inf")


class Limits(NamedTuple):
    """Where one vital sign alarms; each limit is passed, not reached, by the number that the monitor prints."""

    below_high: float = -NEVER
    below_medium: float = -NEVER
    above_low: float = NEVER
    above_medium: float = NEVER
    above_high: float = NEVER


LIMITS: Final[dict[Channel, Limits]] = {
    Channel.HEART_RATE: Limits(below_high=40.0, below_medium=45.0, above_medium=130.0, above_high=150.0),
    Channel.SPO2: Limits(below_high=85.0, below_medium=90.0),
    Channel.MAP: Limits(below_high=55.0, below_medium=65.0),
    Channel.RESPIRATORY_RATE: Limits(below_high=6.0, below_medium=9.0, above_medium=30.0, above_high=40.0),
    Channel.TEMPERATURE: Limits(below_medium=35.0, above_low=39.5, above_medium=41.0),
}
"""Usual adult limits of a step-down ward (assumed); the priorities follow how soon harm can come."""
VENTILATED: Final[dict[Channel, Limits]] = {
    Channel.SPO2: Limits(below_high=85.0, below_medium=SETTLED_ON_A_VENTILATOR),
}
"""What stands in their place while a machine breathes: nothing sounds for what ventilation aims at."""

DELAY_TICKS = 2
"""A medium or low limit is passed this many ticks running before it sounds; a high one sounds at once."""
LATCH_TICKS = TICKS_PER_HOUR
"""How long an alarm stays on the screen at its priority after the last tick that earned it."""

_values = attrgetter(*(channel.value for channel in LIMITS))


class _Quiet(NamedTuple):
    """The band of true values from which no error reaches a limit: errors never pass six spreads."""

    channel: Channel
    stream: str
    spread: float
    lowest: float
    highest: float


def _quiet_band(channel: Channel, limits: Limits) -> _Quiet:
    spread = SPREADS[channel]
    lowest = max(limits.below_high, limits.below_medium) + 6.0 * spread
    highest = min(limits.above_low, limits.above_medium, limits.above_high) - 6.0 * spread
    return _Quiet(channel, channel.value, spread, lowest, highest)


_QUIET: Final = tuple(_quiet_band(channel, limits) for channel, limits in LIMITS.items())


class Watch(NamedTuple):
    """One vital sign that passes a limit, or did within the last hour."""

    channel: Channel
    priority: Priority
    """The strongest that is latched."""
    value: float
    """As shown at tick `earned`."""
    since: Tick
    earned: Tick
    """The last tick at which the value itself had this priority."""
    passed: int
    """Ticks running for which a limit is passed; 0 when the value is back inside."""
    sounded: bool
    """Whether it has been raised; before that it only waits for its delay."""


_SHORT_NAMES: Final = {Channel.MAP: "monitor.map"}
_UNIT_IS_SEEN: Final = frozenset({Channel.RESPIRATORY_RATE, Channel.HEART_RATE})


def priority(channel: Channel, value: float, *, ventilated: bool = False) -> Priority | None:
    """Return the alarm priority of a value, or nothing inside the limits."""
    limits = _limits(channel, ventilated=ventilated)
    value = as_shown(channel, value)
    if value < limits.below_high or value > limits.above_high:
        return Priority.HIGH
    if value < limits.below_medium or value > limits.above_medium:
        return Priority.MEDIUM
    return Priority.LOW if value > limits.above_low else None


def _limits(channel: Channel, *, ventilated: bool) -> Limits:
    return VENTILATED.get(channel, LIMITS[channel]) if ventilated else LIMITS[channel]


def describe(channel: Channel, value: float, *, short: bool = False, ventilated: bool = False) -> str:
    """Return the words of a value that passes a limit: 'SpO₂ 84 %, below 85'.

    In short, the name and the unit are what the monitor beside it leaves to be said. A value from before the machine
    breathed has passed the limit of then.
    """
    limits = _limits(channel, ventilated=ventilated and priority(channel, value, ventilated=True) is not None)
    value = as_shown(channel, value)
    passed_low = [limit for limit in (limits.below_high, limits.below_medium) if value < limit]
    passed_high = [limit for limit in (limits.above_high, limits.above_medium, limits.above_low) if value > limit]
    kind = KINDS[channel]
    side, limit = ("below", passed_low[0]) if passed_low else ("above", passed_high[0])
    told = f"{value:.{kind.decimals}f}"
    name = say(_SHORT_NAMES[channel]) if short and channel in _SHORT_NAMES else kind.label
    if short and channel in _UNIT_IS_SEEN:
        return say(f"bedside.alarms.{side}.short", channel=name, value=told, limit=f"{limit:g}")
    return say(f"bedside.alarms.{side}", channel=name, value=told, unit=kind.unit, limit=f"{limit:g}")


def watch(
    watches: tuple[Watch, ...], shown: TrueSigns, seed: int, tick: Tick, *, ventilated: bool = False
) -> tuple[tuple[Watch, ...], tuple[AlarmRaised, ...]]:
    """Return the alarms after this tick, and those that were raised at it."""
    passing: dict[Channel, tuple[Priority, float]] = {}
    unseen: Channel | None = None
    for (channel, stream, spread, lowest, highest), true in zip(_QUIET, _values(shown), strict=True):
        if lowest <= true <= highest:
            continue
        if channel is Channel.SPO2 and probe_is_off(shown, seed, tick):
            unseen = channel
            continue
        value = true + spread * gaussian(seed, stream, tick)
        strength = priority(channel, value, ventilated=ventilated)
        if strength is not None:
            passing[channel] = (strength, as_shown(channel, value))
    if not passing and not watches:
        return watches, ()
    kept: list[Watch] = []
    raised: list[AlarmRaised] = []
    known = {item.channel: item for item in watches}
    for channel in LIMITS:
        before = known.get(channel)
        if before is not None and channel is unseen:
            kept.append(before)
            continue
        after = _followed(before, channel, passing.get(channel), tick)
        if after is None:
            continue
        kept.append(after)
        louder = before is None or not before.sounded or after.priority > before.priority
        if after.sounded and louder:
            words = describe(channel, after.value, ventilated=ventilated)
            raised.append(AlarmRaised(tick, channel, after.priority, words))
    return tuple(kept), tuple(raised)


def _followed(
    before: Watch | None, channel: Channel, passing: tuple[Priority, float] | None, tick: Tick
) -> Watch | None:
    """Return one alarm a tick later, or nothing when it is over."""
    if passing is None:
        if before is None or not before.sounded or tick - before.earned >= LATCH_TICKS:
            return None
        return before._replace(passed=0)
    strength, value = passing
    if before is None:
        sounded = strength is Priority.HIGH
        return Watch(channel, strength, value, tick, tick, 1, sounded)
    passed = before.passed + 1
    sounded = before.sounded or strength is Priority.HIGH or passed >= DELAY_TICKS
    if strength > before.priority or not before.sounded:
        since = tick if sounded else before.since
        return Watch(channel, strength, value, since, tick, passed, sounded)
    if strength == before.priority:
        return before._replace(value=value, earned=tick, passed=passed)
    if tick - before.earned >= LATCH_TICKS:
        return Watch(channel, strength, value, before.since, tick, passed, sounded)
    return before._replace(passed=passed)
