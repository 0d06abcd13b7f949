"""The way through a seat by keyboard and by ear: it leads out of the game again, and says what is focused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.app import moving
from game.case.view import Alarm
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.intents import Back
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.scene import Away, Key, Reset, Rest
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Role, Widget, find, focus_order, modal, walk
from game.values.channel import Channel
from game.values.fact import Called, CallReason, Priority
from game.web.aloud import SPOKEN_US, Aloud, read_of
from game.web.finger import LONG_US
from game.web.seat import BrowserSeat
from tests.ui.pilot import Pilot
from tests.ui.sample_view import view
from tests.web.page import NoBrowser

DIMMED = 5
"""Where an element says that it is a button which cannot be pressed now."""


@pytest.fixture
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BrowserSeat]:
    monkeypatch.setattr(moving, "_found", [*moving._found])
    made = BrowserSeat(NoBrowser(), tmp_path, warn=pytest.fail)
    made.resize(1280, 720)
    yield made
    made.shell.close(hurried=True)


def tab(seat: BrowserSeat, *, shift: bool = False) -> str:
    asked = seat.key("Tab", "Tab", shift, False, False, False)
    seat.key_up("Tab", "Tab")
    return asked


def heard(seat: BrowserSeat) -> Any:
    return json.loads(seat.aloud(SPOKEN_US))


def order(seat: BrowserSeat, drug: str) -> None:
    """Press the card of a drug, as a reader does."""
    seat.press_named(drug)
    assert modal(seat.stage.tree()).role is Role.DIALOG


def said(told: list[list[Any]]) -> Iterator[list[Any]]:
    for one in told:
        yield one
        yield from said(one[-1])


@pytest.mark.parametrize("back", [False, True], ids=["forward", "back"])
def test_the_tab_key_goes_through_every_widget_and_then_on_to_the_page(seat: BrowserSeat, back: bool) -> None:
    order = [widget.id for widget in focus_order(seat.stage.tree())]
    way = order[::-1] if back else order
    seat.enter(-1 if back else 1)

    gone_through = [seat.stage.focus]
    while tab(seat, shift=back) != "on":
        gone_through.append(seat.stage.focus)

    assert gone_through == way
    assert seat.stage.focus == ""


def test_who_comes_back_to_a_screen_that_waits_in_a_field_is_left_there(seat: BrowserSeat) -> None:
    """Whoever put the request to turn the phone aside stood in the address of the class, and not in its code."""
    seat.screens._joining = lambda *_: Future()
    seat.stage.go(Reset(seat.screens.join("10.0.0.7:8765")))
    seat.frame(20_000)
    assert seat.stage.focus == "join.code"

    seat.enter(1)

    assert seat.stage.focus == "join.code"


def test_a_dialog_holds_no_focus_back_from_the_page_either(seat: BrowserSeat) -> None:
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    seat.key("Escape", "Escape", False, False, False, False)
    inside = focus_order(seat.stage.tree())
    assert "leave" in " ".join(widget.label.lower() for widget in inside)

    ways = [tab(seat) for _ in inside]

    assert ways.count("on") == 1


def test_a_reader_is_told_what_is_focused_and_what_stands_on_the_screen(seat: BrowserSeat) -> None:
    seat.enter(1)
    tab(seat)
    told = heard(seat)

    focused = find(seat.stage.tree(), seat.stage.focus)
    assert focused is not None
    assert (told["focus"], told["label"]) == (focused.id, focused.label)
    all_ = list(said(told["tree"]))
    assert [one[1] for one in all_ if one[2] == focused.id] == [focused.label]
    assert {widget.id for widget in focus_order(seat.stage.tree())} <= {one[2] for one in all_}
    assert any(one[0] == "" and "narrow window" in one[1] for one in all_)


def test_a_reader_is_told_nothing_twice(seat: BrowserSeat) -> None:
    assert heard(seat)
    assert seat.aloud(SPOKEN_US) == ""
    tab(seat)
    assert seat.aloud(0) != ""
    assert seat.aloud(0) == ""


def test_the_bedside_reads_its_signs_with_their_values_and_no_value_twice(seat: BrowserSeat) -> None:
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))

    names = [one[1] for one in said(heard(seat)["tree"])]

    assert "ECG: 96 beats/min" in names
    assert "96" not in names


def test_a_reader_can_press_what_it_reads(seat: BrowserSeat) -> None:
    settings = next(one for one in focus_order(seat.stage.tree()) if one.label == "Settings")

    seat.press_named(settings.id)
    assert heard(seat)["tree"][0][1] == "Settings"

    volume = next(one for one in focus_order(seat.stage.tree()) if one.role is Role.SLIDER)
    seat.press_named(volume.id)
    told = heard(seat)
    assert (told["focus"], told["label"]) == (volume.id, volume.label)
    (read,) = [one for one in said(told["tree"]) if one[2] == volume.id]
    assert (read[0], read[3]) == ("slider", volume.value)
    seat.press_named("nothing of that name")


def test_a_finger_that_rests_is_told_what_a_pointer_is_and_so_is_a_reader(seat: BrowserSeat) -> None:
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    news2 = find(seat.stage.tree(), "news2")
    assert news2 is not None
    x, y = news2.rect.x + 12, news2.rect.centre[1]
    seat.finger_down(7, x, y)
    seat.frame(LONG_US)
    seat.finger_up(7)

    tip = find(seat.stage.tree(), "tip")
    assert tip is not None
    assert "The early warning score" in tip.label
    assert heard(seat)["news"] == tip.label

    seat.finger_down(8, 5, 5)
    assert find(seat.stage.tree(), "tip") is None


def test_nothing_is_explained_after_the_pointer_has_left(seat: BrowserSeat) -> None:
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    news2 = find(seat.stage.tree(), "news2")
    assert news2 is not None
    seat.stage.give(Rest(news2.rect.x + 12, news2.rect.centre[1]))
    assert find(seat.stage.tree(), "tip") is not None

    seat.stage.give(Away())

    assert find(seat.stage.tree(), "tip") is None


def test_a_button_that_cannot_be_pressed_now_is_still_called_a_button(seat: BrowserSeat) -> None:
    """*Give* was read as the name of a group: nobody heard that it is a button, or that it is out of use."""
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    order(seat, "methylprednisolone")
    found = list(said(heard(seat)["tree"]))

    dimmed = [one[1] for one in found if one[0] == "button" and one[DIMMED]]
    assert dimmed
    assert {one[1] for one in found if one[0] == "button" and one[2]}.isdisjoint(dimmed)
    assert not any(one[0] == "group" and one[1] in dimmed for one in found)


def test_marks_on_a_chart_stand_in_no_picture(seat: BrowserSeat) -> None:
    """Browsers hide what stands inside a picture: no decision on the curve could be read or pressed."""
    mark = Widget("mark", Rect(4, 4, 9, 9), Role.BUTTON, "A slow decision", intent=Back())
    curve = Widget("curve", Rect(0, 0, 99, 99), Role.CHART, "Curve", children=(mark,))
    plain = Widget("trace", Rect(0, 100, 99, 99), Role.CHART, "Trace")
    tree = Widget("root", Rect(0, 0, 99, 200), Role.GROUP, "Page", children=(curve, plain))

    (root,) = read_of(tree, "").tree
    assert [(one.role, one.name) for one in root.inside] == [("group", "Curve"), ("img", "Trace")]
    assert [(one.role, one.name) for one in root.inside[0].inside] == [("button", "A slow decision")]


def test_what_a_question_says_is_read_out_with_it_and_again_when_it_is_asked_again(seat: BrowserSeat) -> None:
    """The focus goes to a button of it: the doses above were passed over."""
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    heard(seat)
    order(seat, "dexamethasone")
    first = heard(seat)["live"]
    asked = modal(seat.stage.tree())
    assert asked.role is Role.DIALOG
    shown = [one.label for one in walk(asked) if one.role is Role.TEXT and one.label]
    assert shown
    assert set(shown) <= set(first.split("\n"))

    seat.key("Escape", "Escape", False, False, False, False)
    assert heard(seat)["live"] == first, "nothing is new at the bedside"
    order(seat, "dexamethasone")
    again = heard(seat)["live"]
    assert (again != first, again.strip("\u00a0")) == (True, first)


def test_alarms_the_nurses_words_and_how_time_runs_are_read_out_as_they_change_and_not_for_a_number() -> None:
    """Alarms were a colour and a tone; a call that stands on the nurse's card, and a pause, were not told at all."""
    pilot = Pilot(view(alarms=()))
    told = Aloud(pilot.stage)

    def news() -> str:
        told.stir()
        return str(json.loads(told.tell(0) or json.dumps({"live": last[-1]}))["live"])

    last = [""]
    last.append(news())
    assert "No alarms" in last[-1]

    def bed(**changed: Any) -> str:
        pilot.play.view = replace(pilot.play.view, tick=pilot.play.view.tick + 1, **changed)
        last.append(news())
        return last[-1]

    assert bed(alarms=(Alarm(Channel.SPO2, Priority.HIGH, "", 0, active=True, short="SpO₂ 84 %"),)) == (
        "High-priority alarm: SpO₂ 84 %"
    )
    assert bed(alarms=(Alarm(Channel.SPO2, Priority.HIGH, "", 0, active=True, short="SpO₂ 83 %"),)) == last[-2]
    assert bed(alarms=()) == "No alarms"
    assert bed(alarms=(Alarm(Channel.SPO2, Priority.HIGH, "", 0, active=True, short="SpO₂ 83 %"),)) != "No alarms"
    called = Called(pilot.play.view.tick + 1, CallReason.EMERGENCY, "Please come now.")
    assert bed(calls=(called,)) == "Please come now."
    pilot.press("space")
    assert news() == "Running at 1×"


def test_a_call_that_is_told_as_a_notice_is_not_told_a_second_time_from_the_card() -> None:
    """The notice stands unseen where the card shows the call; it is read, with the hour and who called."""
    now = view(alarms=())
    call = Called(now.tick + 1, CallReason.EMERGENCY, "Please come now.")
    pilot = Pilot(now, coming=(replace(now, tick=now.tick + 1, calls=(call,), facts=(call,)),))

    def said() -> tuple[str, ...]:
        come, pilot.said[:] = tuple(pilot.said), []
        return come

    stage = Stage(pilot.bedside, RecordingCanvas(), lambda: pilot.settings, said)
    aloud = Aloud(stage)
    aloud.tell(0)
    stage.give(Key("space"))
    for _ in range(60):
        stage.tick(16_667)
    told = json.loads(aloud.tell(SPOKEN_US))
    assert "Please come now." in told["news"]
    assert "Please come now." not in told["live"]
    assert "Paused" in told["live"], "a call stops time"
    stage.give(Key("escape"))
    aloud.stir()
    assert "Please come now." not in json.loads(aloud.tell(0))["live"]


def test_an_order_that_was_given_is_confirmed_in_words(seat: BrowserSeat) -> None:
    """A key ordered blood, and nothing was heard: the words that say so stand on a button elsewhere."""
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    heard(seat)
    seat.key("i", "KeyI", False, False, False, False)
    assert re.fullmatch(r"IL-6: result in [0-9 hmin]+", heard(seat)["live"])

    order(seat, "dexamethasone")
    heard(seat)
    seat.key("Enter", "Enter", False, False, False, False)
    card = find(seat.stage.tree(), "dexamethasone")
    assert card is not None
    assert heard(seat)["live"] == f"{card.label}: {card.value}"


def test_what_time_alone_changes_on_a_button_is_not_read_out() -> None:
    now = view(alarms=(), pending=())
    pilot = Pilot(now)
    told = Aloud(pilot.stage)
    told.tell(0)
    pilot.play.view = replace(now, tick=now.tick + 1, pending=view().pending)
    live = json.loads(told.tell(SPOKEN_US))["live"]
    assert "IL-6" not in live


def test_the_coach_of_the_first_bed_is_read_out_at_each_step(seat: BrowserSeat) -> None:
    """What a coach points at was told, and never what he says: the guided bed could not be played by ear."""
    guided = next(bed.level for bed in seat.shell.beds() if bed.level.coach is not None)
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(guided))))
    said = find(seat.stage.tree(), "coach.sentence")
    assert said is not None
    assert said.label in heard(seat)["live"]
    seat.key("N", "KeyN", True, False, False, False)
    after = find(seat.stage.tree(), "coach.sentence")
    assert after is not None
    assert after.label != said.label
    assert after.label in heard(seat)["live"]
