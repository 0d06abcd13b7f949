"""What is written is written whole, or the old file stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.files.output import write_bytes
from game.files.problem import FileError

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")


def test_a_file_is_replaced_whole_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)

    write_bytes(link, b"new")

    assert real.read_bytes() == b"new"
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FileError, match="no space left on device"):
        write_bytes(path, b"new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_drive_that_cannot_be_waited_for_takes_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", unknown)

    write_bytes(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


def test_what_a_killed_program_left_beside_a_file_goes_with_the_next_that_writes_it(tmp_path: Path) -> None:
    others = [tmp_path / name for name in (".page [1].html.77.new", ".page [1].html.78.new", ".page 1.html.79.new")]
    for path in others:
        path.write_text("half")
    for path in (others[0], others[2]):
        os.utime(path, (1e9, 1e9))

    write_bytes(tmp_path / "page [1].html", b"new")

    assert sorted(path.name for path in tmp_path.iterdir()) == [others[2].name, others[1].name, "page [1].html"]


def test_a_file_that_is_there_is_kept_where_a_fresh_one_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_bytes(path, b"first", fresh=True)

    with pytest.raises(FileError, match="file exists"):
        write_bytes(path, b"second", fresh=True)
    assert path.read_bytes() == b"first"


@posix
def test_a_pipe_without_a_reader_is_refused_and_a_device_takes_what_it_gets(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(FileError, match="expected a new file that can be written"):
        write_bytes(tmp_path / "pipe", b"x")
    write_bytes(Path("/dev/null"), b"x")


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "none/file", "."])
def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="expected a new file that can be written"):
        write_bytes(tmp_path / name, b"x")
