"""Case files played again: a true one is confirmed, a changed one is found out, even if its chain was mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs

from game.app import main
from game.app.confirming import header_of
from game.app.likeness import Others
from game.app.shell import Shell
from game.case.case import admit_case
from game.case.play import Play
from game.files.case_file import case_bytes, read_case
from game.files.case_record import CaseRecord
from game.files.level_file import read_level
from game.review.verdict import SCORE_VERSION
from game.values.channel import Panel
from game.values.log import DigestLine, Log
from game.values.order import Actor, Draw, Entry, Give, Order, SetPressor, Stop
from tests.files.sample_level import COURSES, written

pytestmark = pytest.mark.usefixtures("scored_once")


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


def _at_the_end(log: Log, order: Order) -> Entry:
    """Return an order of the last tick, too late to change any fingerprint if it is refused."""
    assert log.end is not None
    return Entry(tick=log.end.tick - 1, actor=Actor.PLAYER, order=order)


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
        lambda log: replace(log, end=structs.replace(log.end, score=(log.end.score + 50) % 101)),
        "the file says score ",
    ),
    "all fingerprints taken out": (
        lambda log: replace(log, digests=()),
        "differs from hour 1 (Day ",
    ),
    "a fingerprint between two hours": (
        lambda log: replace(log, digests=(*log.digests[:4], DigestLine(tick=50, digest="0" * 16), *log.digests[4:])),
        "differs from hour 4.17 ",
    ),
    "the rules of the score, to come": (
        lambda log: replace(log, end=structs.replace(log.end, score=95, score_version=SCORE_VERSION + 1)),
        f"the score 95 by rules {SCORE_VERSION + 1} cannot be confirmed, since this game scores by rules ",
    ),
    "the rules of the score, gone by": (
        lambda log: replace(log, end=structs.replace(log.end, score_version=SCORE_VERSION - 1)),
        "the score ",
    ),
    "who ordered": (
        lambda log: _first_order(log, actor=Actor.INSTRUCTOR),
        "an order of 'instructor' (first at hour 1) cannot be confirmed",
    ),
    "an order of nothing": (
        lambda log: replace(log, entries=(*log.entries, _at_the_end(log, Stop(regimen="z" * 1_000_000)))),
        "an order at hour 47.92 is not one that the game writes: found 'zzz",
    ),
    "an order beyond all doses": (
        lambda log: replace(
            log, entries=(*log.entries, _at_the_end(log, SetPressor(norepinephrine_ug_per_kg_min=1e300)))
        ),
        "an order at hour 47.92 is not one that the game writes: found 1e+300, expected norepinephrine from 0 to 3 ",
    ),
    "the player": (
        lambda log: replace(log, header=structs.replace(log.header, player="Anna\x1b[2J")),
        "the player 'Anna\\x1b[2J' cannot be confirmed: the game writes no names.",
    ),
    "the version of the game": (
        lambda log: replace(log, header=structs.replace(log.header, game="9.9")),
        "the version of the game, '9.9', cannot be confirmed",
    ),
    "the format": (
        lambda log: replace(log, header=structs.replace(log.header, format=0)),
        "format 0 was never written by any version of the game",
    ),
    "a mark of a branch": (
        lambda log: replace(log, header=structs.replace(log.header, branched_from=f"{'0' * 16}@24")),
        f"the mark '{'0' * 16}@24' of the moment at which the case was taken over cannot be confirmed: ",
    ),
    "a mark of a branch at no moment": (
        lambda log: replace(log, header=structs.replace(log.header, branched_from=f"{'0' * 16}@٣")),
        f"the mark '{'0' * 16}@٣' of the moment at which the case was taken over cannot be confirmed: ",
    ),
    "an order after the end": (
        lambda log: replace(log, entries=(*log.entries, structs.replace(log.entries[0], tick=576))),
        "an order at hour 48 comes after the end of the case.",
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


def _chained(rows: list[bytes]) -> bytes:
    """Return lines with a chain of their own, as a forger would write them."""
    chain, whole = "", b""
    for row in rows:
        bare = re.sub(rb',"chain":"[0-9a-f]{16}"}$', b"}", row)
        chain = sha256(chain.encode() + bare).hexdigest()[:16]
        whole += bare[:-1] + f',"chain":"{chain}"}}\n'.encode()
    return whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"score":', b'"score": '),
        (b'"player":""', b'"player":"","player":""'),
        (b'"kind":"draw"', b'"kind":"dr\\u0061w"'),
        (b'{"line":"case","format":1', b'{"format":1,"line":"case"'),
        (b'"actor":"player"', b'"actor":"player","note":"x"'),
        (b'"tick":12,"digest"', b'"tick":12.0,"digest"'),
    ],
)
def test_another_form_than_the_games_is_named_though_chain_and_content_are_whole(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], old: bytes, new: bytes
) -> None:
    level, case = played
    rows = case.read_bytes().splitlines()
    forged = tmp_path / "forged.jsonl"
    assert _chained(rows) == case.read_bytes()
    forged.write_bytes(_chained([row.replace(old, new) for row in rows]))

    assert _verify(level, forged) == 1
    assert f"{forged} was edited after it was written:\n{forged}:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw.replace(b"\n", b"\r\n"), "(of Windows)"),
        (lambda raw: raw.replace(b"\n", b"\r\r\n"), "(of Windows)"),
        (lambda raw: raw.replace(b"\n", b"\r"), "(of an old Mac)"),
        (lambda raw: b"\xef\xbb\xbf" + raw, "(a byte order mark)"),
        (lambda raw: b"\n" + raw + b"\r\n\r\n", "(of Windows, blank lines)"),
        (bytes.rstrip, "(none after the last line)"),
    ],
)
def test_changed_line_ends_are_told_and_the_case_is_confirmed(
    played: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[bytes], bytes],
    told: str,
) -> None:
    level, case = played
    mailed = tmp_path / "mailed.jsonl"
    mailed.write_bytes(change(case.read_bytes()))

    assert _verify(level, mailed) == 0
    output = capsys.readouterr()
    assert "3 orders and 48 fingerprints confirmed; ending " in output.out
    assert f"changed the line endings {told}; what the game wrote in the lines is unchanged" in output.err
    assert "edited" not in output.err


def test_a_seed_that_is_not_the_levels_is_named_unless_it_was_asked_for(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, _ = played
    case = tmp_path / "other.jsonl"
    assert main(["simulate", str(level), "--seed", "8", "--save", str(case)]) == 0

    assert _verify(level, case) == 1
    assert f"{case}: the seed 8 is not the level's, which is 7: the player chose " in capsys.readouterr().err
    assert main(["verify", str(case), "--level", str(level), "--seed", "8"]) == 0


def test_a_drawn_patient_is_verified_without_naming_the_seed_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level = written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES}"))
    case = tmp_path / "other.jsonl"
    assert main(["simulate", str(level), "--seed", "8", "--save", str(case)]) == 0

    assert _verify(level, case) == 0
    assert "; a drawn patient, seed 8\n" in capsys.readouterr().out
    assert main(["verify", str(case), "--level", str(level), "--seed", "9"]) == 1
    assert "the seed 8 is not the one asked for, which is 9" in capsys.readouterr().err


def test_an_order_of_the_moment_at_which_a_case_was_stopped_is_no_forgery(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, _ = played
    shell = Shell((read_level(level),), tmp_path, lambda: datetime(2026, 1, 1, tzinfo=UTC), print)
    play = shell.start(read_level(level))
    for _ in range(24):
        play.tick()
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    play.stop()
    shell.finish(play)
    shell.close()
    (case,) = (tmp_path / "cases").iterdir()

    assert _verify(level, case) == 0
    assert "1 order and 2 fingerprints confirmed; ending stopped" in capsys.readouterr().out


def test_it_is_told_whose_orders_a_file_has(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    rows = case.read_bytes().splitlines(keepends=True)
    names = {"anna.jsonl": case.read_bytes(), "cut.jsonl": b"".join(rows[:20])}
    for name, whole in names.items():
        (tmp_path / name).write_bytes(whole)
    (tmp_path / "broken.jsonl").write_bytes(b"\xff\n")
    log = read_case(case).log
    (tmp_path / "ben.jsonl").write_bytes(case_bytes(replace(log, end=None)))
    assert main(["simulate", str(level), "--policy", "reference", "--save", str(tmp_path / "code.jsonl")]) == 0

    told = {}
    for name in (*names, "ben.jsonl", "code.jsonl"):
        capsys.readouterr()
        assert main(["verify", str(tmp_path / name), "--level", str(level)]) == 0
        told[name] = capsys.readouterr().out

    assert f"it has the same orders, at the same times, as {tmp_path / 'ben.jsonl'}." in told["anna.jsonl"]
    assert f"it is the first part of {tmp_path / 'anna.jsonl'}, whose end is missing here." in told["cut.jsonl"]
    assert "it has the orders of the policy 'reference'." in told["code.jsonl"]
    assert "policy" not in told["anna.jsonl"]
    capsys.readouterr()
    assert main(["verify", str(case), str(tmp_path / "anna.jsonl"), "--level", str(level)]) == 0
    assert f"{case}: this is a copy of {tmp_path / 'anna.jsonl'}." in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        b'{"line":"case","format":' + b"[" * 100_000,
        b'{"line":"case","format":' + b"9" * 10_000 + b"}",
        b'{"line":"case","format":1e999}\n',
        b'{"line":"case","game":"\xf3"}\n',
        b"\x00" * 1000 + b"\n",
        b"\n" * 3_000_000,
        b"\r" * 3_000_000,
        b"{}\n" * 300_000,
    ],
)
def test_whatever_a_file_holds_it_alone_fails(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    level, case = played
    bad = tmp_path / "bad\udcff.jsonl"
    bad.write_bytes(content + (b"\n" if not content.endswith(b"\n") else b""))

    assert main(["verify", str(bad), str(case), "--level", str(level)]) == 2
    output = capsys.readouterr()
    assert "confirmed" in output.out
    assert output.err.startswith(f"{tmp_path}/bad\\udcff.jsonl:")
    assert len(output.err) < 20_000


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
    assert "refused: give tocilizumab" in output.out
    assert f"{again}: found file exists, expected a new file that can be written" in output.err


def test_a_file_beside_that_is_too_large_to_compare_with_stands_not_in_the_way_of_the_others(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    level, case = played
    whole = case.read_bytes()
    room = 2 * len(whole) + 100
    monkeypatch.setattr("game.app.likeness._MOST_BYTES", room)
    (tmp_path / "anna.jsonl").write_bytes(whole)
    (tmp_path / "a_large_copy.jsonl").write_bytes(whole + b"\n" * room)
    (tmp_path / "ben.jsonl").write_bytes(whole)
    capsys.readouterr()

    assert main(["verify", str(tmp_path / "anna.jsonl"), "--level", str(level)]) == 0

    told = capsys.readouterr().out
    assert f"this is a copy of {tmp_path / 'ben.jsonl'}." in told
    assert "a_large_copy" not in told


def test_of_many_copies_beside_ten_are_named_and_the_others_counted(played: tuple[Path, Path], tmp_path: Path) -> None:
    _, case = played
    for number in range(13):
        (tmp_path / f"{number:02d}.jsonl").write_bytes(case.read_bytes())

    told = list(Others([]).told(read_case(tmp_path / "00.jsonl")))

    assert len(told) == 11
    assert told[-1] == "the same can be said beside 2 more files."
