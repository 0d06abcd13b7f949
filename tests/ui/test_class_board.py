"""A class on the screen: what to talk about first, then every file; a press opens the replay at its moment."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import cast

import pytest
from fake_desk import FakeDesk, Hands
from layout_rules import broken_rules
from pilot import FakePlay
from sample_view import over

from game.case.play import Play
from game.review.scoring.own import BesidePitfalls
from game.review.verdict import Pitfall, Verdict
from game.ui.class_desk import ClassFile, TalkingPoint
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import State, walk

FILES = (
    ClassFile(
        "in/0.jsonl", "Ann Lee", "Learner 2", "She looks comfortable", "confirmed", True, "Score: 58 of 100.",
        tuple(zip(Pitfall, (Verdict.UNTESTED, Verdict.AVOIDED, Verdict.FELL_IN), strict=True)),
        BesidePitfalls(Verdict.NEAR_MISS, "Beside the pitfalls: needless test, −5 points."),
    ),
    ClassFile("in/1.jsonl", "Bo", "Learner 1", "She looks comfortable", "edited", False, "in/1.jsonl: it was edited."),
)  # fmt: skip
POINTS = (TalkingPoint("Ignored trend: She looks comfortable, Day 1 · 20:00", "2 of 2 learners.", "in/0.jsonl", 144),)


class FakeClass:
    """A class of two files."""

    title = "Ward 5, night shift"
    page = "/home/ann/handed_in/board.html"

    def __init__(self, *, done: bool = True) -> None:
        self.done = done
        self.opened: list[str] = []
        self.opening: Future[Play] = Future()

    def files(self):
        return FILES if self.done else ()

    def points(self):
        return POINTS if self.done else ()

    @property
    def progress(self):
        return (1.0, "") if self.done else (0.4, "Verifying")

    def open_later(self, path):
        self.opened.append(path)
        return self.opening


def _hands(room, size=(1280, 720), percent=100):
    hands = Hands(FakeDesk(Settings(text_percent=percent)), size)
    hands.stage._scenes = (hands.screens.class_board(room),)
    return hands


def test_a_moment_is_opened_where_it_happened():
    room = FakeClass()
    hands = _hands(room)

    hands.choose("class.moment.0")
    assert room.opened == ["in/0.jsonl"]
    room.opening.set_result(cast("Play", FakePlay(replace(over(), tick=400))))
    hands.wait(0.1)

    assert hands.where == "ReplayScene"
    assert "Day 1 · 20:00" in hands.words()


def test_only_pitfalls_that_were_not_avoided_are_listed_and_only_what_counts_is_opened():
    words = _hands(FakeClass()).words()

    assert "fell in" in words.lower()
    assert words.count("Beside the pitfalls: needless test, −5 points.") == 1
    assert "avoided" not in words.lower()
    assert "put to the test" not in words.lower()
    assert "class.open.0" not in words
    assert words.count("Open the replay") == 2


def test_names_and_what_could_tell_them_are_hidden_at_a_press():
    hands = _hands(FakeClass())
    assert "Ann Lee" in hands.words()

    hands.choose("class.hide")

    assert "Ann Lee" not in hands.words()
    assert "in/1.jsonl" not in hands.words()
    assert "Learner 2" in hands.words()


def test_what_is_being_done_is_told_until_it_is_done():
    room = FakeClass(done=False)
    hands = _hands(room)
    assert "Verifying 40 %" in hands.words()

    room.done = True
    assert "2 files, 1 count." in hands.words()
    assert room.page in hands.words()


def test_a_case_that_cannot_be_opened_is_told():
    room = FakeClass()
    hands = _hands(room)
    hands.choose("class.open.0")
    room.opening.set_exception(ValueError("it was changed"))
    hands.wait(0.1)

    assert "it was changed" in hands.words()
    assert hands.where == "ClassScene"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_nothing_overlaps_or_is_cut(size, percent):
    assert broken_rules(_hands(FakeClass(), size, percent).tree()) == []
    assert broken_rules(_hands(FakeClass(done=False), size, percent).tree()) == []


def test_only_what_to_talk_about_first_is_filled():
    """A second filled button at the foot asked as loudly to leave; with nothing to open, it is the way back."""
    filled = [one.id for one in walk(_hands(FakeClass()).tree()) if State.DEFAULT in one.state]
    waiting = [one.id for one in walk(_hands(FakeClass(done=False)).tree()) if State.DEFAULT in one.state]
    assert (filled, waiting) == (["class.moment.0"], ["class.back"])
