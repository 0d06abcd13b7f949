"""One host for one room: two would each know half of its seats. A hold ends with the program that has it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import Final

from sqlalchemy import Engine, text

from game.files.lock import held_by_another

LetGo = Callable[[], None]
_NEVER: Final = (
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    # A machine that went dark says nothing: its server asks, and lets go of it after half a minute.
    "SET LOCAL tcp_keepalives_idle = 10",
    "SET LOCAL tcp_keepalives_interval = 5",
    "SET LOCAL tcp_keepalives_count = 4",
)
"""What keeps a hold as long as its host is there, and no longer."""
_ASKED: Final = 10
_BETWEEN_S: Final = 0.3
"""A server takes a moment to see that a host was killed (assumed): the next one asks for three seconds."""


def hold(engine: Engine, code: str) -> LetGo | None:
    """Hold the room with a code and return what lets go of it; nothing if another host holds it.

    What is held is a file beside the database, which has locks of its own; it stays, for others may have it open. On
    PostgreSQL it is a lock of a transaction that lasts as long as the host: one of a session would outlive a pooler's.
    """
    if engine.dialect.name == "postgresql":
        return _hold_on_server(engine, code)
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


def _hold_on_server(engine: Engine, code: str) -> LetGo | None:
    connection = engine.connect()
    for setting in _NEVER:
        connection.execute(text(setting))
    key = int.from_bytes(sha256(f"cytokine-storm {code}".encode()).digest()[:8], signed=True)
    for _ in range(_ASKED):
        if connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": key}):
            return connection.close
        sleep(_BETWEEN_S)
    connection.close()
    return None
