"""The processes that play the beds of a live class on, when they do not stay alive."""

from __future__ import annotations

import os
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.classroom.room import News
from game.classroom.ward import MOST_DEATHS, Ward
from tests.classroom.lesson import lesson_in


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
