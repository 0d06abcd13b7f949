"""What an eye at the bedside sees, graded once: NEWS2, the organs and the nurse all read these thresholds."""

from __future__ import annotations

import enum
from typing import Final

from game.bedside.news2 import Consciousness
from game.values.elementwise import Column, no
from game.values.words import say

CLEAR_BELOW: Final = 0.2
"""Clouding of the mind, 0 to 1, below which a patient is alert (assumed, as all on this page)."""
MOTTLED_FROM: Final = 0.2
"""Mottling of the skin, 0 to 1, from which the knees show it; below, the skin is pink and refills at once."""
MOTTLED_TO_THIGHS_FROM: Final = 0.5
BREATHLESS_FROM: Final = 0.3
"""Work of breathing, 0 to 1, from which it is seen and heard."""
FEVER_C: Final = 38.0
COOL_BELOW_C: Final = 36.0
"""Healthy skin feels hot from the one and cool below the other."""
_AWARENESS: Final = ((0.4, Consciousness.CONFUSED), (0.6, Consciousness.VOICE), (0.8, Consciousness.PAIN))


class Warmth(enum.Enum):
    """How healthy skin feels."""

    COOL = "cool"
    WARM = "warm"
    HOT = "hot"


def is_alert(confusion: Column, *, ventilated: Column) -> Column:
    """Say whether NEWS2 takes a patient for alert, or each of a column."""
    return (confusion < CLEAR_BELOW) & no(ventilated)


def consciousness(confusion: float, *, ventilated: bool) -> Consciousness:
    """Return the level of consciousness on the scale that NEWS2 uses; on a ventilator a patient is sedated."""
    if ventilated:
        return Consciousness.SEDATED
    if is_alert(confusion, ventilated=ventilated):
        return Consciousness.ALERT
    return next((level for limit, level in _AWARENESS if confusion < limit), Consciousness.UNRESPONSIVE)


def awareness_words(awareness: Consciousness, *, within: bool = False) -> str:
    """Return a level of consciousness as it is read; `within` a sentence it is not written large."""
    return say(f"consciousness.{awareness.value}{'.within' if within else ''}")


def warmth(temperature_c: float) -> Warmth:
    """Return how healthy skin feels at a body temperature, as printed."""
    if temperature_c >= FEVER_C:
        return Warmth.HOT
    return Warmth.COOL if temperature_c < COOL_BELOW_C else Warmth.WARM
