"""A cohort of virtual patients, treated under one arm of a trial from admission to the end of follow-up.

Each patient's course depends on the trial, the arm and the patient's own seed alone: so a cohort may be run in chunks,
in any order, on any number of machines, and put together to the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.case import ward
from game.case.ward import PROTOCOL_EVERY_TICKS, Holding
from game.evidence.dosing import Dosing
from game.evidence.plan import Arm, Look, Trial
from game.evidence.population import CohortMember, Population, draw
from game.futures import beds
from game.futures.engine import Engine, choose
from game.patient import batch, compartments, constants
from game.patient.batch import Columns
from game.patient.body import AMBIENT
from game.values.noise import exponential
from game.values.portable import exp
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_HOUR, Tick, ticks

__all__ = ["ROW", "TRACK", "Chunk", "Result", "merged", "run", "run_chunk"]

ROW: Final = (
    "seed", "age_years", "male", "weight_kg", "comorbidity", "hours_before",
    "entered_h", "entry_rung", "entry_crp", "entry_il6", "entry_hazard",
    "hazard", "survival", "died_h",
    "oxygen_h", "ventilated_h", "pressor_h", "recovered_h", "infected_h",
    "highest_rung", "peak_il6", "peak_crp", "peak_ferritin", "peak_temperature", "lowest_map", "lowest_spo2",
    "peak_creatinine", "peak_innate", "storm_h",
)  # fmt: skip
"""Columns of one row for each patient. Hours count from admission, NaN is never. `hazard` and `survival` run from entry
to the end of follow-up without regard to luck; `died_h` is one draw of luck, the same as in a case with this seed."""

TRACK: Final = (
    "hours", "alive", "rung", "fio2", "pressor", "map", "spo2", "respiratory_rate", "heart_rate", "temperature",
    "infected_cells", "bacteria", "resistant_bacteria", "fungus", "suppression",
    "antigen", "effector_cells", "innate_cells", "il6", "tnf", "il10", "damage", "leak",
    "lung_water", "heart_injury", "kidney_injury", "tolerance", "crp_mg_per_l", "ferritin_ug_per_l", "d_dimer_mg_per_l",
    "procalcitonin_ug_per_l", "lactate_mmol_per_l", "creatinine_umol_per_l", "neutrophils", "receptor_occupancy",
    "steroid_effect", "cumulative_hazard",
)  # fmt: skip
"""What is kept of each patient's course; `il6` in pg/mL. The bodies of the dead run on in the numbers: see `alive`."""

WELL_HOURS: Final = 12.0
"""So long on air with SpO₂ of 94 % or more, under 37.8 °C and without norepinephrine counts as recovered."""
STORM: Final = 0.3
"""Share of innate cells activated that counts as a storm."""
_AT: Final = compartments.INDEX


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a cohort: what one machine is asked to run. Running it twice gives the same bytes."""

    population: Population
    trial: Trial
    arm: Arm
    seed: int
    first: int
    last: int
    """Patients from `first` to before `last`."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the patients."""

    rows: NDArray[np.float64]
    """Patients by `ROW`."""
    tracks: NDArray[np.float64]
    """Patients by moments by `TRACK`."""

    def column(self, name: str) -> NDArray[np.float64]:
        """Return one value of every patient."""
        return self.rows[:, ROW.index(name)]

    def track(self, name: str) -> NDArray[np.float64]:
        """Return the course of one value, patients by moments."""
        return self.tracks[:, :, TRACK.index(name)]

    @property
    def digest(self) -> str:
        """Return the fingerprint of every bit."""
        little = [np.ascontiguousarray(part, dtype="<f8") for part in (self.rows, self.tracks)]
        return sha256(b"".join([repr(part.shape).encode() + part.tobytes() for part in little])).hexdigest()


def merged(parts: Iterable[Result]) -> Result:
    """Return the parts of a cohort as one; give them in the order of their patients."""
    kept = list(parts)
    return Result(np.concatenate([part.rows for part in kept]), np.concatenate([part.tracks for part in kept]))


def run(
    population: Population,
    trial: Trial,
    arm: Arm,
    seed: int,
    patients: int,
    *,
    engine: Engine | None = None,
    chunk_size: int = 1000,
    progress: Callable[[int], None] | None = None,
) -> Result:
    """Run a whole cohort, chunk by chunk; `progress` hears how many patients are done."""
    parts = []
    for chunk in chunks(population, trial, arm, seed, patients, chunk_size):
        parts.append(run_chunk(chunk, engine))
        if progress is not None:
            progress(chunk.last)
    return merged(parts)


def chunks(
    population: Population, trial: Trial, arm: Arm, seed: int, patients: int, chunk_size: int = 1000
) -> Iterator[Chunk]:
    """Yield the parts into which a cohort is cut."""
    for first in range(0, patients, chunk_size):
        yield Chunk(population, trial, arm, seed, first, min(patients, first + chunk_size))


def run_chunk(chunk: Chunk, engine: Engine | None = None) -> Result:
    """Run one part of a cohort."""
    hosts = [draw(chunk.population, chunk.seed, number) for number in range(chunk.first, chunk.last)]
    return follow(hosts, chunk.trial, chunk.arm, engine or choose())


def follow(hosts: Sequence[CohortMember], trial: Trial, arm: Arm, engine: Engine) -> Result:
    """Admit these hosts, treat them, and follow them to the end.

    Every half hour doses, a round, and what `beds.half_hour` does.
    """
    parameters = batch.columns([host.parameters for host in hosts])
    plain, prepared = batch.prepared(parameters), engine.prepared(parameters)
    state = admitted(hosts, parameters, engine)
    luck = beds.luck_of([host.seed for host in hosts])
    holding, shown = beds.arrive(state, plain, luck)
    record = _Record(hosts, state, parameters[constants.INDEX["il6_scale"]], trial)
    usual = Dosing(trial.usual_care, hosts)
    given = Dosing(arm.treatments, hosts)
    start = np.zeros(len(hosts), dtype=np.int64)
    end = ticks(trial.entry_until_h + trial.follow_up_h)
    live = partial(engine.half_hour, prepared)
    for now in range(0, end + 1, PROTOCOL_EVERY_TICKS):
        look = Look(now * HOURS_PER_TICK, state, shown, holding)
        record.see(look, now)
        if now == end:
            break
        usual.give(look, now, start)
        given.give(look, now, record.entered)
        holding, inputs = held = beds.ward_round(shown, holding, luck, now)
        state = beds.half_hour(state, plain, held, luck, now, live)
        shown = batch.vitals(state, plain, inputs)
    return record.result()


def admitted(hosts: Sequence[CohortMember], parameters: Columns, engine: Engine) -> Columns:
    """Return the state of each host at admission, after the untreated hours before."""
    state = batch.columns([host.state for host in hosts])
    admitted = state.copy()
    moments = np.array([ticks(host.hours_before) for host in hosts])
    waiting = np.arange(len(hosts))
    now = 0
    for moment in sorted(set(moments.tolist())):
        state = engine.advance(state, engine.prepared(parameters[:, waiting]), AMBIENT, moment - now)
        now = moment
        leaves = moments[waiting] == moment
        admitted[:, waiting[leaves]] = state[:, leaves]
        waiting, state = waiting[~leaves], np.ascontiguousarray(state[:, ~leaves])
    return admitted


class _Record:
    """Notes what becomes of each patient, half hour by half hour."""

    def __init__(self, hosts: Sequence[CohortMember], admitted: Columns, il6_scale: Any, trial: Trial) -> None:
        count = len(hosts)
        self._trial = trial
        self._il6_scale = il6_scale
        self._every: Tick = ticks(trial.track_every_h)
        self._follow_up: Tick = ticks(trial.follow_up_h)
        self._entry_until: Tick = ticks(trial.entry_until_h)
        hazard = admitted[_AT["cumulative_hazard"]]
        self._dies_at = hazard + np.array([exponential(host.seed, "death") for host in hosts])
        self._well_ticks = np.zeros(count)
        self._tracks: list[NDArray[np.float64]] = []
        self.entered = np.full(count, -1, dtype=np.int64)
        """Tick of randomisation, -1 before."""
        self._row = {name: np.full(count, np.nan) for name in ROW}
        for name, values in (
            ("seed", [host.seed for host in hosts]),
            ("age_years", [host.patient.age_years for host in hosts]),
            ("male", [host.patient.sex == "male" for host in hosts]),
            ("weight_kg", [host.patient.weight_kg for host in hosts]),
            ("comorbidity", [host.patient.comorbidity for host in hosts]),
            ("hours_before", [host.hours_before for host in hosts]),
        ):
            self._row[name] = np.array(values, dtype=np.float64)

    def _first(self, name: str, where: Any, hours: float) -> None:
        row = self._row[name]
        row[where & np.isnan(row)] = hours

    def _most(self, name: str, value: Any, alive: Any) -> None:
        row = self._row[name]
        np.fmax(row, value, out=row, where=alive)

    def _least(self, name: str, value: Any, alive: Any) -> None:
        row = self._row[name]
        np.fmin(row, value, out=row, where=alive)

    def see(self, look: Look, now: Tick) -> None:
        """Write down this half hour, before anything is given in it."""
        state, shown, holding = look.state, look.shown, look.holding
        hazard, il6 = look.of("cumulative_hazard"), look.of("il6") * self._il6_scale
        self._first("died_h", hazard >= self._dies_at, look.hours)
        alive = np.isnan(self._row["died_h"])
        if now <= self._entry_until:
            enters = (self.entered < 0) & alive & self._trial.entry(look)
            self.entered[enters] = now
            for name, value in (
                ("entered_h", np.full(alive.shape, look.hours)),
                ("entry_rung", holding.rung),
                ("entry_crp", look.of("crp_mg_per_l")),
                ("entry_il6", il6),
                ("entry_hazard", hazard),
            ):
                self._row[name][enters] = value[enters]
        over = (self.entered >= 0) & (now - self.entered == self._follow_up)
        self._row["hazard"][over] = (hazard - self._row["entry_hazard"])[over]
        self._first("oxygen_h", alive & (holding.rung > 0.5), look.hours)
        self._first("ventilated_h", alive & (holding.rung > 12.5), look.hours)
        self._first("pressor_h", alive & (holding.pressor > 0.5), look.hours)
        self._first("infected_h", alive & (sum(look.of(name) for name in ward.GERMS) > 0.1), look.hours)
        self._first("storm_h", alive & (look.of("innate_cells") > STORM), look.hours)
        well = (holding.rung < 0.5) & (holding.pressor < 0.5) & (shown.spo2 >= 94.0) & (shown.temperature < 37.8)
        self._first("recovered_h", alive & (self._well_ticks >= WELL_HOURS * TICKS_PER_HOUR), look.hours)
        self._well_ticks = (self._well_ticks + PROTOCOL_EVERY_TICKS) * well
        self._most("highest_rung", holding.rung, alive)
        self._most("peak_il6", il6, alive)
        self._most("peak_crp", look.of("crp_mg_per_l"), alive)
        self._most("peak_ferritin", look.of("ferritin_ug_per_l"), alive)
        self._most("peak_temperature", shown.temperature, alive)
        self._least("lowest_map", shown.map, alive)
        self._least("lowest_spo2", shown.spo2, alive)
        self._most("peak_creatinine", look.of("creatinine_umol_per_l"), alive)
        self._most("peak_innate", look.of("innate_cells"), alive)
        if self._every and now % self._every == 0:
            self._tracks.append(self._moment(look, holding, alive, il6, state))

    @staticmethod
    def _moment(look: Look, holding: Holding, alive: Any, il6: Any, state: Columns) -> NDArray[np.float64]:
        given = {
            "hours": np.full(alive.shape, look.hours),
            "alive": alive.astype(np.float64),
            "rung": holding.rung,
            "fio2": ward.inputs(holding).fio2,
            "pressor": ward.inputs(holding).norepinephrine_ug_per_kg_min,
            "il6": il6,
        }
        return np.stack(
            [given.get(name, state[_AT[name]] if name in _AT else getattr(look.shown, name, 0.0)) for name in TRACK],
            axis=1,
        )

    def result(self) -> Result:
        """Return all that was written down."""
        hazard = self._row["hazard"]
        self._row["survival"] = np.array([exp(-value) if value == value else np.nan for value in hazard.tolist()])  # noqa: PLR0124
        rows = np.stack([self._row[name] for name in ROW], axis=1)
        tracks = np.stack(self._tracks, axis=1) if self._tracks else np.empty((len(rows), 0, len(TRACK)))
        return Result(rows, tracks)
