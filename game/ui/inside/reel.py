"""The hours of the film: found by the model while it plays, a little ahead of where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.case.explainer import LONGEST_MS, SCRIPT, SEEN_AT, Caption, Landmark, Passage, caption_at
from game.case.inside import InsideRun, Preset
from game.ui.inside.shown import Admit, StormShown
from game.values.ticks import TICKS_PER_HOUR

AXIS_H: Final = max(one.ends.after_h for one in SCRIPT if one.ends.of is Landmark.FEVER)
"""End of the line of time, the same for all patients, so that they can be compared."""
FRAME_MS: Final = 17
FOUND_BY_H: Final = 144
"""By when the landmarks of a storm are found, as far as it is planned ahead; a later one is waited for."""
FIRST_H: Final = 8
"""Hours of the first patient that are found before the film begins."""
MOST_TICKS: Final = 14
"""Ticks that are found in a frame at most, two milliseconds."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What is to be seen and read at one moment of the film."""

    caption: Caption
    shown: StormShown

    @property
    def of(self) -> tuple[str, int]:
        """Return whose hour it is: what looks alike for all that is made of this shot."""
        return self.caption.passage.preset.value, self.shown.hour


def _due(of: Caption) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return which hours a sentence needs by which moment of the film: its first, and its last."""
    begins, ends = of.passage.begins, of.passage.ends
    first = begins.after_h if begins.of is Landmark.FEVER else FOUND_BY_H
    last = ends.after_h if ends.of is Landmark.FEVER else FOUND_BY_H
    return (first, of.begins_ms), (last, of.begins_ms + round(SEEN_AT * (of.ends_ms - of.begins_ms)))


class Reel:
    """Finds the hours of the film by the model, in the order in which they are shown."""

    def __init__(self, admit: Admit = InsideRun) -> None:
        """Begin with all patients at the door: to admit one takes longer than a frame."""
        self._runs = {preset: admit(preset.drivers) for preset in Preset}
        self._runs[SCRIPT[0].preset].read_on(FIRST_H * TICKS_PER_HOUR)
        self._hours: dict[Passage, tuple[int, int]] = {}
        """Of the sentences of which all is found."""

    def _missing(self, passage: Passage) -> bool:
        if passage in self._hours:
            return False
        run = self._runs[passage.preset]
        if not run.finished and not passage.known(run.course):
            return True
        self._hours[passage] = passage.hours(run.course)
        return False

    def read_on(self, captions: Sequence[Caption], at_ms: int, elapsed_us: int) -> None:
        """Find so much more in a frame that each hour is known when it is shown, and no frame has more to do."""
        now = captions.index(caption_at(captions, at_ms))
        ahead = [one for one in (*captions[now:], *captions[:now]) if self._missing(one.passage)]
        if not ahead:
            return
        asked, most = dict.fromkeys(Preset, 0), 0.0
        for one in ahead:
            for wanted, by_ms in _due(one):
                asked[one.passage.preset] = max(asked[one.passage.preset], wanted)
                hours = sum(max(0, last - self._runs[of].course.last) for of, last in asked.items())
                # Of what lies behind, nothing is waited for: it is found last, in a minute.
                left_ms = by_ms - at_ms if by_ms > at_ms else LONGEST_MS
                most = max(most, hours * TICKS_PER_HOUR / left_ms)
        by = min(MOST_TICKS, max(1, -int(-most * elapsed_us // 1000)))
        self._runs[ahead[0].passage.preset].read_on(by)

    def shot(self, captions: Sequence[Caption], at_ms: int, *, still: bool = False) -> Shot:
        """Return a moment of the film, or the nearest that is known; `still` has only the last moment of a sentence."""
        caption = caption_at(captions, at_ms)
        preset = caption.passage.preset
        run = self._runs[preset]
        hours = self._hours.get(caption.passage) or caption.passage.hours(run.course)
        hour = min(run.course.last, hours[1] if still else caption.hour(at_ms, hours))
        seen = StormShown(run, hour, running=False, speed=1, drivers=preset.drivers, who="", said=hour, end=AXIS_H)
        return Shot(caption, seen)

    def whole_shot(self, captions: Sequence[Caption], at_ms: int) -> Shot:
        """Return a moment of the film once it is found, however long that takes."""
        passage = caption_at(captions, at_ms).passage
        while self._missing(passage):
            self._runs[passage.preset].read_on(TICKS_PER_HOUR)
        return self.shot(captions, at_ms)
