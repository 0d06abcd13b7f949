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

from game.files.case_file import SUFFIX, CaseFile, chained, moment_of
from game.files.folders import free_path
from game.values.counted import counted
from game.values.log import DigestLine, EndLine, EntryLine, Header, Line, Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

Warn = Callable[[str], None]


class CaseRecord:
    """Appends lines to one case file.

    A disk that is full or read-only does not stop the play: lines that could not be written are kept, the player is
    warned, and each later line tries again with all that is missing.
    """

    def __init__(
        self, path: Path, log: Log, warn: Warn, *, whole: bytes = b"", chain: str = "", moment: bytes = b""
    ) -> None:
        """Take up a record of which `whole` is on the disk; use `begin` and `resume` instead."""
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
        self._left_at = len(whole)
        """How long we left the file; another length means that another program wrote to it."""
        self._file: FileIO | None = None
        self._failing = False

    @classmethod
    def begin(cls, folder: Path, stem: str, header: Header, warn: Warn) -> CaseRecord:
        """Open a new case file; a file that is there already is never written over."""
        record = cls(free_path(folder, stem, SUFFIX), Log(header), warn)
        record._add(header, sync=True)
        return record

    @classmethod
    def resume(cls, case: CaseFile, warn: Warn) -> CaseRecord:
        """Go on with a case file that was left; a torn end is cut off."""
        moment = moment_of(case)
        if moment is None:
            return cls(case.path, case.log, warn, whole=case.whole, chain=case.chain)
        before, chain = moment
        log = replace(case.log, digests=case.log.digests[:-1])
        line = case.whole[len(before) :]
        return cls(case.path, log, warn, whole=before, chain=chain, moment=line)

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

    def end(self, line: EndLine) -> None:
        """Write how the case ended."""
        self.log = replace(self.log, end=line)
        self._add(line, sync=True)

    @property
    def unwritten(self) -> int:
        """Return how many lines are not on the disk."""
        return self._all[self._safe :].count(b"\n")

    def close(self) -> None:
        """Let go of the file, after a last try to write what is missing."""
        if self._safe < len(self._all):
            self._write(sync=True)
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self.unwritten:
            lost = counted(self.unwritten, "line")
            self._warn(f"Could not be written and lost with this window: {lost} of {self.path}")

    def _add(self, line: Line, *, sync: bool) -> None:
        written, self._chain = chained(self._chain, line)
        self._all += written
        self._moment = b""
        self._write(sync=sync)

    def _write(self, *, sync: bool) -> None:
        try:
            if self._file is None:
                self._open()
            elif os.fstat(self._file.fileno()).st_size != self._left_at:
                self._move()
            assert self._file is not None
            # What stood here may be longer than what is written over it, and its end must not stay.
            self._file.truncate(self._safe)
            self._file.seek(self._safe)
            left = memoryview(bytes(self._all[self._safe :]) + self._moment)
            while left:
                left = left[self._file.write(left) or 0 :]
            if sync:
                os.fsync(self._file.fileno())
        except OSError as error:
            self._failed(error)
            return
        self._safe = len(self._all)
        self._left_at = self._safe + len(self._moment)
        if self._failing:
            self._failing = False
            self._warn(f"The case file can be written again, and nothing is missing: {self.path}")

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._safe:
            self._file = self.path.open("r+b", buffering=0)
            self._file.truncate(self._safe)
        else:
            self.path = free_path(self.path.parent, self.path.stem, SUFFIX)
            self._file = self.path.open("xb", buffering=0)

    def _move(self) -> None:
        """Go on in a file of our own: another program has written to this one."""
        assert self._file is not None
        self._file.close()
        self._file = None
        taken = self.path
        self._safe = 0
        self._open()
        self._warn(f"Another program wrote to {taken}. This case goes on in {self.path}")

    def _failed(self, error: OSError) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(self._safe)
                self._left_at = os.fstat(self._file.fileno()).st_size
        if not self._failing:
            self._failing = True
            reason = error.strerror or str(error)
            self._warn(
                f"The case file can not be written ({reason}): {self.path}. Play goes on and each order tries again; "
                "make room or choose another folder with CYTOKINE_STORM_HOME before you close the game."
            )
