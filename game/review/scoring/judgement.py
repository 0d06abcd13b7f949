"""The score of a case from its episodes: 100 less what was lost of what could be won; verdicts from the same sums."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from msgspec import structs

from game.case.dying import DYING_TICKS
from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.findings import MARK_FROM, Episode, Mark
from game.review.scoring.blame import AVOIDED_UNDER, blame, lost_to, verdict_for
from game.review.scoring.early import decided_early
from game.review.scoring.occasion import at_little_cost, nothing_lost
from game.review.valuation.value import Became, Track
from game.review.verdict import (
    SCORE_VERSION,
    CaseOutcome,
    Cause,
    CauseSum,
    Evidence,
    PitfallVerdict,
    Score,
    Verdict,
)
from game.review.wording import WHOLE, points_number
from game.values.channel import Channel
from game.values.ending import SENTENCES, Ending
from game.values.level import Level, SupportMode
from game.values.ticks import Tick, span_text
from game.values.words import count, say

STARS_AT: Final = (45, 65, 85)
GAIN_AT_MOST: Final = 10.0
"""Points that orders better than the reference can pay for. The model overstates some that no trial supports, as early
dampening in sepsis, and what is lost by waiting is not to be won back with them."""
LEAST_WINNABLE: Final = 25.0
"""Points of value. Where treatment can win less, as in a patient who recovers unaided, a point of value is not blown up
to many of the score."""
LEFT_AT_MOST: Final = 84
"""The score of a case that was left before it was decided, and of one whose bare fever nobody covered: no third star
for what was not seen through, or went well by luck."""
STEADY: Final = 2.0
"""Points up to which a score may move with other virtual patients behind it before the debrief says so."""
UNJUDGED_TOLD: Final = 5.0
"""Points of expected outcome from which the debrief says that it fell by more than is charged, or by less."""
TARGET_MMHG: Final = 65.0
"""The first target of mean pressure (Surviving Sepsis Campaign 2021)."""
LEAST_TRIED_MMHG: Final = 60.0
"""Between this mean pressure and the target the 65 Trial kept one arm (Lamontagne 2020, JAMA 323:938)."""
LOWEST_MMHG: Final = 55.0
"""Of a case with a pressure under this the trial says nothing (assumed)."""
LOW_FOR_H: Final = 12
"""Hours in all from which a low pressure is spoken of (assumed)."""
TOLD: Final = 1.0
"""Points from which an episode is named as reason or evidence."""

_COST: Final = {
    Cause.IGNORED_TREND: "scoring.judgement.trend_unanswered",
    Cause.INFECTION_ONLY: "scoring.judgement.chart_unanswered",
    Cause.LATE_ANTIMICROBIAL: "scoring.judgement.chart_unanswered",
}
"""What was lost by what was left undone, and not by what was ordered meanwhile."""


def stars_of(total: int) -> int:
    """Return the stars of a score, 0 to 3."""
    return sum(total >= least for least in STARS_AT)


def stars_at(ending: Ending, ended: Tick | None, total: int) -> int:
    """Return the stars of a case that ended so and then: none where dice ended it in its first hours."""
    early = ended is not None and decided_early(ending, ended, total)
    return 0 if early else stars_of(total)


def winnable(reference: float, untreated: float) -> float:
    """Return the points of value that 100 points of the score stand for: the same wherever the dice end a case."""
    return max(LEAST_WINNABLE, reference - untreated)


def winnable_words(score: Score) -> str:
    """Return what a point of the score stands for in this case."""
    words = count("scoring.judgement.100_points_of_the_score", f"{score.winnable:.0f}")
    if score.winnable == LEAST_WINNABLE:
        return say("scoring.judgement.the_least_that_is_counted", words=words)
    return say("scoring.judgement.what_treatment_can_win_for", words=words)


def unjudged_words(score: Score) -> str:
    """Return why the curve fell by more than is charged, or by less; nothing where they hardly part."""
    if score.unjudged >= UNJUDGED_TOLD:
        return count("scoring.judgement.unjudged", f"{score.unjudged:.0f}")
    # Beside a loss alone a curve that rose all the same asks for a word.
    if score.unjudged <= -UNJUDGED_TOLD and any(one.lost >= TOLD for one in score.sums):
        return count("scoring.judgement.unjudged_rise", f"{-score.unjudged:.0f}")
    return ""


def hindsight_words(score: Score) -> str:
    """Return what the same sums come to for the true patient, as what it is: no score, and no second one."""
    true = say("scoring.judgement.the_same_sums_for_the", hindsight_total=score.hindsight_total)
    return say("scoring.judgement.that_does_not_count", true=true)


def verdicts(of: Track, found: Sequence[Episode], judged_to: int | None = None) -> tuple[PitfallVerdict, ...]:
    """Return the verdicts on the three pitfalls, from the points that were lost to each.

    Where a case ends in death its hours count to `judged_to`, and the orders of the hours after it are known.
    """
    given = []
    until = of.last if judged_to is None else judged_to
    for pitfall, causes in blame(of.level).items():
        blamed, lost, worst = lost_to(found, causes)
        verdict = verdict_for(lost)
        if verdict is Verdict.AVOIDED:
            verdict = at_little_cost(of, found, pitfall, until)
        # Who walked in and was spared is told where, and not which crumb it cost.
        spared = verdict.came_near and lost < AVOIDED_UNDER
        given.append(
            PitfallVerdict(
                pitfall=pitfall,
                verdict=verdict,
                lost=min(100.0, lost),
                reason=reason_of(worst)
                if worst is not None and round(lost) and not spared
                else nothing_lost(of, found, pitfall, until),
                evidence=tuple(
                    [
                        Evidence(tick=one.first, text=f"{points_number(one.points)}: {one.knew or one.did}")
                        for one in blamed
                        if one.points >= TOLD and verdict.came_near
                    ]
                ),
            )
        )
    return tuple(given)


def reason_of(worst: Episode) -> str:
    """Return what was done where most was lost, its price and why; not the better order, which may yet be asked."""
    late = worst.cause is Cause.LATE_ANTIMICROBIAL
    did = say("scoring.judgement.here_the_late_antibiotic", did=worst.did) if late else worst.did
    # An order that has nothing to do with the trend, given in these hours, does not say what was lost by it.
    cost = "scoring.judgement.that_cost" if worst.charged else _COST.get(worst.cause, "scoring.judgement.that_cost")
    # All of many small ones may be worth telling, and none of them a whole point.
    lost = count(cost, round(worst.points)) if round(worst.points) else ""
    if round(worst.points) > WHOLE:
        lost = f"{lost} {say('scoring.judgement.more_than_all', whole=WHOLE)}"
    return " ".join(part for part in (did, lost, worst.why) if part)


def dice_aside(of: Track, became: Became) -> tuple[str, ...]:
    """Return how a case is scored that dice of death ended, where nothing was left undone."""
    if not of.died or of.waited:
        return ()
    lived = f"{_percent(became.survival):.0f}"
    return (say("scoring.judgement.dice_aside", span=span_text(DYING_TICKS), lived=lived),)


def told_of(found: Iterable[Episode], causes: Container[Cause]) -> bool:
    """Say whether a decision of one of these causes cost enough to be marked: what it was is told with it."""
    return any(one.points >= MARK_FROM[Mark.SLOW] and one.cause in causes for one in found)


def low_pressure(of: Track, found: Sequence[Episode]) -> tuple[str, ...]:
    """Return what is to be said of a pressure that a player let be low for hours, where it cost nothing."""
    if of.level.support is not SupportMode.PLAYER or of.died:
        return ()
    means = [case.sheets.hours[-1].vitals[Channel.MAP].value for case in of.cases]
    low = [mean for mean in means if LEAST_TRIED_MMHG <= mean < TARGET_MMHG]
    # Support that cost points is told with them.
    if told_of(found, (Cause.SUPPORT, Cause.OTHER)) or len(low) < LOW_FOR_H or min(means) < LOWEST_MMHG:
        return ()
    age = of.level.patient.age_years
    return (say("scoring.judgement.low_pressure", low=len(low), hours=len(means), age=age),)


def _cause_sums(found: Sequence[Episode]) -> tuple[CauseSum, ...]:
    """Return what each cause took, the dearest first."""
    sums: dict[Cause, float] = {}
    for one in found:
        if one.cause is not Cause.CHANCE:
            sums[one.cause] = sums.get(one.cause, 0.0) + one.points
    dearest = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].value))
    return tuple([CauseSum(cause=cause, lost=lost) for cause, lost in dearest if round(lost, 1)])


class Closed(NamedTuple):
    """How a case ended."""

    ending: Ending
    tick: Tick | None = None
    """When its log ends; nothing where it does not."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a case came to beside its decisions, and what these are measured by."""

    became: Became
    """Of the patient, as it was played."""
    untreated: Became
    reference: Became
    winnable: float
    """Points of value that 100 points of the score stand for."""
    margin: float = 0.0
    """Points by which the score would move with other virtual patients behind it."""
    bare: bool = False
    """Nobody covered a fever without neutrophils."""


def scored(
    level: Level,
    closed: Closed,
    found: Sequence[Episode],
    judged: tuple[PitfallVerdict, ...],
    measured: Measured,
    said: tuple[str, ...] = (),
) -> Score:
    """Return the score of a case from its episodes and from what became of the patient.

    `said` is what else is to be said beside the sum.
    """
    total, remarks = _total(found, hindsight=False)
    remarks = (*remarks, *said)
    hindsight, _ = _total(found, hindsight=True)
    reasons = [say("scoring.judgement.the_case_was_left_before")] if closed.ending is Ending.STOPPED else []
    if measured.bare:
        reasons.append(say("scoring.judgement.a_bare_fever_was_left"))
    uncapped = total
    for left in reasons:
        remarks = (*remarks, say("scoring.judgement.points_at_most", left=left, left_at_most=LEFT_AT_MOST))
        total, hindsight = min(total, LEFT_AT_MOST), min(hindsight, LEFT_AT_MOST)
    # What is lost beyond 100 points moves no score.
    margin = max(0.0, min(measured.margin, _sums(found, hindsight=False)[0] + measured.margin))
    if margin > STEADY:
        remarks = (*remarks, say("scoring.judgement.margin", margin=f"{margin:.0f}"))
    return Score(
        version=SCORE_VERSION,
        level=level.id,
        method=METHOD,
        reference_version=REFERENCE_VERSION,
        total=total,
        hindsight_total=hindsight,
        stars=stars_at(closed.ending, closed.tick, total),
        ending=closed.ending,
        ending_sentence=SENTENCES[closed.ending],
        outcome=_outcome(measured),
        winnable=round(measured.winnable, 1),
        sums=_cause_sums(found),
        withheld=uncapped - total,
        pitfalls=judged,
        remarks=remarks,
        margin=round(margin, 1),
        unjudged=round(sum(one.loss for one in found if one.cause is Cause.CHANCE), 1),
    )


def with_gains(
    found: Sequence[Episode], owed: Callable[[Tick], Mapping[Cause, float]] = lambda _tick: {}
) -> tuple[Episode, ...]:
    """Return the episodes, each with what is won by doing better from there on: all that was lost from there on.

    The hours before are as they were; nothing is lost by who orders on each chart what the reference would. Of prices
    that reach over the hour, `owed` says what share was due by then.
    """
    total, _ = _total(found, hindsight=False)
    told = []
    for one in found:
        if one.charged or one.cause is Cause.CHANCE:
            told.append(one)
            continue
        before = [other for other in found if other.first < one.first]
        over = [other for other in before if other.charged and other.last > one.first]
        due = owed(one.first) if over else {}
        parts = [structs.replace(price, points=price.points * due.get(price.cause, 1.0)) for price in over]
        until_then, _ = _total([*[other for other in before if other not in over], *parts], hindsight=False)
        told.append(structs.replace(one, gained=until_then - total))
    return tuple(told)


def paid_back(found: Sequence[Episode]) -> float:
    """Return what better orders paid for of what was lost; nothing where the score is 0 all the same."""
    total, _, paid = _sums(found, hindsight=False)
    return paid if total > 0.0 else 0.0


def _sums(found: Sequence[Episode], *, hindsight: bool) -> tuple[float, float, float]:
    """Return 100 less what was lost, which can be less than nothing, what was won, and how much of that counts."""
    lost, won, charged = 0.0, 0.0, 0.0
    for one in found:
        points = one.hindsight_points if hindsight else one.points
        # A fever that nobody covered has its price, and in hindsight what the germ did, if there was one; a patient who
        # did better without the antibiotic had luck, and it was no order that went better than the reference.
        if one.charged:
            charged = charged + max(0.0, points)
        elif one.cause is not Cause.CHANCE:
            lost, won = lost + max(0.0, points), won + max(0.0, -points)
    paid = min(won, GAIN_AT_MOST, lost)
    return 100.0 - (lost - paid) - charged, won, paid


def _total(found: Sequence[Episode], *, hindsight: bool) -> tuple[int, tuple[str, ...]]:
    total, won, paid = _sums(found, hindsight=hindsight)
    remarks = []
    if round(won) > round(paid):
        remarks.append(
            count(
                "scoring.judgement.orders_that_went_better_than",
                f"{won:.0f}",
                paid=f"{paid:.0f}",
                gain_at_most=f"{GAIN_AT_MOST:.0f}",
            )
        )
    if total < 0.0:
        remarks.append(say("scoring.judgement.more_was_lost_than_could"))
    return round(min(100.0, max(0.0, total))), tuple(remarks)


def _percent(share: float) -> float:
    """Return a share in percent. It is rounded where it is told and nowhere before, or 93.47 is 93 and 94."""
    return 100.0 * share


def _outcome(of: Measured) -> CaseOutcome:
    lives, alone, planned = (_percent(one.survival) for one in (of.became, of.untreated, of.reference))
    organs = _percent(of.became.organs)
    return CaseOutcome(
        survival_percent=lives,
        organ_percent=organs,
        untreated_survival_percent=alone,
        reference_survival_percent=planned,
        reason=say(
            "scoring.judgement.chance_of_survival_untreated_under",
            survival=f"{lives:.0f}",
            survival_2=f"{alone:.0f}",
            survival_3=f"{planned:.0f}",
            organs=f"{organs:.0f}",
        ),
    )
