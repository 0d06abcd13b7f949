"""Where files are looked for and kept, on each system."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.folders import assets_folder, free_path, home_folder, levels_folder


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"CYTOKINE_STORM_HOME": "/own"}, "linux", Path("/own")),
        ({"XDG_DATA_HOME": "/data"}, "linux", Path("/data/cytokine-storm")),
        ({}, "linux", Path.home() / ".local/share/cytokine-storm"),
        ({}, "darwin", Path.home() / "Library/Application Support/cytokine-storm"),
        ({"APPDATA": "/roaming"}, "win32", Path("/roaming/cytokine-storm")),
        ({}, "win32", Path.home() / "AppData/Roaming/cytokine-storm"),
    ],
)
def test_the_players_folder_follows_the_system(environment: dict[str, str], platform: str, expected: Path) -> None:
    assert home_folder(environment, platform) == expected


def test_levels_and_assets_are_found() -> None:
    assert (levels_folder() / "covid_storm.toml").is_file()
    assert list((assets_folder() / "fonts").glob("*.ttf"))


def test_a_free_path_is_none_that_is_there(tmp_path: Path) -> None:
    for expected in ("a.png", "a-2.png", "a-3.png"):
        path = free_path(tmp_path, "a", ".png")
        assert path.name == expected
        path.touch()
