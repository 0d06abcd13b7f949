"""What an eye at the bedside sees, graded once: NEWS2, the organs and the nurse all read these thresholds."""

from __future__ import annotations

from typing import Final

from game.bedside.news2 import ALERT
from game.values.elementwise import Column, no
from game.values.words import say

SEDATED: Final = "Sedated"
CONFUSED: Final = "Confused"
VOICE: Final = "Voice"
PAIN: Final = "Pain"
UNRESPONSIVE: Final = "Unresponsive"
"""Levels of the scale, as names; `awareness_words` has their words."""

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
_AWARENESS: Final = ((0.4, CONFUSED), (0.6, VOICE), (0.8, PAIN))


def is_alert(confusion: Column, *, ventilated: Column) -> Column:
    """Say whether NEWS2 takes a patient for alert, or each of a column."""
    return (confusion < CLEAR_BELOW) & no(ventilated)


def consciousness(confusion: float, *, ventilated: bool) -> str:
    """Return the level of consciousness on the scale that NEWS2 uses, or 'Sedated' on a ventilator."""
    if ventilated:
        return SEDATED
    if is_alert(confusion, ventilated=ventilated):
        return ALERT
    return next((word for limit, word in _AWARENESS if confusion < limit), UNRESPONSIVE)


def awareness_words(awareness: str, *, within: bool = False) -> str:
    """Return a level of consciousness as it is read; `within` a sentence it is not written large."""
    return say(f"consciousness.{awareness.lower()}{'.within' if within else ''}")


def warmth(temperature_c: float) -> str:
    """Return how healthy skin feels at a body temperature, as printed."""
    if temperature_c >= FEVER_C:
        return "hot"
    return "cool" if temperature_c < COOL_BELOW_C else "warm"
