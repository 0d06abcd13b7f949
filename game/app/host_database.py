"""The database of the live classes of this machine: where it lies, and what its host sent to whom."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from stat import S_ISREG
from typing import Final

from game.files.folders import FolderError, home_folder
from game.training.sent import Register
from game.values.words import say

_FOLDER: Final = "classes"
"""Folder of the live classes, within the player's folder."""
_FILE: Final = "classes.sqlite"


def classes_folder() -> Path:
    """Return the folder of the live classes. Raises FolderError."""
    return home_folder() / _FOLDER


def own_database() -> str:
    """Return the address of the database that a host keeps where it is told of no other. Raises FolderError."""
    return f"sqlite:///{classes_folder() / _FILE}"


def known_to_host(url: str, session_digest: str) -> tuple[Register | None, str]:
    """Return what the host with a database, else this machine's, sent; and why that cannot be known, if it should be.

    A machine on which no class was hosted has no database, and none is made.
    """
    try:
        there = bool(url) or S_ISREG((classes_folder() / _FILE).stat().st_mode)
    except (FolderError, FileNotFoundError, NotADirectoryError):
        there = False
    except OSError as error:
        # The folder may not be entered: whether something was sent is unknown, and that is said.
        return None, say("app.host_database.cannot_be_read", error=error)
    if not there:
        return None, ""
    if importlib.util.find_spec("sqlalchemy") is None:
        return None, say("app.host_database.needs_the_extra")
    from game.classroom.register import register_of
    from game.classroom.store import Store, StoreError

    try:
        store = Store(url or own_database())
    except StoreError as error:
        return None, say("app.host_database.cannot_be_read", error=error)
    try:
        return register_of(store, session_digest), ""
    except StoreError as error:
        return None, say("app.host_database.cannot_be_read", error=error)
    finally:
        store.close()
