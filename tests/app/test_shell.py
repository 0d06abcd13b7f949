"""The desk behind the screens: cases are begun, left, resumed and finished, and no order is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from msgspec import structs

from game.app.platform import Platform
from game.app.shell import Shell
from game.files.case_file import case_bytes, read_case
from game.files.level_file import read_level
from game.files.report_file import case_mark
from game.ui.desk import ResumeError
from game.values.channel import Panel
from game.values.level import Level
from game.values.order import Actor, Draw, Give, Order
from game.values.settings import Settings, ThemeName
from game.values.ticks import TICKS_PER_HOUR
from tests.app.at_hand import FoundAtOnce
from tests.app.shell import clean_environment
from tests.files.sample_level import written

ORDERS: dict[int, Order] = {
    3: Draw(panel=Panel.IL6),
    40: Give(regimen="tocilizumab"),
    41: Give(regimen="tocilizumab"),
    300: Draw(panel=Panel.LACTATE_CREATININE),
}
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def level(tmp_path: Path) -> Level:
    """Return a level of two days."""
    return read_level(written(tmp_path))


@pytest.fixture
def told() -> list[str]:
    """Return what the player was told."""
    return []


@pytest.fixture
def shell(tmp_path: Path, level: Level, told: list[str]) -> Iterator[Shell]:
    """Return a desk with one level and a folder of its own."""
    made = _shell(tmp_path, level, told)
    yield made
    made.close()


def _shell(tmp_path: Path, level: Level, told: list[str], platform: Platform | None = None) -> Shell:
    return Shell((level,), tmp_path / "data", lambda: MOMENT, told.append, platform=platform)


def _cases(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "data" / "cases").glob("*.jsonl"))


def test_a_case_is_played_scored_and_remembered(tmp_path: Path, level: Level, shell: Shell, told: list[str]) -> None:
    play = shell.start(level)
    while not play.finished:
        if play.view.tick in ORDERS:
            play.order(Actor.PLAYER, ORDERS[play.view.tick])
        play.tick()

    score = shell.finish(play)

    (path,) = _cases(tmp_path)
    assert path.name == "2026-11-22_083000_sample.jsonl"
    end = read_case(path).log.end
    assert end is not None
    assert (end.score, end.ending, end.tick) == (score.total, "time_up", 48 * TICKS_PER_HOUR)
    assert shell.finish(play) is score
    assert [(bed.best_score, bed.stars) for bed in shell.beds()] == [(score.total, score.stars)]
    assert shell.unfinished() == ()
    assert shell.replayer(play).view_at(300).tick == 300
    assert len(shell.reveal_later(play).result().ticks) == 49
    page = Path(shell.save_report_later(play).result())
    assert page == tmp_path / "data" / "reports" / f"{path.stem}.html"
    assert f"{score.total}<small> of 100</small>" in page.read_text("utf-8")
    assert "it was scored by another version" not in page.read_text("utf-8")
    assert case_mark(read_case(path).log) in page.read_text("utf-8")
    assert told == []


def test_a_resumed_case_ends_as_if_it_had_never_been_left(tmp_path: Path, level: Level, told: list[str]) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    for folder, moments in ((straight, ()), (broken, (3, 39, 41, 100, 301))):
        leave_at = list(moments)
        shell = _shell(folder, level, told, FoundAtOnce())
        play = shell.start(level)
        while not play.finished:
            tick = play.view.tick
            if tick in ORDERS and not any(entry.order == ORDERS[tick] for entry in play.due):
                play.order(Actor.PLAYER, ORDERS[tick])
            if tick in leave_at:
                shell.close()
                shell = _shell(folder, level, told, FoundAtOnce())
                (left,) = shell.unfinished()
                play = shell.resume(left)
                assert (left.tick, play.view.tick) == (tick, tick)
                leave_at.remove(tick)
                continue
            play.tick()
        shell.finish(play)
        shell.close()

    (one,), (other,) = _cases(straight), _cases(broken)
    assert one.read_bytes() == other.read_bytes()
    assert told == []


@pytest.mark.parametrize("tick", [0, 1, 11, 12, 13])
def test_a_case_is_offered_at_the_tick_at_which_its_program_was_killed(
    tmp_path: Path, level: Level, shell: Shell, tick: int
) -> None:
    play = shell.start(level)
    for _ in range(tick):
        play.tick()

    # The case is neither left nor closed: what is on the disk is all that a killed program leaves.
    copytree(tmp_path / "data", tmp_path / "killed" / "data")
    later = _shell(tmp_path / "killed", level, [])
    (left,) = later.unfinished()
    again = later.resume(left)

    assert (left.tick, again.view.tick) == (tick, tick)
    assert again.case_digest == play.case_digest
    assert again.tick() == play.tick()
    later.close()


def test_a_case_that_was_resumed_and_left_at_once_still_stands_where_it_stood(tmp_path: Path, level: Level) -> None:
    shell = _shell(tmp_path, level, [])
    begun = shell.start(level)
    for _ in range(17):
        begun.tick()
    for _ in range(3):
        shell.close()
        shell = _shell(tmp_path, level, [])
        (left,) = shell.unfinished()
        play = shell.resume(left)
        shell.leave(play)

    assert play.view.tick == 17


@pytest.mark.parametrize(("ticks_passed", "orders", "kept"), [(0, 0, 0), (11, 0, 0), (12, 0, 1), (0, 1, 1)])
def test_a_case_in_which_nothing_happened_is_not_kept(
    tmp_path: Path, level: Level, shell: Shell, ticks_passed: int, orders: int, kept: int
) -> None:
    """A bed that was looked at and left stood on the title as *Interrupted*."""
    play = shell.start(level)
    for _ in range(ticks_passed):
        play.tick()
    for _ in range(orders):
        play.order(Actor.PLAYER, ORDERS[3])
    assert shell.untouched(play) is not bool(kept)
    shell.leave(play)

    assert len(shell.unfinished()) == len(_cases(tmp_path)) == kept


@pytest.mark.parametrize(("ticks_passed", "orders", "kept"), [(0, 0, 0), (11, 0, 0), (12, 0, 1), (0, 1, 1)])
@pytest.mark.parametrize("hurried", [False, True])
def test_closing_the_window_keeps_what_leaving_the_bed_keeps(
    tmp_path: Path, level: Level, ticks_passed: int, orders: int, kept: int, hurried: bool
) -> None:
    """A window that was closed over a bed at once left a case file, and the bed stood on the title as *Interrupted*."""
    shell = _shell(tmp_path, level, [])
    play = shell.start(level)
    for _ in range(ticks_passed):
        play.tick()
    for _ in range(orders):
        play.order(Actor.PLAYER, ORDERS[3])
    assert len(shell.kept()) == kept
    shell.close(hurried=hurried)

    assert len(_cases(tmp_path)) == kept
    again = _shell(tmp_path, level, [])
    assert len(again.unfinished()) == kept
    again.close()


def test_a_case_in_which_nothing_happened_is_kept_where_it_was_taken_up_again(tmp_path: Path, level: Level) -> None:
    shell = _shell(tmp_path, level, [])
    shell.start(level).order(Actor.PLAYER, ORDERS[3])
    shell.close()
    shell = _shell(tmp_path, level, [])
    again = shell.resume(shell.unfinished()[0])
    shell.leave(again)

    assert len(shell.unfinished()) == 1
    shell.close()


def test_a_case_under_way_in_this_window_is_not_offered(level: Level, shell: Shell) -> None:
    shell.start(level).order(Actor.PLAYER, ORDERS[3])

    assert shell.unfinished() == ()


def test_a_case_that_plays_out_otherwise_is_refused_and_set_aside(tmp_path: Path, level: Level, shell: Shell) -> None:
    play = shell.start(level)
    for _ in range(3 * TICKS_PER_HOUR):
        play.tick()
    (path,) = _cases(tmp_path)
    log = read_case(path).log
    shell.close()
    forged = (*log.digests[:1], structs.replace(log.digests[1], digest="0" * 16), log.digests[2])
    path.write_bytes(case_bytes(type(log)(log.header, (), forged)))

    again = _shell(tmp_path, level, [])
    (left,) = again.unfinished()
    with pytest.raises(ResumeError, match=r"differs from its file at hour 2 .* It cannot be resumed and is kept as "):
        again.resume(left)

    assert again.unfinished() == ()
    assert not path.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"method": "storm-0 euler"}, "it was played with the model 'storm-0 euler', this game has '"),
        ({"level": "elsewhere"}, "its level 'elsewhere' is not available here"),
        ({"level_digest": "0" * 16}, "its level 'sample' has been changed since"),
    ],
)
def test_a_case_that_cannot_be_resumed_is_told_once(
    tmp_path: Path, level: Level, shell: Shell, told: list[str], changes: dict[str, str], reason: str
) -> None:
    shell.start(level).order(Actor.PLAYER, ORDERS[3])
    (path,) = _cases(tmp_path)
    shell.close()
    log = read_case(path).log
    path.write_bytes(case_bytes(type(log)(structs.replace(log.header, **changes), log.entries)))
    again = _shell(tmp_path, level, told)

    assert again.unfinished() == ()
    assert again.unfinished() == ()

    assert len(told) == 1
    assert told[0].startswith(f"{path} cannot be resumed: {reason}")


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, level: Level, told: list[str]) -> None:
    folder = tmp_path / "data" / "cases"
    folder.mkdir(parents=True)
    (folder / "x.jsonl").write_text("nonsense\n")

    assert _shell(tmp_path, level, told).unfinished() == ()

    assert told[0].startswith(f"This is left untouched, since it cannot be read:\n{folder / 'x.jsonl'}:1: ")
    assert (folder / "x.jsonl").exists()


def test_a_discarded_case_is_kept_but_not_offered(tmp_path: Path, level: Level, shell: Shell) -> None:
    shell.start(level).order(Actor.PLAYER, ORDERS[3])
    shell.close()
    again = _shell(tmp_path, level, [])
    (left,) = again.unfinished()

    again.discard(left)

    assert again.unfinished() == ()
    assert [path.name for path in (tmp_path / "data" / "cases" / "set_aside").iterdir()] == [Path(left.path).name]


def test_settings_are_kept(tmp_path: Path, level: Level, shell: Shell) -> None:
    shell.keep_settings(Settings(theme=ThemeName.LIGHT))

    assert shell.settings() == Settings(theme=ThemeName.LIGHT)
    assert _shell(tmp_path, level, []).settings() == Settings(theme=ThemeName.LIGHT)


def test_a_case_stopped_by_hand_is_scored_and_confirmed(tmp_path: Path, level: Level, shell: Shell) -> None:
    from game.app import main

    play = shell.start(level)
    play.order(Actor.PLAYER, ORDERS[3])
    for _ in range(30):
        play.tick()
    play.stop()
    shell.finish(play)

    (path,) = _cases(tmp_path)
    assert main(["verify", str(path), "--level", str(tmp_path / "sample.toml")]) == 0


CRASH = """\
import sys
from datetime import datetime
from pathlib import Path
from shutil import copytree
from game.app.shell import Shell
from game.files.level_file import read_level
from game.ui.desk import ResumeError
from game.values.channel import Panel
from game.values.order import Actor, Draw

level = read_level(Path(sys.argv[1]))
shell = Shell((level,), Path(sys.argv[2]), datetime.now, print)
play = shell.start(level)
count = 0
while True:
    if play.view.tick % 7 == 0:
        play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
        count += 1
        print(count, flush=True)
    play.tick()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("orders", [1, 4, 23])
def test_killed_in_the_middle_nothing_is_lost_up_to_the_last_order(tmp_path: Path, orders: int, level: Level) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CRASH, str(tmp_path / "sample.toml"), str(tmp_path / "data")],
        env=clean_environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        given = 0
        while given < orders:
            given = int(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
        given = max([given, *map(int, program.stdout.read().split())])

    shell = _shell(tmp_path, level, [])
    (left,) = shell.unfinished()
    play = shell.resume(left)
    entries = read_case(Path(left.path)).log.entries
    shell.close()

    # An order may be in the file that the killed program had no time to tell of.
    assert given <= len(entries) <= given + 1
    assert [entry.tick for entry in entries] == [7 * number for number in range(len(entries))]
    assert play.view.tick >= entries[-1].tick


def test_an_interrupted_case_says_after_a_restart_how_its_patient_is(
    tmp_path: Path, level: Level, told: list[str]
) -> None:
    """From its file alone, played again in the background; the ward asks until it is known."""
    first = _shell(tmp_path, level, told)
    play = first.start(level)
    for _ in range(36):
        play.tick()
    seen = play.view
    first.close()
    again = _shell(tmp_path, level, told)
    (case,) = again.unfinished()
    again._background.submit(lambda: None).result()
    (known,) = again.unfinished()
    again.close()

    assert case.tick == known.tick == 36
    assert known.view is not None
    assert (known.view.news2, known.view.support) == (seen.news2, seen.support)


def test_a_case_that_was_closed_before_its_debrief_is_offered_as_over(
    tmp_path: Path, level: Level, told: list[str]
) -> None:
    """Its file tells the last moment and no score; played again, the patient has gone home or died."""
    first = _shell(tmp_path, level, told)
    play = first.start(level)
    while not play.finished:
        play.tick()
    first.close()
    again = _shell(tmp_path, level, told)
    again.unfinished()
    again._background.submit(lambda: None).result()
    (known,) = again.unfinished()
    taken_up = again.resume(known)
    again.close()

    assert known.ended
    assert taken_up.finished
