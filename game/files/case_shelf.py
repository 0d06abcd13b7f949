"""The player's case files in their folder: which are finished, which can be resumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.files.case_file import SUFFIX, CaseFile, CaseFileError, read_case, read_ends
from game.files.folders import free_path
from game.values.log import EndLine, Header

ASIDE = "set_aside"
"""Folder within the folder of the cases; what lies there is not offered again."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A case that came to its end, as its file says."""

    path: Path
    header: Header
    end: EndLine


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the folder of the cases holds."""

    finished: tuple[Finished, ...]
    unfinished: tuple[CaseFile, ...]
    """Newest first; also those in which nothing was ordered yet."""
    damaged: tuple[CaseFileError, ...]


def look(folder: Path) -> Shelf:
    """Return what a folder holds; one that is not there holds nothing."""
    finished: list[Finished] = []
    unfinished: list[CaseFile] = []
    damaged: list[CaseFileError] = []
    for path in _newest_first(folder):
        try:
            done = read_ends(path)
            if done is not None:
                finished.append(Finished(path, *done))
            else:
                unfinished.append(read_case(path))
        except CaseFileError as error:
            damaged.append(error)
    return Shelf(tuple(finished), tuple(unfinished), tuple(damaged))


def _newest_first(folder: Path) -> Iterator[Path]:
    # The names begin with the date and time.
    yield from sorted(folder.glob(f"*{SUFFIX}"), reverse=True)


def set_aside(path: Path) -> Path:
    """Move a case file where it is kept but not offered again, and return its new place.

    Raises OSError if the folder can not be written.
    """
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    return path.rename(free_path(folder, path.stem, SUFFIX))
