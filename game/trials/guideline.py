"""The reference policy as columns: the rules of `policy.reference`, on what the ward sees of many futures at once.

A test holds that it ends where the view-based policy ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.case.parts import FAR
from game.case.ward import Holding
from game.patient.batch import Columns
from game.policy.reference import (
    CRP_FOR_TOCILIZUMAB_MG_PER_L,
    FEVER_C,
    NEUTROPENIA,
)
from game.review.value import KEPT_H, Fork
from game.trials.drug_charts import DrugCharts
from game.trials.laboratory import Laboratory
from game.trials.notes import HourNotes
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import DAMPENERS, STEROIDS
from game.values.order import Draw, Give, Stop
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

__all__ = ["Guideline"]

Column = NDArray[Any]
HIGH_FLOW_FROM: Final = 7.5
"""Rung of the oxygen ladder; halves lie between rungs."""
MASK_FROM: Final = 6.5
VENTILATOR_FROM: Final = 12.5
HYDROCORTISONE_STEPS: Final = 5.0
GRADE_4_STEPS: Final = 10.0


class _Wishes:
    """The orders of one hour: which regimen starts or stops, and which sample is drawn, in whom."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.gives: dict[str, Column] = {}
        self.stops: dict[str, Column] = {}
        self.draws: dict[Panel, Column] = {}

    def give(self, regimen: str, who: Column) -> None:
        self.gives[regimen] = self.gives.get(regimen, np.zeros(self.n, dtype=bool)) | who

    def stop(self, regimen: str, who: Column) -> None:
        self.stops[regimen] = self.stops.get(regimen, np.zeros(self.n, dtype=bool)) | who

    def draw(self, panel: Panel, who: Column) -> None:
        self.draws[panel] = self.draws.get(panel, np.zeros(self.n, dtype=bool)) | who


class Guideline:
    """The reference, or a plan made from it, at the bedsides of many futures."""

    def __init__(self, forks: Sequence[Fork], charts: DrugCharts, laboratory: Laboratory, notes: HourNotes) -> None:
        """Stand at the bedsides of these futures."""
        level = forks[0].case.admission.level
        self._treated = DISEASES[level.phenotype].treated
        self._high_risk = level.patient.age_years >= 65 or level.patient.comorbidity >= 1
        self._charts, self._laboratory, self._notes = charts, laboratory, notes
        self._forks = forks
        self._begins = np.array([fork.case.tick for fork in forks])
        self._starts: dict[str, Column] = {}
        for name in sorted({name for fork in forks for name, _ in fork.plan.starts}):
            found = [fork.plan.start_of(name) for fork in forks]
            self._starts[name] = np.array([-FAR if tick is None else tick for tick in found])

    def order(self, n: int, now: Tick, state: Columns, holding: Holding) -> None:
        """Look at the charts of the first `n` futures on a full hour and carry out what the plan asks for."""
        wishes = self._wishes(n, now, holding)
        fresh = self._begins[:n] == now
        if fresh.any():
            self._as_read_off_the_view(wishes, fresh)
        alt = self._laboratory.newest[Channel.ALT][:n]
        # The reference asks what may be given before it stops anything, so in the same hour nothing takes its place.
        may = {name: self._charts.may_give(n, name, now, holding.pressor, alt) for name in wishes.gives}
        for panel, who in wishes.draws.items():
            self._laboratory.draw(n, panel, who, now, state)
        for name, who in wishes.gives.items():
            who = who & may[name]  # noqa: PLW2901
            if who.any():
                self._charts.start(n, name, who, now, state)
        for name, who in wishes.stops.items():
            if who.any():
                self._charts.stop(n, name, who)

    def _as_read_off_the_view(self, wishes: _Wishes, fresh: Column) -> None:
        for table in (wishes.gives, wishes.stops, wishes.draws):
            for who in table.values():
                who[fresh] = False
        for place in np.flatnonzero(fresh).tolist():
            only = np.zeros(wishes.n, dtype=bool)
            only[place] = True
            for order in self._forks[place].first:
                match order:
                    case Give(regimen=regimen):
                        wishes.give(regimen, only)
                    case Stop(regimen=regimen):
                        wishes.stop(regimen, only)
                    case Draw(panel=panel) if panel in (Panel.INFLAMMATION, Panel.BLOOD_COUNT, Panel.CULTURE):
                        wishes.draw(panel, only)
                    case _:
                        pass

    def _wishes(self, n: int, now: Tick, holding: Holding) -> _Wishes:
        wishes = _Wishes(n)
        dampened = self._charts.was_given(n, *DAMPENERS)
        busy = (self._notes.news2[:n] >= 5) | dampened
        for panel, often, seldom in ((Panel.INFLAMMATION, 8.0, 12.0), (Panel.BLOOD_COUNT, 12.0, 24.0)):
            wishes.draw(panel, self._laboratory.old_enough(n, panel, np.where(busy, often, seldom), now))
        hidden = self._hidden_infection(n, dampened)
        if self._treated is Treated.SEPSIS:
            self._sepsis(wishes, now, hidden)
        elif self._treated is Treated.RELEASE:
            self._car_t(wishes, now, holding, dampened, hidden)
        else:
            self._viral(wishes, now, holding, dampened, hidden)
        for name, start in self._starts.items():
            planned = start[:n] > -FAR
            due = (start[:n] <= now) & (now < start[:n] + TICKS_PER_HOUR)
            own = wishes.gives.get(name, np.zeros(n, dtype=bool))
            wishes.gives[name] = np.where(planned, due, own)
            kept = planned & (now < start[:n] + ticks(KEPT_H))
            if name in wishes.stops:
                wishes.stops[name] &= ~kept
        return wishes

    def _window(self, table: Column, n: int, now: Tick, back_h: int) -> Column:
        hour = now // TICKS_PER_HOUR
        part: Column = table[max(0, hour - back_h) : hour + 1, :n]
        return part

    def _hidden_infection(self, n: int, dampened: Column) -> Column:
        results = self._laboratory.procalcitonin[:, :n]
        enough = np.isfinite(results[-3])
        newest, lowest = results[-1], results[:-1].min(axis=0)
        rising = enough & dampened & (newest >= 0.5) & (newest >= 2.0 * np.where(enough, lowest, 0.0))
        found: Column = self._laboratory.grew[:n] | rising
        return found

    def _cover(self, wishes: _Wishes, who: Column, now: Tick) -> None:
        n = wishes.n
        none = np.zeros(n)
        may = who & self._charts.may_give(n, "antibiotic", now, none, none)
        wishes.draw(Panel.CULTURE, may & self._laboratory.old_enough(n, Panel.CULTURE, 24.0, now))
        wishes.give("antibiotic", may)

    def _watch_for_infection(self, wishes: _Wishes, now: Tick, dampened: Column, hidden: Column) -> None:
        wishes.draw(Panel.CULTURE, dampened & self._laboratory.old_enough(wishes.n, Panel.CULTURE, 48.0, now))
        self._cover(wishes, dampened & hidden, now)

    def _viral(self, wishes: _Wishes, now: Tick, holding: Holding, dampened: Column, hidden: Column) -> None:
        n, charts = wishes.n, self._charts
        needs_oxygen = self._window(self._notes.fio2, n, now, 1).min(axis=0) > 0.21
        risk = needs_oxygen | self._high_risk
        wishes.give("remdesivir", (holding.rung < HIGH_FLOW_FROM) & risk & ~charts.was_given(n, "remdesivir"))
        on_steroid = charts.running(n, *STEROIDS)
        wishes.give("dexamethasone", needs_oxygen & ~on_steroid)
        window = self._window(self._notes.fio2, n, now, 12)
        rising = (window[-1] > window[0] + 0.01) | (holding.rung > HIGH_FLOW_FROM)
        inflamed = self._laboratory.newest[Channel.CRP][:n] >= CRP_FOR_TOCILIZUMAB_MG_PER_L
        safe = (self._laboratory.newest[Channel.NEUTROPHILS][:n] >= NEUTROPENIA) & ~hidden
        wishes.give("tocilizumab", on_steroid & rising & inflamed & safe & ~charts.was_given(n, "tocilizumab"))
        on_air = self._window(self._notes.fio2, n, now, 24).max(axis=0) <= 0.21
        for name in STEROIDS:
            wishes.stop(name, on_steroid & on_air)
        self._watch_for_infection(wishes, now, dampened, hidden)

    def _sepsis(self, wishes: _Wishes, now: Tick, hidden: Column) -> None:
        n, charts = wishes.n, self._charts
        self._cover(wishes, ~charts.was_given(n, "antibiotic") | hidden, now)
        pressor = self._notes.pressor
        four_hours = self._window(pressor, n, now, 4).min(axis=0) >= HYDROCORTISONE_STEPS
        wishes.give("hydrocortisone", four_hours & ~charts.running(n, "hydrocortisone"))
        wishes.stop("hydrocortisone", self._window(pressor, n, now, 12).max(axis=0) == 0.0)

    def _grade(self, n: int, now: Tick, holding: Holding, dampened: Column) -> Column:
        notes = self._notes
        hour = now // TICKS_PER_HOUR
        begun = (self._window(notes.temperature, n, now, 48).max(axis=0) >= FEVER_C) | dampened
        low = (notes.systolic[:n] < 90.0) | (notes.map[:n] < 65.0)
        bolus = holding.boluses > notes.boluses[max(0, hour - 5), :n]
        grade = np.where(notes.temperature[hour, :n] >= FEVER_C, 1, 0)
        grade = np.where(low | bolus | (holding.rung > 0.5), 2, grade)
        grade = np.where((holding.pressor > 0.0) | (holding.rung > MASK_FROM), 3, grade)
        grade = np.where((holding.pressor >= GRADE_4_STEPS) | (holding.rung > VENTILATOR_FROM), 4, grade)
        return np.where(begun, grade, 0)

    def _no_better(self, n: int, now: Tick, holding: Holding) -> Column:
        line = self._charts.lines["tocilizumab"]
        dosed = np.clip(line.last[:n] // TICKS_PER_HOUR, 0, now // TICKS_PER_HOUR).astype(np.int64)
        here = np.arange(n)
        hour = now // TICKS_PER_HOUR
        fio2 = self._notes.fio2[hour, :n]
        needed = (fio2 > 0.21) | (holding.pressor > 0.0)
        held = (fio2 >= self._notes.fio2[dosed, here]) & (holding.pressor >= self._notes.pressor[dosed, here])
        found: Column = (now - line.last[:n] >= ticks(12.0)) & needed & held
        return found

    def _car_t(self, wishes: _Wishes, now: Tick, holding: Holding, dampened: Column, hidden: Column) -> None:
        n, charts, notes = wishes.n, self._charts, self._notes
        fever = notes.temperature[now // TICKS_PER_HOUR, :n] >= FEVER_C
        neutropenic = ~(self._laboratory.newest[Channel.NEUTROPHILS][:n] >= NEUTROPENIA)
        self._cover(wishes, fever & neutropenic & ~charts.running(n, "antibiotic"), now)
        grade = self._grade(n, now, holding, dampened)
        if "tocilizumab" in charts.lines:
            never = ~charts.was_given(n, "tocilizumab")
            wishes.give("tocilizumab", (grade >= 2) & (never | self._no_better(n, now, holding)))
        on_steroid = charts.running(n, *STEROIDS)
        wishes.give("dexamethasone_high", (grade >= 3) & ~on_steroid)
        settled = (
            (self._window(notes.fio2, n, now, 24).max(axis=0) <= 0.21)
            & (self._window(notes.pressor, n, now, 24).max(axis=0) == 0.0)
            & (self._window(notes.temperature, n, now, 24).max(axis=0) < FEVER_C)
        )
        for name in STEROIDS:
            wishes.stop(name, on_steroid & settled)
        self._watch_for_infection(wishes, now, dampened, hidden)
