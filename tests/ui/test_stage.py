"""The stage: the stack of scenes, keys, focus, scrolling, sliders and fields."""

from __future__ import annotations

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.controls import button, ground, scroll_area
from game.ui.toolkit.help import HelpScene
from game.ui.toolkit.intents import Back, ChooseNumber, Earlier, GoTo, RunOrPause, RunToEvent, StepHour, SwitchSound
from game.ui.toolkit.keys import KEYS, Bindings, bindings, key_text, what
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import (
    Act,
    Key,
    Move,
    Pop,
    Press,
    Push,
    Quit,
    Replace,
    Reset,
    Resize,
    Text,
    Typed,
    Wheel,
    turned,
)
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, find


class Plain:
    """A scene with a long column of buttons, a slider and a field; it remembers what it is told."""

    def __init__(self, turns=None):
        self.told = []
        self.turns = turns or {}
        self.elapsed = 0
        self.written = ""

    @property
    def keys(self):
        return (RunOrPause(), Earlier())

    def handle(self, told):
        self.told.append(told)
        return self.turns.get(getattr(told, "intent", None))

    def tick(self, elapsed_us):
        self.elapsed += elapsed_us

    def tree(self, page: Page) -> Widget:
        slider = Widget("slider", Rect(0, 0, 100, 20), Role.SLIDER, "Time", intent=ChooseNumber(1))
        field = Widget("field", Rect(0, 30, 100, 20), Role.FIELD, "Name", self.written, intent=ChooseNumber(2))

        def build(at):
            boxes = [Rect(at.x, at.y + n * 40, at.w, 30) for n in range(20)]
            return tuple(button(page, f"b{n}", box, f"B{n}", GoTo(n)) for n, box in enumerate(boxes)), boxes[-1].bottom

        return ground(page, "root", (slider, field, scroll_area(page, "area", Rect(0, 100, 200, 200), build)), "Plain")


def staged(scene=None, settings=None):
    scene = scene or Plain()
    return scene, Stage(scene, RecordingCanvas(), lambda: settings or Settings())


def test_turns_of_the_stack():
    """Push, pop, replace, reset and quit do what they say."""
    one, two = Plain(), Plain()

    assert turned((one,), Push(two)) == (one, two)
    assert turned((one, two), Pop()) == (one,)
    assert turned((one,), Replace(two)) == (two,)
    assert turned((one, one), Reset(two)) == (two,)
    assert turned((one, two), Quit()) == ()
    assert turned((one,), None) == (one,)


def test_a_click_becomes_an_act_with_its_place():
    """A press on a slider tells how far along it was; dragging goes on outside it."""
    scene, stage = staged()
    stage.give(Press(50, 10))
    stage.give(Move(75, 150, held=True))
    stage.give(Move(10, 10, held=False))
    stage.give(Press(600, 600))
    stage.give(Move(90, 10, held=True))

    assert scene.told == [Act(ChooseNumber(1), "slider", 0.5), Act(ChooseNumber(1), "slider", 0.75)]


def test_a_slider_moves_by_keys():
    """Left and right step the focused slider; elsewhere left is the scene's own key."""
    scene, stage = staged()
    stage.give(Key("left"))
    stage.give(Key("tab"))
    stage.give(Key("right"))
    stage.give(Key("left"))

    assert scene.told == [
        Act(Earlier()),
        Act(ChooseNumber(1), "slider", step=1),
        Act(ChooseNumber(1), "slider", step=-1),
    ]


def test_a_field_takes_text_and_keeps_its_keys():
    """While a field is focused, letters and the space bar are text and no commands; a press only focuses it."""
    scene, stage = staged()
    stage.give(Press(10, 40))
    stage.give(Key("space"))
    stage.give(Text(" "))
    stage.give(Key("backspace"))

    assert scene.told == [Typed("field", " "), Typed("field", "\b")]


def test_escape_leaves_a_field_in_which_something_stands_before_it_leaves_the_page():
    """A plan of three lines was gone with the page, by the key that closes anything else."""
    scene, stage = staged()
    scene.written = "a plan"
    stage.give(Press(10, 40))
    stage.give(Key("escape"))
    assert (stage.focus, scene.told) == ("", [])
    stage.give(Key("escape"))
    assert scene.told == [Act(Back())]

    scene.written = ""
    stage.give(Press(10, 40))
    stage.give(Key("escape"))
    assert scene.told == [Act(Back()), Act(Back())]


def test_focus_scrolls_into_view():
    """Tab brings what it reaches into its window."""
    scene, stage = staged()
    for _ in range(2 + 12):
        stage.give(Key("tab"))
    area, focused = find(stage.tree(), "area"), find(stage.tree(), stage.focus)

    assert stage.focus == "b11"
    assert area.rect.contains(focused.rect)

    stage.give(Key("return"))

    assert scene.told[-1].intent == GoTo(11)


def test_the_wheel_scrolls_within_bounds():
    """The wheel stops at the top and at the bottom."""
    _, stage = staged()
    stage.give(Wheel(50, 150, 5))

    assert stage.page.scroll("area") == 0

    stage.give(Wheel(50, 150, -1))

    assert stage.page.scroll("area") == 48

    stage.give(Wheel(50, 150, -100))
    area = find(stage.tree(), "area")

    assert stage.page.scroll("area") == area.extent - area.rect.h
    assert find(stage.tree(), "b19").rect.bottom == area.rect.bottom


def test_only_keys_of_the_scene_reach_it():
    """A key that means nothing here is not sent; arrows then move the focus, Space presses."""
    scene, stage = staged()
    stage.give(Key("s"))
    stage.give(Key("down"))
    stage.give(Key("space"))
    stage.give(Key("up"))

    assert scene.told == [Act(RunOrPause())]
    assert stage.focus == "b19"


def test_help_lists_the_keys_of_the_scene_and_time_stops_there():
    """F1 and ? open the list, any way out leads back with the focus where it was."""
    scene, stage = staged()
    stage.give(Key("tab"))
    for key in (Key("f1"), Key("?")):
        stage.give(key)

        assert isinstance(stage.scenes[-1], HelpScene)

        stage.tick(1_000_000)
        stage.give(Key("escape"))

    assert stage.scenes == (scene,)
    assert scene.elapsed == 0
    assert stage.focus == "slider"


def test_the_stack_may_change_under_a_press():
    """What a scene asks for happens, and an empty stack ends the game."""
    other = Plain({Back(): Quit()})
    _, stage = staged(Plain({RunOrPause(): Push(other)}))
    stage.give(Key("space"))

    assert stage.scenes[-1] is other

    stage.give(Key("escape"))

    assert stage.scenes == ()


def test_the_window_is_never_laid_out_smaller_than_it_can_be():
    """Below 1024x640 the layout stays that size."""
    _, stage = staged()
    stage.give(Resize(300, 200))

    assert stage.page.size == (1024, 640)


def test_bindings_can_be_changed_and_are_printed():
    """A changed key replaces the first one; names are printed as they stand on keyboards."""
    changed = bindings({"pause": "p", "step": "shift+s"})

    assert changed.key(RunOrPause()) == "p"
    assert changed.key(RunToEvent()) == "n"
    assert changed.intent("p", (RunOrPause(),)) == RunOrPause()
    assert changed.intent("space", (RunOrPause(),)) is None
    assert Bindings().key(GoTo(0)) == ""
    assert [key_text(key) for key in ("space", "f1", "a", "shift+tab", "left")] == [
        "Space",
        "F1",
        "A",
        "Shift+Tab",
        "←",
    ]
    assert what(RunOrPause()) == "Pause, or let time run"


def test_no_two_intents_share_a_key():
    """The table is free of clashes within any one screen."""
    keys = [binding.key for binding in KEYS]

    assert len(keys) == len(set(keys))


def test_only_moving_goes_on_while_a_key_is_held():
    """A held Space or Enter acts once; steps, sliders and deleting go on."""
    scene, stage = staged()
    for repeated in (False, True, True):
        stage.give(Key("space", repeated=repeated))
    assert scene.told == [Act(RunOrPause())]
    for repeated in (False, True):
        stage.give(Key("left", repeated=repeated))
    assert scene.told[1:] == [Act(Earlier())] * 2
    for _ in range(4):
        stage.give(Key("tab", repeated=True))
    for repeated in (False, True, True):
        stage.give(Key("return", repeated=repeated))
    assert [told.intent for told in scene.told[3:]] == [GoTo(1)]


def test_other_modifiers_never_press_a_plain_key():
    """Ctrl, Alt and the system key make another key of it."""
    scene, stage = staged()
    for before in ("ctrl+", "alt+", "super+", "ctrl+alt+"):
        for name in ("space", "left", "return", "escape"):
            stage.give(Key(before + name))
    assert scene.told == []


def test_a_key_without_a_latin_letter_is_meant_by_its_place():
    """Its own sign comes first where that is bound; a Latin letter is never anything else."""
    table = bindings({"silence": "ö"})

    assert table.meant("ы", "s", shift=False) == "s"
    assert table.meant("&", "1", shift=False) == "1"
    assert table.meant("ö", ";", shift=False) == "ö"
    assert table.meant(",", "m", shift=False) == ","
    assert table.meant("q", "a", shift=False) == "q"
    assert table.meant("ς", "w", shift=True) == "shift+w"


def test_a_name_that_can_be_no_key_is_left_out_of_the_table():
    """A key name of a hundred thousand letters, or of a modifier, leaves the usual key in force."""
    table = bindings({"step": "x" * 100_000, "skip": "left ctrl", "pause": "ctrl+p", "sound": ""})

    intents = (StepHour(), RunToEvent(), RunOrPause(), SwitchSound())
    assert [table.key(intent) for intent in intents] == ["s", "n", "space", "m"]


def test_the_wheel_goes_on_in_the_area_around_one_that_is_at_its_end():
    """An area that holds all of its column, or is at its end, does not swallow the wheel."""

    class Nested(Plain):
        def tree(self, page):
            def inner(at):
                return (button(page, "in", Rect(at.x, at.y, at.w, 500), "In", GoTo(0)),), at.y + 500

            def outer(at):
                area = scroll_area(page, "inner", Rect(at.x, at.y, at.w, 300), inner)
                return (area,), at.y + 900

            return ground(page, "root", (scroll_area(page, "outer", Rect(0, 0, 400, 400), outer),), "Nested")

    _, stage = staged(Nested())
    for _ in range(40):
        stage.give(Wheel(100, 20, -1))
    area = find(stage.tree(), "outer")

    assert stage.page.scroll("inner") == 200
    assert stage.page.scroll("outer") > 0
    assert area.extent == 900


def test_the_ring_around_the_focus_grows_with_the_text():
    """It stood a hair's breadth thin and with square corners around buttons of twice the size."""

    def ring(percent):
        stage, canvas = Stage(Plain(), RecordingCanvas(), lambda: Settings(text_percent=percent)), RecordingCanvas()
        stage.give(Key("tab"))
        stage.draw(canvas)
        focused = find(stage.tree(), stage.focus).rect
        (around,) = [one.rect for one in canvas.drawn if one.what == "outline" and one.colour is Ink.FOCUS]
        return focused.x - around.x, around.w - focused.w

    assert ring(100) == (4, 8)
    assert ring(200) == (8, 16)
