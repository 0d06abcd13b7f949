"""A live class as the program hosts it: the lesson of a pack, the board of what was played, the folder of both."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Final

from game.app.handing_in import Inspection, open_folder
from game.app.handouts import names_in
from game.app.lifeline import end_with_parent, give_way
from game.app.sessions import level_paths, open_session
from game.app.web_folder import zipped
from game.classroom.lesson import Lesson
from game.classroom.voting import VoteResult
from game.files.case_file import SUFFIX
from game.files.output import write_bytes, write_csv
from game.files.problem import FileError
from game.files.reading import CASE, DOCUMENT, LEVEL, SESSION, read_bytes, text_of
from game.files.sheet_file import SUFFIX as SHEETS
from game.training.board import STANDINGS
from game.training.handed_in import HandIn
from game.training.table import safe
from game.values.words import say

_PAGE: Final = "board.html"
_TABLE: Final = "board.csv"
_VOTES: Final = "votes.csv"
_ARCHIVE: Final = "lesson.zip"
_REPORTS: Final = "reports"
_CASES: Final = "cases"
_VOTES_HEAD: Final = ("vote", "question", "answer", "votes")
_BEHIND: Final = 5
"""How far the process that plays beds on gives way to the one that listens."""


def lesson_of(pack: Path) -> Lesson:
    """Return what is taught by a pack. Raises FileError."""
    opened = open_session(pack)
    paths = level_paths(pack)
    # Levels that lie beside the pack are not on the learners' machines.
    beside = [paths[one.id] for one in opened.levels if paths[one.id].parent == pack.parent]
    return Lesson(
        session=opened.session,
        digest=opened.digest,
        levels=opened.levels,
        pack_name=pack.name,
        pack=text_of(str(pack), read_bytes(pack, SESSION)),
        beside={path.name: text_of(str(path), read_bytes(path, LEVEL)) for path in beside},
    )


def of_the_ward() -> None:
    """Begin the process that plays beds on: it ends with the host, and lets it go first."""
    end_with_parent()
    give_way(_BEHIND)


class HostBoard:
    """Makes the board of a live class with what makes it of a folder; `game.classroom.hosting.Board` says for whom."""

    def __init__(self, folder: Path, pack: Path, workers: int, database: str = "") -> None:
        """Take the folder into which cases are written, the pack of the session, and where it stands what was sent."""
        self._folder = folder
        self._pack = pack
        self._workers = workers
        self._database = database
        self._progress = (0.0, "")
        self._under_way: Inspection | None = None
        self._inspection: Inspection | None = None
        """The last one that was begun."""
        self._wanted = threading.Event()
        self._files: tuple[Sequence[tuple[int, bytes]], Sequence[bytes], Mapping[str, str]] = ((), (), {})
        self._votes: Sequence[VoteResult] = ()
        self._board_wanted = self._archive_wanted = False
        self._closed = False
        self.made = False
        """The page is there."""
        self.packed = False
        """The archive is there, with all that the board has now."""
        threading.Thread(target=self._work, name="board", daemon=True).start()

    @property
    def progress(self) -> tuple[float, str]:
        """Return how far the work has come, 0 to 1, and what is done; no words while nothing is."""
        return self._progress

    def make(self, cases: Sequence[tuple[int, bytes]], sheets: Sequence[bytes], names: Mapping[str, str]) -> None:
        """Begin to verify and score cases, or do it again once what is under way is done."""
        self._files = (cases, sheets, names)
        self._board_wanted = True
        self._wanted.set()

    def pack(self, votes: Sequence[VoteResult]) -> None:
        """Begin to write the report of every case that was confirmed, and to pack all of the lesson."""
        self._votes = votes
        self._archive_wanted = True
        self._wanted.set()

    def results(self) -> dict[int, str]:
        """Return what was found of each case: whether it holds, and its score once it was found here.

        Of a case that goes on nothing was found; one that was stopped has points that say little, and none stand here.
        """
        inspection = self._inspection
        # Somebody may have put a file of another name beside those that the host wrote.
        beds = {str(self._folder / f"{case}{SUFFIX}"): case for case, _ in self._files[0]}
        found = {}
        for one in () if inspection is None else inspection.files:
            if one.path not in beds or one.standing in {HandIn.UNFINISHED, HandIn.WAITING}:
                continue
            words = STANDINGS[one.standing]
            if one.counts and one.stopped:
                words = f"{words} · {say('classroom.stopped')}"
            elif one.counts and one.scored:
                words = f"{words} · {one.score}"
            found[beds[one.path]] = words
        return found

    def page(self) -> bytes | None:
        """Return the board; nothing before it was made."""
        with suppress(FileError):
            return read_bytes(self._folder / _PAGE, DOCUMENT) if self.made else None
        return None

    def download(self, name: str) -> bytes | None:
        """Return the table beside the board or the archive of the lesson; nothing where it was not made."""
        there = {_TABLE: self.made, _ARCHIVE: self.packed}.get(name, False)
        with suppress(FileError):
            return read_bytes(self._folder / name, DOCUMENT) if there else None
        return None

    def close(self) -> None:
        """End the work."""
        self._closed = True
        self._wanted.set()
        if self._under_way is not None:
            self._under_way.stop()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._closed:
                return
            try:
                if self._board_wanted:
                    self._board_wanted = False
                    self._make()
                if self._archive_wanted:
                    self._archive_wanted = False
                    self._write_archive()
            except (FileError, OSError) as error:
                self._progress = (0.0, str(error))
            except CancelledError:
                return
            else:
                self._progress = (1.0, "")

    def _make(self) -> None:
        cases, sheets, names = self._files
        self._folder.mkdir(parents=True, exist_ok=True)
        for case, content in cases:
            write_bytes(self._folder / f"{case}{SUFFIX}", content)
        for number, content in enumerate(sheets):
            write_bytes(self._folder / f"{number}{SHEETS}", content)
        verifying, scoring = say("commands.board.verifying"), say("commands.board.scoring")
        # The first file may take a while: that something is done is said before it.
        self._come(0.0, verifying)
        folder = open_folder(self._folder, self._pack, self._database)
        inspection = self._under_way = Inspection(folder, self._workers, names)
        if self._closed:
            return
        page = self._folder / _PAGE
        each = inspection.write_on_the_way(page)
        self._inspection, self.made, self.packed = inspection, True, False
        inspection.verify(lambda share, _: self._come(share, verifying), each)
        self._come(0.0, scoring)
        inspection.score(lambda share, _: self._come(share, scoring), inspection.write_on_the_way(page))
        inspection.working = False
        inspection.write(page)

    def _write_archive(self) -> None:
        """Write the reports by processes, and pack them with the rest; what was confirmed can be told."""
        inspection = self._inspection
        if inspection is None or self._closed:
            return
        writing = say("classroom.writing_reports")
        self._come(0.0, writing)
        found = dict(inspection.reports(self._folder / "reports", lambda share: self._come(share, writing)))
        files = {f"{_REPORTS}/{name}": page for name, page in found.items()}
        files |= {name: read_bytes(self._folder / name, DOCUMENT) for name in (_PAGE, _TABLE)}
        for one, name in names_in(inspection.files):
            files[f"{_CASES}/{Path(name).stem}{SUFFIX}"] = read_bytes(Path(one.path), CASE)
        if self._votes:
            write_csv(self._folder / _VOTES, _VOTES_HEAD, _rows(self._votes))
            files[_VOTES] = read_bytes(self._folder / _VOTES, DOCUMENT)
        write_bytes(self._folder / _ARCHIVE, zipped(files))
        self.packed = True

    def _come(self, share: float, words: str) -> None:
        self._progress = (share, words)


def _rows(votes: Sequence[VoteResult]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each answer of each vote."""
    for number, vote in enumerate(votes, start=1):
        for answer, chosen in zip(vote.answers, vote.counts, strict=True):
            yield number, safe(vote.question), safe(answer), chosen
