"""The settings: kept between sessions, and never a reason not to play."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.files.settings_file import read_settings, write_settings
from game.values.settings import Settings, ThemeName


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(theme=ThemeName.LIGHT, text_percent=150, keys={"pause": "p"})

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
            "pulse_percent, alarm_percent, result_percent, ward_percent, voice_percent, captions, explainer_offered, "
            "pause_on_alarm, pause_on_result, pause_on_call"
        ),
        f"{path}: keys.step: found 3, expected the name of a key",
        f"The settings that can be read are kept; the old file is {tmp_path / 'settings.set-aside.json'}",
    )
    assert not path.exists()
    assert "darkk" in (tmp_path / "settings.set-aside.json").read_text()


def test_what_is_not_json_is_told_and_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for raw in (b"\xff\xfe", b"{", b"[]", b"[" * 15_000, b'{"text_percent": ' + b"9" * 5000 + b"}", b" " * 30_000):
        path.write_bytes(raw)

        settings, told = read_settings(path)

        assert settings == Settings()
        assert len(told) == 2
        assert not path.exists()


def test_settings_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    told = write_settings(tmp_path / "file" / "settings.json", Settings())

    assert told.startswith("The settings cannot be kept (")


@pytest.mark.parametrize(
    ("raw", "settings"),
    [
        ('{"theme": "dark\\n", "sound": false}', Settings(sound=False)),
        ('{"text_percent": 1e300, "sound": false}', Settings(sound=False)),
        ('{"text_percent": 99999999999999999999999, "sound": false}', Settings(sound=False)),
        ('{"keys": {"a.b": 3, "pause": "p"}, "sound": false}', Settings(sound=False, keys={"pause": "p"})),
        ('{"keys": {"step": "\\u0000", "pause": "p"}}', Settings(keys={"pause": "p"})),
        ('{"keys": {"step": "%s", "pause": "p"}}' % ("k" * 10_000), Settings(keys={"pause": "p"})),
        ('{"keys": [1], "": 1, "a.b.c": {}, "sound": false}', Settings(sound=False)),
        ('{"keys": 7, "theme": {}, "volume_percent": -1}', Settings()),
    ],
)
def test_what_is_good_is_taken_whatever_the_rest_is(tmp_path: Path, raw: str, settings: Settings) -> None:
    path = tmp_path / "settings.json"
    path.write_text(raw)

    found, told = read_settings(path)

    assert found == settings
    assert len(told) > 1
    assert all("\n" not in one and len(one) < 1500 for one in told)
    assert write_settings(path, settings) == ""
    assert read_settings(path) == (settings, ())


def test_a_folder_or_a_pipe_in_place_of_the_settings_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for make in (Path.mkdir, getattr(os, "mkfifo", Path.mkdir)):
        make(path)

        settings, told = read_settings(path)

        assert settings == Settings()
        assert len(told) == 2
        assert write_settings(path, settings) == ""
        path.unlink()


def test_a_home_that_is_a_file_is_told_and_the_usual_settings_hold(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")

    settings, told = read_settings(tmp_path / "home" / "settings.json")

    assert settings == Settings()
    assert told[1].startswith("It cannot be set aside (")


def test_no_more_than_five_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{" + ",".join(f'"k{number}": 1' for number in range(1000)) + "}")

    assert read_settings(path)[1][5] == "and 995 more"


def test_a_name_that_stands_twice_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "light", "theme": "dark"}')

    settings, told = read_settings(path)

    assert settings == Settings()
    assert told[0] == f"{path}: found what cannot be read ('theme' stands twice), expected JSON"
