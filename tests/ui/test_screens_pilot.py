"""A player goes through the whole game: once by keyboard alone, once by mouse alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from sample_view import over, view

from game.ui.desk import Unfinished
from game.ui.toolkit.scene import Key, Resize
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, State, find, walk
from game.values.ticks import TICKS_PER_HOUR, clock_text, ticks


def unfinished(count=1):
    return tuple(Unfinished(f"case-{n}", level, 700) for n, level in enumerate(levels()[:count]))


def place(case):
    """Return the place of a case's bed on the ward."""
    return [level.id for level in sorted(levels(), key=lambda one: one.order)].index(case.level.id)


def test_by_keyboard_alone_from_title_to_replay_and_back():
    """Tab, Enter and keys lead from the title through a whole case."""
    hands = Hands()
    hands.choose("play")
    assert hands.where == "WardScene"
    hands.press("2")
    assert hands.where == "PrebriefScene"
    hands.choose("start")
    assert hands.where == "Bedside"
    assert hands.desk.started == ["covid_storm"]
    hands.press("s", "return")
    assert hands.where == "DebriefScene"
    hands.desk.answer()
    hands.press("p")
    assert hands.where == "ReplayScene"
    hands.press("right", "h")
    hands.press("escape")
    assert hands.where == "DebriefScene"
    hands.press("y")
    assert hands.where == "PrebriefScene"
    hands.press("escape")
    assert hands.where == "WardScene"
    hands.press("escape")
    assert hands.where == "TitleScene"
    hands.choose("quit")
    assert hands.stage.scenes == ()


def test_by_mouse_alone_from_title_to_replay_and_back():
    """Clicks and the wheel lead there too."""
    hands = Hands()
    for id_, where in (("play", "WardScene"), ("bed.1", "PrebriefScene"), ("start", "Bedside")):
        hands.click(id_)
        assert hands.where == where
    hands.click("step")
    hands.click("ask.debrief")
    assert hands.where == "DebriefScene"
    hands.desk.answer()
    hands.click("tab.decisions")
    hands.click("over_dampened.evidence.0")
    assert hands.where == "ReplayScene"
    assert hands.stage.scenes[-1].at == ticks(38)
    hands.click("replay.back")
    hands.click("debrief.back")
    assert hands.where == "WardScene"
    hands.click("ward.back")
    assert hands.where == "TitleScene"


def test_an_interrupted_case_is_resumed_or_set_aside():
    """The title shows who, day and time; setting aside asks first."""
    desk = FakeDesk(cases=unfinished(2))
    hands = Hands(desk)
    assert "Day 3 · " in hands.words()
    hands.choose("aside.1")
    hands.press("escape")
    assert len(desk.cases) == 2
    hands.choose("aside.1")
    hands.choose("aside.confirm")
    assert desk.discarded == ["case-1"]
    assert find(hands.tree(), "aside.1") is None
    hands.click("resume.0")
    assert hands.where == "Bedside"
    hands.press("escape")
    hands.choose("ask.leave")
    assert hands.where == "WardScene"
    assert len(desk.left) == 1


def test_the_ward_shows_an_interrupted_case_on_its_bed_and_takes_it_up():
    """What leaving promises: the bed says where the case stands, and asks what is to be done with it."""
    (case,) = unfinished()
    desk = FakeDesk(cases=(case,))
    hands = Hands(desk, at="ward")
    index = place(case)
    bed = find(hands.tree(), f"bed.{index}")
    assert bed.value.startswith(f"Interrupted · {clock_text(case.tick, case.level.start.clock_minute)}")
    hands.press(str(index + 1))
    assert f"The case of {case.level.patient.name} was interrupted" in hands.words()
    hands.press("escape")
    assert hands.where == "WardScene"
    hands.click(f"bed.{index}")
    hands.click("ask.anew")
    assert hands.where == "PrebriefScene"
    hands.press("escape", str(index + 1), "return")
    assert hands.where == "Bedside"
    assert desk.discarded == []


def test_a_level_that_is_named_at_the_start_offers_the_case_that_was_left_there():
    """`play LEVEL` opened the briefing, and nobody was told of the case."""
    (case,) = unfinished()
    desk = FakeDesk(cases=(case,))
    hands = Hands(desk, at="covid_storm")
    assert hands.where == "PrebriefScene"

    hands = Hands(desk, at=case.level.id)
    assert f"The case of {case.level.patient.name} was interrupted" in hands.words()
    hands.press("return")
    assert hands.where == "Bedside"


def test_the_ward_says_how_the_patient_of_an_interrupted_case_is():
    """Where the case is still in memory, its bed tells score, oxygen and temperature of this moment."""
    (case,) = unfinished()
    hands = Hands(FakeDesk(cases=(replace(case, view=view()),)), at="ward")

    assert "NEWS2 9, cannula 4 L/min, 39.1 °C" in find(hands.tree(), f"bed.{place(case)}").value


@pytest.mark.parametrize("at", ["title", "ward"])
def test_a_case_that_is_over_is_offered_its_debrief_and_not_to_be_resumed(at):
    """Closed between the ending and the debrief, it was called *interrupted*, and *Resume* led back to the bedside."""
    (case,) = unfinished()
    ended = replace(case, view=over())
    desk = FakeDesk(cases=(case,))
    hands = Hands(desk, at=at)
    if at == "ward":
        hands.click(f"bed.{place(case)}")
    button = "resume.0" if at == "title" else "ask.resume"
    assert find(hands.tree(), button).label.startswith("Resume"), "nobody knows yet how it stands"
    desk.cases = (ended,)
    hands.wait(1.0)

    assert find(hands.tree(), button).label.startswith("See the debrief")
    assert "nterrupted" not in hands.words()
    hands.click(button)
    assert hands.where == "DebriefScene"


@pytest.mark.parametrize("played", [False, True])
def test_no_case_of_a_bed_makes_its_card_higher_when_it_is_interrupted(played):
    """Two rows of beds fit into a window as they are; a line more cut the second."""
    beds = [bed for bed in FakeDesk().beds() if (bed.best_score is not None) is played and bed.level.coach is None]
    case = next(one for one in unfinished(9) if one.level in [bed.level for bed in beds])
    index = place(case)
    untouched, interrupted = [
        find(Hands(FakeDesk(cases=cases), at="ward").tree(), f"bed.{index}") for cases in ((), (case,))
    ]

    assert interrupted.rect == untouched.rect


def test_the_ward_sets_an_interrupted_case_aside_after_asking():
    (case,) = unfinished()
    desk = FakeDesk(cases=(case,))
    hands = Hands(desk, at="ward")
    index = place(case)
    hands.choose(f"bed.{index}")
    hands.choose("ask.aside")
    hands.press("return")
    assert desk.discarded == [], "keeping it is what Enter does"
    hands.choose(f"bed.{index}")
    hands.choose("ask.aside")
    hands.choose("aside.confirm")
    assert desk.discarded == [case.path]
    assert "Interrupted" not in hands.words()
    hands.press(str(index + 1))
    assert hands.where == "PrebriefScene"


@pytest.mark.parametrize(
    ("at", "reached"),
    [("title", "WardScene"), ("prebrief", "Bedside"), ("settings", ""), ("glossary", ""), ("finished", "")],
)
def test_enter_presses_the_button_that_looks_chosen(at, reached):
    """Nothing has the focus, one button is bright: that one acts; with the focus elsewhere, what has it acts."""
    hands = Hands(at=at)
    bright = [one.id for one in walk(hands.tree()) if State.DEFAULT in one.state]
    assert len(bright) == 1
    assert hands.stage.focus == ""
    first = hands.focusable()[0]
    if first != bright[0]:
        hands.press("tab")
        assert hands.stage.focus == first
        hands = Hands(at=at)
    hands.press("return")
    assert (hands.where if hands.stage.scenes else "") in {reached, "WardScene", "TitleScene"}


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("at", ["title", "ward", "prebrief", "settings", "glossary", "finished", "debrief", "replay"])
def test_no_screen_has_two_buttons_that_look_chosen(at, answered):
    desk = FakeDesk()
    if answered:
        desk.answer()
    bright = [one.id for one in walk(Hands(desk, at=at).tree()) if State.DEFAULT in one.state]
    assert len(bright) <= 1


@pytest.mark.parametrize("missing", ["", "3 lines could not be written."])
def test_leaving_says_that_all_is_saved_only_if_it_is(missing):
    desk = FakeDesk(cases=unfinished(), missing=missing)
    hands = Hands(desk)
    hands.choose("resume.0")
    hands.press("escape")
    assert ("Everything up to this minute is saved." in hands.words()) is not bool(missing)
    assert missing in hands.words()


def test_leaving_says_that_nothing_is_kept_of_a_case_in_which_nothing_happened():
    hands = Hands(FakeDesk(cases=unfinished(), fresh=True))
    hands.choose("resume.0")
    hands.press("escape")

    assert "Nothing was ordered yet. Nothing is kept" in hands.words()
    assert "resume the case" not in hands.words()


def test_the_debrief_waits_without_freezing_and_shows_a_failure():
    """Until the score is there the screen says so; a failure is told, and the rest stays usable."""
    hands = Hands(at="debrief")
    hands.wait(0.5)
    assert "Score calculating" in hands.words()
    assert "Calculating what was hidden" in hands.words()
    hands.desk.answer()
    assert "calculating" not in hands.words()
    hands.choose("tab.chart")
    for words in ("58 of 100", "2 of 3 stars", "near miss · −15 points", "fell in · −23 points", "avoided"):
        assert words in hands.words()
    assert "Hidden until now: the rise could be read from" in hands.words()
    failed = Hands(at="debrief")
    failed.desk.score.set_exception(ValueError("no such method"))
    assert "no such method" in failed.words()
    failed.press("escape")
    assert failed.where == "WardScene"


def test_the_ward_says_stars_and_scores_in_words():
    """Every card carries bed, name, age and result in words."""
    words = Hands(at="ward").words()
    for expected in ("Bed 3", "Amara Osei, 61", "Not played yet", "Best score 91 of 100, 3 of 3 stars"):
        assert expected in words


@pytest.mark.parametrize("percent", [100, 200])
def test_a_bed_in_which_another_patient_was_treated_is_played(percent):
    """Whoever treated new patients alone read *Not played yet*, and was sent to the same bed again."""
    desk = FakeDesk(Settings(text_percent=percent))
    beds = sorted((replace(bed, best_score=None, stars=0) for bed in desk.beds()), key=lambda bed: bed.level.order)
    desk.beds = lambda: (replace(beds[0], best_new=74, best_today=60), *beds[1:])
    hands = Hands(desk, at="ward")

    assert "Another patient: best 74 of 100" in hands.words()
    assert f"1 of {len(beds)} played" in hands.words()
    assert [State.DEFAULT in find(hands.tree(), f"bed.{number}").state for number in (0, 1)] == [False, True]
    assert broken_rules(hands.tree()) == []


def test_taking_over_says_which_orders_stay():
    """'Without the orders that were given in it' was read as: the drugs that run are gone."""
    hands = Hands(at="replay")
    hands.press("o")
    assert "what was ordered before stays" in hands.words()


@pytest.mark.parametrize(
    "screen", ["title", "ward", "prebrief", "debrief", "replay", "settings", "glossary", "inside", "explainer"]
)
def test_every_screen_says_what_it_is_not_for(screen):
    """No screen lets anyone take it for a tool of care."""
    assert "For education, never for care." in Hands(at=screen).words()


@pytest.mark.parametrize("screen", ["title", "ward", "prebrief", "debrief", "replay", "settings", "glossary"])
def test_drawing_changes_nothing_and_every_button_can_be_reached(screen):
    """A tree asked for twice is the same, and Tab goes to everything that can be pressed."""
    desk = FakeDesk(cases=unfinished())
    desk.answer()
    hands = Hands(desk, at=screen)
    before = hands.words()
    assert hands.words() == before
    wanted = {widget.id for widget in walk(hands.tree()) if widget.focusable}
    seen = set()
    for _ in range(len(wanted)):
        hands.press("tab")
        seen.add(hands.stage.focus)
    assert seen == wanted


def test_the_replay_plays_steps_jumps_and_scrubs():
    """Time runs at the chosen speed, moves by hours and orders, and follows the pointer; nothing can be ordered."""
    hands = Hands(at="replay")
    scene = hands.stage.scenes[-1]
    assert hands.stage.tree().role is Role.GROUP
    hands.press("f9")
    hands.wait(0.75)
    assert scene.at == 48
    hands.press("space")
    hands.wait(1.0)
    assert scene.at == 48
    hands.press("right", "left", "left")
    assert scene.at == 48 - TICKS_PER_HOUR
    hands.press(".", ".")
    assert scene.at == ticks(20)
    hands.press(",")
    assert scene.at == ticks(8)
    hands.drag("scrub.line", 1.0)
    assert scene.at == ticks(52)
    assert find(hands.tree(), "order.4").value.startswith("Day 2")
    hands.click("order.1")
    assert scene.at == ticks(8)
    assert State.SELECTED in find(hands.tree(), "order.1").state
    hands.drag("scrub.line", 1.0)
    hands.press("p")
    assert scene.at == 0


def test_the_replay_shows_the_truth_only_when_asked_and_known():
    """Until the truth is computed the chart says so; without the toggle it is as it was then."""
    hands = Hands(at="replay")
    assert "True IL-6" not in hands.words()
    hands.press("h")
    assert "Calculating what was hidden" in hands.words()
    hands.desk.answer()
    assert "Chance of having survived so far: 100 %" in hands.words()
    hands.click("reveal")
    assert "Chance of having survived" not in hands.words()


def test_the_replay_prepares_later_hours_while_time_passes():
    """Reading on goes a little at a time and stops when there is nothing more."""
    hands = Hands(at="replay")
    hands.wait(1.0)
    scene = hands.stage.scenes[-1]
    assert scene._replayer.left == 0


def test_another_window_size_lays_the_screen_out_anew():
    """The kept tree belongs to one page only."""
    hands = Hands(at="ward")
    before = find(hands.tree(), "bed.0").rect
    hands.stage.give(Resize(1920, 1080))
    assert find(hands.tree(), "bed.0").rect != before
    hands.desk.chosen = replace(hands.desk.chosen, text_percent=150)
    hands.stage.give(Key("tab"))
    assert hands.stage.focus


def test_a_case_that_cannot_be_resumed_is_told_on_the_title():
    """The window stays, the reason is read, the case is no longer offered."""
    desk = FakeDesk(cases=unfinished(), damage="case-0 differs from its file at hour 2.")
    hands = Hands(desk)
    hands.choose("resume.0")
    assert hands.where == "TitleScene"
    assert "differs from its file at hour 2" in hands.words()
    assert broken_rules(hands.tree()) == []
    hands.press("return")
    assert "differs from its file" not in hands.words()
    assert find(hands.tree(), "resume.0") is None


def test_the_list_of_words_follows_the_chosen_one():
    """Going up from the first word wraps to the last one, which scrolls into sight."""
    hands = Hands(at="glossary")
    hands.press("left")
    area = find(hands.tree(), "glossary.terms")
    (chosen,) = [widget for widget in walk(area) if State.CURRENT in widget.state]
    assert area.rect.contains(chosen.rect)


@pytest.mark.parametrize(("screen", "words"), [("replay", "Ring: a test"), ("bedside", "Red cross: a refused order")])
def test_help_says_what_the_signs_of_the_timeline_mean(screen, words):
    """F1 shows a legend where there is a timeline, and none elsewhere."""
    hands = Hands(at="ward" if screen == "bedside" else screen)
    hands.press("f1")
    assert ("Signs on the timeline" in hands.words()) is (screen == "replay")
    if screen == "bedside":
        hands.press("escape")
        hands.press("2")
        hands.choose("start")
        hands.press("f1")
    assert words in hands.words()
    assert broken_rules(hands.tree()) == []
