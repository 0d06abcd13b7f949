"""The laboratory of many futures as columns: the tests on which the reference policy decides, with delay and error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from game.bedside.lab import assayed, delayed
from game.case.mishaps import LATE_TICKS
from game.case.state import FAR
from game.futures.chance import Places, alike, gaussians, keys, nobody, uniforms
from game.patient import compartments, constants
from game.patient.batch import Columns
from game.patient.body import Body
from game.patient.signs import alt_u_per_l, blood_culture_log10_per_ml, fungal_antigen_pg_per_ml, germ
from game.review.valuation.value import Fork
from game.values.channel import KINDS, Channel, Panel, detectable
from game.values.elementwise import no
from game.values.organism import Germ
from game.values.ticks import Tick, ticks

__all__ = ["LOOKED_AT", "Laboratory", "kept"]

Column = NDArray[Any]
_AT: Final = compartments.INDEX
_Key = TypeVar("_Key")

LOOKED_AT: Final[dict[Panel, tuple[Channel, ...]]] = {
    Panel.IL6: (Channel.IL6,),
    Panel.INFLAMMATION: (Channel.CRP, Channel.PROCALCITONIN),
    Panel.BLOOD_COUNT: (Channel.NEUTROPHILS, Channel.ALT),
    Panel.CULTURE: (Channel.BLOOD_CULTURE,),
    Panel.FUNGAL_ANTIGEN: (Channel.FUNGAL_ANTIGEN,),
}
"""Tests and channels on which the reference policy decides; it draws others too, which change no treatment."""
_READ: Final = tuple(channel for channels in LOOKED_AT.values() for channel in channels)
_KEPT: Final = 6
"""Results of procalcitonin that the reference looks back on."""


_TRENDS: Final = (Channel.IL6, Channel.PROCALCITONIN)
"""Channels of which the result before the newest is kept too: the reference reads their slope."""
_SCALE: Final = constants.INDEX["il6_scale"]


_TRUE: Final[dict[Channel, Callable[[Body], Any]]] = {
    Channel.IL6: lambda body: body.state[_AT["il6"]],
    Channel.CRP: lambda body: body.state[_AT["crp_mg_per_l"]],
    Channel.PROCALCITONIN: lambda body: body.state[_AT["procalcitonin_ug_per_l"]],
    Channel.NEUTROPHILS: lambda body: body.state[_AT["neutrophils"]],
    Channel.ALT: alt_u_per_l,
    Channel.FUNGAL_ANTIGEN: fungal_antigen_pg_per_ml,
    Channel.BLOOD_CULTURE: blood_culture_log10_per_ml,
}


def kept(table: dict[_Key, Any], places: Places) -> dict[_Key, Any]:
    """Return a table of columns with the futures at these places only."""
    return {key: column[places] for key, column in table.items()}


class Laboratory:
    """Samples on their way and the newest results of every future."""

    def __init__(self, forks: Sequence[Fork]) -> None:
        """Take over the charts of the cases."""
        admission = forks[0].case.admission
        count = len(forks)
        seeds = [fork.seed for fork in forks]
        self._rules = admission.rules
        self._offered = [panel for panel in LOOKED_AT if panel in admission.level.panels]
        self.routine = [(panel, every) for panel, every in admission.routine if panel in LOOKED_AT]
        self._errors = {one: keys(seeds, one.value) for panel in LOOKED_AT for one in LOOKED_AT[panel]}
        self._delays = {panel: keys(seeds, f"delay/{panel.value}") for panel in LOOKED_AT}
        self.newest = {one: np.full(count, np.nan) for one in _READ}
        """Not a number where it was never measured: neither above nor below any limit."""
        self.before = {one: np.full(count, np.nan) for one in _TRENDS}
        """The result before the newest, or not a number."""
        self._il6_scale = np.array([fork.body.parameters[_SCALE] for fork in forks])
        self.grew = np.zeros(count, dtype=bool)
        """Whether the newest culture grew something."""
        self.germ = np.zeros(count, dtype=np.int64)
        """What the newest culture grew, if it grew."""
        self.resisted = np.zeros(count, dtype=bool)
        """Whether the last bacteria that a culture grew were of those that resist the usual antibiotic."""
        self._waiting_germ = np.zeros(count, dtype=np.int64)
        self.procalcitonin = np.full((_KEPT, count), np.inf)
        """The last results, oldest first; infinite where there is none."""
        self._taken = {panel: np.full(count, -ticks(1e6)) for panel in LOOKED_AT}
        self.sampled = {panel: np.full(count, -ticks(1e6)) for panel in LOOKED_AT}
        """When the sample of the newest result was taken."""
        self._due = {panel: np.full(count, FAR) for panel in LOOKED_AT}
        self._soonest = dict.fromkeys(LOOKED_AT, 0)
        """Before this tick no result of a test is due."""
        self._waiting = {one: np.zeros(count) for one in _READ}
        first, like = alike([fork.case for fork in forks])
        for place in first:
            self._take_over(place, forks[place])
        self._take(like)

    def _take_over(self, place: int, fork: Fork) -> None:
        chart, samples = fork.case.sheets.chart, fork.case.sheets.samples
        for panel, channels in LOOKED_AT.items():
            for channel in channels:
                results = chart.of(channel)
                if not results:
                    continue
                self._taken[panel][place] = self.sampled[panel][place] = results[-1].taken
                self.newest[channel][place] = results[-1].value
                if channel in self.before and len(results) > 1:
                    self.before[channel][place] = results[-2].value
                if channel is Channel.BLOOD_CULTURE:
                    self.grew[place], self.germ[place] = results[-1].grew, results[-1].germ
                    bacteria = [one.germ for one in results if one.grew and one.germ is not Germ.FUNGUS]
                    self.resisted[place] = bool(bacteria) and bacteria[-1] is Germ.RESISTANT
                if channel is Channel.PROCALCITONIN:
                    last = [one.value for one in results[-_KEPT:]]
                    self.procalcitonin[_KEPT - len(last) :, place] = last
        for sample in samples:
            if sample.panel in LOOKED_AT:
                self._taken[sample.panel][place] = max(self._taken[sample.panel][place], sample.taken)
                self._due[sample.panel][place] = sample.due
                for reading in sample.readings:
                    if reading.channel in self._waiting:
                        self._waiting[reading.channel][place] = reading.value
                    if reading.channel is Channel.BLOOD_CULTURE:
                        self._waiting_germ[place] = reading.germ

    def late(self, who: Column) -> None:
        """Let the samples on their way of those in `who` be read later, because the laboratory stands still."""
        for due in self._due.values():
            due[who & (due != FAR)] += LATE_TICKS

    def keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        self._delays, self._errors = kept(self._delays, places), kept(self._errors, places)
        self._il6_scale = self._il6_scale[places]
        self._take(places)

    def _take(self, places: Places) -> None:
        """Let the charts at these places be all."""
        self._taken, self._due = kept(self._taken, places), kept(self._due, places)
        self.sampled = kept(self.sampled, places)
        self.newest, self.before = kept(self.newest, places), kept(self.before, places)
        self._waiting = kept(self._waiting, places)
        self.grew, self.germ, self.resisted = self.grew[places], self.germ[places], self.resisted[places]
        self._waiting_germ = self._waiting_germ[places]
        self.procalcitonin = self.procalcitonin[:, places]

    def look_again(self, soonest: Any = 0) -> None:
        """Take for granted no more of when the next result is due: others have gone on with the columns."""
        self._soonest = dict.fromkeys(LOOKED_AT, soonest)

    def results(self, n: int, now: Tick) -> None:
        """Write the results that are due into the charts."""
        for panel, channels in LOOKED_AT.items():
            if now < self._soonest[panel]:
                continue
            due = self._due[panel][:n] <= now
            self._soonest[panel] = self._due[panel].min()
            if not due.any():
                continue
            self._due[panel][:n][due] = FAR
            self.sampled[panel][:n][due] = self._taken[panel][:n][due]
            for channel in channels:
                value = self._waiting[channel][:n]
                if channel in self.before:
                    self.before[channel][:n][due] = self.newest[channel][:n][due]
                self.newest[channel][:n][due] = value[due]
                if channel is Channel.BLOOD_CULTURE:
                    self.grew[:n][due] = value[due] >= KINDS[channel].low
                    self.germ[:n][due] = self._waiting_germ[:n][due]
                    bacteria = due & self.grew[:n] & no(self.germ[:n] == Germ.FUNGUS)
                    self.resisted[:n][bacteria] = (self.germ[:n] == Germ.RESISTANT)[bacteria]
                if channel is Channel.PROCALCITONIN:
                    kept = self.procalcitonin[:, :n]
                    kept[:-1, due] = kept[1:, due]
                    kept[-1, due] = value[due]

    def old_enough(self, n: int, panel: Panel, every_h: Any, now: Tick) -> Column:
        """Say whose last sample of a test was taken so long ago that the next may be drawn."""
        if panel not in self._offered:
            none: Column = nobody(n)
            return none
        old: Column = now - self._taken[panel][:n] >= every_h * ticks(1.0)
        old &= self.is_free(n, panel)
        return old

    def is_free(self, n: int, panel: Panel) -> Column:
        """Say of whom no sample of a test is on its way."""
        free: Column = self._due[panel][:n] == FAR
        return free

    def draw(self, n: int, panel: Panel, who: Column, now: Tick, state: Columns) -> None:
        """Take samples now from those in `who` of whom none is on its way."""
        who = who & self.is_free(n, panel)
        if not who.any():
            return
        rule = self._rules.get(panel)
        self._soonest[panel] = 0
        late = delayed(panel, uniforms(self._delays[panel][:n][who], now), rule)
        self._due[panel][:n][who] = now + late.astype(np.int64)
        self._taken[panel][:n][who] = now
        # Picked out first: the logarithm of a culture is found one by one.
        drawn = Body(tuple(state[:, who]), ())
        if panel is Panel.CULTURE:
            self._waiting_germ[:n][who] = germ(drawn)
        for channel in LOOKED_AT[panel]:
            error = gaussians(self._errors[channel][:n][who], now)
            true = _TRUE[channel](drawn)
            if channel is Channel.IL6:
                true = true * self._il6_scale[:n][who]
            value = assayed(channel, true, error, rule)
            # A culture keeps what is under its limit: that tells whether it grew.
            self._waiting[channel][:n][who] = value if channel is Channel.BLOOD_CULTURE else detectable(channel, value)
