"""Notes lie beside the case file, come back as they were, and a file that is not ours is left alone."""

from __future__ import annotations

from pathlib import Path

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


def test_a_damaged_file_is_told_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "case.notes.json"
    path.write_text('{"format": 1, "notes": [{"tick": -1, "text": "x"}]}')
    found, complaint = read_notes(path)
    assert found == ()
    assert "case.notes.json" in complaint
    assert "tick" in complaint
    assert "Nothing is written over it." in write_notes(path, NOTES)
    assert "-1" in path.read_text()


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    assert "can not be kept" in write_notes(tmp_path / "none" / "case.notes.json", NOTES)
