"""With every word of the catalogue accented and longer, nothing on a screen is plain English, and all of it fits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.desk import Unfinished
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Widget, walk
from tests.pseudo import plain_words, pseudo, spoken

MUCH_LONGER = 1.45
"""As long beside English as short words of German or Finnish are."""
SCREENS = ("title", "ward", "prebrief", "replay", "settings", "glossary", "finished")
KEYS = {"space", "tab", "return", "esc", "escape", "left", "right", "up", "down", "shift", "enter", "f"}
"""Keys are called what stands on them."""
UNITS = {"min", "mmhg", "mg", "ml", "kg", "iv", "ug", "pg"}
HERE = Path(__file__).parent
LEVELS = HERE.parents[1] / "levels"


@cache
def told_by_content() -> frozenset[str]:
    """Return the words of the levels, and of what the made-up desk and view bring along."""
    content = [path.read_text("utf-8") for path in LEVELS.glob("*.toml")]
    for path in (*HERE.glob("sample_*.py"), HERE / "fake_desk.py"):
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
        content += [node.value for node in constants if isinstance(node.value, str)]
    return frozenset(word.lower() for text in content for word in plain_words(text))


def texts(tree: Widget) -> Iterator[tuple[str, str]]:
    """Yield every text of a tree with its widget: what is drawn, and what is read out."""
    for widget in walk(tree):
        if widget.paint is not None:
            canvas = RecordingCanvas()
            widget.paint(canvas, widget.rect)
            for text in canvas.texts():
                yield widget.id, text
        yield widget.id, widget.label
        yield widget.id, widget.value


def bypassing(tree: Widget) -> list[str]:
    """Return the texts that have a word of neither the catalogue nor the content."""
    allowed = told_by_content() | KEYS | UNITS
    return sorted(
        {
            f"{id_}: {text}"
            for id_, text in texts(tree)
            if any(len(word) > 1 and word.lower() not in allowed for word in plain_words(text))
        }
    )


def screen(name: str, percent: int, size: tuple[int, int] = (1280, 720)) -> Hands:
    """Return a screen with something on it."""
    waiting = tuple(Unfinished(level.id, level, 700) for level in levels()[:2])
    desk = FakeDesk(Settings(text_percent=percent), waiting)
    desk.answer()
    return Hands(desk, size, name)


def test_the_pseudo_language_keeps_values_and_grows_by_a_third() -> None:
    assert pseudo("Close the case of {name}") == "Çlóóséé théé çááséé óóf {name}"
    assert plain_words("Çlóóséé this now: 640 mg") == ["this", "now"]


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_bypasses_the_catalogue(name: str) -> None:
    with spoken():
        assert bypassing(screen(name, 100).tree()) == []


@pytest.mark.parametrize("tab", ["treat", "support", "results"])
def test_the_bedside_does_not_bypass_the_catalogue(tab: str) -> None:
    with spoken():
        pilot = Pilot(view())
        pilot.press({"treat": "t", "support": "u", "results": "r"}[tab])
        assert bypassing(pilot.tree()) == []
        pilot.press("f1")
        assert bypassing(pilot.tree()) == []


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", SCREENS)
def test_words_a_third_longer_fit(name: str, percent: int) -> None:
    with spoken():
        assert broken_rules(screen(name, percent).tree()) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_the_bedside_has_room_for_words_a_third_longer(percent: int) -> None:
    with spoken():
        assert broken_rules(Pilot(view(), Settings(text_percent=percent)).tree()) == []


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_list_of_keys_has_room_for_names_of_keys_much_longer(percent: int, size: tuple[int, int]) -> None:
    with spoken(MUCH_LONGER):
        for name in ("title", "settings"):
            hands = screen(name, percent, size)
            hands.press("f1")
            assert broken_rules(hands.tree()) == [], name


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_bedside_and_its_results_have_room_for_words_much_longer(percent: int, size: tuple[int, int]) -> None:
    """The name of what is measured was cut, with its unit, by the words beside it, and so were names of tests."""
    with spoken(MUCH_LONGER):
        pilot = Pilot(view(), Settings(text_percent=percent), size)
        for key in ("t", "u", "r"):
            pilot.press(key)
            assert broken_rules(pilot.tree()) == [], key


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_cause_of_a_much_longer_name_breaks_no_list_of_decisions(percent: int, size: tuple[int, int]) -> None:
    with spoken(MUCH_LONGER):
        desk = FakeDesk(Settings(text_percent=percent))
        desk.answer()
        hands = Hands(desk, size, "debrief")
        hands.wait(0.1)
        for tab in ("tab.opening", "tab.chart", "tab.teach", "tab.decisions"):
            hands.choose(tab)
            assert broken_rules(hands.tree()) == [], tab
        hands.choose("trial.tell")
        for _ in range(8):
            assert broken_rules(hands.tree()) == []
            hands.choose("decision.after")
        replay = Hands(desk, size, "replay")
        replay.choose("reveal")
        assert broken_rules(replay.tree()) == []


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("name", ["inside", "explainer", "title", "glossary"])
def test_what_explains_has_room_for_words_much_longer(name: str, percent: int, size: tuple[int, int]) -> None:
    """*Inside the storm* cut both sides of a comparison, the title the longest of its buttons, a list its terms."""
    with spoken(MUCH_LONGER):
        hands = screen(name, percent, size)
        assert broken_rules(hands.tree()) == []
        for tab in [one.id for one in walk(hands.tree()) if one.id.startswith("tab.")]:
            hands.choose(tab)
            assert broken_rules(hands.tree()) == [], tab


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_in_english_all_that_is_inside_the_storm_stands_on_one_page(size: tuple[int, int]) -> None:
    """Only words that do not fit are shown part by part."""
    assert not any(one.id.startswith("tab.") for one in walk(screen("inside", 100, size).tree()))
