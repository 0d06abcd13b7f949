"""Another order at one moment is answered by the model."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from game.app.shell import header_of
from game.case import walk
from game.case.case import Case, admit_case, advance
from game.case.walk import logged, play
from game.futures.engine import mover
from game.review.playback.rewind import Snapshots
from game.review.valuation.what_if import what_if
from game.values.courses import course_of
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Entry, Give
from game.values.ticks import ticks
from tests.levels.plays import level as find_level

LEVELS = Path(__file__).parents[2] / "levels"


@pytest.fixture(scope="module")
def level() -> Level:
    """Return the level with the storm, cut to six days."""
    text = (LEVELS / "covid_storm.toml").read_text(encoding="utf-8")
    return msgspec.structs.replace(msgspec.convert(tomllib.loads(text), Level), horizon_h=144.0)


def admitted(level: Level) -> Snapshots:
    """Return what is kept of a case of which nothing was played yet."""
    return Snapshots(admit_case(level, level.seed, mover()))


def test_dampening_in_the_window_is_worth_more_than_watching(level: Level) -> None:
    """The same log, the same moment: an order that calms beats twelve idle hours; all values are 0 to 100."""
    log = Log(header_of(level, level.seed))
    watched = what_if(admitted(level), log, ticks(66), None)
    calmed = what_if(admitted(level), log, ticks(66), Give(regimen="dexamethasone"))
    assert 0.0 <= watched.instead < calmed.instead <= 100.0
    assert what_if(admitted(level), log, ticks(66), None) == watched


def test_waiting_where_the_player_waited_is_no_other_order(level: Level) -> None:
    log = Log(header_of(level, level.seed))
    for hour in (6, 66, 120):
        watched = what_if(admitted(level), log, ticks(hour), None)
        assert watched.instead == watched.done


def test_what_was_done_over_the_same_hours_is_the_measure(level: Level) -> None:
    """The player gave the same an hour later: the idea is worth an hour, not the whole storm."""
    given = Entry(tick=ticks(67), actor=Actor.PLAYER, order=Give(regimen="dexamethasone"))
    log = Log(header_of(level, level.seed), (given,))
    found = what_if(admitted(level), log, ticks(66), Give(regimen="dexamethasone"))
    assert abs(found.instead - found.done) < 3.0


def test_what_was_waited_for_days_is_not_told_as_the_twelve_hours_that_the_guideline_mends(level: Level) -> None:
    """The right drug was told to be one point better than a decision that killed: the guideline run mended both."""
    orders = ((15, "remdesivir"), (51, "dexamethasone"))
    given = tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=Give(regimen=drug)) for hour, drug in orders)
    log = Log(header_of(level, level.seed), given)
    found = what_if(admitted(level), log, ticks(24), Give(regimen="dexamethasone"), ticks(72))
    assert abs(found.instead - found.done) < 3.0
    assert found.whole < found.done - 20.0
    at_once = what_if(admitted(level), log, ticks(24), None, ticks(30))
    assert at_once.whole == at_once.done


def test_a_moment_after_the_end_gives_what_the_case_came_to(level: Level) -> None:
    """Nothing can be ordered any more."""
    log = Log(header_of(level, level.seed))
    end = what_if(admitted(level), log, ticks(1000), None)
    assert end == what_if(admitted(level), log, ticks(1000), Give(regimen="dexamethasone"))
    assert end.instead == end.done


def test_what_was_kept_of_the_case_is_not_played_again(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(header_of(level, level.seed))
    first, *others = play(level, level.seed, logged(()), ticks(80))
    kept = Snapshots(first.case)
    for step in kept.kept(others):
        assert step.case.outcome is None
    expected = what_if(admitted(level), log, ticks(80), None)
    passed: list[int] = []

    def counting(case: Case, entries: Sequence[Entry] = ()) -> Case:
        passed.append(case.tick)
        return advance(case, entries)

    monkeypatch.setattr(walk, "advance", counting)
    assert what_if(kept, log, ticks(80), None) == expected
    assert min(passed) == ticks(78)


def test_a_drug_that_another_bars_is_tried_in_the_place_of_that_one() -> None:
    """The germ is resistant: meropenem tried while the first antibiotic runs is not twelve hours of waiting."""
    septic = find_level("septic_shock")
    lies = {seed: course_of(septic, seed) for seed in range(1, 30)}
    seed = next(seed for seed, course in lies.items() if course is not None and course.id == "resistant")
    given = Entry(tick=0, actor=Actor.PLAYER, order=Give(regimen="antibiotic"))
    kept = Snapshots(admit_case(septic, seed, mover()))
    found = what_if(kept, Log(header_of(septic, seed), (given,)), ticks(2), Give(regimen="meropenem"))
    assert found.instead > found.done + 5.0
