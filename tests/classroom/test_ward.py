"""The processes that play the beds of a live class on, when they do not stay alive."""

from __future__ import annotations

import os
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.classroom.decided import MOST_TICKS_AT_ONCE
from game.classroom.room import News
from game.classroom.ward import MOST_DEATHS, Looked, Ward, _PartBeds
from game.values.log import EndLine
from tests.classroom.lesson import Learner, lesson_in


def _shows_once_and_dies(pipe: Connection, levels: object, first: object) -> None:
    del levels, first
    pipe.send((1, b"{}"))
    os._exit(3)


def test_a_process_that_shows_a_bed_before_it_dies_is_started_again_a_few_times_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.ward.follow", _shows_once_and_dies)
    shown: list[int] = []
    ward = Ward(lesson_in(tmp_path).levels, int, lambda case, _shown: shown.append(case))
    ward.start(list)
    until = monotonic() + 60.0
    while not ward.given_up and monotonic() < until:
        sleep(0.05)
    ward.close()

    assert ward.given_up
    assert shown == [1] * MOST_DEATHS


def test_a_process_that_dies_at_once_is_started_again_a_few_times_only(tmp_path: Path) -> None:
    started: list[float] = []

    def all_news() -> list[News]:
        started.append(monotonic())
        return []

    ward = Ward(lesson_in(tmp_path).levels, partial(os._exit, 3), lambda _case, _shown: None)
    ward.start(all_news)
    until = monotonic() + 60.0
    while not ward.given_up and monotonic() < until:
        sleep(0.05)
    ward.close()

    assert ward.given_up
    assert len(started) == MOST_DEATHS


def test_a_bed_that_somebody_looks_at_is_played_on_whenever_another_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.classroom.ward.AT_ONCE_S", 0.0)
    lesson = lesson_in(tmp_path)
    beds = _PartBeds(lesson.levels)
    for case, name in enumerate(("Ann", "Bo", "Cy")):
        learner = Learner(tmp_path, lesson, name)
        beds.hear(News(case, 0, learner.record.whole, 5 * MOST_TICKS_AT_ONCE))
    beds.hear(Looked((2,)))

    for _ in range(3):
        beds.play_on()

    shown = dict(beds.to_show())
    assert [shown[case].behind // MOST_TICKS_AT_ONCE for case in range(3)] == [4, 4, 1]
    assert beds.idle_s() == 0.0


@pytest.mark.parametrize("stopped", [False, True])
def test_of_a_case_at_its_end_only_what_is_shown_is_kept(tmp_path: Path, *, stopped: bool) -> None:
    lesson = lesson_in(tmp_path)
    learner = Learner(tmp_path, lesson, "Ann")
    while not learner.play.finished:
        learner.play.tick()
        if stopped and learner.play.view.tick == MOST_TICKS_AT_ONCE:
            learner.play.stop()
    view = learner.play.view
    assert view.outcome is not None
    learner.record.end(
        EndLine(tick=view.tick, ending=view.outcome.ending.value, score=0, digest="d" * 16, score_version=1)
    )
    beds = _PartBeds(lesson.levels)
    beds.hear(News(1, 0, learner.record.whole, view.tick))
    last = {}
    while (wait := beds.idle_s()) is not None:
        sleep(wait)
        beds.play_on()
        last |= beds.to_show()

    assert beds._beds == {}
    assert (last[1].tick, last[1].behind) == (view.tick, 0)
    assert last[1].ended
    beds.hear(News(1, 0, learner.record.whole, view.tick))
    assert beds.idle_s() is None
    beds.hear(Looked((1,)))
    sleep(beds.idle_s() or 0.0)
    assert dict(beds.to_show()) == last
