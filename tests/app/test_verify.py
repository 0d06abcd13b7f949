"""Case files played again: a true one is confirmed, a changed one is found out, even if its chain was mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from game.app import main
from game.app.shell import header_of
from game.case.case import admit_case
from game.case.play import Play
from game.files.case_file import case_bytes, read_case
from game.files.case_record import CaseRecord
from game.files.level_file import read_level
from game.values.log import Log
from game.values.order import Give
from tests.files.sample_level import written


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a level of two days and a case file of it."""
    folder = tmp_path_factory.mktemp("played")
    level = written(folder)
    orders = folder / "orders.csv"
    orders.write_text("hour,order,what\n1,draw,il6\n10,give,tocilizumab\n11,give,tocilizumab\n")
    case = folder / "case.jsonl"
    assert main(["simulate", str(level), "--orders", str(orders), "--save", str(case)]) == 0
    return level, case


def _verify(level: Path, case: Path) -> int:
    return main(["verify", str(case), "--level", str(level)])


def test_a_true_file_is_confirmed(played: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    level, case = played
    log = read_case(case).log
    assert log.end is not None

    assert _verify(level, case) == 0

    assert capsys.readouterr().out == (
        f"{case}: 3 orders and 48 fingerprints confirmed; ending {log.end.ending}; score {log.end.score}\n"
    )


def test_an_unfinished_file_is_confirmed_as_far_as_it_goes(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    left = tmp_path / "left.jsonl"
    left.write_bytes(b"".join(case.read_bytes().splitlines(keepends=True)[:20]))

    assert _verify(level, left) == 0
    assert "the case is not finished (hour 16)" in capsys.readouterr().out


def test_a_case_that_was_left_between_two_hours_is_confirmed_to_its_last_tick(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path)
    level = read_level(path)
    record = CaseRecord.begin(tmp_path, "left", header_of(level, level.seed), print)
    play = Play(admit_case(level, level.seed), record.entry, record.mark)
    for _ in range(30):
        play.tick()
    record.close()

    assert _verify(path, record.path) == 0
    assert "the case is not finished (hour 2.5)" in capsys.readouterr().out

    other = CaseRecord.begin(tmp_path, "forged", header_of(level, level.seed), print)
    for digest in read_case(record.path).log.digests[:2]:
        other.mark(digest.tick, digest.digest)
    other.mark(30, "0" * 16)
    other.close()
    assert _verify(path, other.path) == 1


def test_an_edited_file_is_found_out(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    edited = tmp_path / "edited.jsonl"
    edited.write_bytes(case.read_bytes().replace(b"tocilizumab", b"remdesivir", 1))

    assert _verify(level, edited) == 1
    assert capsys.readouterr().err.startswith(f"{edited} was edited after it was written:\n{edited}:13: found a line")


def _first_order(log: Log, **changes: object) -> Log:
    return replace(log, entries=(structs.replace(log.entries[0], **changes), *log.entries[1:]))


FORGERIES: dict[str, tuple[Callable[[Log], Log], str]] = {
    "the seed": (lambda log: replace(log, header=structs.replace(log.header, seed=8)), "differs from hour 2 "),
    "the drug": (
        lambda log: replace(
            log, entries=(log.entries[0], structs.replace(log.entries[1], order=Give(regimen="remdesivir")))
        ),
        "differs from hour 11 ",
    ),
    "the time": (lambda log: _first_order(log, tick=6), "differs from hour 1 "),
    "an order taken out": (lambda log: replace(log, entries=log.entries[:1]), "differs from hour 11 "),
    "a fingerprint": (
        lambda log: replace(
            log, digests=(*log.digests[:4], structs.replace(log.digests[4], digest="0" * 16), *log.digests[5:])
        ),
        "differs from hour 5 ",
    ),
    "a fingerprint taken out": (
        lambda log: replace(log, digests=(*log.digests[:4], *log.digests[5:])),
        "differs from hour 5 ",
    ),
    "the ending": (
        lambda log: replace(log, end=structs.replace(log.end, ending="discharged")),
        "differs from hour 48 (Day 3 · 08:00): the file says discharged, played again it is time_up.",
    ),
    "the score": (
        lambda log: replace(log, end=structs.replace(log.end, score=100)),
        "the file says score 100, played again it is ",
    ),
    "an order after the end": (
        lambda log: replace(log, entries=(*log.entries, structs.replace(log.entries[0], tick=576))),
        "an order of hour 48 lies after the end of the case.",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_file_with_a_whole_chain_is_found_out_at_the_first_hour_that_differs(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], forgery: str
) -> None:
    level, case = played
    forge, expected = FORGERIES[forgery]
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(case_bytes(forge(read_case(case).log)))

    assert _verify(level, forged) == 1
    assert f"{forged}: {expected}" in capsys.readouterr().err


def test_a_case_of_another_model_is_neither_confirmed_nor_scored(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    log = read_case(case).log
    old = tmp_path / "old.jsonl"
    old.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, method="storm-0 euler"))))

    assert _verify(level, old) == 1
    assert main(["score", str(old), "--level", str(level)]) == 1
    assert capsys.readouterr().err.count("was played with the model 'storm-0 euler'") == 2


def test_a_level_that_was_changed_since_is_said_to_be(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, case = played
    changed = written(tmp_path, ("age_years = 60", "age_years = 61"))

    assert _verify(changed, case) == 1
    assert "The level 'sample' is not the one that was played" in capsys.readouterr().err


def test_one_bad_file_does_not_hide_the_others(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played

    assert main(["verify", str(tmp_path / "none.jsonl"), str(case), "--level", str(level)]) == 2
    assert "confirmed" in capsys.readouterr().out


def test_the_same_orders_give_the_same_file(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    again, table = tmp_path / "again.jsonl", tmp_path / "hours.csv"

    arguments = ["simulate", str(level), "--orders", str(case), "--save", str(again), "--csv", str(table)]
    assert main(arguments) == 0
    assert main(arguments) == 2

    assert again.read_bytes() == case.read_bytes()
    assert len(table.read_text("utf-8").splitlines()) == 50
    assert table.read_text("utf-8").startswith("hour,heart_rate,spo2,")
    output = capsys.readouterr()
    assert "refused: tocilizumab" in output.out
    assert f"{again}: found file exists, expected a new file that can be written" in output.err
