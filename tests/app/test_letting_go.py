"""What was worked out for a debrief ends with it, once score and report are on the disk; pictures are whole or not."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from msgspec import structs

from game.app.cores import cores
from game.app.following import FIRST_AT_H
from game.app.reports import told
from game.app.shell import Shell
from game.case import walk
from game.case.case import Case, advance
from game.case.play import Play
from game.files.case_file import read_case
from game.files.level_file import read_level
from game.futures.sweep import ColumnFutures
from game.review.playback.rewind import SNAPSHOT_EVERY
from game.review.scoring.ahead import Ahead
from game.review.scoring.score import score
from game.review.verdict import Score
from game.ui.desk import Unfinished
from game.values.channel import Panel
from game.values.level import Level
from game.values.order import Actor, Draw, Entry
from game.values.ticks import TICKS_PER_HOUR
from tests.app.shell import ROOT
from tests.app.test_shell import MOMENT
from tests.levels.plays import retold

LEVEL = ROOT / "levels" / "covid_storm.toml"
PICTURE = b"picture" * 1000
MANY = 5


@pytest.fixture
def level() -> Level:
    """Return a level whose analysis takes longer than leaving it."""
    return read_level(LEVEL)


@pytest.fixture
def shell(tmp_path: Path, level: Level) -> Iterator[Shell]:
    """Return a desk with a folder of its own, in which a finished case lies."""
    cases = tmp_path / "cases"
    cases.mkdir()
    shutil.copy(LEVEL.with_suffix(".expert.jsonl"), cases / "finished.jsonl")
    made = Shell((level,), tmp_path, lambda: MOMENT, lambda _: None)
    yield made
    made.close()


@pytest.fixture
def half_a_day(level: Level) -> Level:
    """Return the same level with an end that is near: its analysis still takes longer than leaving it."""
    return structs.replace(level, horizon_h=12.0)


@pytest.fixture
def desk(tmp_path: Path, half_a_day: Level) -> Iterator[Shell]:
    """Return a desk with a folder of its own, and nothing in it."""
    made = Shell((half_a_day,), tmp_path, lambda: MOMENT, lambda _: None)
    yield made
    made.close()


def test_debriefs_that_were_left_keep_no_process_and_no_case(tmp_path: Path, shell: Shell) -> None:
    analysts = []
    for _ in range(MANY):
        play = shell.open_finished_later(str(tmp_path / "cases" / "finished.jsonl")).result()
        analysts.append(shell.analyse_later(play))
        shell.replayer(play)
        shell.let_go(play)
    for analyst in analysts:
        analyst.wait()

    assert len({id(analyst) for analyst in analysts}) == MANY
    assert all(analyst.stopped for analyst in analysts)
    assert [child.name for child in multiprocessing.active_children()] == []
    assert shell.kept() == ()
    assert shell._shown == []


def _stopped(shell: Shell, level: Level) -> tuple[Play, Future[Score]]:
    """Return a case that was stopped in its third hour, and its score to come."""
    play = shell.start(level)
    for _ in range(30):
        play.tick()
    play.stop()
    return play, shell.finish_later(play)


def test_a_debrief_that_is_left_at_once_still_gets_its_score(desk: Shell, half_a_day: Level) -> None:
    play, score = _stopped(desk, half_a_day)
    analyst = desk.analyse_later(play)
    desk.let_go(play)

    worth = score.result().total
    analyst.wait()
    (path,) = desk.home.joinpath("cases").glob("*.jsonl")
    end = read_case(path).log.end
    assert end is not None
    assert end.score == worth
    assert [child.name for child in multiprocessing.active_children()] == []


def test_a_case_that_is_taken_up_while_it_is_scored_keeps_the_analysis_that_is_under_way(
    desk: Shell, half_a_day: Level
) -> None:
    play, score = _stopped(desk, half_a_day)
    analyst = desk.analyse_later(play)
    path = desk.record_of(play).path
    desk.let_go(play)

    again = desk.resume(Unfinished(str(path), half_a_day, play.view.tick))

    assert again is play
    assert desk.analyse_later(again) is analyst
    score.result()
    assert not analyst.stopped


WORKING = ["analysis", "peer"] if cores() > 1 else ["analysis"]


def _children() -> list[str]:
    return sorted([child.name for child in multiprocessing.active_children()])


def test_a_case_that_is_left_before_its_end_keeps_no_process_and_begins_one_anew_when_it_goes_on(
    tmp_path: Path, level: Level
) -> None:
    level = structs.replace(level, horizon_h=12.0)
    shell = Shell((level,), tmp_path, lambda: MOMENT, lambda _: None)
    play = shell.start(level)
    for _ in range(FIRST_AT_H * TICKS_PER_HOUR - 1):
        play.tick()
    assert _children() == []
    play.tick()
    assert _children() == WORKING

    shell.leave(play)
    assert _children() == []

    (left,) = shell.unfinished()
    play = shell.resume(left)
    for _ in range(TICKS_PER_HOUR):
        play.tick()
    assert _children() == WORKING
    play.stop()
    assert shell.finish(play) == score(level, shell._of(play).log, ColumnFutures())
    shell.close()
    assert _children() == []


def test_for_a_complete_debrief_the_window_plays_no_hour_again_that_it_played(
    tmp_path: Path, level: Level, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = structs.replace(level, horizon_h=25.0)
    shell = Shell((level,), tmp_path, lambda: MOMENT, lambda _: None)
    play = shell.start(level)
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    while not play.finished:
        play.tick()
    again: list[int] = []

    def counting(case: Case, entries: Sequence[Entry] = ()) -> Case:
        again.append(case.tick)
        return advance(case, entries)

    monkeypatch.setattr(walk, "advance", counting)
    shell.finish(play)
    analyst = shell.analyse_later(play)
    analyst.wait()
    rewind = shell.replayer(play)
    while rewind.read_on():
        pass
    assert rewind.view_at(play.view.tick) == play.view
    assert Path(shell.save_report_later(play).result()).is_file()
    # Only what came after the last snapshot, once to read on and once to be shown.
    assert again == 2 * list(range(24 * TICKS_PER_HOUR, 25 * TICKS_PER_HOUR))

    opened = shell._of(play)
    assert told(opened, analyst) == retold(level, opened.log)
    shell.close()


def test_for_the_debrief_of_a_case_from_its_file_no_hour_is_played_twice(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the window, and not by the process of the analysis, which gets what the window has played."""
    passed: list[int] = []

    def counting(case: Case, entries: Sequence[Entry] = ()) -> Case:
        passed.append(case.tick)
        return advance(case, entries)

    monkeypatch.setattr(walk, "advance", counting)
    play = shell.open_finished_later(str(tmp_path / "cases" / "finished.jsonl")).result()
    end = play.view.tick
    assert passed == list(range(end))

    opened = shell._of(play)
    given = pickle.loads(pickle.dumps(opened.begun))  # noqa: S301  we wrote it just now
    ahead = Ahead(opened.level, opened.log.header.seed, ColumnFutures())
    truth = ahead.tracks(opened.log, given).account
    rewind = shell.replayer(play)
    assert rewind.view_at(end - TICKS_PER_HOUR).tick == end - TICKS_PER_HOUR
    taken = shell.take_over_later(rewind, SNAPSHOT_EVERY).result()
    assert taken.view.tick == SNAPSHOT_EVERY
    assert [tick for tick in passed[end:] if tick < end - SNAPSHOT_EVERY] == []

    assert truth == retold(opened.level, opened.log).case


def test_a_picture_that_cannot_be_kept_is_told(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "screenshots").write_text("a file, where the folder should be")

    assert shell.save_screenshot(PICTURE).startswith(f"No picture was saved: {tmp_path / 'screenshots'}")


def test_a_full_disk_leaves_no_half_picture(tmp_path: Path, shell: Shell) -> None:
    resource = pytest.importorskip("resource", reason="the size of files can be limited on POSIX alone")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(PICTURE) - 1, hard))
    try:
        told = shell.save_screenshot(PICTURE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert told.startswith("No picture was saved: ")
    assert list((tmp_path / "screenshots").iterdir()) == []
    assert shell.save_screenshot(PICTURE).startswith("Picture saved: ")
    assert [path.read_bytes() for path in (tmp_path / "screenshots").iterdir()] == [PICTURE]
