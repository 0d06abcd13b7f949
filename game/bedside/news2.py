"""National Early Warning Score 2, scale 1: the bands of the Royal College of Physicians (2017)."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple

from game.values.channel import Channel, as_shown
from game.values.elementwise import Column, where
from game.values.order import Device
from game.values.words import say

URGENT_FROM: Final = 5
EMERGENCY_FROM: Final = 7
"""Totals from which a ward calls a clinician, and its emergency team (Royal College of Physicians 2017)."""
RED_PART: Final = 3
"""Points of a single part that ask for urgent review whatever the total."""


class Consciousness(enum.Enum):
    """How awake a patient is, on the scale of NEWS2; who is sedated on a ventilator stands beside that scale."""

    ALERT = "alert"
    CONFUSED = "confused"
    VOICE = "voice"
    PAIN = "pain"
    UNRESPONSIVE = "unresponsive"
    SEDATED = "sedated"


class Response(enum.Enum):
    """What the score asks for (Royal College of Physicians, 2017, chart 4: clinical response to the triggers)."""

    ROUTINE = "routine"
    LOW = "low"
    URGENT_PART = "urgent_part"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def words(self) -> str:
        """Return it as it is read."""
        return say(f"news2.response.{self.value}")

    @property
    def urgent(self) -> bool:
        """Say whether somebody has to come now."""
        return self in {Response.URGENT_PART, Response.URGENT, Response.EMERGENCY}


class Parts(NamedTuple):
    """The seven parts of the score, of one patient or of columns; nothing for a part that was never measured."""

    respiratory_rate: Column | None
    spo2: Column | None
    oxygen: Column
    systolic: Column | None
    heart_rate: Column | None
    consciousness: Column
    temperature: Column | None

    @property
    def total(self) -> Column:
        """Return the score, 0 to 20; where a part is missing the least that it can be."""
        total = 0
        for part in self:
            # Not `+=`: a column would be changed in its place.
            total = total if part is None else total + part
        return total

    @property
    def complete(self) -> bool:
        """Say whether every part was measured."""
        return None not in self

    @property
    def response(self) -> Response:
        """Return what the score asks for."""
        return response(self.total, max(part for part in self if part is not None))


OF_THE_MACHINE: Final = ("respiratory_rate", "oxygen", "consciousness")
"""The parts that a ventilator explains."""


def is_scored(device: Device) -> bool:
    """Say whether the score says how a patient does: it is of wards, and not meant for whom a machine breathes for."""
    return device is not Device.VENTILATOR


SETTLED_ON_A_VENTILATOR: Final = 88.0
"""SpO₂ (%) from which a ventilated patient has no points for it, and below which the monitor sounds: ventilation aims
at 88 to 95 % (ARDS Network 2000, N Engl J Med 342:1301). Scale 1 is of patients who breathe alone. The ward turns
oxygen up below 92 % on every device: what it is about to settle by itself is no alarm."""


def counting(parts: Parts, device: Device, spo2: float | None) -> Parts:
    """Return the parts that count on this device: on a ventilator none that the machine explains gives points.

    Oxygen and breathing are what it does, and who sleeps by our drugs is not unconscious (assumed, as nobody scores
    these patients). The patient's own are pressure, heart rate, temperature, and an SpO₂ (percent) under the aim.
    """
    if is_scored(device):
        return parts
    settled = spo2 is not None and as_shown(Channel.SPO2, spo2) >= SETTLED_ON_A_VENTILATOR
    own = parts._replace(**dict.fromkeys(OF_THE_MACHINE, 0))
    return own._replace(spo2=0) if settled else own


def sounds(parts: Parts, device: Device, spo2: float | None) -> bool:
    """Say whether the score itself is an alarm: as an emergency, and on a ventilator as soon as it asks for anybody.

    There fewer parts are left to add up, so three points in one of them, or five in all, are enough.
    """
    asked = counting(parts, device, spo2).response
    return asked is Response.EMERGENCY if is_scored(device) else asked.urgent


def response(total: int, highest_part: int) -> Response:
    """Return what a total and the highest of its parts ask for."""
    if total >= EMERGENCY_FROM:
        return Response.EMERGENCY
    if total >= URGENT_FROM:
        return Response.URGENT
    if highest_part >= RED_PART:
        return Response.URGENT_PART
    return Response.LOW if total > 0 else Response.ROUTINE


_BANDS: Final[dict[Channel, tuple[tuple[float, ...], tuple[int, ...]]]] = {
    Channel.RESPIRATORY_RATE: ((9.0, 12.0, 21.0, 25.0), (3, 1, 0, 2, 3)),
    Channel.SPO2: ((92.0, 94.0, 96.0), (3, 2, 1, 0)),
    Channel.SYSTOLIC: ((91.0, 101.0, 111.0, 220.0), (3, 2, 1, 0, 3)),
    Channel.HEART_RATE: ((41.0, 51.0, 91.0, 111.0, 131.0), (3, 1, 0, 1, 2, 3)),
    Channel.TEMPERATURE: ((35.1, 36.1, 38.1, 39.1), (3, 1, 0, 1, 2)),
}
"""The printed values at which the points change, and the points below, between and from them on."""


def _first_printed_so(channel: Channel, edge: float) -> float:
    """Return the least number that is printed as `edge` or more: 20.5 breaths print as 20, all beyond as 21."""
    low, high = edge - 1.0, edge
    while low < (middle := 0.5 * (low + high)) < high:
        if as_shown(channel, middle) >= edge:
            high = middle
        else:
            low = middle
    return high


_EDGES: Final = {
    channel: tuple([_first_printed_so(channel, edge) for edge in edges]) for channel, (edges, _) in _BANDS.items()
}
"""The same edges for numbers that are not rounded yet."""


def points(channel: Channel, value: Column) -> Column:
    """Return the points of a reading by its printed number, for one or a column; 0 for what is not a number."""
    edges, (lowest, *others) = _EDGES[channel], _BANDS[channel][1]
    found = where(value < edges[0], lowest, 0)
    for edge, more in zip(edges, others, strict=True):
        found = where(value >= edge, more, found)
    return found


def parts(
    *,
    respiratory_rate: Column | None,
    spo2: Column | None,
    on_oxygen: Column,
    systolic: Column | None,
    heart_rate: Column | None,
    alert: Column,
    temperature: Column | None,
) -> Parts:
    """Return the seven parts for these readings, of one patient or of columns; nothing was never measured."""

    def of(channel: Channel, value: Column | None) -> Column | None:
        return None if value is None else points(channel, value)

    return Parts(
        respiratory_rate=of(Channel.RESPIRATORY_RATE, respiratory_rate),
        spo2=of(Channel.SPO2, spo2),
        oxygen=where(on_oxygen, 2, 0),
        systolic=of(Channel.SYSTOLIC, systolic),
        heart_rate=of(Channel.HEART_RATE, heart_rate),
        consciousness=where(alert, 0, RED_PART),
        temperature=of(Channel.TEMPERATURE, temperature),
    )


def news2(
    respiratory_rate: float | None,
    spo2: float | None,
    *,
    on_oxygen: bool,
    systolic: float | None,
    heart_rate: float | None,
    consciousness: Consciousness,
    temperature: float | None,
) -> Parts:
    """Return the seven parts for these readings, rounded first as a chart shows them; nothing was never measured.

    Anyone not alert scores 3, new confusion and sedation included.
    """
    return parts(
        respiratory_rate=respiratory_rate,
        spo2=spo2,
        on_oxygen=on_oxygen,
        systolic=systolic,
        heart_rate=heart_rate,
        alert=consciousness is Consciousness.ALERT,
        temperature=temperature,
    )
