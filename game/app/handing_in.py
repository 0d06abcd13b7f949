"""The folder of a class: what lies in it is looked into file by file, and the board is written on the way."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor, as_completed, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from msgspec import structs

from game.app.cores import cores
from game.app.handouts import names_in, report_of
from game.app.host_database import known_to_host
from game.app.inspecting import analyse, inspect, orders_mark, scored
from game.app.levels import shipped_levels
from game.app.lifeline import end_with_parent
from game.app.sessions import OpenSession, open_session
from game.files.case_file import SUFFIX, folders_in, handed_in, read_case
from game.files.case_lines import CaseFileError
from game.files.folders import FolderError, levels_folder
from game.files.output import write_bytes, write_csv
from game.files.problem import FileError, visible
from game.files.reading import DOCUMENT, files_in, read_bytes
from game.files.session_file import SUFFIX as PACK
from game.files.session_file import SessionError
from game.files.sheet_file import SUFFIX as SHEETS
from game.files.sheet_file import read_sheet
from game.review.findings import Analysis
from game.training.board import Class, board
from game.training.handed_in import HandedIn, HandIn
from game.training.roster import learners_of, told_apart
from game.training.sent import Register, held_against
from game.training.table import HEAD, rows
from game.values.level import Level
from game.values.session import Session, learner_key
from game.values.sheet import Sheet
from game.values.words import say

MOST_FILES: Final = 2000
"""More than ten classes hand in; the rest is told and left."""
MOST_PROCESSES: Final = 2
"""More would leave nothing for the window, or for the host of a class."""
WRITE_EVERY: Final = 10
"""So many new files or scores come before the page is written anew."""
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in the folder of a class."""

    path: Path
    cases: tuple[Path, ...]
    sheets: tuple[Sheet, ...]
    pack: Path | None
    session: OpenSession | None
    told: tuple[str, ...]
    """What is to be said about files that cannot be read, or are left out."""
    sent: Register | None
    """What the host of this machine sent; nothing where there was none."""


def open_folder(path: Path, pack: Path | None, database: str = "") -> Folder:
    """Return what lies in a folder and in the folders in it; a pack that lies there alone is that of the session.

    `database` is that of the host whose class it was, else this machine's own.

    Raises FileError for a folder that cannot be read or holds no case, and SessionError for a broken pack.
    """
    cases = handed_in(path)
    told = [] if len(cases) <= MOST_FILES else [say("app.handing_in.too_many", most=MOST_FILES, all=len(cases))]
    packs = [pack] if pack is not None else list(_packs(path))
    session = open_session(packs[0]) if len(packs) == 1 else None
    if len(packs) > 1:
        told.append(say("app.handing_in.several_packs", names=", ".join(one.name for one in packs)))
    sheets = []
    places = (path, *folders_in(path))
    for one in [one for place in places for one in files_in(place, SHEETS)][:MOST_FILES]:
        try:
            sheet = read_sheet(one)
        except FileError as error:
            told.append(str(error))
            continue
        if session is None or sheet.session_digest == session.digest:
            sheets.append(sheet)
        else:
            told.append(say("app.handing_in.foreign_sheet", file=visible(str(one))))
    found = packs[0] if session is not None else None
    sent, fault = known_to_host(database, "" if session is None else session.digest)
    told += [fault] if fault else []
    return Folder(path, cases[:MOST_FILES], tuple(sheets), found, session, tuple(told), sent)


def _packs(path: Path) -> Iterator[Path]:
    """Yield what lies in a folder and is a pack, not a level; a broken one is told by whoever names it."""
    for one in files_in(path, PACK):
        try:
            open_session(one)
        except (SessionError, FileError):
            continue
        yield one


class Inspection:
    """The files of a class, as far as they are looked into."""

    def __init__(self, folder: Folder, workers: int = 0, names: Mapping[str, str] | None = None) -> None:
        """Take the folder; `workers` processes are used, for 0 two at most; `names` shows learners by their keys."""
        self._names = names or {}
        sheets = [structs.replace(one, learner=self._named(one.learner)) for one in folder.sheets]
        self.folder = replace(folder, sheets=tuple(sheets))
        self._workers = workers or min(MOST_PROCESSES, cores())
        self._running: ProcessPoolExecutor | None = None
        self._stopped = False
        self._found: dict[Path, HandedIn] = {}
        """What was looked into so far."""
        self._ended: set[Path] = set()
        """The files with which the machine ended the process that played them again."""
        self._shown: tuple[int, tuple[HandedIn, ...]] = (-1, ())
        """The files, and of how many it is known by then what they are."""
        self._scored: tuple[HandedIn, ...] | None = None
        """All files once each was looked into, with the scores that were found since."""
        self.working = True
        """More is to come."""

    @property
    def files(self) -> tuple[HandedIn, ...]:
        """Return the files; one that was not looked into yet is waiting."""
        if self._scored is not None:
            return self._scored
        known = len(self._found)
        if self._shown[0] != known:
            found = dict(self._found)
            waiting = [
                HandedIn(self._name(path), str(path), "", HandIn.WAITING, self._why(path))
                for path in self.folder.cases
                if path not in found
            ]
            files = sorted([*told_apart(list(found.values()), self._experts), *waiting], key=lambda one: one.file)
            self._shown = (len(found), tuple(files))
        return self._shown[1]

    @cached_property
    def _experts(self) -> dict[str, str]:
        return experts()

    def verify(self, progress: Progress, each: Callable[[], None]) -> None:
        """Play every file again; `each` is called after every one.

        A process that the machine ends takes all others of its pool along: what it left is played by one at a time,
        and a file with which that ends too is told as one that is still to be played again.
        """
        left = self.folder.cases
        while left := self._verified(left, progress, each):
            if self._workers == 1:
                self._ended.add(left[0])
                left = left[1:]
            self._workers = 1
        self._scored = self.files

    def _verified(self, paths: tuple[Path, ...], progress: Progress, each: Callable[[], None]) -> tuple[Path, ...]:
        """Play files again; return those that were left when a process was ended."""
        with self._pool() as pool:
            asked = {
                pool.submit(inspect, path, self._name(path), self._whose(path), self.folder.pack): path
                for path in paths
            }
            for one in as_completed(asked):
                with suppress(BrokenExecutor):
                    found = held_against(one.result(), self.folder.sent)
                    self._found[asked[one]] = replace(found, learner=self._named(found.learner))
                    progress(len(self._found) / len(self.folder.cases), found.file)
                    each()
        return tuple(path for path in paths if path not in self._found)

    def score(self, progress: Progress, each: Callable[[], None]) -> None:
        """Take apart what was confirmed and is not scored yet; `each` is called after every one."""
        waiting = self.waiting
        if not waiting:
            return
        with self._pool() as pool:
            asked: dict[Future[Analysis], HandedIn] = {
                pool.submit(analyse, Path(one.path), self.folder.pack, one.mark): one for one in waiting
            }
            for number, future in enumerate(as_completed(asked), start=1):
                one = asked[future]
                # What cannot be scored stands as it was handed in; the others go on.
                if future.cancelled():
                    raise CancelledError
                found = one if future.exception() is not None else scored(one, future.result())
                self._scored = tuple(found if file.path == one.path else file for file in self.files)
                progress(number / len(asked), one.file)
                each()

    def reports(self, folder: Path, progress: Callable[[float], None]) -> list[tuple[str, bytes]]:
        """Write the report of every case that counts into a folder; return the pages by the names of learners."""
        pack = self.folder.pack
        wanted = [] if pack is None else list(names_in(self.files))
        if pack is None or not wanted:
            return []
        with self._pool() as pool:
            asked = [(name, pool.submit(report_of, Path(one.path), one.mark, pack, folder)) for one, name in wanted]
            pages = []
            for number, (name, future) in enumerate(asked, start=1):
                wait([future])
                if future.cancelled():
                    raise CancelledError
                # One that cannot be told keeps no other from the class.
                if future.exception() is None:
                    pages.append((name, read_bytes(future.result(), DOCUMENT)))
                progress(number / len(asked))
        return pages

    @property
    def waiting(self) -> tuple[HandedIn, ...]:
        """Return what counts and is not scored yet."""
        return tuple(one for one in self.files if one.counts and not one.scored)

    @property
    def _session(self) -> Session | None:
        return None if self.folder.session is None else self.folder.session.session

    @cached_property
    def _levels(self) -> tuple[Level, ...]:
        """Return all that may have been played; a class of a hundred has its board written a hundred times."""
        levels = {level.id: level for level in shipped_levels()}
        levels |= {level.id: level for level in self.folder.session.levels} if self.folder.session else {}
        return tuple(levels.values())

    @property
    def title(self) -> str:
        """Return the title of the session, or the name of the folder."""
        return visible(self.folder.path.resolve().name) if self._session is None else self._session.title

    def write(self, page: Path) -> None:
        """Write the board, and the table beside it. Raises FileError."""
        session = self._session
        files = self.files
        learners = learners_of(files, self.folder.sheets)
        made = Class(self.title, files, learners, self._levels, session, len(self.waiting), working=self.working)
        write_bytes(page, board(made).encode())
        write_csv(page.with_suffix(".csv"), HEAD, rows(files, learners, session, self._levels))

    def write_on_the_way(self, page: Path) -> Callable[[], None]:
        """Write the board as it is, and return what writes it again after every tenth file; of few files, sooner."""
        calls = 0
        every = min(WRITE_EVERY, max(1, len(self.folder.cases) // WRITE_EVERY))

        def again() -> None:
            nonlocal calls
            calls += 1
            if calls % every == 0:
                self.write(page)

        self.write(page)
        return again

    def stop(self) -> None:
        """Begin no more files; those under way take some seconds. Whoever waits gets a CancelledError."""
        self._stopped = True
        if self._running is not None:
            self._running.shutdown(wait=False, cancel_futures=True)

    def _why(self, path: Path) -> tuple[str, ...]:
        return (say("app.handing_in.ended"),) if path in self._ended else ()

    def _pool(self) -> ProcessPoolExecutor:
        if self._stopped:
            raise CancelledError
        context = multiprocessing.get_context("spawn")
        workers = min(self._workers, len(self.folder.cases))
        self._running = ProcessPoolExecutor(workers, context, initializer=end_with_parent)
        return self._running

    def _named(self, learner: str) -> str:
        return self._names.get(learner_key(learner), learner)

    def _name(self, path: Path) -> str:
        return visible(str(path.relative_to(self.folder.path)))

    def _whose(self, path: Path) -> str:
        """Return whose a file is that does not say so itself: the folder's name, or the file's own."""
        return visible(path.stem if path.parent == self.folder.path else path.parent.name)


def experts() -> dict[str, str]:
    """Return the orders of the expert of each level."""
    found = {}
    try:
        for path in files_in(levels_folder(), f".expert{SUFFIX}"):
            log = read_case(path).log
            found[log.header.level] = orders_mark(log)
    except (FolderError, FileError, CaseFileError):
        # Without the experts' files everything else can still be told.
        return found
    return found


def standings(files: Sequence[HandedIn]) -> list[tuple[HandIn, int]]:
    """Return how many files stand how, of those that are there."""
    counted = [(one, len([file for file in files if file.standing is one])) for one in HandIn]
    return [(one, many) for one, many in counted if many]
