"""Nothing flashes where time runs fast: an alarm that comes and goes with each reading stands for a second."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pilot import FakePlay, Pilot
from sample_view import view

from game.case.view import Alarm
from game.ui.bedside.steady_alarms import LEAST_US, SteadyAlarms
from game.ui.toolkit.intents import RunAt
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.widget import State, find
from game.values.channel import Channel
from game.values.fact import Priority

FRAME_US = 16_667
LOW = Alarm(
    channel=Channel.SPO2, priority=Priority.MEDIUM, text="SpO2 89 %", since=1, active=True, short="SpO2 89 %, below 90"
)
OVER = replace(LOW, active=False)


def test_an_alarm_is_shown_at_once_and_for_a_second():
    steady = SteadyAlarms()
    steady.tick((), FRAME_US, runs=True)
    assert steady.shown(()) == ()

    steady.tick((LOW,), FRAME_US, runs=True)
    assert steady.shown((LOW,)) == (LOW,)
    steady.tick((), LEAST_US - 1, runs=True)
    assert steady.shown(()) == (LOW,)
    assert steady.shown((OVER,)) == (LOW,), "one that latches is not told to be over and on in turns"
    steady.tick((), 1, runs=True)
    assert steady.shown(()) == ()


def test_where_time_stands_the_monitor_shows_what_is():
    steady = SteadyAlarms()
    steady.tick((LOW,), FRAME_US, runs=True)
    steady.tick((OVER,), FRAME_US, runs=False)
    assert steady.shown((OVER,)) == (OVER,)


def test_its_newest_words_are_shown():
    steady, worse = SteadyAlarms(), replace(LOW, short="SpO2 84 %, below 90")
    steady.tick((LOW,), FRAME_US, runs=True)
    steady.tick((worse,), FRAME_US, runs=True)
    steady.tick((), FRAME_US, runs=True)
    assert steady.shown(()) == (worse,)


@pytest.mark.parametrize("other", [(), (OVER,)])
def test_at_four_times_the_speed_nothing_flashes(other):
    """It came and went with every tick, 7 times in a second; 3 are the most (WCAG 2.3.1), 2 are ours."""
    coming = tuple(view(tick=100 + n, facts=(), pending=(), alarms=(LOW,) if n % 2 else other) for n in range(400))
    pilot = Pilot(view(tick=99, facts=(), pending=(), alarms=()))
    pilot.bedside._play = FakePlay(pilot.bedside._play.view, coming)
    pilot.press(bindings({}).key(RunAt(4)))
    seen = []
    for _ in range(180):
        pilot.stage.tick(FRAME_US)
        if not pilot.bedside.look.pace.running:
            pilot.press("space")
        tree = pilot.tree()
        line = find(tree, "alarms.caption")
        value = find(tree, "monitor.spo2.value")
        seen.append((line is not None and "over" not in line.label, State.ALERT in value.state))

    assert pilot.bedside._play.view.tick > 120
    for one in zip(*seen, strict=True):
        changed = sum(a != b for a, b in pairwise(one))
        assert changed <= 2 * 3 * 2, "three seconds, twice in each, on and off"
        assert any(one)
