"""What the review says in words: causes, verdicts, marks, luck and points, on every screen and page the same."""

from __future__ import annotations

from typing import Final

from game.review.findings import Luck, Mark
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.counted import counted

PITFALL_LABELS: Final[dict[Pitfall, str]] = {
    Pitfall.IGNORED_TREND: "Ignoring the early trend",
    Pitfall.INFECTION_ONLY: "Treating only the infection",
    Pitfall.OVER_DAMPENED: "Over-dampening",
}
CAUSE_WORDS: Final[dict[Cause, str]] = {
    Cause.IGNORED_TREND: "ignoring the early trend",
    Cause.INFECTION_ONLY: "treating only the infection",
    Cause.OVER_DAMPENED: "over-dampening",
    Cause.LATE_ANTIMICROBIAL: "late antimicrobial",
    Cause.NEEDLESS_ANTIMICROBIAL: "needless antimicrobial",
    Cause.UNSAFE_ORDER: "unsafe order",
    Cause.NEEDLESS_TEST: "needless test",
    Cause.CHANCE: "chance",
    Cause.OTHER: "another order",
}
VERDICT_WORDS: Final[dict[Verdict, str]] = {
    Verdict.AVOIDED: "avoided",
    Verdict.NEAR_MISS: "near miss",
    Verdict.FELL_IN: "fell in",
}
MARK_WORDS: Final[dict[Mark, str]] = {
    Mark.GAIN: "gain",
    Mark.FINE: "fine",
    Mark.SLOW: "slow",
    Mark.MISTAKE: "mistake",
    Mark.BLUNDER: "blunder",
}
LUCK_WORDS: Final[dict[Luck, str]] = {
    Luck.RIGHT_BUT_UNLUCKY: "right but unlucky",
    Luck.LUCKY_BUT_WRONG: "lucky but wrong",
}


def points_number(points: float) -> str:
    """Return points lost as a number with its sign: '−17', '+3' where they were won, '0'."""
    whole = round(abs(points))
    return f"{'−' if points > 0.0 else '+'}{whole}" if whole else "0"


def points_words(points: float) -> str:
    """Return points lost as they are read: '−17 points', '+3 points', 'no points lost'."""
    whole = round(abs(points))
    return f"{counted(points_number(points), 'point')}" if whole else "no points lost"
