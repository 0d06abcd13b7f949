"""Notes lie beside the case file, come back as they were, and a file that is not ours is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.notes_file import notes_path, read_notes, write_notes
from game.values.note import Note

NOTES = (Note(tick=12, text="Here the trend could be read – 36 → 60 pg/mL."), Note(tick=48, text="Too late."))


def test_notes_come_back_by_their_moments(tmp_path: Path) -> None:
    path = notes_path(tmp_path / "case.jsonl")
    assert path.name == "case.notes.json"
    assert read_notes(path) == ((), "")
    assert write_notes(path, NOTES[::-1]) == ""
    assert read_notes(path) == (NOTES, "")
    assert [one.name for one in tmp_path.iterdir()] == ["case.notes.json"]


def test_of_a_damaged_file_the_good_notes_are_taken_and_the_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "case.notes.json"
    path.write_text('{"format": 1, "notes": [{"tick": -1, "text": "x"}, {"tick": 12, "text": "kept"}, 7]}')

    found, complaint = read_notes(path)

    aside = tmp_path / "case.notes.set-aside.json"
    assert found == (Note(tick=12, text="kept"),)
    assert complaint.splitlines() == [
        f"{path}: notes[0].tick: found -1, expected a whole number, 0 or more",
        f"{path}: notes[2]: found 7, expected a table",
        f"The notes that can be read are kept; the old file is {aside}",
    ]
    assert "-1" in aside.read_text()
    assert write_notes(path, NOTES) == ""
    assert read_notes(path) == (NOTES, "")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff",
        b"[" * 100_000,
        b"[]",
        b'{"format": 1e999}',
        b'{"notes": "x"}',
        b"",
        b"\x00",
        b'{"notes":[' + b"1," * 30_000 + b"1]}",
    ],
)
def test_what_are_no_notes_is_told(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "case.notes.json"
    path.write_bytes(raw)

    found, complaint = read_notes(path)

    assert found == ()
    assert "the old file is" in complaint


def test_nothing_is_written_over_a_file_that_cannot_be_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.notes.json"
    path.write_text("{")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)

    assert write_notes(path, NOTES).endswith("It is not overwritten.")
    assert path.read_text() == "{"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert "cannot be kept" in write_notes(tmp_path / "none" / "case.notes.json", NOTES)


def test_a_name_that_stands_twice_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "case.notes.json"
    path.write_text('{"format": 1, "notes": [{"tick": 3, "tick": 4, "text": "x"}]}')

    found, complaint = read_notes(path)

    assert found == ()
    assert complaint.startswith(f"{path}: found what cannot be read ('tick' stands twice), ")
