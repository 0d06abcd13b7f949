"""A made-up analysis with every kind of mark, and one that grows step by step."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from game.review.findings import Analysis, Cause, Episode, Mark, Point, TimingMap
from game.review.verdict import Evidence, Pitfall, PitfallVerdict, Verdict
from game.values.ticks import ticks

ROWS = (
    (2, 8, Cause.NEEDLESS_TEST, Mark.FINE, 0.4, 0.2, ""),
    (18, 26, Cause.IGNORED_TREND, Mark.SLOW, 6.2, 9.0, ""),
    (26, 32, Cause.IGNORED_TREND, Mark.BLUNDER, 17.1, 12.0, ""),
    (33, 34, Cause.OTHER, Mark.GAIN, -3.2, 2.0, "lucky but wrong"),
    (38, 48, Cause.OVER_DAMPENED, Mark.MISTAKE, 11.0, 10.5, ""),
    (0, 52, Cause.CHANCE, Mark.FINE, 1.2, 0.0, ""),
)


def episodes() -> tuple[Episode, ...]:
    """Return one decision of every mark, and chance."""
    return tuple(
        Episode(
            first=ticks(first),
            last=ticks(last),
            cause=cause,
            mark=mark,
            loss=loss,
            hindsight_loss=hindsight,
            knew=""
            if cause is Cause.CHANCE
            else "IL-6 71 → 150 pg/mL in 10 h; CRP 70 mg/L; NEWS2 4; oxygen 2 → 4 L/min.",
            did="What the chart told, small differences and luck."
            if cause is Cause.CHANCE
            else f"Waited {last - first} h for the next round of tests.",
            better="" if cause is Cause.CHANCE else "Dexamethasone 6 mg now, tocilizumab if IL-6 keeps doubling.",
            better_value=91.0,
            why="Dexamethasone lowers 28-day mortality in patients on oxygen.",
            study="RECOVERY Collaborative Group 2021, N Engl J Med 384:693",
            luck=luck,
        )
        for first, last, cause, mark, loss, hindsight, luck in ROWS
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
    """Return the analysis as it grows: the curve alone, the map, the lines of other plans."""
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
        pitfalls=(
            PitfallVerdict(
                pitfall=Pitfall.IGNORED_TREND,
                verdict=Verdict.FELL_IN,
                points=0.0,
                max_points=20.0,
                reason="23 of 100 points of value lost to it. Waited 8 h for the next round of tests.",
                evidence=(Evidence(tick=ticks(26), text="-17: IL-6 71 → 150 pg/mL in 10 h"),),
            ),
            PitfallVerdict(
                pitfall=Pitfall.INFECTION_ONLY,
                verdict=Verdict.AVOIDED,
                points=20.0,
                max_points=20.0,
                reason="0 of 100 points of value lost to it.",
                evidence=(),
            ),
        ),
        timing=None,
        hidden="At most 41 % of the innate immune cells were active, at Day 2 · 04:00. No second infection came.",
        hosts=24,
    )
    second = _with(first, timing=timing())
    lines = [
        tuple(Point(tick=ticks(hour), in_view=value, hindsight=value) for hour, value in line)
        for line in (((0, 92), (26, 94), (52, 95)), ((0, 92), (26, 40), (52, 1)))
    ]
    return first, second, _with(second, best_plan=lines[0], no_treatment=lines[1])


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
