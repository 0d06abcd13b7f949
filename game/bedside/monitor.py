"""The monitor: vital signs at every tick, with their error and the probe that sometimes slips."""

from __future__ import annotations

from typing import Final, Protocol

from game.values.channel import KINDS, VITALS, Channel, Flag, Reading
from game.values.elementwise import Column, where
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

PROBE: Final = "spo2/probe"
"""The stream of draws for the probe."""
PROBE_OFF_CHANCE = 0.001
"""Chance at one tick that the SpO₂ probe shows nothing (assumed)."""
PROBE_OFF_CHANCE_COLD = 0.02
"""The same where fingers are cold: mean pressure under 55 mmHg (assumed)."""
COLD_BELOW_MMHG = 55.0
"""Mean pressure, mmHg, under which fingers are cold (assumed)."""


class TrueSigns(Protocol):
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


def with_error(channel: Channel, true: Column, draw: Column) -> Column:
    """Return what the monitor makes of a true value with a standard normal draw, not yet cut to what it can show."""
    return true + SPREADS[Channel.MAP if channel in PRESSURES else channel] * draw


def slips(mean_pressure: Column, draw: Column) -> Column:
    """Say whether the SpO₂ probe shows nothing, by a draw in [0, 1)."""
    return draw < where(mean_pressure < COLD_BELOW_MMHG, PROBE_OFF_CHANCE_COLD, PROBE_OFF_CHANCE)


def probe_is_off(shown: TrueSigns, seed: int, tick: Tick) -> bool:
    """Say whether the SpO₂ probe shows nothing at this tick."""
    return bool(slips(shown.map, uniform(seed, PROBE, tick)))


def _reading(channel: Channel, value: float, tick: Tick) -> Reading:
    kind = KINDS[channel]
    if value < kind.low:
        return Reading(channel, tick, tick, kind.low, Flag.BELOW)
    if value > kind.high:
        # A saturation cannot pass 100 %, so there the limit is the value itself.
        return Reading(channel, tick, tick, kind.high, Flag.NONE if channel is Channel.SPO2 else Flag.ABOVE)
    return Reading(channel, tick, tick, value)


def without_a_heartbeat(readings: dict[Channel, Reading], *, ventilated: bool) -> dict[Channel, Reading]:
    """Return what is read of a heart that stands still: no beats, no pressure, no pulse that a probe could see.

    Nobody breathes then but a machine.
    """
    kept = {Channel.TEMPERATURE, Channel.RESPIRATORY_RATE} if ventilated else {Channel.TEMPERATURE}
    return {
        channel: one if channel in kept else Reading(channel, one.taken, one.known, 0.0, Flag.ABSENT)
        for channel, one in readings.items()
    }


def observe(shown: TrueSigns, seed: int, tick: Tick) -> dict[Channel, Reading]:
    """Return the monitor's reading of every vital sign at this tick."""
    pressure_draw = gaussian(seed, Channel.MAP.value, tick)
    readings = {}
    for channel in VITALS:
        draw = pressure_draw if channel in PRESSURES else gaussian(seed, channel.value, tick)
        readings[channel] = _reading(channel, with_error(channel, getattr(shown, channel.value), draw), tick)
    if probe_is_off(shown, seed, tick):
        readings[Channel.SPO2] = Reading(Channel.SPO2, tick, tick, 0.0, Flag.ABSENT)
    return readings
