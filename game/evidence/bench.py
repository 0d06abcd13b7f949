"""How fast the game reckons: one patient, a thousand in one batch, a whole case taken apart. The clock is handed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from game.case.case import Case, admit_case
from game.case.walk import advance_to
from game.patient.body import AMBIENT, admit
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.scoring.analysis import Extent, stages
from game.review.valuation.tracks import CaseTracks
from game.review.valuation.value import Futures
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from game.values.order import Entry
from game.values.ticks import ticks

Clock = Callable[[], float]
"""Seconds since some moment."""

FORTNIGHT = ticks(14 * 24.0)
LONG_LIVED = "waits_for_organ_failure"
LONG_LIVED_SEED = 4
"""The policy whose case is taken apart, and the patient: of COVID-19 this one lies in the bed for all 14 days."""


class Analysed(NamedTuple):
    """Seconds from the start of an analysis."""

    curve: float
    """To the first value curve."""
    score: float
    whole: float


def case_seconds(level: Level, clock: Clock, seed: int) -> float:
    """Return the seconds of 14 simulated days of one case: patient, ward, laboratory, alarms; without admission.

    A patient who leaves or dies is taken to have lived on at the same cost.
    """
    from game.futures.engine import mover  # noqa: PLC0415

    case = admit_case(level, seed, mover())
    begun = clock()
    after = advance_to(case, (), FORTNIGHT)
    return (clock() - begun) * FORTNIGHT / max(1, after.tick)


def batch_seconds(level: Level, clock: Clock, patients: int) -> float:
    """Return the seconds of 14 simulated days of many patients in one numpy batch, loading numpy aside."""
    from game.patient import batch  # noqa: PLC0415  only here is numpy needed

    body = admit(level, level.seed)
    state = batch.columns([body.state] * patients)
    parameters = batch.prepared(batch.columns([body.parameters] * patients))
    begun = clock()
    batch.advance(state, parameters, AMBIENT, FORTNIGHT)
    return clock() - begun


def long_case(level: Level) -> tuple[Case, tuple[Entry, ...]]:
    """Return the case that is taken apart, with its orders."""
    from game.futures.engine import mover  # noqa: PLC0415

    return play_out(admit_case(level, LONG_LIVED_SEED, mover()), POLICIES[LONG_LIVED])


Dealt = Callable[[], AbstractContextManager[Futures]]
"""Gives futures of which a second process plays a share."""


def analysis_seconds(level: Level, clock: Clock, engine_name: str, dealt: Dealt | None = None) -> Analysed:
    """Return how long the analysis of a finished case takes, loading and compiling aside; in one process, or dealt out.

    A second process starts, and loads, meanwhile.
    """
    from game.futures.engine import choose, mover  # noqa: PLC0415
    from game.futures.sweep import ColumnFutures  # noqa: PLC0415
    from game.patient import batch  # noqa: PLC0415  only here is numpy needed

    engine = choose(engine_name)
    body = admit(level, LONG_LIVED_SEED)
    engine.advance(batch.columns([body.state]), engine.prepared(batch.columns([body.parameters])), AMBIENT, 1)
    case, entries = long_case(level)
    header = Header(format=1, game="", method=METHOD, level=level.id, level_digest="", seed=LONG_LIVED_SEED)
    ending = case.outcome.ending.value if case.outcome is not None else ""
    log = Log(header, entries, (), EndLine(tick=case.tick, ending=ending, score=0, digest=""))
    begun = clock()
    curve = score = 0.0
    tracks = CaseTracks(level, log, move=mover())
    of_one = nullcontext(ColumnFutures(engine))
    with of_one if dealt is None else dealt() as futures:
        for stage in stages(level, log, futures, tracks=tracks, extent=Extent.AT_ONCE):
            now = clock() - begun
            curve = curve or now
            score = score or (now if stage.score is not None else 0.0)
        return Analysed(curve, score, clock() - begun)
