"""What a patient's day and a whole analysis cost in each engine; never run by default.

Run it with `pytest tests/benchmarks/bench_engines.py`. `python -m game bench` prints the ratios at equal accuracy; this
suite keeps the times, for comparing two commits with `--benchmark-compare`.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from game.app.levels import find_level
from game.evidence import race, sbml
from game.evidence.bench import analysis_seconds
from game.futures import kernel
from game.futures.engine import NAMES, choose
from game.values.level import Phenotype

DAYS = 1.0


@pytest.fixture(scope="module")
def day() -> race.Task:
    """Return the first day on the ward of a patient with COVID-19."""
    return race.task(Phenotype.COVID, DAYS)


@pytest.mark.benchmark(group="one patient, one day")
def test_plain_python(benchmark: Any, day: race.Task) -> None:
    found = benchmark(race.plain, day)
    assert race.error(found, race.reference(day)) < 1e-5


@pytest.mark.benchmark(group="one patient, one day")
@pytest.mark.parametrize("longest", [0, 6, 1], ids=["where support changes", "every half hour", "every tick"])
def test_lsoda(benchmark: Any, day: race.Task, longest: int) -> None:
    found = benchmark(race.solved, day, "LSODA", 1e-6, longest)
    assert race.error(found, race.reference(day)) < 1e-4


@pytest.mark.benchmark(group="one patient, one day")
@pytest.mark.filterwarnings("ignore")
def test_libroadrunner(benchmark: Any, day: race.Task) -> None:
    runner = race.road_runner()
    if runner is None:
        pytest.skip("libRoadRunner is not installed, or this Python has no shared library for it")
    engine = runner(sbml.sbml_text(day.phenotype, day.parameters))
    found = benchmark(race.cvode, day, engine, 1e-7)
    assert race.error(found, race.reference(day)) < 1e-4


@pytest.mark.benchmark(group="cohort, one day")
@pytest.mark.parametrize("patients", [1, 100, 1000, 10_000])
@pytest.mark.parametrize(("name", "threads"), [("numpy", 1), ("compiled", 1), ("compiled", 2)])
def test_cohort(benchmark: Any, day: race.Task, name: str, threads: int, patients: int) -> None:
    if name == "compiled" and not kernel.usable():
        pytest.skip(kernel.MISSING)
    go = race.together([day], patients, choose(name, threads), DAYS)
    benchmark.pedantic(go, rounds=3, warmup_rounds=1)
    benchmark.extra_info["ms per patient-day"] = 1000.0 * benchmark.stats.stats.min / (patients * DAYS)
    benchmark.extra_info["bytes per patient"] = race.bytes_per_patient(patients, choose(name, threads))


@pytest.mark.benchmark(group="analysis of a case of 14 days")
@pytest.mark.parametrize("name", NAMES)
def test_analysis(benchmark: Any, name: str) -> None:
    if name == "compiled" and not kernel.usable():
        pytest.skip(kernel.MISSING)
    found = benchmark.pedantic(analysis_seconds, (find_level("covid_storm"), perf_counter, name), rounds=1)
    benchmark.extra_info.update(found._asdict())
