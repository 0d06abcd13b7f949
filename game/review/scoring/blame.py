"""Which causes count to which pitfall, what was lost to them, and how near a player so came to it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple

from game.review.findings import Episode
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.diseases import DISEASES
from game.values.level import Level

AVOIDED_UNDER: Final = 4.0
NEAR_MISS_UNDER: Final = 12.0
"""Points of the score lost to a pitfall."""
_BLAME: Final[dict[Pitfall, tuple[Cause, ...]]] = {
    Pitfall.IGNORED_TREND: (Cause.IGNORED_TREND,),
    Pitfall.INFECTION_ONLY: (Cause.INFECTION_ONLY,),
    Pitfall.OVER_DAMPENED: (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER),
}


def blame(level: Level) -> dict[Pitfall, tuple[Cause, ...]]:
    """Return which causes count to which pitfall.

    In sepsis the answer to the trend is the antibiotic: hours without it are hours in which the trend was ignored.
    """
    if not DISEASES[level.phenotype].bacterial:
        return _BLAME
    return {**_BLAME, Pitfall.IGNORED_TREND: (Cause.IGNORED_TREND, Cause.LATE_ANTIMICROBIAL)}


def verdict_for(lost: float) -> Verdict:
    """Return how near a player came to a pitfall to which so many points were lost."""
    if lost < AVOIDED_UNDER:
        return Verdict.AVOIDED
    return Verdict.NEAR_MISS if lost < NEAR_MISS_UNDER else Verdict.FELL_IN


class LostTo(NamedTuple):
    """What was lost to some causes."""

    blamed: list[Episode]
    lost: float
    """Points of the score, all together."""
    worst: Episode | None
    """The decision that cost most, the first of two that cost as much."""


def lost_to(found: Iterable[Episode], causes: Container[Cause]) -> LostTo:
    """Return the decisions that lost points for these causes, and how many."""
    blamed = [one for one in found if one.cause in causes and one.points > 0.0]
    lost = 0.0
    for one in blamed:
        lost = lost + one.points
    return LostTo(blamed, lost, max(blamed, key=lambda one: (one.points, -one.first), default=None))
