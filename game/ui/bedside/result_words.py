"""What the laboratory found and what was said, in words: ranges, flags, results in order, calls and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.case.view import View
from game.ui.charts.plot import value_text
from game.ui.toolkit.theme import Ink
from game.values.channel import KINDS, PANEL_OF, PANELS, Channel, ChannelKind, Panel, Reading
from game.values.fact import Called, Relayed, Urged
from game.values.ticks import Tick
from game.values.words import say


class Said(NamedTuple):
    """One thing that was said or called through."""

    tick: Tick
    who: str
    words: str
    call: bool


def range_text(channel: Channel) -> str:
    """Return the reference range of a channel: '2–7.5 ×10⁹/L', 'to 10 pg/mL'."""
    kind = KINDS[channel]
    if channel is Channel.BLOOD_CULTURE:
        return say("bedside.results.no_growth")
    if channel is Channel.XRAY:
        return say("bedside.results.clear")
    if channel is Channel.VIRAL_LOAD:
        return say("bedside.results.not_found")
    words = _range(kind)
    return f"{words} {kind.unit}".rstrip()


def _range(kind: ChannelKind) -> str:
    if kind.healthy_low <= kind.low or kind.healthy_low <= 0.0:
        return say("bedside.results.to", healthy_high=f"{kind.healthy_high:g}")
    return (
        say("bedside.results.from", healthy_low=f"{kind.healthy_low:g}")
        if kind.healthy_high >= kind.high
        else f"{kind.healthy_low:g}–{kind.healthy_high:g}"
    )


def flag_words(reading: Reading) -> str:
    """Return 'high', 'low', 'positive' or nothing: what the arrow beside a value means."""
    if reading.grew:
        return say("bedside.results.positive")
    flag = {"↑": "high", "↓": "low"}.get(reading.range_sign)
    return say(f"bedside.results.{flag}") if flag else ""


def ink_of(reading: Reading) -> Ink:
    """Return the colour of a value: quiet inside its range."""
    return Ink.LOOK if flag_words(reading) else Ink.TEXT


def measured(view: View) -> tuple[Channel, ...]:
    """Return every laboratory channel that the level offers, in the order of the tests."""
    return tuple(channel for panel_ in view.level.panels for channel in PANELS[panel_].channels)


def newest_first(view: View) -> tuple[Reading, ...]:
    """Return every result there is, the one that was known last first."""
    every = [reading for results in view.labs.values() for reading in results]
    order = {channel: place for place, channel in enumerate(PANEL_OF)}
    return tuple(sorted(every, key=lambda one: (-one.known, -one.taken, order[one.channel])))


def result_words(view: View, panel_: Panel) -> str:
    """Return the newest results of a test in words: 'CRP 100 mg/L (high), ferritin 900 µg/L (high)'."""
    told = []
    for channel in PANELS[panel_].channels:
        for reading in view.labs.get(channel, ())[-1:]:
            # How many zones are shadowed is said in words already.
            flag = "" if channel is Channel.XRAY else flag_words(reading)
            told.append(f"{KINDS[channel].label} {value_text(reading)}" + (f" ({flag})" if flag else ""))
    return say("bedside.results.result", value=", ".join(told) or PANELS[panel_].label)


def said(
    nurse: Sequence[tuple[Tick, str]],
    calls: Sequence[Called],
    spoken: Sequence[Urged | Relayed] = (),
) -> tuple[Said, ...]:
    """Return words of the nurse, calls, who pressed for what and what an instructor had said, newest first."""
    every = [Said(tick, say("bedside.results.nurse"), f"“{words}”", call=False) for tick, words in nurse]
    every += [Said(one.tick, say("bedside.results.call"), one.text, call=True) for one in calls]
    every += [Said(one.tick, one.who, f"“{one.text}”", call=False) for one in spoken]
    return tuple(sorted(every, key=lambda one: -one.tick))
