"""What the value of a case does not see and the score charges all the same: declared prices, each with its reason.

The value ends at the horizon of a case. Infections, weakness and lost control of a tumour come later; a case that went
well by luck teaches nobody to look; blood taken for nothing is missed by nobody on a chart. All prices are assumed:
they say what we hold to be good practice, not what a study measured. What the reference policy did for the same patient
sets what was needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.review.valuation.differences import is_unsafe
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Panel
from game.values.counted import counted
from game.values.diseases import DISEASES
from game.values.drug import ALL_STEROIDS, FORMULARY, Family
from game.values.fact import DoseGiven
from game.values.order import Draw
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hours, ticks

COURSE_COSTS: Final = 15.0
"""Points of the score for each course of dampening beyond the reference's."""
OTHER_KIND_COSTS: Final = 8.0
"""Points for a first course of the kind of damper, steroid or blocker, of which the reference needed none while it gave
the other: outside sepsis guidelines allow both."""
CALM_COURSE_COSTS: Final = 18.0
"""The same where the reference dampened nothing at all; a course that was begun counts whole."""
ANTIMICROBIAL_COSTS: Final = 5.0
"""Points for each course of an antimicrobial beyond the reference's."""
TEST_COSTS: Final = 0.06
TESTS_FREE: Final = 2
"""Samples up to so many times the reference's are free."""
TESTS_AT_MOST: Final = 20.0
BLIND_AFTER_H: Final = 24.0
BLIND_POINT_EVERY_H: Final = 5.0
"""A point for every five hours without a look beyond a day, in the first five days or until dampening begins; in
sepsis, whose trend is the pressure on the monitor, in the first two."""
BLIND_AT_MOST: Final = 20.0
WORTH_CHARGING: Final = 0.5
"""Points; less is let go."""
_TREND_WORDS: Final = {Panel.IL6: "IL-6", Panel.INFLAMMATION: "CRP", Panel.LACTATE_CREATININE: "lactate"}
"""What a panel shows of the trend."""

_LATER: Final = (
    "Infection, weakness and delirium come after the last hour of a case, where its value does not reach: "
    "so such a course counts {price}."
)


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


def charges(of: Track, reference: Track) -> tuple[Charge, ...]:
    """Return what is charged for a case; `reference` is the same patient under the reference policy to the horizon."""
    found = [*_dampening(of, reference), *_antimicrobials(of, reference), _tests(of, reference), _blindness(of)]
    return tuple([one for one in found if one is not None and one.points >= WORTH_CHARGING])


def _share(dose: DoseGiven) -> float:
    return 1.0 / FORMULARY[dose.regimen].doses


def _courses(doses: Sequence[DoseGiven]) -> float:
    total = 0.0
    for dose in doses:
        total = total + _share(dose)
    return total


def _beyond(doses: Sequence[DoseGiven], allowed: float) -> list[DoseGiven]:
    """Return the doses that come when as many courses as allowed were given."""
    total = 0.0
    found = []
    for dose in sorted(doses, key=lambda one: one.tick):
        total = total + _share(dose)
        if total > allowed + 1e-9:
            found.append(dose)
    return found


def _allowed(needed: float) -> float:
    """Return the courses that cost nothing: what the reference gave, and a whole course where it gave a part."""
    return max(1.0, needed) if needed > 0.0 else 0.0


def _named(doses: Sequence[DoseGiven]) -> str:
    return " and ".join(dict.fromkeys(FORMULARY[dose.regimen].label for dose in doses))


def _number(courses: float) -> str:
    return counted(f"{courses:.1f}".removesuffix(".0"), "course")


def _dampening(of: Track, reference: Track) -> list[Charge]:
    given = [dose for dose in of.doses if FORMULARY[dose.regimen].family is Family.DAMPENING]
    needed = [dose for dose in reference.doses if FORMULARY[dose.regimen].family is Family.DAMPENING]
    found = []
    for steroid in (True, False):
        mine = [dose for dose in given if (dose.regimen in ALL_STEROIDS) is steroid]
        theirs = [dose for dose in needed if (dose.regimen in ALL_STEROIDS) is steroid]
        allowed = _allowed(_courses(theirs))
        beyond = _beyond(mine, allowed)
        if not beyond:
            continue
        more = _courses(mine) - allowed
        price, points = COURSE_COSTS, COURSE_COSTS * more
        if not needed:
            price = CALM_COURSE_COSTS
            points = price * max(1.0, more)
        elif not theirs and not DISEASES[of.level.phenotype].bacterial:
            price = OTHER_KIND_COSTS
            points = price * min(1.0, more) + COURSE_COSTS * max(0.0, more - 1.0)
        began = beyond[0].tick
        unsafe = is_unsafe(of.cases[min(of.last, began // TICKS_PER_HOUR)])
        when = clock_text(began, of.level.start.clock_minute)
        found.append(
            Charge(
                first=began,
                last=beyond[-1].tick,
                cause=Cause.UNSAFE_ORDER if unsafe else Cause.OVER_DAMPENED,
                points=points,
                did=(
                    f"{_named(beyond)}: from {when}, {_number(more)} beyond what the reference gave."
                    if needed
                    else f"{_named(beyond)}: from {when}, with nothing to dampen. A begun course counts whole."
                ),
                better="Stop there." if theirs else "None of it: the reference did without.",
                why=_LATER.format(price=counted(f"{price:.0f}", "point")),
                study=FORMULARY[beyond[0].regimen].source,
            )
        )
    return found


def _antimicrobials(of: Track, reference: Track) -> list[Charge]:
    found = []
    for regimen in dict.fromkeys(dose.regimen for dose in of.doses):
        if FORMULARY[regimen].family is not Family.INFECTION:
            continue
        mine = [dose for dose in of.doses if dose.regimen == regimen]
        allowed = _allowed(_courses([dose for dose in reference.doses if dose.regimen == regimen]))
        beyond = _beyond(mine, allowed)
        if not beyond:
            continue
        more = _courses(mine) - allowed
        found.append(
            Charge(
                first=beyond[0].tick,
                last=beyond[-1].tick,
                cause=Cause.NEEDLESS_ANTIMICROBIAL,
                points=ANTIMICROBIAL_COSTS * more,
                did=f"{FORMULARY[regimen].label}: {_number(more)} beyond what the reference gave.",
                better="Stop there." if allowed else "None of it while nothing points to such an infection.",
                why=(
                    "Resistant germs and side effects come later: "
                    f"{counted(f'{ANTIMICROBIAL_COSTS:.0f}', 'point')} for each course."
                ),
                study="Surviving Sepsis Campaign 2021, Evans, Crit Care Med 49:e1063",
            )
        )
    return found


def _drawn(of: Track) -> list[tuple[Tick, Panel]]:
    return [
        (entry.tick, entry.order.panel) for entries in of.ordered for entry in entries if isinstance(entry.order, Draw)
    ]


def _tests(of: Track, reference: Track) -> Charge | None:
    mine, theirs = _drawn(of), _drawn(reference)
    free = TESTS_FREE * len(theirs)
    if len(mine) <= free:
        return None
    return Charge(
        first=mine[free][0],
        last=mine[-1][0],
        cause=Cause.NEEDLESS_TEST,
        points=min(TESTS_AT_MOST, TEST_COSTS * (len(mine) - free)),
        did=f"{counted(len(mine), 'sample')}; the reference took {len(theirs)}.",
        better="Take a sample when its result can change an order.",
        why=(
            f"Blood is lost, and staff. Beyond {TESTS_FREE} times the reference's, each counts {TEST_COSTS:g} points, "
            f"{TESTS_AT_MOST:.0f} at most."
        ),
        study="Smoller and Kruskall 1986, N Engl J Med 314:1233",
    )


def _blindness(of: Track) -> Charge | None:
    disease = DISEASES[of.level.phenotype]
    looks, within = disease.trend_panels, disease.blind_within_h
    # What was dampened no longer shows how it burns: IL-6 rises after tocilizumab, CRP falls.
    dampened = [dose.tick for dose in of.doses if FORMULARY[dose.regimen].family is Family.DAMPENING]
    until = min([of.cases[-1].tick, ticks(within), *dampened])
    marks = [0, *[tick for tick, panel in _drawn(of) if panel in looks and tick < until], until]
    blind, points = 0, 0.0
    first = last = 0
    for earlier, later in pairwise(marks):
        beyond = later - earlier - ticks(BLIND_AFTER_H)
        if beyond > 0:
            points = points + hours(beyond) / BLIND_POINT_EVERY_H
            if later - earlier > blind:
                blind, first, last = later - earlier, earlier, later
    if not blind:
        return None
    minute = of.level.start.clock_minute
    *others, last_word = [words for panel, words in _TREND_WORDS.items() if panel in looks]
    what, days = f"{', '.join(others)} or {last_word}", f"{within / 24.0:.0f}"
    return Charge(
        first=first + ticks(BLIND_AFTER_H),
        last=last,
        cause=Cause.IGNORED_TREND,
        points=min(BLIND_AT_MOST, points),
        # The text names the stretch that is charged, as the heading does; it begins a day after the last look.
        did=(
            f"No {what} from {clock_text(first + ticks(BLIND_AFTER_H), minute)} to {clock_text(last, minute)}, "
            f"after {BLIND_AFTER_H:.0f} h without one."
        ),
        better="Look at least once a day until the trend has turned.",
        why=(
            f"Who does not look cannot know that a calm patient is calm. In the first {days} days, before dampening, "
            f"each {BLIND_POINT_EVERY_H:.0f} h beyond a day without a look counts 1 point, {BLIND_AT_MOST:.0f} at most."
        ),
        study="",
    )


__all__ = ["Charge", "charges"]
