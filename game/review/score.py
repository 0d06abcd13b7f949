"""The score of a case: a function of its level and its log, and of nothing else.

It plays the case again with the truth in view, and beside it the same patient untreated and under the reference policy.
40 points for what became of the patient, as a share of what could be won; 20 for each pitfall. Who falls into a pitfall
does not reach more than 60, who comes near one not more than 88: one good habit does not pay for the opposite mistake.
"""

from __future__ import annotations

from game.case.case import admit_case
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.review.account import Account, account, deathless
from game.review.pitfalls import Fire, fire_of, ignored_trend, infection_only, over_dampened
from game.review.verdict import SCORE_VERSION, OutcomePoints, PitfallVerdict, Score, Verdict
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.log import Log

OUTCOME_POINTS = 40.0
CAP_FELL_IN = 60
CAP_NEAR_MISS = 88
STARS_AT = (45, 65, 85)
WEIGHT_SURVIVAL = 0.8
"""The rest of the outcome is organ function kept."""
WORTH_WINNING = 0.05
"""Where treatment can win less than this, the outcome is compared with the reference alone."""


def worth(one: Account) -> float:
    """Return what became of the patient, 0 to 1: chance of survival, then organs."""
    return one.survival * (WEIGHT_SURVIVAL + (1.0 - WEIGHT_SURVIVAL) * one.organ_function)


def _share_won(case: Account, idle: Account, reference: Account) -> float:
    best, floor, reached = worth(reference), worth(idle), worth(case)
    if best - floor < WORTH_WINNING:
        return min(1.0, max(0.0, 1.0 - 4.0 * max(0.0, max(best, floor) - reached)))
    return min(1.0, max(0.0, (reached - floor) / (best - floor)))


def _outcome(case: Account, idle: Account, reference: Account) -> OutcomePoints:
    share = _share_won(case, idle, reference)
    return OutcomePoints(
        survival_percent=round(100.0 * case.survival, 1),
        organ_percent=round(100.0 * case.organ_function, 1),
        points=round(OUTCOME_POINTS * share, 1),
        max_points=OUTCOME_POINTS,
        reason=(
            f"Chance of survival {100.0 * case.survival:.0f} %; untreated {100.0 * idle.survival:.0f} %, "
            f"under the reference plan {100.0 * reference.survival:.0f} %. "
            f"Organ function kept {100.0 * case.organ_function:.0f} %."
        ),
    )


def _total(outcome: OutcomePoints, pitfalls: tuple[PitfallVerdict, ...]) -> tuple[int, tuple[str, ...]]:
    total = outcome.points
    for one in pitfalls:
        total = total + one.points
    rounded = round(total)
    if any(one.verdict is Verdict.FELL_IN for one in pitfalls) and rounded > CAP_FELL_IN:
        return CAP_FELL_IN, (f"Falling into a pitfall limits the score to {CAP_FELL_IN}.",)
    if any(one.verdict is Verdict.NEAR_MISS for one in pitfalls) and rounded > CAP_NEAR_MISS:
        return CAP_NEAR_MISS, (f"A near miss limits the score to {CAP_NEAR_MISS}.",)
    return rounded, ()


def accounts(level: Level, log: Log) -> tuple[Account, Account, Account]:
    """Return the truth of this case, of the same patient untreated, and under the reference policy."""
    seed = log.header.seed
    idle = account(level, seed, ())
    _, entries = play_out(deathless(admit_case(level, seed)), Reference())
    return account(level, seed, log.entries), idle, account(level, seed, entries)


def score(level: Level, log: Log) -> Score:
    """Return the score of this log. A case without an ending is scored as if nothing more was ordered."""
    case, idle, reference = accounts(level, log)
    fire: Fire = fire_of(idle)
    outcome = _outcome(case, idle, reference)
    pitfalls = (ignored_trend(case, fire), infection_only(case, idle, fire), over_dampened(case, fire))
    total, capped_by = _total(outcome, pitfalls)
    ending = Ending(log.end.ending) if log.end else (case.outcome.ending if case.outcome else Ending.TIME_UP)
    return Score(
        version=SCORE_VERSION,
        level=level.id,
        total=total,
        stars=sum(total >= least for least in STARS_AT),
        ending=ending.value,
        ending_sentence=SENTENCES[ending],
        outcome=outcome,
        pitfalls=pitfalls,
        capped_by=capped_by,
    )
