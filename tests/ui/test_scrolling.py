"""By keyboard alone every line of every screen can be read: Tab shows the ends of a column, page keys the rest."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands
from pilot import Pilot
from sample_view import view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.controls import button, ground, paragraph, scroll_area
from game.ui.toolkit.help import HelpScene, help_over
from game.ui.toolkit.intents import ChooseNumber, TurnPage
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, Page
from game.ui.toolkit.scene import Key
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Role, Widget, find, modal, walk

SCREENS = ("title", "ward", "prebrief", "opening", "debrief", "replay", "settings", "glossary", "finished", "inside")


class Read:
    """Words, three buttons and words again in a window that holds neither end with all of them."""

    keys = ()

    def handle(self, told):
        del told

    def tick(self, elapsed_us):
        del elapsed_us

    def tree(self, page: Page) -> Widget:
        def build(at):
            head = paragraph(page, "head", Rect(at.x, at.y, at.w, 0), "Read me first. " * 12, BODY)
            boxes = [Rect(at.x, head.rect.bottom + 60 * n, at.w, 30) for n in range(3)]
            buttons = [button(page, f"b{n}", box, f"B{n}", ChooseNumber(n + 1)) for n, box in enumerate(boxes)]
            tail = paragraph(page, "tail", Rect(at.x, boxes[-1].bottom, at.w, 0), "Read me last. " * 12, BODY)
            return (head, *buttons, tail), tail.rect.bottom

        return ground(page, "root", (scroll_area(page, "area", Rect(0, 0, 300, 240), build),), "Read")


def stage_of(scene) -> Stage:
    return Stage(scene, RecordingCanvas(), Settings)


def seen(stage: Stage, id_: str) -> bool:
    area, of = find(stage.tree(), "area"), find(stage.tree(), id_)
    return area.rect.contains(of.rect)


def test_tab_shows_what_stands_below_the_last_button_and_back_what_stands_above_the_first():
    """The objectives of a briefing stood below its last button, out of sight: no key led there."""
    stage = stage_of(Read())
    assert find(stage.tree(), "area").extent > 300
    assert seen(stage, "head")
    for _ in range(3):
        stage.give(Key("tab"))
    assert (stage.focus, seen(stage, "tail"), seen(stage, "b2"), seen(stage, "head")) == ("b2", True, True, False)
    for _ in range(2):
        stage.give(Key("tab", shift=True))
    assert (stage.focus, seen(stage, "head"), seen(stage, "b0"), seen(stage, "tail")) == ("b0", True, True, False)


def test_page_keys_scroll_wherever_the_focus_is_and_leave_it_there():
    stage = stage_of(Read())
    stage.give(Key("page down"))
    stage.give(Key("page down", repeated=True))
    assert (stage.focus, seen(stage, "tail")) == ("", True)
    stage.give(Key("tab"))
    stage.give(Key("page down"))
    assert (stage.focus, seen(stage, "tail")) == ("b0", True)
    stage.give(Key("page up"))
    stage.give(Key("page up"))
    assert (stage.focus, seen(stage, "head")) == ("b0", True)


def test_the_list_of_keys_names_them_and_is_scrolled_by_them():
    hands = Hands(FakeDesk(Settings(text_percent=200)), at="inside")
    hands.press("f1", "page down")
    assert isinstance(hands.stage.scenes[-1], HelpScene)
    assert hands.stage.page.scroll("help.list") > 0
    assert "Page Down" in hands.words()
    assert "scroll a list that is marked" in hands.words()
    assert TurnPage(1) not in help_over(hands.stage.scenes[0]).keys


def unread(stage: Stage) -> dict[str, int]:
    """Return how many pixels of each column page keys do not bring into sight."""
    lines: dict[str, set[int]] = {}

    def look() -> None:
        for area in walk(modal(stage.tree())):
            if area.role is Role.SCROLL and area.extent > area.rect.h:
                offset = stage.page.scroll(area.id)
                left = lines.setdefault(area.id, set(range(area.extent)))
                left -= set(range(offset, offset + area.rect.h))

    look()
    for key in ("page down", "page up"):
        for _ in range(40):
            stage.give(Key(key))
            look()
    return {id_: len(left) for id_, left in lines.items() if left}


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_of_a_screen_is_out_of_reach_of_the_keyboard(screen: str, percent: int):
    desk = FakeDesk(Settings(text_percent=percent))
    desk.answer()
    hands = Hands(desk, at=screen)
    hands.wait(0.1)
    assert unread(hands.stage) == {}
    assert find(hands.tree(), hands.stage.focus) is not None or hands.stage.focus == ""


@pytest.mark.parametrize("keys", ["", "u", "1", "w", "r", "q", "z", "f1"])
def test_no_line_of_the_bedside_is_out_of_reach_in_large_text(keys: str):
    pilot = Pilot(view(), Settings(text_percent=200))
    pilot.press(*([keys] if keys else []))
    assert unread(pilot.stage) == {}
