"""National Early Warning Score 2, scale 1: the bands of the Royal College of Physicians (2017)."""

from __future__ import annotations

from typing import NamedTuple

ALERT = "Alert"


class Parts(NamedTuple):
    """The seven parts of the score."""

    respiratory_rate: int
    spo2: int
    oxygen: int
    systolic: int
    heart_rate: int
    consciousness: int
    temperature: int

    @property
    def total(self) -> int:
        """Return the score, 0 to 20."""
        respiratory_rate, spo2, oxygen, systolic, heart_rate, consciousness, temperature = self
        return respiratory_rate + spo2 + oxygen + systolic + heart_rate + consciousness + temperature


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
    respiratory_rate: float,
    spo2: float,
    *,
    on_oxygen: bool,
    systolic: float,
    heart_rate: float,
    consciousness: str,
    temperature: float,
) -> Parts:
    """Return the seven parts for these readings, rounded first as a chart shows them.

    Anyone not alert scores 3, new confusion and sedation included.
    """
    return Parts(
        respiratory_rate=_respiratory_rate(round(respiratory_rate)),
        spo2=_spo2(round(spo2)),
        oxygen=2 if on_oxygen else 0,
        systolic=_systolic(round(systolic)),
        heart_rate=_heart_rate(round(heart_rate)),
        consciousness=0 if consciousness == ALERT else 3,
        temperature=_temperature(round(10.0 * temperature)),
    )
