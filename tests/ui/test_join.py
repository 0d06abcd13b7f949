"""Joining a live class on the screen, and what its instructor does to a bedside."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from fake_desk import Hands
from layout_rules import broken_rules
from test_session import FakeClass, FakeLive

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.desk import JoinError, ResumeError
from game.ui.toolkit.scene import Text
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import find
from game.values.order import Befall, EndLesson, Mishap, Tell


class Joined:
    """Hands on the screen that joins, and a class that answers when a test says so."""

    def __init__(self) -> None:
        self.hands = Hands()
        self.asked: list[tuple[str, ...]] = []
        self.answer: Future = Future()
        self.hands.screens._joining = self._join
        self.hands.choose("join")

    def _join(self, *where):
        self.asked.append(where)
        return self.answer

    def type(self, **words):
        for name, said in words.items():
            self.hands.choose(f"join.{name}")
            self.hands.stage.give(Text(said))
        self.hands.choose("join.on")
        self.hands.wait(0.1)


def _at_the_bedside():
    room = FakeClass()
    room.learner, room.given, room.live = "Ann", {True: (2,)}, FakeLive()
    hands = Hands()
    hands.stage._scenes = (hands.screens.of_session(room),)
    hands.choose("session.on")
    hands.choose("level.0")
    hands.choose("start")
    # The bedside is given words by an instructor beside the orders of a player.
    room.case.order = lambda _actor, order: room.case.orders.append(order) or ""
    return hands, room


def test_the_address_is_typed_without_a_click_and_the_grey_button_says_why():
    joined = Joined()
    joined.hands.wait(0.1)
    joined.hands.stage.give(Text("10.0.0.7"))
    assert "10.0.0.7" in joined.hands.words()
    assert "All three have to be filled in first." in joined.hands.words()
    joined.type(code="k7mqx4", learner="Ann")
    assert "have to be filled in" not in joined.hands.words()


def test_who_comes_by_the_page_of_the_host_types_the_code_first_and_stays_in_its_field():
    hands = Hands()
    hands.screens._joining = lambda *_: Future()
    hands.stage._scenes = (hands.screens.join("10.0.0.7:8765"),)
    hands.wait(0.1)
    for sign in "k7m":
        hands.stage.give(Text(sign))
        hands.wait(0.1)

    assert find(hands.stage.tree(), "join.address").value == "10.0.0.7:8765"
    assert find(hands.stage.tree(), "join.code").value == "K7M"


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_said_beside_the_button_that_the_class_is_being_joined(percent):
    """In large text *Joining* stood below the edge, and the button only went grey; after a failure two had one name."""
    joined = Joined()
    joined.hands.desk.chosen = Settings(text_percent=percent)
    joined.type(address="10.0.0.7", code="k7mqx4", learner="Ann")
    told = find(joined.hands.tree(), "join.why")
    assert told.label == "Joining ..."
    assert joined.hands.stage.page.rect.contains(told.rect)
    assert not find(joined.hands.tree(), "join.scroll").rect.overlaps(told.rect)

    joined.answer.set_exception(ResumeError("That is not the code of this class."))
    joined.hands.wait(0.1)
    joined.hands.click("join.code")
    assert len(joined.asked) == 1, "who presses a field means to write in it: the wrong code was sent again"
    joined.hands.press(*["backspace"] * 8)
    assert "That is not the code of this class." in joined.hands.words()
    assert broken_rules(joined.hands.tree()) == []


def test_a_class_is_joined_by_address_code_and_name():
    joined = Joined()
    joined.type(address="192.168.1.5:8765", code="k7mqx4", learner="Ann")

    assert joined.asked == [("192.168.1.5:8765", "K7MQX4", "Ann")]
    assert "Joining" in joined.hands.words()
    room = FakeClass()
    room.learner, room.live = "Ann", FakeLive()
    joined.answer.set_result(room)
    joined.hands.wait(0.1)
    assert joined.hands.where == "SessionScene"
    assert "Before you begin" in joined.hands.words()


def test_why_a_class_cannot_be_joined_stands_on_the_screen():
    joined = Joined()
    joined.type(address="nowhere", code="K7MQX4", learner="Ann")
    joined.answer.set_exception(ResumeError("That is not the code of this class."))
    joined.hands.wait(0.1)

    assert "That is not the code of this class." in joined.hands.words()
    assert 'button "Join" [disabled]' not in joined.hands.words()


@pytest.mark.parametrize(
    ("mend", "wrong", "right"), [("learner", "Bo", "Bob"), ("code", "K7MQX5", "K7MQX4"), ("", "Bo", "Bob")]
)
@pytest.mark.parametrize("by", ["choose", "click"])
def test_after_a_failure_focus_and_caret_stand_in_the_field_that_is_to_be_mended(by, mend, wrong, right):
    """The caret stood in the name and the focus elsewhere: what was typed went nowhere."""
    joined = Joined()
    hands = joined.hands
    code, learner = (wrong, "Ann") if mend == "code" else ("K7MQX4", wrong)
    for name, words in (("address", "10.0.0.7"), ("code", code), ("learner", learner)):
        hands.choose(f"join.{name}")
        hands.stage.give(Text(words))
    getattr(hands, by)("join.on")
    hands.wait(0.1)
    hands.stage.give(Text("x"))
    joined.answer.set_exception(JoinError("It is taken, or wrong.", mend))
    hands.wait(0.1)

    field = f"join.{mend or 'learner'}"
    assert hands.stage.focus == field
    canvas = RecordingCanvas()
    hands.stage.draw(canvas)
    box, why = (find(hands.tree(), name).rect for name in (field, "join.failed"))
    carets = [
        call.rect for call in canvas.drawn if call.colour is Ink.TEXT and call.rect.w <= 2 and call.what != "text"
    ]
    assert [box.contains(one) for one in carets] == [True]
    assert 0 <= box.y - why.bottom < 20
    if mend == "code":
        hands.press("backspace")
    hands.stage.give(Text(right[-1]))
    assert find(hands.tree(), field).value == right
    assert broken_rules(hands.tree()) == []

    joined.answer = Future()
    hands.choose("join.on")
    hands.wait(0.1)
    joined.answer.set_exception(JoinError("It is taken, or wrong.", mend))
    hands.wait(0.1)
    assert hands.stage.focus == field, "it went there once only"


def test_who_goes_back_finds_what_was_typed_to_join():
    joined = Joined()
    joined.hands.choose("join.address")
    joined.hands.stage.give(Text("10.0.0.7"))
    joined.hands.choose("join.back")
    joined.hands.choose("join")

    assert find(joined.hands.tree(), "join.address").value == "10.0.0.7"


def test_why_a_class_cannot_be_joined_is_in_sight_with_large_text():
    joined = Joined()
    joined.hands.desk.keep_settings(Settings(text_percent=200))
    joined.type(address="nowhere", code="K7MQX4", learner="Ann")
    joined.answer.set_exception(ResumeError("That is not the code of this class."))
    joined.hands.wait(0.1)

    area, why = (find(joined.hands.tree(), name) for name in ("join.scroll", "join.failed"))
    assert area.extent > area.rect.h
    assert area.rect.contains(why.rect)


def test_nobody_joins_with_a_field_empty():
    joined = Joined()
    joined.hands.choose("join.address")
    joined.hands.stage.give(Text("nowhere"))
    joined.hands.press("return")

    assert joined.asked == []
    assert 'button "Join" [disabled]' in joined.hands.words()


def test_no_time_passes_while_the_instructor_pauses_the_class():
    hands, room = _at_the_bedside()
    hands.press("space")
    hands.wait(2.0)
    tick = room.case.view.tick
    assert tick > 0
    room.live.paused = True
    hands.wait(2.0)
    hands.press("space", "n")
    hands.wait(1.0)

    assert room.case.view.tick == tick
    assert "The instructor has paused the class." in hands.words()
    room.live.paused = False
    hands.wait(2.0)
    assert room.case.view.tick > tick


def test_what_the_instructor_says_is_ordered_once_and_heard():
    hands, room = _at_the_bedside()
    room.live.said.append(Tell(number=1, who="Family", text="How is she?"))
    hands.wait(0.5)

    assert room.case.orders == room.live.said
    assert "Family: “How is she?”" in hands.words()


def test_what_the_instructor_lets_happen_is_ordered_and_told_by_nobody_but_the_case():
    hands, room = _at_the_bedside()
    room.live.said.append(Befall(number=1, mishap=Mishap.LINE_INFECTION))
    hands.wait(0.5)

    assert room.case.orders == room.live.said
    assert "acteria" not in hands.words()


def test_a_lesson_that_is_over_ends_the_case_where_it_stands():
    hands, room = _at_the_bedside()
    stopped: list[bool] = []
    room.case.stop = lambda: stopped.append(True)
    room.score = Future()
    room.live.over = True
    hands.wait(0.1)

    assert stopped == [True]
    assert room.case.orders == [EndLesson()]
    assert hands.where == "SessionScene"
    assert "Your instructor has everything that you did." in hands.words()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_nothing_overlaps_or_is_cut(size):
    hands = Hands(size=size)
    hands.screens._joining = lambda *_: Future()
    hands.choose("join")

    assert broken_rules(hands.tree()) == []


def test_a_page_that_was_loaded_again_asks_for_nothing_but_to_join():
    """Code and name had to be typed once more: fifteen presses for whoever reloaded by a slip."""
    joined = Joined()
    joined.hands.stage._scenes = (joined.hands.screens.join("10.0.0.7", "K7MQX4", "Ann"),)
    joined.hands.wait(0.1)
    joined.hands.press("return")
    assert joined.asked == [("10.0.0.7", "K7MQX4", "Ann")]
