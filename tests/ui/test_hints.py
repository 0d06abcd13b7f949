"""Everything on the bedside says what it is for, when the pointer or the focus rests on it."""

from __future__ import annotations

import pytest
from fake_desk import levels
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import level, view

from game.case.case import admit_case, advance
from game.case.ward import described
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Move
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.tip import REST_US, Tips
from game.ui.toolkit.widget import Role, Widget, find, walk
from game.values.level import SupportMode
from game.values.order import Actor, Device, Entry, SetDevice

PARTS = {Role.BUTTON, Role.TAB, Role.PANEL, Role.SLIDER}


@pytest.mark.parametrize("keys", [(), ("u",)])
@pytest.mark.parametrize("mode", list(SupportMode))
def test_everything_that_can_be_pressed_and_every_panel_has_a_line_of_help(keys, mode):
    """Nothing on the bedside has to be guessed."""
    pilot = Pilot(view(level=level(mode)))
    pilot.press(*keys)

    assert [one.id for one in walk(pilot.tree()) if one.role in PARTS and not one.help] == []


def rest(pilot, id_):
    """Let the pointer rest on a widget."""
    pilot.stage.give(Move(*find(pilot.tree(), id_).rect.centre, held=False))
    pilot.stage.tick(REST_US)
    return find(pilot.tree(), "tip")


def test_a_line_shows_when_the_pointer_rests_and_goes_when_it_moves():
    """It takes nothing away: no focus, no click."""
    pilot = Pilot(view())
    tip = rest(pilot, "test_xray")

    assert tip.label == "Chest X-ray. Takes no blood, 10 min of staff time; result in about 30 min."
    pilot.stage.give(Move(1, 1, held=False))
    assert find(pilot.tree(), "tip") is None


def test_a_line_shows_for_what_the_keyboard_has_marked():
    """Who uses no mouse is told as well, with the key that does the same."""
    pilot = Pilot(view())
    pilot.tab_to("skip")
    pilot.stage.tick(REST_US)

    assert "Key: N" in find(pilot.tree(), "tip").label


def test_a_device_says_what_it_begins_with_before_it_is_chosen():
    """A cannula after a mask stood at 2 L/min, and at 1 half an hour later: nothing had said where it would begin."""
    door = admit_case(next(one for one in levels() if one.support is SupportMode.PLAYER), 7)
    case = advance(door)  # the nurse has been at the bed, and comes again in half an hour
    pilot = Pilot(view(level=level(SupportMode.PLAYER)))
    pilot.press("u")
    for device in Device:
        begun = advance(case, [Entry(tick=1, actor=Actor.PLAYER, order=SetDevice(device=device))])
        told = find(pilot.tree(), f"device.{device.value}").help
        assert f"It begins with {described(begun.holding).text}; every half hour the nurse turns it" in told


def test_what_a_test_costs_is_told_before_it_is_ordered():
    """Blood and time stand in the line of the test."""
    assert "40 mL of blood, 15 min of staff time" in find(Pilot(view()).tree(), "test_culture").help


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("id_", ["menu", "timeline", "test_xray", "il6", "monitor"])
def test_a_line_is_never_cut(percent, id_):
    """It stays inside the window."""
    pilot = Pilot(view(), Settings(text_percent=percent))
    if find(pilot.tree(), id_).rect.bottom > 720:
        pytest.skip("out of sight until it is scrolled to")
    rest(pilot, id_)

    assert broken_rules(pilot.tree()) == []


def test_the_line_of_what_is_half_scrolled_away_stands_beside_the_half_that_is_seen():
    """Beside its hidden end the line would belong to something else."""
    row = Widget("row", Rect(10, 260, 200, 100), Role.TEXT, "A row", help="What it is for.")
    area = Widget("area", Rect(0, 100, 400, 200), Role.SCROLL, children=(row,), extent=400)
    tree = Widget("screen", Rect(0, 0, 1280, 720), Role.GROUP, children=(area,))
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    tips = Tips()
    tips.point(50, 280)
    tips.tick(REST_US)

    assert find(tips.over(page, tree, ""), "tip").rect.y == area.rect.bottom + page.px(6)
