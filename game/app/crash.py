"""What is left behind when the game meets a fault of its own: a file to send to its makers, and a plain sentence."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

import game
from game.app.reports import make_folder
from game.files.folders import free_path
from game.files.output import write_bytes
from game.files.problem import FileError


def crash_words(error: BaseException, home: Path, now: datetime, cases: tuple[str, ...]) -> str:
    """Write down what happened, and return what the player is told; `cases` says of each open case what is saved."""
    words = ["The game has met a fault of its own and has to close.", *cases]
    try:
        make_folder(home)
        path = free_path(home, f"crash_{now:%Y-%m-%d_%H%M%S}", ".txt")
        write_bytes(path, _record(error).encode("utf-8", "backslashreplace"), fresh=True)
    except FileError:
        return "\n".join([*words, "What happened could not be written down:", _record(error)])
    return "\n".join([*words, f"What happened is written down in {path}: please send it to the makers of the game."])


def _record(error: BaseException) -> str:
    machine = f"{platform.platform()}, Python {platform.python_version()}"
    loaded = sys.modules.get("pygame")
    pygame = f", pygame-ce {loaded.__dict__.get('__version__', '')}" if loaded is not None else ""
    return f"cytokine-storm {game.__version__}, {machine}{pygame}\n\n{''.join(traceback.format_exception(error))}"
