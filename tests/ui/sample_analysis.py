"""A made-up analysis with every kind of mark, and one that grows step by step."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from game.review.findings import Analysis, Cause, Episode, Luck, Mark, Point, TimingMap
from game.review.verdict import SCORE_VERSION, CaseOutcome, CauseSum, Evidence, Pitfall, PitfallVerdict, Score, Verdict
from game.values.ending import Ending
from game.values.ticks import ticks

ROWS = (
    (2, 8, Cause.NEEDLESS_TEST, Mark.FINE, 0.0, 0.0, 2.0, 2.0, None),
    (18, 26, Cause.IGNORED_TREND, Mark.SLOW, 5.6, 8.1, 6.2, 9.0, None),
    (26, 32, Cause.IGNORED_TREND, Mark.BLUNDER, 15.4, 3.6, 17.1, 4.0, Luck.LUCKY_BUT_WRONG),
    (26, 34, Cause.INFECTION_ONLY, Mark.SLOW, 4.7, 5.0, 5.2, 5.6, None),
    (33, 34, Cause.OTHER, Mark.GAIN, -2.9, 1.8, -3.2, 2.0, Luck.RIGHT_BUT_UNLUCKY),
    (38, 48, Cause.OVER_DAMPENED, Mark.MISTAKE, 9.9, 9.4, 11.0, 10.5, None),
    (38, 48, Cause.OVER_DAMPENED, Mark.FINE, 0.0, 0.0, 3.7, 3.7, None),
    (0, 52, Cause.CHANCE, Mark.FINE, 1.2, 0.0, 0.0, 0.0, None),
)
"""Hours, cause, mark, points of value lost in view and in hindsight, the same in points of the score, luck.

Two pairs begin at the same hour, and two cost points of the score but no value: a needless test, harm that comes late.
"""


def episodes() -> tuple[Episode, ...]:
    """Return decisions of every mark, charges, and chance."""
    return tuple(
        Episode(
            first=ticks(first),
            last=ticks(last),
            cause=cause,
            mark=mark,
            loss=loss,
            hindsight_loss=hindsight,
            points=points,
            hindsight_points=hindsight_points,
            charged=points > 0.0 and not loss,
            knew=""
            if cause is Cause.CHANCE
            else "IL-6 71 → 150 pg/mL in 10 h; CRP 70 mg/L; NEWS2 4; oxygen 2 → 4 L/min.",
            did="What the chart showed, small differences and luck."
            if cause is Cause.CHANCE
            else f"Waited {last - first} h for the next round of tests.",
            better="" if cause is Cause.CHANCE else "Dexamethasone 6 mg now, tocilizumab if IL-6 keeps doubling.",
            better_value=91.0,
            why="Dexamethasone lowers 28-day mortality in patients on oxygen.",
            study="RECOVERY Collaborative Group 2021, N Engl J Med 384:693",
            luck=luck,
        )
        for first, last, cause, mark, loss, hindsight, points, hindsight_points, luck in ROWS
    )


BESIDE = "Beside the pitfalls: effective antimicrobial late or not given, −83 points."


def with_a_late_drug(found: Analysis) -> Analysis:
    """Return the same with a decision that cost much and counts to no pitfall; `BESIDE` is what is told of it."""
    late = msgspec.structs.replace(found.episodes[0], cause=Cause.LATE_ANTIMICROBIAL, points=83.2)
    return msgspec.structs.replace(found, episodes=(late, *found.episodes[1:]))


def score() -> Score:
    """Return the score of these decisions, with one verdict of each kind."""
    lost: dict[Cause, float] = {}
    for one in episodes():
        if one.cause is not Cause.CHANCE:
            lost[one.cause] = lost.get(one.cause, 0.0) + one.points
    return Score(
        version=SCORE_VERSION,
        level="covid_storm",
        method="test",
        reference_version=1,
        total=58,
        hindsight_total=63,
        stars=2,
        ending=Ending.TIME_UP,
        ending_sentence="The case has run its full length. The patient is still in hospital.",
        outcome=CaseOutcome(
            survival_percent=50.2,
            organ_percent=71.0,
            untreated_survival_percent=1.4,
            reference_survival_percent=95.1,
            reason="She is still in intensive care, with lasting kidney damage.",
        ),
        winnable=90.0,
        sums=tuple(CauseSum(cause=cause, lost=round(points, 1)) for cause, points in lost.items()),
        pitfalls=(
            PitfallVerdict(
                pitfall=Pitfall.IGNORED_TREND,
                verdict=Verdict.FELL_IN,
                lost=23.3,
                reason="IL-6 doubled twice between Day 2 · 02:00 and Day 2 · 16:00 while NEWS2 stayed under 5.",
                evidence=(
                    Evidence(tick=ticks(18), text="IL-6 71 pg/mL, waited: -6"),
                    Evidence(tick=ticks(26), text="IL-6 71 -> 150 pg/mL in 10 h, waited: -17"),
                ),
            ),
            PitfallVerdict(
                pitfall=Pitfall.INFECTION_ONLY,
                verdict=Verdict.AVOIDED,
                lost=5.2,
                reason="The infection was treated alone for 8 h.",
                evidence=(Evidence(tick=ticks(26), text="Remdesivir alone"),),
            ),
            PitfallVerdict(
                pitfall=Pitfall.OVER_DAMPENED,
                verdict=Verdict.NEAR_MISS,
                lost=14.7,
                reason="3 days above the steroid dose that evidence supports; "
                "a second infection grew for 40 h under it.",
                evidence=(Evidence(tick=ticks(38), text="Over 60 mg methylprednisolone equivalents"),),
            ),
        ),
        remarks=(),
    )


def timing(count: int = 9) -> TimingMap:
    """Return a map whose best cell is known."""
    hours = tuple(144.0 * place / (count - 1) for place in range(count))
    survival = tuple(tuple(94.0 - 0.2 * abs(x - 36.0) - 0.15 * abs(y - 54.0) for x in hours) for y in hours)
    best = (
        hours[min(range(count), key=lambda n: abs(hours[n] - 36))],
        hours[min(range(count), key=lambda n: abs(hours[n] - 54))],
    )
    return TimingMap(
        across="dexamethasone", up="tocilizumab", hours=hours, survival_percent=survival, yours=(96.0, 108.0), best=best
    )


def stages() -> tuple[Analysis, ...]:
    """Return the analysis as it grows: the curve alone, the score, the map and the lines of other plans."""
    falls = (
        (0, 92, 90),
        (18, 91, 88),
        (26, 84, 78),
        (32, 68, 66),
        (34, 71, 64),
        (38, 70, 62),
        (48, 59, 52),
        (52, 58, 52),
    )
    first = Analysis(
        version=1,
        level="covid_storm",
        method="test",
        reference_version=1,
        curve=tuple(Point(tick=ticks(hour), in_view=seen, hindsight=true) for hour, seen, true in falls),
        best_plan=(),
        no_treatment=(),
        episodes=episodes(),
        pitfalls=(),
        score=None,
        timing=None,
        hidden="At most 41 % of the innate immune cells were active, at Day 3 · 04:00. "
        "No second infection: no new germ came to the 10^3 CFU/mL from which a culture grows.",
        hosts=24,
    )
    second = _with(first, score=score(), pitfalls=score().pitfalls)
    lines = [
        tuple(Point(tick=ticks(hour), in_view=value, hindsight=value) for hour, value in line)
        for line in (((0, 92), (26, 94), (52, 95)), ((0, 92), (26, 40), (52, 1)))
    ]
    return first, second, _with(second, timing=timing(), best_plan=lines[0], no_treatment=lines[1])


def _with(found: Analysis, **fields: object) -> Analysis:
    return msgspec.structs.replace(found, **fields)


@dataclass
class FakeAnalysing:
    """Finds what a test lets it find."""

    found: Analysis | None = None
    share_done: float = 0.1
    words: str = "Value of each moment"
    finished: bool = False
    failure: str = ""

    def latest(self) -> Analysis | None:
        return self.found

    def come_to_its_end(self) -> None:
        self.found = stages()[-1]
        self.share_done, self.finished = 1.0, True
