"""Case files: what a crash tears is told, and what a hand changes is found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from game.files import case_file
from game.files.case_file import case_bytes, read_case, read_ends
from game.files.case_lines import CaseFileError, chained
from game.values.channel import Panel
from game.values.log import DigestLine, EndLine, Header, Log, SessionLine
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop

HEADER = Header(format=1, game="0", method="m", level="sample", level_digest="d" * 16, seed=2**53 - 1)
ORDERS: tuple[Order, ...] = (
    Give(regimen="tocilizumab"),
    Stop(regimen="tocilizumab"),
    Draw(panel=Panel.IL6),
    SetDevice(device=Device.HIGH_FLOW),
    SetProne(prone=True),
    SetPressor(norepinephrine_ug_per_kg_min=0.1),
    GiveFluid(),
)
LOG = Log(
    HEADER,
    tuple(Entry(tick=5 * number, actor=Actor.PLAYER, order=order) for number, order in enumerate(ORDERS)),
    (DigestLine(tick=12, digest="a" * 16), DigestLine(tick=24, digest="b" * 16)),
    EndLine(tick=31, ending="stopped", score=7, digest="c" * 16),
)


def test_a_log_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_bytes(case_bytes(LOG))

    case = read_case(path)

    assert case.log == LOG
    assert case.whole == case_bytes(LOG)
    assert case.torn == ""
    assert case.tick == 31


@pytest.mark.parametrize("keep", [1, 5, 60])
def test_a_torn_last_line_is_left_out_and_told(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "case.jsonl"
    rows = case_bytes(LOG).splitlines(keepends=True)
    path.write_bytes(b"".join(rows[:-1]) + rows[-1][:keep])

    case = read_case(path)

    assert case.log == Log(LOG.header, LOG.entries, LOG.digests)
    assert case.whole == b"".join(rows[:-1])
    assert case.torn == f"{path}:11: the last line is torn, as a crash leaves it; everything before it is kept"


def test_a_torn_end_of_zeros_as_a_power_cut_leaves_it_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_bytes(case_bytes(LOG) + bytes(512))

    assert read_case(path).log == LOG


def _changed(rows: list[bytes], number: int, old: bytes, new: bytes) -> list[bytes]:
    assert old in rows[number]
    return [*rows[:number], rows[number].replace(old, new), *rows[number + 1 :]]


def _other_chain(rows: list[bytes]) -> list[bytes]:
    line, _ = chained("", DigestLine(tick=12, digest="e" * 16))
    return [*rows[:4], line.rstrip(b"\n"), *rows[5:]]


EDITS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "the seed": (lambda rows: _changed(rows, 0, b'"seed":9007199254740991', b'"seed":3'), 1),
    "an order": (lambda rows: _changed(rows, 1, b"tocilizumab", b"remdesivir"), 2),
    "the time of an order": (lambda rows: _changed(rows, 2, b'"tick":5', b'"tick":4'), 3),
    "a fingerprint": (lambda rows: _changed(rows, 4, b"aaaa", b"aaab"), 5),
    "the score": (lambda rows: _changed(rows, 10, b'"score":7', b'"score":99'), 11),
    "a chain": (lambda rows: _changed(rows, 1, rows[1][-18:-2], b"0" * 16), 2),
    "a line taken out": (lambda rows: [*rows[:2], *rows[3:]], 3),
    "a line put in": (lambda rows: [*rows[:2], rows[1], *rows[2:]], 3),
    "two lines changed about": (lambda rows: [*rows[:2], rows[3], rows[2], *rows[4:]], 3),
    "a line from elsewhere": (_other_chain, 5),
    "a line without a chain": (lambda rows: [*rows[:3], b'{"line":"digest","tick":1,"digest":"a"}', *rows[3:]], 4),
    "an empty line": (lambda rows: [*rows[:3], b"", *rows[3:]], 4),
    "a line after the end": (lambda rows: [*rows, rows[-1]], 12),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found_out_and_named_with_its_line(tmp_path: Path, edit: str) -> None:
    path = tmp_path / "case.jsonl"
    change, line = EDITS[edit]
    rows = case_bytes(LOG).splitlines()
    path.write_bytes(b"\n".join(change(rows)) + b"\n")

    with pytest.raises(CaseFileError) as caught:
        read_case(path)

    assert caught.value.edited
    assert caught.value.problems[0].line == line
    assert f"{path}:{line}: found a line " in str(caught.value)
    assert "expected the line as the game wrote it; restore the file from a copy" in str(caught.value)


def _rechained(*lines: Header | DigestLine | EndLine) -> bytes:
    chain, written = "", b""
    for line in lines:
        one, chain = chained(chain, line)
        written += one
    return written


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (_rechained(HEADER, HEADER), ":2: found a second header, expected"),
        (_rechained(HEADER, LOG.digests[1], LOG.digests[0]), ":3: found tick 12 after tick 24, expected"),
    ],
)
def test_an_order_of_lines_that_the_game_never_writes_is_found_out(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "case.jsonl"
    path.write_bytes(raw)

    with pytest.raises(CaseFileError, match=expected):
        read_case(path)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ": found no complete line, expected a case file"),
        (b"hello\n", ":1: found what cannot be read (JSON is malformed"),
        (b'{"line":"end","tick":1,"ending":"x","score":1,"digest":"x"}\n', ":1: found a line other than the header"),
        (b"[1]\n", ":1: found what cannot be read (Expected `object`"),
        (
            msgspec.json.encode(msgspec.structs.replace(HEADER, format=6)) + b"\n",
            (":1: found format 6, expected format 5 or older; update the game to read this file"),
        ),
    ],
)
def test_what_is_no_case_file_is_refused_in_words(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "case.jsonl"
    path.write_bytes(raw)

    with pytest.raises(CaseFileError) as caught:
        read_case(path)

    assert not caught.value.edited
    assert f"{path}{expected}" in str(caught.value)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="found no such file or directory"):
        read_case(tmp_path / "none.jsonl")


class _Line(bytes):
    def __radd__(self, before: object) -> bytes:
        pytest.fail("all that was written before is copied for the sake of one line")


def test_no_line_of_a_long_case_is_paid_for_with_a_copy_of_all_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = case_bytes(LOG)
    written_as = case_file.chained
    monkeypatch.setattr(case_file, "chained", lambda *given: (_Line(written_as(*given)[0]), written_as(*given)[1]))

    assert case_bytes(LOG) == whole


SESSION = SessionLine(session="night", session_digest="e" * 16, learner="Ann <b>", attempt=2, sealed=False)


def test_a_case_of_a_session_carries_learner_and_try_under_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    log = replace(LOG, header=structs.replace(HEADER, format=2), session=SESSION)
    path.write_bytes(case_bytes(log))

    assert read_case(path).log == log
    ends = read_ends(path)
    assert ends is not None
    assert ends.session == SESSION

    path.write_bytes(case_bytes(log).replace(b"Ann", b"Bob"))
    with pytest.raises(CaseFileError) as raised:
        read_case(path)
    assert raised.value.edited


def test_a_session_stands_on_the_second_line_of_its_own_format_alone(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"

    path.write_bytes(case_bytes(replace(LOG, session=SESSION)))
    with pytest.raises(CaseFileError, match="a training session where none belongs"):
        read_case(path)

    first, chain = chained("", structs.replace(HEADER, format=2))
    second, chain = chained(chain, DigestLine(tick=12, digest="a" * 16))
    third, _ = chained(chain, SESSION)
    path.write_bytes(first + second + third)
    with pytest.raises(CaseFileError, match="a training session where none belongs"):
        read_case(path)


@pytest.mark.parametrize("learner", ["  ", "Ann\u202e", "Ann\x1b[2J"])
def test_a_learner_whose_name_cannot_be_shown_is_refused(tmp_path: Path, learner: str) -> None:
    path = tmp_path / "case.jsonl"
    log = Log(structs.replace(HEADER, format=2), session=structs.replace(SESSION, learner=learner))
    path.write_bytes(case_bytes(log))

    with pytest.raises(CaseFileError, match="cannot be shown"):
        read_case(path)
