"""What has just come is ringed where it belongs, for a moment, and takes nothing from whoever plays on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.landing import LASTS_US
from game.ui.charts.plot import newest_il6
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, find, focus_order, walk
from game.values.channel import Panel
from game.values.fact import Called, CallReason, ResultReady
from game.values.order import Draw

FRAME_US = 16_667


def after(*facts, settings=None, size=(1280, 720)):
    """Return a bedside at which these have just come, and time has stopped for them."""
    now = view(alarms=(), pending=())
    told = tuple(replace(fact, tick=now.tick + 1) for fact in facts)
    pilot = Pilot(now, settings, size, coming=(replace(now, tick=now.tick + 1, facts=told),))
    pilot.press("n")
    pilot.stage.tick(FRAME_US)
    assert not pilot.bedside.look.pace.running
    return pilot


def rings(pilot):
    """Return the ids of what is ringed."""
    return {one.id.removeprefix("lands.") for one in walk(pilot.tree()) if one.id.startswith("lands.")}


def around_the_dot(pilot):
    """Return the ring on the newest dot of IL-6."""
    canvas, ring = RecordingCanvas(), find(pilot.tree(), "lands.il6")
    ring.paint(canvas, ring.rect)
    (circle,) = [one.rect for one in canvas.drawn if one.what == "circle"]
    return circle


IL6 = ResultReady(0, Panel.IL6)
CALL = Called(0, CallReason.EMERGENCY, "NEWS2 is 7. Please come now.")


def test_a_ring_closes_in_on_the_new_dot_while_time_stands_still_and_goes():
    pilot = after(IL6)
    pilot.stage.tick(FRAME_US)
    plot = find(pilot.tree(), "il6.plot").rect
    x, y = newest_il6(pilot.stage.page, plot, pilot.play.view)
    wide = around_the_dot(pilot)
    pilot.stage.tick(LASTS_US // 2)
    close = around_the_dot(pilot)

    assert rings(pilot) == {"il6"}
    for one in (wide, close):
        assert abs(one.centre[0] - x) <= 1
        assert abs(one.centre[1] - y) <= 1
    assert close.w < wide.w / 2
    pilot.stage.tick(LASTS_US // 2)
    assert rings(pilot) == set()


def test_with_less_motion_it_stands_still():
    pilot = after(IL6, settings=Settings(reduced_motion=True))
    first = around_the_dot(pilot)
    pilot.stage.tick(LASTS_US // 2)

    assert around_the_dot(pilot) == first


def test_a_result_without_a_chart_is_ringed_at_its_tab_and_a_call_at_its_words():
    assert rings(after(ResultReady(0, Panel.BLOOD_COUNT))) == {"results"}
    assert rings(after(ResultReady(0, Panel.LACTATE_CREATININE))) == {"lactate", "creatinine"}
    assert rings(after(CALL)) == {"nurse"}


def test_an_order_that_was_taken_is_ringed_and_one_that_was_refused_is_not():
    """A press of a key on the far side of the screen showed as one line of small print that had changed."""
    pilot = Pilot(view(alarms=(), pending=()))
    pilot.press("c")
    assert rings(pilot) == {"test_inflammation"}
    pilot.press("5", "return")
    assert rings(pilot) == {"test_inflammation", "dexamethasone"}

    pilot = Pilot(view(alarms=(), pending=()))
    pilot.play.refusal = "A sample is under way."
    pilot.press("c")
    pilot.press("escape")
    assert pilot.play.orders == [Draw(panel=Panel.INFLAMMATION)]
    assert rings(pilot) == set()


def test_who_goes_on_has_seen_it_and_a_question_stands_alone():
    pilot = after(IL6, CALL)
    assert rings(pilot) == {"il6", "nurse"}
    pilot.press("5")
    assert rings(pilot) == set()
    pilot.press("escape")
    assert rings(pilot) == {"il6", "nurse"}
    pilot.press("space")
    assert rings(pilot) == set()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
@pytest.mark.parametrize("percent", [100, 200])
def test_it_takes_no_press_and_no_focus_and_sticks_out_of_nothing(percent, size):
    pilot = after(IL6, ResultReady(0, Panel.INFLAMMATION), CALL, settings=Settings(text_percent=percent), size=size)
    ringed = pilot.tree()
    before = [one.id for one in focus_order(ringed)]

    assert broken_rules(ringed) == []
    assert all(one.role is Role.NOTICE and not one.focusable for one in walk(ringed) if one.id.startswith("lands."))
    pilot.stage.tick(LASTS_US)
    assert [one.id for one in focus_order(pilot.tree())] == before
