"""The list of finished cases: what it says, how one is opened, and what is said when one cannot be."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise
from typing import cast

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from pilot import FakePlay
from sample_view import over

from game.case.play import Play
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.desk import FinishedCase, ResumeError
from game.ui.menus.finished import LOOK_AGAIN_US
from game.ui.toolkit.scene import Drop, Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, find, walk
from game.values.ending import SENTENCES, Ending

SIZES = ((1024, 640), (1280, 720), (1920, 1080), (3840, 2160))
PLAIN = FinishedCase("a.jsonl", "The storm after a quiet week", "2026-11-23 03:12", SENTENCES[Ending.DISCHARGED], 91, 3)
CASES = (
    PLAIN,
    replace(PLAIN, path="b.jsonl", ending=SENTENCES[Ending.DIED_OF_ORGAN_FAILURE], score=47, stars=1, branched=True),
    replace(PLAIN, path="c.jsonl", hindrance="it was played with the model 'storm-0 euler', this game has 'storm-1'"),
    replace(PLAIN, path="d.jsonl", title="my_level", when="", hindrance="its level 'my_level' is not available here"),
    replace(PLAIN, path="e.jsonl", score=58, stars=0, older_rules=True),
)


def opened():
    return cast("Play", FakePlay(replace(over(), level=levels()[0])))


def hands(cases=CASES, percent=100, size=(1280, 720), at="finished"):
    return Hands(FakeDesk(Settings(text_percent=percent), finished=cases), size, at)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [0, 1, len(CASES)])
def test_nothing_overlaps_or_is_cut_wherever_one_scrolls(count, size, percent):
    """The list keeps the rules of layout from its top to its end, empty or full, also while a case is opened."""
    made = hands(CASES[:count], percent, size)
    assert broken_rules(made.tree()) == []
    if count:
        made.choose("finished.0")
        assert "Opening …" in made.words()
        assert broken_rules(made.tree()) == []
    for _ in range(100):
        area = find(made.tree(), "finished.list")
        made.stage.give(Wheel(*area.rect.centre, -3))
        assert broken_rules(made.tree()) == []
    area = find(made.tree(), "finished.list")
    assert all(widget.rect.bottom <= area.rect.bottom for widget in area.children)


def test_a_row_says_everything_in_words():
    """Title, when, how it ended, score and stars, and whether it was taken over."""
    made = hands()
    first, second, *_, old = (find(made.tree(), f"finished.{n}") for n in range(len(CASES)))
    assert first.label == "The storm after a quiet week"
    assert first.value == (
        "2026-11-23 03:12. No fever, and no need for oxygen. The patient goes home. 91 of 100, 3 of 3 stars."
    )
    assert second.value.startswith(f"2026-11-23 03:12, taken over. {SENTENCES[Ending.DIED_OF_ORGAN_FAILURE]}")
    assert old.value.endswith("58 of 100, scored by older rules.")
    assert "stars" not in old.value
    assert "5 cases, newest first." in made.words()
    assert "2 of them cannot be opened here." in made.words()


def test_a_row_names_its_patient():
    """The ward and the bedside speak of beds and names; a list of titles alone told nobody who that was."""
    made = hands((replace(PLAIN, who="Bed 2, Ruth Lindqvist, a drawn patient"),))
    row = find(made.tree(), "finished.0")
    canvas = RecordingCanvas()
    made.stage.draw(canvas)
    assert "Bed 2, Ruth Lindqvist, a drawn patient" in canvas.texts()
    assert row.value.startswith("Bed 2, Ruth Lindqvist, a drawn patient. 2026-11-23 03:12. No fever")


@pytest.mark.parametrize("cases", [CASES[2:3], CASES[2:4]])
def test_where_no_case_can_be_reopened_nobody_is_asked_to(cases):
    """*Reopen one for its debrief* stood over rows of which each said that it cannot be opened."""
    made = hands(cases)
    head = next(one.label for one in walk(made.tree()) if one.label.startswith(f"{len(cases)} case"))

    assert "Reopen one" not in made.words()
    assert "None can be reopened in this game: each row says why. Drop another" in head
    assert "Reopen one" in hands(CASES[1:3]).words()


def test_a_case_that_nobody_has_confirmed_says_so_until_it_is():
    """It has no stars, the head says how it gets them, and the list reads itself again."""
    unsure = (replace(PLAIN, stars=0, confirmed=False), CASES[1])
    made = hands(unsure)
    assert find(made.tree(), "finished.0").value.endswith("91 of 100, not confirmed.")
    assert "Not confirmed: 1." in made.words()
    assert broken_rules(made.tree()) == []

    made.desk.finished = CASES[:2]
    made.stage.scenes[-1].tick(LOOK_AGAIN_US - 1)
    assert find(made.tree(), "finished.0").value.endswith("not confirmed.")
    made.stage.scenes[-1].tick(1)
    assert find(made.tree(), "finished.0").value.endswith("91 of 100, 3 of 3 stars.")
    assert "Not confirmed" not in made.words()


def test_with_large_text_the_head_of_the_list_ends_where_its_sentence_ends():
    """*It is played again in the …* kept for itself what a case that is not confirmed lacks."""
    made = hands((replace(PLAIN, stars=0, confirmed=False), CASES[1]), 200)
    canvas = RecordingCanvas()
    made.stage.draw(canvas)
    assert any(text.endswith("until it is confirmed it does not count.") for text in canvas.texts())


def test_a_case_is_opened_by_keyboard_and_left_again():
    """Enter plays it again in the background, its debrief opens by itself and leads back to the same row."""
    made = hands(at="title")
    made.choose("finished")
    assert made.where == "FinishedScene"
    made.press("tab", "down")
    made.press("return")
    assert made.desk.opened == ["b.jsonl"]
    made.wait(0.5)
    assert made.where == "FinishedScene"
    assert find(made.tree(), "finished.1").value.endswith("Opening …")
    made.press("return")
    assert made.desk.opened == ["b.jsonl"]
    made.desk.opening.set_result(opened())
    made.wait(0.1)
    assert made.where == "DebriefScene"
    assert "Back to the list" in made.words()
    made.press("escape")
    assert made.where == "FinishedScene"
    assert made.stage.focus == "finished.1"
    assert "Opening …" not in made.words()
    made.press("escape")
    assert made.where == "TitleScene"


def test_a_case_is_opened_by_mouse():
    """Clicks lead from the title to the debrief and back."""
    made = hands(at="title")
    made.click("finished")
    made.click("finished.4")
    assert made.desk.opened == ["e.jsonl"]
    made.desk.opening.set_result(opened())
    made.wait(0.1)
    assert made.where == "DebriefScene"
    made.click("debrief.back")
    made.click("finished.back")
    assert made.where == "TitleScene"


def test_a_failure_is_said_and_another_case_can_be_opened():
    """The list stays, with a notice over it."""
    made = hands()
    made.choose("finished.0")
    made.desk.opening.set_exception(ResumeError("a.jsonl: it differs from its file at hour 2."))
    made.wait(0.1)
    made.wait(0.1)
    assert made.where == "FinishedScene"
    assert "This case cannot be opened. a.jsonl: it differs from its file at hour 2." in made.words()
    assert "Opening …" not in made.words()
    made.press("escape")
    made.choose("finished.1")
    assert made.desk.opened == ["a.jsonl", "b.jsonl"]


def test_leaving_while_a_case_is_opened_opens_nothing():
    """Who went back to the title stays there."""
    made = hands(at="title")
    made.choose("finished")
    made.choose("finished.0")
    made.press("escape")
    made.desk.opening.set_result(opened())
    made.wait(0.5)
    assert made.where == "TitleScene"


@pytest.mark.parametrize(
    ("id_", "reason"), [("finished.2", "it was played with the model"), ("finished.3", "not available here")]
)
def test_a_case_that_cannot_be_opened_says_why_and_is_no_button(id_, reason):
    """Pressing it does nothing, but the keyboard reaches it, so that it can be read."""
    made = hands()
    row = find(made.tree(), id_)
    assert row.role is Role.TEXT
    assert "Cannot be opened: " in row.value
    assert reason in row.value
    made.choose(id_)
    made.click(id_)
    assert made.desk.opened == []
    assert made.where == "FinishedScene"


def test_the_file_of_somebody_else_is_opened_by_dropping_it():
    """While one is being opened another drop does nothing; a file that is no case says why."""
    desk = FakeDesk(finished=CASES)
    driven = Hands(desk, at="finished")
    assert "case file on this window" in driven.words()
    driven.stage.give(Drop("/home/anna/anna.jsonl"))
    driven.stage.give(Drop("/home/anna/ben.jsonl"))
    assert desk.opened == ["/home/anna/anna.jsonl"]
    desk.opening.set_exception(ResumeError("anna.jsonl: it has no ending."))
    driven.wait(0.1)
    assert "it has no ending" in driven.words()
    driven.press("escape")
    desk.opening = Future()
    desk.opening.set_result(opened())
    driven.stage.give(Drop("/home/anna/ben.jsonl"))
    driven.wait(0.1)
    assert driven.where == "DebriefScene"
    driven.press("escape")
    assert driven.where == "FinishedScene"


def test_a_case_file_dropped_on_the_first_screen_opens_its_debrief():
    desk = FakeDesk()
    driven = Hands(desk, at="title")
    desk.opening.set_result(opened())
    driven.stage.give(Drop("/home/anna/Anna.JSONL"))
    driven.wait(0.1)
    assert desk.opened == ["/home/anna/Anna.JSONL"]
    assert driven.where == "DebriefScene"


def test_an_empty_list_says_how_a_case_gets_there():
    """Nobody is left before an empty page."""
    made = hands(())
    assert "No case is finished yet." in made.words()
    assert "Play a case to its end" in made.words()
    assert [widget.id for widget in walk(made.tree()) if widget.focusable] == ["finished.back"]


def test_many_cases_are_broken_into_lines_once(monkeypatch):
    """Scrolling through 300 cases builds no row anew and paints only what is seen."""
    many = tuple(replace(PLAIN, path=f"{n}.jsonl", title=f"Case {n}") for n in range(300))
    made = hands(many)
    made.tree()
    wrapped = []
    monkeypatch.setattr("game.ui.toolkit.page.Page.wrap", lambda *given: wrapped.append(given) or [given[1]])
    area = find(made.tree(), "finished.list")
    for _ in range(50):
        made.stage.give(Wheel(*area.rect.centre, -1))
        made.tree()
    assert len({words for _, words, *_ in wrapped} & {case.title for case in many}) == 0
    rows = find(made.tree(), "finished.list").children
    assert len(rows) == 300
    assert sum(row.paint is not None for row in rows) < 20
    assert all(one.rect.bottom < other.rect.y for one, other in pairwise(rows))


def test_the_last_of_many_cases_comes_into_view_by_keyboard():
    """Going back from the first row leads to the buttons, and on from there to the last row."""
    many = tuple(replace(PLAIN, path=f"{n}.jsonl") for n in range(300))
    made = hands(many)
    made.press("tab", "shift+tab", "shift+tab")
    assert made.stage.focus in {"finished.299", "finished.298"}
    area = find(made.tree(), "finished.list")
    assert area.rect.contains(find(made.tree(), made.stage.focus).rect)
