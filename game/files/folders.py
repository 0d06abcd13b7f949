"""Where levels, assets and the player's own files are found."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from game.values.words import say

HOME_VARIABLE = "CYTOKINE_STORM_HOME"
_NAME = "cytokine-storm"
LONGEST_STEM_BYTES = 120
"""Encrypted folders allow 143 bytes for a name, and endings such as '-2.notes.json' need some of them."""


class FolderError(Exception):
    """A part of the game is missing."""


def package_folder() -> Path:
    """Return the folder of the program itself."""
    return Path(str(files("game")))


def _shipped(name: str) -> Path:
    """Return a folder that ships with the game: inside an installed wheel, or beside the package in a checkout."""
    package = package_folder()
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FolderError(say("files.folders.the_folder_of_the_game", name=name, name_2=_NAME))


def levels_folder() -> Path:
    """Return the folder of the shipped levels."""
    return _shipped("levels")


def assets_folder() -> Path:
    """Return the folder of fonts, pictures and sounds."""
    return _shipped("assets")


def words_folder() -> Path:
    """Return the folder of the catalogues."""
    return _shipped("words")


def home_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder of the player's own files; it need not exist yet."""
    if environment.get(HOME_VARIABLE):
        return Path(environment[HOME_VARIABLE])
    try:
        return _usual_home(environment, platform)
    except RuntimeError as error:
        # A container may have a user without a home.
        raise FolderError(say("files.folders.there_is_no_folder_for", home_variable=HOME_VARIABLE)) from error


def _usual_home(environment: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        return Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming") / _NAME
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / _NAME


def cases_folder(home: Path) -> Path:
    """Return the folder of the case files."""
    return home / "cases"


def reports_folder(home: Path) -> Path:
    """Return the folder of the reports of cases."""
    return home / "reports"


def analyses_folder(home: Path) -> Path:
    """Return the folder of the analyses that are kept."""
    return home / "analyses"


def screenshots_folder(home: Path) -> Path:
    """Return the folder of the pictures of the screen."""
    return home / "screenshots"


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in a folder that no file has yet; a stem that is too long for a disk is cut."""
    whole = os.fsencode(stem)
    if len(whole) > LONGEST_STEM_BYTES:
        stem = whole[:LONGEST_STEM_BYTES].decode(errors="ignore")
    path = folder / f"{stem}{suffix}"
    number = 2
    while os.path.lexists(path):
        path = folder / f"{stem}-{number}{suffix}"
        number += 1
    return path
