"""The debrief asks before it tells, shows one decision at a time, and grows while it is read."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import msgspec
import pytest
import sample_analysis
from fake_desk import FakeDesk, Hands, score
from layout_rules import broken_rules
from sample_analysis import FakeAnalysing, stages, timing
from sample_view import over, view

from game.report.analysis import timing_parts
from game.review.findings import Cause, Mark, value_at
from game.review.valuation.what_if import WhatIf
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.debrief.intents import Wait
from game.ui.debrief.timing_map import cell_words, moved_cell
from game.ui.debrief.trial import Attempt, Trying, answer_words, can_be, choices_of, fill_question, moments_of, worst_of
from game.ui.debrief.value_curve import decisions
from game.ui.toolkit.intents import TakeOver
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stack import Stack
from game.ui.toolkit.widget import Role, State, find, walk
from game.values.ending import Ending, Outcome
from game.values.fact import DoseGiven
from game.values.note import Note
from game.values.order import Actor, EndLesson, Entry, Give, Stop
from game.values.ticks import clock_text, ticks
from game.values.words import within

SIZES = ((1024, 640), (1280, 720), (1920, 1080), (3840, 2160))


def answered(percent=100, size=(1280, 720)):
    """Return hands on a debrief of which all is known."""
    hands = Hands(FakeDesk(Settings(text_percent=percent)), size, "debrief")
    hands.desk.answer()
    hands.wait(0.1)
    return hands


def test_by_keyboard_the_player_tries_another_order_before_the_solution_is_told():
    """The worst decision is asked about first; a try is answered by the model; then the solution is told."""
    hands = answered()
    assert "Find a better order here" in hands.words()
    assert "DECISION 3 OF 7 · DAY 2 · 10:00 TO 16:00" in hands.words()
    assert "tocilizumab if IL-6 keeps doubling" not in hands.words()
    assert find(hands.tree(), "timing.grid") is None
    assert State.DISABLED in find(hands.tree(), "trial.try").state

    hands.choose("trial.dexamethasone")
    hands.choose(f"trial.at.{ticks(28)}")
    hands.choose("trial.try")
    assert hands.desk.tried == [(ticks(28), Give(regimen="dexamethasone"))]
    assert "The model is playing it out" in hands.words()
    hands.desk.value.set_result(WhatIf(83.4, 66.0, 66.0))
    hands.wait(0.1)
    assert (
        "expected outcome 83 of 100 for this patient, 17 better than what you did in those hours (66)" in hands.words()
    )

    hands.choose("trial.tell")
    for words in ("tocilizumab if IL-6 keeps doubling", "Expected outcome then: 91 of 100", "RECOVERY", "You tried"):
        assert words in hands.words()
    assert find(hands.tree(), "timing.grid") is not None


def test_what_was_done_in_the_whole_of_a_long_decision_stands_beside_its_first_hours():
    """Where days were waited the guideline run mended both after twelve hours, and a right answer looked like none."""
    played, found = view(), WhatIf(91.0, 90.2, 6.4)

    def told(last):
        tried = Trying(Give(regimen="dexamethasone"), ticks(24), last, Future())
        return answer_words(tried, found, played).partition("for this patient")[2]

    until = clock_text(ticks(72), played.level.start.clock_minute)
    beside = ". With what you did instead: 90 where the guideline run goes on after 12 hours, 6 where it"
    assert told(ticks(36)) == ", no different from what you did in those hours (90)."
    assert told(ticks(72)) == f"{beside} does so only from {until}."
    assert told(played.horizon) == f"{beside} never does."


def test_with_an_answer_the_hours_stay_in_sight_and_the_solution_comes_first():
    """The answer pushed the hours out of the panel; the solution stood below what had been read with the question."""
    hands = answered()
    hands.choose("trial.dexamethasone")
    hands.choose(f"trial.at.{ticks(28)}")
    hands.choose("trial.try")
    hands.desk.value.set_result(WhatIf(83.4, 66.0, 66.0))
    hands.wait(0.1)
    every = [one for one in walk(hands.tree()) if one.id.startswith("trial.at.")]
    (panel,) = [one for one in walk(hands.tree()) if one.id.startswith("decision.scroll.")]
    assert every
    assert all(one.rect.bottom <= panel.rect.bottom for one in every)
    answer = find(hands.tree(), "trial.answer")
    assert all(one.rect.bottom <= answer.rect.y for one in every), "nothing that is pressed moves when it comes"
    assert panel.rect.contains(answer.rect)

    hands.choose("trial.tell")
    words = hands.words()
    assert words.index("You tried") < words.index("Better") < words.index("What you knew")


def test_a_ring_is_spoken_of_where_one_is_drawn():
    """A drug that was never given has no hour on the map: 'Ring: your hours' stood beside none."""
    hands = answered()
    hands.choose("trial.tell")
    for yours, begins in (((28.0, 30.0), "Ring: your hours"), ((28.0, None), "Your hours: ")):
        found = msgspec.structs.replace(timing(), yours=yours)
        hands.desk.analysing.found = msgspec.structs.replace(stages()[-1], timing=found)
        hands.wait(0.1)
        assert find(hands.tree(), "timing.words.1").label.startswith(begins)
        assert ("Ring: this case" in str(timing_parts(found)["chart"])) is (None not in yours)


def test_a_course_that_ran_can_be_stopped_as_a_try():
    """Where too much was given, to stop it is the better order; what only runs later is not offered."""
    hands = answered()
    hands.choose("trial.stop.remdesivir")
    hands.choose(f"trial.at.{ticks(28)}")
    hands.choose("trial.try")
    assert hands.desk.tried == [(ticks(28), Stop(regimen="remdesivir"))]
    assert "Stop remdesivir" in hands.words()
    assert find(hands.tree(), "trial.stop.dexamethasone") is None
    early = msgspec.structs.replace(worst_of(stages()[0], view()), first=0, last=ticks(8))
    assert choices_of(view(), early, (0, ticks(8))) == (
        Wait(),
        *(Give(regimen=regimen) for regimen in view().level.regimens),
    )


def test_a_course_is_not_stopped_before_it_began(monkeypatch):
    """It did nothing, and was told as no different from what was done."""
    (line,) = [one for one in over().courses if one.regimen.id == "remdesivir"]
    late = replace(over(), courses=(replace(line, given=(ticks(29),)),))
    monkeypatch.setattr("fake_desk.over", lambda: late)
    hands = answered()
    hands.choose("trial.stop.remdesivir")
    off = [hour for hour in (26, 28, 30, 32) if State.DISABLED in find(hands.tree(), f"trial.at.{ticks(hour)}").state]
    assert off == [26, 28]
    assert "only in the hours in which it ran" in hands.words()

    hands.choose("trial.wait")
    hands.choose(f"trial.at.{ticks(26)}")
    assert State.DISABLED in find(hands.tree(), "trial.stop.remdesivir").state


def test_a_course_is_not_stopped_between_its_two_runs():
    """Given for a day, stopped, and begun again two days later: there is nothing to stop in between."""
    (line,) = [one for one in view().courses if one.regimen.id == "remdesivir"]
    twice = replace(view(), courses=(replace(line, given=(0, ticks(24), ticks(72))),))
    stopped = Stop(regimen="remdesivir")
    assert [can_be(twice, stopped, ticks(hour)) for hour in (0, 12, 48, 80)] == [False, True, False, True]
    assert all(can_be(twice, Wait(), ticks(hour)) for hour in (0, 48))


def test_the_answer_names_what_was_tried_whatever_is_chosen_meanwhile():
    """It named the order that was chosen last, with the outcome of the one that was tried."""
    hands = answered()
    hands.choose("trial.dexamethasone")
    hands.choose(f"trial.at.{ticks(28)}")
    hands.choose("trial.try")
    hands.choose("trial.wait")
    hands.choose(f"trial.at.{ticks(26)}")
    hands.desk.value.set_result(WhatIf(83.4, 66.0, 66.0))
    hands.wait(0.1)
    assert "Dexamethasone at Day 2 · 12:00: expected outcome 83 of 100" in hands.words()
    assert "Wait at" not in hands.words()


def test_by_mouse_waiting_can_be_tried_as_well():
    """To wait is an order too; what cannot be played is told."""
    hands = answered()
    hands.click("trial.wait")
    hands.click(f"trial.at.{ticks(26)}")
    hands.click("trial.try")
    assert hands.desk.tried == [(ticks(26), None)]
    hands.desk.value.set_exception(ValueError("the model left its limits"))
    hands.wait(0.1)
    assert "This could not be played: the model left its limits" in hands.words()


def test_a_decision_that_won_a_little_is_not_told_what_had_been_better(monkeypatch):
    """'Fine, +1 point' stood over 'Better: no dexamethasone yet', with the outcome that the case had anyway."""
    small = (33, 34, Cause.OTHER, Mark.FINE, -0.9, 0.0, -1.0, 0.0, None)
    rows = [small if row[3] is Mark.GAIN else row for row in sample_analysis.ROWS]
    monkeypatch.setattr(sample_analysis, "ROWS", rows)
    hands = answered()
    hands.press("right", "right")
    labels = [widget.label for widget in walk(hands.tree())]

    assert "Fine · another decision · +1 point" in hands.words()
    assert "The guideline run" in labels
    assert "Better" not in labels


def test_decisions_are_gone_through_by_keys_and_by_their_marks():
    """Left and right go around; a mark on the curve leads to its decision."""
    hands = answered()
    hands.press("right", "right")
    assert "Gain · another decision · +3 points" in hands.words()
    assert "with what you could see +3 · with hindsight −2 · right, but this patient lost by it" in hands.words()
    # What the guideline run would have done is not called better where the play won by doing other.
    labels = [widget.label for widget in walk(hands.tree())]
    assert "The guideline run" in labels
    assert "Better" not in labels
    hands.press("right")
    assert "Mistake · over-dampening · −11 points" in hands.words()
    hands.press("right")
    assert "Fine · over-dampening · −4 points" in hands.words()
    assert "−4 points, a fixed price" in hands.words()
    hands.press("right")
    assert "Chance: costs nothing" in hands.words()
    assert "Expected outcome −1 of 100, through no order of yours" in hands.words()
    hands.press("right", "right")
    assert "Slow · ignoring the early trend · −6 points" in hands.words()
    hands.click("mark.4")
    assert "Gain · another decision · +3 points" in hands.words()
    assert State.SELECTED in find(hands.tree(), "mark.4").state
    label = find(hands.tree(), "mark.2").label
    assert label == "Day 2 · 10:00: blunder, ignoring the early trend, −17 points"


def test_the_map_says_first_where_neither_drug_is_needed():
    """In a patient who lives without both, 'among the best: hour 18, hour 126' read like advice to give them."""
    needed = timing()
    rows = [[*row] for row in needed.survival_percent]
    rows[-1][-1] = max(cell for row in rows for cell in row) - 1.0
    spared = msgspec.structs.replace(needed, survival_percent=tuple(map(tuple, rows)))
    first = "As many live with neither before hour 144: the star is no advice to begin."

    hands = answered()
    hands.choose("trial.tell")
    assert first not in hands.words()
    hands.desk.analysing.found = msgspec.structs.replace(stages()[-1], timing=spared)
    hands.wait(0.1)
    assert f"{first} Star: among the best" in hands.words()
    assert broken_rules(hands.tree()) == []
    assert timing_parts(spared)["words"].startswith(first)
    assert first not in timing_parts(needed)["words"]


def test_a_cell_of_the_timing_map_says_its_number():
    """A press chooses a cell, left and right move along the row, without leaving the decision."""
    hands = answered()
    hands.choose("trial.tell")
    hands.drag("timing.row.3", 0.3)
    assert f"{cell_words(timing(), (3, 2))}." in hands.words()
    hands.press("right")
    assert f"{cell_words(timing(), (3, 3))}." in hands.words()
    assert "−17 points" in hands.words()
    assert moved_cell(timing(), (3, 8), 3, step=1, fraction=0.0) == (3, 8)
    assert moved_cell(timing(), None, 1, step=1, fraction=0.0) == (1, 2)


def test_it_grows_while_it_is_read():
    """First a bar, then the curve, then all; who is at work on a decision keeps it."""
    hands = Hands(at="debrief")
    desk = hands.desk
    assert "Value of each moment, 10 %" in hands.words()
    assert "Your decisions are being weighed" in hands.words()
    desk.analysing.found = stages()[0]
    desk.analysing.share_done, desk.analysing.words = 0.354, "Looking closer where value was lost"
    hands.wait(0.1)
    assert "Looking closer where value was lost, 35 %" in hands.words()
    assert find(hands.tree(), "curve.best") is None
    hands.choose("trial.wait")
    desk.analysing.come_to_its_end()
    hands.wait(0.1)
    assert find(hands.tree(), "analysis.progress") is None
    assert find(hands.tree(), "curve.best").label == "best plan found"
    assert State.SELECTED in find(hands.tree(), "trial.wait").state


def test_without_an_analysis_all_else_is_there():
    """A case of another model is told so; all else is there."""
    desk = FakeDesk(analysing=FakeAnalysing(finished=True, failure="This case was played with another model."))
    desk.score.set_result(score())
    hands = Hands(desk, at="opening")
    assert State.SELECTED in find(hands.tree(), "tab.opening").state
    hands.choose("tab.decisions")
    assert "This case was played with another model." in hands.words()
    assert broken_rules(hands.tree()) == []
    hands.click("tab.teach")
    assert "RECOVERY" in hands.words()


@pytest.mark.parametrize("way", ["choose", "click"])
def test_a_moment_is_taken_over(way):
    """The decision's first hour becomes a new case at the bedside; not before the solution was asked for."""
    hands = answered()
    hands.press("o")
    assert hands.desk.taken == []
    getattr(hands, way)("trial.tell")
    getattr(hands, way)("decision.take_over")
    hands.wait(0.1)
    assert hands.desk.taken == [ticks(26)]
    assert hands.where == "Bedside"


def test_a_case_that_was_taken_over_is_marked():
    """The debrief of a branch says that it is no first play."""
    desk = FakeDesk(remarked="Taken over from another case at Day 2 · 10:00: it is no first play.")
    assert "it is no first play" in Hands(desk, at="debrief").words()


def test_whoever_takes_a_case_over_is_told_so_at_the_bedside():
    """That it sets no best score stood in its debrief alone, after ten minutes of play."""
    hands = answered()
    hands.desk.remarked = "Taken over from another case at Day 2 · 10:00: it is no first play."
    hands.choose("trial.tell")
    hands.choose("decision.take_over")
    hands.wait(0.2)
    assert hands.where == "Bedside"
    assert find(hands.tree(), "notice").label == hands.desk.remarked


def test_a_moment_is_watched_with_its_marks():
    """The replay begins at the decision and knows all others."""
    hands = answered()
    hands.choose("decision.watch")
    assert hands.where == "ReplayScene"
    assert hands.stage.scenes[-1].at == ticks(26)
    hands.press("f")
    assert hands.stage.scenes[-1].at == ticks(33)
    hands.press("d", "d")
    assert hands.stage.scenes[-1].at == ticks(18)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES)
def test_every_tab_and_state_fits(size, percent):
    """Nothing overlaps or is cut while it asks, answers and tells."""
    hands = answered(percent, size)
    assert broken_rules(hands.tree()) == []
    hands.choose("trial.dexamethasone")
    hands.choose(f"trial.at.{ticks(28)}")
    hands.choose("trial.try")
    assert broken_rules(hands.tree()) == []
    hands.desk.value.set_result(WhatIf(50.0, 50.2, 50.2))
    hands.wait(0.1)
    assert broken_rules(hands.tree()) == []
    hands.choose("trial.tell")
    assert broken_rules(hands.tree()) == []
    hands.choose("timing.row.8")
    hands.press("left")
    assert broken_rules(hands.tree()) == []
    for tab in ("tab.opening", "tab.chart", "tab.teach"):
        hands.choose(tab)
        assert broken_rules(hands.tree()) == [], tab


def test_many_decisions_still_fit_on_the_curve():
    """Where marks would overlap, the dear ones stay; the others are reached by going on."""
    hands = answered()
    found = stages()[-1]
    blunder = worst_of(found, view())
    many = tuple(
        msgspec.structs.replace(blunder, first=ticks(0.5 * n), last=ticks(0.5 * n + 1), points=float(n))
        for n in range(60)
    )
    hands.desk.analysing.found = msgspec.structs.replace(found, episodes=many)
    hands.wait(0.1)
    assert broken_rules(hands.tree()) == []
    assert find(hands.tree(), "mark.59") is not None
    assert find(hands.tree(), "mark.0") is None


def test_values_between_points_and_hours_on_offer():
    """A value is read off the line; the hours on offer begin and end with the decision."""
    found = stages()[0]
    assert value_at(found.curve, ticks(22)) == pytest.approx(87.5)
    assert value_at(found.curve, ticks(99), hindsight=True) == 52
    assert moments_of(found, worst_of(found, view()), view()) == (ticks(26), ticks(28), ticks(30), ticks(32))
    assert [one.cause.value for one in decisions(found)][-1] == "chance"


def test_a_trial_is_offered_no_more_hours_than_are_left():
    """In the last hours of a case nothing else was done *for 12 hours*, and its very end stood there as a moment."""
    found = stages()[0]
    worst = worst_of(found, view())
    ended = replace(view(), horizon=ticks(40), outcome=Outcome(Ending.DIED_OF_LUNGS, ticks(32)))

    def told(chosen, seen):
        page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
        stack = Stack(page, "trial", Rect(0, 0, 600, 0))
        fill_question(stack, found, worst, Attempt(tick=chosen), seen)
        return stack.widgets[-1].label

    assert moments_of(found, worst, ended) == (ticks(26), ticks(28), ticks(30))
    assert told(-1, view()).startswith("Nothing else is done for 12 hours; then")
    assert told(-1, ended).startswith("Nothing else is done for 12 hours, or until the case's time is up at ")
    assert told(ticks(28), ended).startswith("Nothing else is done for 12 hours; then")
    assert told(ticks(30), ended).startswith("Nothing else is done for the 10 h until the case's time is up at ")


@pytest.mark.parametrize("percent", [100, 200])
def test_the_score_stands_once_and_no_heading_over_what_is_no_number(percent):
    """It stood in the head of the page and, larger, below it; without it *Your score* would be followed by a rule."""
    hands = Hands(FakeDesk(Settings(text_percent=percent)), at="opening")
    hands.desk.answer()
    hands.wait(0.1)
    canvas = RecordingCanvas()
    hands.stage.draw(canvas)
    numbers = [call for call in canvas.drawn if call.what == "text" and call.text.split(" ")[0] == f"{score().total}"]
    assert len(numbers) == 1
    assert len([one for one in walk(hands.tree()) if one.id.endswith(".stars")]) == 1
    assert "YOUR SCORE" not in hands.words()


@pytest.mark.parametrize("size", [(1280, 800), (700, 500)])
def test_a_case_that_was_stopped_has_no_number_and_says_that_it_is_not_finished(monkeypatch, size):
    """Whose case ended with the lesson read '0 / 100' in large figures: what nobody decided was counted as waiting."""
    stopped = msgspec.structs.replace(score(), ending=Ending.STOPPED, total=0)
    monkeypatch.setattr("fake_desk.score", lambda: stopped)
    hands = Hands(FakeDesk(), size, "debrief")
    hands.desk.answer()
    hands.wait(0.1)

    assert find(hands.tree(), "score.total").value == "not finished"
    assert find(hands.tree(), "score.none").label == "not finished"
    assert find(hands.tree(), "score.stars") is None
    canvas = RecordingCanvas()
    hands.stage.draw(canvas)
    board = find(hands.tree(), "score.total").rect
    drawn = [call.text for call in canvas.drawn if call.what == "text" and board.overlaps(call.rect)]
    assert "–" in " ".join(drawn)
    assert not [words for words in drawn if words.startswith("0")]
    assert "Your score" not in hands.words()


def test_what_is_written_and_pressed_stays_when_the_score_and_its_question_come(monkeypatch):
    """The field for thoughts stood below the score and slid from under the pointer by a third of the window."""
    did = "Waited 10 d 14 h with piperacillin-tazobactam (last dose Day 8 · 00:45) running, from Day 3 to Day 14."
    monkeypatch.setattr("game.ui.debrief.opening.typeset", lambda words: words and did)

    def places():
        return [find(hands.tree(), id_).rect for id_ in ("opening.decisions", "opening.thought", "opening.pin")]

    hands = Hands(at="opening")
    before = places()
    hands.desk.answer()
    hands.wait(0.1)
    assert "From what time did the chart ask for more than was done?" in hands.words()
    assert places() == before


def test_it_opens_with_its_score_and_a_question_about_this_case():
    """No empty panel: before the analysis the level asks, afterwards the dearest decision does."""
    hands = Hands(at="opening")
    assert State.SELECTED in find(hands.tree(), "tab.opening").state
    assert "You start with 100" in hands.words()
    assert hands.desk.beds()[0].level.questions
    assert find(hands.tree(), "opening.question") is not None

    hands.desk.answer()
    hands.wait(0.1)
    dearest = max(stages()[-1].decided, key=lambda one: one.points)
    assert find(hands.tree(), "score.total").value == f"{score().total} of 100"
    assert "From what time did the chart ask for more than was done?" in hands.words()
    assert dearest.better not in hands.words()
    hands.choose("opening.decisions")
    assert State.SELECTED in find(hands.tree(), "tab.decisions").state


def test_the_first_page_draws_the_case_at_once_and_a_mark_below_it_leads_to_its_decision():
    """Half of it was empty until somebody looked at the decisions; and it gives no answer to its question away."""
    hands = Hands(at="opening")
    card = find(hands.tree(), "opening.storm")
    assert card.rect.h > 200
    assert find(card, "truth.plot") is not None
    assert "being weighed" in find(card, "storm.waits").label
    hands.desk.answer()
    hands.wait(0.1)
    card = find(hands.tree(), "opening.storm")
    around = find(hands.tree(), "debrief.opening.left")
    assert around.rect.contains(card.rect), "the longest words leave it whole"
    canvas = RecordingCanvas()
    hands.stage.draw(canvas)
    assert "rise readable" not in canvas.texts()
    assert "measured" in find(card, "truth.legend").label
    assert "untreated" not in find(card, "truth.legend").label
    lane = find(card, "storm.lane")
    marks = [one for one in walk(lane) if one.id.startswith("mark.")]
    assert len(marks) == len(stages()[-1].decided)
    assert lane.rect.y >= find(card, "truth.plot").rect.bottom
    hands.click("mark.4")
    assert State.SELECTED in find(hands.tree(), "tab.decisions").state
    assert "Gain · another decision · +3 points" in hands.words()


def test_a_decision_that_outlasts_a_case_that_was_stopped_ends_with_its_picture(monkeypatch):
    """Its line went on over the edge of the card, and over the bar beside it."""

    def outlasting(analysis):
        return tuple(msgspec.structs.replace(one, last=one.last + 5000) for one in decisions(analysis))

    monkeypatch.setattr("game.ui.debrief.storm_card.decisions", outlasting)
    hands = Hands(at="opening")
    hands.desk.answer()
    hands.wait(0.1)
    canvas = RecordingCanvas()
    lane = find(hands.tree(), "storm.lane")
    lane.paint(canvas, lane.rect)

    _, *lines = [one for one in canvas.drawn if one.what == "fill_rect"]
    assert lines
    assert all(lane.rect.contains(one.rect) for one in lines)


def test_of_two_decisions_in_the_same_hours_the_line_of_the_dearer_lies_on_top():
    hands = Hands(at="opening")
    hands.desk.answer()
    hands.wait(0.1)
    shown = sorted(stages()[-1].decided, key=lambda one: one.points)
    canvas = RecordingCanvas()
    lane = find(hands.tree(), "storm.lane")
    lane.paint(canvas, lane.rect)

    _, *lines = [one for one in canvas.drawn if one.what == "fill_rect"]
    assert [one.colour for one in lines] == [MARK_INKS[one.mark] for one in shown]


@pytest.mark.parametrize(("drug", "foot"), [("tocilizumab", True), ("dexamethasone", False)])
def test_the_picture_of_the_case_says_where_il6_was_no_measure_any_more(monkeypatch, drug, foot):
    seen = replace(over(), history=(DoseGiven(ticks(36), drug, 6.0),))
    monkeypatch.setattr("fake_desk.over", lambda: seen)
    card = find(Hands(at="opening").tree(), "opening.storm")

    assert (find(card, "storm.foot") is not None) is foot


def test_the_picture_of_the_case_waits_for_no_analysis_that_will_not_come():
    hands = Hands(at="opening")
    assert find(hands.tree(), "storm.waits") is not None
    hands.desk.analysing.failure = "It was played with another model."
    hands.wait(0.1)

    assert find(hands.tree(), "storm.waits") is None


@pytest.mark.parametrize(
    ("lesson", "told"), [(True, "The lesson ended before"), (False, "The case was stopped before")]
)
def test_a_case_that_was_stopped_says_first_why_its_score_is_low(monkeypatch, lesson, told):
    """What was waited after the stop was nobody's decision: nobody is asked about it, and the number is explained."""
    left = view(outcome=Outcome(Ending.STOPPED, ticks(7)), tick=ticks(7))
    monkeypatch.setattr(
        "fake_desk.entries",
        lambda: (Entry(tick=ticks(7), actor=Actor.INSTRUCTOR, order=EndLesson()),) if lesson else (),
    )
    monkeypatch.setattr("fake_desk.over", lambda: left)
    hands = Hands(at="opening")
    hands.desk.answer()
    hands.wait(0.1)
    assert told in hands.words()
    assert "counted as waiting" in hands.words()
    assert "Costliest decision" not in hands.words()
    assert "fell in" not in hands.words()
    assert broken_rules(hands.tree()) == []
    hands.choose("tab.decisions")
    for one in decisions(stages()[-1]):
        assert ("nobody decided about the rest" in hands.words()) is (
            one.last > ticks(7) and one.cause is not Cause.CHANCE
        )
        assert "Find a better order here" not in hands.words()
        hands.press("right")


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"cause": Cause.INFECTION_ONLY}, "From what time did the chart ask for more than was done?"),
        ({"cause": Cause.OVER_DAMPENED}, "What on the chart pointed to something else?"),
        ({"cause": Cause.OVER_DAMPENED, "waited": True}, "What on the chart pointed to something else?"),
        ({"cause": Cause.OVER_DAMPENED, "charged": True}, "What could go on unseen in that time?"),
        ({"cause": Cause.IGNORED_TREND, "waited": True, "unlooked": True}, "What could go on unseen in that time?"),
        ({"cause": Cause.SUPPORT}, "From what time did the chart ask for something else?"),
        ({"cause": Cause.SUPPORT, "waited": True}, "What on the chart asked for more than waiting?"),
        ({"cause": Cause.INFECTION_ONLY, "waited": True}, "What on the chart asked for more than waiting?"),
        ({"cause": Cause.LATE_ANTIMICROBIAL, "charged": True}, "Why is such a fever covered before a germ is known?"),
    ],
)
def test_what_was_right_and_too_late_is_not_asked_about_as_if_it_were_wrong(changes, asked):
    """'Dexamethasone given. What on the chart pointed to something else?' read as if the drug had been the mistake.

    Nor does what was done answer the question: 'Waited from Day 4 · 02:00. From what time did the chart ask for more?'
    """
    hands = Hands(at="opening")
    found = stages()[-1]
    dearest = max(found.decided, key=lambda one: one.points)
    changes = {"charged": False, "waited": False, "unlooked": False, **changes}
    told = tuple(msgspec.structs.replace(one, **changes) if one == dearest else one for one in found.episodes)
    hands.desk.answer()
    hands.desk.analysing.found = msgspec.structs.replace(found, episodes=told)
    hands.wait(0.1)

    assert asked in hands.words()


def test_what_it_teaches_is_filled_from_this_case_and_gives_no_answer_away():
    """The dearest decision is asked about, so its answer is told only after it was asked for."""
    hands = answered()
    dearest = max(stages()[-1].decided, key=lambda one: one.points)
    hands.choose("tab.teach")
    assert "find it first" in hands.words()
    hands.choose("tab.decisions")
    hands.choose("trial.tell")
    hands.choose("tab.teach")
    assert "find it first" not in hands.words()
    assert f"Better: {within(dearest.better.split('.')[0])}" in hands.words()


def test_a_thought_is_pinned_to_the_case_and_kept():
    """It lies beside the case file with the notes of the replay, and comes along in the report."""
    hands = Hands(at="opening")
    assert State.DISABLED in find(hands.tree(), "opening.pin").state
    hands.click("opening.thought")
    hands.type("Look at the oxygen before midnight.")
    hands.click("opening.pin")
    assert [note.text for note in hands.desk.kept_notes] == ["Look at the oxygen before midnight."]
    assert find(hands.tree(), "opening.thought").value == ""
    assert "Look at the oxygen before midnight." in hands.words()


def test_a_thought_leaves_the_notes_that_were_pinned_since_the_debrief_was_opened():
    """The replay and another window pin theirs meanwhile; the debrief wrote what it had read at its beginning."""
    hands = Hands(at="opening")
    hands.desk.kept_notes = (Note(tick=5, text="Pinned in the replay."),)
    hands.choose("opening.thought")
    hands.type("Look at the oxygen.")
    hands.press("return")
    assert [note.text for note in hands.desk.kept_notes] == ["Pinned in the replay.", "Look at the oxygen."]
    assert "Pinned in the replay." in hands.words()


@pytest.mark.parametrize("keys", [("return",), ("escape", "escape"), ("escape", "y")])
def test_a_thought_that_was_written_is_kept_by_enter_and_by_whoever_leaves(keys):
    """Enter did nothing in its field, and Escape threw it away with the page."""
    hands = Hands(at="opening")
    hands.choose("opening.thought")
    hands.type("Look at the oxygen.")
    hands.press(*keys)
    assert [note.text for note in hands.desk.kept_notes] == ["Look at the oxygen."]


def test_taking_over_is_on_the_list_of_keys_where_it_does_something():
    """`O` stood there beside an open question, and was dead until the answer was told."""
    hands = Hands(at="debrief")
    hands.desk.answer()
    hands.wait(0.1)
    assert find(hands.tree(), "trial.tell") is not None
    assert TakeOver() not in hands.stage.scenes[-1].keys
    hands.choose("trial.tell")
    assert TakeOver() in hands.stage.scenes[-1].keys


def test_with_large_text_each_tab_is_read_from_its_top():
    """The chart opened as far down as the decisions had been scrolled, its first lines out of sight."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1280, 720), "debrief")
    hands.desk.answer()
    hands.wait(0.1)
    area = next(one for one in hands.tree().children if one.role is Role.SCROLL)
    hands.stage.give(Wheel(*area.rect.centre, -20))
    hands.click("tab.chart")

    area = next(one for one in hands.tree().children if one.role is Role.SCROLL)
    assert area.children[0].rect.y >= area.rect.y


def test_with_large_text_the_question_comes_before_the_curve():
    """*Find a better order* lay a screen below a curve that filled the window: nobody saw that something was asked."""
    hands = answered(200)
    area = next(one for one in hands.tree().children if one.role is Role.SCROLL)
    asked = next(one for one in walk(area) if one.label.startswith("Find a better order here"))
    assert area.rect.y <= asked.rect.y
    assert asked.rect.bottom <= area.rect.bottom
    hands.click("trial.tell")
    assert find(hands.tree(), "decision").rect.y < find(hands.tree(), "curve").rect.y


@pytest.mark.parametrize("button", ["trial.tell", "decision.after"])
def test_with_large_text_the_answer_and_the_next_decision_are_read_from_their_beginning(button):
    """The buttons stand at the foot of the card: whoever had scrolled to them saw the middle of the new words."""
    hands = answered(200)
    hands.click(button)
    area = next(one for one in hands.tree().children if one.role is Role.SCROLL)
    assert find(hands.tree(), "decision").rect.y >= area.rect.y


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_with_large_text_half_of_the_window_is_for_reading_and_the_rest_in_a_menu(way):
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1280, 720), "opening")
    hands.desk.answer()
    hands.wait(0.1)
    assert find(hands.tree(), "debrief.scroll.opening").rect.h >= 360
    assert find(hands.tree(), "debrief.report") is None
    go = hands.choose if way == "key" else hands.click

    go("debrief.more")
    assert broken_rules(hands.tree()) == []
    hands.press("escape")
    assert hands.where == "DebriefScene"
    assert find(hands.tree(), "debrief.menu") is None
    go("debrief.more")
    go("debrief.glossary")
    assert hands.where == "GlossaryScene"
    hands.press("escape")
    assert find(hands.tree(), "debrief.menu") is None
