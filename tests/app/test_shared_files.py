"""Notes and settings that several screens and windows write: nobody's change takes another's away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.app.shared_files import KeptSettings, PinnedNotes
from game.files.notes_file import notes_path, read_notes
from game.files.settings_file import read_settings
from game.values.note import Note
from game.values.settings import Settings, ThemeName

FIRST, SECOND = (Note(tick=tick, text=f"Seen at {tick}.") for tick in (3, 9))


def _notes(told: list[str] | None = None) -> PinnedNotes:
    return PinnedNotes(([] if told is None else told).append)


def test_a_screen_that_was_opened_before_a_note_was_pinned_does_not_take_it_away(tmp_path: Path) -> None:
    """The debrief stays under the replay: a thought that is written down there afterwards is not all that is kept."""
    case, window = tmp_path / "case.jsonl", _notes()
    debrief = replay = window.of(case)

    window.keep(case, replay, (FIRST,))
    shown = window.keep(case, debrief, (SECOND,))

    assert shown == window.of(case) == read_notes(notes_path(case))[0] == (FIRST, SECOND)


def test_two_windows_pin_and_unpin_notes_of_one_case(tmp_path: Path) -> None:
    case, one, other = tmp_path / "case.jsonl", _notes(), _notes()
    first = one.keep(case, (), (FIRST,))
    second = other.keep(case, other.of(case), (FIRST, SECOND))

    changed = one.keep(case, first, ())
    more = other.keep(case, second, (*second, Note(tick=20, text="And then?")))

    assert changed == (SECOND,)
    assert more == read_notes(notes_path(case))[0] == (SECOND, Note(tick=20, text="And then?"))


def test_a_note_that_could_not_be_written_is_written_with_the_next(tmp_path: Path) -> None:
    told: list[str] = []
    case, window = tmp_path / "later" / "case.jsonl", _notes(told)

    shown = window.keep(case, (), (FIRST,))
    assert shown == window.of(case) == (FIRST,)
    assert "cannot be kept" in told[0]
    case.parent.mkdir()
    window.keep(case, shown, (FIRST, SECOND))

    assert read_notes(notes_path(case)) == ((FIRST, SECOND), "")


def test_two_windows_change_settings_and_both_changes_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = KeptSettings(path, pytest.fail), KeptSettings(path, pytest.fail)

    one.keep(replace(one.now, text_percent=150))
    other.keep(replace(other.now, theme=ThemeName.LIGHT))
    one.keep(replace(one.now, sound=False))

    assert read_settings(path) == (Settings(theme=ThemeName.LIGHT, text_percent=150, sound=False), ())
    assert one.now == read_settings(path)[0]


@pytest.mark.parametrize("spoiled", [None, b"{"])
def test_settings_whose_file_was_deleted_or_spoiled_meanwhile_stay_in_force(
    tmp_path: Path, spoiled: bytes | None
) -> None:
    path = tmp_path / "settings.json"
    kept = KeptSettings(path, lambda _: None)
    kept.keep(Settings(text_percent=150))

    path.unlink() if spoiled is None else path.write_bytes(spoiled)
    kept.keep(replace(kept.now, sound=False))

    assert read_settings(path) == (Settings(text_percent=150, sound=False), ())
