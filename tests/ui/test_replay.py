"""The replay keeps notes, lays another run over this one and lets a case be taken over."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands
from layout_rules import broken_rules
from sample_analysis import stages

from game.ui.scene import Drop, Key, Text
from game.ui.settings import Settings
from game.ui.widget import find
from game.values.note import Note
from game.values.ticks import ticks

SIZES = ((1024, 640), (1280, 720), (1920, 1080), (3840, 2160))


def test_a_note_is_pinned_found_again_and_removed_by_keyboard():
    """E asks, typing fills the field, Enter keeps; the letter of the key itself is not typed."""
    hands = Hands(at="replay")
    hands.press(".")
    hands.stage.give(Key("e"))
    hands.stage.give(Text("e"))
    hands.type("too late")
    hands.press("backspace", "backspace")
    hands.type("te!")
    hands.press("return")
    assert hands.desk.kept_notes == (Note(tick=ticks(2), text="too late!"),)
    hands.press("right")
    hands.choose("note.0")
    assert hands.stage.scenes[-1].at == ticks(2)
    hands.choose("note.0.remove")
    assert hands.desk.kept_notes == ()


def test_an_empty_note_is_not_kept():
    """Only blanks, or Escape, leave everything as it is."""
    hands = Hands(at="replay")
    hands.press("e")
    hands.stage.give(Key("space"))
    hands.stage.give(Text(" "))
    hands.press("return")
    assert "Note at Day 0" in hands.words()
    hands.press("escape")
    assert hands.where == "ReplayScene"
    assert hands.desk.kept_notes == ()


def test_by_mouse_a_note_is_kept():
    """Two clicks and some typing do the same."""
    hands = Hands(at="replay")
    hands.click("note")
    hands.click("note.field")
    hands.type("now")
    hands.click("note.save")
    assert hands.desk.kept_notes == (Note(tick=0, text="now"),)


def test_by_mouse_another_run_is_laid_over_and_taken_away():
    """The chosen run is named, its doses are listed, its results drawn; pressing again takes it away."""
    hands = Hands(at="replay")
    hands.drag("scrub.line", 1.0)
    hands.click("ghost")
    hands.click("ghost.1")
    hands.wait(0.1)
    assert "beside it: Your best, 91 points" in hands.words()
    assert "Remdesivir: first at" in hands.words()
    hands.click("ghost")
    assert "beside it" not in hands.words()


def test_without_other_runs_it_says_so():
    """An empty list is told in words."""
    hands = Hands(FakeDesk(runs=()), at="replay")
    hands.press("g")
    assert "no other finished run" in hands.words()
    hands.press("return")
    assert "no other finished run" not in hands.words()


def test_any_moment_is_taken_over_but_not_the_end():
    """It asks first; the end can not be played on, and the reason is told."""
    hands = Hands(at="replay")
    hands.drag("scrub.line", 1.0)
    hands.press("o", "return")
    hands.wait(0.1)
    assert "The case was over at this moment." in hands.words()
    hands.press("return", ",", "o")
    assert "it is no first play" in hands.words()
    hands.press("return")
    hands.wait(0.1)
    assert hands.desk.taken == [ticks(52), ticks(31)]
    assert hands.where == "Bedside"


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES)
def test_marks_notes_ghosts_and_questions_fit(size, percent):
    """Nothing overlaps or is cut, whatever is laid over the replay."""
    desk = FakeDesk(Settings(text_percent=percent), kept_notes=(Note(tick=ticks(26), text="Read this. " * 10),))
    desk.answer()
    hands = Hands(desk, size, "debrief")
    hands.wait(0.1)
    hands.choose("decision.watch")
    assert find(hands.tree(), "note.0.remove") is not None
    hands.press("g", "return")
    hands.wait(0.1)
    assert broken_rules(hands.tree()) == []
    for key in ("e", "o", "f1"):
        hands.press(key)
        assert broken_rules(hands.tree()) == [], key
        hands.press("escape")
    hands.press("g", "g")
    assert broken_rules(hands.tree()) == []


def test_marks_stand_on_the_line_as_they_are_found_and_can_be_stepped_through():
    """A replay that was opened from a file has no findings yet: they come while it is watched."""
    hands = Hands(at="replay_of_file")
    hands.press("f")
    assert hands.stage.scenes[-1].at == 0
    hands.desk.analysing.found = stages()[1]
    hands.wait(0.1)
    hands.press("f")
    first = hands.stage.scenes[-1].at
    hands.press("f")
    assert 0 < first < hands.stage.scenes[-1].at
    assert broken_rules(hands.tree()) == []


def test_an_analysis_that_failed_is_told_once_and_the_replay_is_whole():
    hands = Hands(at="replay_of_file")
    hands.desk.analysing.failure = "This case was played with model storm-0 euler."
    hands.wait(0.1)
    assert "storm-0 euler" in hands.words()
    hands.press("escape")
    hands.wait(0.1)
    assert "storm-0 euler" not in hands.words()
    assert hands.where == "ReplayScene"


def test_from_a_file_the_way_back_leads_to_the_debrief():
    hands = Hands(at="replay_of_file")
    hands.press("escape")
    assert hands.where == "DebriefScene"


def test_a_dropped_file_is_laid_over_and_a_wrong_one_says_why():
    hands = Hands(at="replay")
    hands.stage.give(Drop("/home/anna/case.jsonl"))
    hands.wait(0.1)
    assert "classmate" in hands.words()
    hands.stage.give(Drop("/home/anna/holiday.png"))
    hands.wait(0.1)
    assert "holiday.png is no case file" in hands.words()
    hands.press("escape")
    assert "classmate" in hands.words()


def test_other_screens_leave_a_dropped_file_alone():
    hands = Hands()
    hands.stage.give(Drop("/home/anna/case.jsonl"))
    assert hands.where == "TitleScene"
