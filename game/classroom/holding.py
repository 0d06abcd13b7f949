"""One host for one room: two would each know half of its seats. A hold ends with the program that has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from game.files.lock import held_by_another

LetGo = Callable[[], None]


def hold(engine: Engine, code: str) -> LetGo | None:
    """Hold the room with a code and return what lets go of it; nothing if another host holds it.

    What is held is a file beside the database, which has locks of its own; it stays, for others may have it open.
    Of a database on a server everyone may: its locks outlive a machine that went dark, and would keep out the next.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or not Path(database).is_file():
        return lambda: None
    try:
        file = Path(f"{database}.{code}.host").open("ab")  # noqa: SIM115  open as long as the room is held
    except OSError:
        return lambda: None
    if held_by_another(file.fileno()):
        file.close()
        return None
    return file.close
