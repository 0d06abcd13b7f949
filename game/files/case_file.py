"""Case files: one JSON object a line, in the order in which things happened, each line chained to the one before.

The chain is a hash over the chain of the line before and the line itself. Whoever edits, moves or takes out a line
breaks it. Whoever mends the chain as well is found out by playing the case again (`game.review.replay`).

Fingerprints stand at whole hours. One more may stand as the last line of a case that is not finished: the moment to
which it has come (`game.files.case_record`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from game.files.problem import FileError, Problem, unreadable
from game.values.log import LOG_FORMAT, DigestLine, EndLine, EntryLine, Header, Line, Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

SUFFIX = ".jsonl"
LARGEST_BYTES = 20_000_000
"""A case of a month with an order at every tick is smaller; whatever else is named or dropped is not even read."""
_CHAINED = re.compile(rb'^(\{.*),"chain":"([0-9a-f]{16})"\}$')
_DECODER = msgspec.json.Decoder(Line)
_ENCODER = msgspec.json.Encoder(order="deterministic")
_AS_WRITTEN = "the line as the game wrote it; take the file from a copy"


class CaseFileError(FileError):
    """A case file can not be used; it carries every fault of the file."""

    def __init__(self, problems: tuple[Problem, ...], *, edited: bool) -> None:
        """Keep the faults; `edited` says that it is a case file, but not as the game wrote it."""
        self.edited = edited
        super().__init__(problems)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file as it was read."""

    path: Path
    log: Log
    whole: bytes
    """What was read without the torn end; a resumed case goes on after it."""
    chain: str
    """Chain of the last line."""
    torn: str
    """What is to be said about a torn last line; empty if there is none."""

    @property
    def tick(self) -> Tick:
        """Return the last tick that the file knows of."""
        return last_tick(self.log)


def last_tick(log: Log) -> Tick:
    """Return the last tick that a log knows of."""
    if log.end is not None:
        return log.end.tick
    return max([0, *(entry.tick for entry in log.entries[-1:]), *(line.tick for line in log.digests[-1:])])


def moment_of(case: CaseFile) -> tuple[bytes, str] | None:
    """Return what stands before the moment at which a case was left, with its chain; nothing if it was a whole hour.

    Only the last line of an unfinished case is such a moment: a fingerprint between two whole hours.
    """
    rows = case.whole.splitlines(keepends=True)
    if case.log.end is not None or not case.log.digests or not case.log.digests[-1].tick % TICKS_PER_HOUR:
        return None
    match = _CHAINED.match(rows[-2].rstrip(b"\n")) if rows[-1].startswith(b'{"line":"digest"') else None
    return (b"".join(rows[:-1]), match.group(2).decode()) if match else None


def chained(before: str, line: Line) -> tuple[bytes, str]:
    """Return a line as it is written, with its newline, and its chain."""
    bare = _ENCODER.encode(line)
    chain = _chain(before, bare)
    return bare[:-1] + f',"chain":"{chain}"}}\n'.encode(), chain


def _chain(before: str, bare: bytes) -> str:
    return sha256(before.encode() + bare).hexdigest()[:16]


def case_bytes(log: Log) -> bytes:
    """Return a whole log as a case file; orders and fingerprints are put in the order of their ticks."""
    lines: list[Line] = [log.header]
    # A fingerprint is taken when its tick has come, before the orders of that tick.
    timed: list[tuple[Tick, int, Line]] = [(line.tick, 0, line) for line in log.digests]
    timed += [(entry.tick, 1, EntryLine(entry=entry)) for entry in log.entries]
    lines += [line for _, _, line in sorted(timed, key=lambda one: one[:2])]
    if log.end is not None:
        lines.append(log.end)
    chain = ""
    written = b""
    for line in lines:
        one, chain = chained(chain, line)
        written += one
    return written


def read_case(path: Path) -> CaseFile:
    """Return a case file. A torn last line, as a crash leaves it, is left out and told.

    Raises CaseFileError, which carries every fault of the file.
    """
    file = str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            wanted = f"a case file, which has less than {LARGEST_BYTES // 10**6} MB"
            raise CaseFileError((Problem(file, "", f"{size / 10**6:,.0f} MB", wanted),), edited=False)
        raw = path.read_bytes()
    except OSError as error:
        raise CaseFileError((unreadable(file, error),), edited=False) from error
    whole, newline, tail = raw.rpartition(b"\n")
    whole += newline
    torn = ""
    if tail:
        number = whole.count(b"\n") + 1
        torn = f"{file}:{number}: the last line is torn, as a crash leaves it; everything before it is kept"
    rows = whole.split(b"\n")[:-1]
    header = _header(file, rows)
    reading = _Reading(file)
    for number, row in enumerate(rows, start=1):
        reading.take(number, row)
    if reading.problems:
        raise CaseFileError(tuple(reading.problems), edited=True)
    log = Log(header, tuple(reading.entries), tuple(reading.digests), reading.end)
    return CaseFile(path, log, whole, reading.chain, torn)


def read_ends(path: Path) -> tuple[Header, EndLine] | None:
    """Return first and last line of a finished case, without a look at what is between; nothing if it is not finished.

    Raises CaseFileError for what is no case file.
    """
    try:
        rows = path.read_bytes().split(b"\n")
    except OSError as error:
        raise CaseFileError((unreadable(str(path), error),), edited=False) from error
    match = _CHAINED.match(rows[-2]) if len(rows) > 2 and rows[-1] == b"" else None
    if match is None or not match.group(1).startswith(b'{"line":"end"'):
        return None
    try:
        end = _DECODER.decode(match.group(1) + b"}")
    except msgspec.MsgspecError:
        return None
    return (_header(str(path), rows), end) if isinstance(end, EndLine) else None


def _header(file: str, rows: list[bytes]) -> Header:
    """Return the first line.

    Raises CaseFileError if this is no case file, or one of a newer game.
    """
    expected = 'a case file, whose first line begins with \'{"line":"case"\''
    if not rows:
        raise CaseFileError((Problem(file, "", "no whole line", expected),), edited=False)
    match = _CHAINED.match(rows[0])
    bare = match.group(1) + b"}" if match else rows[0]
    try:
        loose = msgspec.json.decode(bare)
        written = loose.get("format") if isinstance(loose, dict) else None
        if isinstance(written, int) and written > LOG_FORMAT:
            found, wanted = f"format {written}", f"format {LOG_FORMAT} or older; update the game to read this file"
            raise CaseFileError((Problem(file, "", found, wanted, line=1),), edited=False)
        line = _DECODER.decode(bare)
    except msgspec.MsgspecError as error:
        raise CaseFileError((Problem(file, "", _reason(error), expected, line=1),), edited=False) from error
    if not isinstance(line, Header):
        raise CaseFileError((Problem(file, "", "another line than the header", expected, line=1),), edited=False)
    return line


def _reason(error: Exception) -> str:
    return f"what can not be read ({error})"


class _Reading:
    """What is known after each line of a case file."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.digests: list[DigestLine] = []
        self.end: EndLine | None = None
        self.chain = ""
        self._file = file
        self._tick = 0

    def take(self, number: int, row: bytes) -> None:
        """Read one line and note what is wrong with it."""
        match = _CHAINED.match(row)
        if match is None:
            self._wrong(number, "a line without its chain")
            return
        bare, chain = match.group(1) + b"}", match.group(2).decode()
        before, self.chain = self.chain, chain
        if _chain(before, bare) != chain:
            self._wrong(number, "a line that was edited, moved, or that misses the one before it")
            return
        try:
            line = _DECODER.decode(bare)
        except msgspec.MsgspecError as error:
            self._wrong(number, _reason(error))
            return
        if isinstance(line, Header):
            if number > 1:
                self._wrong(number, "a second header")
            return
        tick = line.entry.tick if isinstance(line, EntryLine) else line.tick
        if self.end is not None:
            self._wrong(number, "a line after the end of the case")
        elif tick < self._tick:
            self._wrong(number, f"tick {tick} after tick {self._tick}")
        self._tick = tick
        match line:
            case EntryLine(entry=entry):
                self.entries.append(entry)
            case DigestLine():
                self.digests.append(line)
            case EndLine():
                self.end = line

    def _wrong(self, number: int, found: str) -> None:
        self.problems.append(Problem(self._file, "", found, _AS_WRITTEN, line=number))
