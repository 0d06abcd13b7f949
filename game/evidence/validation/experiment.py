"""Many small cohorts side by side in one wide batch, from the first hour of illness.

An experiment is one cohort under one plan. All run together, since numpy's cost per patient falls with the width; each
patient's course depends on the host's seed and the plan alone, so the same hosts in two experiments are pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.case import ward
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding
from game.evidence.dosing import Dosing
from game.evidence.plan import Condition, Look, Treatment
from game.evidence.population import CohortMember, Population, draw
from game.futures import beds
from game.futures.engine import Engine
from game.patient import batch, compartments, constants
from game.patient.batch import Columns
from game.patient.body import AMBIENT, Inputs
from game.patient.signs import Vitals
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_DAY, Tick, ticks

__all__ = ["COHORT_SEED", "CohortCourse", "Experiment", "Values", "cohort", "run"]

Values = NDArray[np.float64]
COHORT_SEED: Final = 2026
"""All cohorts of the validation are drawn from it."""

_VITALS: Final = tuple(Vitals.__dataclass_fields__)
_BODY: Final = (
    "infected_cells", "bacteria", "resistant_bacteria", "fungus",
    "antigen", "effector_cells", "innate_cells", "il6", "tnf", "ifn_gamma",
    "heart_injury", "kidney_injury", "crp_mg_per_l", "ferritin_ug_per_l", "d_dimer_mg_per_l", "procalcitonin_ug_per_l",
    "lactate_mmol_per_l", "creatinine_umol_per_l", "temperature_c", "neutrophils", "tocilizumab_mg",
    "dexamethasone_mg", "hydrocortisone_mg", "cumulative_hazard",
)  # fmt: skip
_SHOWN: Final = ("heart_rate", "spo2", "systolic", "map", "respiratory_rate")
_HOLDING: Final = ("rung", "pressor")
NAMES: Final = (*_BODY, *_SHOWN, *_HOLDING, "fio2")
"""What is kept of a course; `il6` in pg/mL, the rest in the units of their own tables."""
_AT: Final = {name: place for place, name in enumerate(NAMES)}
_ROWS: Final = [compartments.INDEX[name] for name in _BODY]


def cohort(population: Population, patients: int) -> tuple[CohortMember, ...]:
    """Return the first patients of a population's cohort."""
    return tuple([draw(population, COHORT_SEED, number) for number in range(patients)])


@dataclass(frozen=True, slots=True)
class Experiment:
    """One cohort under one plan."""

    id: str
    hosts: tuple[CohortMember, ...]
    days: float
    treatments: tuple[Treatment, ...] = ()
    """Counted from the first hour of illness."""
    snapshots: Mapping[str, Condition] = field(default_factory=dict)
    """Moments, each the first at which its condition is true of a patient, at which the whole body is kept."""
    every_h: float = 1.0
    infections: bool = True
    """Whether new infections come, by each patient's own luck."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bodies of those patients in whom a condition came true, each at the first moment at which it was."""

    state: Columns
    parameters: Columns
    hours: Values
    """Of illness."""
    holding: Holding

    def after(self, inputs: Sequence[Any], hours: float, doses: Mapping[str, float] | None = None) -> Columns:
        """Return the bodies after so many hours of constant support, with `doses` (mg, by compartment) put in first."""
        state = self.state.copy()
        for name, mg in (doses or {}).items():
            state[compartments.INDEX[name]] += mg
        return batch.advance(state, batch.prepared(self.parameters), inputs, ticks(hours))

    def vitals(self, state: Columns, inputs: Inputs) -> Any:
        """Return the vital signs of these bodies, as they are in `state` under this support."""
        return batch.vitals(state, batch.prepared(self.parameters), inputs)


@dataclass(frozen=True)
class CohortCourse:
    """What became of one cohort: for each name a table of moments by patients."""

    hosts: tuple[CohortMember, ...]
    hours: Values
    """Of illness, at each moment."""
    kept: Values
    """Moments by names by patients."""
    parameters: Columns
    snapshots: Mapping[str, Snapshot]

    def of(self, name: str) -> Values:
        """Return the course of one quantity, moments by patients."""
        return self.kept[:, _AT[name], :]

    def constant(self, name: str) -> Values:
        """Return one constant of every patient."""
        row: Values = self.parameters[constants.INDEX[name]]
        return row

    def head(self, patients: int) -> CohortCourse:
        """Return the course of the first patients only, to pair them with a smaller cohort of the same hosts."""
        return CohortCourse(
            self.hosts[:patients], self.hours, self.kept[:, :, :patients], self.parameters[:, :patients], {}
        )

    @cached_property
    def on_oxygen_h(self) -> Values:
        """Return the hour of illness at which each patient first needed oxygen, NaN for never."""
        return self.first(self.of("rung") > 0.5)

    @cached_property
    def ventilated_h(self) -> Values:
        """Return the hour of illness at which each patient was first ventilated, NaN for never."""
        return self.first(self.of("rung") > 12.5)

    def first(self, true: NDArray[np.bool_]) -> Values:
        """Return the first hour at which this is so of each patient, NaN for never."""
        hours: Values = np.where(true.any(axis=0), self.hours[np.argmax(true, axis=0)], np.nan)
        return hours

    def last(self, true: NDArray[np.bool_]) -> Values:
        """Return the last hour at which this is so of each patient, NaN for never."""
        place = len(self.hours) - 1 - np.argmax(true[::-1], axis=0)
        hours: Values = np.where(true.any(axis=0), self.hours[place], np.nan)
        return hours

    def peak_h(self, name: str) -> Values:
        """Return the hour at which a quantity is greatest in each patient."""
        hours: Values = self.hours[np.argmax(self.of(name), axis=0)]
        return hours

    def at(self, name: str, hours: Values) -> Values:
        """Return a quantity at an hour of each patient's own; NaN where the hour is NaN or beyond the end."""
        place = np.searchsorted(self.hours, np.nan_to_num(hours, nan=-1.0), side="right") - 1
        known = np.isfinite(hours) & (hours >= 0.0) & (hours <= self.hours[-1])
        values = self.of(name)[np.clip(place, 0, len(self.hours) - 1), np.arange(len(self.hosts))]
        return np.where(known, values, np.nan)

    def between(self, name: str, start: Values, hours: float) -> Values:
        """Return a copy of one quantity with NaN outside the `hours` that follow each patient's own `start`."""
        grid = self.hours[:, np.newaxis]
        with np.errstate(invalid="ignore"):
            inside = (grid >= start) & (grid <= start + hours)
        return np.where(inside, self.of(name), np.nan)


class _Bench:
    """One experiment while it runs: its place among the columns and what is kept of it."""

    def __init__(self, experiment: Experiment, first: int) -> None:
        count = len(experiment.hosts)
        self.experiment = experiment
        self.columns = slice(first, first + count)
        self.end: Tick = ticks(experiment.days * 24.0)
        self._every = ticks(experiment.every_h)
        self._dosing = Dosing(experiment.treatments, experiment.hosts)
        self._start = np.zeros(count, dtype=np.int64)
        self._kept: list[Values] = []
        self._states = {name: np.full((len(compartments.NAMES), count), np.nan) for name in experiment.snapshots}
        self._holdings = {name: [np.zeros(count) for _ in Holding._fields] for name in experiment.snapshots}
        self._moments = {name: np.full(count, np.nan) for name in experiment.snapshots}

    def see(self, state: Columns, shown: Vitals, holding: Holding, fio2: Values, scale: Values, now: Tick) -> None:
        """Write down, keep the bodies whose moment has come, and give what is due."""
        part = self.columns
        look = Look(
            now * HOURS_PER_TICK,
            state[:, part],
            Vitals(*[getattr(shown, name)[part] for name in _VITALS]),
            Holding(*[value[part] for value in holding]),
        )
        if now % self._every == 0:
            self._kept.append(self._written(look, fio2[part], scale[part]))
        for name, condition in self.experiment.snapshots.items():
            here = np.isnan(self._moments[name]) & condition(look)
            if here.any():
                self._moments[name][here] = look.hours
                self._states[name][:, here] = look.state[:, here]
                for kept, value in zip(self._holdings[name], look.holding, strict=True):
                    kept[here] = value[here]
        if now < self.end:
            self._dosing.give(look, now, self._start)

    def _written(self, look: Look, fio2: Values, scale: Values) -> Values:
        written = np.empty((len(NAMES), len(scale)))
        written[: len(_ROWS)] = look.state[_ROWS]
        written[_AT["il6"]] *= scale
        for name in _SHOWN:
            written[_AT[name]] = getattr(look.shown, name)
        for name in _HOLDING:
            written[_AT[name]] = getattr(look.holding, name)
        written[_AT["fio2"]] = fio2
        return written

    def course(self, parameters: Columns) -> CohortCourse:
        """Return all that was written down."""
        own = parameters[:, self.columns]
        return CohortCourse(
            hosts=self.experiment.hosts,
            hours=self.experiment.every_h * np.arange(len(self._kept), dtype=np.float64),
            kept=np.stack(self._kept),
            parameters=own,
            snapshots={name: self._snapshot(name, own) for name in self.experiment.snapshots},
        )

    def _snapshot(self, name: str, parameters: Columns) -> Snapshot:
        taken = np.isfinite(self._moments[name])
        return Snapshot(
            np.ascontiguousarray(self._states[name][:, taken]),
            np.ascontiguousarray(parameters[:, taken]),
            self._moments[name][taken],
            Holding(*[value[taken] for value in self._holdings[name]]),
        )


def run(
    experiments: Iterable[Experiment], engine: Engine, progress: Callable[[float], None] | None = None
) -> dict[str, CohortCourse]:
    """Run these experiments side by side; `progress` hears the share that is done.

    Every half hour, in the order of `case.advance`: doses, the ward's protocol, on the full hour new infections, then
    the equations.
    """
    # Longest first: those that end leave the right edge of the batch, and slices stay contiguous.
    order = sorted(experiments, key=lambda one: -one.days)
    benches: list[_Bench] = []
    for one in order:
        benches.append(_Bench(one, benches[-1].columns.stop if benches else 0))
    hosts = [host for one in order for host in one.hosts]
    parameters = batch.columns([host.parameters for host in hosts])
    state = batch.columns([host.state for host in hosts])
    scale: Values = parameters[constants.INDEX["il6_scale"]]
    exposed = np.array([one.infections for one in order for _ in one.hosts])
    luck = beds.luck_of([host.seed for host in hosts])
    holding = beds.nothing(len(hosts))
    plain, prepared = batch.prepared(parameters), engine.prepared(parameters)
    shown = batch.vitals(state, plain, AMBIENT)
    longest = benches[0].end
    running = list(benches)
    for now in range(0, longest + 1, PROTOCOL_EVERY_TICKS):
        fio2: Values = np.asarray(ward.inputs(holding).fio2)
        for bench in running:
            bench.see(state, shown, holding, fio2, scale, now)
        ended = len(running)
        running = [bench for bench in running if bench.end > now]
        if not running:
            break
        if len(running) < ended:
            width = running[-1].columns.stop
            state = np.ascontiguousarray(state[:, :width])
            left = np.ascontiguousarray(parameters[:, :width])
            plain, prepared = batch.prepared(left), engine.prepared(left)
            shown = Vitals(*[getattr(shown, name)[:width] for name in _VITALS])
            holding = Holding(*[value[:width] for value in holding])
            luck = luck.keep(slice(width))
            exposed = exposed[:width]
        live = partial(engine.half_hour, prepared)
        holding, inputs = held = beds.ward_round(shown, holding, luck, now)
        state = beds.half_hour(state, plain, held, luck, now, live, exposed)
        shown = batch.vitals(state, plain, inputs)
        if progress is not None and now % TICKS_PER_DAY == 0:
            progress(now / longest)
    return {bench.experiment.id: bench.course(parameters) for bench in benches}
