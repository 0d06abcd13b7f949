"""Before a case a player chooses whom to meet: the patient as written, a new one, or today's."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk, Hands, levels

from game.ui.toolkit.field import field_height, lines_of
from game.ui.toolkit.scene import Key, Text
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import State, find

LEVEL = next(level for level in levels() if level.id == "covid_storm")


def test_the_patient_as_written_is_offered_first():
    hands = Hands(at="prebrief")
    assert find(hands.tree(), "patient.written").state & State.SELECTED

    hands.press("space")

    assert hands.desk.seeds == [LEVEL.seed]


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_new_patient_has_a_number_that_is_shown_and_another_one_when_asked_again(by):
    hands = Hands(at="prebrief")
    for wanted in ("Number 4801", "Number 4802"):
        hands.press("2") if by == "key" else hands.click("patient.new")
        assert wanted in hands.words()

    hands.press("space") if by == "key" else hands.click("start")

    assert hands.desk.seeds == [4802]


def test_todays_patient_is_that_of_the_date():
    hands = Hands(at="prebrief")
    hands.press("3", "space")

    assert hands.desk.seeds == [20261126]


def test_a_number_can_be_typed_and_nothing_but_digits_counts():
    hands = Hands(at="prebrief")
    hands.press("2")
    hands.click("patient.number")
    for sign in "48x3 201":
        hands.stage.give(Key(sign))
        hands.stage.give(Text(sign))
    hands.press("backspace")
    assert "Number 48320" in hands.words()

    hands.click("start")

    assert hands.desk.seeds == [48320]


@pytest.mark.parametrize("percent", [100, 200])
def test_the_field_for_a_number_is_as_high_as_what_it_asks_for(percent):
    hands = Hands(FakeDesk(Settings(text_percent=percent)), at="prebrief")
    hands.press("2")
    page = hands.stage.page
    field = find(hands.tree(), "patient.number")
    lines = lines_of(page, field.label, field.rect.w)

    assert field.rect.h == field_height(page, lines)
    assert lines == 1 or percent == 200


def test_trying_again_offers_the_same_patient_and_a_new_one():
    hands = Hands(at="prebrief")
    again = hands.screens.prebrief_of(LEVEL, 77)
    hands.stage._scenes = (again,)
    assert "Number 77" in hands.words()
    assert find(hands.tree(), "patient.written") is not None

    hands.press("space")

    assert hands.desk.seeds == [77]


def test_the_best_score_of_each_kind_is_shown():
    hands = Hands(FakeDesk(), at="ward")
    assert hands.where == "WardScene"
    hands.press("2")

    assert "not played yet" in hands.words()
