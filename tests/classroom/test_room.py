"""A live class without a network: seats, lines that arrive exactly once, words that go into a log, a host that dies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.confirming import confirmed
from game.classroom.messages import CasePiece, Join, Report
from game.classroom.room import RefusedError, Room
from game.classroom.store import Store, StoreError
from game.files.case_file import read_case
from game.values.channel import Panel
from game.values.log import HOSTED_LOG_FORMAT, TOLD_LOG_FORMAT
from game.values.order import Actor, Befall, Draw, EndLesson, Give, Mishap, Order, Tell
from tests.classroom.lesson import OPEN, Clock, Learner, database, lesson_in, room_in, send


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_in(tmp_path)


def _ann(folder: Path, room: Room, name: str = "Ann") -> Learner:
    return Learner(folder, room.lesson, name).sits_in(room)


def _played(ann: Learner, ticks: int) -> None:
    for tick in range(ticks):
        if tick % 5 == 1:
            ann.play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
        ann.play.tick()


def test_the_host_rebuilds_the_very_file(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 30)

    (has,) = ann.reports(room).has

    assert has.refused == ""
    assert has.lines == len(ann.lines)
    assert room.lines(room.cases[0].id) == ann.record.whole


def test_lines_that_are_sent_twice_overlapping_or_torn_stand_once(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 40)
    many = len(ann.lines)
    for first, last in ((0, 3), (0, 5), (2, 6), (1, 4), (6, many), (0, many), (many - 1, many)):
        ann.reports(room, ann.piece(first, last))

    (has,) = ann.reports(room, CasePiece(case="case", after=0)).has
    assert has.lines == many
    assert room.lines(room.cases[0].id) == ann.record.whole


def test_lines_that_leave_a_gap_wait_until_it_is_filled(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 20)

    (has,) = ann.reports(room, ann.piece(3)).has

    assert (has.lines, has.refused) == (0, "")


POSTGRES = os.environ.get("CYTOKINE_STORM_TEST_DATABASE", "")
"""URL of a PostgreSQL for tests; `.ci/run` starts one where it finds one."""


on_both = pytest.mark.parametrize(
    "url",
    [
        "",
        pytest.param(
            POSTGRES, marks=pytest.mark.skipif(not POSTGRES, reason="no CYTOKINE_STORM_TEST_DATABASE is named")
        ),
    ],
    ids=["sqlite", "postgresql"],
)


@on_both
def test_a_host_that_was_killed_goes_on_with_all_it_had_said_it_has(tmp_path: Path, url: str) -> None:
    room = room_in(tmp_path, url=url, anew=True)
    ann = _ann(tmp_path, room)
    _played(ann, 20)
    before = ann.reports(room).has
    room.pause(paused=True)
    send(room, room.cases[0].id, "Family", "How is he?")

    again = room_in(tmp_path, url=url)

    assert again.resumed
    assert (again.code, again.paused) == (room.code, True)
    assert again.seat_of(ann.key) == ann.seat
    answer = ann.reports(again, CasePiece(case="case", after=0))
    assert answer.has == before
    assert [word.text for word in answer.words] == ["How is he?"]
    _played(ann, 20)
    ann.reports(again, ann.piece(before[0].lines))
    assert again.lines(again.cases[0].id) == ann.record.whole


@on_both
def test_one_host_holds_a_room_until_it_ends(tmp_path: Path, url: str) -> None:
    """Two would each know half of the seats, and say to the others' learners that the disk is full."""
    first, second, third = (Store(url or database(tmp_path)) for _ in range(3))
    OPEN.extend((first, second, third))

    assert first.hold("ABCDEF")
    assert not second.hold("ABCDEF")
    assert second.hold("GHJKLM")
    first.close()
    assert third.hold("ABCDEF")


def test_a_database_that_cannot_be_written_is_told_to_who_starts_the_host(tmp_path: Path, room: Room) -> None:
    with pytest.raises(StoreError, match="readonly"):
        room_in(tmp_path, url=f"sqlite:///file:{tmp_path / 'class.sqlite'}?mode=ro&uri=true")
    assert not room.resumed


def test_a_database_that_was_deleted_under_its_host_takes_nothing_more(tmp_path: Path, room: Room) -> None:
    """It took all that came, which was gone with the host."""
    ann = _ann(tmp_path, room)
    _played(ann, 12)
    database_file = tmp_path / "class.sqlite"
    database_file.rename(tmp_path / "moved")

    with pytest.raises(StoreError, match="moved or deleted"):
        ann.reports(room)

    (tmp_path / "moved").rename(database_file)
    assert ann.reports(room).has[0].lines == len(ann.lines)


def test_what_the_disk_does_not_take_is_not_answered_for(
    tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 12)
    ann.reports(room, ann.piece(0, 4))

    def full(*_: object) -> None:
        raise StoreError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("game.classroom.store.Changes.add_lines", full)
        with pytest.raises(StoreError):
            ann.reports(room)

    assert ann.reports(room, CasePiece(case="case", after=0)).has[0].lines == 4
    assert ann.reports(room).has[0].lines == len(ann.lines)


def test_words_of_the_instructor_go_into_the_log_and_replay(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 12)
    ann.reports(room)
    send(room, room.cases[0].id, "Laboratory", "The culture of bed 3 was mixed up.")
    (word,) = ann.reports(room).words

    ann.play.order(Actor.INSTRUCTOR, Tell(number=word.number, who=word.who, text=word.text))
    _played(ann, 12)
    answer = ann.reports(room)

    assert answer.words == ()
    assert [one.text for one in ann.play.view.instructor] == ["The culture of bed 3 was mixed up."]
    case = read_case(ann.record.path)
    again = confirmed(ann.level, case.log, case.whole)
    assert again.faults == ()
    assert again.view is not None
    assert again.view.instructor == ann.play.view.instructor


def test_what_happens_goes_into_the_log_reaches_the_body_and_replays(tmp_path: Path, room: Room) -> None:
    ann, bo = _ann(tmp_path, room), _ann(tmp_path, room, "Bo")
    for one in (ann, bo):
        _played(one, 12)
        one.reports(room)
    send(room, room.cases[0].id, "", Mishap.LINE_INFECTION.value)
    (word,) = ann.reports(room).words
    assert bo.reports(room).words == ()

    ann.play.order(Actor.INSTRUCTOR, word.order)
    room.end()
    ann.play.order(Actor.INSTRUCTOR, EndLesson())
    _played(ann, 12)

    assert ann.reports(room).words == ()
    case = read_case(ann.record.path)
    assert case.log.header.format == HOSTED_LOG_FORMAT
    assert [one.order for one in case.log.entries if one.tick == 12] == [word.order, EndLesson()]
    assert confirmed(ann.level, case.log, case.whole).faults == ()


@pytest.mark.parametrize("order", [Befall(number=1, mishap=Mishap.OXYGEN_OFF), EndLesson()], ids=["befall", "end"])
def test_a_case_of_an_older_game_takes_words_and_nothing_else(tmp_path: Path, room: Room, order: Order) -> None:
    ann = Learner(tmp_path, room.lesson, "Ann", log_format=TOLD_LOG_FORMAT).sits_in(room)
    ann.reports(room)
    send(room, room.cases[0].id, "Nurse", "Well.")
    ann.play.order(Actor.INSTRUCTOR, Tell(number=1, who="Nurse", text="Well."))
    _played(ann, 3)
    assert ann.reports(room).has[0].refused == ""
    case = read_case(ann.record.path)
    assert confirmed(ann.level, case.log, case.whole).faults == ()
    with pytest.raises(RefusedError, match="older game"):
        send(room, room.cases[0].id, "", Mishap.OXYGEN_OFF.value)

    ann.play.order(Actor.INSTRUCTOR, order)
    ann.play.tick()

    with pytest.raises(Exception, match="without a live host"):
        read_case(ann.record.path)
    assert ann.reports(room).has[0].refused


def test_only_an_instructor_speaks_and_only_a_player_orders(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    ann.play.order(Actor.PLAYER, Tell(number=1, who="Nurse", text="Well."))
    ann.play.order(Actor.INSTRUCTOR, Give(regimen="remdesivir"))
    ann.play.tick()
    case = read_case(ann.record.path)

    (fault,) = confirmed(ann.level, case.log, case.whole).faults

    assert "2 orders" in fault


def test_words_of_an_instructor_stand_only_in_a_case_with_a_live_host(tmp_path: Path, room: Room) -> None:
    alone = Learner(tmp_path, room.lesson, "Alone", hosted=False)
    alone.play.order(Actor.INSTRUCTOR, Tell(number=1, who="Nurse", text="Well."))
    alone.play.tick()

    with pytest.raises(Exception, match="without a live host"):
        read_case(alone.record.path)


def test_a_case_of_another_learner_or_patient_or_class_is_not_taken(tmp_path: Path, room: Room) -> None:
    cases = (("Bo", "Ann", True, "another learner"), ("Cy", "Cy", False, "not begun in this class"))
    for sitting, name, hosted, why in cases:
        stranger = Learner(tmp_path / "elsewhere", room.lesson, name, hosted=hosted)
        stranger.seat = _ann(tmp_path, room, sitting).seat
        (has,) = stranger.reports(room).has
        assert why in has.refused
        assert all(room.lines(case.id).count(b"\n") < 2 for case in room.cases)


def test_an_edited_line_is_refused_and_those_before_it_are_kept(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    _played(ann, 20)
    lines = ann.lines
    first = next(number for number, line in enumerate(lines) if b'"il6"' in line)
    lines[first] = lines[first].replace(b"il6", b"xray")
    piece = CasePiece(case="case", after=0, lines=b"".join(lines).decode())

    (has,) = ann.reports(room, piece).has

    assert has.lines == first
    assert "a different record" in has.refused
    assert ann.reports(room).has[0].lines == first


def test_nobody_sits_on_a_seat_that_is_taken_until_the_instructor_frees_it(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    thief = Learner(tmp_path / "thief", room.lesson, " ANN ")
    with pytest.raises(RefusedError, match="Somebody has already joined"):
        thief.sits_in(room)

    assert ann.sits_in(room).seat == ann.seat
    room.free(ann.seat)
    assert thief.sits_in(room).seat == ann.seat
    with pytest.raises(RefusedError) as gone:
        room.seat_of(ann.key)
    assert gone.value.left


def test_a_learner_is_shown_by_the_name_that_the_instructor_gives(tmp_path: Path, room: Room) -> None:
    """A rude name stood on the page, on the projector and on the board, and nothing could be done about it."""
    rude, ann = _ann(tmp_path, room, "Dr Rude"), _ann(tmp_path, room, "Ann")
    room.call(rude.seat, "  Learner  A ")
    for taken in ("ann", "ANN "):
        with pytest.raises(RefusedError, match="Somebody here is called"):
            room.call(rude.seat, taken)

    again = room_in(tmp_path)

    assert [again.name_of(one) for one in (rude.seat, ann.seat)] == ["Learner A", "Ann"]
    assert rude.sits_in(again).seat == rude.seat
    # Two of one name would be one learner on the board.
    with pytest.raises(RefusedError, match="Somebody has already joined"):
        again.join(Join(code=again.code, learner="learner a"), "elsewhere")
    # What a seat is called already is nobody else's.
    again.call(rude.seat, "learner a")
    assert again.name_of(rude.seat) == "learner a"
    again.call(rude.seat, "")
    assert room_in(tmp_path).name_of(rude.seat) == "Dr Rude"


def test_it_is_told_how_long_all_was_paused(tmp_path: Path) -> None:
    clock = Clock()
    room = room_in(tmp_path, clock)
    ann = _ann(tmp_path, room)
    ann.reports(room)

    for seconds, paused in ((5.0, True), (60.0, True), (60.0, False), (600.0, True), (7.0, False)):
        clock.now += seconds
        room.pause(paused=paused)
    clock.now += 600.0

    assert ann.reports(room).held_s == 60.0 + 60.0 + 7.0
    late = _ann(tmp_path, room, "Late")
    assert late.reports(room).held_s == 0.0


def test_a_code_cannot_be_guessed_in_a_lesson(tmp_path: Path) -> None:
    clock = Clock()
    room = room_in(tmp_path, clock)
    guesses = 0
    for _ in range(60):
        for _ in range(30):
            try:
                room.join(Join(code="AAAAAA", learner="Eve"), "10.0.0.9")
            except RefusedError as error:
                guesses += "not the code" in str(error)
        clock.now += 60.0

    assert guesses <= 10 + 10 * 60
    assert room.join(Join(code=room.code.lower(), learner="Ann"), "10.0.0.8").seat


def test_a_seat_cannot_fill_the_disk(tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = Learner(tmp_path, room.lesson, "Ann").sits_in(room)
    ann.play.tick()
    assert not ann.reports(room).has[0].refused
    monkeypatch.setattr("game.classroom.room.MOST_SEAT_BYTES", 10)

    other = CasePiece(case="other", after=0, lines=ann.piece().lines)

    assert ann.reports(room, other).has[0].refused
    assert {case.stem for case in room.cases} == {"case"}
    assert not ann.reports(room).has[0].refused


def test_one_machine_cannot_take_all_seats(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.room.MOST_FROM_ONE", 3)
    for name in ("Ann", "Bo", "Cy"):
        key = room.join(Join(code=room.code, learner=name), "10.0.0.9").seat

    with pytest.raises(RefusedError, match="3 learners have joined from this machine"):
        room.join(Join(code=room.code, learner="Di"), "10.0.0.9")
    assert room.join(Join(code=room.code, learner="Cy", seat=key), "10.0.0.9").seat == key
    assert room.join(Join(code=room.code, learner="Di"), "10.0.0.8").seat


def test_a_secret_is_asked_for_and_its_browser_is_known_again(tmp_path: Path, room: Room) -> None:
    with pytest.raises(RefusedError):
        room.let_in("right", "wrong", "10.0.0.9")
    key = room.let_in("right", "right", "10.0.0.9")

    assert room.is_instructor(key)
    assert room_in(tmp_path).is_instructor(key)
    assert not room.is_instructor("")
    assert not room.is_instructor(_ann(tmp_path, room).key)


def test_a_lesson_that_is_over_takes_what_was_played_and_nobody_new(tmp_path: Path, room: Room) -> None:
    ann = _ann(tmp_path, room)
    room.end()
    _played(ann, 3)

    assert ann.reports(room).over
    assert room.lines(room.cases[0].id) == ann.record.whole
    with pytest.raises(RefusedError, match="over"):
        _ann(tmp_path, room, "Late")


@on_both
def test_a_host_that_fell_after_the_end_goes_on_and_one_that_was_closed_is_done(tmp_path: Path, url: str) -> None:
    """The next host opened another room: the ends of the cases came nowhere, and the lesson had no board."""
    room = room_in(tmp_path, url=url, anew=True)
    ann = _ann(tmp_path, room)
    _played(ann, 12)
    ann.reports(room)
    room.end()

    again = room_in(tmp_path, url=url)

    assert (again.resumed, again.over, again.code) == (True, True, room.code)
    _played(ann, 3)
    assert ann.reports(again).over
    assert again.lines(again.cases[0].id) == ann.record.whole
    again.close()
    after = room_in(tmp_path, url=url)
    assert not after.over
    assert after.code != room.code


def test_one_batch_of_many_learners_is_answered_in_its_order(tmp_path: Path, room: Room) -> None:
    class_ = [_ann(tmp_path, room, name) for name in ("Ann", "Bo", "Cy")]
    for many, one in enumerate(class_, start=3):
        _played(one, 4 * many)

    answers, news = room.take([(one.seat, Report(pieces=(one.piece(),))) for one in class_])

    assert [answer.has[0].lines for answer in answers] == [len(one.lines) for one in class_]
    assert [one.tick for one in news] == [12, 16, 20]
    assert lesson_in(tmp_path).digest == room.lesson.digest


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////no/such/folder/x", "postgresql+psycopg://u@127.0.0.1:abc/x"])
def test_an_address_of_no_database_is_told(url: str) -> None:
    """A port that is no number was a traceback of host, board and class."""
    with pytest.raises(StoreError):
        Store(url)


def test_a_database_that_is_none_is_named_and_a_password_is_not(tmp_path: Path) -> None:
    (tmp_path / "class.sqlite").write_bytes(b"no database at all " * 100)

    with pytest.raises(StoreError, match=r"^sqlite:///.*class\.sqlite: file is not a database$"):
        Store(database(tmp_path))
    with pytest.raises(StoreError, match=r"^postgresql\+psycopg://u:\*\*\*@127\.0\.0\.1:1/x: (?!.*secret)"):
        Store("postgresql+psycopg://u:secret@127.0.0.1:1/x")
