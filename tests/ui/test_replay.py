"""The replay keeps notes, lays another run over this one and lets a case be taken over."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands
from layout_rules import broken_rules
from sample_analysis import stages

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.flags import free_place
from game.ui.desk import OtherRun
from game.ui.navigation import ToReplay
from game.ui.replay.marking import marks_of
from game.ui.replay.scrub import spread
from game.ui.toolkit.intents import GoTo
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.scene import Drop, Key, Text
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import State, find, walk
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


def test_a_note_is_changed_where_it_is_pinned():
    """Editing begins with its words, keeps its moment, and Escape leaves it as it was."""
    desk = FakeDesk(kept_notes=(Note(tick=0, text="Too lat"), Note(tick=ticks(8), text="Good.")))
    hands = Hands(desk, at="replay")
    hands.click("note.0.edit")
    assert "Edit the note at Day 1" in hands.words()
    hands.type("e")
    hands.press("return")
    changed = (Note(tick=0, text="Too late"), Note(tick=ticks(8), text="Good."))
    assert desk.kept_notes == changed
    hands.click("note.0.edit")
    hands.type("r")
    hands.press("escape", "e", "escape")
    assert desk.kept_notes == changed
    hands.press("e")
    assert find(hands.tree(), "note.field").value == ""


def test_an_empty_note_is_not_kept():
    """Only blanks, or Escape, leave everything as it is."""
    hands = Hands(at="replay")
    hands.press("e")
    hands.stage.give(Key("space"))
    hands.stage.give(Text(" "))
    hands.press("return")
    assert "Note at Day 1" in hands.words()
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
    """The chosen run is named, its doses are listed, its results drawn with a legend; the list takes it away again."""
    hands = Hands(at="replay")
    hands.drag("scrub.line", 1.0)
    hands.click("ghost")
    hands.click("ghost.1")
    hands.wait(0.1)
    assert "beside it: Your best, 91 points" in hands.words()
    assert "Remdesivir: first at" in hands.words()
    assert "Your best, 91 points: rings on a dashed line" in hands.words()
    hands.click("ghost")
    assert State.SELECTED in find(hands.tree(), "ghost.1").state
    hands.click("ghost.away")
    assert "beside it" not in hands.words()


def test_the_run_that_lies_over_is_taken_away_by_its_own_name_too():
    hands = Hands(at="replay")
    hands.press("g", "return")
    hands.wait(0.1)
    assert "beside it: Expert" in hands.words()
    hands.press("g", "return")
    assert "beside it" not in hands.words()


def test_files_named_at_the_start_are_offered_first_and_the_first_lies_over_at_once():
    """A run that lies in the player's own folder as well is offered once."""
    desk = FakeDesk()
    laid = (OtherRun("Anna", "anna"), OtherRun("Ben", "ben"), OtherRun("Cleo", "best"))
    hands = Hands(desk, at="replay")
    replayer = hands.stage.scenes[-1]._replayer
    hands.stage = Stage(
        hands.screens.replay(ToReplay(replayer, desk.reveal, laid=laid), 0),
        RecordingCanvas(),
        desk.settings,
        hands.screens.news,
    )
    hands.wait(0.1)
    assert "beside it: Anna" in hands.words()
    hands.press("g")
    names = [find(hands.tree(), f"ghost.{n}").label for n in range(4)]
    assert names == ["Anna", "Ben", "Cleo", "Expert"]
    assert find(hands.tree(), "ghost.4") is None


def test_a_file_can_be_dropped_on_the_open_list_but_not_on_a_note():
    hands = Hands(at="replay")
    hands.press("g")
    assert "can also be dropped" in hands.words()
    hands.stage.give(Drop("/home/anna/case.jsonl"))
    hands.wait(0.1)
    assert "beside it: classmate" in hands.words()
    hands.press("e")
    hands.type("so")
    hands.stage.give(Drop("/home/anna/holiday.png"))
    assert find(hands.tree(), "note.field").value == "so"


def test_without_other_runs_it_says_so():
    """An empty list is told in words."""
    hands = Hands(FakeDesk(runs=()), at="replay")
    hands.press("g")
    assert "no other finished run" in hands.words()
    hands.press("return")
    assert "no other finished run" not in hands.words()


def test_any_moment_is_taken_over_but_not_the_end():
    """It asks first; the end cannot be played on, and the reason is told in the place of the question."""
    hands = Hands(at="replay")
    hands.drag("scrub.line", 1.0)
    hands.press("o")
    assert "The case was over at this moment; nothing can be taken over." in hands.words()
    hands.press("return", ",", "o")
    assert "it is not a first play" in hands.words()
    hands.press("return")
    hands.wait(0.1)
    assert hands.desk.taken == [ticks(31)]
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
    hands = Hands(at="ward")
    here = hands.where
    hands.stage.give(Drop("/home/anna/case.jsonl"))
    assert hands.where == here == "WardScene"


def test_pressing_a_mark_or_a_flag_goes_to_its_moment_and_tells_what_it_cost():
    """What was decided and what it cost is told; what would have been better is for the debrief to ask."""
    desk = FakeDesk(kept_notes=(Note(tick=ticks(44), text="Stop here."),))
    desk.answer()
    hands = Hands(desk, at="replay_of_file")
    marks = [widget for widget in walk(hands.tree()) if widget.id.startswith("scrub.mark.")]
    blunder = next(mark for mark in marks if "blunder" in mark.label)
    assert blunder.label == "Day 2 · 10:00: blunder, −17 points, ignoring the early trend"
    hands.click(blunder.id)
    assert hands.stage.scenes[-1].at == ticks(26)
    assert find(hands.tree(), "decided.0").label == "Blunder, −17 points"
    assert find(hands.tree(), "decided.1").label == "Slow, −5 points"
    assert "Waited 6 h" in hands.words()
    assert "Dexamethasone 6 mg now" not in hands.words()
    hands.click(f"scrub.note.{ticks(44)}")
    assert hands.stage.scenes[-1].at == ticks(44)


def test_marks_of_the_same_hour_stand_beside_each_other():
    desk = FakeDesk()
    desk.answer()
    hands = Hands(desk, at="replay_of_file")
    marks = [widget for widget in walk(hands.tree()) if widget.id.startswith("scrub.mark.")]
    same = [mark.rect for mark in marks if mark.intent == GoTo(ticks(26))]
    assert len(same) == 2
    assert not same[0].overlaps(same[1])
    assert same[0].y == same[1].y


def test_how_far_the_marks_are_is_told_without_moving_anything():
    """The controls of marks are there from the first, but cannot be pressed; the line keeps its height."""
    hands = Hands(at="replay_of_file")
    hands.desk.analysing.share_done = 0.35
    before = {widget.id: widget.rect for widget in hands.tree().children}
    assert "marking the decisions, 35 %" in hands.words()
    assert State.DISABLED in find(hands.tree(), "decision_after").state
    hands.desk.answer()
    hands.wait(0.1)
    assert "marking the decisions" not in hands.words()
    assert State.DISABLED not in find(hands.tree(), "decision_after").state
    assert {widget.id: widget.rect for widget in hands.tree().children} == before


def test_one_key_leads_to_the_decision_that_cost_most():
    """It was the third of seven: whoever had a keyboard alone went by way of the others."""
    desk = FakeDesk()
    desk.answer()
    hands = Hands(desk, at="replay_of_file")
    dearest = max(marks_of(desk.analysing.latest()), key=lambda one: one.points)
    hands.press("shift+f")

    assert hands.stage.scenes[-1].at == max(0, dearest.first) > 0
    assert f"−{dearest.points:.0f} points" in find(hands.tree(), "decided.0").label


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([], []),
        ([50], [50]),
        ([-10, 120], [0, 90]),
        ([50, 50], [45, 55]),
        ([40, 44, 90], [37, 47, 90]),
        ([0, 0, 0], [0, 10, 20]),
        ([88, 90, 90], [70, 80, 90]),
        ([30, 35, 45], [27, 37, 47]),
        ([50] * 19, [n * 5 for n in range(19)]),
    ],
)
def test_signs_are_spread_so_that_none_lies_over_another(wanted, places):
    """They stay in order and in the room, as near to their moments as can be."""
    assert spread(wanted, 10, 0, 90) == places


def test_names_of_drugs_give_way_to_the_curves():
    """The highest free place is taken; where none is free, the first curve matters most."""
    page = Hands(at="replay").stage.page
    plot, wanted = Rect(0, 0, 300, 100), Rect(100, 0, 80, 16)
    flat = [(0, 8), (300, 8)]
    assert free_place(page, plot, wanted, [], []) == wanted
    assert free_place(page, plot, wanted, [wanted], []).y >= 16
    assert free_place(page, plot, wanted, [], [flat]).y >= 8
    steep = [(140, 0), (140, 100)]
    place = free_place(page, plot, wanted, [], [flat, steep])
    assert place.y >= 8
    assert free_place(page, plot, wanted, [plot], [flat]) == wanted


def test_patient_trend_and_orders_are_in_one_look_on_a_usual_screen():
    """A control that had slipped into a second line of its own scrolled the chart of IL-6 out of sight."""
    tree = Hands(at="replay").tree()
    assert find(tree, "replay.column") is None
    assert len({find(tree, one).rect.y for one in ("play", "take_over", "replay.back")}) == 1
    assert tree.rect.contains(find(tree, "il6").rect)


def test_a_notice_leaves_the_replay_its_columns_in_a_window_of_the_design():
    """*Report saved* turned three columns into two for some seconds, and everything stood elsewhere."""
    hands = Hands(at="replay")
    assert find(hands.tree(), "replay.column") is None
    hands.screens.say("Report saved: /home/ann/reports/2026-01-01_000000_septic_shock.html")
    hands.wait(0.2)

    assert find(hands.tree(), "notice") is not None
    assert find(hands.tree(), "replay.column") is None
    assert find(hands.tree(), "il6.plot").rect.h >= 80
    assert broken_rules(hands.tree()) == []


@pytest.mark.parametrize("percent", [150, 200])
def test_in_large_text_the_truth_is_seen_where_it_is_asked_for(percent):
    """Its chart lay below the monitor, out of sight: the press seemed to do nothing."""
    hands = Hands(FakeDesk(Settings(text_percent=percent)), at="replay")
    hands.desk.answer()
    hands.click("reveal")
    column, plot = (find(hands.tree(), id_).rect for id_ in ("replay.column", "truth.plot"))

    assert plot.within(column).h > plot.h // 2
    assert broken_rules(hands.tree()) == []
