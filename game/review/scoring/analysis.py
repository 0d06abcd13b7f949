"""A finished case taken apart: the value of every moment, the loss of every decision, and why.

`stages` yields the findings as they grow: first the curve, then finer where it falls, the timing map, and the lines of
other plans. Each is a whole `Analysis` that can be shown. The result is a function of the level and the log.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.findings import ANALYSIS_VERSION, Analysis
from game.review.scoring.charges import Charge, charges, owed, went_bare
from game.review.scoring.costless import costless
from game.review.scoring.episodes import counted, episodes, spared
from game.review.scoring.hidden import hidden
from game.review.scoring.judgement import Closed, Measured, dice_aside, scored, verdicts, winnable, with_gains
from game.review.scoring.other_plans import PlanLine, best_in_view, first_plans, no_worse
from game.review.scoring.praise import praised
from game.review.valuation.curve import Curve, Valuer, coarse, finer
from game.review.valuation.remembering import Remembering
from game.review.valuation.timing import begun, cells, timing_map, tried
from game.review.valuation.tracks import CaseTracks, Yardsticks, yardsticks
from game.review.valuation.value import (
    REFERENCE,
    Became,
    CancelledError,
    Futures,
    Host,
    Plan,
    Track,
    became,
    true_fork,
)
from game.review.valuation.virtual_hosts import CANDIDATES, candidates
from game.review.verdict import Score
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import Log
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import say

__all__ = ["CancelledError", "Extent", "OtherModelError", "Yardsticks", "analysis", "stages", "yardsticks"]

FINER_MOMENTS: Final = 12
"""Moments that are valued besides, where the curve falls or rises most (for speed)."""


class OtherModelError(ValueError):
    """The case was played with another model, whose values this one cannot give."""

    def __init__(self, method: str) -> None:
        """Keep the name of the model that the case was played with."""
        super().__init__(say("scoring.analysis.this_case_was_played_with", method=method, method_2=METHOD))
        self.method = method


@dataclass(frozen=True, slots=True)
class _Truth:
    """What is known of a case beside its curve: charges, what was hidden, what becomes of the patient otherwise."""

    charged: tuple[Charge, ...]
    hidden: str
    untreated: Became
    reference: Became
    winnable: float


class Extent(enum.Enum):
    """How much of an analysis is wanted."""

    TO_THE_SCORE = enum.auto()
    """Nothing of what comes after the score is begun before."""
    WHOLE = enum.auto()
    AT_ONCE = enum.auto()
    """All of it, and the curve alone for a first look: a rough one where the futures have any."""


@dataclass(slots=True)
class _Work:
    level: Level
    log: Log
    futures: Remembering
    progress: Callable[[float, str], None]
    cancelled: Callable[[], bool]
    tracks: CaseTracks
    hosts: tuple[Host, ...]
    extent: Extent

    def bare(self, curve: Curve) -> Analysis:
        """Return the curve alone."""
        return Analysis(
            version=ANALYSIS_VERSION,
            level=self.level.id,
            method=METHOD,
            reference_version=REFERENCE_VERSION,
            curve=curve.points,
            best_plan=(),
            no_treatment=(),
            episodes=(),
            pitfalls=(),
            score=None,
            timing=None,
            hidden="",
            hosts=CANDIDATES,
        )

    def glance(self, curve: Curve) -> Analysis:
        """Return the curve alone, for a first look."""
        return msgspec.structs.replace(self.bare(curve), rough=True)

    def truth(self, of: Track, both: Yardsticks, valuer: Valuer) -> _Truth:
        untreated, reference = became(both.untreated.cases[-1]), became(both.reference.cases[-1])
        # Over who could lie there, as all that is lost is: neither the true patient nor luck changes the divisor.
        return _Truth(charges(of), hidden(of), untreated, reference, winnable(*valuer.at_the_door()))

    def findings(self, of: Track, curve: Curve, truth: _Truth) -> Analysis:
        told = episodes(of, curve.stretches, truth.charged, truth.winnable)
        found = with_gains(told, lambda tick: owed(of, truth.charged, tick // TICKS_PER_HOUR))
        found = spared(found, curve.points[-1].hindsight)
        # Orders of the hours of dying are not judged, and yet a verdict may not deny them.
        judged = verdicts(self.tracks.whole if of.died else of, found, of.last if of.died else None)
        well = praised(of, found)
        return msgspec.structs.replace(
            self.bare(curve), episodes=found, pitfalls=judged, hidden=truth.hidden, praised=well
        )

    def scored(self, of: Track, found: Analysis, truth: _Truth, margin: float) -> Score:
        end = self.log.end
        last = of.cases[-1].outcome
        ending = Ending(end.ending) if end is not None else last.ending if last is not None else Ending.TIME_UP
        became = self.came_to(of)
        return scored(
            self.level,
            Closed(ending, None if end is None else end.tick),
            found.episodes,
            found.pitfalls,
            Measured(became, truth.untreated, truth.reference, truth.winnable, margin, went_bare(truth.charged)),
            (*dice_aside(of, became), *costless(of, found.episodes)),
        )

    def came_to(self, of: Track) -> Became:
        """Return what becomes of the patient, the dice aside: so as the last hour of the curve has it, or as played."""
        if of.died and not of.waited:
            (ends,) = self.futures.worths([true_fork(of, of.last)], self.cancelled)
            return ends.became
        return became((of if of.over else self.tracks.whole).cases[-1])

    def line(self, along: Track, valuer: Valuer) -> PlanLine:
        return PlanLine(along, valuer, self.tracks.played, self.hosts, self.futures, self.cancelled)

    def best(self, plan: Plan, guideline: PlanLine, valuer: Valuer, winnable: float) -> tuple[Plan, Curve]:
        """Return the plan that is named best with its line: this one, or the guideline where it would be a mistake.

        What is best on the mean of those at the door can still be dampening that this chart does not call for.
        """
        if plan != REFERENCE:
            found = self.line(self.tracks.hands.by(plan), valuer)
            line = found.curve()
            if found.is_no_mistake(line, winnable):
                return plan, line
        return REFERENCE, guideline.curve()

    def stages(self) -> Iterator[Analysis]:
        self.progress(0.0, say("scoring.analysis.playing_the_case_again"))
        of = self.tracks.played
        moments = coarse(of)
        rough = self.futures.rough
        if self.extent is Extent.AT_ONCE and rough is not None:
            yield self.glance(Valuer(of, self.hosts, rough, self.cancelled).value(moments))
        self.progress(0.05, say("scoring.analysis.weighing_virtual_patients_by_the"))
        valuer = Valuer(of, self.hosts, self.futures, self.cancelled)
        self.progress(0.1, say("scoring.analysis.value_of_each_moment"))
        curve = valuer.value(moments)
        closer = finer(curve, FINER_MOMENTS)
        # Meanwhile the same patient plays in other hands, and what was done is named.
        here_h = of.last + self.tracks.hands.to_come * of.cases[0].admission.horizon // TICKS_PER_HOUR
        self.futures.begin(lambda: valuer.forks(closer), here_h)
        if self.extent is Extent.AT_ONCE and rough is None:
            yield self.glance(curve)
        self.progress(0.25, say("scoring.analysis.playing_the_same_patient_in"))
        both = self.tracks.others
        untreated = both.untreated
        truth = self.truth(of, both, valuer)
        now = self.findings(of, curve, truth)
        yield now
        self.progress(0.35, say("scoring.analysis.looking_closer_where_value_was"))
        curve = valuer.value(closer)
        first, of_the_map = first_plans(self.level), cells(self.level)
        if self.extent is not Extent.TO_THE_SCORE:
            self.futures.begin(lambda: begun(of, [*first, *of_the_map.values()]))
        now = self.findings(of, curve, truth)
        margin = valuer.margin(counted(now.episodes, curve.stretches), truth.winnable)
        now = msgspec.structs.replace(now, score=self.scored(of, now, truth, margin))
        yield now
        self.progress(0.5, say("scoring.analysis.timing_map"))
        left_alone, guideline = self.line(untreated, valuer), self.line(both.reference, valuer)
        # The best plan is often the guideline: then this saves a sweep, else some futures are played in vain.
        beside = [*left_alone.forks(), *guideline.forks()]
        plans = tried(of, [*first, *of_the_map.values()], self.futures, self.cancelled, beside)
        known = dict(zip(of_the_map, plans[len(first) :], strict=True))
        now = msgspec.structs.replace(now, timing=timing_map(of, both.reference, known))
        yield now
        self.progress(0.8, say("scoring.analysis.other_plans"))
        now = msgspec.structs.replace(now, no_treatment=left_alone.curve().points)
        yield now
        self.progress(0.9, say("scoring.analysis.best_plan_found"))
        _, line = self.best(best_in_view(plans, valuer), guideline, valuer, truth.winnable)
        now = msgspec.structs.replace(now, best_plan=no_worse(line.points, now.curve if of.over else ()))
        self.progress(1.0, say("scoring.analysis.done"))
        yield now


def stages(
    level: Level,
    log: Log,
    futures: Futures,
    *,
    progress: Callable[[float, str], None] = lambda _share, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
    tracks: CaseTracks | None = None,
    extent: Extent = Extent.WHOLE,
) -> Iterator[Analysis]:
    """Yield the analysis as it grows, as much of it as is asked for; the last one is whole.

    `progress` hears the share done and what is being done. `tracks` of the case save time where it is told otherwise
    too, or many cases of one level and seed are taken apart. Raises OtherModelError for a case of another model, and
    CancelledError as soon as `cancelled` says so.
    """
    if log.header.method != METHOD:
        raise OtherModelError(log.header.method)
    hosts = candidates(level, log.header.seed)
    played = tracks or CaseTracks(level, log, cancelled, move=futures.move)
    # What is asked for twice is played once, and some of what will be asked is played beside what is.
    futures = futures if isinstance(futures, Remembering) else Remembering(futures)
    yield from _Work(level, log, futures, progress, cancelled, played, hosts, extent).stages()


def analysis(
    level: Level,
    log: Log,
    futures: Futures,
    *,
    progress: Callable[[float, str], None] = lambda _share, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
    tracks: CaseTracks | None = None,
) -> Analysis:
    """Return the whole analysis of a case. Raises as `stages` does."""
    *_, whole = stages(level, log, futures, progress=progress, cancelled=cancelled, tracks=tracks)
    return whole
