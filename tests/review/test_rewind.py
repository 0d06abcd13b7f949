"""A case is shown again exactly as it was, in any order of moments; the truth of it is revealed beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.walk import advance_to
from game.futures.engine import mover
from game.review.playback.rewind import SNAPSHOT_EVERY, Rewind, Snapshots
from game.review.valuation.reveal import revealed
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.level import Level
from game.values.order import Actor, Draw, Entry, Give
from game.values.ticks import ticks
from tests.levels.plays import account

END = ticks(30)


@pytest.fixture(scope="module")
def level():
    path = Path(__file__).parents[2] / "levels" / "covid_storm.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Level)


@pytest.fixture(scope="module")
def entries():
    given = ((1, Draw(panel=Panel.IL6)), (7, Give(regimen="remdesivir")), (20, Give(regimen="dexamethasone")))
    return tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order) for hour, order in given)


def seen(level, entries, tick):
    return build_view(
        advance_to(admit_case(level, level.seed, mover()), [one for one in entries if one.tick < tick], tick)
    )


def test_any_moment_is_as_it_was_whatever_was_shown_before(level, entries):
    """Forward, backward, far and near jumps give the view of straight play."""
    rewind = Rewind(Snapshots(admit_case(level, level.seed, mover())), entries, END)
    for tick in (0, 5, 200, 90, 89, 360, 0, 84, 85, 300):
        assert rewind.view_at(tick) == seen(level, entries, tick)


def test_reading_on_prepares_the_whole_case_and_changes_nothing(level, entries):
    """It goes on in steps of six hours up to the end; the moment shown stays."""
    rewind = Rewind(Snapshots(admit_case(level, level.seed, mover())), entries, END)
    shown = rewind.view_at(10)
    steps = 1
    while rewind.read_on():
        steps += 1
    assert steps == END // SNAPSHOT_EVERY
    assert rewind.reached == END
    assert rewind.view_at(10) == shown


def test_moments_beyond_the_end_are_the_end(level, entries):
    """No one can look past what was played, nor before admission."""
    rewind = Rewind(Snapshots(admit_case(level, level.seed, mover())), entries, END)
    assert rewind.view_at(END + 500).tick == END
    assert rewind.view_at(-3).tick == 0
    assert rewind.entries == entries
    assert (rewind.level, rewind.end) == (level, END)


def test_a_case_that_was_stopped_ends_as_stopped(level):
    """The last view carries the ending that the player chose."""
    rewind = Rewind(Snapshots(admit_case(level, level.seed, mover())), (), 24, stopped=True)
    assert rewind.view_at(23).outcome is None
    assert rewind.view_at(24).outcome.ending is Ending.STOPPED


def test_the_truth_has_a_value_for_every_hour(level, entries):
    """IL-6 is the body's, the chance to survive only falls, and a storm can be read before it comes."""
    case, idle = account(level, level.seed, entries), account(level, level.seed, ())
    truth = revealed(case, idle)
    assert len(truth.ticks) == len(truth.il6) == len(truth.survival) == len(truth.innate) == len(case.moments)
    assert truth.survival[0] == 1.0
    assert all(later <= earlier for earlier, later in zip(truth.survival, truth.survival[1:], strict=False))
    assert abs(truth.survival[-1] - case.survival) < 1e-12
    assert truth.readable < truth.storm
    assert max(truth.untreated_il6) > 1_000.0
