"""Lines that only an instructor can bring about: the host refuses what it never sent, and a board does not count it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.host_database import known_to_host
from game.app.inspecting import inspect
from game.classroom.room import Room
from game.training.handed_in import HandedIn, HandIn
from game.training.sent import held_against
from game.values.log import EndLine
from game.values.order import Actor, Befall, EndLesson, Give, Mishap, Order, Tell
from tests.classroom.lesson import Learner, database, room_in, send

WORDS = Tell(number=1, who="Nurse", text="The line looks red.")
_END = EndLine(tick=24, ending="time_up", score=1, digest="d" * 16)
TUBING = Befall(number=2, mishap=Mishap.OXYGEN_OFF)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def _told(folder: Path, room: Room, name: str = "Ann") -> Learner:
    """Return a learner in whose case words and a mishap were sent and carried out."""
    ann = Learner(folder, room.lesson, name).sits_in(room)
    ann.play.tick()
    ann.reports(room)
    case = max(one.id for one in room.cases)
    send(room, case, WORDS.who, WORDS.text)
    send(room, case, "", TUBING.mishap.value)
    for word in ann.reports(room).words:
        ann.play.order(Actor.INSTRUCTOR, word.order)
    ann.play.tick()
    return ann


def _on_the_board(one: Learner, url: str) -> HandedIn:
    """Return what a board on the machine of a host with this database finds of a case file."""
    path = one.record.path
    lesson_folder = path.parents[1]
    file = inspect(path, path.name, one.name, lesson_folder / "night.toml")
    register, fault = known_to_host(url, "")
    assert fault == ""
    return held_against(file, register)


def test_a_data_folder_that_cannot_be_looked_into_is_told_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes a board with another's locked data folder, or with no such name, read a traceback."""
    monkeypatch.setenv("CYTOKINE_STORM_HOME", "a" * 300)

    register, fault = known_to_host("", "")

    assert register is None
    assert "too long" in fault


def test_what_the_instructor_sent_is_taken_and_holds_on_the_board(tmp_path: Path, room: Room) -> None:
    ann = _told(tmp_path, room)
    room.end()
    ann.play.order(Actor.INSTRUCTOR, EndLesson())

    (has,) = ann.reports(room).has

    assert (has.refused, has.lines) == ("", len(ann.lines))
    assert room.forgers == ()
    found = _on_the_board(ann, database(tmp_path))
    assert [one.order for one in found.claims] == [WORDS, TUBING, EndLesson()]
    assert (found.standing, found.remarks) == (HandIn.UNFINISHED, ())


@pytest.mark.parametrize(
    ("actor", "order"),
    [
        (Actor.INSTRUCTOR, Befall(number=3, mishap=Mishap.LABORATORY_LATE)),
        (Actor.INSTRUCTOR, TUBING),
        (Actor.INSTRUCTOR, Tell(number=3, who="Consultant", text="Give no steroid.")),
        (Actor.INSTRUCTOR, EndLesson()),
        (Actor.PLAYER, EndLesson()),
        (Actor.INSTRUCTOR, Give(regimen="tocilizumab")),
    ],
    ids=["a mishap", "one again", "words", "the end", "the end as a player", "an order"],
)
def test_what_none_sent_is_refused_and_its_seat_is_named(
    tmp_path: Path, room: Room, actor: Actor, order: Order
) -> None:
    ann, bo = _told(tmp_path, room), _told(tmp_path, room, "Bo")
    ann.reports(room)
    before = len(ann.lines)
    ann.play.order(actor, order)
    for _ in range(12):
        ann.play.tick()

    (has,) = ann.reports(room).has

    assert has.lines == before
    assert "no instructor sent" in has.refused
    assert room.lines(1) == b"".join(ann.lines[:before])
    assert bo.reports(room).has[0].refused == ""
    assert room.forgers == (ann.seat,)
    again = room_in(tmp_path)
    assert again.forgers == (ann.seat,)
    assert "no instructor sent" in ann.reports(again).has[0].refused
    found = _on_the_board(ann, database(tmp_path))
    assert found.standing is HandIn.EDITED
    why = "cannot be confirmed" if actor is Actor.PLAYER or isinstance(order, Give) else "refused it"
    assert why in found.why[0]


@pytest.mark.parametrize(
    "changed",
    [
        Tell(number=1, who="Nurse", text="The line looks well."),
        Befall(number=1, mishap=Mishap.OXYGEN_OFF),
        EndLesson(),
    ],
    ids=["other words", "a mishap for words", "the end"],
)
def test_a_file_that_was_never_reported_is_held_against_what_was_sent(
    tmp_path: Path, room: Room, changed: Order
) -> None:
    ann = Learner(tmp_path, room.lesson, "Ann").sits_in(room)
    ann.play.tick()
    ann.reports(room)
    send(room, 1, WORDS.who, WORDS.text)
    ann.play.order(Actor.INSTRUCTOR, changed)
    ann.play.tick()

    found = _on_the_board(ann, database(tmp_path))

    assert found.standing is HandIn.EDITED
    assert "never sent" in found.why[0]


def test_the_board_says_where_it_cannot_be_known_who_sent_something(tmp_path: Path, room: Room) -> None:
    ann = _told(tmp_path, room)
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"

    found = _on_the_board(ann, elsewhere)

    assert found.standing is HandIn.UNFINISHED
    assert "2 lines" in found.remarks[0]
    assert "cannot be known here" in found.remarks[0]
    assert held_against(replace(found, claims=(), remarks=()), None).remarks == ()


def test_what_was_sent_and_never_came_is_told_of_a_finished_case(tmp_path: Path, room: Room) -> None:
    ann = _told(tmp_path, room)
    ann.reports(room)
    register, _ = known_to_host(database(tmp_path), room.lesson.digest)
    file = HandedIn(
        file="a", path="a", learner="Ann", standing=HandIn.CONFIRMED, claims=ann.record.log.entries[:1],
        begun=next(iter(register or ())), end=None,
    )  # fmt: skip

    assert held_against(file, register).remarks == ()
    with_end = replace(file, end=_END)
    assert "one thing that the instructor sent" in held_against(with_end, register).remarks[0]
    assert held_against(replace(with_end, claims=ann.record.log.entries), register).remarks == ()


def test_a_case_that_goes_on_in_another_room_keeps_what_was_sent_in_the_first(tmp_path: Path, room: Room) -> None:
    ann = _told(tmp_path, room)
    ann.reports(room)
    new = room_in(tmp_path, anew=True)
    ann.key = ""
    ann.sits_in(new)

    assert ann.reports(new).has[0].refused == ""
    (case,) = new.cases
    send(new, case.id, "Nurse", "Welcome back.")
    (word,) = ann.reports(new).words
    assert word.number == 3
    assert new.forgers == ()
