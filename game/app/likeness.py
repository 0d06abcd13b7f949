"""What can be told of a case file beside others: whose orders it has, and of what it is only the beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from game.app.confirming import branch_tick
from game.files.case_file import SUFFIX, CaseFile, last_tick, read_case
from game.files.case_lines import CaseFileError
from game.files.folders import FolderError, levels_folder
from game.files.reading import ReadError, files_in
from game.values.words import count, say

_MOST: Final = 1000
"""So many files of a folder are compared; more than a class has."""
_MOST_TOLD: Final = 10
"""So many sentences are told of a case; where a whole class handed in the same, the others are counted."""
_MOST_BYTES: Final = 30_000_000
"""So much is read and kept to compare with: a thousand usual cases. A file that no longer fits in is passed over."""


class Others:
    """The files at hand: those named, those beside them, and the experts' that come with the levels."""

    def __init__(self, named: Sequence[Path]) -> None:
        """Take the files that were named."""
        self._named = tuple(named)
        self._read: dict[Path, CaseFile | None] = {}
        self._beside: dict[Path, tuple[Path, ...]] = {}
        self._room = _MOST_BYTES

    def told(self, case: CaseFile) -> Iterator[str]:
        """Yield what is to be said of a case beside the others; each sentence could follow the file's name."""
        for number, words in enumerate(found := tuple(self._all_told(case))):
            if number == _MOST_TOLD:
                yield count("app.likeness.the_same_can_be_said", len(found) - number)
                return
            yield words

    def _all_told(self, case: CaseFile) -> Iterator[str]:
        expert = _expert(case.log.header.level)
        for path in dict.fromkeys((*((expert,) if expert else ()), *self._named, *self._folder(case.path.parent))):
            other = self._case(path)
            if other is None or _same_file(path, case.path) or other.log.header.level != case.log.header.level:
                continue
            name = say("app.likeness.the_expert_s_file_that", path=path.name) if path == expert else str(path)
            words = _compared(case, other)
            if words:
                yield say(words, other=name)

    def _case(self, path: Path) -> CaseFile | None:
        if path not in self._read:
            self._read[path] = self._fitting(path)
        return self._read[path]

    def _fitting(self, path: Path) -> CaseFile | None:
        try:
            size = path.stat().st_size
            if size > self._room:
                return None
            self._room -= size
            return read_case(path)
        except (OSError, ValueError, CaseFileError):
            # What cannot be read has its own sentence, if it was named.
            return None

    def _folder(self, folder: Path) -> tuple[Path, ...]:
        if folder not in self._beside:
            try:
                self._beside[folder] = files_in(folder, SUFFIX)[:_MOST]
            except ReadError:
                self._beside[folder] = ()
        return self._beside[folder]


def _expert(level: str) -> Path | None:
    try:
        return levels_folder() / f"{level}.expert{SUFFIX}"
    except FolderError:
        return None


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _compared(case: CaseFile, other: CaseFile) -> str:
    """Return the id of what a case has of another one; empty if that is nothing."""
    log, beside = case.log, other.log
    if case.whole == other.whole:
        return "app.likeness.a_copy"
    if len(case.whole) < len(other.whole) and other.whole.startswith(case.whole) and case.tick:
        return "app.likeness.its_beginning"
    if log.entries and log.entries == beside.entries:
        return "app.likeness.the_same_orders"
    tick = branch_tick(log.header)
    if tick is None or log.header.seed != beside.header.seed or last_tick(beside) < tick:
        return ""
    before = [[entry for entry in one.entries if entry.tick < tick] for one in (log, beside)]
    return "app.likeness.orders_up_to" if before[0] == before[1] else ""
