"""Futures as columns: what one is worth depends on nothing that is played beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from game.futures import kernel
from game.futures import sweep as sweeping
from game.futures.engine import choose, no_ward
from game.futures.sweep import ColumnFutures
from game.patient.body import AMBIENT, Body
from game.patient.method import step
from game.policy.registry import POLICIES
from game.review.valuation.tracking import track
from game.review.valuation.value import IDLE, REFERENCE, Expected, Fork, Plan, Track, true_fork, with_luck
from game.review.valuation.virtual_hosts import candidates
from game.values.drug import STEROIDS
from game.values.level import Infection, Level, Phenotype, PossibleCourse, Prior, Start
from game.values.order import Actor, Befall, Entry, Mishap
from game.values.ticks import ticks
from tests.case.levels import level as in_bed
from tests.levels.plays import level as level_of

HOURS = (0, 20, 47)


@pytest.fixture(scope="module")
def level() -> Level:
    return level_of("quiet_recovery")


@pytest.fixture(scope="module")
def played(level: Level) -> Track:
    return track(level, level.seed, ())


def _forks(of: Track) -> list[Fork]:
    return [with_luck(true_fork(of, hour, REFERENCE), seed) for hour in HOURS for seed in range(8)]


@pytest.fixture(scope="module")
def together(played: Track) -> list[Expected]:
    return ColumnFutures(choose("numpy")).worths(_forks(played))


@pytest.fixture(scope="module")
def long_together(played: Track) -> list[Expected]:
    """Return those of the two later moments in steps of another length."""
    return ColumnFutures(choose("numpy")).worths([replace(fork, long=3) for fork in _forks(played)[8:]])


def _ends(of: list[Any], count: int) -> list[Any]:
    return of[:count] + of[-count:]


def test_a_future_alone_is_worth_what_it_is_among_others(played: Track, together: list[Expected]) -> None:
    """Those who went home leave the sweep early; the rest go on as if they had been alone."""
    for place in (1, 23):
        assert ColumnFutures(choose("numpy")).worths([_forks(played)[place]]) == [together[place]]


@pytest.mark.parametrize("others", [1, 8])
def test_futures_in_steps_of_other_lengths_change_nothing_for_those_beside_them(
    played: Track, together: list[Expected], long_together: list[Expected], others: int
) -> None:
    """Few of another kind are moved along with all, and of many each kind is picked out."""
    short, long = _forks(played)[8:], [replace(fork, long=3) for fork in _ends(_forks(played)[8:], others)]
    mixed = ColumnFutures(choose("numpy")).worths([*short, *long])

    assert mixed[: len(short)] == together[8:]
    assert mixed[len(short) :] == _ends(long_together, others)


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
def test_the_kernel_finds_the_same_bits(played: Track, together: list[Expected]) -> None:
    assert ColumnFutures(choose("compiled")).worths(_forks(played)) == together


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
@pytest.mark.parametrize("name", ["covid_storm", "septic_shock", "car_t_release"])
def test_the_compiled_ward_finds_the_same_bits_as_the_ward_step_by_step(name: str) -> None:
    """Under every sort of plan, an odd number of them at a moment, and where an instructor lets things happen."""
    level = level_of(name)
    of = track(level, level.seed, POLICIES["reference"], until=ticks(60.0), move=kernel.move)
    steroid = next(one for one in STEROIDS if one in level.regimens)
    plans = (REFERENCE, IDLE, Plan(((steroid, ticks(30.0)),)), Plan(waits_until=ticks(20.0)))
    forks = [with_luck(true_fork(of, hour, plan), seed) for hour in (0, 7, 60) for plan in plans for seed in range(3)]
    met = [Befall(number=number, mishap=mishap) for number, mishap in enumerate(Mishap)]
    come = tuple([Entry(tick=ticks(70.0) + 10 * n, actor=Actor.INSTRUCTOR, order=one) for n, one in enumerate(met)])
    forks += [replace(fork, long=3) for fork in forks[:7]] + [replace(fork, mishaps=come) for fork in forks[-4:]]

    step_by_step = replace(choose("compiled"), ward=no_ward)
    assert ColumnFutures(choose("compiled")).worths(forks) == ColumnFutures(step_by_step).worths(forks)


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
def test_where_there_is_no_memory_for_a_ward_it_goes_step_by_step(
    played: Track, together: list[Expected], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_code: bytes, _size: int) -> None:
        raise kernel.KernelMissingError(kernel.MISSING)

    monkeypatch.setattr(kernel, "lent", refused)
    assert ColumnFutures(choose("compiled")).worths(_forks(played)) == together


def test_hosts_are_played_to_the_door_once_and_fit_as_if_they_were_played_again() -> None:
    level = in_bed(start=Start(hours_before=30.0, clock_minute=480))
    played = track(level, level.seed, (), until=ticks(6.0))
    hosts = candidates(level, level.seed)[:5]
    futures = ColumnFutures(choose("numpy"))
    first = futures.fits(played, hosts)
    arrived = futures._arrived
    again = futures.fits(played, hosts)
    assert futures._arrived is arrived
    assert again.misfit(6) == first.misfit(6)
    assert again.body(6, 4) == first.body(6, 4)
    some = futures.fits(played, [hosts[4], hosts[1]])
    assert futures._arrived is arrived
    assert some.misfit(6) == [first.misfit(6)[place] for place in (4, 1)]
    assert some.body(6, 0) == first.body(6, 4)
    others = futures.fits(played, candidates(level, level.seed + 1)[:5])
    assert futures._arrived is not arrived
    assert others.misfit(6) != first.misfit(6)


def test_hosts_of_every_course_come_to_the_door_as_if_each_had_come_alone() -> None:
    """Some fall ill later than others, and bacteria get into some of them on the way."""
    many = in_bed(
        courses=(
            PossibleCourse(id="written", weight=1.0, was="as written"),
            PossibleCourse(id="late", weight=1.0, was="late", hours_before=30.0),
            PossibleCourse(id="spread", weight=1.0, was="spread", hours_before=Prior(median=60.0, spread=0.2)),
            PossibleCourse(
                id="infected",
                weight=1.0,
                was="infected",
                hours_before=40.0,
                infection=Infection(hours_before=20.0, million_per_ml=0.5, germ="fungus"),
            ),
            PossibleCourse(id="septic", weight=1.0, was="septic", phenotype=Phenotype.SEPSIS, hours_before=12.0),
        ),
        start=Start(hours_before=70.0, clock_minute=480),
        horizon_h=6.0,
    )
    hosts = candidates(many, 3)[:16]
    fits = ColumnFutures(choose("numpy")).fits(track(many, 3, ()), hosts)

    assert len({host.onset.ticks for host in hosts}) > 5
    for place, host in enumerate(hosts):
        state = host.onset.state
        for now in range(-host.onset.ticks, 1):
            state = host.onset.infected(state, now)
            state = step(state, host.parameters, AMBIENT) if now < 0 else state
        assert fits.body(0, place) == Body(state, host.parameters)


def test_a_first_look_of_slow_futures_comes_near(played: Track, together: list[Expected]) -> None:
    rough = ColumnFutures(choose("numpy")).rough
    assert rough is not None
    assert rough.rough is None
    apart = [abs(a.worth - b.worth) for a, b in zip(rough.worths(_forks(played)), together, strict=True)]
    assert max(apart) < 0.5
    assert sum(apart) < 0.1 * len(apart)


@pytest.mark.skipif(not kernel.usable(), reason=kernel.MISSING)
def test_a_first_look_plays_one_future_of_a_moment_which_is_not_played_again(
    played: Track, together: list[Expected], monkeypatch: pytest.MonkeyPatch
) -> None:
    futures, forks = ColumnFutures(choose("compiled")), _forks(played)
    rough = futures.rough
    assert rough is not None
    assert rough.rough is None
    at = [fork.case.tick for fork in forks]
    first = [at.index(tick) for tick in at]
    assert rough.worths(forks) == [together[place] for place in first]
    counted: list[int] = []
    sweep = sweeping._Sweep
    monkeypatch.setattr(sweeping, "_Sweep", lambda forks, engine: counted.append(len(forks)) or sweep(forks, engine))
    assert futures.worths(forks) == together
    assert counted == [len(forks) - len({*at})]
