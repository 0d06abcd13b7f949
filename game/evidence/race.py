"""The engines raced on the same equations, the same patients and the same ward, at the same accuracy.

A task is one patient of each disease on the ward for some days, under support that was recorded once. Each engine moves
these patients through it; an independent solver at a tight tolerance says how far each is off. The adaptive solvers get
the loosest tolerance at which they are as exact as ours. They are timed in three ways, because it matters how often
they are stopped: where support changes and nowhere else (which only a recording allows), every half hour as the ward's
protocol looks at its patient, and every tick as a game does whose player may act at any moment.

The clock is handed in: nothing here knows the time.
"""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.case.ward import PROTOCOL_EVERY_TICKS
from game.evidence import sbml
from game.evidence.cohort import admitted
from game.evidence.population import POPULATIONS, draw
from game.futures import beds, kernel
from game.futures.engine import Engine, choose
from game.patient import batch, compartments
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.patient.equations import rate
from game.patient.method import stepped
from game.values.level import Phenotype
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_DAY, Tick

__all__ = ["PLAIN", "Lap", "Task", "bytes_per_patient", "error", "race", "reference", "task"]

Clock = Callable[[], float]
"""Seconds, from any start."""
Trajectory = NDArray[np.float64]
"""Moments (every half hour) by compartments."""

PLAIN: Final = "plain Python"
"""The engine that the others are held against."""
TOLERANCES: Final = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)
_STOPS: Final = {"where support changes": 0, "every half hour": PROTOCOL_EVERY_TICKS, "every tick": 1}
_HOST: Final = 1
"""The member of the cohort that races."""


@dataclass(frozen=True, slots=True)
class Task:
    """One patient on the ward, as it went."""

    phenotype: Phenotype
    state: tuple[float, ...]
    parameters: tuple[float, ...]
    inputs: tuple[Inputs, ...]
    """Support in each half hour."""

    @property
    def ticks(self) -> Tick:
        """Return how long it lasts."""
        return len(self.inputs) * PROTOCOL_EVERY_TICKS

    def segments(self, longest: Tick) -> Iterator[tuple[Tick, Tick, Inputs]]:
        """Yield the stretches of constant support, none longer than `longest` ticks (0 for as long as it lasts)."""
        now = 0
        for inputs, same in itertools.groupby(self.inputs):
            end = now + len(list(same)) * PROTOCOL_EVERY_TICKS
            for first in range(now, end, longest or self.ticks):
                yield first, min(end, first + (longest or self.ticks)), inputs
            now = end


@dataclass(frozen=True, slots=True)
class Lap:
    """One engine over the task."""

    engine: str
    patients: int
    days: float
    seconds: float
    error: float
    """Greatest, in any compartment, as a share of its own greatest value."""
    note: str = ""

    @property
    def ms_per_patient_day(self) -> float:
        """Return what a patient's day costs."""
        return 1000.0 * self.seconds / (self.patients * self.days)


def task(phenotype: Phenotype, days: float = 14.0) -> Task:
    """Return a drawn patient's days on the ward, recorded."""
    host = draw(POPULATIONS[phenotype], 2, _HOST)
    engine = choose()
    parameters = batch.columns([host.parameters])
    plain, prepared = batch.prepared(parameters), engine.prepared(parameters)
    state = admitted([host], parameters, engine)
    start = batch.state_of(state, 0)
    luck = beds.luck_of([host.seed])
    holding, shown = beds.arrive(state, plain, luck)
    recorded = []
    for now in range(0, round(days * TICKS_PER_DAY), PROTOCOL_EVERY_TICKS):
        holding, columns = beds.ward_round(shown, holding, luck, now)
        recorded.append(Inputs(*[float(np.ravel(value)[0]) for value in columns]))
        state = engine.advance(state, prepared, columns, PROTOCOL_EVERY_TICKS)
        shown = batch.vitals(state, plain, columns)
    return Task(phenotype, start, host.parameters, tuple(recorded))


def plain(of: Task) -> Trajectory:
    """Return the course by `method.stepped`, as the game plays it."""
    state, rows = of.state, []
    for inputs in of.inputs:
        state = stepped(state, of.parameters, inputs, PROTOCOL_EVERY_TICKS)
        rows.append(state)
    return np.array(rows)


def solved(of: Task, solver: str, tolerance: float, longest: Tick) -> Trajectory:
    """Return the course by one of scipy's adaptive solvers, restarted after at most `longest` ticks."""
    solve_ivp = import_module("scipy.integrate").solve_ivp
    state, rows = np.array(of.state), []
    for first, last, inputs in of.segments(longest):
        halves = range(first - first % PROTOCOL_EVERY_TICKS, last + 1, PROTOCOL_EVERY_TICKS)
        wanted = sorted({*[half for half in halves if half > first], last})

        def change(_: float, y: NDArray[np.float64], held: Inputs = inputs) -> tuple[float, ...]:
            return rate(y.tolist(), of.parameters, held)

        solution = solve_ivp(
            change,
            (0.0, (last - first) * HOURS_PER_TICK),
            state,
            method=solver,
            rtol=tolerance,
            atol=1e-3 * tolerance,
            t_eval=[(tick - first) * HOURS_PER_TICK for tick in wanted],
        )
        state = solution.y[:, -1]
        rows += [row for tick, row in zip(wanted, solution.y.T, strict=True) if tick % PROTOCOL_EVERY_TICKS == 0]
    return np.array(rows)


def cvode(of: Task, engine: Any, tolerance: float) -> Trajectory:
    """Return the course by libRoadRunner, restarted every half hour as the ward's protocol would."""
    engine.resetAll()
    engine.integrator.relative_tolerance = tolerance
    engine.integrator.absolute_tolerance = 1e-6 * tolerance
    engine.timeCourseSelections = list(compartments.NAMES)
    for name, value in zip(compartments.NAMES, of.state, strict=True):
        engine[name] = value
    rows = []
    hours = PROTOCOL_EVERY_TICKS * HOURS_PER_TICK
    before: Inputs | None = None
    for inputs in of.inputs:
        if inputs != before:
            for name, value in zip(Inputs._fields, inputs, strict=True):
                engine[name] = value
            before = inputs
        rows.append(np.array(engine.simulate(0.0, hours, 2))[-1])
    return np.array(rows)


def _solves(of: Task, engine: Any) -> bool:
    """Say whether CVODE gets through; a restart in the steep hours of sepsis can stop it at any tolerance."""
    try:
        cvode(of, engine, TOLERANCES[-2])
    except RuntimeError:
        return False
    return True


def together(tasks: list[Task], patients: int, engine: Engine, days: float) -> Callable[[], Trajectory]:
    """Return a function that moves a cohort of copies of these patients, and gives the courses of the first."""
    chosen = [tasks[n % len(tasks)] for n in range(patients)]
    parameters = engine.prepared(batch.columns([one.parameters for one in chosen]))
    start = batch.columns([one.state for one in chosen])
    halves = round(days * TICKS_PER_DAY) // PROTOCOL_EVERY_TICKS
    held = [Inputs(*batch.columns([one.inputs[half] for one in chosen])) for half in range(halves)]

    def go() -> Trajectory:
        state: Columns = start
        rows = []
        for inputs in held:
            state = engine.advance(state, parameters, inputs, PROTOCOL_EVERY_TICKS)
            rows.append(state[:, : min(patients, len(tasks))].T)
        return np.array(rows)

    return go


def reference(of: Task) -> Trajectory:
    """Return the course that all are measured against: DOP853 at a relative tolerance of 10^-12."""
    return solved(of, "DOP853", 1e-12, 0)


def error(found: Trajectory, expected: Trajectory) -> float:
    """Return the greatest error in any compartment, as a share of its own greatest value."""
    scale = np.maximum(np.abs(expected).max(axis=0), 1e-9)
    return float((np.abs(found - expected).max(axis=0) / scale).max())


def bytes_per_patient(patients: int, engine: Engine) -> float:
    """Return the memory that each patient of a cohort of this size takes at most, while it is advanced."""
    one = task(Phenotype.SEPSIS, 0.5)
    tracemalloc.start()
    try:
        together([one], patients, engine, PROTOCOL_EVERY_TICKS / TICKS_PER_DAY)()
        return tracemalloc.get_traced_memory()[1] / patients
    finally:
        tracemalloc.stop()


@dataclass(frozen=True, slots=True)
class _Track:
    """Where the engines run: tasks, what is expected of them, and a clock."""

    clock: Clock
    tasks: list[Task]
    expected: list[Trajectory]
    days: float
    heard: Callable[[Lap], None]

    def worst(self, found: list[Trajectory]) -> float:
        """Return the greatest error of these courses."""
        return max([error(course, right[: len(course)]) for course, right in zip(found, self.expected, strict=False)])

    def lap(self, engine: str, patients: int, days: float, run: Callable[[], list[Trajectory]], note: str = "") -> Lap:
        """Time one run."""
        started = self.clock()
        found = run()
        done = Lap(engine, patients, days, self.clock() - started, self.worst(found), note)
        self.heard(done)
        return done

    def matched(self, engine: str, run: Callable[[float], list[Trajectory]], allowed: float) -> Lap:
        """Time the run at the loosest tolerance at which its error is at most the one allowed."""

        def exact(tolerance: float) -> bool:
            try:
                return self.worst(run(tolerance)) <= allowed
            except RuntimeError:  # CVODE gives up where its tolerance is too loose for a restart
                return False

        tolerance = next(filter(exact, TOLERANCES), TOLERANCES[-1])
        return self.lap(
            engine, len(self.tasks), self.days, lambda: run(tolerance), f"relative tolerance {tolerance:.0e}"
        )

    def cohort(self, name: str, engine: Engine, patients: int, days: float) -> Lap:
        """Time a cohort, after one run that warms up whatever wants to be warm."""
        together(self.tasks, 1, engine, PROTOCOL_EVERY_TICKS / TICKS_PER_DAY)()
        go = together(self.tasks, patients, engine, days)
        return self.lap(name, patients, days, lambda: [*np.swapaxes(go(), 0, 1)])


def road_runner() -> Any | None:
    """Return libRoadRunner's engine; nothing where it is not installed or its library cannot be loaded.

    Its wheel is linked with the shared libpython, which the Python of a bare Debian does not have.
    """
    try:
        return import_module("roadrunner").RoadRunner
    except ImportError:
        return None


def race(
    clock: Clock,
    days: float = 14.0,
    cohorts: tuple[tuple[int, float], ...] = ((1, 1.0), (100, 2.0), (1000, 2.0), (10_000, 1.0)),
    heard: Callable[[Lap], None] = lambda _: None,
) -> list[Lap]:
    """Run every engine that is installed and return its laps; `heard` gets each as it is done.

    `cohorts` are sizes and days of the batches: the cost of a day does not depend on how many follow.
    """
    tasks = [task(phenotype, days) for phenotype in Phenotype]
    track = _Track(clock, tasks, [reference(one) for one in tasks], days, heard)
    ours = track.lap(PLAIN, len(tasks), days, lambda: [plain(one) for one in tasks])
    laps = [ours]
    for where, longest in _STOPS.items():

        def lsoda(tolerance: float, most: Tick = longest) -> list[Trajectory]:
            return [solved(one, "LSODA", tolerance, most) for one in tasks]

        laps.append(track.matched(f"LSODA, stopped {where}", lsoda, ours.error))
    if sbml.installed() and (runner := road_runner()):
        engines = [runner(sbml.sbml_text(one.phenotype, one.parameters)) for one in tasks]
        able = [place for place, engine in enumerate(engines) if _solves(tasks[place], engine)]
        own = _Track(clock, [tasks[place] for place in able], [track.expected[place] for place in able], days, heard)

        def rival(tolerance: float) -> list[Trajectory]:
            return [cvode(tasks[place], engines[place], tolerance) for place in able]

        lap = own.matched(f"libRoadRunner, every half hour, {len(able)} of {len(tasks)}", rival, ours.error)
        laps.append(lap)
    ready = [("numpy batch", choose("numpy"))]
    if kernel.usable():
        ready += [("compiled, 1 thread", choose("compiled")), ("compiled, 2 threads", choose("compiled", 2))]
    for name, engine in ready:
        laps += [track.cohort(name, engine, patients, min(lasts, days)) for patients, lasts in cohorts]
    return laps
