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
from game.values.words import say


def crash_words(error: BaseException, home: Path, now: datetime, cases: tuple[str, ...]) -> str:
    """Write down what happened, and return what the player is told; `cases` says of each open case what is saved."""
    words = [say("app.crash.the_game_has_met_a"), *cases]
    try:
        make_folder(home)
        path = free_path(home, f"crash_{now:%Y-%m-%d_%H%M%S}", ".txt")
        write_bytes(path, _record(error).encode("utf-8", "backslashreplace"), fresh=True)
    except FileError:
        return "\n".join([*words, say("app.crash.what_happened_could_not_be"), _record(error)])
    return "\n".join([*words, say("app.crash.what_happened_is_written_down", path=path)])


def _record(error: BaseException) -> str:
    machine = say("app.crash.python", platform=platform.platform(), python_version=platform.python_version())
    loaded = sys.modules.get("pygame")
    pygame = say("app.crash.pygame_ce", get=loaded.__dict__.get("__version__", "")) if loaded is not None else ""
    return say(
        "app.crash.cytokine_storm",
        version=game.__version__,
        machine=machine,
        pygame=pygame,
        format_exception="".join(traceback.format_exception(error)),
    )
