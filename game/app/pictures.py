"""Pictures of the screen, kept as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from game.app.reports import make_folder
from game.files.folders import free_path
from game.files.output import write_bytes
from game.files.problem import FileError
from game.values.words import say


def save_picture(folder: Path, now: datetime, picture: bytes) -> str:
    """Write a picture to a new file, and return what became of it."""
    try:
        make_folder(folder)
        path = free_path(folder, f"{now:%Y-%m-%d_%H%M%S}", ".png")
        write_bytes(path, picture, fresh=True)
    except FileError as error:
        return say("app.shell.no_picture_was_saved", error=error)
    return say("app.shell.picture_saved", path=path)
