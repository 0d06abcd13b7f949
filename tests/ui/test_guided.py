"""The guided case: played to its end by keyboard alone and by mouse alone, wrong acts done, skipped and taken again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from guided_desk import GuidedHands, admitted, coach
from layout_rules import broken_rules

from game.bedside.trend import doubling
from game.case.build_view import build_view
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.plot import il6_told
from game.ui.coach.sentences import coach_words
from game.ui.inside.inside import InsideScene
from game.ui.menus.wardround import WardScene
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.scene import Move, Press
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, State, draw, find, scrolled_in, walk
from game.values.channel import Channel
from game.values.settings import ThemeName


def to_the_order(hands: GuidedHands) -> None:
    for step in ("person", "value"):
        assert hands.step == step
        hands.go_on()
    assert hands.step == "second"


def to_the_treatment(hands: GuidedHands) -> None:
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    hands.go_on()
    hands.until("infection")


def play_well(hands: GuidedHands) -> None:
    """Do what is right at every step."""
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    _other(hands)
    hands.go_on()
    hands.until("infection")
    hands.order("remdesivir")
    assert hands.step == "enough"
    hands.order("dexamethasone")
    assert hands.step == "both"
    _other(hands)
    hands.until("again", button="step")
    hands.do("test_il6")
    hands.until("turned")
    assert "From 161 to 120 pg/mL: IL-6 falls" in hands.said
    assert find(hands.tree(), "il6.trend").label == "falling"
    _other(hands)
    hands.go_on()
    assert hands.step == "end"
    assert find(hands.tree(), "coach.skip") is None


def _other(hands: GuidedHands) -> None:
    hands.do("coach.other")
    hands.look_inside()


@pytest.mark.parametrize("mouse", [False, True])
def test_it_is_played_to_its_end_by_keyboard_alone_and_by_mouse_alone(mouse):
    """After it the ward says what is next."""
    hands = GuidedHands(mouse=mouse)
    play_well(hands)
    hands.go_on()

    assert isinstance(hands.stage.scenes[-1], WardScene)
    beds = [one for one in walk(hands.tree()) if one.id in {"bed.0", "bed.2"}]
    assert [State.DEFAULT in one.state for one in beds] == [False, True]


def test_every_wrong_act_is_let_be_shown_inside_the_body_and_taken_back():
    """All three pitfalls are walked into, and each leads to where another choice is open."""
    hands = GuidedHands()
    met = []
    to_the_order(hands)
    hands.until("not_asked", button="step")
    met.append(hands.scene.now.slip.pitfall)
    hands.see_the_slip()
    assert hands.step == "second"
    hands.do("test_il6")
    hands.until("trend")
    hands.go_on()
    hands.until("infection")
    hands.order("remdesivir")
    hands.until("only_infection", button="step")
    met.append(hands.scene.now.slip.pitfall)
    hands.see_the_slip()
    assert hands.step == "enough"
    hands.order("methylprednisolone")
    assert hands.step == "too_much"
    met.append(hands.scene.now.slip.pitfall)
    hands.see_the_slip()

    assert [one.value for one in met] == ["trend", "only_infection", "too_much"]
    assert hands.step in {"infection", "enough"}
    given = {one.regimen.id for one in hands.scene.play.view.courses if one.running or one.given}
    assert "methylprednisolone" not in given


def test_the_coach_alone_says_what_to_press():
    """*Press Run to begin* stood above *Go on*: who did ran three hours without a treatment, a wrong act."""
    hands = GuidedHands()
    assert find(hands.tree(), "coach.on").label == "Go on"
    assert "press Run" not in hands.words()
    to_the_order(hands)
    hands.until("not_asked", button="step")
    hands.see_the_slip()
    assert "press Run" not in hands.words()


def test_who_asks_for_another_test_than_is_meant_is_told_which():
    """To *what do you want to know first?* a CRP got no answer at all, and the ring stayed around the whole pad."""
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.order("remdesivir")
    hands.order("dexamethasone")
    hands.until("again", button="step")
    asked = hands.said
    hands.do("test_inflammation")

    assert hands.step == "again"
    assert hands.said == f"{asked} On its way: CRP. Meant here: IL-6."
    assert find(hands.tree(), "coach.head").label.endswith("Key: I")
    assert find(hands.tree(), "coach.ring").rect.contains(find(hands.tree(), "test_il6").rect)
    hands.do("test_il6")
    assert hands.step == "second_result"
    assert "Meant here" not in hands.said


def test_nobody_is_taken_back_further_than_an_hour_before_the_act():
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.order("remdesivir")
    for _ in range(2):
        hands.do("step")
    before = hands.scene.play.view.tick
    hands.order("methylprednisolone")
    hands.see_the_slip()

    assert hands.scene.play.view.tick == before - 12
    assert hands.step == "enough"


def test_going_back_undoes_no_drug_that_the_coach_himself_asks_for():
    """Dexamethasone before remdesivir is no mistake: *Go back* took it away with the hours without the other."""
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.do("step")
    hands.order("dexamethasone")
    hands.until("only_storm", button="step")
    hands.see_the_slip()

    assert hands.step == "infection"
    assert any(one.regimen.id == "dexamethasone" and one.given for one in hands.scene.play.view.courses)


def test_nothing_given_is_a_wrong_act_too():
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.until("nothing_given", button="step")
    hands.see_the_slip()

    assert hands.step == "infection"


@pytest.mark.parametrize(("drug", "step"), [("methylprednisolone", "too_much"), ("dexamethasone", "both")])
def test_the_coach_never_says_untreated_beside_a_dose_that_was_just_given(drug: str, step: str):
    """The large dose was pressed below *the storm is not [treated]*, which went on standing, and was then shown so."""
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.order("remdesivir")
    hands.until("only_infection", button="step")
    hands.order(drug)
    assert hands.step == step


@pytest.mark.parametrize(
    ("values", "words", "chart"),
    [
        ((89.0, 163.0, 80.0), "From 163 to 80 pg/mL: IL-6 falls", "falling"),
        ((163.0, 160.0), "IL-6 is no longer rising, and", "no clear change"),
        ((89.0, 163.0, 130.0), "no longer rising. It is up in 10 h, from 89;", "up in 10 h"),
        ((163.0, 120.0, 100.0), "From 163 to 100 pg/mL in 10 h: IL-6 is down", "down in 10 h"),
        ((163.0, 291.0), "From 163 to 291 pg/mL in 5 h: IL-6 still rises", "doubles about every 6 h"),
        ((89.0, 163.0, 165.0), "From 89 to 165 pg/mL in 10 h: IL-6 still rises", "doubles about every 11 h"),
    ],
)
def test_what_is_said_of_the_last_results_is_what_the_chart_beside_it_says(values, words, chart):
    """*No longer rising* stood beside the chart's *up in 14 h*: one looked back one result, the other a day."""
    view = build_view(admitted())
    (door,) = view.labs[Channel.IL6]
    last = len(values) - 1
    known = tuple(replace(door, value=one, taken=60 * (place - last)) for place, one in enumerate(values))
    view = replace(view, labs={**view.labs, Channel.IL6: known}, il6_doubling=doubling(known))

    assert words in coach_words("first_case.turned", view)
    assert il6_told(view)[1].startswith(chart)


def test_the_chart_of_il6_stays_the_highest_while_the_coach_speaks():
    """So high that the slope can be seen: the small charts give way."""
    tree = GuidedHands().tree()
    il6, crp = find(tree, "il6.plot"), find(tree, "crp.plot")

    assert il6.rect.h >= 120
    assert 20 <= crp.rect.h < il6.rect.h


def test_the_tests_that_the_coach_asks_for_are_in_sight():
    """'What do you want to know first?' stood beside a pad on which five drugs that cannot be given hid the tests."""
    tree = GuidedHands().tree()
    pad = find(tree, "pad.treat")

    assert pad.extent <= pad.rect.h
    assert find(tree, "test_il6").rect.bottom <= pad.rect.bottom
    said = {find(tree, f"place.{drug}.status").label for drug in ("tocilizumab", "antibiotic")}
    assert said == {"Not available"}


def test_the_way_out_of_the_picture_of_a_wrong_act_says_where_it_leads():
    hands = GuidedHands()
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    hands.do("coach.other")

    assert find(hands.tree(), "inside.back").label == "Back to the bedside"


def test_who_waits_before_a_sentence_is_read_is_stopped_too():
    hands = GuidedHands()
    hands.until("not_begun", button="step")
    hands.see_the_slip()

    assert hands.step == "person"


def test_who_treats_the_storm_alone_and_waits_is_not_left_to_wait():
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.order("dexamethasone")
    hands.until("only_storm", button="step")
    hands.see_the_slip()

    assert hands.step == "infection"


def test_it_can_be_skipped_and_taken_again():
    hands = GuidedHands()
    hands.do("coach.skip")
    hands.press("escape")
    assert hands.step == "person"
    assert find(hands.tree(), "coach.ask") is None
    hands.do("coach.skip")
    hands.press("n", "i")
    hands.do("coach.leave")

    assert isinstance(hands.stage.scenes[-1], WardScene)
    assert len(hands.desk.away) == 1
    hands.do("bed.0")
    assert hands.step == "person"
    hands.press("escape")
    hands.do("ask.leave")
    hands.press("escape")
    hands.do("first")
    assert hands.step == "person"


@pytest.mark.parametrize("percent", [100, 200])
def test_whoever_presses_twice_or_goes_on_without_looking_never_leaves_the_case(percent):
    """What leaves is the last that Tab reaches, asks first, and never stands where another button stood a step ago."""
    hands = GuidedHands(settings=Settings(text_percent=percent))
    stood: list[Rect] = []
    for _ in range(3):
        buttons = [one for one in walk(find(hands.tree(), "coach")) if one.role is Role.BUTTON]
        assert buttons[-1].id == "coach.skip"
        assert not any(at.overlaps(buttons[-1].rect) for at in stood)
        stood += [one.rect for one in buttons[:-1]]
        hands.press("return")
        hands.wait(0.1)
    assert hands.step == "second"
    hands.press("tab", "return")
    assert find(hands.tree(), "coach.ask").role is Role.DIALOG
    assert hands.stage.focus == "coach.stay"


def test_a_step_of_hours_says_how_many_are_left():
    """Six presses of an hour were one too few after a call, and nothing said that another was wanted."""
    hands = GuidedHands()
    to_the_treatment(hands)
    hands.order("remdesivir")
    hands.order("dexamethasone")
    assert find(hands.tree(), "coach.head").label == "Coach · 9 of 13 · 6 h to go · Key: S"
    hands.do("step")
    assert re.search(r"9 of 13 · 5 h( \d\d)? to go", find(hands.tree(), "coach.head").label)


def test_each_step_that_waits_for_time_says_its_key():
    hands = GuidedHands()
    to_the_order(hands)
    assert find(hands.tree(), "coach.head").label == "Coach · 3 of 13 · Key: I"
    hands.press("i")
    hands.wait(0.1)
    assert find(hands.tree(), "coach.head").label == "Coach · 4 of 13 · Key: N"
    hands.press("n")
    hands.until("trend")
    assert "Shift+N goes on" in find(hands.tree(), "coach.head").label


def test_each_step_that_waits_for_an_order_says_by_which_key():
    """A drug had its number on its card alone, and the coach named none. Where one is to choose, no key tells which."""
    hands = GuidedHands()
    to_the_treatment(hands)
    assert find(hands.tree(), "coach.head").label == "Coach · 7 of 13 · Key: 1"
    hands.press("1")
    assert "remdesivir" in find(hands.tree(), "ask").label
    hands.do("ask.give")
    assert find(hands.tree(), "coach.head").label == "Coach · 8 of 13 · Keys: beside each drug and test"


def test_a_drug_is_ordered_by_the_key_that_the_settings_give_it():
    hands = GuidedHands(settings=Settings(keys={"order_1": "shift+r"}))
    to_the_treatment(hands)
    assert find(hands.tree(), "coach.head").label == "Coach · 7 of 13 · Key: Shift+R"


@pytest.mark.parametrize("regimen", ["remdesivir", "dexamethasone", "methylprednisolone"])
def test_with_large_text_the_answers_to_an_order_are_seen_whole_above_the_coach(regimen):
    hands = GuidedHands(mouse=True, settings=Settings(text_percent=200))
    to_the_treatment(hands)
    hands.do(regimen)
    tree = hands.tree()
    asked, strip = find(tree, "ask"), find(tree, "coach")

    for answer in ("ask.give", "ask.back"):
        assert scrolled_in(tree, answer) == ()
        assert asked.rect.contains(find(tree, answer).rect)
    assert not asked.rect.overlaps(strip.rect)
    assert broken_rules(tree) == []


def test_what_is_taller_than_its_place_is_shown_from_its_beginning():
    """With large text the chart and the pad are taller than the room above the coach."""
    hands = GuidedHands(settings=Settings(text_percent=200))
    to_the_treatment(hands)
    hands.order("remdesivir")
    tree = hands.tree()
    pad = find(tree, "pad")

    assert pad.rect.h > scrolled_in(tree, "pad")[-1].h
    assert scrolled_in(tree, "pad")[-1].y <= pad.rect.y


def test_a_line_of_help_is_gone_with_the_press_and_never_hides_what_the_coach_says():
    hands = GuidedHands(mouse=True, settings=Settings(text_percent=200))
    to_the_order(hands)
    target = find(hands.tree(), "test_il6").rect.centre
    hands.stage.give(Move(*target, held=False))
    hands.wait(1.0)
    tip, strip = find(hands.tree(), "tip"), find(hands.tree(), "coach")
    assert not tip.rect.overlaps(strip.rect)
    hands.stage.give(Press(*target))
    hands.wait(1.0)
    assert hands.step == "result"
    assert find(hands.tree(), "tip") is None
    hands.stage.give(Move(target[0] + 1, target[1], held=False))
    hands.wait(1.0)
    assert find(hands.tree(), "tip") is not None


def test_the_coach_goes_on_by_its_key_whatever_is_marked():
    hands = GuidedHands()
    hands.press("tab", "tab", "tab", "tab", "shift+n")
    assert hands.step == "value"


def test_a_question_of_the_bedside_comes_before_the_coach():
    hands = GuidedHands()
    hands.press("w")
    assert find(hands.tree(), "coach.ring") is None
    hands.press("shift+n")
    assert hands.step == "person"
    hands.press("escape", "shift+n")
    assert hands.step == "value"


def test_the_ring_and_what_a_screen_reader_says_name_what_is_meant():
    hands = GuidedHands()
    to_the_order(hands)
    tree = hands.tree()
    ring, strip, target = (find(tree, id_) for id_ in ("coach.ring", "coach", "test_il6"))

    assert ring.rect.contains(target.rect)
    assert ring.label == strip.value == f"The coach points at: {target.label}"
    assert strip.label == f"Coach: {hands.said}"


def test_the_arrow_of_the_coach_covers_no_word():
    """Below IL-6 on the pad it stood on the time that a PCR takes."""
    hands = GuidedHands()
    to_the_order(hands)
    tree = hands.tree()
    shown, page = RecordingCanvas(), RecordingCanvas()
    ring = find(tree, "coach.ring")
    ring.paint(shown, ring.rect)
    draw(find(tree, "bedside"), page)
    (arrow,) = (call.rect for call in shown.drawn if call.what == "polygon")

    assert ring.rect.contains(arrow.inset(1))
    assert [call.text for call in page.drawn if call.what == "text" and call.rect.overlaps(arrow)] == []


def test_what_the_coach_points_at_is_on_the_bedside():
    """Each step points at a widget of its own page, not at the tab that stands in for one."""
    tree = GuidedHands().tree()

    assert [step.points for step in coach().steps if find(tree, step.points) is None] == []


def test_what_is_read_stands_still_until_it_was_read():
    hands = GuidedHands()
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    words, tick = hands.said, hands.scene.play.view.tick
    hands.wait(3.0)

    assert (hands.said, hands.scene.play.view.tick) == (words, tick)


@pytest.mark.parametrize(("theme", "percent"), [(ThemeName.DARK, 100), *[(theme, 200) for theme in ThemeName]])
def test_no_word_is_cut_at_any_step(theme, percent):
    hands = GuidedHands(settings=Settings(theme=theme, text_percent=percent))
    checked = []

    def check() -> None:
        checked.append(hands.step)
        assert broken_rules(hands.tree()) == [], hands.step

    to_the_order(hands)
    check()
    hands.do("test_il6")
    check()
    hands.until("trend")
    check()
    hands.do("coach.other")
    assert isinstance(hands.stage.scenes[-1], InsideScene)
    assert broken_rules(hands.tree()) == []
    hands.look_inside()
    hands.go_on()
    hands.until("infection")
    check()
    hands.order("methylprednisolone")
    check()
    hands.see_the_slip()
    check()
    assert len(checked) == 6


@pytest.mark.parametrize("percent", [100, 200])
def test_all_of_the_curve_that_the_coach_points_at_is_seen(percent):
    """With large text his two lines left of the chart its upper half, and of the newest value half a dot."""
    hands = GuidedHands(settings=Settings(text_percent=percent))
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    tree = hands.tree()
    chart = find(tree, "il6")

    assert all(area.contains(chart.rect) for area in scrolled_in(tree, "il6"))
    assert not chart.rect.overlaps(find(tree, "coach").rect)


def test_the_strip_fits_every_sentence_of_the_coach_at_twice_the_size():
    """The longest sentence and all buttons at once leave the bedside most of the smallest window."""
    hands = GuidedHands(settings=Settings(text_percent=200), size=(1024, 640))
    to_the_order(hands)
    hands.do("test_il6")
    hands.until("trend")
    strip = find(hands.tree(), "coach")

    assert broken_rules(hands.tree()) == []
    assert strip.rect.h <= 640 // 2
    assert find(hands.tree(), "bedside").role is Role.GROUP
