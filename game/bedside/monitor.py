"""The monitor: vital signs at every tick, with their error and the probe that sometimes slips."""

from __future__ import annotations

from typing import Final, Protocol

from game.values.channel import KINDS, VITALS, Channel, Flag, Reading
from game.values.noise import gaussian, uniform
from game.values.ticks import Tick

SPREADS: Final[dict[Channel, float]] = {
    Channel.HEART_RATE: 2.0,
    Channel.SPO2: 0.7,
    Channel.MAP: 3.0,
    Channel.RESPIRATORY_RATE: 1.0,
    Channel.TEMPERATURE: 0.08,
}
"""Standard deviation of one reading, in the unit of its channel (assumed; within what such monitors state).

One transducer measures all three pressures, so they share the error of the mean pressure."""

PRESSURES: Final = frozenset({Channel.SYSTOLIC, Channel.DIASTOLIC, Channel.MAP})

PROBE_OFF_CHANCE = 0.001
"""Chance at one tick that the SpO₂ probe shows nothing (assumed)."""
PROBE_OFF_CHANCE_COLD = 0.02
"""The same where fingers are cold: mean pressure under 55 mmHg (assumed)."""
COLD_BELOW_MMHG = 55.0


class Shown(Protocol):
    """True vital signs, as the body has them."""

    @property
    def heart_rate(self) -> float:
        """Beats/min."""

    @property
    def spo2(self) -> float:
        """Percent."""

    @property
    def systolic(self) -> float:
        """Blood pressure, mmHg."""

    @property
    def diastolic(self) -> float:
        """Blood pressure, mmHg."""

    @property
    def map(self) -> float:
        """Mean arterial pressure, mmHg."""

    @property
    def respiratory_rate(self) -> float:
        """Breaths/min."""

    @property
    def temperature(self) -> float:
        """Body temperature, °C."""


def measured(channel: Channel, true: float, seed: int, tick: Tick) -> float:
    """Return what the monitor makes of a true value at this tick, not yet cut to what it can show."""
    return true + SPREADS[channel] * gaussian(seed, channel.value, tick)


def probe_is_off(shown: Shown, seed: int, tick: Tick) -> bool:
    """Say whether the SpO₂ probe shows nothing at this tick."""
    chance = PROBE_OFF_CHANCE_COLD if shown.map < COLD_BELOW_MMHG else PROBE_OFF_CHANCE
    return uniform(seed, "spo2/probe", tick) < chance


def _reading(channel: Channel, value: float, tick: Tick) -> Reading:
    kind = KINDS[channel]
    if value < kind.low:
        return Reading(channel, tick, tick, kind.low, Flag.BELOW)
    if value > kind.high:
        # A saturation cannot pass 100 %, so there the limit is the value itself.
        return Reading(channel, tick, tick, kind.high, Flag.NONE if channel is Channel.SPO2 else Flag.ABOVE)
    return Reading(channel, tick, tick, value)


def observe(shown: Shown, seed: int, tick: Tick) -> dict[Channel, Reading]:
    """Return the monitor's reading of every vital sign at this tick."""
    pressure_error = SPREADS[Channel.MAP] * gaussian(seed, Channel.MAP.value, tick)
    readings = {}
    for channel in VITALS:
        true = getattr(shown, channel.value)
        value = true + pressure_error if channel in PRESSURES else measured(channel, true, seed, tick)
        readings[channel] = _reading(channel, value, tick)
    if probe_is_off(shown, seed, tick):
        readings[Channel.SPO2] = Reading(Channel.SPO2, tick, tick, 0.0, Flag.ABSENT)
    return readings
