"""The score of a case from its episodes: 100 less what was lost of what could be won; verdicts from the same sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.findings import Episode
from game.review.valuation.value import Became
from game.review.verdict import (
    SCORE_VERSION,
    CaseOutcome,
    Cause,
    CauseSum,
    Evidence,
    Pitfall,
    PitfallVerdict,
    Score,
    Verdict,
)
from game.review.wording import points_number
from game.values.counted import counted
from game.values.diseases import DISEASES
from game.values.ending import SENTENCES, Ending
from game.values.level import Level

STARS_AT: Final = (45, 65, 85)
AVOIDED_UNDER: Final = 4.0
NEAR_MISS_UNDER: Final = 12.0
"""Points of the score lost to a pitfall."""
GAIN_AT_MOST: Final = 10.0
"""Points that orders better than the reference can pay for. The model overstates some that no trial supports, as early
dampening in sepsis, and what is lost by waiting is not to be won back with them."""
LEAST_WINNABLE: Final = 25.0
"""Points of value. Where treatment can win less, as in a patient who recovers unaided, a point of value is not blown up
to many of the score."""
LEAST_WINNABLE_CUT_SHORT: Final = 10.0
"""The same for a case that death cut short, when little could be won or lost as yet."""
TOLD: Final = 1.0
"""Points from which an episode is named as reason or evidence."""

_BLAME: Final[dict[Pitfall, tuple[Cause, ...]]] = {
    Pitfall.IGNORED_TREND: (Cause.IGNORED_TREND,),
    Pitfall.INFECTION_ONLY: (Cause.INFECTION_ONLY,),
    Pitfall.OVER_DAMPENED: (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER),
}


def stars_of(total: int) -> int:
    """Return the stars of a score, 0 to 3."""
    return sum(total >= least for least in STARS_AT)


def winnable(reference: float, untreated: float, *, cut_short: bool) -> float:
    """Return the points of value that 100 points of the score stand for.

    `untreated` is the value to which it falls without treatment up to the end of play: dice that end a case early make
    no good player of one who waited.
    """
    return max(LEAST_WINNABLE_CUT_SHORT if cut_short else LEAST_WINNABLE, reference - untreated)


def winnable_words(score: Score) -> str:
    """Return what a point of the score stands for in this case."""
    words = f"100 points of the score stand for {counted(f'{score.winnable:.0f}', 'point')} of expected outcome"
    if score.winnable in {LEAST_WINNABLE, LEAST_WINNABLE_CUT_SHORT}:
        return f"{words}, the least that is counted: where little can be won, a small slip costs little."
    return f"{words}: what treatment can win for this patient."


def blame(level: Level) -> dict[Pitfall, tuple[Cause, ...]]:
    """Return which causes count to which pitfall.

    In sepsis the answer to the trend is the antibiotic: hours without it are hours in which the trend was ignored.
    """
    if not DISEASES[level.phenotype].bacterial:
        return _BLAME
    return {**_BLAME, Pitfall.IGNORED_TREND: (Cause.IGNORED_TREND, Cause.LATE_ANTIMICROBIAL)}


def verdicts(level: Level, found: Sequence[Episode]) -> tuple[PitfallVerdict, ...]:
    """Return the verdicts on the three pitfalls, from the points that were lost to each."""
    given = []
    for pitfall, causes in blame(level).items():
        blamed = [one for one in found if one.cause in causes and one.points > 0.0]
        lost = 0.0
        for one in blamed:
            lost = lost + one.points
        verdict = (
            Verdict.AVOIDED
            if lost < AVOIDED_UNDER
            else Verdict.NEAR_MISS
            if lost < NEAR_MISS_UNDER
            else Verdict.FELL_IN
        )
        worst = max(blamed, key=lambda one: (one.points, -one.first), default=None)
        avoided = verdict is Verdict.AVOIDED
        given.append(
            PitfallVerdict(
                pitfall=pitfall,
                verdict=verdict,
                lost=round(min(100.0, lost), 1),
                reason=_reason(worst) if worst is not None and lost >= TOLD else _NOTHING_LOST[pitfall],
                evidence=tuple(
                    [
                        Evidence(tick=one.first, text=f"{points_number(one.points)}: {one.knew or one.did}")
                        for one in blamed
                        if one.points >= TOLD and not avoided
                    ]
                ),
            )
        )
    return tuple(given)


def _reason(worst: Episode) -> str:
    late = worst.cause is Cause.LATE_ANTIMICROBIAL
    return f"Here, the late antibiotic. {worst.did}" if late else worst.did


_NOTHING_LOST: Final[dict[Pitfall, str]] = {
    Pitfall.IGNORED_TREND: "You looked, and acted no later than the reference would have.",
    Pitfall.INFECTION_ONLY: "Nothing was lost by leaving the fire to itself.",
    Pitfall.OVER_DAMPENED: "You dampened no more than was needed.",
}


def scored(
    level: Level,
    ending: Ending,
    found: Sequence[Episode],
    judged: tuple[PitfallVerdict, ...],
    could_be_won: float,
    became: Became,
    untreated: Became,
    reference: Became,
) -> Score:
    """Return the score of a case from its episodes and from what became of the patient: so, untreated, by the plan."""
    total, remarks = _total(found, hindsight=False)
    hindsight, _ = _total(found, hindsight=True)
    sums: dict[Cause, float] = {}
    for one in found:
        if one.cause is not Cause.CHANCE:
            sums[one.cause] = sums.get(one.cause, 0.0) + one.points
    return Score(
        version=SCORE_VERSION,
        level=level.id,
        method=METHOD,
        reference_version=REFERENCE_VERSION,
        total=total,
        hindsight_total=hindsight,
        stars=stars_of(total),
        ending=ending,
        ending_sentence=SENTENCES[ending],
        outcome=_outcome(became, untreated, reference),
        winnable=round(could_be_won, 1),
        sums=tuple(
            [
                CauseSum(cause=cause, lost=round(lost, 1))
                for cause, lost in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].value))
                if round(lost, 1)
            ]
        ),
        pitfalls=judged,
        remarks=remarks,
    )


def _total(found: Sequence[Episode], *, hindsight: bool) -> tuple[int, tuple[str, ...]]:
    lost, won, charged = 0.0, 0.0, 0.0
    for one in found:
        points = one.hindsight_points if hindsight else one.points
        if one.charged:
            charged = charged + points
        elif one.cause is not Cause.CHANCE:
            lost, won = lost + max(0.0, points), won + max(0.0, -points)
    paid = min(won, GAIN_AT_MOST, lost)
    remarks = []
    if round(won) > round(paid):
        remarks.append(
            f"Orders that went better than the reference won {counted(f'{won:.0f}', 'point')} ({paid:.0f} counted). "
            f"Such gains pay for losses of value only, {GAIN_AT_MOST:.0f} points at most: the model "
            "is least sure where no study went."
        )
    total = 100.0 - (lost - paid) - charged
    if total < 0.0:
        remarks.append("More was lost than could be won. No score is under 0.")
    return round(min(100.0, max(0.0, total))), tuple(remarks)


def _outcome(became: Became, untreated: Became, reference: Became) -> CaseOutcome:
    return CaseOutcome(
        survival_percent=round(100.0 * became.survival, 1),
        organ_percent=round(100.0 * became.organs, 1),
        untreated_survival_percent=round(100.0 * untreated.survival, 1),
        reference_survival_percent=round(100.0 * reference.survival, 1),
        reason=(
            f"Chance of survival {100.0 * became.survival:.0f} %; untreated {100.0 * untreated.survival:.0f} %, "
            f"under the reference policy {100.0 * reference.survival:.0f} %. "
            f"Organ function kept {100.0 * became.organs:.0f} %."
        ),
    )
