"""Training sessions as the program uses them: a pack with the levels that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.app.levels import shipped_paths
from game.files.level_file import SUFFIX, read_level
from game.files.problem import FileError
from game.files.reading import SESSION, files_in, read_bytes, text_of
from game.files.session_file import read_session, session_digest
from game.files.toml_lines import toml_of
from game.values.level import Level
from game.values.session import Session


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session whose levels are at hand."""

    session: Session
    digest: str
    levels: tuple[Level, ...]
    """In the order of the session."""


def level_paths(pack: Path) -> dict[str, Path]:
    """Return the files of the levels that a pack may speak of, by id: the shipped ones, and those beside the pack."""
    try:
        beside = {path.stem: path for path in files_in(pack.parent, SUFFIX) if path != pack}
    except FileError:
        beside = {}
    return {**beside, **shipped_paths()}


def is_pack(path: Path) -> bool:
    """Say whether a file speaks of levels, and so is a pack and no level; what else is wrong with it is said later."""
    try:
        _, table = toml_of(str(path), text_of(str(path), read_bytes(path, SESSION)))
    except FileError:
        return False
    return "levels" in table


def open_session(pack: Path) -> OpenSession:
    """Return the session of a pack.

    Raises SessionError and LevelError with every fault of the file.
    """
    paths = level_paths(pack)
    session = read_session(pack, paths)
    return OpenSession(session, session_digest(session), tuple(read_level(paths[one.id]) for one in session.levels))
