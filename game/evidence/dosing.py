"""Drugs given to a cohort as a plan says, with the doses of the formulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.case.giving import after_dose, amount_mg
from game.case.state import FAR
from game.evidence.plan import Look, Treatment
from game.evidence.population import CohortMember
from game.futures.chance import keys, uniforms
from game.patient import compartments
from game.values.drug import FORMULARY
from game.values.ticks import Tick, ticks

__all__ = ["Dosing"]


class Dosing:
    """The drug charts of a cohort for the treatments of one plan."""

    def __init__(self, treatments: Sequence[Treatment], hosts: Sequence[CohortMember]) -> None:
        """Open one chart for each treatment. Raises ValueError for repeated doses without a rhythm."""
        self._charts = [_Chart(treatment, number, hosts) for number, treatment in enumerate(treatments)]

    def give(self, look: Look, now: Tick, start: NDArray[np.int64]) -> None:
        """Give what is due, into the columns themselves; a plan counts from the tick `start`, -1 for not yet."""
        for chart in self._charts:
            chart.give(look, now, start)


class _Chart:
    """One treatment of every patient."""

    def __init__(self, treatment: Treatment, number: int, hosts: Sequence[CohortMember]) -> None:
        regimen = FORMULARY[treatment.regimen]
        self._treatment = treatment
        self._row = compartments.INDEX[f"{regimen.drug.value}_mg"]
        self._most = treatment.doses or regimen.doses
        self._every = ticks(treatment.every_h or regimen.every_h)
        if self._most > 1 and not self._every:
            raise ValueError(f"{treatment.regimen}: {self._most} doses need `every_h`")
        self._delay = ticks(treatment.delay_h)
        weights = [host.patient.weight_kg for host in hosts]
        self._first_mg = np.array([treatment.dose_mg or regimen.dose(weight, 0) for weight in weights])
        self._later_mg = np.array([treatment.dose_mg or regimen.dose(weight, 1) for weight in weights])
        drawn = uniforms(keys([host.seed for host in hosts], f"share/{treatment.regimen}"), number)
        self._may = drawn < treatment.share
        self._next = np.full(len(hosts), -1, dtype=np.int64)
        self._left = np.zeros(len(hosts), dtype=np.int64)
        self._given = np.zeros(len(hosts), dtype=np.int64)
        self._courses = np.zeros(len(hosts), dtype=np.int64)

    def _starts(self, look: Look, now: Tick, start: NDArray[np.int64]) -> Any:
        treatment = self._treatment
        counting = (start >= 0) & (start <= now) if treatment.waits else start == now
        idle = self._left == 0
        return counting & idle & self._may & (self._courses < treatment.courses) & treatment.when(look)

    def give(self, look: Look, now: Tick, start: NDArray[np.int64]) -> None:
        """Start, end and give, in this order."""
        treatment = self._treatment
        starts = self._starts(look, now, start)
        self._next[starts] = now + self._delay
        self._left[starts] = self._most
        self._given[starts] = 0
        self._courses[starts] += 1
        if treatment.until is not None:
            self._left[treatment.until(look)] = 0
        due = (self._left > 0) & (self._next == now)
        look.state[self._row, due] += amount_mg(self._given, self._first_mg, self._later_mg)[due]
        follows = after_dose(given=self._given, left=self._left, most=FAR, at=self._next, every=self._every)
        self._given[due] += 1
        self._left[due] = follows.left[due]
        self._next[due] = follows.due[due]
