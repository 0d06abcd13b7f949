"""Intents are types: no string asks for anything on any screen, and each can be named to who does not see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_desk import FakeDesk, Hands, levels
from pilot import Pilot
from sample_view import view

from game.ui.bedside.intents import Consider
from game.ui.desk import Unfinished
from game.ui.toolkit.intents import GoTo, Intent, OpenResults, PlaceOrder
from game.ui.toolkit.keys import FIXED, KEYS, what
from game.ui.toolkit.scene import Key
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, walk
from game.values.channel import Channel, Panel
from game.values.order import Draw

UI = Path(__file__).parents[2] / "game" / "ui"
SCREENS = ("title", "ward", "prebrief", "debrief", "replay", "settings", "glossary", "finished")


def words_for_intents(source: str) -> Iterator[int]:
    """Yield the lines that take a string for an intent: as a name of a string, as an argument, or by cutting it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.AnnAssign(target=ast.Name(id="intent"), annotation=ast.Name(id="str")):
                yield node.lineno
            case ast.arg(arg="intent", annotation=ast.Name(id="str")):
                yield node.lineno
            case ast.keyword(arg="intent", value=ast.JoinedStr() | ast.Constant(value=str())):
                yield node.value.lineno
            case ast.Call(func=ast.Attribute(attr="partition" | "split", value=cut), args=[ast.Constant(value=":")]):
                yield cut.lineno
            case ast.Match(subject=ast.Attribute(attr="intent"), cases=cases):
                yield from (one.pattern.lineno for one in cases if isinstance(one.pattern, ast.MatchValue))
            case ast.Compare(left=ast.Attribute(attr="intent"), comparators=[ast.Constant(value=str())]):
                yield node.lineno
            case _:
                pass


def test_no_string_stands_for_an_intent():
    found = [
        f"{path.relative_to(UI)}:{line}"
        for path in sorted(UI.rglob("*.py"))
        for line in words_for_intents(path.read_text("utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "class Act:\n    intent: str",
        "def button(intent: str): ...",
        "Widget('a', intent=f'give:{name}')",
        "Widget('a', intent='back')",
        "told.intent.partition(':')",
        "look.asking.split(':')",
        "match told.intent:\n    case 'back': ...",
        "if told.intent == 'back': ...",
    ],
)
def test_a_string_that_comes_back_is_found(source):
    assert list(words_for_intents(source))


@pytest.mark.parametrize("screen", SCREENS)
def test_what_can_be_pressed_on_a_screen_carries_an_intent_that_has_a_name(screen):
    desk = FakeDesk(Settings(), tuple(Unfinished(level.id, level, 700) for level in levels()[:2]))
    desk.answer()
    pressed = [widget for widget in walk(Hands(desk, at=screen).tree()) if widget.role in {Role.BUTTON, Role.SLIDER}]

    assert pressed
    assert all(widget.intent is None or isinstance(widget.intent, Intent) for widget in pressed)
    assert all(str(widget.intent).strip() for widget in pressed)


def test_a_key_and_the_button_beside_it_ask_for_the_same():
    pilot = Pilot(view())
    intents = {widget.intent for widget in walk(pilot.tree())}
    tests = [one for one in pilot.bedside.keys if isinstance(one, PlaceOrder)]

    assert tests
    assert set(tests) <= intents


def test_no_two_bindings_share_an_intent_or_an_id():
    every = (*FIXED, *KEYS)

    assert len({one.intent for one in every}) == len({one.id for one in every}) == len(every)


@pytest.mark.parametrize("binding", [*FIXED, *KEYS], ids=lambda one: one.id)
def test_a_binding_says_what_its_key_does(binding):
    assert what(binding.intent)[0].isupper()


def test_an_intent_says_in_words_what_it_asks_for():
    asked = (GoTo(123), Consider("dexamethasone"), OpenResults(), OpenResults(Channel.IL6))

    assert [str(one) for one in asked] == ["go to 123", "consider dexamethasone", "open results", "open results il6"]
    assert str(PlaceOrder(Draw(panel=Panel.IL6))) == "order: Take IL-6"
    assert str(PlaceOrder(Draw(panel=Panel.VIRAL_PCR))) == "order: Take viral PCR"


@pytest.mark.parametrize("screen", [*SCREENS, "inside", "bedside"])
def test_no_two_lines_of_the_list_of_keys_are_alike(screen):
    """On the ward seven lines said 'Choose number 1: an order, a bed, a preset', and so on."""
    if screen == "bedside":
        stage = Pilot(view()).stage
    else:
        desk = FakeDesk(Settings())
        desk.answer()
        stage = Hands(desk, at="ward" if screen == "inside" else screen).stage
        if screen == "inside":
            stage.give(Key("f10"))
    stage.give(Key("f1"))
    lines = [one.label for one in walk(stage.tree()) if one.id.startswith("help.what.")]

    assert len(lines) > 3
    assert len({line.translate(str.maketrans("", "", "0123456789")) for line in lines}) >= len(lines) - SPEEDS
    assert not [line for line in lines if "number" in line]


SPEEDS = 4
"""Lines that say at how many times a time runs, and differ by nothing else."""
