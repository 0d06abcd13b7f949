"""What an eye at the bedside sees, graded once: NEWS2, the organs and the nurse all read these thresholds."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from game.bedside.news2 import Consciousness
from game.patient.signs import Signs
from game.values.channel import Channel, Reading
from game.values.elementwise import Column, no
from game.values.ending import Ending
from game.values.order import Device
from game.values.words import say

CLEAR_BELOW: Final = 0.2
"""Clouding of the mind, 0 to 1, below which a patient is alert (assumed, as all on this page)."""
MOTTLED_FROM: Final = 0.2
"""Mottling of the skin, 0 to 1, from which the knees show it; below, the skin is pink."""
MOTTLED_TO_THIGHS_FROM: Final = 0.5
SLOW_REFILL_FROM: Final = 0.05
"""Mottling from which skin that does not show it yet refills slowly: about 71 mmHg, before the knees at 68."""
BREATHLESS_FROM: Final = 0.3
"""Work of breathing, 0 to 1, from which it is seen and heard."""
FAST_FROM_PER_MIN: Final = 21.0
"""Breaths a minute from which NEWS2 gives points, so that nobody says that a patient breathes easily."""
FEVER_C: Final = 38.0
COOL_BELOW_C: Final = 36.0
"""Healthy skin feels hot from the one and cool below the other."""
_AWARENESS: Final = ((0.4, Consciousness.CONFUSED), (0.6, Consciousness.VOICE), (0.8, Consciousness.PAIN))
"""Clouding of the mind under which a patient who is not alert is no worse; from the last on, nothing wakes them."""


class Warmth(enum.Enum):
    """How healthy skin feels."""

    COOL = "cool"
    WARM = "warm"
    HOT = "hot"


class Skin(enum.Enum):
    """What the skin looks like from the foot of the bed."""

    PINK = "pink"
    FLUSHED = "flushed"
    PALE = "pale"
    MOTTLED = "mottled"
    MOTTLED_TO_THIGHS = "mottled_to_thighs"


class Effort(enum.Enum):
    """How hard a patient breathes, as seen and not measured."""

    EASY = "easy"
    HARD = "hard"
    GASPS = "gasps"
    MACHINE = "machine"
    """A ventilator breathes."""
    NONE = "none"


class Position(enum.Enum):
    """How a patient lies."""

    PROPPED = "propped"
    """With the head of the bed at thirty degrees, as patients on a ward do."""
    UPRIGHT = "upright"
    """Sits, since lying takes the breath away."""
    PRONE = "prone"
    FLAT = "flat"
    STANDING = "standing"
    """Beside the bed, dressed, on the way home."""


TALKING: Final = frozenset({Consciousness.ALERT, Consciousness.CONFUSED})
"""Who is awake and answers, sensibly or not."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What an eye sees of the patient in the bed."""

    position: Position = Position.PROPPED
    skin: Skin = Skin.PINK
    effort: Effort = Effort.EASY
    awake: bool = True


GASPS_BELOW_PER_MIN: Final = 8.0
"""Breaths a minute without a ventilator under which they are gasps (assumed)."""
IN_A_HAND: Final = frozenset({"phone", "paper"})
"""What came along and is held, not hung."""


def skin(mottling: float, temperature_c: float) -> Skin:
    """Return what skin looks like: mottled skin is never flushed, whatever the thermometer says."""
    if mottling >= MOTTLED_TO_THIGHS_FROM:
        return Skin.MOTTLED_TO_THIGHS
    if mottling >= MOTTLED_FROM:
        return Skin.MOTTLED
    felt = warmth(temperature_c)
    return {Warmth.HOT: Skin.FLUSHED, Warmth.COOL: Skin.PALE}.get(felt, Skin.PINK)


def seen(
    true: Signs,
    vitals: dict[Channel, Reading],
    awareness: Consciousness,
    device: Device,
    *,
    prone: bool,
    ending: Ending | None,
) -> Appearance:
    """Return what an eye sees of a patient."""
    looks = skin(true.skin_mottling, vitals[Channel.TEMPERATURE].shown)
    if ending is Ending.DISCHARGED:
        return Appearance(Position.STANDING, looks)
    if ending is not None and ending.died:
        return Appearance(Position.FLAT, looks, Effort.NONE, awake=False)
    if device is Device.VENTILATOR:
        return Appearance(Position.PRONE if prone else Position.PROPPED, looks, Effort.MACHINE, awake=False)
    work = effort(true.breathlessness, vitals[Channel.RESPIRATORY_RATE].shown)
    hard = true.breathlessness >= BREATHLESS_FROM
    talks = awareness in TALKING
    position = Position.PRONE if prone else Position.UPRIGHT if hard and talks else Position.PROPPED
    return Appearance(position, looks, work, awake=talks)


def effort(breathlessness: float, breaths_per_min: float) -> Effort:
    """Return how hard a patient breathes without a ventilator."""
    if breaths_per_min < GASPS_BELOW_PER_MIN:
        return Effort.GASPS
    return Effort.HARD if breathlessness >= BREATHLESS_FROM else Effort.EASY


def at_hand(has: tuple[str, ...], appearance: Appearance, device: Device) -> tuple[str, ...]:
    """Return what came along and is still seen: nobody reads or telephones who fights for breath or sleeps."""
    free = appearance.awake and appearance.effort is Effort.EASY and device <= Device.NASAL_CANNULA
    return has if free else tuple([one for one in has if one not in IN_A_HAND])


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
