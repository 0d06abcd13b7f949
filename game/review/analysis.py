"""A finished case taken apart: the value of every moment, the loss of every decision, and why.

`stages` yields the findings as they grow: first the curve, then finer where it falls, the timing map, and the lines of
other plans. Each is a whole `Analysis` that can be shown. The result is a function of the level and the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from game.patient import compartments
from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION, STEROIDS, Reference
from game.review.belief import HOSTS_KEPT, candidates
from game.review.curve import Curve, Valuer, coarse, finer
from game.review.episodes import episodes
from game.review.findings import ANALYSIS_VERSION, Analysis, Cause, Episode, Point
from game.review.timing import Tried, maps, pair_of, tried
from game.review.value import REFERENCE, CancelledError, Futures, Plan, Planned, Track, track
from game.review.verdict import Evidence, Pitfall, PitfallVerdict, Verdict
from game.values.drug import FORMULARY, Drug, Family
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import Log
from game.values.ticks import clock_text, ticks

__all__ = ["AVOIDED_UNDER", "NEAR_MISS_UNDER", "CancelledError", "OtherModelError", "analysis", "stages", "verdicts"]

POINTS: Final = 20.0
AVOIDED_UNDER: Final = 4.0
NEAR_MISS_UNDER: Final = 12.0
"""Points of value lost to a pitfall."""
EXCESS_COURSE_COSTS: Final = 6.0
"""Points for a course of dampening that the reference would not have given (assumed: infections, weakness and lost
control of a tumour come after the horizon of a case, where its value does not reach)."""
STEROID_DRUGS: Final = frozenset({Drug.DEXAMETHASONE, Drug.METHYLPREDNISOLONE, Drug.HYDROCORTISONE})
FINER_MOMENTS: Final = 36
LINE_EVERY_H: Final = 24
LINE_HOSTS: Final = 6
SHIFTS_H: Final = (0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 72.0)
"""Starts of dampening that are tried beside those of the map."""

_BLAME: Final[dict[Pitfall, tuple[Cause, ...]]] = {
    Pitfall.IGNORED_TREND: (Cause.IGNORED_TREND,),
    Pitfall.INFECTION_ONLY: (Cause.INFECTION_ONLY,),
    Pitfall.OVER_DAMPENED: (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER),
}


class OtherModelError(ValueError):
    """The case was played with another model, whose values this one can not give."""

    def __init__(self, method: str) -> None:
        """Keep the name of the model that the case was played with."""
        super().__init__(
            f"This case was played with model {method}; it is shown with its recorded values and can not be analysed "
            f"by model {METHOD}."
        )
        self.method = method


def excess_courses(of: Track, reference: Track) -> float:
    """Return how many courses of dampening were given beyond those of the reference, steroids and blockers apart."""
    excess = 0.0
    for steroid in (True, False):
        more = 0.0
        for one, sign in ((of, 1.0), (reference, -1.0)):
            for dose in one.doses:
                regimen = FORMULARY[dose.regimen]
                if regimen.family is Family.DAMPENING and (regimen.drug in STEROID_DRUGS) is steroid:
                    more = more + sign / regimen.doses
        excess = excess + max(0.0, more)
    return excess


def verdicts(found: tuple[Episode, ...], excess: float = 0.0) -> tuple[PitfallVerdict, ...]:
    """Return the verdicts on the three pitfalls, from what was lost to each.

    To over-dampening is added a price for every course beyond the reference's: its harm comes after the horizon.
    """
    given = []
    for pitfall, causes in _BLAME.items():
        blamed = [one for one in found if one.cause in causes and one.loss > 0.0]
        lost = 0.0
        for one in blamed:
            lost = lost + one.loss
        added = ""
        if pitfall is Pitfall.OVER_DAMPENED and excess >= 0.05:
            lost = lost + EXCESS_COURSE_COSTS * excess
            added = f" {excess:.1f} courses of dampening beyond the reference count {EXCESS_COURSE_COSTS:.0f} each."
        verdict = (
            Verdict.AVOIDED
            if lost < AVOIDED_UNDER
            else Verdict.NEAR_MISS
            if lost < NEAR_MISS_UNDER
            else Verdict.FELL_IN
        )
        worst = max(blamed, key=lambda one: (one.loss, -one.first), default=None)
        given.append(
            PitfallVerdict(
                pitfall=pitfall,
                verdict=verdict,
                points=round(POINTS * (1.0 - min(1.0, lost / (NEAR_MISS_UNDER + AVOIDED_UNDER))), 1),
                max_points=POINTS,
                reason=f"{lost:.0f} of 100 points of value lost to it.{added} {worst.did if worst else ''}".strip(),
                evidence=tuple(
                    [Evidence(tick=one.first, text=f"-{one.loss:.0f}: {one.knew}") for one in blamed if one.loss >= 1.0]
                ),
            )
        )
    return tuple(given)


def _hidden(of: Track) -> str:
    at = compartments.INDEX
    scale_free = [(case.body.state[at["innate_cells"]], case) for case in of.cases]
    storm, when = max(scale_free, key=lambda pair: pair[0])
    minute = of.level.start.clock_minute
    text = f"At most {100.0 * storm:.0f} % of the innate immune cells were active, at {clock_text(when.tick, minute)}."
    germs = [case for case in of.cases[1:] if case.body.state[at["bacteria"]] > 1.0]
    before = of.cases[0].body.state[at["bacteria"]] > 1.0
    if germs and not before:
        text += f" A new infection grew past 10^6 CFU/mL at {clock_text(germs[0].tick, minute)}."
    elif not before:
        text += " No second infection came."
    return text


@dataclass(slots=True)
class _Work:
    level: Level
    log: Log
    futures: Futures
    progress: Callable[[float, str], None]
    cancelled: Callable[[], bool]

    def played(self) -> Track:
        end = self.log.end
        died = end is not None and Ending(end.ending).died
        return track(
            self.level,
            self.log.header.seed,
            self.log.entries,
            end.tick if end is not None and died else None,
            self.cancelled,
        )

    def findings(self, of: Track, curve: Curve, excess: float) -> Analysis:
        found = episodes(of, curve.stretches)
        return Analysis(
            version=ANALYSIS_VERSION,
            level=self.level.id,
            method=METHOD,
            reference_version=REFERENCE_VERSION,
            curve=curve.points,
            best_plan=(),
            no_treatment=(),
            episodes=found,
            pitfalls=verdicts(found, excess),
            timing=None,
            hidden=_hidden(of),
            hosts=HOSTS_KEPT,
        )

    def stages(self) -> Iterator[Analysis]:
        self.progress(0.0, "Playing the case again")
        of = self.played()
        reference = track(self.level, of.seed, Reference(), of.cases[-1].tick, self.cancelled)
        excess = excess_courses(of, reference)
        hosts = candidates(self.level, self.log.header.seed)
        self.progress(0.05, "Weighing virtual patients by the chart")
        valuer = Valuer(of, hosts, self.futures, self.cancelled)
        self.progress(0.1, "Value of each moment")
        moments = coarse(of)
        curve = valuer.value(moments)
        now = self.findings(of, curve, excess)
        yield now
        self.progress(0.35, "Looking closer where value was lost")
        curve = valuer.value(finer(curve, FINER_MOMENTS))
        now = self.findings(of, curve, excess)
        yield now
        self.progress(0.5, "Timing map")
        plans: list[Tried] = tried(of, [REFERENCE, *self._shifted()], self.futures, self.cancelled)
        pair = pair_of(self.level)
        known = len(plans)
        for step, (found, cells) in enumerate(maps(of, pair, self.futures, self.cancelled) if pair else ()):
            now = msgspec.structs.replace(now, timing=found)
            plans = [*plans[:known], *cells]
            yield now
            self.progress(0.65 + 0.15 * step, "Timing map, finer")
        self.progress(0.8, "Other plans")
        best = max(plans, key=lambda one: one.expected.worth).plan
        now = msgspec.structs.replace(now, no_treatment=self._line(track(self.level, of.seed, ()), valuer, of))
        yield now
        self.progress(0.9, "Best plan found")
        along = track(self.level, of.seed, Planned(best), cancelled=self.cancelled)
        now = msgspec.structs.replace(now, best_plan=self._line(along, valuer, of))
        self.progress(1.0, "Done")
        yield now

    def _shifted(self) -> list[Plan]:
        steroid = next((one for one in ("hydrocortisone", *STEROIDS) if one in self.level.regimens), "")
        return [Plan(((steroid, ticks(hour)),)) for hour in SHIFTS_H] if steroid else []

    def _line(self, along: Track, valuer: Valuer, of: Track) -> tuple[Point, ...]:
        """Return the value along another plan, for the hosts that the played chart made likely by then."""
        hosts = candidates(self.level, self.log.header.seed)
        other = Valuer(along, hosts, self.futures, self.cancelled)
        moments = sorted({*range(0, along.last, LINE_EVERY_H), along.last})
        likely = [valuer.weights(min(hour, of.last), LINE_HOSTS) for hour in moments]
        return other.value(moments, likely).points


def stages(
    level: Level,
    log: Log,
    futures: Futures,
    *,
    progress: Callable[[float, str], None] = lambda _share, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Analysis]:
    """Yield the analysis as it grows; the last one is whole.

    `progress` hears the share done and what is being done. Raises OtherModelError for a case of another model, and
    CancelledError as soon as `cancelled` says so.
    """
    if log.header.method != METHOD:
        raise OtherModelError(log.header.method)
    yield from _Work(level, log, futures, progress, cancelled).stages()


def analysis(
    level: Level,
    log: Log,
    futures: Futures,
    *,
    progress: Callable[[float, str], None] = lambda _share, _words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Analysis:
    """Return the whole analysis of a case. Raises as `stages` does."""
    *_, whole = stages(level, log, futures, progress=progress, cancelled=cancelled)
    return whole
