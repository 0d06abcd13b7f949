"""What an instructor sends waits a few seconds, can be taken back till then, and goes once."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.classroom.acts import Project
from game.classroom.messages import Word
from game.classroom.room import RefusedError
from game.classroom.sending import WAITS_S
from game.classroom.standing import LessonState
from game.classroom.store import StoreError
from game.values.order import Actor, Mishap
from tests.classroom.lesson import Clock, Learner, room_in

OXYGEN = Mishap.OXYGEN_OFF.value


def _class(folder: Path, *names: str) -> tuple[LessonState, Clock, list[Learner]]:
    room, clock = room_in(folder), Clock()
    learners = [Learner(folder, room.lesson, name).sits_in(room) for name in names]
    for one in learners:
        one.play.tick()
        one.reports(room)
    return LessonState(room, clock), clock, learners


def test_what_was_pressed_by_mistake_is_taken_back_before_it_reaches_a_bed(tmp_path: Path) -> None:
    """It could only be confirmed, and stood in the log of every case from then on."""
    stands, clock, (ann, bo) = _class(tmp_path, "Ann", "Bo")
    room = stands._room
    stands.send((1, 2), "", OXYGEN)
    clock.now += WAITS_S - 1
    stands.go_on()
    assert not ann.reports(room).words
    assert [one.waits_s for one in stands.sending.shown()] == [1]
    stands.take_back(1)
    stands.send((2,), "", OXYGEN)
    clock.now += WAITS_S
    stands.go_on()

    assert not ann.reports(room).words
    (word,) = bo.reports(room).words
    assert word == Word(number=1, mishap=Mishap.OXYGEN_OFF)
    with pytest.raises(RefusedError, match="gone already"):
        stands.take_back(stands.sending.acts[0].number)
    (shown,) = stands.sending.shown()
    assert (shown.went, shown.came, shown.coming) == (1, 0, 1)
    bo.play.order(Actor.INSTRUCTOR, word.order)
    bo.play.tick()
    bo.reports(room)
    (shown,) = stands.sending.shown()
    assert (shown.went, shown.came, shown.coming) == (1, 1, 0)


def test_what_waits_is_sent_once_by_a_host_that_was_started_again(tmp_path: Path) -> None:
    stands, clock, (ann,) = _class(tmp_path, "Ann")
    stands.send((1,), "Nurse", "Well.")
    again = LessonState(room_in(tmp_path), clock)
    clock.now += WAITS_S
    for _ in range(2):
        again.go_on()
        # The next one knows that it is gone.
        again = LessonState(room_in(tmp_path), clock)
        assert [one.text for one in ann.reports(again._room).words] == ["Well."]


def test_of_words_and_of_mishaps_the_last_that_went_is_told_each(tmp_path: Path) -> None:
    stands, clock, _ = _class(tmp_path, "Ann")
    for who, text in (("Nurse", "Well."), ("", OXYGEN), ("Nurse", "Look."), ("Nurse", "Now.")):
        stands.send((1,), who, text)
        clock.now += WAITS_S
        stands.go_on()

    assert [one.text for one in stands.sending.acts] == [OXYGEN, "Now."]


def test_what_a_full_disk_did_not_keep_does_not_wait_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused, it went to the beds six seconds later all the same: whoever pressed again sent it twice."""
    stands, clock, (ann,) = _class(tmp_path, "Ann")
    stands.send((1,), "Nurse", "Well.")
    before = stands.on_the_wall, stands.left_s, stands.sending.acts

    def full(_: bytes) -> None:
        raise StoreError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(stands._room, "keep", full)
        refused = (
            lambda: stands.send((1,), "", OXYGEN),
            lambda: stands.take_back(1),
            lambda: stands.count_down(5),
            lambda: stands.project(Project(view="question", words="What now?")),
        )
        for one in refused:
            with pytest.raises(StoreError):
                one()
            assert (stands.on_the_wall, stands.left_s, stands.sending.acts) == before
    clock.now += WAITS_S
    stands.go_on()

    assert [one.text for one in ann.reports(stands._room).words] == ["Well."]


def test_a_case_that_ends_while_something_waits_is_passed_over(tmp_path: Path) -> None:
    stands, clock, (ann, bo) = _class(tmp_path, "Ann", "Bo")
    room = stands._room
    stands.send((1, 2), "Nurse", "Well.")
    ann.play.stop()
    ann.record.end(ann_end(ann))
    ann.reports(room)
    clock.now += WAITS_S
    stands.go_on()
    assert bo.reports(room).words
    (shown,) = stands.sending.shown()
    assert (shown.cases, shown.went) == ((1, 2), 1)
    with pytest.raises(RefusedError, match="over"):
        stands.send((1,), "Nurse", "Well.")


def ann_end(learner: Learner) -> object:
    from game.values.log import EndLine

    tick = learner.play.view.tick
    return EndLine(tick=tick, ending="stopped", score=1, digest=learner.play.case_digest)
