"""A guided case on the disk: its file says that it was guided, it is taken back, put away, and never a best score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import UNSET, structs

from game.app.bests import beds_of
from game.app.confirming import confirmed
from game.app.levels import guided_paths, shipped_ids, shipped_paths
from game.app.shell import Shell
from game.files.case_file import case_bytes, read_case
from game.files.case_shelf import Finished
from game.files.level_file import read_level
from game.values.channel import Panel
from game.values.level import Level
from game.values.log import GUIDED_LOG_FORMAT, EndLine
from game.values.order import Actor, Draw, Give
from game.values.ticks import TICKS_PER_HOUR

MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def level() -> Level:
    """Return the guided case of the game."""
    return read_level(guided_paths()["first_case"])


@pytest.fixture
def shell(tmp_path: Path, level: Level) -> Iterator[Shell]:
    """Return a desk that has it alone."""
    made = Shell((level,), tmp_path, lambda: MOMENT, lambda _: None)
    yield made
    made.close()


def test_the_first_line_says_that_it_was_guided_and_a_replay_confirms_it(
    tmp_path: Path, level: Level, shell: Shell
) -> None:
    play = shell.start(level)
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    for _ in range(30):
        play.tick()
    path = shell._of(play).record.path
    shell.put_away(play)
    (aside,) = (tmp_path / "cases" / "set_aside").glob("*.jsonl")
    case = read_case(aside)

    assert not path.exists()
    assert case.log.header.guided is True
    assert case.log.header.format == GUIDED_LOG_FORMAT
    assert confirmed(level, case.log, case.whole).faults == ()
    lied = structs.replace(case.log.header, guided=UNSET, format=1)
    alone = type(case.log)(lied, case.log.entries, case.log.digests)
    assert confirmed(level, alone, case_bytes(alone)).faults != ()


def test_a_case_is_taken_back_and_the_one_before_is_put_away(tmp_path: Path, level: Level, shell: Shell) -> None:
    play = shell.start(level)
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    for _ in range(30):
        play.tick()
    play.order(Actor.PLAYER, Give(regimen="methylprednisolone"))
    for _ in range(12):
        play.tick()

    again = shell.go_back_later(play, 24).result()

    assert again.view.tick == 24
    assert [one.regimen.id for one in again.view.courses if one.given] == []
    assert len(again.view.pending) + len(again.view.labs) > 0
    assert len(list((tmp_path / "cases").glob("*.jsonl"))) == 1
    assert len(list((tmp_path / "cases" / "set_aside").glob("*.jsonl"))) == 1


def test_one_that_was_left_is_taken_up_again_and_one_that_was_put_away_is_not(level: Level, shell: Shell) -> None:
    play = shell.start(level)
    for _ in range(TICKS_PER_HOUR):
        play.tick()
    shell.leave(play)
    (offered,) = shell.unfinished()
    assert shell.resume(offered) is play
    assert not shell.beds()[0].taken

    shell.put_away(play)

    assert shell.unfinished() == ()
    assert shell.beds()[0].taken


def test_a_file_that_says_that_it_ended_well_is_no_best_score(tmp_path: Path, level: Level, shell: Shell) -> None:
    play = shell.start(level)
    header = read_case(shell._of(play).record.path).log.header
    end = EndLine(tick=12, ending="discharged", score=100, digest="x", score_version=99)
    forged = Finished(tmp_path / "forged.jsonl", header, end, "mark")

    assert not shell._trust.counts(forged, level)
    (bed,) = beds_of({level.id: level}, [forged], shell._trust.counts, 0)
    assert bed.best_score is None


def test_guided_cases_stand_beside_the_levels_that_are_scored() -> None:
    assert "first_case" not in shipped_paths()
    assert set(guided_paths()) == {"first_case"}
    assert "first_case" in shipped_ids()
    assert all(read_level(path).coach is None for path in shipped_paths().values())
