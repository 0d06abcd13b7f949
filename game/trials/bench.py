"""How fast the patient is: one alone in plain Python, and a thousand in one numpy batch. The clock is handed in."""

from __future__ import annotations

from collections.abc import Callable

from game.case.case import admit_case, advance_to
from game.patient.body import AMBIENT, admit
from game.values.level import Level
from game.values.ticks import ticks

Clock = Callable[[], float]
"""Seconds since some moment."""

FORTNIGHT = ticks(14 * 24.0)


def case_seconds(level: Level, clock: Clock, seed: int) -> float:
    """Return the seconds of 14 simulated days of one case: patient, ward, laboratory, alarms; without admission.

    A patient who leaves or dies is taken to have lived on at the same cost.
    """
    case = admit_case(level, seed)
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
