"""The storm in a minute: what is said, sentence by sentence, and which moments of which patient are seen meanwhile.

The words stand in the catalogue; the voice, the captions, the screen and the film for a lecture are all made from here.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Final

from game.case.inside import Preset
from game.case.storm import STORMY_IL6
from game.case.storm_course import StormCourse
from game.values.words import say

LONGEST_MS: Final = 60_000
"""Nobody who only wants to know what a storm is waits longer."""
SIGN_MS: Final = 66
"""So long one sign of a sentence is read aloud; used where no voice was recorded for the words (measured on the English
voice; its mean)."""
PAUSE_MS: Final = 450
"""Silence after each sentence, in which the eye leaves the caption for the picture."""
SEEN_AT: Final = 0.8
"""Share of a sentence after which its last moment is reached; the rest of the time it stands and can be looked at."""
STEPS: Final = 24
"""Steps in which the hours of a sentence pass: numbers that change more often can be read by nobody."""


class Lit(enum.Enum):
    """The part of the screen that a sentence speaks of."""

    PICTURE = "picture"
    NUMBERS = "numbers"
    RING = "ring"
    ORGANS = "organs"
    TIME = "time"


class Landmark(enum.Enum):
    """What the hours of a sentence are counted from; the model says when it is."""

    FEVER = "fever"
    """The first fever: day 0."""
    THRESHOLD = "threshold"
    """The first hour in which one turn of the loop makes more than the last."""
    THOUSAND = "thousand"
    """The first hour in which IL-6 is a storm's."""

    def hour(self, course: StormCourse) -> int | None:
        """Return when it was; nothing as long as that is not found."""
        match self:
            case Landmark.FEVER:
                return 0
            case Landmark.THRESHOLD:
                return course.crossings[0] if course.crossings else None
            case Landmark.THOUSAND:
                return next((hour for hour, storm in enumerate(course.storms) if storm.il6 >= STORMY_IL6), None)


@dataclass(frozen=True, slots=True)
class FilmMoment:
    """A moment of a patient: so many hours after a landmark."""

    after_h: int
    of: Landmark = Landmark.FEVER

    def hour(self, course: StormCourse) -> int | None:
        """Return the hour since the first fever; nothing as long as its landmark is not found."""
        found = self.of.hour(course)
        return None if found is None else found + self.after_h


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, and the hours that pass in the picture while it is said."""

    id: str
    preset: Preset
    begins: FilmMoment
    ends: FilmMoment
    lit: Lit

    def known(self, course: StormCourse) -> bool:
        """Say whether all of its hours are found."""
        ends = self.ends.hour(course)
        return self.begins.hour(course) is not None and ends is not None and ends <= course.last

    def hours(self, course: StormCourse) -> tuple[int, int]:
        """Return its first and last hour since the first fever; the last that is found, where a landmark is not."""
        begins, ends = self.begins.hour(course), self.ends.hour(course)
        return course.last if begins is None else begins, course.last if ends is None else ends

    @property
    def words(self) -> str:
        """Return what is said, and read as the caption."""
        return say(f"explainer.{self.id}")


_CROSSED, _THOUSAND = Landmark.THRESHOLD, Landmark.THOUSAND
SCRIPT: Final[tuple[Passage, ...]] = (
    Passage("signals", Preset.NORMAL, FilmMoment(0), FilmMoment(48), Lit.PICTURE),
    Passage("ends_well", Preset.NORMAL, FilmMoment(120), FilmMoment(204), Lit.NUMBERS),
    # What a storm is, shown of one: before its days are told from the beginning.
    Passage("feeds", Preset.STORM, FilmMoment(0, _CROSSED), FilmMoment(8, _CROSSED), Lit.RING),
    Passage("loop", Preset.STORM, FilmMoment(72), FilmMoment(120), Lit.RING),
    Passage("threshold", Preset.STORM, FilmMoment(0, _CROSSED), FilmMoment(0, _THOUSAND), Lit.RING),
    Passage("over_1000", Preset.STORM, FilmMoment(-1, _THOUSAND), FilmMoment(10, _THOUSAND), Lit.NUMBERS),
    Passage("organs", Preset.STORM, FilmMoment(10, _THOUSAND), FilmMoment(172), Lit.ORGANS),
    Passage("trend", Preset.STORM, FilmMoment(0), FilmMoment(118), Lit.TIME),
    Passage("only_infection", Preset.ONLY_INFECTION, FilmMoment(0, _CROSSED), FilmMoment(252), Lit.NUMBERS),
    Passage("too_much", Preset.TOO_MUCH, FilmMoment(0), FilmMoment(5, _CROSSED), Lit.PICTURE),
    Passage("stop", Preset.IN_TIME, FilmMoment(96), FilmMoment(132), Lit.PICTURE),
    Passage("holds", Preset.IN_TIME, FilmMoment(132), FilmMoment(264), Lit.ORGANS),
    Passage("choose", Preset.IN_TIME, FilmMoment(264), FilmMoment(288), Lit.TIME),
)
"""A test holds of every sentence that its moments show what it says."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of the sentences."""

    file: str
    digest: str
    """Of the words that are heard."""
    ends_ms: tuple[int, ...]
    """When each sentence is over, its pause included."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence with the time in which it is heard and read."""

    passage: Passage
    begins_ms: int
    ends_ms: int

    @property
    def words(self) -> str:
        """Return what is read."""
        return self.passage.words

    def hour(self, at_ms: int, hours: tuple[int, int]) -> int:
        """Return the hour of the patient that is seen at a moment of the film, from the first to the last of them."""
        whole = max(1.0, SEEN_AT * (self.ends_ms - self.begins_ms))
        share = min(1.0, max(0.0, (at_ms - self.begins_ms) / whole))
        begins, ends = hours
        return begins + round(share * STEPS) * (ends - begins) // STEPS


def digest_of(words: Sequence[str]) -> str:
    """Return what tells a recording of other words from one of these."""
    return blake2b("\n".join(words).encode(), digest_size=16).hexdigest()


def digest() -> str:
    """Return the same of the sentences, in the language that is spoken."""
    return digest_of([passage.words for passage in SCRIPT])


def fits(voice: Recording | None) -> bool:
    """Say whether a recording is one of these very sentences."""
    return voice is not None and voice.digest == digest() and len(voice.ends_ms) == len(SCRIPT)


def captions(voice: Recording | None) -> tuple[Caption, ...]:
    """Return the captions: timed by the recording if it is one of these words, else by the lengths of the sentences."""
    if voice is not None and fits(voice):
        ends = voice.ends_ms
    else:
        ends = tuple(accumulate(SIGN_MS * len(passage.words) + PAUSE_MS for passage in SCRIPT))
    return tuple(Caption(passage, *span) for passage, span in zip(SCRIPT, pairwise((0, *ends)), strict=True))


def caption_at(of: Sequence[Caption], at_ms: int) -> Caption:
    """Return the caption of a moment, the last one after the end."""
    return next((one for one in of if at_ms < one.ends_ms), of[-1])
