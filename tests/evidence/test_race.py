"""The race is fair: the same task for all, and nobody less exact than ours."""

from __future__ import annotations

import itertools

import pytest

from game.evidence import race
from game.futures import kernel
from game.futures.engine import choose
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_DAY


@pytest.mark.filterwarnings("ignore")
def test_every_engine_runs_the_task_at_least_as_exactly_as_ours() -> None:
    """Three hours, a clock that ticks once a look: each lap has taken one second."""
    clock = itertools.count()
    heard: list[race.Lap] = []
    laps = race.race(lambda: float(next(clock)), 0.125, ((1, 1.0), (40, 0.0625)), heard.append)
    assert laps == heard
    assert all(lap.seconds == 1.0 for lap in laps)
    assert all(lap.error <= max(laps[0].error, 1e-9) for lap in laps)
    assert laps[0].error < 1e-4
    names = [lap.engine for lap in laps]
    assert names[:4] == ["plain Python", *[name for name in names if name.startswith("LSODA")]]
    assert names.count("numpy batch") == 2
    assert (names.count("compiled, 2 threads") == 2) is kernel.usable()
    cohort = next(lap for lap in laps if lap.patients == 40)
    assert cohort.ms_per_patient_day == pytest.approx(1000.0 / (40 * 0.0625))


def test_a_task_is_cut_where_support_changes_and_no_longer_than_asked() -> None:
    one = race.task(Phenotype.SEPSIS, 1.0)
    assert one.ticks == TICKS_PER_DAY
    for longest in (0, 1, 6, 100):
        cuts = list(one.segments(longest))
        assert [first for first, _, _ in cuts[1:]] == [last for _, last, _ in cuts[:-1]]
        assert cuts[0][0] == 0
        assert cuts[-1][1] == one.ticks
        assert all(last - first <= (longest or one.ticks) for first, last, _ in cuts)
        assert all(one.inputs[first // 6] == inputs for first, _, inputs in cuts)
    assert len(list(one.segments(0))) < len(one.inputs)


def test_memory_is_told_by_the_patient() -> None:
    many = race.bytes_per_patient(2000, choose("numpy"))
    assert 500.0 < many < 20_000.0
