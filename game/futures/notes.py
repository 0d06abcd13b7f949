"""What is written down each hour about many futures: vital signs as measured, NEWS2, support, who may go home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.bedside.monitor import PROBE, slips, with_error
from game.bedside.news2 import parts
from game.case.appearance import is_alert
from game.case.leaving import goes_home, is_round, is_well, well_hours_after
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding, inputs
from game.futures.chance import Places, gaussians, keys, uniforms
from game.futures.drug_charts import DrugCharts
from game.patient.batch import Columns
from game.patient.body import Body
from game.patient.signs import confusion
from game.review.valuation.value import Fork
from game.values.channel import Channel, Flag, detectable
from game.values.diseases import DISEASES
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

__all__ = ["HourNotes"]

Column = NDArray[Any]
_NOISY: Final = (Channel.HEART_RATE, Channel.SPO2, Channel.MAP, Channel.RESPIRATORY_RATE, Channel.TEMPERATURE)


class HourNotes:
    """The hourly sheet; row `h` of each table is hour `h` of the case."""

    def __init__(self, forks: Sequence[Fork], hours: int) -> None:
        """Take over the sheets of the cases."""
        admission = forks[0].case.admission
        count = len(forks)
        self._clock_minute = admission.level.start.clock_minute
        self._stay = ticks(DISEASES[admission.level.phenotype].stay_at_least_h)
        seeds = [fork.seed for fork in forks]
        self._keys = {channel: keys(seeds, channel.value) for channel in _NOISY}
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
        first: dict[int, int] = {}
        tables = (self.fio2, self.pressor, self.boluses, self.temperature, self.systolic, self.map, self.news2)
        for place, fork in enumerate(forks):
            like = first.setdefault(id(fork.case), place)
            if like == place:
                self._take_over(place, fork)
                continue
            # Many hosts lie in the bed of one case, and have its sheets.
            for table in (*tables, self._spo2, self._well_hours):
                table[..., place] = table[..., like]

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
        self._keys = {channel: column[places] for channel, column in self._keys.items()}
        self._probe, self._spo2, self._well_hours = self._probe[places], self._spo2[places], self._well_hours[places]
        self.fio2, self.pressor, self.boluses = self.fio2[:, places], self.pressor[:, places], self.boluses[:, places]
        self.temperature = self.temperature[:, places]
        self.systolic, self.map, self.news2 = self.systolic[places], self.map[places], self.news2[places]

    def _measured(self, channel: Channel, true: Column, n: int, now: Tick) -> Column:
        found: Column = detectable(channel, with_error(channel, true, gaussians(self._keys[channel][:n], now)))
        return found

    def write(self, n: int, now: Tick, state: Columns, shown: Any, holding: Holding) -> None:
        """Write this hour down for the first `n` futures."""
        hour = now // TICKS_PER_HOUR
        breathed = inputs(holding)
        temperature = self._measured(Channel.TEMPERATURE, shown.temperature, n, now)
        heart_rate = self._measured(Channel.HEART_RATE, shown.heart_rate, n, now)
        rate = self._measured(Channel.RESPIRATORY_RATE, shown.respiratory_rate, n, now)
        draw = gaussians(self._keys[Channel.MAP][:n], now)
        self.systolic[:n] = detectable(Channel.SYSTOLIC, with_error(Channel.SYSTOLIC, shown.systolic, draw))
        self.map[:n] = detectable(Channel.MAP, with_error(Channel.MAP, shown.map, draw))
        off = slips(shown.map, uniforms(self._probe[:n], now))
        self._spo2[:n] = np.where(off, self._spo2[:n], self._measured(Channel.SPO2, shown.spo2, n, now))
        self.fio2[hour, :n] = breathed.fio2
        self.pressor[hour, :n] = holding.pressor
        self.boluses[hour, :n] = holding.boluses
        self.temperature[hour, :n] = temperature
        on_air = breathed.fio2 <= 0.21
        clouded = confusion(Body(tuple(state[:, :n]), ()), shown)
        self.news2[:n] = parts(
            respiratory_rate=rate,
            spo2=self._spo2[:n],
            on_oxygen=~on_air,
            systolic=self.systolic[:n],
            heart_rate=heart_rate,
            alert=is_alert(clouded, ventilated=breathed.peep > 0.0),
            temperature=temperature,
        ).total
        well = is_well(
            on_air=on_air,
            news2=self.news2[:n],
            spo2=self._spo2[:n],
            temperature=temperature,
            pressor=holding.pressor,
        )
        self._well_hours[:n] = well_hours_after(self._well_hours[:n], well)

    def may_leave(self, n: int, now: Tick, charts: DrugCharts) -> Column:
        """Say who goes home at a round that was made since the last look, half an hour ago."""
        since = range(now - PROTOCOL_EVERY_TICKS + 1, now + 1)
        if not any(is_round(tick, self._clock_minute) for tick in since):
            return np.zeros(n, dtype=bool)
        found: Column = goes_home(self._well_hours[:n], charts.keeps_in(n, now), now, self._stay)
        return found
