"""Damaged files of every format: only errors of ours come out of the doors. `tools/fuzz.py` tries many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.fuzz import Format, complaint, formats, fuzz


@pytest.mark.parametrize("one", list(formats()), ids=lambda one: one.name)
def test_a_damaged_file_is_read_or_refused_in_words(one: Format, tmp_path: Path) -> None:
    assert [(number, words) for number, _, words in fuzz(one, range(300), tmp_path)] == []


def test_the_fuzzer_finds_what_is_no_error_of_ours(tmp_path: Path) -> None:
    def clumsy(path: Path) -> object:
        return int(path.read_bytes())

    assert "ValueError" in complaint(Format("clumsy", "file", (), clumsy), _holding(tmp_path, b"x"))
    assert complaint(Format("clumsy", "file", (), clumsy), _holding(tmp_path, b"1")) == ""
    assert "a control sign" in complaint(Format("loud", "file", (), lambda _: ["\x1b"]), _holding(tmp_path, b""))


def _holding(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path
