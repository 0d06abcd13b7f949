"""Another order at one moment is answered by the model."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from game.app.shell import header_of
from game.review.valuation.what_if import what_if
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Entry, Give
from game.values.ticks import ticks

LEVELS = Path(__file__).parents[2] / "levels"


@pytest.fixture(scope="module")
def level() -> Level:
    """Return the level with the storm, cut to six days."""
    text = (LEVELS / "covid_storm.toml").read_text(encoding="utf-8")
    return msgspec.structs.replace(msgspec.convert(tomllib.loads(text), Level), horizon_h=144.0)


def test_dampening_in_the_window_is_worth_more_than_watching(level: Level) -> None:
    """The same log, the same moment: an order that calms beats twelve idle hours; all values are 0 to 100."""
    log = Log(header_of(level, level.seed))
    watched = what_if(level, log, ticks(66), None)
    calmed = what_if(level, log, ticks(66), Give(regimen="dexamethasone"))
    assert 0.0 <= watched.instead < calmed.instead <= 100.0
    assert what_if(level, log, ticks(66), None) == watched


def test_waiting_where_the_player_waited_is_no_other_order(level: Level) -> None:
    log = Log(header_of(level, level.seed))
    for hour in (6, 66, 120):
        watched = what_if(level, log, ticks(hour), None)
        assert watched.instead == watched.done


def test_what_was_done_over_the_same_hours_is_the_measure(level: Level) -> None:
    """The player gave the same an hour later: the idea is worth an hour, not the whole storm."""
    given = Entry(tick=ticks(67), actor=Actor.PLAYER, order=Give(regimen="dexamethasone"))
    found = what_if(level, Log(header_of(level, level.seed), (given,)), ticks(66), Give(regimen="dexamethasone"))
    assert abs(found.instead - found.done) < 3.0


def test_a_moment_after_the_end_gives_what_the_case_came_to(level: Level) -> None:
    """Nothing can be ordered any more."""
    log = Log(header_of(level, level.seed))
    end = what_if(level, log, ticks(1000), None)
    assert end == what_if(level, log, ticks(1000), Give(regimen="dexamethasone"))
    assert end.instead == end.done
