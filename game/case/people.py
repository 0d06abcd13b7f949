"""Who speaks beside the nurse: relatives, colleagues, the bed manager, and what they press for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.case.apply_orders import happened
from game.case.nurse import holds
from game.case.scene import BedsideHour
from game.case.state import Case
from game.values.fact import Urged
from game.values.level import Level, Voice
from game.values.ticks import TICKS_PER_HOUR, hours

QUIET_TICKS: Final = 8 * TICKS_PER_HOUR
"""Least time between two who press (assumed: more is nagging, and no lesson)."""


def _is_open(case: Case, voice: Voice) -> bool:
    """Say whether what a voice presses for can still be yielded to: not given yet, or still running."""
    lines = [line for line in case.sheets.courses if line.regimen.id in voice.about]
    if voice.presses == "more":
        return bool(lines) and not any(line.given for line in lines)
    return any(line.running for line in lines)


def due(case: Case, level: Level, here: BedsideHour) -> Voice | None:
    """Return who speaks now: the first of the level's voices whose hour has come, and of whose words all is true."""
    heard = case.sheets.pressed
    if case.sheets.dying is not None or (heard and case.tick - heard[-1].tick < QUIET_TICKS):
        return None
    told = {one.text for one in heard}
    return next(
        (
            voice
            for voice in level.voices
            if voice.text not in told
            and voice.after_h <= hours(case.tick) <= voice.until_h
            and holds(here, voice.needs)
            and _is_open(case, voice)
        ),
        None,
    )


def spoken(case: Case, voice: Voice) -> Case:
    """Write down that somebody spoke."""
    said = Urged(case.tick, voice.who, voice.text, voice.presses == "more", voice.about)
    case = replace(case, sheets=replace(case.sheets, pressed=(*case.sheets.pressed, said)))
    return happened(case, said, kept=False)
