"""National Early Warning Score 2, scale 1: the bands of the Royal College of Physicians (2017)."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final, NamedTuple

from game.values.channel import Channel, as_shown

ALERT = "Alert"
URGENT_FROM: Final = 5
EMERGENCY_FROM: Final = 7
RED_PART: Final = 3
"""Points of a single part that ask for urgent review whatever the total."""


class Response(enum.Enum):
    """What the score asks for (Royal College of Physicians, 2017, chart 4: clinical response to the triggers)."""

    ROUTINE = "ward monitoring, at least every 12 hours"
    LOW = "a nurse's assessment, at least every 4 to 6 hours"
    URGENT_PART = "urgent review, since one part alone has 3 points; at least hourly"
    URGENT = "urgent review, at least hourly"
    EMERGENCY = "emergency response, watched without a break"

    @property
    def urgent(self) -> bool:
        """Say whether somebody has to come now."""
        return self in {Response.URGENT_PART, Response.URGENT, Response.EMERGENCY}


class Parts(NamedTuple):
    """The seven parts of the score; nothing for a part that was never measured."""

    respiratory_rate: int | None
    spo2: int | None
    oxygen: int
    systolic: int | None
    heart_rate: int | None
    consciousness: int
    temperature: int | None

    @property
    def total(self) -> int:
        """Return the score, 0 to 20; where a part is missing the least that it can be."""
        total = 0
        for part in self:
            total += part or 0
        return total

    @property
    def complete(self) -> bool:
        """Say whether every part was measured."""
        return None not in self

    @property
    def response(self) -> Response:
        """Return what the score asks for."""
        return response(self.total, max(part for part in self if part is not None))


def response(total: int, highest_part: int) -> Response:
    """Return what a total and the highest of its parts ask for."""
    if total >= EMERGENCY_FROM:
        return Response.EMERGENCY
    if total >= URGENT_FROM:
        return Response.URGENT
    if highest_part >= RED_PART:
        return Response.URGENT_PART
    return Response.LOW if total > 0 else Response.ROUTINE


def _respiratory_rate(rate: int) -> int:
    if rate <= 8 or rate >= 25:
        return 3
    if rate >= 21:
        return 2
    return 1 if rate <= 11 else 0


def _spo2(percent: int) -> int:
    if percent <= 91:
        return 3
    if percent <= 93:
        return 2
    return 1 if percent <= 95 else 0


def _systolic(pressure_mmhg: int) -> int:
    if pressure_mmhg <= 90 or pressure_mmhg >= 220:
        return 3
    if pressure_mmhg <= 100:
        return 2
    return 1 if pressure_mmhg <= 110 else 0


def _heart_rate(rate: int) -> int:
    if rate <= 40 or rate >= 131:
        return 3
    if rate >= 111:
        return 2
    return 1 if rate <= 50 or rate >= 91 else 0


def _temperature(tenths_c: int) -> int:
    if tenths_c <= 350:
        return 3
    if tenths_c >= 391:
        return 2
    return 1 if tenths_c <= 360 or tenths_c >= 381 else 0


def news2(
    respiratory_rate: float | None,
    spo2: float | None,
    *,
    on_oxygen: bool,
    systolic: float | None,
    heart_rate: float | None,
    consciousness: str,
    temperature: float | None,
) -> Parts:
    """Return the seven parts for these readings, rounded first as a chart shows them; nothing was never measured.

    Anyone not alert scores 3, new confusion and sedation included.
    """

    def points(band: Callable[[int], int], channel: Channel, value: float | None, per_unit: float = 1.0) -> int | None:
        # Tenths are counted from the printed number: 38.05 prints as 38.0 and is no 38.1.
        return None if value is None else band(round(per_unit * as_shown(channel, value)))

    return Parts(
        respiratory_rate=points(_respiratory_rate, Channel.RESPIRATORY_RATE, respiratory_rate),
        spo2=points(_spo2, Channel.SPO2, spo2),
        oxygen=2 if on_oxygen else 0,
        systolic=points(_systolic, Channel.SYSTOLIC, systolic),
        heart_rate=points(_heart_rate, Channel.HEART_RATE, heart_rate),
        consciousness=0 if consciousness == ALERT else 3,
        temperature=points(_temperature, Channel.TEMPERATURE, temperature, 10.0),
    )
