"""The player's case files in their folder: which are finished, which can be resumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.files.case_file import SUFFIX, CaseFile, Ends, read_case, read_ends
from game.files.case_lines import CaseFileError
from game.files.folders import free_path
from game.files.problem import FileError
from game.files.reading import ReadError, files_in
from game.values.log import EndLine, Header, SessionLine

ASIDE = "set_aside"
"""Folder within the folder of the cases; what lies there is not offered again."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A case that came to its end, as its file says; whether that is true, nobody has asked yet."""

    path: Path
    header: Header
    end: EndLine
    mark: str
    """Fingerprint of the whole file."""
    session: SessionLine | None = None
    """Of which training session it is, if it is of one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the folder of the cases holds."""

    finished: tuple[Finished, ...]
    unfinished: tuple[CaseFile, ...]
    """Newest first; also those in which nothing was ordered yet."""
    damaged: tuple[FileError, ...]
    """One for each file that cannot be used, whatever is wrong with it; none stands in the way of the others."""


_Seen = tuple[int, int, int]
"""Length, time and number of a file: while they stay, a finished case is not read again."""


class CaseShelf:
    """Looks into the folder of the cases, and remembers the finished ones."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there."""
        self._folder = folder
        self._finished: dict[Path, tuple[_Seen, Finished]] = {}

    def look(self) -> Shelf:
        """Return what the folder holds; one that is not there holds nothing."""
        finished: list[Finished] = []
        unfinished: list[CaseFile] = []
        damaged: list[FileError] = []
        try:
            paths = tuple(_newest_first(self._folder))
        except ReadError as error:
            return Shelf((), (), () if error.missing else (error,))
        for path in paths:
            try:
                found = self._read(path)
            except CaseFileError as error:
                damaged.append(error)
                continue
            if isinstance(found, Finished):
                finished.append(found)
            else:
                unfinished.append(found)
        return Shelf(tuple(finished), tuple(unfinished), tuple(damaged))

    def aside(self, level: str) -> bool:
        """Say whether a case of a level was set aside; the names of the files tell."""
        try:
            return any(re.search(rf"_{level}(-\d+)?$", path.stem) for path in files_in(self._folder / ASIDE, SUFFIX))
        except ReadError:
            return False

    def _read(self, path: Path) -> Finished | CaseFile:
        seen = _seen(path)
        known = self._finished.get(path)
        if known is not None and known[0] == seen:
            return known[1]
        ends = read_ends(path)
        if ends is None:
            case = read_case(path)
            if case.log.end is None:
                return case
            ends = Ends(case.log.header, case.log.end, case.mark, case.log.session)
        found = Finished(path, ends.header, ends.end, ends.mark, ends.session)
        if seen is not None:
            self._finished[path] = seen, found
        return found


def _seen(path: Path) -> _Seen | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def look(folder: Path) -> Shelf:
    """Return what a folder holds; one that is not there holds nothing."""
    return CaseShelf(folder).look()


def _newest_first(folder: Path) -> Iterator[Path]:
    # The names begin with the date and time.
    yield from reversed(files_in(folder, SUFFIX))


def set_aside(path: Path) -> Path:
    """Move a case file where it is kept but not offered again, and return its new place.

    Raises OSError if the folder cannot be written.
    """
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    return path.rename(free_path(folder, path.stem, SUFFIX))
