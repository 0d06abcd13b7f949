"""What the review says in words: causes, verdicts, marks, luck and points, on every screen and page the same."""

from __future__ import annotations

from typing import Final

from game.review.findings import Episode, Luck, Mark
from game.review.verdict import Cause, CauseSum, Pitfall, Score, Verdict
from game.values.words import Worded, count, say

PITFALL_LABELS: Final = Worded({one: f"review.wording.pitfall.{one.value}" for one in Pitfall})
CAUSE_WORDS: Final = Worded({one: f"review.wording.cause.{one.value}" for one in Cause})
VERDICT_WORDS: Final = Worded({one: f"review.wording.verdict.{one.value}" for one in Verdict})
MARK_WORDS: Final = Worded({one: f"review.wording.mark.{one.value}" for one in Mark})


def luck_of(one: Episode) -> str:
    """Return how the two judgements of a decision part, by what this patient came to; empty where they do not."""
    if one.luck is Luck.RIGHT_BUT_UNLUCKY and round(one.hindsight_points) >= 1:
        return "right_but_lost"
    if one.luck is Luck.LUCKY_BUT_WRONG and round(one.hindsight_points) <= -1:
        return "wrong_but_won"
    return one.luck.value if one.luck is not None else ""


def luck_words(one: Episode) -> str:
    """Return in what the two judgements of a decision part; nothing where they do not."""
    return say(f"review.wording.luck.{name}") if (name := luck_of(one)) else ""


BUT_FOR_ROUNDING: Final = 1.0
"""Sums that are farther from the total than this are not merely rounded: a remark of the score says why."""


def points_number(points: float) -> str:
    """Return points lost as a number with its sign: '−17', '+3' where they were won, '0'."""
    whole = round(abs(points))
    return f"{'−' if points > 0.0 else '+'}{whole}" if whole else "0"


WHOLE: Final = 100
"""Points of a score: more can be lost, since what is lost is added up hour by hour."""


def points_words(points: float) -> str:
    """Return points lost as they are read: '−17 points', '+3 points', 'no points lost'.

    Of more than a score has it is said that it is more: a decision of 143 points reads as a broken sum.
    """
    whole = round(abs(points))
    told = f"{count('things.points', points_number(points))}" if whole else say("review.wording.no_points_lost")
    return say("review.wording.more_than_all", told=told, whole=WHOLE) if round(points) > WHOLE else told


def whole_points(score: Score) -> tuple[tuple[Cause, int], ...]:
    """Return what each cause took in whole points, the dearest first; causes that took none are left out.

    The numbers add up to 100 less the total, and what is withheld of it, wherever the exact ones do but for rounding:
    those that were rounded farthest give way.
    """
    exact = [one for one in score.sums if one.cause is not Cause.CHANCE]
    together = sum(one.lost for one in exact)
    wanted = 100 - score.total - score.withheld
    if abs(together - wanted) >= BUT_FOR_ROUNDING:
        wanted = round(together)
    whole = {one.cause: round(one.lost) for one in exact}
    while exact and sum(whole.values()) != wanted:
        step = 1 if sum(whole.values()) < wanted else -1

        def room(one: CauseSum, step: int = step) -> float:
            return step * (one.lost - whole[one.cause])

        whole[max(exact, key=room).cause] += step
    return tuple(sorted(((cause, points) for cause, points in whole.items() if points), key=lambda pair: -pair[1]))
