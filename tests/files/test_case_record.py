"""A growing case file: on the disk before it counts, never written over, and patient with a sick disk."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path

import pytest

from game.files import case_record
from game.files.case_file import case_bytes, read_case
from game.files.case_record import CaseRecord, InUseError
from game.files.case_shelf import look, set_aside
from game.files.notes_file import notes_path
from game.values.log import DigestLine, EndLine
from game.values.order import Actor, Entry, Give
from tests.app.shell import ROOT, clean_environment
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


def test_only_a_case_that_is_not_over_can_be_taken_up_again(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])

    assert record.whereabouts == f"The case is saved, and can be resumed: {record.path}"
    record.end(EndLine(tick=13, ending="stopped", score=1, digest="b" * 16))
    assert record.whereabouts == f"The finished case is saved: {record.path}"
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


@pytest.mark.parametrize("reason", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_drive_that_cannot_be_waited_for_keeps_the_case_and_its_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """Every line but the last came with the tick after it; the ending had none, and the score was lost."""

    def unknown(_: int) -> None:
        raise OSError(reason, "not known here")

    monkeypatch.setattr(case_record.os, "fsync", unknown)
    record = CaseRecord.begin(tmp_path, "case", HEADER, pytest.fail)
    record.entry(_entry(3))
    record.mark(12, "a" * 16)
    record.end(EndLine(tick=12, ending="discharged", score=50, digest="a" * 16))
    record.close()

    assert read_case(record.path).log == record.log


def test_a_drive_whose_file_numbers_mean_nothing_does_not_get_a_file_for_every_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_record.os.path, "samestat", lambda _one, _other: False)
    record = CaseRecord.begin(tmp_path, "case", HEADER, pytest.fail)
    for tick in (2, 5, 7):
        record.mark(tick, "a" * 16)
    record.close()

    assert [path.name for path in tmp_path.iterdir()] == ["case.jsonl"]
    assert read_case(record.path).tick == 7


def test_a_name_that_another_window_takes_in_the_same_moment_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = _begun(tmp_path, [])
    free_path, late = case_record.free_path, [other.path] * 2
    monkeypatch.setattr(case_record, "free_path", lambda *asked: late.pop() if late else free_path(*asked))

    record = CaseRecord.begin(tmp_path, "case", HEADER, pytest.fail)

    assert record.path.name == "case-2.jsonl"
    assert read_case(record.path).log == record.log
    record.close()
    other.close()


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
        assert told[0].startswith(f"The case file cannot be written (No space left on device): {record.path}.")
        assert read_case(record.path).log.entries == ()
    finally:
        _FullDisk.full = False
    record.mark(12, "a" * 16)

    assert told[1:] == [f"The case file can be written again, and nothing is missing: {record.path}"]
    assert read_case(record.path).log == record.log
    record.close()


def test_a_folder_that_cannot_be_made_is_told_and_play_goes_on(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "file").write_text("in the way")
    record = _begun(tmp_path / "file", told)
    record.entry(_entry(1))
    record.close()

    assert "cannot be written" in told[0]
    assert told[-1] == f"Could not be written and lost with this window: 2 lines of {record.path}"


def test_a_second_window_is_refused_in_words_and_the_first_goes_on(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path, told)
    record.entry(_entry(1))

    with pytest.raises(InUseError, match=r"case\.jsonl is open in another window of the game; close the case there"):
        CaseRecord.resume(read_case(record.path), told.append)
    record.entry(_entry(2))
    record.close()

    again = CaseRecord.resume(read_case(record.path), told.append)
    again.entry(_entry(3))
    again.close()
    assert read_case(record.path).log.entries == (_entry(1), _entry(2), _entry(3))
    assert told == []


def test_a_case_that_is_left_can_be_taken_up_by_another_window(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.entry(_entry(1))
    record.mark(3, "a" * 16)
    record.rest()
    assert record.take_up()
    record.rest()

    other = CaseRecord.resume(read_case(record.path), [].append)
    with pytest.raises(InUseError, match="is open in another window"):
        record.take_up()
    other.entry(_entry(5))
    other.close()

    assert not record.take_up()
    assert read_case(record.path).log.entries == (_entry(1), _entry(5))


def test_a_file_that_was_written_to_since_it_was_read_is_not_taken_up(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.entry(_entry(1))
    before = read_case(record.path)
    record.entry(_entry(2))
    record.close()

    with pytest.raises(InUseError, match="was changed just now"):
        CaseRecord.resume(before, [].append)
    assert read_case(record.path).log.entries == (_entry(1), _entry(2))


def test_what_another_program_wrote_stays_and_the_case_goes_on_in_a_file_of_its_own(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path, told)
    record.entry(_entry(1))
    taken = record.path
    with taken.open("ab") as file:
        file.write(b"hello\n")

    record.entry(_entry(3))
    record.close()

    assert record.path != taken
    assert told == [f"Another program wrote to {taken}. This case goes on in {record.path}"]
    assert taken.read_bytes().endswith(b"hello\n")
    assert read_case(record.path).log.entries == (_entry(1), _entry(3))


def _deleted(path: Path) -> None:
    path.unlink()


def _moved(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))


def _without_home(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("loss", [_deleted, _moved, _without_home])
@pytest.mark.parametrize("close_only", [False, True])
def test_a_file_that_goes_away_in_mid_play_is_noticed_and_written_anew(
    tmp_path: Path, loss: Callable[[Path], None], close_only: bool
) -> None:
    told: list[str] = []
    record = _begun(tmp_path / "home" / "cases", told)
    record.entry(_entry(1))
    was = record.path
    loss(was)

    if not close_only:
        record.entry(_entry(2))
        assert read_case(was).log == record.log
    record.close()

    assert record.path == was
    assert was.read_bytes() == case_bytes(record.log)
    assert told == [f"{was} was moved or deleted while you played. The whole case has been written again to: {was}"]


def test_a_file_in_its_place_is_left_alone_and_the_case_goes_on_beside_it(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path, told)
    record.entry(_entry(1))
    was = record.path
    other = tmp_path / "other"
    other.write_bytes(was.read_bytes())
    other.replace(was)

    record.entry(_entry(2))
    record.close()

    assert read_case(was).log.entries == (_entry(1),)
    assert read_case(record.path).log.entries == (_entry(1), _entry(2))
    assert told == [f"{was} was replaced by another file while you played. The whole case is now in {record.path}"]


def test_where_the_home_cannot_come_back_it_is_said_and_nothing_is_forgotten(tmp_path: Path) -> None:
    told: list[str] = []
    record = _begun(tmp_path / "home" / "cases", told)
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "home").write_text("in the way")

    record.entry(_entry(1))
    assert [sentence.partition(":")[0] for sentence in told] == ["The case file cannot be written (Not a directory)"]
    (tmp_path / "home").unlink()
    record.entry(_entry(2))
    record.close()

    assert read_case(record.path).log.entries == (_entry(1), _entry(2))
    assert "was moved or deleted while you played" in told[1]


@pytest.mark.parametrize("change", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw + b"\n\n", bytes.rstrip])
def test_a_case_with_other_line_ends_is_resumed_without_loss(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    record = _begun(tmp_path, [])
    record.entry(_entry(1))
    record.close()
    changed = change(record.path.read_bytes())
    record.path.write_bytes(changed)

    untouched = CaseRecord.resume(read_case(record.path), [].append)
    untouched.close()
    assert record.path.read_bytes() == changed

    again = CaseRecord.resume(read_case(record.path), [].append)
    again.entry(_entry(2))
    with pytest.raises(InUseError):
        CaseRecord.resume(read_case(record.path), [].append)
    again.close()
    assert record.path.read_bytes() == case_bytes(again.log)
    assert again.log.entries == (_entry(1), _entry(2))
    assert [path.name for path in tmp_path.iterdir()] == [record.path.name]


_WINDOW = """
import sys
from pathlib import Path
from game.files.case_file import read_case
from game.files.case_record import CaseRecord, InUseError
from tests.files.test_case_record import _entry
try:
    record = CaseRecord.resume(read_case(Path(sys.argv[1])), print)
except InUseError as error:
    print(error)
else:
    record.entry(_entry(9))
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_window_that_was_killed_lets_go_of_its_case(tmp_path: Path) -> None:
    record = _begun(tmp_path, [])
    record.entry(_entry(1))
    record.close()
    command = [sys.executable, "-c", _WINDOW, str(record.path)]
    here = {"cwd": ROOT, "env": clean_environment(tmp_path), "text": True, "stdout": subprocess.PIPE}
    first = subprocess.Popen(command, stdin=subprocess.PIPE, **here)  # type: ignore[call-overload]
    try:
        assert first.stdout.readline() == "open\n"
        second = subprocess.run(command, stdin=subprocess.DEVNULL, check=True, **here)  # type: ignore[call-overload]
        assert "is open in another window of the game" in second.stdout
    finally:
        first.kill()
        first.communicate()

    third = subprocess.run(command, stdin=subprocess.DEVNULL, check=True, **here)  # type: ignore[call-overload]
    assert third.stdout == "open\n"
    assert read_case(record.path).log.entries == (_entry(1), _entry(9), _entry(9))


def test_a_name_that_is_too_long_for_a_disk_is_cut(tmp_path: Path) -> None:
    told: list[str] = []
    record = CaseRecord.begin(tmp_path, "2026-11-22_083000_" + "é" * 240, HEADER, told.append)
    record.close()

    assert told == []
    assert len(record.path.name.encode()) <= 130
    assert notes_path(record.path).name.startswith("2026-11-22_083000_é")
    assert read_case(record.path).log.header == HEADER


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
