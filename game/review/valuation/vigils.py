"""What has to be looked at while a case lasts, what was looked at, and where nobody had looked for too long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from game.bedside.news2 import URGENT_FROM
from game.case.case import Case
from game.review.valuation.differences import Difference
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Panel
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family
from game.values.order import Draw
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks
from game.values.words import Worded, say

UNSEEN_AFTER_H: Final = 12.0
"""A ward's rounds are so far apart: whoever looks at each of them is not late (assumed)."""
UNSEEN_BEHIND_DAMPENING_AFTER_H: Final = 24.0
"""Behind dampening a culture takes a day to speak: whoever looks for infection every day is not late (assumed)."""
GERMS_UNSEEN_AFTER_H: Final = 24.0
"""Procalcitonin and CRP once a day are a ward's habit (assumed)."""
IN_TIME_H: Final = 2.0
"""Hours after the guideline run's wish in which an order, or a look, counts as in time (assumed: two rounds)."""
_TREND_WORDS: Final = Worded(
    {
        Panel.IL6: "scoring.charges.trend.il6",
        Panel.INFLAMMATION: "scoring.charges.trend.inflammation",
        Panel.LACTATE_CREATININE: "scoring.charges.trend.lactate_creatinine",
    }
)
"""What a panel shows of the trend."""
BEHIND_DAMPENING: Final = frozenset({Panel.CULTURE, Panel.INFLAMMATION, Panel.BLOOD_COUNT})
"""Tests that show an infection behind dampening: what grows, procalcitonin, the cells that are left to fight."""
SHOWS_GERMS: Final = frozenset({Panel.INFLAMMATION, Panel.CULTURE})
"""Tests that tell bacteria from a storm; IL-6 rises with both."""


def drawn(of: Track) -> list[tuple[Tick, Panel]]:
    """Return every sample that was ordered and taken, in the order of time."""
    return [
        (entry.tick, entry.order.panel) for entries in of.ordered for entry in entries if isinstance(entry.order, Draw)
    ]


def looks(of: Track) -> list[tuple[Tick, Panel]]:
    """Return what was looked at: samples that were ordered, and those of the ward's own rounds."""
    last = of.cases[-1]
    routine = [(tick, panel) for panel, every in last.admission.routine for tick in range(0, last.tick, every)]
    return sorted([*drawn(of), *routine], key=lambda look: look[0])


def first_dampened(of: Track) -> Tick | None:
    """Return when the first dose of dampening went in, if one did."""
    return min([dose.tick for dose in of.doses if FORMULARY[dose.regimen].family is Family.DAMPENING], default=None)


@dataclass(frozen=True, slots=True)
class Vigil:
    """A time in which somebody has to look, at what, and how long it may be left."""

    first: Tick
    last: Tick
    panels: frozenset[Panel]
    after_h: float
    better: str
    why: str
    why_ill: str = ""
    """The same of a patient whom nobody calls calm; empty where it is true of both."""
    missing: str = ""
    """What was not drawn, in words, where that has a price."""

    @property
    def cause(self) -> Cause:
        """Return the name of not looking."""
        return Cause.OVER_DAMPENED if self.panels is BEHIND_DAMPENING else Cause.IGNORED_TREND

    def why_at(self, case: Case) -> str:
        """Return why to look, by how the patient was when it was due."""
        ill = case.sheets.hours[-1].news2_total >= URGENT_FROM
        return self.why_ill if ill and self.why_ill else self.why

    def unseen(self, of: Track) -> list[tuple[Tick, Tick]]:
        """Return the stretches without a look, from where they become too long."""
        seen = [tick for tick, panel in looks(of) if panel in self.panels and self.first <= tick < self.last]
        marks = [self.first, *seen, self.last]
        return [
            (earlier + ticks(self.after_h), later)
            for earlier, later in pairwise(marks)
            if later - earlier > ticks(self.after_h)
        ]


def trend_vigil(of: Track, last: Tick, after_h: float, better: str) -> Vigil:
    """Return the watch for the trend, from the door to a tick."""
    panels = DISEASES[of.level.phenotype].trend_panels
    *others, last_word = [words for panel, words in _TREND_WORDS.items() if panel in panels]
    return Vigil(
        first=0,
        last=last,
        panels=panels,
        after_h=after_h,
        better=better,
        why=say("scoring.charges.who_does_not_look_cannot"),
        why_ill=say("scoring.charges.who_does_not_look_at_the_ill"),
        missing=say("scoring.charges.or", others=", ".join(others), last_word=last_word),
    )


def vigil_behind_dampening(first: Tick, last: Tick, after_h: float, better: str) -> Vigil:
    """Return the watch for an infection that dampening hides."""
    return Vigil(
        first=first,
        last=last,
        panels=BEHIND_DAMPENING,
        after_h=after_h,
        better=better,
        why=say("scoring.charges.behind_dampening_fever_and_crp"),
        missing=say("scoring.charges.culture_procalcitonin_or_blood_count"),
    )


def _vigil_for_germs(last: Tick) -> Vigil:
    """Return the watch for bacteria beside a storm: due within a round of the door, and then every day."""
    return Vigil(
        first=ticks(UNSEEN_AFTER_H - GERMS_UNSEEN_AFTER_H),
        last=last,
        panels=SHOWS_GERMS,
        after_h=GERMS_UNSEEN_AFTER_H,
        better=say("scoring.charges.look_for_bacteria_every_day"),
        why=say("scoring.charges.procalcitonin_tells_more"),
    )


def _watched(of: Track) -> list[Vigil]:
    """Return what has to be looked at as long as the case lasts, since an order may hang on it."""
    end = of.cases[-1].tick
    dampened = first_dampened(of)
    # Behind a steroid IL-6 still tells who needs more; behind its blocker it tells nothing.
    blocked = min([dose.tick for dose in of.doses if FORMULARY[dose.regimen].kind.blocks_il6], default=end)
    found = [trend_vigil(of, blocked, UNSEEN_AFTER_H, say("scoring.charges.look_at_every_round"))]
    found.append(_vigil_for_germs(blocked))
    if dampened is not None:
        words = say("scoring.charges.look_for_infection_every_day")
        found.append(vigil_behind_dampening(dampened, end, UNSEEN_BEHIND_DAMPENING_AFTER_H, words))
    return found


def more_than_a_look(parted: Difference) -> bool:
    """Say whether more than a look parts the two.

    To go on with an antimicrobial costs next to nothing, and does not hide that nobody looked.
    """
    kept = tuple([one for one in parted.kept if FORMULARY[one].family is not Family.INFECTION])
    return replace(parted, kept=kept).treats


def unlooked(of: Track, hour: int, parted: Difference) -> Vigil | None:
    """Return what was not looked at for too long, where the guideline asks for it and nothing else parts the two.

    A test changes no body; but whoever has not looked since the last round cannot do what its result would have asked
    for, and what that costs the patients who may lie there is not chance.
    """
    if more_than_a_look(parted):
        return None
    now, looked = hour * TICKS_PER_HOUR, looks(of)
    for watch in _watched(of):
        if not watch.first <= now < watch.last or not watch.panels.intersection(parted.not_drawn):
            continue
        seen = [tick for tick, panel in looked if panel in watch.panels and tick <= now + ticks(IN_TIME_H)]
        # Behind dampening the hours are counted from its first dose: before it nothing was hidden.
        if now - max([watch.first, *seen]) >= ticks(watch.after_h):
            return watch
    return None
