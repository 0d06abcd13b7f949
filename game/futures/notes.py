"""What is written down each hour about many futures: vital signs as measured, NEWS2, support, who may go home."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.bedside.monitor import PROBE
from game.case.leaving import goes_home, is_round
from game.case.ward import PROTOCOL_EVERY_TICKS, Draws, Holding
from game.futures.chance import Places, alike, gaussians, keys, uniforms
from game.futures.drug_charts import DrugCharts
from game.futures.looks import Before, HourDraws, Looking
from game.patient.batch import Columns
from game.review.valuation.value import Fork
from game.values.channel import Channel, Flag
from game.values.diseases import DISEASES
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

__all__ = ["HISTORIES", "HourNotes", "at_hours", "since"]

Column = NDArray[Any]
_NOISY: Final = (Channel.HEART_RATE, Channel.SPO2, Channel.MAP, Channel.RESPIRATORY_RATE, Channel.TEMPERATURE)
"""In the order of `HourDraws`."""


HISTORIES: Final = ("fio2", "pressor", "boluses", "temperature")
"""The tables of `HourNotes` of which each hour is kept."""


def since(table: Column, hour: Any, back_h: int, n: Any) -> Column:
    """Return the rows of a history from so many hours ago, or the door, to this hour, for the first `n`."""
    if window := getattr(table, "since", None):
        found: Column = window(back_h)
        return found
    return table[max(0, hour - back_h) : hour + 1, :n]


def at_hours(table: Column, hours: Column) -> Column:
    """Return from a history what stands at an hour of each of the first futures."""
    if gathered := getattr(table, "at_hours", None):
        found: Column = gathered(hours)
        return found
    return table[hours, np.arange(len(hours))]


class HourNotes:
    """The hourly sheet; row `h` of each table is hour `h` of the case."""

    def __init__(self, forks: Sequence[Fork], hours: int) -> None:
        """Take over the sheets of the cases."""
        admission = forks[0].case.admission
        count = len(forks)
        self._clock_minute = admission.level.start.clock_minute
        self._stay = ticks(DISEASES[admission.level.phenotype].stay_at_least_h)
        seeds = [fork.seed for fork in forks]
        self._keys = np.array([keys(seeds, channel.value) for channel in _NOISY])
        self._probe = keys(seeds, PROBE)
        self.fio2 = np.full((hours + 1, count), 0.21)
        self.pressor = np.zeros((hours + 1, count))
        """Steps of norepinephrine."""
        self.boluses = np.zeros((hours + 1, count))
        self.temperature = np.zeros((hours + 1, count))
        self.systolic = np.zeros(count)
        self.map = np.zeros(count)
        self.news2 = np.zeros(count, dtype=np.int64)
        self._spo2 = np.full(count, np.nan)
        """The last that was read; what is not a number gives no points and lets nobody go home."""
        self._well_hours = np.zeros(count, dtype=np.int64)
        first, like = alike([fork.case for fork in forks])
        for place in first:
            self._take_over(place, forks[place])
        self._take(like)

    def _take_over(self, place: int, fork: Fork) -> None:
        sheets = fork.case.sheets
        for row, hour in enumerate(sheets.hours):
            self.fio2[row, place] = hour.support.fio2
            self.pressor[row, place] = round(20.0 * hour.support.norepinephrine_ug_per_kg_min)
            self.boluses[row, place] = hour.support.fluid_boluses
            self.temperature[row, place] = hour.vitals[Channel.TEMPERATURE].value
            if hour.vitals[Channel.SPO2].flag is not Flag.ABSENT:
                self._spo2[place] = hour.vitals[Channel.SPO2].value
        last = sheets.hours[-1]
        self.systolic[place] = last.vitals[Channel.SYSTOLIC].value
        self.map[place] = last.vitals[Channel.MAP].value
        self.news2[place] = last.news2_total
        self._well_hours[place] = sheets.well_hours

    def keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        self._keys, self._probe = self._keys[:, places], self._probe[places]
        self._take(places)

    def _take(self, places: Places) -> None:
        """Let the sheets at these places be all."""
        self._spo2, self._well_hours = self._spo2[places], self._well_hours[places]
        self.fio2, self.pressor, self.boluses = self.fio2[:, places], self.pressor[:, places], self.boluses[:, places]
        self.temperature = self.temperature[:, places]
        self.systolic, self.map, self.news2 = self.systolic[places], self.map[places], self.news2[places]

    def write(self, n: int, now: Tick, state: Columns, holding: Holding, looks: Looking) -> Draws:
        """Write this hour down for the first `n` futures, at whom `looks` looks; return what the ward's round draws.

        A round at this tick reads the same monitors, with the same errors.
        """
        at = now // TICKS_PER_HOUR
        luck = [*gaussians(self._keys[:, :n], now), uniforms(self._probe[:n], now)]
        draws = HourDraws(*luck)
        found = looks.hour(state, holding, draws, Before(self._spo2[:n], self._well_hours[:n]))
        self.fio2[at, :n], self.temperature[at, :n] = found.fio2, found.temperature
        self.pressor[at, :n], self.boluses[at, :n] = holding.pressor, holding.boluses
        self.systolic[:n], self.map[:n], self.news2[:n] = found.systolic, found.map, found.news2
        self._spo2[:n], self._well_hours[:n] = found.spo2, found.well_hours
        return Draws(draws.spo2, draws.respiratory_rate, draws.map, draws.probe)

    def after_a_round(self, now: Tick) -> bool:
        """Say whether a round was made since the last look, half an hour ago."""
        return _after_a_round(now, self._clock_minute)

    def may_leave(self, n: int, now: Tick, charts: DrugCharts) -> Column:
        """Say who goes home, where a round was just made: see `after_a_round`."""
        found: Column = goes_home(self._well_hours[:n], charts.keeps_in(n, now), now, self._stay)
        return found


@cache
def _after_a_round(now: Tick, clock_minute: int) -> bool:
    """Say whether a round was made in the half hour up to now."""
    return any(is_round(tick, clock_minute) for tick in range(now - PROTOCOL_EVERY_TICKS + 1, now + 1))
