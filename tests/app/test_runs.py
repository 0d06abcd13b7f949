"""Finished cases beside each other: taken over, laid over each other, noted, analysed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from game.app.shell import Shell
from game.case.play import Play
from game.files.case_file import LARGEST_BYTES, case_bytes, read_case
from game.files.level_file import read_level
from game.ui.desk import ResumeError
from game.values.channel import Channel, Panel
from game.values.level import Level
from game.values.note import Note
from game.values.order import Actor, Draw, Entry, Give
from game.values.ticks import TICKS_PER_HOUR, ticks
from tests.app.at_hand import AtHand, FoundAtOnce
from tests.files.sample_level import written
from tests.levels.plays import LEVELS

MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def level(tmp_path: Path) -> Level:
    """Return a level of two days."""
    return read_level(written(tmp_path))


@pytest.fixture
def machine() -> AtHand:
    """Return what finds the worth of a case for the desk, and believes every file."""
    return AtHand()


@pytest.fixture
def shell(tmp_path: Path, level: Level, machine: AtHand) -> Iterator[Shell]:
    """Return a desk with one level and a folder of its own."""
    told: list[str] = []
    made = Shell((level,), tmp_path / "data", lambda: MOMENT, told.append, platform=machine)
    yield made
    made.close()
    assert told == []


@pytest.fixture
def real(tmp_path: Path, level: Level) -> Iterator[Shell]:
    """Return the same desk on a machine that works out what a case is worth."""
    made = Shell((level,), tmp_path / "data", lambda: MOMENT, print)
    yield made
    made.close()


def _finish(shell: Shell, play: Play) -> Play:
    while not play.finished:
        if play.view.tick == 30:
            play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
        if play.view.tick == ticks(20):
            play.order(Actor.PLAYER, Give(regimen="tocilizumab"))
        play.tick()
    shell.finish(play)
    return play


def test_a_case_is_taken_over_at_a_moment_and_never_counts(
    tmp_path: Path, shell: Shell, level: Level, machine: AtHand
) -> None:
    first = _finish(shell, shell.start(level))
    assert shell.remark(first) == ""
    best = shell.beds()[0].best_score
    replayer = shell.replayer(first)

    play = shell.take_over_later(replayer, ticks(20)).result()

    assert play.view == replayer.view_at(ticks(20))
    shell.leave(play)
    (left,) = shell.unfinished()
    assert (left.branched, left.tick) == (True, ticks(20))
    assert shell.remark(play).startswith("Taken over from another case at Day 2 · ")
    # What it is held against is told as it begins; whoever takes over wants to know whether it was better.
    assert shell.remark(play).endswith(
        f"sets no best score. Your best with this patient from the start: {best} of 100."
    )
    machine.total += 40
    _finish(shell, play)
    case = read_case(Path(left.path))
    assert case.log.end is not None
    assert case.log.end.score == machine.total
    assert case.log.header.branched_from.endswith(f"@{ticks(20)}")
    assert [entry.tick for entry in case.log.entries] == [30, ticks(20)]
    assert len(case.log.digests) == 48
    assert case.whole.count(b"\n") == 1 + 2 + 48 + 1
    assert [case.confirmed for case in shell.finished_cases()] == [True, True]
    assert shell.beds()[0].best_score == best

    for run in shell.other_runs(shell.replayer(play)):
        assert run.name == f"Your best, {best} points"
    (other,) = shell.other_runs(replayer)
    assert "taken over" in other.name
    assert shell.ghost_later(replayer, other).result().view.tick == 48 * TICKS_PER_HOUR


def test_nothing_can_be_taken_over_after_the_end(shell: Shell, level: Level) -> None:
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    with pytest.raises(ResumeError, match="was over"):
        shell.take_over_later(replayer, replayer.end).result()


def test_notes_are_kept_beside_the_case_file(tmp_path: Path, shell: Shell, level: Level) -> None:
    play = _finish(shell, shell.start(level))
    replayer = shell.replayer(play)
    notes = (Note(tick=30, text="First IL-6."),)
    assert shell.keep_notes(replayer, (), notes) == notes
    assert shell.notes(shell.replayer(play)) == notes
    assert [path.name for path in (tmp_path / "data" / "cases").glob("*.notes.json")] == [
        "2026-11-22_083000_sample.notes.json"
    ]


@pytest.mark.slow
def test_the_analysis_runs_beside_the_window_until_all_is_found(real: Shell, level: Level) -> None:
    play = _finish(real, real.start(level))
    analyst = real.analyse_later(play)
    assert real.analyse_later(play) is analyst
    shares = []
    while not analyst.finished:
        shares.append(analyst.share_done)
        analyst.wait(0.05)  # ends when the process does, however slow the machine
    shares.append(analyst.share_done)
    found = analyst.latest()
    assert analyst.failure == ""
    assert found is not None
    assert found.curve
    assert found.best_plan
    assert shares == sorted(shares)


def test_an_analysis_that_is_no_longer_wanted_is_stopped(real: Shell, level: Level) -> None:
    analyst = real.analyse_later(_finish(real, real.start(level)))
    analyst.close()
    assert analyst.finished
    real.close()


def test_the_guideline_treats_a_drawn_patient_anew_for_comparison(tmp_path: Path) -> None:
    """Only the patient as written had a guideline run to compare with."""
    bed = read_level(LEVELS / "quiet_recovery.toml")
    short = structs.replace(bed, horizon_h=30.0)
    made = Shell((short,), tmp_path / "drawn", lambda: MOMENT, lambda _told: None, platform=FoundAtOnce())
    play = _finish(made, made.start(short, 7))
    replayer = made.replayer(play)

    (run,) = [one for one in made.other_runs(replayer) if one.expert]
    shown = made.ghost_later(replayer, run).result().view
    made.close()

    assert (run.name, shown.tick, shown.level.patient) == ("Guideline run", ticks(30), play.view.level.patient)
    assert "remdesivir" in [line.regimen.id for line in shown.courses if line.given]
    assert shown.labs[Channel.IL6][0] == play.view.labs[Channel.IL6][0]
    assert len(shown.labs[Channel.IL6]) > len(play.view.labs[Channel.IL6])


def test_a_classmates_file_is_laid_over_from_wherever_it_lies(tmp_path: Path, shell: Shell, level: Level) -> None:
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (mine,) = (tmp_path / "data" / "cases").glob("*.jsonl")
    theirs = folder / "anna.jsonl"
    theirs.write_bytes(mine.read_bytes())

    run = shell.run_of(replayer, str(theirs))

    assert run.name == "anna"
    assert shell.ghost_later(replayer, run).result().view.tick == 48 * TICKS_PER_HOUR


def test_a_file_that_does_not_belong_here_says_why(tmp_path: Path, shell: Shell, level: Level) -> None:
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"\x89PNG")
    other = LEVELS / "covid_storm.expert.jsonl"

    with pytest.raises(ResumeError, match=r"holiday\.png"):
        shell.run_of(replayer, str(picture))
    with pytest.raises(ResumeError, match="run of the level 'covid_storm'; this case is 'sample'"):
        shell.run_of(replayer, str(other))
    with pytest.raises(ResumeError, match=r"gone\.jsonl"):
        shell.run_of(replayer, str(tmp_path / "gone.jsonl"))


def test_a_run_of_another_model_or_of_a_level_as_it_was_says_so(tmp_path: Path, shell: Shell, level: Level) -> None:
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    (mine,) = (tmp_path / "data" / "cases").glob("*.jsonl")
    log = read_case(mine).log
    older = tmp_path / "older.jsonl"
    older.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, method="storm-0 euler"))))
    changed = tmp_path / "changed.jsonl"
    changed.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, level_digest="0"))))

    with pytest.raises(ResumeError, match=r"another model \(storm-0 euler\)"):
        shell.run_of(replayer, str(older))
    with pytest.raises(ResumeError, match="an earlier version of this level"):
        shell.run_of(replayer, str(changed))


def test_a_file_far_too_large_is_not_even_read(tmp_path: Path, shell: Shell, level: Level) -> None:
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    film = tmp_path / "lecture.mp4"
    with film.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(ResumeError, match=r"lecture\.mp4: found 20 MB, expected a case file"):
        shell.run_of(replayer, str(film))


def test_a_run_with_an_order_smuggled_in_is_not_shown(tmp_path: Path, shell: Shell, level: Level) -> None:
    """Whoever mends the chain as well is found out by playing the case again."""
    replayer = shell.replayer(_finish(shell, shell.start(level)))
    (mine,) = (tmp_path / "data" / "cases").glob("*.jsonl")
    log = read_case(mine).log
    early = Entry(tick=2, actor=Actor.PLAYER, order=Give(regimen="tocilizumab"))
    mended = tmp_path / "mended.jsonl"
    mended.write_bytes(case_bytes(replace(log, entries=(early, *log.entries))))
    laid = shell.ghost_later(replayer, shell.run_of(replayer, str(mended)))
    with pytest.raises(ResumeError, match=r"mended\.jsonl is not as the game wrote it: .* differs at hour 1\."):
        laid.result()


def test_a_run_with_other_luck_says_so(tmp_path: Path, level: Level) -> None:
    ours = Shell((level,), tmp_path / "data", lambda: MOMENT, print, platform=FoundAtOnce())
    luckier = Shell((level,), tmp_path / "theirs", lambda: MOMENT, print, seed=99, platform=FoundAtOnce())
    replayer = ours.replayer(_finish(ours, ours.start(level)))
    _finish(luckier, luckier.start(level))
    (theirs,) = (tmp_path / "theirs" / "cases").glob("*.jsonl")

    assert ours.run_of(replayer, str(theirs)).name.endswith("different luck (seed 99)")
    ours.close()
    luckier.close()


def test_a_finished_case_is_opened_from_its_file_and_nothing_is_written_to_it(tmp_path: Path, level: Level) -> None:
    made = Shell((level,), tmp_path / "data", lambda: MOMENT, print, platform=FoundAtOnce())
    total = made.finish(_finish(made, made.start(level))).total
    made.close()
    (path,) = (tmp_path / "data" / "cases").glob("*.jsonl")
    before = path.read_bytes()
    again = Shell((level,), tmp_path / "data", lambda: MOMENT, print, platform=FoundAtOnce())

    play = again.open_case(level, read_case(path))

    assert play.finished
    assert again.open_case(level, read_case(path)) is play
    assert again.finish(play).total == total
    again.close()
    assert path.read_bytes() == before
