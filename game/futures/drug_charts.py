"""The drug charts of many futures as columns: what runs, what was given, what may be given now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.case.giving import after_dose, bars, ordered_mg
from game.case.leaving import keeps_in
from game.case.mishaps import MISSED_TICKS
from game.case.state import FAR, CourseLine
from game.case.ward import PRESSOR_STEPS_PER_UNIT
from game.futures.chance import Places, nobody
from game.patient import compartments
from game.patient.batch import Columns
from game.review.valuation.value import Fork
from game.values.ticks import Tick, ticks

__all__ = ["DrugCharts"]

Column = NDArray[Any]


class _RegimenLine:
    """One regimen of every future."""

    def __init__(self, lines: Sequence[CourseLine], weight_kg: float) -> None:
        regimen = lines[0].regimen
        self.regimen = regimen
        self.max_doses = lines[0].max_doses
        self.row = compartments.INDEX[f"{regimen.drug.value}_mg"]
        self.weight_kg = weight_kg
        self.chosen_mg = np.array([line.chosen_mg for line in lines])
        self.tapering = np.array([line.tapering for line in lines])
        self.every = ticks(regimen.every_h)
        self.running = np.array([line.running for line in lines])
        self.given = np.array([len(line.given) for line in lines])
        self.begun = np.array([line.given[line.before] if line.given else FAR for line in lines])
        """When the newest course began."""
        self.last = np.array([line.given[-1] if line.given else -FAR for line in lines])
        self.due = np.array([line.next_due if line.next_due is not None else FAR for line in lines])
        self.left = np.array([line.left for line in lines])
        self.missing = np.array([line.missing for line in lines])
        self.soonest = 0
        """Before this tick no dose is due."""

    def keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        self.chosen_mg, self.tapering = self.chosen_mg[places], self.tapering[places]
        self.running, self.given = self.running[places], self.given[places]
        self.begun = self.begun[places]
        self.last, self.due, self.left = self.last[places], self.due[places], self.left[places]
        self.missing = self.missing[places]


class DrugCharts:
    """One line for each regimen that the level offers; the first `n` futures are on the ward."""

    def __init__(self, forks: Sequence[Fork]) -> None:
        """Take over the drug charts of the cases."""
        level = forks[0].case.admission.level
        self.lines = {
            regimen: _RegimenLine([fork.case.sheets.courses[place] for fork in forks], level.patient.weight_kg)
            for place, regimen in enumerate(level.regimens)
        }
        self.excluded_by = {
            name: tuple([other for other, its in self.lines.items() if line.regimen.excludes(its.regimen)])
            for name, line in self.lines.items()
        }
        """For each regimen those that do not run beside it."""

    def keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        for line in self.lines.values():
            line.keep(places)

    def look_again(self, soonest: Any = 0) -> None:
        """Take for granted no more of when the next dose is due: others have gone on with the columns."""
        for line in self.lines.values():
            line.soonest = soonest

    def was_given(self, n: int, *regimens: str) -> Column:
        """Say in whom a dose of any of these went in."""
        found: Column = nobody(n)
        for name in regimens:
            if name in self.lines:
                found |= self.lines[name].given[:n] > 0
        return found

    def running(self, n: int, *regimens: str) -> Column:
        """Say in whom any of these runs."""
        found: Column = nobody(n)
        for name in regimens:
            if name in self.lines:
                found |= self.lines[name].running[:n]
        return found

    def may_give(self, n: int, regimen: str, now: Tick, pressor: Column, alt: Column, freed: Column) -> Column:
        """Say in whom a regimen can be given now, as `case.rules` has it; in `freed` what excludes it is stopped."""
        line = self.lines.get(regimen)
        if line is None:
            none: Column = nobody(n)
            return none
        beside = self.running(n, *self.excluded_by[regimen])
        reasons = bars(
            line.regimen,
            running=line.running[:n],
            beside=beside & ~freed,
            given=line.given[:n],
            most=line.max_doses,
            last=line.last[:n],
            alt=alt,
            norepinephrine=pressor / PRESSOR_STEPS_PER_UNIT,
            tick=now,
        )
        barred: Column = nobody(n)
        for holds in reasons.values():
            barred |= holds
        may: Column = ~barred
        return may

    def start(self, n: int, regimen: str, who: Column, now: Tick, state: Columns) -> None:
        """Start a course with its first dose."""
        line = self.lines[regimen]
        line.left[:n][who] = line.regimen.doses
        line.begun[:n][who] = now
        self._dose(line, n, who, now, state)

    def stop(self, n: int, regimen: str, who: Column) -> None:
        """Stop a running course."""
        line = self.lines.get(regimen)
        if line is not None:
            line.running[:n][who] = False
            line.due[:n][who] = FAR
            line.left[:n][who] = 0
            line.chosen_mg[:n][who] = 0.0
            line.tapering[:n][who] = False
            line.missing[:n][who] = False

    def miss(self, n: int, who: Column) -> None:
        """Let the next dose of what is due first not be given at its time, in those in `who`."""
        first = np.full(n, FAR)
        for line in self.lines.values():
            first = np.where(line.due[:n] < first, line.due[:n], first)
        for line in self.lines.values():
            line.missing[:n][who & (line.due[:n] == first) & (first != FAR)] = True

    def give_due(self, n: int, now: Tick, state: Columns) -> None:
        """Give the doses of running courses that are due; what fell due within the half hour keeps its rhythm."""
        for line in self.lines.values():
            if now < line.soonest:
                continue
            due = line.due[:n] <= now
            line.soonest = line.due.min()
            if not due.any():
                continue
            missed = due & line.missing[:n]
            if missed.any():
                line.due[:n][missed] += MISSED_TICKS
                line.missing[:n][missed] = False
                due &= ~missed
            self._dose(line, n, due, line.due[:n], state)

    @staticmethod
    def _dose(line: _RegimenLine, n: int, who: Column, at: Any, state: Columns) -> None:
        given = line.given[:n]
        mg = ordered_mg(
            line.regimen,
            line.weight_kg,
            given=given,
            left=line.left[:n],
            chosen_mg=line.chosen_mg[:n],
            tapering=line.tapering[:n],
        )
        line.soonest = 0
        state[line.row, :n][who] += mg[who]
        at = 0 * given + at
        follows = after_dose(given=given, left=line.left[:n], most=line.max_doses, at=at, every=line.every)
        given[who] += 1
        line.last[:n][who] = at[who]
        line.running[:n][who] = follows.goes_on[who]
        line.due[:n][who] = follows.due[who]
        line.left[:n][who] = follows.left[who]
        over = who & ~follows.goes_on
        line.chosen_mg[:n][over] = 0.0
        line.tapering[:n][over] = False

    def keeps_in(self, n: int, now: Tick) -> Column:
        """Say who stays because of drugs."""
        found: Column = nobody(n)
        for line in self.lines.values():
            found |= keeps_in(line.regimen, line.running[:n], line.last[:n], now)
        return found
