"""The settings: kept between sessions, and never a reason not to play."""

from __future__ import annotations

from pathlib import Path

from game.files.settings_file import read_settings, write_settings
from game.values.settings import Settings


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(theme="light", text_percent=150, keys={"pause": "p"})

    assert write_settings(path, settings) == ""

    assert read_settings(path) == (settings, ())


def test_without_a_file_the_settings_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == (Settings(), ())


def test_what_is_good_of_a_faulty_file_is_taken_and_the_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "darkk", "text_percent": 150, "colour": 1, "keys": {"pause": "p", "step": 3}}')

    settings, told = read_settings(path)

    assert settings == Settings(text_percent=150, keys={"pause": "p"})
    assert told == (
        f"{path}: theme: found 'darkk', expected 'dark', 'light' or 'contrast'; did you mean 'dark'?",
        (
            f"{path}: colour: found an unknown key, expected one of reduced_motion, sound, volume_percent, "
            "pause_on_alarm, pause_on_result"
        ),
        f"{path}: keys.step: found 3, expected text",
        f"The settings that are good are kept; the old file is {tmp_path / 'settings.set-aside.json'}",
    )
    assert not path.exists()
    assert "darkk" in (tmp_path / "settings.set-aside.json").read_text()


def test_what_is_not_json_is_told_and_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for raw in (b"\xff\xfe", b"{", b"[]"):
        path.write_bytes(raw)

        settings, told = read_settings(path)

        assert settings == Settings()
        assert len(told) == 2
        assert not path.exists()


def test_settings_that_can_not_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    told = write_settings(tmp_path / "file" / "settings.json", Settings())

    assert told.startswith("The settings can not be kept (")
