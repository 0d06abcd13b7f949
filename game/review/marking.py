"""How a judgement is marked: a share of what was right becomes a verdict and points, with times and values in words."""

from __future__ import annotations

from game.review.account import Account, Moment
from game.review.verdict import Evidence, Pitfall, PitfallVerdict, Verdict
from game.values.ticks import Tick, clock_text

POINTS = 20.0
AVOIDED_FROM = 0.75
NEAR_MISS_FROM = 0.40


def clock(case: Account, tick: Tick) -> str:
    """Return a moment as the ward's clock shows it."""
    return clock_text(tick, case.level.start.clock_minute)


def marked(pitfall: Pitfall, share: float, reason: str, evidence: list[Evidence]) -> PitfallVerdict:
    """Return the verdict that belongs to a share of what was right, 0 to 1."""
    share = min(1.0, max(0.0, share))
    verdict = (
        Verdict.AVOIDED if share >= AVOIDED_FROM else Verdict.NEAR_MISS if share >= NEAR_MISS_FROM else Verdict.FELL_IN
    )
    return PitfallVerdict(
        pitfall=pitfall,
        verdict=verdict,
        points=round(POINTS * share, 1),
        max_points=POINTS,
        reason=reason,
        evidence=tuple(sorted(evidence, key=lambda one: one.tick)),
    )


def moment_at(case: Account, tick: Tick) -> Moment:
    """Return the hour nearest to a tick."""
    return min(case.moments, key=lambda moment: abs(moment.tick - tick))


def il6_text(case: Account, tick: Tick) -> str:
    """Return the true IL-6 of that hour in words."""
    return f"IL-6 {moment_at(case, tick).signs.il6:,.0f} pg/mL"


def times(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else f"{count} times"
