"""The storm in words: what is happening, what would change it, and how a normal response and a storm differ here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from game.case.storm import STORMY_IL6, Storm
from game.case.storm_course import Fate, StormCourse, StormStage
from game.values.disease import Invader
from game.values.diseases import DISEASES
from game.values.level import Phenotype
from game.values.words import count, say

HELD_FROM: Final = 0.3
"""Steroid effect from which the immune system is called held back (assumed; dexamethasone 6 mg reaches about 0.5)."""
BLOCKED_FROM: Final = 0.5
"""Share of blocked receptors from which the level of IL-6 no longer says what it does (assumed)."""
MUCH_IL6: Final = 100.0
"""pg/mL of IL-6 that deserves a remark when it is not heard."""
FALLEN_TO: Final = 0.5
"""Share of its peak to which an invader has to fall for that to be told (assumed)."""
WORTH_NAMING: Final = 0.1
"""Gain without the drugs from which it is told what they hold back (assumed)."""
SOON: Final = 0.5
"""Gain from which the threshold is near (assumed)."""


@dataclass(frozen=True, slots=True)
class StormLine:
    """One way in which a storm is not a normal response."""

    id: str
    number: str
    """What says so."""
    stormy: bool

    @property
    def name(self) -> str:
        """Return what is compared."""
        return say(f"inside.line.{self.id}")

    @property
    def normal(self) -> str:
        """Return what a normal response shows."""
        return say(f"inside.line.{self.id}.normal")

    @property
    def storm(self) -> str:
        """Return what a storm shows."""
        return say(f"inside.line.{self.id}.storm")


def gain_text(gain: float) -> str:
    """Return the gain as it is written everywhere, cut and not rounded so that 0.999 never reads as 1."""
    return f"{_cut(gain)}×"


def _cut(gain: float) -> str:
    return f"{int(gain * 100.0) / 100.0:.2f}"


def _few(gain: float, *, only: bool = True) -> str:
    """Return how many cells a turn makes, where they are less than one; what would read as 0.00 is hardly any."""
    if gain < 0.01:
        return say("inside.hardly_any")
    return say("inside.only", gain=_cut(gain)) if only else _cut(gain)


def rounded(value: float) -> str:
    """Return a number with two figures that count, so that what changes by a little stands still."""
    step = 1.0
    while value >= 100.0 * step:
        step *= 10.0
    return f"{round(value / step) * step:,.0f}"


def percent(share: float) -> str:
    """Return a share as a whole number of percent."""
    return f"{round(100.0 * share)} %"


def lines_of(course: StormCourse, hour: int) -> tuple[StormLine, ...]:
    """Return the four lines, each with the number that says so."""
    storm = course.storms[hour]
    return (
        StormLine("signalling", say("inside.il6", il6=rounded(storm.il6)), signals_run_away(course, hour)),
        StormLine("inflammation", say("inside.vessels_open", share=percent(storm.leak)), storm.whole_body),
        StormLine("target", say("inside.tissue_dying", share=percent(storm.dying)), storm.own_tissue),
        StormLine("outcome", _organs_text(storm), storm.ards or storm.failing > 0),
    )


def _organs_text(storm: Storm) -> str:
    ratio = f"{5.0 * round(storm.pf_ratio / 5.0):.0f}"
    return count("inside.pf_failing", storm.failing, ratio=ratio) if storm.failing else say("inside.pf", ratio=ratio)


def signals_run_away(course: StormCourse, hour: int) -> bool:
    """Say whether signalling is out of hand, by the loop or by what drives it."""
    return course.runs_away(hour) or course.storms[hour].il6 >= STORMY_IL6


def invader(kind: Phenotype) -> str:
    """Return what the immune system was called for, with its article: 'the virus'."""
    return say(f"inside.invader.{DISEASES[kind].invader.value}")


def load_text(storm: Storm) -> str:
    """Return how much of the invader there is."""
    of = DISEASES[storm.kind].invader
    if of is Invader.TUMOUR:
        return say("inside.load.tumour", share=percent(storm.tumour))
    return say(f"inside.load.{of.value}", load=thousands(storm.invader))


def thousands(value: float) -> str:
    """Return a large number in words short enough to read: '42 million', '3,100', 'under 100'."""
    if value < 100.0:
        return say("inside.under_100")
    if value < 1e6:
        return rounded(value)
    return say("inside.million", number=f"{value / 1e6:,.0f}")


def day_since_fever(hour: int) -> str:
    """Return an hour as a day with one decimal."""
    return f"{hour / 24.0:.1f}"


def happening(course: StormCourse, hour: int, day: Callable[[int], str] = day_since_fever) -> tuple[str, str]:
    """Return one sentence of what is happening now, and one of what would change it; `day` names an hour's day."""
    storm, stage, fate = course.storms[hour], course.stage(hour), course.fate(hour)
    of = invader(storm.kind)
    if fate is not None:
        return _decided(course, hour, fate, day)
    known = {"gain": gain_text(storm.gain), "invader": of}
    if stage is StormStage.RUNS_AWAY:
        left = course.fallen(hour)
        if left <= FALLEN_TO:
            return say("inside.now.runs_away_fallen", **known, left=percent(left)), say("inside.change.runs_away")
        return say("inside.now.runs_away", **known), say("inside.change.runs_away")
    if stage is StormStage.KEEPS_GOING:
        now = say("inside.now.keeps_going", **known, il6=rounded(storm.il6), load=load_text(storm))
        return now, say("inside.change.keeps_going")
    if storm.serious and not _held(storm):
        return _driven(storm, gone=stage is StormStage.SETTLES)
    if stage is StormStage.CALM:
        later = "calm_cells" if DISEASES[storm.kind].invader is Invader.TUMOUR else "calm"
        return say("inside.now.calm", invader=of, load=load_text(storm)), say(f"inside.change.{later}")
    if stage is StormStage.SETTLES and not storm.serious:
        return say("inside.now.settles", **known), say("inside.change.settles")
    return _answers(course, hour)


def _held(storm: Storm) -> bool:
    """Say whether drugs hold the immune system back."""
    return storm.steroid >= HELD_FROM or storm.blocked >= BLOCKED_FROM


def _driven(storm: Storm, *, gone: bool) -> tuple[str, str]:
    """Return what is said of a body in a storm's state whose loop would not go on by itself."""
    state = {"il6": rounded(storm.il6), "leak": percent(storm.leak), "gain": _few(storm.gain)}
    if gone:
        state["gain"] = _few(storm.gain, only=False)
        return say("inside.now.driven_gone", invader=invader(storm.kind), **state), say("inside.change.driven_gone")
    if storm.gain >= SOON:
        return say("inside.now.soon", gain=_cut(storm.gain), invader=invader(storm.kind)), say("inside.change.soon")
    if DISEASES[storm.kind].invader is Invader.TUMOUR:
        return say("inside.now.driven_cells", **state), say("inside.change.driven_cells")
    return say("inside.now.driven", invader=invader(storm.kind), **state), say("inside.change.driven")


def _answers(course: StormCourse, hour: int) -> tuple[str, str]:
    storm = course.storms[hour]
    of, gain = invader(storm.kind), gain_text(storm.gain)
    held = _held(storm)
    free = max(storm.feedback.without_steroid, storm.feedback.without_blocker)
    if held and course.fallen(hour) >= 1.0:
        now = say("inside.now.held_too_early", invader=of, load=load_text(storm))
        return now, say("inside.change.held_too_early", invader=of)
    if storm.blocked >= BLOCKED_FROM and storm.il6 >= MUCH_IL6:
        now = say("inside.now.not_heard", il6=rounded(storm.il6), blocked=percent(storm.blocked))
        if free < WORTH_NAMING:
            return now, say("inside.change.not_heard_driven", invader=of)
        return now, say("inside.change.not_heard", gain=gain, free=gain_text(free))
    if held:
        return say("inside.now.held", gain=gain, free=gain_text(free)), say("inside.change.held", invader=of)
    if storm.gain >= SOON:
        return say("inside.now.soon", gain=_cut(storm.gain), invader=of), say("inside.change.soon")
    return say("inside.now.answers", gain=_few(storm.gain), invader=of), say("inside.change.answers", invader=of)


def _decided(course: StormCourse, hour: int, fate: Fate, day: Callable[[int], str]) -> tuple[str, str]:
    crossed = course.crossed(hour)
    of = invader(course.storms[hour].kind)
    if fate is Fate.RECOVERED:
        known = percent(course.storms[hour].t_cells)
        after = say("inside.change.recovered_storm") if crossed is not None else say("inside.change.recovered")
        return say("inside.now.recovered", invader=of, t_cells=known), after
    now = say("inside.now.lost") if fate is Fate.LOST else say("inside.now.storm")
    if crossed is None:
        return now, say("inside.change.lost_without_storm", invader=of)
    return now, say("inside.change.lost", day=day(crossed), invader=of)
