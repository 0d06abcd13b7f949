"""Where a class lost value: hour by hour, by cause, and the moments most worth talking about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.review.findings import Episode
from game.review.scoring.own import own_decisions, own_verdict
from game.review.verdict import Cause, Pitfall, PitfallVerdict, Verdict
from game.training.handed_in import HandedIn
from game.training.roster import Learner
from game.values.level import Level
from game.values.ticks import TICKS_PER_HOUR, Tick

HEAT_FROM: Final = (0.05, 0.25, 0.5, 1.0, 2.0)
"""Points of the score lost in an hour from which a field is that much darker (assumed: the first is a point a day)."""
TOLD_FROM: Final = 3.0
"""Points from which a decision is worth a class's time (assumed: under the mark 'slow' of one learner)."""
TOGETHER: Final = 24 * TICKS_PER_HOUR
"""Decisions of one cause that begin within a day of each other are one moment of the class."""
MOMENTS: Final = 3
"""Moments that a page shows of a class: as many as a lesson has time for (assumed)."""


@dataclass(frozen=True, slots=True)
class LossStretch:
    """Hours in which one learner lost value evenly."""

    first_h: float
    hours: float
    points: float
    cause: Cause
    heat: int
    """1 to 5, as `HEAT_FROM` has it."""


def heat_of(points_an_hour: float) -> int:
    """Return how dark a field is, 0 to 5."""
    return sum(points_an_hour >= least for least in HEAT_FROM)


def stretches(case: HandedIn) -> tuple[LossStretch, ...]:
    """Return where a learner lost value by deciding, or by waiting; neither chance nor what nobody decided."""
    found = []
    for one in () if case.analysis is None else own_decisions(case.analysis, case.stop):
        hours = _hours(one)
        heat = heat_of(one.points / hours)
        if heat:
            found.append(LossStretch(one.first / TICKS_PER_HOUR, hours, one.points, one.cause, heat))
    return tuple(found)


def _hours(one: Episode) -> float:
    return max(TICKS_PER_HOUR, one.last - one.first) / TICKS_PER_HOUR


def lost_by_hour(cases: Sequence[HandedIn], hours: int) -> tuple[float, ...]:
    """Return the points that a class lost in each hour, per learner."""
    lost = [0.0] * hours
    analysed = [one for one in cases if one.analysis is not None and not one.stopped]
    for case in analysed:
        for part in stretches(case):
            first = int(part.first_h)
            last = min(hours, max(first + 1, round(part.first_h + part.hours)))
            for hour in range(first, last):
                lost[hour] += part.points / (last - first)
    return tuple([one / len(analysed) for one in lost]) if analysed else tuple(lost)


@dataclass(frozen=True, slots=True)
class ClassMoment:
    """A decision that many took alike, with the one of them that shows it best."""

    level: Level
    cause: Cause
    first: Tick
    last: Tick
    """Between them the learners' decisions began."""
    learners: tuple[str, ...]
    """Aliases of those who took it."""
    of: int
    """How many played this level."""
    points: float
    """What it cost all of them together."""
    example: Episode
    case: HandedIn


def moments(learners: Sequence[Learner], levels: Sequence[Level]) -> tuple[ClassMoment, ...]:
    """Return the moments most worth talking about: those that cost most, none twice of one kind at one bed."""
    found: list[ClassMoment] = []
    for level in levels:
        taken = [
            (episode, case, learner.alias)
            for learner in learners
            for case in learner.counted
            if case.level == level.id and case.analysis is not None and not case.stopped
            for episode in case.analysis.decided
            if episode.points >= TOLD_FROM
        ]
        of = len([1 for learner in learners for case in learner.counted if case.level == level.id])
        for cause in dict.fromkeys(episode.cause for episode, _, _ in taken):
            alike = sorted((one for one in taken if one[0].cause is cause), key=lambda one: (one[0].first, one[1].file))
            found += [_moment(level, group, of) for group in _groups(alike)]
    found.sort(key=lambda one: (-one.points, one.level.id, one.first))
    best: list[ClassMoment] = []
    for one in found:
        if all((one.level.id, one.cause) != (other.level.id, other.cause) for other in best):
            best.append(one)
    return tuple(best[:MOMENTS])


_Taken = tuple[Episode, HandedIn, str]


def _groups(taken: Sequence[_Taken]) -> list[list[_Taken]]:
    groups: list[list[_Taken]] = []
    for one in taken:
        if groups and one[0].first - groups[-1][0][0].first <= TOGETHER:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _moment(level: Level, group: Sequence[_Taken], of: int) -> ClassMoment:
    example, case, _ = max(group, key=lambda one: (one[0].points, -one[0].first))
    return ClassMoment(
        level,
        example.cause,
        group[0][0].first,
        group[-1][0].first,
        tuple(dict.fromkeys(alias for _, _, alias in group)),
        of,
        sum(episode.points for episode, _, _ in group),
        example,
        case,
    )


def verdict_on(case: HandedIn, level: Level, pitfall: Pitfall) -> PitfallVerdict | None:
    """Return the verdict on a pitfall; nothing while the case was not analysed, or where its stop left that open."""
    return None if case.analysis is None else own_verdict(case.analysis, level, pitfall, case.stop)


def fell_in(case: HandedIn, level: Level, pitfall: Pitfall) -> bool | None:
    """Say whether a learner fell into a pitfall; nothing while that is not known."""
    found = verdict_on(case, level, pitfall)
    return None if found is None else found.verdict is Verdict.FELL_IN
