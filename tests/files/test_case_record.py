"""A growing case file: on the disk before it counts, never written over, and patient with a sick disk."""

from __future__ import annotations

import errno
from io import FileIO
from pathlib import Path

import pytest

from game.files import case_record
from game.files.case_file import case_bytes, read_case
from game.files.case_record import CaseRecord
from game.files.case_shelf import look, set_aside
from game.values.log import DigestLine, EndLine
from game.values.order import Actor, Entry, Give
from tests.files.test_case_file import HEADER, LOG


def _entry(tick: int) -> Entry:
    return Entry(tick=tick, actor=Actor.PLAYER, order=Give(regimen="tocilizumab"))


def _begun(folder: Path, told: list[str]) -> CaseRecord:
    return CaseRecord.begin(folder, "case", HEADER, told.append)


def test_every_order_is_in_the_file_at_once(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path / "new" / "folder", told)

    record.entry(_entry(3))

    assert read_case(record.path).log.entries == (_entry(3),)
    record.mark(12, "a" * 16)
    record.end(EndLine(tick=13, ending="stopped", score=1, digest="b" * 16))
    record.close()
    assert read_case(record.path).log == record.log
    assert record.path.read_bytes() == case_bytes(record.log)
    assert told == []


def test_the_moment_stands_last_and_gives_way_to_every_other_line(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.mark(12, "a" * 16)
    for tick in (13, 14):
        record.mark(tick, "b" * 16)
        assert read_case(record.path).log.digests[1:] == (DigestLine(tick=tick, digest="b" * 16),)
        assert read_case(record.path).tick == tick
    record.entry(_entry(14))

    assert read_case(record.path).log == record.log
    assert record.path.read_bytes() == case_bytes(record.log)
    record.mark(15, "c" * 16)
    record.end(EndLine(tick=15, ending="stopped", score=1, digest="b" * 16))
    assert read_case(record.path).log == record.log
    assert [line.tick for line in record.log.digests] == [12]
    record.close()


@pytest.mark.parametrize("hour", [False, True], ids=["the first hour", "later"])
def test_a_resumed_case_keeps_its_moment_until_another_line_follows(tmp_path: Path, hour: bool) -> None:
    record = _begun(tmp_path, [])
    if hour:
        record.mark(12, "a" * 16)
    record.mark(17, "b" * 16)
    record.close()
    before = record.path.read_bytes()

    again = CaseRecord.resume(read_case(record.path), [].append)
    assert [line.tick for line in again.log.digests] == ([12] if hour else [])
    again.close()
    assert record.path.read_bytes() == before

    again = CaseRecord.resume(read_case(record.path), [].append)
    again.entry(_entry(17))
    again.close()
    assert record.path.read_bytes() == case_bytes(again.log)


def test_an_order_is_synced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    record = _begun(tmp_path, [])
    monkeypatch.setattr(case_record.os, "fsync", synced.append)

    record.mark(12, "a" * 16)
    assert synced == []
    record.entry(_entry(13))
    assert len(synced) == 1
    record.close()


def test_two_cases_of_the_same_second_get_two_files(tmp_path: Path) -> None:
    one, two = _begun(tmp_path, []), _begun(tmp_path, [])

    assert [one.path.name, two.path.name] == ["case.jsonl", "case-2.jsonl"]
    one.close()
    two.close()


def test_a_resumed_case_goes_on_in_the_same_file_after_its_torn_end(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.entry(_entry(3))
    record.close()
    with record.path.open("ab") as file:
        file.write(b'{"line":"order","en')

    again = CaseRecord.resume(read_case(record.path), [].append)
    again.entry(_entry(4))
    again.close()

    assert again.path == record.path
    assert read_case(record.path).log.entries == (_entry(3), _entry(4))
    assert read_case(record.path).torn == ""


class _FullDisk(FileIO):
    """A file that takes ten bytes of what it is given, then reports a full disk, while `full` is set."""

    full = False

    def write(self, data: object) -> int:  # type: ignore[override]
        if _FullDisk.full:
            super().write(bytes(data)[:10])  # type: ignore[call-overload]
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]


def test_a_full_disk_is_told_once_and_nothing_is_lost_when_it_has_room_again(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path, told)
    assert record._file is not None
    record._file.close()
    record._file = _FullDisk(record.path, "r+b")
    try:
        _FullDisk.full = True
        record.entry(_entry(1))
        record.entry(_entry(2))
        assert record.unwritten == 2
        assert len(told) == 1
        assert told[0].startswith(f"The case file can not be written (No space left on device): {record.path}.")
        assert read_case(record.path).log.entries == ()
    finally:
        _FullDisk.full = False
    record.mark(12, "a" * 16)

    assert told[1:] == [f"The case file can be written again, and nothing is missing: {record.path}"]
    assert read_case(record.path).log == record.log
    record.close()


def test_a_folder_that_can_not_be_made_is_told_and_play_goes_on(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "file").write_text("in the way")
    record = _begun(tmp_path / "file", told)
    record.entry(_entry(1))
    record.close()

    assert "can not be written" in told[0]
    assert told[-1] == f"Could not be written and lost with this window: 2 lines of {record.path}"


def test_a_case_that_another_window_has_taken_up_goes_on_in_a_file_of_its_own(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path, told)
    record.entry(_entry(1))
    other = CaseRecord.resume(read_case(record.path), told.append)
    other.entry(_entry(2))

    taken = record.path
    record.entry(_entry(3))
    record.close()
    other.close()

    assert record.path != taken
    assert told == [f"Another program wrote to {taken}. This case goes on in {record.path}"]
    assert read_case(taken).log.entries == (_entry(1), _entry(2))
    assert read_case(record.path).log.entries == (_entry(1), _entry(3))


def test_the_shelf_knows_finished_unfinished_and_damaged_files(tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_bytes(case_bytes(LOG))
    record = CaseRecord.begin(tmp_path, "2", HEADER, [].append)
    record.entry(_entry(4))
    record.close()
    _begun(tmp_path, []).close()
    (tmp_path / "3.jsonl").write_bytes(b"nothing\n")
    (tmp_path / "notes.txt").write_text("not ours")

    shelf = look(tmp_path)

    assert [case.end for case in shelf.finished] == [LOG.end]
    assert [case.path.name for case in shelf.unfinished] == ["case.jsonl", "2.jsonl"]
    assert [error.problems[0].file for error in shelf.damaged] == [str(tmp_path / "3.jsonl")]
    assert look(tmp_path / "none") == type(shelf)((), (), ())


def test_a_case_set_aside_is_kept_but_not_offered(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.mark(12, "a" * 16)
    record.close()

    kept = set_aside(record.path)

    assert look(tmp_path).unfinished == ()
    assert read_case(kept).log.digests == (DigestLine(tick=12, digest="a" * 16),)
