"""Critical results: those that a laboratory rings through, whatever was ordered them for."""

from __future__ import annotations

from typing import Final, NamedTuple

from game.bedside.alarms import NEVER
from game.values.channel import Channel, Flag, Reading
from game.values.words import say


class Critical(NamedTuple):
    """From where on a result is rung through; each limit is reached by the number that is printed."""

    at_most: float = -NEVER
    at_least: float = NEVER
    source: str = ""


_COLLEGE: Final = "Royal College of Pathologists 2017, G158: communication of critical results (recalled)"

CRITICAL: Final[dict[Channel, Critical]] = {
    Channel.LACTATE: Critical(at_least=4.0, source="Surviving Sepsis Campaign 2018 bundle, Levy, Crit Care Med 46:997"),
    Channel.CREATININE: Critical(at_least=354.0, source=_COLLEGE),
    Channel.CRP: Critical(at_least=300.0, source=_COLLEGE),
    Channel.NEUTROPHILS: Critical(at_most=0.5, source=_COLLEGE),
    Channel.PLATELETS: Critical(at_most=30.0, source=_COLLEGE),
    Channel.GLUCOSE: Critical(at_most=2.5, at_least=25.0, source=_COLLEGE),
    Channel.ALT: Critical(at_least=600.0, source=_COLLEGE),
    Channel.PF_RATIO: Critical(at_most=100.0, source="severe ARDS: Berlin definition 2012, JAMA 307:2526"),
}
"""Limits of an adult laboratory; a culture that grows is always rung through."""


def critical(reading: Reading) -> str:
    """Return why a result is rung through ('critical from 4'); empty if it is not."""
    if reading.grew:
        return say("bedside.critical.a_positive_culture")
    limits = CRITICAL.get(reading.channel)
    if limits is None or reading.flag is Flag.ABSENT:
        return ""
    if reading.shown <= limits.at_most:
        return say("bedside.critical.critical_at_or_less", at_most=f"{limits.at_most:g}")
    return (
        say("bedside.critical.critical_from", at_least=f"{limits.at_least:g}")
        if reading.shown >= limits.at_least
        else ""
    )


def is_worse(reading: Reading, before: Reading) -> bool:
    """Say whether a critical number is further beyond its limit than another of its channel, as they are printed."""
    low = reading.shown <= CRITICAL[reading.channel].at_most
    return reading.text != before.text and (reading.shown < before.shown) is low
