"""The reference policy at the beds of many futures: columns answer what `policy.reference` asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from game.case.state import FAR
from game.case.ward import PRESSOR_STEPS_PER_UNIT, RUNGS, Holding
from game.futures.chance import Places, alike, nobody
from game.futures.drug_charts import DrugCharts
from game.futures.laboratory import LOOKED_AT, Laboratory, kept
from game.futures.notes import HourNotes, at_hours, since
from game.patient.batch import Columns
from game.policy.reading import CULTURE_SPEAKS_H
from game.policy.reference import follow
from game.review.valuation.value import Fork, begins, keeps_on
from game.values.channel import PANEL_OF, Channel, Panel
from game.values.diseases import DISEASES
from game.values.elementwise import Column, between, where
from game.values.order import Device, Draw, Give, Stop
from game.values.organism import Germ
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

__all__ = ["Guideline"]

_Key = TypeVar("_Key")


class _Beds:
    """The columns of the first `n` futures as the policy asks for them, each found once; its wishes are masks."""

    def __init__(self, at: Guideline, n: int, now: Tick, holding: Holding) -> None:
        self._charts, self._laboratory, self._notes = at.charts, at.laboratory, at.notes
        self.n, self._now, self._hour, self._holding = n, now, now // TICKS_PER_HOUR, holding
        self.high_risk = at.high_risk
        self.news2 = self._notes.news2[:n]
        self.fio2 = self._notes.fio2[self._hour, :n]
        self.pressor = holding.pressor / PRESSOR_STEPS_PER_UNIT
        self.gives: dict[str, Column] = {}
        self.stops: dict[str, Column] = {}
        self.draws: dict[Panel, Column] = {}
        self._found: dict[tuple[str, float], _Extremes] = {}
        self._may: dict[str, Column] = {}
        self._freed: dict[str, Column] = {}
        self._given: dict[tuple[str, ...], Column] = {}
        self._runs: dict[tuple[str, ...], Column] = {}

    def nobody(self) -> Column:
        return nobody(self.n)

    def vital(self, channel: Channel) -> Column:
        notes = self._notes
        found = {
            Channel.TEMPERATURE: notes.temperature[self._hour],
            Channel.SYSTOLIC: notes.systolic,
            Channel.MAP: notes.map,
        }
        return found[channel][: self.n]

    def on_device(self, least: Device) -> Column:
        # Half a rung below the first of the device: rungs are whole numbers.
        return self._holding.rung > RUNGS[least][0] - 0.5

    def offers(self, regimen: str) -> bool:
        return regimen in self._charts.lines

    def may_give(self, regimen: str) -> Column:
        if regimen not in self._may:
            alt = self._laboratory.newest[Channel.ALT][: self.n]
            freed: Column = self._freed.get(regimen, self.nobody())
            self._may[regimen] = self._charts.may_give(self.n, regimen, self._now, self._holding.pressor, alt, freed)
        return self._may[regimen]

    def was_given(self, *regimens: str) -> Column:
        if regimens not in self._given:
            self._given[regimens] = self._charts.was_given(self.n, *regimens)
        return self._given[regimens]

    def is_running(self, *regimens: str) -> Column:
        if regimens not in self._runs:
            self._runs[regimens] = self._charts.running(self.n, *regimens)
        return self._runs[regimens]

    def newest(self, channel: Channel) -> Column:
        return self._laboratory.newest[channel][: self.n]

    def before(self, channel: Channel) -> Column:
        return self._laboratory.before[channel][: self.n]

    def _results(self, channel: Channel) -> Column:
        assert channel is Channel.PROCALCITONIN
        return self._laboratory.procalcitonin[:, : self.n]

    def has_results(self, channel: Channel, least: int) -> Column:
        if channel is Channel.PROCALCITONIN:
            return abs(self._results(channel)[-least]) < float("inf")
        assert least == 1
        return abs(self.newest(channel)) < float("inf")

    def lowest_of_five_before(self, channel: Channel) -> Column:
        return self._results(channel)[:-1].min(axis=0)

    def culture_is_positive(self) -> Column:
        taken = self._laboratory.sampled[Panel.CULTURE][: self.n]
        return self._laboratory.grew[: self.n] & (self._now - taken <= ticks(CULTURE_SPEAKS_H))

    def culture_grew(self, germ: Germ) -> Column:
        return self.culture_is_positive() & (self._laboratory.germ[: self.n] == germ)

    def resistance_is_known(self) -> Column:
        return self._laboratory.resisted[: self.n]

    def sampled_behind(self, channel: Channel, regimen: str, least_h: float) -> Column:
        if not self.offers(regimen):
            return self.nobody()
        behind = self._laboratory.sampled[PANEL_OF[channel]][: self.n] - self._charts.lines[regimen].begun[: self.n]
        return behind >= ticks(least_h)

    def _window(self, table: Column, back_h: float) -> Column:
        return since(table, self._hour, int(back_h), self.n)

    def hottest(self, within_h: float) -> Column:
        return self._window(self._notes.temperature, within_h).max(axis=0)

    def fio2_before(self, hours_ago: float) -> Column:
        return self._window(self._notes.fio2, hours_ago)[0]

    def pressor_before(self, hours_ago: float) -> Column:
        return self._window(self._notes.pressor, hours_ago)[0] / PRESSOR_STEPS_PER_UNIT

    def least(self, within_h: float) -> Sequence[Column]:
        return self._over("min", within_h)

    def most(self, within_h: float) -> Sequence[Column]:
        return self._over("max", within_h)

    def _over(self, which: str, within_h: float) -> Sequence[Column]:
        if (which, within_h) not in self._found:
            fio2, pressor = [self._window(table, within_h) for table in (self._notes.fio2, self._notes.pressor)]
            self._found[which, within_h] = _Extremes(which, fio2, pressor)
        return self._found[which, within_h]

    def bolus_within_5_h(self) -> Column:
        return self._holding.boluses > self._window(self._notes.boluses, 5.0)[0]

    def since_dose_h(self, regimen: str) -> Column:
        return (self._now - self._charts.lines[regimen].last[: self.n]) / TICKS_PER_HOUR

    def support_at_dose(self, regimen: str) -> tuple[Column, Column]:
        dosed = between(self._charts.lines[regimen].last[: self.n] // TICKS_PER_HOUR, 0, self._hour)
        fio2, pressor = [at_hours(table, dosed) for table in (self._notes.fio2, self._notes.pressor)]
        return fio2, pressor / PRESSOR_STEPS_PER_UNIT

    def give(self, regimen: str, who: Column) -> None:
        self.gives[regimen] = self.gives.get(regimen, self.nobody()) | who

    def stop(self, regimen: str, who: Column) -> None:
        self.stops[regimen] = self.stops.get(regimen, self.nobody()) | who

    def change(self, old: str, new: str, who: Column) -> None:
        self.free(new, who)
        who = who & self.may_give(new)
        self.give(new, who)
        self.stop(old, who)

    def free(self, regimen: str, who: Column) -> None:
        """Let nothing that runs bar a regimen in those in `who`: what excludes it stops this hour."""
        self._freed[regimen] = self._freed.get(regimen, self.nobody()) | who
        self._may.pop(regimen, None)

    def draw(self, panel: Panel, every_h: Column, who: Column = True) -> None:
        # Other tests change no treatment, so the futures do without them.
        if panel in LOOKED_AT:
            self.take(panel, who & self._laboratory.old_enough(self.n, panel, every_h, self._now))

    def take(self, panel: Panel, who: Column) -> None:
        self.draws[panel] = self.draws.get(panel, self.nobody()) | who


class _Extremes(Sequence[Column]):
    """The least or the most FiO₂ and norepinephrine of some hours: mostly one of the two is asked for."""

    def __init__(self, which: str, fio2: Columns, pressor: Columns) -> None:
        self._which, self._tables = which, (fio2, pressor)
        self._found: dict[int, Column] = {}

    def __len__(self) -> int:
        return len(self._tables)

    def __getitem__(self, place: Any) -> Any:
        if place not in self._found:
            found = getattr(self._tables[place], self._which)(axis=0)
            self._found[place] = found / PRESSOR_STEPS_PER_UNIT if place else found
        return self._found[place]


def _found_in(ordered: Sequence[set[_Key]], wanted: Iterable[_Key]) -> dict[_Key, Column]:
    """Return for each name in whose orders it is."""
    return {name: np.array([name in names for names in ordered]) for name in wanted}


class Guideline:
    """The reference, or a plan made from it, at the bedsides of many futures."""

    def __init__(self, forks: Sequence[Fork], charts: DrugCharts, laboratory: Laboratory, notes: HourNotes) -> None:
        """Stand at the bedsides of these futures."""
        level = forks[0].case.admission.level
        self._treated = DISEASES[level.phenotype].treated
        self.high_risk = level.patient.age_years >= 65 or level.patient.comorbidity >= 1
        self.charts, self.laboratory, self.notes = charts, laboratory, notes
        self._begins = np.array([fork.case.tick for fork in forks])
        self._waits_until = np.array([fork.plan.waits_until for fork in forks])
        self._starts: dict[str, Column] = {}
        for name in sorted({name for fork in forks for name, _ in fork.plan.starts}):
            found = [fork.plan.start_of(name) for fork in forks]
            self._starts[name] = np.array([-FAR if tick is None else tick for tick in found])
        different, like = alike([fork.first for fork in forks])
        ordered = [forks[place].first for place in different]
        number = {place: number for number, place in enumerate(different)}
        numbers = np.array([number[place] for place in like.tolist()])
        gives = [{order.regimen for order in orders if isinstance(order, Give)} for orders in ordered]
        stops = [{order.regimen for order in orders if isinstance(order, Stop)} for orders in ordered]
        draws = [{order.panel for order in orders if isinstance(order, Draw)} for orders in ordered]
        self._gives_first = kept(_found_in(gives, charts.lines), numbers)
        """Who is given what in the hour of joining, as it was read off the view; so is what is stopped and drawn."""
        self._stops_first = kept(_found_in(stops, charts.lines), numbers)
        self._draws_first = kept(_found_in(draws, LOOKED_AT), numbers)

    @property
    def starts(self) -> tuple[str, ...]:
        """Return the regimens that plans begin at an hour that is set."""
        return tuple(self._starts)

    def keep(self, places: Places) -> None:
        """Go on at the bedsides at these places only; the tables that are read keep theirs by themselves."""
        self._begins, self._waits_until = self._begins[places], self._waits_until[places]
        self._starts, self._gives_first = kept(self._starts, places), kept(self._gives_first, places)
        self._stops_first, self._draws_first = kept(self._stops_first, places), kept(self._draws_first, places)

    def order(self, n: int, now: Tick, state: Columns, holding: Holding) -> None:
        """Look at the charts of the first `n` futures on a full hour and carry out what the plan asks for."""
        wishes = self._wishes(n, now, holding)
        waiting = now < self._waits_until[:n]
        if waiting.any():
            for table in (wishes.gives, wishes.stops, wishes.draws):
                for name, who in table.items():
                    table[name] = who & ~waiting  # type: ignore[index]
        fresh = self._begins[:n] == now
        if fresh.any():
            self._as_read_off_the_view(wishes, fresh)
        # The reference asks what may be given before it stops anything, so in the same hour nothing takes its place.
        gives = [(name, who & wishes.may_give(name)) for name, who in wishes.gives.items() if who.any()]
        for panel, who in wishes.draws.items():
            self.laboratory.draw(n, panel, who, now, state)
        for name, who in gives:
            if who.any():
                self.charts.start(n, name, who, now, state)
        for name, who in wishes.stops.items():
            if who.any():
                self.charts.stop(n, name, who)

    def _as_read_off_the_view(self, wishes: _Beds, fresh: Column) -> None:
        tables: tuple[dict[Any, Column], ...] = (wishes.gives, wishes.stops, wishes.draws)
        for table in tables:
            table.update({name: who & ~fresh for name, who in table.items()})
        for name, who in self._gives_first.items():
            wishes.give(name, fresh & who[: wishes.n])
        for name, who in self._stops_first.items():
            wishes.stop(name, fresh & who[: wishes.n])
            for other in self.charts.excluded_by[name]:
                wishes.free(other, fresh & who[: wishes.n])
        for panel, who in self._draws_first.items():
            wishes.take(panel, fresh & who[: wishes.n])

    def _wishes(self, n: int, now: Tick, holding: Holding) -> _Beds:
        wishes = _Beds(self, n, now, holding)
        follow(self._treated, wishes)
        for name, start in self._starts.items():
            own = wishes.gives.get(name, nobody(n))
            wishes.gives[name] = where(start[:n] > -FAR, begins(start[:n], now), own)
            if name in wishes.stops:
                wishes.stops[name] &= ~keeps_on(start[:n], now)
        return wishes
