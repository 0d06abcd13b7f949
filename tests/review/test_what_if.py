"""Another order at one moment is answered by the model."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from game.app.shell import header_of
from game.review.valuation.what_if import value_with
from game.values.level import Level
from game.values.log import Log
from game.values.order import Give
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
    watched = value_with(level, log, ticks(66), None)
    calmed = value_with(level, log, ticks(66), Give(regimen="dexamethasone"))
    assert 0.0 <= watched < calmed <= 100.0
    assert value_with(level, log, ticks(66), None) == watched


def test_a_moment_after_the_end_gives_what_the_case_came_to(level: Level) -> None:
    """Nothing can be ordered any more."""
    log = Log(header_of(level, level.seed))
    end = value_with(level, log, ticks(1000), None)
    assert end == value_with(level, log, ticks(1000), Give(regimen="dexamethasone"))
