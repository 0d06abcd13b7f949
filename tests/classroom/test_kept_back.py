"""What an instructor sent and a learner's program leaves out or delays: the host sees it, and a board says it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.host_database import known_to_host
from game.app.inspecting import inspect
from game.classroom.messages import CasePiece, Report, Word
from game.classroom.room import Room
from game.training.handed_in import HandedIn, HandIn
from game.training.sent import LATE_TICKS, held_against
from game.values.order import Actor, Mishap
from tests.classroom.lesson import Learner, database, room_in, send

WHILE = 4
"""Ticks between two reports."""
QUESTION = CasePiece(case="case", after=0)
"""What a game sends that does not know how much of a case the host has."""


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


class Program:
    """A learner's program, which does with what it hears what a test wants."""

    def __init__(self, folder: Path, room: Room, name: str = "Ann") -> None:
        self.room = room
        self.learner = Learner(folder, room.lesson, name).sits_in(room)
        self.words: tuple[Word, ...] = ()

    def plays(self, ticks: int = WHILE) -> None:
        for _ in range(ticks):
            self.learner.play.tick()

    def reports(self, piece: CasePiece | None = None) -> None:
        """Report, and hear the answer."""
        self.words = self.learner.reports(self.room, piece).words

    def reports_unheard(self, piece: CasePiece | None = None) -> None:
        """Report, and lose the answer on its way."""
        self.learner.reports(self.room, piece)

    def obeys(self) -> None:
        """Do what was heard, as the game does with its next frame."""
        for word in self.words:
            self.learner.play.order(Actor.INSTRUCTOR, word.order)
        self.words = ()

    @property
    def accused(self) -> bool:
        return self.learner.seat in self.room.keepers

    def on_the_board(self, folder: Path) -> HandedIn:
        path = self.learner.record.path
        register, fault = known_to_host(database(folder), "")
        assert fault == ""
        return held_against(inspect(path, path.name, self.learner.name, folder / "night.toml"), register)


@pytest.fixture
def ann(tmp_path: Path, room: Room) -> Program:
    """Return a program that has begun, and to whose case a mishap was sent."""
    ann = Program(tmp_path, room)
    ann.plays()
    ann.reports()
    send(room, 1, "", Mishap.OXYGEN_OFF.value)
    return ann


def test_a_program_that_leaves_out_what_it_heard_is_named_at_once_and_its_file_does_not_count(
    tmp_path: Path, room: Room, ann: Program
) -> None:
    for _ in range(2 + LATE_TICKS // WHILE):
        ann.reports()
        assert not ann.accused
        ann.plays()
    ann.reports()

    assert ann.accused
    assert room_in(tmp_path).keepers == (ann.learner.seat,)
    found = ann.on_the_board(tmp_path)
    assert found.standing is HandIn.EDITED
    assert "left it out or brought it much later" in found.why[0]


def test_a_program_that_brings_it_when_it_suits_is_named_too(tmp_path: Path, ann: Program) -> None:
    ann.reports()
    ann.plays()
    ann.reports()
    heard = ann.words
    ann.plays(LATE_TICKS + 1)
    ann.words = heard
    ann.obeys()
    ann.plays()
    ann.reports()

    assert ann.accused
    assert ann.on_the_board(tmp_path).standing is HandIn.EDITED


def test_another_file_than_the_one_that_was_reported_is_held_against_what_was_heard(
    tmp_path: Path, room: Room, ann: Program
) -> None:
    ann.reports()
    other = Learner(tmp_path / "other", room.lesson, "Ann")
    ann.obeys()
    ann.plays()
    ann.reports()
    assert not ann.accused
    for _ in range(3 * WHILE + LATE_TICKS):
        other.play.tick()
    ann.learner.record.path.write_bytes(other.record.path.read_bytes())

    assert "left it out" in ann.on_the_board(tmp_path).why[0]


def test_a_true_game_is_never_named(tmp_path: Path, room: Room, ann: Program) -> None:
    for number in range(12):
        ann.reports()
        ann.obeys()
        ann.plays()
        if number % 3 == 0:
            send(room, 1, "Nurse", f"Word {number}.")
    ann.plays(LATE_TICKS)
    ann.reports()

    assert not ann.accused
    found = ann.on_the_board(tmp_path)
    assert (found.standing, found.remarks) == (HandIn.UNFINISHED, ())


@pytest.mark.parametrize("asks", [0, 1, 3])
def test_a_game_whose_answers_are_lost_and_that_plays_on_alone_is_not_named(
    tmp_path: Path, ann: Program, asks: int
) -> None:
    report = ann.learner.piece()
    ann.reports_unheard(report)
    # A connection that breaks is opened again, and the same is sent once more.
    ann.reports_unheard(report)
    for _ in range(asks):
        ann.plays(LATE_TICKS)
        ann.reports_unheard(QUESTION)
    ann.plays(2 * LATE_TICKS)
    ann.reports(QUESTION)
    ann.obeys()
    ann.reports()
    ann.plays(2 * LATE_TICKS)
    ann.reports()

    assert not ann.accused
    found = ann.on_the_board(tmp_path)
    assert found.standing is HandIn.UNFINISHED
    assert "came" in found.remarks[0]
    assert "out of reach, or kept it back" in found.remarks[0]


def test_a_report_that_came_late_says_nothing_of_what_was_heard(room: Room, ann: Program) -> None:
    old = ann.learner.piece()
    ann.reports()
    ann.obeys()
    ann.plays()
    ann.reports()
    send(room, 1, "Nurse", "Well.")
    ann.reports_unheard(old)
    ann.plays()
    ann.reports_unheard()
    ann.plays(2 * LATE_TICKS)
    ann.reports(QUESTION)
    ann.obeys()
    ann.reports()

    assert not ann.accused


def test_a_report_whose_lines_cannot_be_taken_says_nothing_of_what_was_done(room: Room, ann: Program) -> None:
    ann.reports()
    ann.obeys()
    ann.plays()
    done = len(ann.learner.lines)
    for _ in range(2):
        ann.plays(2 * LATE_TICKS)
        ann.reports(ann.learner.piece(after=done))

    assert not ann.accused


def test_nothing_is_heard_at_a_bed_that_was_left_for_another(room: Room, ann: Program) -> None:
    seat = ann.learner.seat
    ann.reports_unheard()
    for _ in range(3):
        ann.plays(LATE_TICKS)
        room.take([(seat, Report(pieces=(ann.learner.piece(),), playing="other"))])

    assert not ann.accused


def test_what_was_sent_in_an_earlier_room_is_held_against_the_case_that_goes_on(tmp_path: Path, ann: Program) -> None:
    new = room_in(tmp_path, anew=True)
    ann.learner.key = ""
    ann.learner.sits_in(new)
    ann.room = new
    ann.reports(QUESTION)
    assert [word.mishap for word in ann.words] == [Mishap.OXYGEN_OFF]
    for _ in range(3):
        ann.plays(LATE_TICKS)
        ann.reports()

    assert ann.accused
    assert "left it out" in ann.on_the_board(tmp_path).why[0]
