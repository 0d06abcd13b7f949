"""Each sentence of the explainer says only what its moments of a model run show, in a minute that can be read along."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from game.case.explainer import LONGEST_MS, SCRIPT, Caption, Passage, Recording, caption_at, captions, digest, fits
from game.case.inside import InsideRun, Preset
from game.case.storm import STORMY_IL6, Organ
from game.case.storm_course import StormCourse
from game.files.voice_file import SIGNS_A_LINE, lines_of, read_voice, voice_folder
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import say, speak
from tests.test_house import ROOT

VALIDATION = (ROOT / "docs" / "validation.md").read_text("utf-8")


@cache
def course(preset: Preset) -> StormCourse:
    """Return a patient as far as the film needs any of them."""
    run = InsideRun(preset.drivers)
    while not run.finished and not all(one.known(run.course) for one in SCRIPT if one.preset is preset):
        run.read_on(TICKS_PER_HOUR)
    return run.course


class Moments:
    """What is seen while one sentence is said."""

    def __init__(self, passage: Passage) -> None:
        self.course = course(passage.preset)
        begins, self.ends = passage.hours(self.course)
        self.storms = self.course.storms[begins : self.ends + 1]
        self.first, self.last = self.storms[0], self.storms[-1]

    def rises(self, *names: str) -> bool:
        return all(getattr(self.last, name) > 1.1 * getattr(self.first, name) for name in names)

    def failed(self) -> list[Organ]:
        """Return the organs that have failed, the first one first."""
        hours = {organ: self.course.failed(organ, self.ends) for organ in Organ}
        failed = {organ: hour for organ, hour in hours.items() if hour is not None}
        return sorted(failed, key=lambda organ: failed[organ])


def peak(preset: Preset) -> float:
    return max(storm.virus for storm in course(preset).storms)


SAYS: dict[str, Callable[[Moments], bool]] = {
    "signals": lambda it: it.rises("il6", "tnf", "immune_cells"),
    "ends_well": lambda it: (
        it.last.virus < 1e-4 * peak(Preset.NORMAL)
        and it.last.tnf < it.first.tnf / 3
        and it.last.il6 < 10.0 < it.first.il6
    ),
    "feeds": lambda it: it.rises("il6", "immune_cells") and all(storm.gain >= 1.0 for storm in it.storms),
    "loop": lambda it: it.rises("il6", "leak", "dying", "immune_cells"),
    "threshold": lambda it: (
        all(storm.gain >= 1.0 for storm in it.storms)
        and it.first.gain < it.last.gain
        and it.course.crossed(it.ends) is not None
        and it.last.virus > 0.0
    ),
    "over_1000": lambda it: it.first.il6 < 1_000.0 < it.last.il6,
    "organs": lambda it: (
        it.rises("water") and it.last.leak > 0.4 and it.failed() == [Organ.LUNGS, Organ.HEART, Organ.KIDNEYS]
    ),
    "trend": lambda it: (
        it.rises("il6") and not it.failed() and all(a.il6 < b.il6 for a, b in pairwise(it.storms)) and it.ends >= 48
    ),
    "only_infection": lambda it: (
        it.last.against_infection > 0.5
        and it.last.virus < it.first.virus / 100
        and it.first.gain >= 1.0
        and it.course.runs_away(it.ends)
        and it.last.il6 > 1_000.0
    ),
    "too_much": lambda it: (
        it.storms[24].blocked > 0.9
        and it.storms[24].steroid > 0.7
        and it.rises("virus")
        and peak(Preset.TOO_MUCH) > 2 * peak(Preset.STORM)
        and it.course.crossings[0] < course(Preset.STORM).crossings[0]
    ),
    "stop": lambda it: (
        it.last.against_infection > 0.5
        and it.last.blocked > 0.9
        and it.last.steroid > 0.3
        and it.course.crossed(it.ends) is None
    ),
    "holds": lambda it: (
        all(storm.gain < 1.0 for storm in it.storms) and it.last.virus < it.first.virus / 50 and not it.failed()
    ),
    "choose": lambda it: it.course.crossed(it.ends) is None and not it.failed(),
}
"""What must be so for a sentence to be true, written down a second time. Who adds a sentence says it here."""


@pytest.mark.parametrize("passage", SCRIPT, ids=lambda one: one.id)
def test_the_moments_of_a_sentence_show_what_it_says(passage: Passage) -> None:
    assert SAYS[passage.id](Moments(passage)), passage.words


def test_every_sentence_has_its_claim_and_every_pitfall_is_met() -> None:
    assert list(SAYS) == [passage.id for passage in SCRIPT]
    assert {passage.preset for passage in SCRIPT} == set(Preset)


NUMBERS: dict[str, Callable[[], bool]] = {
    # The healthy adult of the validation, and the glossary's usual value.
    "10": lambda: "| IL-6 | 4.63 to 5.74 pg/mL" in VALIDATION and say("glossary.il_6.normal") == "under 10 pg/mL",
    # The mean of sepsis, from which the screen calls signalling a storm's.
    "1,000": lambda: (
        STORMY_IL6 == 1_000.0 and "IL-6 from under 50 to over 1,000 pg/mL in the worst hosts" in VALIDATION
    ),
    "Three": lambda: say("glossary.pitfalls.words").startswith("The three mistakes"),
}


def test_every_number_that_is_spoken_stands_in_a_table() -> None:
    spoken = " ".join(passage.words.replace("IL-6", "") for passage in SCRIPT)
    found = re.findall(r"\d[\d,.]*\d|\d|\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Tt]en|hundred|thousand|half|twice)\b", spoken)

    assert found
    assert [number for number in found if not NUMBERS[number]()] == []


def readable(of: tuple[Caption, ...]) -> list[str]:
    """Return which captions are read too fast, or are too long: 17 signs a second, two lines of 42 (BBC)."""
    return [
        one.words
        for one in of
        if len(one.words) / (one.ends_ms - one.begins_ms) * 1000 > 17.5 or len(lines_of(one.words)) > 2
    ]


SHIPPED = read_voice(voice_folder(ROOT / "assets"))


@pytest.mark.parametrize("voice", [SHIPPED, None], ids=["recorded", "by length"])
def test_captions_cover_a_minute_without_a_gap_and_can_be_read(voice: Recording | None) -> None:
    made = captions(voice)
    words = sum(len(one.words.split()) for one in made)

    assert made[0].begins_ms == 0
    assert all(one.ends_ms == other.begins_ms for one, other in pairwise(made))
    assert 45_000 < made[-1].ends_ms <= LONGEST_MS
    assert readable(made) == []
    assert max(len(line) for one in made for line in lines_of(one.words)) <= SIGNS_A_LINE
    assert words / (made[-1].ends_ms / 60_000) < 160


def test_the_times_by_length_are_near_those_of_the_voice() -> None:
    assert SHIPPED is not None
    pairs = list(zip(captions(SHIPPED), captions(None), strict=True))

    assert all(abs(said.ends_ms - read.ends_ms) < 3_000 for said, read in pairs)


def test_the_voice_that_is_shipped_says_these_very_words() -> None:
    assert SHIPPED is not None
    assert SHIPPED.digest == digest(), "render it again: python tools/render_explainer.py"
    assert fits(SHIPPED)
    assert Path(SHIPPED.file).is_file()


def test_in_another_language_the_english_voice_is_silent_and_the_captions_go_by_length() -> None:
    assert SHIPPED is not None
    speak({"explainer.choose": "Lies den Verlauf. Wähle die Stunde."})
    try:
        assert not fits(SHIPPED)
        assert captions(SHIPPED) == captions(None)
    finally:
        speak()


def test_the_hours_of_a_sentence_run_to_its_last_and_stand_there() -> None:
    for one in captions(None):
        hours = one.passage.hours(course(one.passage.preset))
        seen = [one.hour(at, hours) for at in range(one.begins_ms, one.ends_ms, 50)]
        assert seen == sorted(seen)
        assert (seen[0], seen[-1]) == hours
        assert seen.count(hours[1]) >= 4, "long enough to be looked at"
    assert caption_at(captions(None), 10**9).passage is SCRIPT[-1]


def test_the_page_shows_the_moments_of_the_film() -> None:
    page = (ROOT / "docs" / "inside.md").read_text("utf-8")
    for one in SCRIPT:
        begins, ends = one.hours(course(one.preset))
        days = f"{begins / 24:.1f} to {ends / 24:.1f}"
        assert f"| {one.words} | {one.preset.words} | {days} |" in page, one.id
