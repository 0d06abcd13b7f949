"""Only what the player means acts: keys that are held, keys of the system, and a window that nobody looks at."""

from __future__ import annotations

import pygame
import pytest
from fake_desk import Hands
from pilot import Pilot
from sample_view import view

from game.ui.backends.loop import Events, Window, _system_window, open_window, run
from game.ui.toolkit.keys import KEYS
from game.ui.toolkit.page import SMALLEST_WINDOW
from game.ui.toolkit.scene import Key, Unseen, Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import scrolls_at
from tests.ui.test_window import ASSETS, key_down

HOLDS = 24
"""So often a window system repeats a key that is held for two seconds."""


def window(hands, **more):
    return Events(hands.stage, Window("t", ASSETS, Settings, **more))


def running():
    """Return a bedside at which time runs."""
    hands = Pilot(view())
    hands.press("f6")
    pass_seconds(hands, 1)
    assert hands.play.view.tick > view().tick
    return hands


def pass_seconds(hands, seconds):
    for _ in range(seconds * 20):
        hands.stage.tick(50_000)


@pytest.fixture
def display():
    pygame.display.init()
    yield pygame.display.set_mode((1280, 720))
    pygame.display.quit()


def test_a_held_space_flips_the_pause_once(display):
    hands = Pilot(view())
    events = window(hands)
    for _ in range(HOLDS):
        events.answer(key_down(pygame.K_SPACE, unicode=" "))
    assert hands.bedside.look.pace.running
    events.answer(pygame.event.Event(pygame.KEYUP, key=pygame.K_SPACE, mod=0))
    events.answer(key_down(pygame.K_SPACE, unicode=" "))
    assert not hands.bedside.look.pace.running


def test_a_held_s_steps_one_hour(display):
    hands = Pilot(view())
    events = window(hands)
    before = hands.play.view.tick
    for _ in range(HOLDS):
        events.answer(key_down(pygame.K_s, unicode="s"))

    assert hands.play.view.tick == before + 12


@pytest.mark.parametrize(("code", "sign"), [(0x44B, "ы"), (0x3C3, "σ")], ids=["Russian", "Greek"])
def test_the_key_at_the_place_of_s_steps_one_hour_where_there_are_no_latin_letters(display, code, sign):
    hands = Pilot(view())
    before = hands.play.view.tick
    window(hands).answer(key_down(code, unicode=sign, scancode=pygame.KSCAN_S))

    assert hands.play.view.tick == before + 12


@pytest.mark.parametrize("mod", [pygame.KMOD_LCTRL, pygame.KMOD_RCTRL, pygame.KMOD_LALT, pygame.KMOD_LGUI])
def test_no_letter_or_figure_acts_with_a_key_of_the_system(display, mod):
    hands = Pilot(view())
    events = window(hands, save_screenshot=lambda _: pytest.fail("a picture was taken"))
    before, look = hands.play.view, hands.bedside.look
    for binding in KEYS:
        code = pygame.key.key_code(binding.key.removeprefix("shift+"))
        events.answer(key_down(code, mod=mod, scancode=pygame.KSCAN_S))
        events.answer(pygame.event.Event(pygame.KEYUP, key=code, mod=mod))

    assert hands.play.view is before
    assert hands.play.orders == []
    assert hands.bedside.look == look


@pytest.mark.parametrize("left", [pygame.WINDOWFOCUSLOST, pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN])
def test_a_patient_that_nobody_sees_stands_still_until_the_player_goes_on(display, left):
    hands = running()
    events = window(hands)
    seen = hands.play.view.tick
    for happened in (left, pygame.WINDOWFOCUSGAINED, pygame.WINDOWRESTORED):
        events.answer(pygame.event.Event(happened))
        pass_seconds(hands, 5)

    assert hands.play.view.tick == seen
    assert hands.said == ["Paused: the window was in the background."]
    assert "you were away" in hands.words()
    hands.press("space")
    pass_seconds(hands, 1)
    assert hands.play.view.tick > seen


def test_a_patient_under_an_open_page_stands_still_too():
    """Help lies over the bedside, and is told as well as the bedside beneath."""
    hands = running()
    seen = hands.play.view.tick
    hands.press("f1")
    hands.stage.give(Unseen("the computer was asleep or busy"))
    hands.press("escape")
    pass_seconds(hands, 5)

    assert hands.stage.scenes == (hands.bedside,)
    assert hands.play.view.tick == seen


def test_a_patient_that_stood_still_is_not_said_to_be_paused_again():
    hands = Pilot(view())
    hands.stage.give(Unseen("the window was in the background"))

    assert hands.said == []
    assert "you were away" not in hands.words()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
def test_the_wheel_goes_to_the_end_of_the_orders_and_back_with_the_largest_text(size):
    hands = Pilot(view(), Settings(text_percent=200), size)
    for x in range(40, size[0], 300):
        spot = (x, size[1] * 2 // 3)
        assert any(area.extent > area.rect.h for area in scrolls_at(hands.tree(), *spot))
        for steps in (-5, 5):
            for _ in range(20):
                hands.stage.give(Wheel(*spot, steps))
            for area in scrolls_at(hands.tree(), *spot):
                assert hands.stage.page.scroll(area.id) == (area.extent - area.rect.h if steps < 0 else 0), area.id


def test_a_least_size_is_asked_of_the_window_system(display):
    open_window(Window("t", ASSETS, Settings))

    assert _system_window().minimum_size == SMALLEST_WINDOW


@pytest.mark.parametrize("size", [(1, 1), (1, 2000), (3000, 1), (320, 200), (1023, 639)])
@pytest.mark.parametrize("at", ["title", "ward", "prebrief", "debrief", "replay", "settings", "glossary"])
def test_no_size_of_the_window_stops_a_screen(at, size):
    hands = Hands(size=size, at=at)

    assert hands.stage.page.size == (max(size[0], 1024), max(size[1], 640))
    assert hands.tree().children


def test_a_tiny_window_is_drawn(display):
    """A window system may make a window smaller than it was asked for."""
    hands = Pilot(view())
    run(hands.bedside, Window("t", ASSETS, Settings, size=(1, 1), frames=2))


@pytest.mark.parametrize("held", ["ctrl", "alt", "super", "ctrl+alt", "ctrl+alt+super"])
@pytest.mark.parametrize("place", ["s", "i", "c", "n"])
def test_no_place_of_the_keyboard_acts_with_a_key_of_the_system(held, place):
    """Not on a layout without Latin letters either, with Shift, or held."""
    hands = Pilot(view())
    for name in (*[binding.key for binding in KEYS], "return", "escape", "backspace", "ы", "ς"):
        for shift in (False, True):
            for repeated in (False, True):
                hands.stage.give(Key(f"{held}+{name}", shift, repeated, place))

    assert hands.play.orders == []
    assert hands.play.view.tick == view().tick
    assert hands.bedside.look.asking is None
