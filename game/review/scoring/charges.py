"""What the value of a case does not see and the score charges all the same: declared prices, each with its reason.

Luck can spare who never looked, and a case that went well so teaches nobody to look; blood taken for nothing is missed
by nobody on a chart. Luck also spares most of those whose fever without neutrophils nobody covers, and nobody can know
whom. All are assumed: they say what we hold to be good practice. Together they are at most 15 points. What drugs do,
needless ones too, the body shows and the value holds; it has no price.

Where the value itself falls while nobody looks, that has no price either: `vigils.unlooked` says whose fall it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.bedside.trend import Trend, trend
from game.case.case import Case
from game.policy.reference import FEVER_C, NEUTROPENIA
from game.review.valuation.differences import kinds_given
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import Vigil, drawn, first_dampened, looks, trend_vigil, vigil_behind_dampening
from game.review.verdict import Cause
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import Kind
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, Tick, clock_text, hours, taken_text, ticks, time_text
from game.values.words import count, say

TEST_COSTS: Final = 0.06
"""Points for a sample beyond those that are free."""
TESTS_FREE_A_DAY: Final = 16
"""Twice what the guideline run takes of a patient in a storm: about eight panels in 24 h."""
TESTS_AT_MOST: Final = 5.0
BLIND_AFTER_H: Final = 24.0
"""Hours without a test of the trend that are free: a look a day is a ward's habit (assumed)."""
BLIND_BEHIND_DAMPENING_AFTER_H: Final = 48.0
"""Behind dampening fever and CRP are silent: so long without a look, an infection can grow unseen (assumed)."""
BLIND_POINT_EVERY_H: Final = 5.0
"""A point for every five hours without a look beyond that."""
BLIND_AT_MOST: Final = 10.0
DAMPENED_FOR_H: Final = 120.0
"""So long after the first dose of dampening somebody has to look for an infection behind it (assumed)."""
CULTURE_HOLDS_H: Final = 24.0
"""Behind a culture the guideline run takes no second one for a fever in so many hours (`game/policy/reference.py`)."""
FEVER_FREE_H: Final = 2
"""Hours of fever with few neutrophils before a price begins: the guideline asks for an antibiotic within the hour."""
FEVER_AT_MOST: Final = 15.0
"""Points, one for each hour beyond (assumed)."""
BARE_FROM: Final = 10.0
"""Points of that price from which a fever counts as one that nobody covered: twelve hours (assumed)."""
PRICES_AT_MOST: Final = 15.0
"""Points of all prices together: the score is of what happens to a patient."""
WORTH_CHARGING: Final = 0.5
"""Points; less is let go."""


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
    knew: str = ""
    """What it rests on, with its hours, where the chart of a decision does not name that."""


def charges(of: Track) -> tuple[Charge, ...]:
    """Return what is charged for a case, the weightiest first: where it is too much in all, the last are cut."""
    found: list[Charge] = []
    left = PRICES_AT_MOST
    for one in (_bare_fever(of), _blindness(of), _tests(of)):
        if one is not None and min(one.points, left) >= WORTH_CHARGING:
            found.append(replace(one, points=min(one.points, left)))
            left = left - found[-1].points
    return tuple(found)


def owed(of: Track, charged: Sequence[Charge], hour: int) -> dict[Cause, float]:
    """Return what share of each price was due by an hour: whoever does better from there on pays no more of it."""
    by_then = {_sort(one.cause): one.points for one in charges(first_hours(of, hour))}
    return {one.cause: min(1.0, by_then.get(_sort(one.cause), 0.0) / one.points) for one in charged}


def _sort(cause: Cause) -> Cause:
    """Return one name for the price of not looking, which goes by what was longest not looked at."""
    return Cause.IGNORED_TREND if cause is Cause.OVER_DAMPENED else cause


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


def turned(of: Track) -> Tick | None:
    """Return from when on the chart showed to the end that the trend had turned; nothing where it never did.

    IL-6 or CRP of a sample of the case fell by more than the error of the assay, and neither rose.
    """
    since = None
    for case in reversed(of.cases):
        results = [case.sheets.chart.of(channel) for channel in (Channel.IL6, Channel.CRP)]
        moved = [trend(one) for one in results if one and one[-1].taken >= 0]
        if Trend.FALLING not in moved or Trend.RISING in moved:
            break
        since = case.tick
    return since


def watched_to(of: Track, end: Tick) -> Tick:
    """Return until when before an end the trend has to be looked at.

    What was dampened no longer shows how it burns (IL-6 rises after tocilizumab, CRP falls), and what was seen to turn
    need not be looked at so often.
    """
    return min([end, *[tick for tick in (first_dampened(of), turned(of)) if tick is not None]])


def _how_often(of: Track) -> str:
    """Return how often to look: in sepsis oftener than what is free of a price."""
    return "look_in_sepsis" if DISEASES[of.level.phenotype].bacterial else "look_at_every_round"


def _priced(of: Track) -> list[Vigil]:
    """Return what has its price where nobody looks; it ends with the usual time of the trend, or with its turn."""
    end = of.cases[-1].tick
    usual = ticks(DISEASES[of.level.phenotype].blind_within_h)
    dampened = first_dampened(of)
    found = [trend_vigil(of, watched_to(of, min(end, usual)), BLIND_AFTER_H, say(f"scoring.charges.{_how_often(of)}"))]
    if dampened is not None:
        last = min(end, dampened + ticks(DAMPENED_FOR_H))
        words = say("scoring.charges.look_for_infection_every_day")
        found.append(vigil_behind_dampening(dampened, last, BLIND_BEHIND_DAMPENING_AFTER_H, words))
    return found


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
                why=watch.why_at(of.cases[min(of.last, first // TICKS_PER_HOUR)]),
                blind_point_every_h=f"{BLIND_POINT_EVERY_H:.0f}",
                after_h=f"{watch.after_h:.0f}",
                blind_at_most=f"{BLIND_AT_MOST:.0f}",
            )
        ),
        study="",
    )


def _is_bare_fever(of: Track, hour: int) -> bool:
    """Say whether in this hour fever met few neutrophils and no antibiotic, and the guideline asked for one."""
    case = of.cases[hour]
    neutrophils = case.sheets.chart.last(Channel.NEUTROPHILS)
    if neutrophils is None or neutrophils.value >= NEUTROPENIA:
        return False
    if case.sheets.hours[-1].vitals[Channel.TEMPERATURE].value < FEVER_C:
        return False
    if any(line.running and line.regimen.kind is Kind.ANTIBACTERIAL for line in case.sheets.courses):
        return False
    undone = kinds_given(of.wishes[hour]) - kinds_given(entry.order for entry in of.ordered[hour])
    return Kind.ANTIBACTERIAL in undone


def went_bare(charged: Sequence[Charge]) -> bool:
    """Say whether a fever went uncovered for so long that it counts, whatever the value shows of it."""
    return any(one.cause is Cause.LATE_ANTIMICROBIAL and one.points >= BARE_FROM for one in charged)


def _fever_and_neutrophils(case: Case, minute: int) -> str:
    """Return the temperature and the neutrophils of an hour, and when they were read and taken."""
    sheet, neutrophils = case.sheets.hours[-1], case.sheets.chart.last(Channel.NEUTROPHILS)
    assert neutrophils is not None
    return say(
        "scoring.charges.fever_and_neutrophils",
        temperature=sheet.vitals[Channel.TEMPERATURE].told,
        clock=time_text(sheet.tick, minute),
        neutrophils=neutrophils.told,
        taken=taken_text(neutrophils.taken, minute),
    )


def _bare_fever(of: Track) -> Charge | None:
    """Return the price of fever with few neutrophils that nobody covered: the value sees germs in a few alone."""
    if DISEASES[of.level.phenotype].treated is not Treated.RELEASE:
        return None
    bare = [hour for hour in range(of.last) if _is_bare_fever(of, hour)]
    if len(bare) <= FEVER_FREE_H:
        return None
    first, last = bare[0] * TICKS_PER_HOUR, (bare[-1] + 1) * TICKS_PER_HOUR
    minute = of.level.start.clock_minute
    since = first - ticks(CULTURE_HOLDS_H)
    cultured = any(panel is Panel.CULTURE and since <= tick < last for tick, panel in looks(of))
    between = {"when": clock_text(first, minute), "when_2": clock_text(last, minute)}
    return Charge(
        first=first,
        last=last,
        cause=Cause.LATE_ANTIMICROBIAL,
        points=min(FEVER_AT_MOST, float(len(bare) - FEVER_FREE_H)),
        did=count("scoring.charges.bare_fever", len(bare), **between),
        better=say("scoring.charges.begin_an_antibiotic" if cultured else "scoring.charges.cover_the_fever"),
        why=say("scoring.charges.few_neutrophils", free=FEVER_FREE_H, at_most=f"{FEVER_AT_MOST:.0f}"),
        study="IDSA guideline 2011, Freifeld, Clin Infect Dis 52:e56",
        knew=_fever_and_neutrophils(of.cases[bare[0]], minute),
    )


__all__ = ["Charge", "charges", "went_bare"]
