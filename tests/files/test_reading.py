"""The door for files: regular files of a bearable size, and a sentence for all else."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import msgspec
import pytest

from game.files.problem import FileError
from game.files.reading import FileKind, ReadError, decoding, files_in, is_folder, read_bytes, size_words, text_of
from game.files.report_file import report_path

SMALL = FileKind("files.kind.level_file", 10)
PARTS_OF_THE_GAME = {"faces.py", "letters.py", "kernel.py", "speaker.py", "web_folder.py"}
"""They read fonts, voice and code that are installed, and nothing that a player names."""
posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")


def refused(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(path, SMALL)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_regular_file_is_read_whole_up_to_its_largest_size(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")

    assert read_bytes(path, SMALL) == b"0123456789"

    path.write_bytes(b"0123456789a")
    assert refused(path) == "found 11 bytes, expected a level file, which has at most 10 bytes"


def test_a_size_is_said_in_the_unit_that_fits_it() -> None:
    assert [size_words(size) for size in (7, 1500, 20_000_000, 2_345_000_000)] == [
        "7 bytes", "1.5 kB", "20 MB", "2,345 MB",
    ]  # fmt: skip


@posix
def test_pipes_devices_sockets_and_folders_are_refused_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("zero").symlink_to("/dev/zero")
    Path("linked").symlink_to("pipe")
    Path("round").symlink_to("round")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")

        assert refused(Path("pipe")) == "found a pipe, expected a level file"
        assert refused(Path("linked")) == "found a pipe, expected a level file"
        assert refused(Path("/dev/zero")) == "found a device, expected a level file"
        assert refused(Path("zero")) == "found a device, expected a level file"
        assert refused(Path("socket")) == "found a socket, expected a level file"
        assert refused(tmp_path) == "found a folder, expected a level file"
        assert refused(Path("round")).startswith("found too many levels of symbolic links")


@posix
def test_a_file_that_holds_more_than_its_size_says_is_left_off(tmp_path: Path) -> None:
    if not Path("/proc/self/maps").exists():
        pytest.skip("no /proc")

    assert refused(Path("/proc/self/maps")).startswith("found data without end, expected a level file")


def test_only_a_file_that_is_not_there_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as none:
        read_bytes(tmp_path / "none", SMALL)
    with pytest.raises(ReadError) as folder:
        read_bytes(tmp_path, SMALL)

    assert (none.value.missing, folder.value.missing) == (True, False)


@pytest.mark.parametrize("name", ["a\0b", "a" * 300, "\udcff"])
def test_a_name_that_cannot_be_is_a_sentence(tmp_path: Path, name: str) -> None:
    assert "expected a file that can be read" in refused(tmp_path / name)
    assert not is_folder(tmp_path / name)


def test_text_in_another_encoding_is_named_with_its_place() -> None:
    with pytest.raises(FileError) as caught:
        text_of("file", b"a\nb\xff")

    assert str(caught.value) == "file:2:2: found the byte 0xff, expected text in UTF-8"
    assert text_of("file", b"\xef\xbb\xbfa") == "a"


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (RecursionError("x"), "lists or tables nested too deeply"),
        (MemoryError(), "more than the memory of this machine holds"),
        (OverflowError("x"), "a number that is too large"),
        (msgspec.DecodeError("truncated"), "truncated"),
        (ValueError("bad"), "bad"),
    ],
)
def test_whatever_a_decoder_raises_becomes_a_sentence(raised: Exception, words: str) -> None:
    with pytest.raises(FileError) as caught, decoding("file", "JSON", line=3):
        raise raised

    assert str(caught.value) == f"file:3: found what cannot be read ({words}), expected JSON"


def test_a_number_of_thousands_of_digits_is_named_as_one() -> None:
    with pytest.raises(FileError) as caught, decoding("file", "JSON"):
        int("9" * 5000)

    assert "a number of thousands of digits" in str(caught.value)


def test_a_folder_lists_its_files_by_name_and_an_unreadable_one_says_so(tmp_path: Path) -> None:
    for name in ("b.toml", "a.TOML", "c.txt"):
        (tmp_path / name).touch()

    assert [path.name for path in files_in(tmp_path, ".toml")] == ["a.TOML", "b.toml"]
    with pytest.raises(ReadError, match="expected a file that can be read"):
        files_in(tmp_path / "none", ".toml")


@posix
def test_a_report_goes_around_a_pipe_that_has_its_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.html")

    assert report_path(tmp_path, "case", "0" * 16).name == "case-2.html"


def test_every_file_is_opened_at_one_door() -> None:
    """Whoever opens a file to read it elsewhere waits for ever where a pipe lies."""
    found = [
        f"{path.name}:{number}"
        for path in (Path(__file__).parents[2] / "game").rglob("*.py")
        if path.name not in PARTS_OF_THE_GAME
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1)
        if re.search(r"\.read_(bytes|text)\(|open\(\"rb?\"\)", line)
    ]

    assert found == []
