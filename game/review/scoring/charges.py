"""What the value of a case does not see and the score charges all the same: two declared prices, each with its reason.

Luck can spare who never looked, and a case that went well so teaches nobody to look; blood taken for nothing is missed
by nobody on a chart. Both prices are assumed: they say what we hold to be good practice. Together they are at most 15
points. What drugs do, needless ones too, the body shows and the value holds; it has no price.

Where the value itself falls while nobody looks, that has no price either: `unlooked` says whose fall it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.review.valuation.differences import Difference
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Panel
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.order import Draw
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, Tick, clock_text, hours, ticks
from game.values.words import Worded, count, say

TEST_COSTS: Final = 0.06
"""Points for a sample beyond those that are free."""
TESTS_FREE_A_DAY: Final = 16
"""Twice what the guideline run takes of a patient in a storm: about eight panels in 24 h."""
TESTS_AT_MOST: Final = 5.0
BLIND_AFTER_H: Final = 24.0
BLIND_BEHIND_DAMPENING_AFTER_H: Final = 48.0
"""Behind dampening fever and CRP are silent: so long without a look, an infection can grow unseen (assumed)."""
UNSEEN_AFTER_H: Final = 12.0
"""A ward's rounds are so far apart: whoever looks at each of them is not late (assumed)."""
UNSEEN_BEHIND_DAMPENING_AFTER_H: Final = 24.0
"""Behind dampening a culture takes a day to speak: whoever looks for infection every day is not late (assumed)."""
IN_TIME_H: Final = 2.0
"""Hours after the guideline run's wish in which an order, or a look, counts as in time (assumed: two rounds)."""
BLIND_POINT_EVERY_H: Final = 5.0
"""A point for every five hours without a look beyond that."""
BLIND_AT_MOST: Final = 10.0
DAMPENED_FOR_H: Final = 120.0
"""So long after the first dose of dampening somebody has to look for an infection behind it (assumed)."""
WORTH_CHARGING: Final = 0.5
"""Points; less is let go."""
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


@dataclass(frozen=True, slots=True)
class Charge:
    """Points of the score that are charged whatever the value says, with the chart that shows why."""

    first: Tick
    last: Tick
    cause: Cause
    points: float
    did: str
    better: str
    why: str
    study: str


def charges(of: Track) -> tuple[Charge, ...]:
    """Return what is charged for a case."""
    found = [_tests(of), _blindness(of)]
    return tuple([one for one in found if one is not None and one.points >= WORTH_CHARGING])


def drawn(of: Track) -> list[tuple[Tick, Panel]]:
    """Return every sample that was ordered and taken, in the order of time."""
    return [
        (entry.tick, entry.order.panel) for entries in of.ordered for entry in entries if isinstance(entry.order, Draw)
    ]


def first_dampened(of: Track) -> Tick | None:
    """Return when the first dose of dampening went in, if one did."""
    return min([dose.tick for dose in of.doses if FORMULARY[dose.regimen].family is Family.DAMPENING], default=None)


def _tests(of: Track) -> Charge | None:
    mine = drawn(of)
    days = -(-of.cases[-1].tick // TICKS_PER_DAY) or 1
    free = TESTS_FREE_A_DAY * days
    if len(mine) <= free:
        return None
    return Charge(
        first=mine[free][0],
        last=mine[-1][0],
        cause=Cause.NEEDLESS_TEST,
        points=min(TESTS_AT_MOST, TEST_COSTS * (len(mine) - free)),
        did=say("scoring.charges.in", counted=count("things.samples", len(mine)), counted_2=count("things.days", days)),
        better=say("scoring.charges.take_a_sample_when_its"),
        why=(
            say(
                "scoring.charges.blood_is_lost_and_staff",
                tests_free_a_day=TESTS_FREE_A_DAY,
                test_costs=f"{TEST_COSTS:g}",
                tests_at_most=f"{TESTS_AT_MOST:.0f}",
            )
        ),
        study="Smoller and Kruskall 1986, N Engl J Med 314:1233",
    )


@dataclass(frozen=True, slots=True)
class Vigil:
    """A time in which somebody has to look, at what, and how long it may be left."""

    first: Tick
    last: Tick
    panels: frozenset[Panel]
    after_h: float
    missing: str
    better: str
    why: str

    @property
    def cause(self) -> Cause:
        """Return the name of not looking."""
        return Cause.OVER_DAMPENED if self.panels is BEHIND_DAMPENING else Cause.IGNORED_TREND

    def unseen(self, of: Track) -> list[tuple[Tick, Tick]]:
        """Return the stretches without a look, from where they become too long."""
        looks = [tick for tick, panel in drawn(of) if panel in self.panels and self.first <= tick < self.last]
        marks = [self.first, *looks, self.last]
        return [
            (earlier + ticks(self.after_h), later)
            for earlier, later in pairwise(marks)
            if later - earlier > ticks(self.after_h)
        ]


def _trend(of: Track, last: Tick, after_h: float, better: str) -> Vigil:
    panels = DISEASES[of.level.phenotype].trend_panels
    *others, last_word = [words for panel, words in _TREND_WORDS.items() if panel in panels]
    return Vigil(
        first=0,
        last=last,
        panels=panels,
        after_h=after_h,
        missing=say("scoring.charges.or", others=", ".join(others), last_word=last_word),
        better=better,
        why=say("scoring.charges.who_does_not_look_cannot"),
    )


def _behind(first: Tick, last: Tick, after_h: float, better: str) -> Vigil:
    return Vigil(
        first=first,
        last=last,
        panels=BEHIND_DAMPENING,
        after_h=after_h,
        missing=say("scoring.charges.culture_procalcitonin_or_blood_count"),
        better=better,
        why=say("scoring.charges.behind_dampening_fever_and_crp"),
    )


def _priced(of: Track) -> list[Vigil]:
    """Return what has its price where it is not looked at; the price ends when the usual time of the trend is over."""
    end = of.cases[-1].tick
    usual = ticks(DISEASES[of.level.phenotype].blind_within_h)
    dampened = first_dampened(of)
    # What was dampened no longer shows how it burns: IL-6 rises after tocilizumab, CRP falls.
    last = min([end, usual, *([] if dampened is None else [dampened])])
    found = [_trend(of, last, BLIND_AFTER_H, say("scoring.charges.look_at_least_once_a"))]
    if dampened is not None:
        last = min(end, dampened + ticks(DAMPENED_FOR_H))
        words = say("scoring.charges.look_for_infection_every_other")
        found.append(_behind(dampened, last, BLIND_BEHIND_DAMPENING_AFTER_H, words))
    return found


def _watched(of: Track) -> list[Vigil]:
    """Return what has to be looked at as long as the case lasts, since an order may hang on it."""
    end = of.cases[-1].tick
    dampened = first_dampened(of)
    # Behind a steroid IL-6 still tells who needs more; behind its blocker it tells nothing.
    blocked = min([dose.tick for dose in of.doses if FORMULARY[dose.regimen].kind is Kind.IL6_BLOCKER], default=end)
    found = [_trend(of, blocked, UNSEEN_AFTER_H, say("scoring.charges.look_at_every_round"))]
    if dampened is not None:
        words = say("scoring.charges.look_for_infection_every_day")
        found.append(_behind(dampened, end, UNSEEN_BEHIND_DAMPENING_AFTER_H, words))
    return found


def unlooked(of: Track, hour: int, parted: Difference) -> Vigil | None:
    """Return what was not looked at for too long, where the guideline asks for it and nothing else parts the two.

    A test changes no body; but whoever has not looked since the last round cannot do what its result would have asked
    for, and what that costs the patients who may lie there is not chance.
    """
    if parted.treats:
        return None
    now = hour * TICKS_PER_HOUR
    for watch in _watched(of):
        if not watch.first <= now < watch.last or not watch.panels.intersection(parted.not_drawn):
            continue
        looks = [tick for tick, panel in drawn(of) if panel in watch.panels and tick <= now + ticks(IN_TIME_H)]
        # Behind dampening the hours are counted from its first dose: before it nothing was hidden.
        if now - max([watch.first, *looks]) >= ticks(watch.after_h):
            return watch
    return None


def _blindness(of: Track) -> Charge | None:
    """Return the price of not looking: all stretches together, told by the longest."""
    found = [(watch, stretch) for watch in _priced(of) for stretch in watch.unseen(of)]
    if not found:
        return None
    points = 0.0
    for _, (first, last) in found:
        points = points + hours(last - first) / BLIND_POINT_EVERY_H
    watch, (first, last) = max(found, key=lambda one: (one[1][1] - one[1][0], -one[1][0]))
    minute = of.level.start.clock_minute
    return Charge(
        first=first,
        last=last,
        cause=watch.cause,
        points=min(BLIND_AT_MOST, points),
        # The text names the stretch that is charged, as the heading does; it begins when the look was due.
        did=(
            say(
                "scoring.charges.no_from_to_after_h",
                missing=watch.missing,
                when=clock_text(first, minute),
                when_2=clock_text(last, minute),
                after_h=f"{watch.after_h:.0f}",
            )
        ),
        better=watch.better,
        why=(
            say(
                "scoring.charges.each_h_beyond_h_without",
                why=watch.why,
                blind_point_every_h=f"{BLIND_POINT_EVERY_H:.0f}",
                after_h=f"{watch.after_h:.0f}",
                blind_at_most=f"{BLIND_AT_MOST:.0f}",
            )
        ),
        study="",
    )


__all__ = ["Charge", "Vigil", "charges", "drawn", "first_dampened", "unlooked"]
