"""Which reading of a vital sign counts where the monitor shows nothing: the last one there was, with its age."""

from __future__ import annotations

from game.bedside.monitor import observe
from game.bedside.news2 import Consciousness, Parts, news2
from game.case.state import Case, Hour
from game.values.channel import KINDS, Channel, Flag, Reading
from game.values.ticks import Tick, span_text
from game.values.words import say


def charted(channel: Channel, vitals: dict[Channel, Reading], hours: tuple[Hour, ...]) -> Reading | None:
    """Return the reading, or where there is none the last that was written down; nothing if there never was one."""
    if vitals[channel].flag is not Flag.ABSENT:
        return vitals[channel]
    # A plain loop: a sign that was never measured is looked for through all hours, at every hour.
    for hour in reversed(hours):
        one = hour.vitals[channel]
        if one.flag is not Flag.ABSENT:
            return one
    return None


def counted(case: Case, vitals: dict[Channel, Reading]) -> dict[Channel, Reading]:
    """Return of each vital sign the reading that counts: this tick's, the last of the hour behind, or the last written.

    A sign that was never measured is left out.
    """
    found = {channel: one for channel, one in vitals.items() if one.flag is not Flag.ABSENT}
    missing = [channel for channel in vitals if channel not in found]
    if not missing:
        return found
    for back, shown in enumerate(reversed(case.recent[:-1]), 1):
        earlier = observe(shown, case.admission.seed, case.tick - back)
        for channel in missing:
            if channel not in found and earlier[channel].flag is not Flag.ABSENT:
                found[channel] = earlier[channel]
    for channel in missing:
        last = charted(channel, vitals, case.sheets.hours)
        if channel not in found and last is not None:
            found[channel] = last
    return found


def aged(now: Reading, last: Reading | None, tick: Tick) -> str:
    """Return a reading with its unit, or that there is none and the last one with its age."""
    unit = KINDS[now.channel].unit
    if now.flag is not Flag.ABSENT:
        return f"{now.text} {unit}"
    if last is None:
        return say("case.readings.never_measured", now=now.text)
    return say("case.readings.last_ago", now=now.text, last=last.text, unit=unit, span=span_text(tick - last.taken))


def score(known: dict[Channel, Reading], *, on_oxygen: bool, awareness: Consciousness) -> Parts:
    """Return NEWS2 for these readings; a sign that is not among them was never measured."""

    def value(channel: Channel) -> float | None:
        return known[channel].value if channel in known else None

    return news2(
        value(Channel.RESPIRATORY_RATE),
        value(Channel.SPO2),
        on_oxygen=on_oxygen,
        systolic=value(Channel.SYSTOLIC),
        heart_rate=value(Channel.HEART_RATE),
        consciousness=awareness,
        temperature=value(Channel.TEMPERATURE),
    )
