"""What the nurse says: work of breathing, confusion, skin, comfort; too hopeful at times while the illness is young."""

from __future__ import annotations

from typing import Final

from game.case.appearance import FEVER_C
from game.patient.signs import Signs
from game.values.level import Level, Patient
from game.values.noise import mixed, stream, uniform
from game.values.ticks import TICKS_PER_HOUR, Tick, hours

QUIET_TICKS = 4 * TICKS_PER_HOUR
"""Least time between two words of the nurse."""
CHANCE_PER_HOUR = 0.2
"""Chance that the nurse speaks in an hour in which nothing holds the tongue (assumed)."""
HOPEFUL_CHANCE = 0.35
"""Chance of a hopeful word in the first two days, although work of breathing already shows (assumed)."""
HOPEFUL_UNTIL_H = 48.0

_LINES: Final[dict[str, tuple[str, ...]]] = {
    "unresponsive": (
        "{He} does not answer me any more, only pain makes {him} move.",
        "I cannot wake {him}.",
    ),
    "sedated": (
        "{He} is asleep on the ventilator and tolerates the tube.",
        "Suctioned {him}; clear, not much. {His} family is here.",
    ),
    "mottled": (
        "{His} knees are mottled and the hands are cold.",
        "Pressing {his} nail, the colour takes five seconds to come back.",
        "{His} legs look like marble up to the thigh.",
    ),
    "confused": (
        "{He} asked me twice what day it is.",
        "{He} is pulling at the lines and does not know where {he} is.",
        "{He} answers, but not to what I ask.",
    ),
    "breathless": (
        "{He} needs a breath after every few words now.",
        "The muscles in {his} neck work with each breath.",
        "{He} sits upright and will not lie back.",
    ),
    "fever": (
        "{He} is hot and shivering; I changed the sheets.",
        "{His} cheeks are burning and {he} wants no food.",
        "{He} has had chills since I came on.",
    ),
    "better": (
        "{He} slept well and asked for breakfast.",
        "{His} hands are warm again, and {he} made a joke.",
        "{He} walked to the window with me.",
    ),
    "calm": (
        "{He} is comfortable and talks in whole sentences.",
        "{He} ate half of {his} meal. Skin warm and dry.",
        "Nothing new from me; {he} is reading.",
    ),
    "hopeful": (
        "{He} looks comfortable to me. I would not worry.",
        "{He} says {he} feels better than last night.",
        "{He} is on the phone and laughing. {His} colour is good.",
    ),
}


def _words(template: str, patient: Patient) -> str:
    female = patient.sex == "female"
    return template.format(
        He="She" if female else "He",
        he="she" if female else "he",
        His="Her" if female else "His",
        his="her" if female else "his",
        him="her" if female else "him",
    )


def noticed(signs: Signs, rung: float, highest_rung: float, *, ventilated: bool, was_febrile: bool) -> frozenset[str]:
    """Return what an eye at the bedside sees, by the names that a level's notes use."""
    seen = {"always"}
    awake = not ventilated
    if ventilated:
        seen.add("sedated")
    if rung > 0.0:
        seen.add("oxygen")
    if awake and signs.confusion >= 0.6:
        seen.add("unresponsive")
    if awake and signs.confusion >= 0.2:
        seen.add("confused")
    if signs.skin_mottling >= 0.2:
        seen.add("mottled")
    if signs.breathlessness >= 0.3:
        seen.add("breathless")
    if signs.temperature >= FEVER_C:
        seen.add("fever")
    if awake and not seen & {"confused", "mottled", "breathless"}:
        seen.add("calm")
        if "fever" not in seen and (rung < highest_rung or was_febrile):
            seen.add("better")
    return frozenset(seen)


def due_note(level: Level, tick: Tick, seen: frozenset[str], said: tuple[int, ...]) -> int | None:
    """Return the place of the first of the level's notes whose moment has come and which was not said yet."""
    for place, note in enumerate(level.notes):
        if place not in said and hours(tick) >= note.after_h and note.sign in seen:
            return place
    return None


def own_words(level: Level, seed: int, tick: Tick, seen: frozenset[str], last: str) -> str | None:
    """Return a sentence of the nurse's own for this hour, other than the last one, or nothing."""
    hour = tick // TICKS_PER_HOUR
    if uniform(seed, "nurse/speaks", hour) >= CHANCE_PER_HOUR:
        return None
    worth_saying = [name for name in _LINES if name in seen] or ["calm"]
    young = hours(tick) < HOPEFUL_UNTIL_H and worth_saying[0] in {"breathless", "fever", "calm"}
    if young and uniform(seed, "nurse/hopeful", hour) < HOPEFUL_CHANCE:
        worth_saying = ["hopeful"]
    sign = worth_saying[mixed(stream(seed, "nurse/sign"), hour) % len(worth_saying)]
    lines = [_words(line, level.patient) for line in _LINES[sign]]
    fresh = [line for line in lines if line != last]
    return fresh[mixed(stream(seed, "nurse/line"), hour) % len(fresh)]
