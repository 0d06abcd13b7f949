"""A training session on the screen: a name, a test, the levels in their order, a plan, and what is handed in."""

from __future__ import annotations

import tomllib
from concurrent.futures import Future
from dataclasses import replace
from typing import cast

import msgspec
import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from pilot import FakePlay
from sample_view import view

from game.files.session_file import new_pack
from game.ui.menus.session import SessionScene, stands_still
from game.ui.session_desk import OpenVote, SessionBed
from game.ui.toolkit.scene import Drop, Text
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, State, find
from game.values.ending import Ending, Outcome
from game.values.order import Sent
from game.values.session import Session, Shows, When

LEVELS = levels()


class FakeClass:
    """A session of two levels whose tries a test sets."""

    def __init__(self, *played: int, sealed: bool = False) -> None:
        pack = new_pack("night", "A night on ward 5", [level.id for level in LEVELS[:2]])
        self.session = msgspec.convert(tomllib.loads(pack), Session)
        self.learner = ""
        self.live = None
        self.commitment = ""
        self.played = list(played) or [0, 0]
        self.given: dict[bool, tuple[int, ...]] = {}
        self.left: float | None = None
        self.open = False
        """The first level is under way."""
        self.score: Future | None = Future() if sealed else None
        self.begun: list[int] = []
        self.scored: list[FakePlay] = []

    def enter(self, learner):
        self.learner = learner

    def beds(self):
        return tuple(
            SessionBed(
                level, done, 2, 40 * done or None, done > 0, index == 0 or self.played[0] > 0, self.open and not index
            )
            for index, (level, done) in enumerate(zip(LEVELS[:2], self.played, strict=True))
        )

    def answers(self, *, before):
        return self.given.get(before, ())

    def keep_answers(self, answers, *, before):
        self.given[before] = answers

    def commit(self, words):
        self.commitment = words

    def play(self, index):
        self.begun.append(index)
        self.case = FakePlay(view(level=LEVELS[index]))
        return self.case

    def seconds_left(self, _play):
        return self.left

    def finish(self, play):
        self.scored.append(play)

    def ended(self, _play):
        return self.score

    def open_later(self, path):
        raise AssertionError(path)

    def hand_in(self):
        return "/home/ann/handed_in/night_Ann"


def _hands(room, size=(1280, 720), percent=100):
    hands = Hands(FakeDesk(Settings(text_percent=percent)), size)
    hands.stage._scenes = (hands.screens.of_session(room),)
    return hands


def _type(hands, field, words):
    hands.choose(field)
    hands.stage.give(Text(words))


def test_a_learner_goes_from_the_name_to_what_is_handed_in():
    room = FakeClass()
    hands = _hands(room)
    assert "Kept beside it are what you order, and what you answer or write here" in hands.words()
    _type(hands, "session.name", "Ann")
    hands.choose("session.on")
    assert room.learner == "Ann"
    hands.choose("test.0.1")
    hands.choose("session.on")
    assert room.given == {True: (2,)}

    hands.choose("level.0")
    assert hands.where == "PrebriefScene"
    hands.choose("start")
    assert (hands.where, room.begun) == ("TimedScene", [0])

    room.played = [1, 1]
    hands = _hands(room)
    hands.choose("session.on")
    hands.choose("test.0.0")
    hands.choose("session.on")
    assert room.given == {True: (2,), False: (1,)}
    _type(hands, "session.plan", "I will look at the trend.")
    hands.choose("session.on")
    assert room.commitment == "I will look at the trend."
    assert "/home/ann/handed_in/night_Ann" in hands.words()


def test_the_name_is_typed_without_a_click_and_so_is_the_plan():
    """Who typed on a page with one field typed into nothing until a click or Tab."""
    hands = _hands(FakeClass())
    hands.wait(0.1)
    hands.stage.give(Text("Ann"))
    hands.press("return")
    assert "Ann" in hands.words()

    room = FakeClass(1, 1)
    room.learner, room.given = "Ann", {True: (2,), False: (1,)}
    hands = _hands(room)
    hands.wait(0.1)
    hands.choose("session.on")
    hands.wait(0.1)
    hands.stage.give(Text("I will look."))
    hands.press("return")
    assert room.commitment == "I will look."


@pytest.mark.parametrize(("size", "percent"), [((1280, 720), 100), ((960, 600), 200)])
def test_a_button_that_is_grey_says_why(size, percent):
    room = FakeClass()
    hands = _hands(room, size, percent)
    assert "Type your name or code first." in hands.words()
    assert broken_rules(hands.tree()) == []
    room.learner = "Ann"
    hands = _hands(room, size, percent)
    assert "Answer every question first." in hands.words()
    hands.choose("test.0.1")
    assert "Answer every question first." not in hands.words()
    hands.choose("session.on")
    assert "Every level has to count as played first." in hands.words()
    assert broken_rules(hands.tree()) == []


def test_whoever_leaves_a_page_is_asked_before_what_was_chosen_on_it_is_lost():
    """Escape left at once, and the answers of a test were gone."""
    room = FakeClass()
    room.learner = "Ann"
    hands = _hands(room)
    hands.choose("test.0.1")
    hands.press("escape")
    assert hands.where == "SessionScene"
    assert "kept only once you go on" in hands.words()
    assert broken_rules(hands.tree()) == []
    hands.press("escape")
    assert find(hands.tree(), "session.leave") is None
    assert State.SELECTED in find(hands.tree(), "test.0.1").state
    hands.press("escape")
    hands.choose("session.leave.go")
    assert hands.where != "SessionScene"


def test_a_name_that_was_typed_is_not_lost_by_escape_unasked():
    hands = _hands(FakeClass())
    hands.choose("session.name")
    hands.type("Ann")
    hands.press("escape", "escape")
    assert hands.where == "SessionScene"
    assert "The name that you typed is kept only once you begin." in hands.words()
    hands.press("escape")
    assert find(hands.tree(), "session.name").value == "Ann"


def test_nobody_goes_on_without_a_name_or_an_answer():
    room = FakeClass()
    hands = _hands(room)
    hands.press("return")
    assert room.learner == ""
    assert 'button "Begin" [disabled]' in hands.words()
    room.learner = "Ann"
    hands = _hands(room)
    assert 'button "To the levels" [disabled]' in hands.words()
    hands.choose("test.0.1")
    assert 'button "To the levels" [disabled]' not in hands.words()


@pytest.mark.parametrize(
    ("shows", "when", "told"),
    [
        (Shows.WHOLE, When.EACH, "You see the debrief of a case as soon as it is over."),
        (Shows.SCORE, When.EACH, "You see the score of a case as soon as it is over; the debrief is in class."),
        (Shows.SCORE, When.LAST, "You see the scores once every level is played; the debrief is in class."),
        (Shows.NOTHING, When.EACH, "The cases are debriefed in class, without scores."),
    ],
)
def test_no_more_of_an_analysis_is_promised_than_is_shown(shows, when, told):
    """A session that shows scores alone said that the debrief is seen as soon as a case is over."""
    room = FakeClass()
    room.session = msgspec.structs.replace(room.session, shows=shows, when=when)
    assert told in _hands(room).words()


def test_a_least_score_says_that_the_last_try_counts_as_well():
    room = FakeClass()
    room.session = msgspec.structs.replace(room.session, least_score=60, tries=1)
    told = "from a score of 60 on, once the dice ended a try of it in its first hours, or once its tries are used up"
    assert told in _hands(room).words()


def test_a_case_that_is_being_scored_is_neither_unplayed_nor_resumed():
    """For as long as the analysis took, the level said "Not played yet." over a button "Resume" that did nothing."""
    room = FakeClass()
    room.learner, room.given = "Ann", {True: (2,)}
    unfinished = [replace(bed, begun=True) for bed in room.beds()[:1]]
    room.beds = lambda: (*unfinished, *FakeClass.beds(room)[1:])
    assert 'button "Resume"' in _hands(room).words()

    hands = Hands(FakeDesk())
    hands.screens.of_session(room)
    hands.stage._scenes = (SessionScene(room, hands.screens, Future()),)
    assert "One moment" in hands.words()
    assert "Resume" not in hands.words()
    assert "Not played yet." not in hands.words()


def test_a_level_opens_when_the_one_before_it_is_played():
    room = FakeClass()
    room.learner, room.given = "Ann", {True: (2,)}
    hands = _hands(room)
    assert "Opens once the level before has been played." in hands.words()
    assert "level.1" not in hands.words()

    room.played = [1, 0]
    hands = _hands(room)
    hands.choose("level.1")
    hands.choose("start")
    assert room.begun == [1]


def test_a_try_ends_where_it_stands_when_its_time_is_over():
    room = FakeClass(sealed=True)
    room.learner, room.given = "Ann", {True: (2,)}
    hands = _hands(room)
    hands.choose("level.0")
    hands.choose("start")
    room.left = 59.0
    hands.wait(0.1)
    assert "1 minute left." in hands.words()
    stopped = []
    room.case.stop = lambda: stopped.append(True)
    room.left = 0.0
    hands.wait(0.1)

    assert stopped == [True]
    assert room.case.orders == []
    assert hands.where == "SessionScene"
    assert "One moment" in hands.words()
    cast("Future", room.score).set_result(None)
    hands.wait(0.1)
    assert "One moment" not in hands.words()


def test_a_case_is_scored_as_soon_as_it_is_over_though_its_learner_looks_at_the_ending():
    """A class waited in front of "goes home": no case had a last line, so the board counted none of them."""
    room = FakeClass()
    room.learner, room.given = "Ann", {True: (2,)}
    hands = _hands(room)
    hands.choose("level.0")
    hands.choose("start")
    hands.wait(0.1)
    assert room.scored == []

    room.case.view = view(level=LEVELS[0], outcome=Outcome(Ending.DISCHARGED, 700))
    for _ in range(3):
        hands.wait(0.1)

    assert hands.where == "TimedScene"
    assert room.scored == [room.case]


def test_a_learner_hears_what_ended_the_case():
    room = FakeClass(sealed=True)
    room.learner, room.given = "Ann", {True: (2,)}
    hands = _hands(room)
    hands.choose("level.0")
    hands.choose("start")
    room.case.stop = lambda: None
    room.left = 0.0
    hands.wait(0.1)

    assert "Your time for this case is up." in hands.words()


class FakeLive:
    """An instructor whom a test plays."""

    def __init__(self) -> None:
        self.paused = False
        self.over = False
        self.standing = "Your instructor has everything that you did."
        self.all_sent = True
        self.said: list[Sent] = []
        self.vote: OpenVote | None = None

    def choose(self, answer):
        assert self.vote is not None
        self.vote = replace(self.vote, chosen=answer)

    def sent(self, play):
        return tuple(one for one in self.said if one not in play.orders)

    def takes_acts(self, _play):
        return True


def test_the_name_of_a_seat_in_a_live_class_is_shown_and_not_asked_for():
    """A field with a caret took nothing that was typed into it."""
    room = FakeClass()
    room.learner, room.live = "Ann", FakeLive()
    hands = _hands(room)
    assert find(hands.tree(), "session.name") is None
    assert "Ann" in hands.words()
    hands.choose("session.on")
    assert 'button "To the levels"' in hands.words()


def test_each_part_is_read_from_its_top():
    """With large text the levels opened as far down as the test had been scrolled, the first to play out of sight."""
    room = FakeClass()
    room.learner = "Ann"
    room.session = msgspec.structs.replace(room.session, tests=room.session.tests * 3)
    hands = _hands(room, percent=200)
    for question in range(3):
        hands.click(f"test.{question}.2")

    def scrolled():
        area = next(one for one in hands.tree().children if one.role is Role.SCROLL)
        return hands.stage.page.scroll(area.id)

    assert scrolled() > 0
    hands.click("session.on")
    assert find(hands.tree(), "level.0") is not None
    assert scrolled() == 0


def _at_a_bed_of_the_class():
    """Return a live class, and the hands of a learner who plays its first bed."""
    room = FakeClass()
    room.learner, room.given, room.live = "Ann", {True: (2,)}, FakeLive()
    hands = _hands(room)
    hands.choose("session.on")
    hands.choose("level.0")
    hands.choose("start")
    return room, hands


def test_the_header_says_who_paused_as_long_as_the_instructor_does():
    room, hands = _at_a_bed_of_the_class()
    assert "Paused by the instructor" not in hands.words()
    room.live.paused = True
    hands.wait(0.1)
    assert "Paused by the instructor" in hands.words()
    room.live.paused = False
    hands.wait(0.1)
    assert "Paused by the instructor" not in hands.words()


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("paused", [False, True])
def test_nobody_lets_stand_still_what_is_over(paused, over):
    room = FakeClass()
    play = FakePlay(view(outcome=Outcome(Ending.DISCHARGED, view().tick) if over else None))

    assert not stands_still(room, play)
    room.live = FakeLive()
    room.live.paused = paused
    assert stands_still(room, play) is (paused and not over)


def test_no_level_is_begun_beside_the_session_and_behind_it_the_ward_is_the_players_own():
    room = FakeClass()
    hands = _hands(room)
    ways = hands.screens

    assert type(ways.prebrief_of(LEVELS[0])).__name__ == type(ways.ward()).__name__ == "SessionScene"
    ways.leave_session()
    assert not ways.in_session
    assert type(ways.ward()).__name__ == "WardScene"


def test_what_was_found_for_a_debrief_is_let_go_with_the_last_debrief_of_its_case():
    hands = Hands(FakeDesk())
    play = FakePlay(view(outcome=Outcome(Ending.DISCHARGED, view().tick)))
    first, again = (hands.screens.debrief(play) for _ in range(2))

    hands.screens.shown((again,))
    assert hands.desk.let_gone == []
    hands.screens.shown(())
    assert hands.desk.let_gone == [play]
    assert first is not again


def test_a_vote_of_the_class_stands_over_the_bedside_until_it_is_over():
    """It had to be cast in a browser, whose address had to be typed, and a second browser had a second vote."""
    room, hands = _at_a_bed_of_the_class()
    room.live.vote = OpenVote(1, "What now?", ("Wait", "Dexamethasone"), None)
    hands.press("f5")
    ticks = room.case.view.tick
    hands.wait(20.0)
    assert "What now?" in hands.words()
    assert room.case.view.tick == ticks

    hands.press("2")
    assert room.live.vote.chosen == 1
    assert [State.SELECTED in find(hands.tree(), f"vote.{at}").state for at in (0, 1)] == [False, True]
    assert "Your choice is counted." in hands.words()
    assert room.case.orders == []
    hands.choose("vote.0")
    assert room.live.vote.chosen == 0
    hands.choose("vote.aside")
    assert "What now?" not in hands.words()
    # The next one is asked, though the one before was put aside; it goes when it is over.
    room.live.vote = OpenVote(2, "And now?", ("Wait", "Stop"), None)
    hands.wait(0.1)
    assert "And now?" in hands.words()
    # Put aside by a slip it is asked again, while somebody who has chosen is left alone.
    hands.choose("vote.aside")
    hands.wait(29.0)
    assert "And now?" not in hands.words()
    hands.wait(2.0)
    assert "And now?" in hands.words()
    hands.press("1")
    hands.choose("vote.aside")
    hands.wait(60.0)
    assert "And now?" not in hands.words()
    room.live.vote = None
    hands.wait(0.1)
    assert "And now?" not in hands.words()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (760, 360)])
def test_the_longest_vote_stands_on_the_page_of_the_session_with_all_that_can_be_pressed(size, percent):
    room = FakeClass()
    room.learner, room.given, room.live = "Ann", {True: (2,)}, FakeLive()
    room.live.vote = OpenVote(1, "Why? " * 80, tuple(f"{at} {'word ' * 23}" for at in range(6)), 2)
    hands = _hands(room, size, percent)
    assert broken_rules(hands.tree()) == []
    assert find(hands.tree(), "vote.aside") is not None


def test_once_the_lesson_is_over_nothing_is_offered_but_to_go_on():
    room = FakeClass()
    room.learner, room.given, room.live = "Ann", {True: (2,)}, FakeLive()
    hands = _hands(room)
    hands.choose("session.on")
    assert 'button "Continue" [disabled]' in hands.words()
    room.live.over = True
    hands.wait(0.1)
    assert "The lesson is over." in hands.words()
    assert 'button "Continue" [disabled]' not in hands.words()


def test_a_case_that_waits_for_its_score_is_said_to_be_under_way():
    """It was ended with the lesson; that a level before it had to be played was said of the first one too."""
    room = FakeClass()
    room.learner, room.given, room.live, room.open = "Ann", {True: (2,)}, FakeLive(), True
    room.live.over = True
    hands = _hands(room)
    hands.choose("session.on")
    assert "Begun and not finished yet." in hands.words()
    assert 'button "Resume"' in hands.words()


@pytest.mark.parametrize("all_sent", [True, False])
def test_files_are_handed_in_by_hand_only_where_the_instructor_of_a_live_class_lacks_something(all_sent):
    room = FakeClass(1, 1)
    room.learner, room.given, room.live = "Ann", {True: (2,), False: (2,)}, FakeLive()
    room.live.all_sent = all_sent
    room.commitment = "I will."
    hands = _hands(room)
    hands.choose("session.on")
    hands.choose("session.on")
    assert ("/home/ann/handed_in/night_Ann" in hands.words()) is not all_sent


def test_a_pack_that_is_dropped_on_the_title_is_opened_or_refused_in_words():
    hands = Hands()
    hands.screens._open_session = lambda _path: FakeClass()
    hands.stage.give(Drop("night.toml"))
    hands.wait(0.1)

    assert hands.where == "SessionScene"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
def test_nothing_overlaps_or_is_cut(size, percent):
    room = FakeClass()
    hands = _hands(room, size, percent)
    assert broken_rules(hands.tree()) == []
    room.learner = "Ann"
    hands = _hands(room, size, percent)
    assert broken_rules(hands.tree()) == []
    room.given, room.played = {True: (2,)}, [1, 0]
    hands = _hands(room, size, percent)
    assert broken_rules(hands.tree()) == []
    room.played = [1, 1]
    room.given[False] = (2,)
    hands = _hands(room, size, percent)
    hands.choose("session.on")
    assert broken_rules(hands.tree()) == []
    _type(hands, "session.plan", "I will.")
    hands.choose("session.on")
    assert broken_rules(hands.tree()) == []
