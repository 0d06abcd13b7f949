"""A session on a learner's machine: names, tries, what may be seen, what is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.app import main
from game.app.classroom import Classroom, open_classroom
from game.app.live_stream import Stream
from game.app.shell import Shell
from game.classroom.messages import Reply, Report
from game.files.case_file import read_case
from game.files.sheet_file import read_sheet
from game.review.verdict import SCORE_VERSION
from game.ui.desk import ResumeError
from game.ui.session_desk import SessionBed
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.log import EndLine
from game.values.order import Actor, Draw
from tests.files.sample_level import written

PACK = """
format = 1
id = "night"
title = "A night"
{rules}
[[levels]]
id = "sample"
doubling_time = false
[[tests]]
text = "Which?"
answers = ["This", "That"]
right = 2
"""


class Clock:
    """A wall with a clock on it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
        self.passed_s = 5000.0

    def __call__(self) -> datetime:
        return self.now

    def measured(self) -> float:
        """Tell what a clock shows that nobody sets."""
        return self.passed_s


class Room:
    """A learner's machine with one level and a pack."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.level = written(folder)
        self.shell = Shell((), folder / "data", self.clock, lambda _: None)
        self.pack = folder / "night.toml"

    def enter(self, learner: str, rules: str = "") -> Classroom:
        self.pack.write_text(PACK.format(rules=rules), encoding="utf-8")
        room = open_classroom(self.shell, str(self.pack))
        room.enter(learner)
        return room

    def bed(self, room: Classroom) -> SessionBed:
        (bed,) = room.beds()
        return bed


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.shell.close()


def _played(
    machine: Room,
    room: Classroom,
    ending: str = Ending.DISCHARGED.value,
    score: int = 40,
    rules: int = SCORE_VERSION,
) -> Path:
    """Play a tick, end the case, and give it 40 points without the work of finding them; return its file."""
    play = room.play(0)
    play.tick()
    play.stop()
    path = machine.shell.record_of(play).path
    record = machine.shell._of(play).record
    end = EndLine(tick=1, ending=ending, score=score, digest=play.case_digest, score_version=rules)
    record.end(end)
    record.close()
    machine.clock.now += timedelta(minutes=1)
    return path


def test_a_case_carries_learner_and_try_and_is_confirmed(machine: Room, capsys: pytest.CaptureFixture[str]) -> None:
    room = machine.enter("  Ann   Lee ")
    play = room.play(0)
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    play.tick()
    path = machine.shell.record_of(play).path
    play.stop()
    machine.shell.finish(play)

    line = read_case(path).log.session
    assert line is not None
    assert (line.session, line.learner, line.attempt, line.sealed) == ("night", "Ann Lee", 1, False)
    assert main(["verify", str(path), "--level", str(machine.level)]) == 0
    assert "session night, learner Ann Lee, try 1" in capsys.readouterr().out


def test_a_try_that_came_to_its_end_has_its_last_line_before_anybody_opens_its_debrief(machine: Room) -> None:
    room = machine.enter("Ann")
    play = room.play(0)
    play.tick()
    play.stop()

    room.finish(play)

    scored = machine.shell._of(play).score
    assert scored is not None
    end = read_case(machine.shell.record_of(play).path).log.end if scored.result(60) else None
    assert end is not None
    assert end.tick == 1


def test_the_aids_of_a_session_change_what_is_shown_and_nothing_that_is_recorded(machine: Room) -> None:
    room = machine.enter("Ann")

    play = room.play(0)

    assert not play.view.level.show_doubling_time
    assert read_case(machine.shell.record_of(play).path).log.header.level_digest


def test_tries_are_counted_for_each_learner_and_used_up(machine: Room) -> None:
    room = machine.enter("Ann", "tries = 2\nleast_score = 100")
    for attempt in (1, 2):
        assert machine.bed(room).playable
        line = read_case(_played(machine, room)).log.session
        assert line is not None
        assert line.attempt == attempt
    bed = machine.bed(room)

    assert (bed.played, bed.playable, bed.passed) == (2, False, True)
    other = machine.enter("Bo", "tries = 2\nleast_score = 100")
    assert machine.bed(other).played == 0


@pytest.mark.parametrize(
    ("rules", "passed", "playable"),
    [
        ("", True, True),
        # It met the same patient on each try, read "Not enough yet: try again" for ever, and no later bed opened.
        ("least_score = 60", True, True),
        ("least_score = 60\ntries = 1", True, False),
    ],
)
def test_what_dice_ended_in_the_first_hours_is_no_best_of_a_class_either(
    machine: Room, rules: str, passed: bool, playable: bool
) -> None:
    """The ward kept no best score of it and its debrief said so, while a seat in a class showed 100 points."""
    room = machine.enter("Ann", rules)
    _played(machine, room, Ending.DIED_OF_SHOCK.value, 100)
    bed = machine.bed(room)
    assert (bed.played, bed.best, bed.passed, bed.playable) == (1, None, passed, playable)

    if playable:
        _played(machine, room)
        assert machine.bed(room).best == 40
        assert machine.bed(room).passed is passed


def test_a_try_that_was_stopped_hides_none_that_came_to_its_end(machine: Room) -> None:
    """Of its points nobody decided the last; a lesson that ended gave every learner 'Best score: 0 of 100'."""
    room = machine.enter("Ann", "least_score = 60")
    _played(machine, room, Ending.STOPPED.value, 70)
    assert (machine.bed(room).best, machine.bed(room).passed) == (None, True)
    _played(machine, room, score=50)
    _played(machine, room, Ending.STOPPED.value, 80)
    assert machine.bed(room).best == 50


def test_scores_by_other_rules_are_no_best_and_what_was_reached_by_them_stays_reached(machine: Room) -> None:
    """A seat in a class and a package mixed them with today's; the ward keeps them apart."""
    room = machine.enter("Ann", "least_score = 60")
    _played(machine, room, score=90, rules=SCORE_VERSION - 1)
    bed = machine.bed(room)
    assert (bed.played, bed.best, bed.passed) == (1, None, True)

    _played(machine, room)
    assert (machine.bed(room).best, machine.bed(room).passed) == (40, True)


def test_a_try_with_an_ending_of_another_game_stands_in_nobodys_way(machine: Room) -> None:
    room = machine.enter("Ann")
    _played(machine, room, "flew_home")

    assert machine.bed(room).best == 40


def test_a_try_that_was_left_is_taken_up_and_is_no_second_one(machine: Room) -> None:
    room = machine.enter("Ann")
    play = room.play(0)
    play.tick()
    machine.shell.leave(play)

    assert machine.bed(room).begun
    assert machine.shell.unfinished() == ()
    assert room.play(0).view.tick == 1


@pytest.mark.parametrize(
    ("rules", "score", "debrief"),
    [
        ("", True, True),
        ('shows = "score"', True, False),
        ('shows = "nothing"', False, False),
        ('when = "in_class"', False, False),
        ('when = "after_last"', True, True),
        ('when = "after_last"\nleast_score = 100\ntries = 0', False, False),
    ],
)
def test_learners_see_of_their_analysis_what_the_session_shows(
    machine: Room, rules: str, score: bool, debrief: bool
) -> None:
    room = machine.enter("Ann", rules)
    _played(machine, room)
    bed = machine.bed(room)

    assert (bed.best is not None, bool(bed.told)) == (score, debrief)
    assert bool(machine.shell.finished_cases()) != room.session.sealed


def test_the_clock_of_a_try_goes_on_while_it_is_left(machine: Room) -> None:
    room = machine.enter("Ann", "time_limit_minutes = 10")
    room._measured_s = machine.clock.measured
    play = room.play(0)

    assert room.seconds_left(play) == 600.0
    machine.clock.passed_s += 660.0
    assert room.seconds_left(play) == -60.0


@pytest.mark.parametrize("jump", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=3650), timedelta(days=-3650)])
def test_a_clock_that_is_set_in_mid_play_takes_and_gives_no_time(machine: Room, jump: timedelta) -> None:
    """A machine whose clock was set ahead by its network ended every try at once."""
    room = machine.enter("Ann", "time_limit_minutes = 10")
    room._measured_s = machine.clock.measured
    play = room.play(0)
    room.seconds_left(play)

    machine.clock.now += jump
    machine.clock.passed_s += 60.0

    assert room.seconds_left(play) == 540.0


@pytest.mark.parametrize(("later", "left_s"), [(timedelta(minutes=4), 360.0), (timedelta(hours=-2), 600.0)])
def test_in_another_hour_of_the_game_the_clock_on_the_wall_says_when_a_try_was_begun(
    machine: Room, later: timedelta, left_s: float
) -> None:
    room = machine.enter("Ann", "time_limit_minutes = 10")
    machine.shell.leave(room.play(0))
    machine.clock.now += later
    again = machine.enter("Ann", "time_limit_minutes = 10")
    again._measured_s = machine.clock.measured

    assert again.seconds_left(again.play(0)) == left_s


def test_the_clock_of_a_try_stands_while_the_instructor_lets_time_stand(machine: Room) -> None:
    told = Told()
    room = machine.enter("Ann", "time_limit_minutes = 10")
    room._stream = Stream(told, "key", lambda _: None)  # type: ignore[arg-type]
    room._measured_s = machine.clock.measured
    play = room.play(0)

    for held_s in (0.0, 90.0, 90.0, 0.0, 30.0):
        # A host that is started again counts from nothing.
        told.held_s = held_s
        room._stream.report()

    assert room.seconds_left(play) == 600.0 + 90.0 + 30.0


class Told:
    """A host that only says how long all was paused."""

    def __init__(self) -> None:
        self.held_s = 0.0

    def report(self, key: str, report: Report) -> Reply:
        del key, report
        return Reply(held_s=self.held_s)


def test_what_is_handed_in_are_the_cases_and_the_answers(machine: Room) -> None:
    room = machine.enter("Ann/../Lee")
    room.keep_answers((1,), before=True)
    _played(machine, room)
    room.keep_answers((2,), before=False)
    room.commit("I will draw IL-6 twice.")

    folder = Path(room.hand_in())

    assert folder.parent == machine.folder / "data" / "handed_in"
    (case,) = folder.glob("*.jsonl")
    (sheet,) = folder.glob("*.sheet.json")
    assert read_case(case).log.end is not None
    found = read_sheet(sheet)
    assert (found.before, found.after, found.commitment) == ((1,), (2,), "I will draw IL-6 twice.")
    again = machine.enter("ann/../lee")
    assert again.answers(before=True) == (1,)


def test_a_broken_pack_is_refused_in_words(machine: Room) -> None:
    with pytest.raises(ResumeError, match="tries"):
        machine.enter("Ann", "tries = -1")
