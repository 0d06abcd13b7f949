"""What the nurse says: work of breathing, confusion, skin, comfort; too hopeful at times while the illness is young."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.case.scene import HOLDS, BedsideHour
from game.case.sentences import HOPEFUL, KINDS_OF_WORDS, OF_DRUGS, OF_LYING, Sentence
from game.values.claim import Claim
from game.values.level import Level, NurseNote, Patient
from game.values.noise import mixed, stream, uniform
from game.values.ticks import TICKS_PER_HOUR, Tick, hours
from game.values.words import say

QUIET_TICKS = 4 * TICKS_PER_HOUR
"""Least time between two words of the nurse."""
CHANCE_PER_HOUR = 0.2
"""Chance that the nurse speaks in an hour in which nothing holds the tongue (assumed)."""
HOPEFUL_CHANCE = 0.35
"""Chance of a hopeful word in the first two days, while the eye sees nothing amiss (assumed)."""
HOPEFUL_UNTIL_H = 48.0
AGAIN_TICKS = 48 * TICKS_PER_HOUR
"""Least time until the nurse says the same again (assumed): a joke at each morning round is none."""


def _words(sentence: Sentence, patient: Patient) -> str:
    return say(f"{sentence.id}.{patient.pronoun}")


def holds(scene: BedsideHour, claims: Iterable[Claim]) -> bool:
    """Say whether all that a sentence claims is so."""
    return all(HOLDS[claim](scene) for claim in claims)


def _signed(note: NurseNote, scene: BedsideHour) -> bool:
    """Say whether the sign that a level's note waits for is there."""
    if note.sign == "always":
        return True
    if note.sign == "calm":
        return holds(scene, (Claim.ALERT, Claim.AT_EASE, Claim.NOT_MOTTLED, Claim.CALM))
    return holds(scene, (Claim(note.sign),))


def _calm(note: NurseNote) -> bool:
    """Say whether a level's note is one of comfort."""
    return note.sign == "calm" or Claim.AT_EASE in note.needs


def due_note(level: Level, scene: BedsideHour, said: tuple[int, ...]) -> int | None:
    """Return the place of the first of the level's notes whose moment has come and which was not said yet."""
    for place, note in enumerate(level.notes):
        due = place not in said and hours(scene.tick) >= note.after_h
        if not (due and _signed(note, scene) and holds(scene, note.needs)):
            continue
        # A word of comfort behind 'Please come now' would take the call back: it waits, as the nurse's own do.
        if not _calm(note) or holds(scene, (Claim.NOBODY_CALLED,)):
            return place
    return None


def own_words(level: Level, seed: int, scene: BedsideHour, said: Sequence[tuple[Tick, str]]) -> str | None:
    """Return a sentence of the nurse's own for this hour, true and not `said` of late, or nothing."""
    hour = scene.tick // TICKS_PER_HOUR
    # A word behind the call of this very hour would hide it on the screen.
    if scene.called == scene.tick:
        return None
    ever = {text for _, text in said}
    news = [_words(one, level.patient) for one in (*OF_DRUGS, *OF_LYING) if holds(scene, one.claims)]
    first = next((words for words in news if words not in ever), None)
    if first is not None:
        return first
    if uniform(seed, "nurse/speaks", hour) >= CHANCE_PER_HOUR:
        return None

    lately = {*news, *(text for tick, text in said if scene.tick - tick < AGAIN_TICKS)}

    def true(sentences: Iterable[Sentence]) -> list[str]:
        words = [_words(one, level.patient) for one in sentences if holds(scene, one.claims)]
        return [one for one in words if one not in lately]

    kinds = [lines for lines in map(true, KINDS_OF_WORDS) if lines]
    hopeful = true(HOPEFUL)
    if hopeful and hours(scene.tick) < HOPEFUL_UNTIL_H and uniform(seed, "nurse/hopeful", hour) < HOPEFUL_CHANCE:
        kinds = [hopeful]
    if not kinds:
        return None
    lines = kinds[mixed(stream(seed, "nurse/sign"), hour) % len(kinds)]
    return lines[mixed(stream(seed, "nurse/line"), hour) % len(lines)]
