"""A case file that grows while the case is played: every order is on the disk before it has effect.

Whole hours stay in the file. After them stands the moment to which the case has come, as its last line: it is written
at every tick and gives way to whatever follows, so that a case that was left, or whose program was killed, is taken up
at the very tick at which it stood, and a finished file holds whole hours only.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import FileIO
from pathlib import Path
from typing import Final

from game.files.case_file import SUFFIX, CaseFile, moment_of
from game.files.case_lines import chained
from game.files.disk import to_disk
from game.files.folders import free_path
from game.files.lock import held_by_another
from game.values.log import DigestLine, EndLine, EntryLine, Header, Log, LogLine, SessionLine
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import count, say

Warn = Callable[[str], None]
_WRITTEN_TO: Final = "files.case_record.written_to"
_GONE: Final = "files.case_record.gone"
_REPLACED: Final = "files.case_record.replaced"
_MOST_TRIES: Final = 100
"""Names that are tried for a new file: so many windows begin the same level on one folder in a second (assumed)."""


class InUseError(Exception):
    """Another window of the game has the case open; the message says what to do."""


def in_use(path: Path) -> bool:
    """Say whether a window of the game has a case file open."""
    try:
        with path.open("r+b", buffering=0) as file:
            return held_by_another(file.fileno())
    except OSError:
        return False


class CaseRecord:
    """Appends lines to one case file.

    One window writes one file: it is locked as long as it is open. Whoever moves, deletes or replaces it meanwhile is
    noticed with the next line, and the whole case is written anew. A disk that is full or read-only does not stop the
    play: lines that could not be written are kept, the player is warned, and each later line tries again with all that
    is missing.
    """

    def __init__(
        self,
        path: Path,
        log: Log,
        warn: Warn,
        *,
        whole: bytes = b"",
        chain: str = "",
        moment: bytes = b"",
        raw: bytes = b"",
    ) -> None:
        """Take up a record of which `whole` and `moment` are on the disk, as `raw`.

        Use `begin`, `resume` and `kept` instead.
        """
        self.path = path
        self.log = log
        self._warn = warn
        self._chain = chain
        self._all = bytearray(whole)
        """Every line of the case, written or not."""
        self._safe = len(whole)
        """How much of it is on the disk."""
        self._moment = moment
        """The line that stands after all others until one follows; empty on a whole hour."""
        self._left_at = len(raw)
        """How long we left the file; another length means that another program wrote to it."""
        self._as_written = raw.startswith(whole + moment)
        """What is on the disk has the line ends of the game."""
        self._lost = ""
        """What is to be said once the whole case is in another file."""
        self._file: FileIO | None = None
        self._numbered = True
        """The drive gives a file the same number by its name as opened; where it does not, none is missed by it."""
        self._failing = False
        self.on_the_hour: Callable[[Log, Tick], None] | None = None
        """Who hears of every whole hour that passes, with all orders before it."""

    @classmethod
    def begin(
        cls, folder: Path, stem: str, header: Header, warn: Warn, session: SessionLine | None = None
    ) -> CaseRecord:
        """Open a new case file; a file that is there already is never written over."""
        record = cls(free_path(folder, stem, SUFFIX), Log(header, session=session), warn)
        record._add(header, sync=True)
        if session is not None:
            record._add(session, sync=True)
        return record

    @classmethod
    def resume(cls, case: CaseFile, warn: Warn) -> CaseRecord:
        """Go on with a case file that was left; a torn end is cut off, and its lines get the line ends of the game.

        Raises InUseError if another window has it open, or has written to it since it was read.
        """
        record = cls.kept(case, warn)
        if not record.take_up(case.raw):
            raise InUseError(say("files.case_record.was_changed_just_now_as", path=case.path))
        return record

    @classmethod
    def kept(cls, case: CaseFile, warn: Warn) -> CaseRecord:
        """Take up a case file to be read; nothing is written to it unless something is added."""
        moment = moment_of(case)
        if moment is None:
            return cls(case.path, case.log, warn, whole=case.whole, chain=case.chain, raw=case.raw)
        before, chain = moment
        log = replace(case.log, digests=case.log.digests[:-1])
        line = case.whole[len(before) :]
        return cls(case.path, log, warn, whole=before, chain=chain, moment=line, raw=case.raw)

    def take_up(self, raw: bytes | None = None) -> bool:
        """Hold the file, so that no other window writes to it; say whether it is as it was left, or as `raw`.

        Raises InUseError if another window holds it.
        """
        if self._file is not None or not self._safe:
            return True
        try:
            file = self.path.open("r+b", buffering=0)
        except OSError:
            # It is tried again, and told, when there is something to write.
            return True
        if held_by_another(file.fileno()):
            file.close()
            raise InUseError(say("files.case_record.is_open_in_another_window", path=self.path))
        if file.readall() != (bytes(self._all) + self._moment if raw is None else raw):
            file.close()
            return False
        self._file = file
        return True

    def rest(self) -> None:
        """Let go of the file while the case is left, so that another window may take it up."""
        if not self.unwritten:
            self.close()

    def entry(self, entry: Entry) -> None:
        """Write an order down; it is on the disk when this returns."""
        self.log = replace(self.log, entries=(*self.log.entries, entry))
        self._add(EntryLine(entry=entry), sync=True)

    def mark(self, tick: Tick, digest: str) -> None:
        """Write the fingerprint of a tick down: for good on a whole hour, until the next line otherwise."""
        line = DigestLine(tick=tick, digest=digest)
        if tick % TICKS_PER_HOUR:
            self._moment, _ = chained(self._chain, line)
            self._write(sync=False)
            return
        self.log = replace(self.log, digests=(*self.log.digests, line))
        self._add(line, sync=False)
        if self.on_the_hour is not None:
            self.on_the_hour(self.log, tick)

    def end(self, line: EndLine) -> None:
        """Write how the case ended."""
        self.log = replace(self.log, end=line)
        self._add(line, sync=True)

    @property
    def whole(self) -> bytes:
        """Return every line but the moment."""
        return bytes(self._all)

    @property
    def unwritten(self) -> int:
        """Return how many lines are not on the disk."""
        return self._all[self._safe :].count(b"\n")

    @property
    def whereabouts(self) -> str:
        """Say where the case is saved, or how much of it is not."""
        if self.unwritten:
            return count("files.case_record.lines_of_the_case_could", self.unwritten, path=self.path)
        if self.log.end is not None:
            return say("files.case_record.the_finished_case_is_saved", path=self.path)
        return say("files.case_record.the_case_is_saved_and", path=self.path)

    def close(self) -> None:
        """Let go of the file, after a last look whether all of it is there."""
        with suppress(OSError):
            if self._file is not None:
                self._check_place(self._file)
        if self._safe < len(self._all):
            self._write(sync=True)
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self.unwritten:
            lost = count("things.lines", self.unwritten)
            self._warn(say("files.case_record.could_not_be_written_and", lost=lost, path=self.path))

    def drop(self) -> None:
        """Delete the file of a case of which nothing is to be kept."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _add(self, line: LogLine, *, sync: bool) -> None:
        written, self._chain = chained(self._chain, line)
        self._all += written
        self._moment = b""
        self._write(sync=sync)

    def _write(self, *, sync: bool) -> None:
        try:
            if self._file is not None:
                self._check_place(self._file)
            if self._file is None:
                self._open()
            elif not self._as_written:
                self._write_over()
            file = self._file
            assert file is not None
            # What stood here may be longer than what is written over it, and its end must not stay.
            file.truncate(self._safe)
            file.seek(self._safe)
            left = memoryview(bytes(self._all[self._safe :]) + self._moment)
            while left:
                left = left[file.write(left) or 0 :]
            if sync:
                to_disk(file.fileno())
        except OSError as error:
            self._failed(error)
            return
        self._safe = len(self._all)
        self._left_at = self._safe + len(self._moment)
        if self._lost:
            self._warn(f"{self._lost} {self.path}")
            self._lost, self._failing = "", False
        if self._failing:
            self._failing = False
            self._warn(say("files.case_record.the_case_file_can_be", path=self.path))

    def _open(self) -> None:
        """Open the file, or a new one if nothing of this case is on the disk."""
        if self._safe:
            try:
                self._file = self.path.open("r+b", buffering=0)
            except (FileNotFoundError, NotADirectoryError):
                self._let_go(say(_GONE, path=self.path))
            else:
                if held_by_another(self._file.fileno()) or self._is_other(self._file):
                    self._let_go(say(_WRITTEN_TO, path=self.path))
                elif not self._as_written:
                    self._write_over()
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._new_file()
            held_by_another(self._file.fileno())
            self._numbered = self._is_in_place(self._file)

    def _new_file(self) -> FileIO:
        """Open a file under a name that nobody has; another window may take one between the look and the opening."""
        stem = self.path.stem
        for _ in range(_MOST_TRIES):
            self.path = free_path(self.path.parent, stem, SUFFIX)
            with suppress(FileExistsError):
                return self.path.open("xb", buffering=0)
        return self.path.open("xb", buffering=0)

    def _is_other(self, file: FileIO) -> bool:
        return os.fstat(file.fileno()).st_size != self._left_at

    def _check_place(self, file: FileIO) -> None:
        """Let go of a file that is no longer this case's: written to by others, moved, deleted or replaced."""
        if self._is_other(file):
            self._let_go(say(_WRITTEN_TO, path=self.path))
            return
        try:
            in_place = self._is_in_place(file)
        except (FileNotFoundError, NotADirectoryError):
            self._let_go(say(_GONE, path=self.path))
            return
        if self._numbered and not in_place:
            self._let_go(say(_REPLACED, path=self.path))

    def _is_in_place(self, file: FileIO) -> bool:
        return os.path.samestat(self.path.stat(), os.fstat(file.fileno()))

    def _let_go(self, lost: str) -> None:
        """Close the file, so that the whole case is written to another one; the sentence `lost` ends with its name."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        self._file = None
        self._safe = 0
        self._as_written = True
        self._lost = lost

    def _write_over(self) -> None:
        """Give the file the line ends of the game, in one piece: a crash leaves the one or the other."""
        assert self._file is not None
        fresh = free_path(self.path.parent, self.path.stem, ".new")
        try:
            with fresh.open("xb") as file:
                file.write(self._all[: self._safe])
                file.flush()
                to_disk(file.fileno())
            # Windows replaces no file that is open.
            self._file.close()
            self._file = None
            fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)
        self._file = self.path.open("r+b", buffering=0)
        held_by_another(self._file.fileno())
        self._as_written = True
        self._left_at = self._safe

    def _failed(self, error: OSError) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(self._safe)
                self._left_at = os.fstat(self._file.fileno()).st_size
        if not self._failing:
            self._failing = True
            reason = error.strerror or str(error)
            self._warn(say("files.case_record.the_case_file_cannot_be", reason=reason, path=self.path))
