"""Case files: one JSON object a line, in the order in which things happened, each line chained to the one before.

The chain is a hash over the chain of the line before and the line itself. Whoever edits, moves or takes out a line
breaks it. Whoever mends the chain as well is found out by playing the case again (`game.app.confirming`).

Fingerprints stand at whole hours. One more may stand as the last line of a case that is not finished: the moment to
which it has come (`game.files.case_record`).

There is one form in which the game writes a log (`case_bytes`), and no other is read: no other spacing, order of keys,
escape or second key of a name. Line ends alone may be changed, as git and mail do; that is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from game.files.line_ends import line_ends_words, with_our_line_ends
from game.files.problem import MOST_FAULTS, FileError, Problem, not_utf8, shown, visible
from game.files.reading import CASE, decoding, read_bytes
from game.values.log import (
    SESSION_LOG_FORMAT,
    DigestLine,
    EndLine,
    EntryLine,
    Header,
    Log,
    LogLine,
    SessionLine,
)
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

SUFFIX = ".jsonl"
LARGEST_BYTES = CASE.largest_bytes
_CHAINED = re.compile(rb'^(\{.*),"chain":"([0-9a-f]{16})"\}$')
_SECOND = 2
"""The line on which a session stands."""
_DECODER = msgspec.json.Decoder(LogLine)
_ENCODER = msgspec.json.Encoder(order="deterministic")
_ROW = re.compile(rb"([^\n]*)\n")
_EXPECTED = "files.case_file.a_case_file_whose_first"
_BEGINS = '{"line":"case"'
_DAMAGED = "files.case_file.the_file_was_damaged_after"
_AS_WRITTEN = "files.case_file.the_line_as_the_game"


class CaseFileError(FileError):
    """A case file cannot be used; it carries every fault of the file."""

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
    """What the game wrote, without the torn end and with its own line ends; a resumed case goes on after it."""
    raw: bytes
    """What lies in the file."""
    chain: str
    """Chain of the last line."""
    torn: str
    """What is to be said about a torn last line; empty if there is none."""
    line_ends: str
    """What is to be said about line ends that another program changed; empty if they are the game's."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what is to be said about a file that is nevertheless good."""
        return tuple(words for words in (self.line_ends, self.torn) if words)

    @property
    def mark(self) -> str:
        """Return the fingerprint of the whole file."""
        return mark_of(self.whole)

    @property
    def tick(self) -> Tick:
        """Return the last tick that the file knows of."""
        return last_tick(self.log)


def mark_of(whole: bytes) -> str:
    """Return the fingerprint of a whole case file."""
    return sha256(whole).hexdigest()


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


def chained(before: str, line: LogLine) -> tuple[bytes, str]:
    """Return a line as it is written, with its newline, and its chain."""
    bare = _bare(line)
    chain = _chain(before, bare)
    return bare[:-1] + f',"chain":"{chain}"}}\n'.encode(), chain


def _bare(line: LogLine) -> bytes:
    """Return a line in the one form in which it is written: what is read back is written again as it was."""
    written = _ENCODER.encode(line)
    return _ENCODER.encode(_DECODER.decode(written)) if isinstance(line, EntryLine) else written


def _chain(before: str, bare: bytes) -> str:
    return sha256(before.encode() + bare).hexdigest()[:16]


def case_bytes(log: Log) -> bytes:
    """Return a whole log as a case file; orders and fingerprints are put in the order of their ticks."""
    lines: list[LogLine] = [log.header, *((log.session,) if log.session is not None else ())]
    # A fingerprint is taken when its tick has come, before the orders of that tick.
    timed: list[tuple[Tick, int, LogLine]] = [(line.tick, 0, line) for line in log.digests]
    timed += [(entry.tick, 1, EntryLine(entry=entry)) for entry in log.entries]
    lines += [line for _, _, line in sorted(timed, key=lambda one: one[:2])]
    if log.end is not None:
        lines.append(log.end)
    chain = ""
    # Gathered in a list: bytes that grow by a line are copied whole each time, minutes for a hundred thousand orders.
    written: list[bytes] = []
    for line in lines:
        one, chain = chained(chain, line)
        written.append(one)
    return b"".join(written)


def no_case_in(folder: Path) -> FileError:
    """Return what is wrong with a folder in which a case file should lie and none does."""
    found, expected = say("commands.report.no_file", suffix=SUFFIX), say("commands.report.at_least_one_case_file")
    return FileError([Problem(str(folder), "", found, expected)])


def read_case(path: Path) -> CaseFile:
    """Return a case file. A torn last line, as a crash leaves it, is left out and told.

    Raises CaseFileError, which carries every fault of the file, up to a hundred.
    """
    file = str(path)
    raw = _raw(path)
    text, changes, above = with_our_line_ends(raw)
    whole, newline, tail = text.rpartition(b"\n")
    whole += newline
    try:
        whole.decode()
    except UnicodeDecodeError as error:
        found = not_utf8(file, whole, error)
        place = Problem(
            file, "", found.found, f"{found.expected}; {say(_DAMAGED)}", line=found.line + above, column=found.column
        )
        raise CaseFileError((place,), edited=False) from error
    reading = _Reading(file)
    number = above
    for row in _ROW.finditer(whole):
        number += 1
        reading.take(number, row.group(1))
        if len(reading.problems) >= MOST_FAULTS:
            break
    if tail and reading.fits(tail):
        reading.take(number + 1, tail)
        whole, tail = whole + tail + b"\n", b""
        changes = (*changes, say("files.case_file.none_after_the_last_line"))
    if reading.header is None:
        raise CaseFileError(
            (Problem(file, "", say("files.case_file.no_whole_line"), say(_EXPECTED, begins=_BEGINS)),), edited=False
        )
    if reading.problems:
        raise CaseFileError(tuple(reading.problems), edited=True)
    log = Log(reading.header, tuple(reading.entries), tuple(reading.digests), reading.end, reading.session)
    torn = say("files.case_file.the_last_line_is_torn", file=file, number=number + 1)
    return CaseFile(
        path,
        log,
        whole,
        raw,
        reading.chain,
        torn if tail else "",
        line_ends=line_ends_words(file, changes) if changes else "",
    )


def _raw(path: Path) -> bytes:
    try:
        return read_bytes(path, CASE)
    except FileError as error:
        raise CaseFileError(error.problems, edited=False) from error


@dataclass(frozen=True, slots=True)
class Ends:
    """First and last line of a finished case, without a look at what is between."""

    header: Header
    end: EndLine
    mark: str
    """Fingerprint of the whole file, as of `CaseFile`."""
    session: SessionLine | None = None


def read_ends(path: Path) -> Ends | None:
    """Return first and last line of a finished case; nothing if it is not finished.

    Raises CaseFileError for what is no case file.
    """
    text, _, _ = with_our_line_ends(_raw(path))
    whole = text if text.endswith(b"\n") else text + b"\n"
    first, last = whole.partition(b"\n")[0], whole[:-1].rpartition(b"\n")[2]
    match = _CHAINED.match(last)
    if match is None or not match.group(1).startswith(b'{"line":"end"'):
        return None
    try:
        with decoding(str(path), say(_AS_WRITTEN)):
            end = _DECODER.decode(match.group(1) + b"}")
    except FileError:
        return None
    if not isinstance(end, EndLine):
        return None
    header = _header(str(path), 1, first)
    return Ends(header, end, mark_of(whole), _session_of(header, whole))


def _session_of(header: Header, whole: bytes) -> SessionLine | None:
    """Return the second line of a case of a training session; nothing where there is none that can be read."""
    rows = whole.split(b"\n", 2)
    match = _CHAINED.match(rows[1]) if header.format == SESSION_LOG_FORMAT and len(rows) > 1 else None
    if match is None:
        return None
    try:
        line = _DECODER.decode(match.group(1) + b"}")
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return line if isinstance(line, SessionLine) else None


def _header(file: str, number: int, row: bytes) -> Header:
    """Return the first line.

    Raises CaseFileError if this is no case file, or one of a newer game.
    """
    match = _CHAINED.match(row)
    bare = match.group(1) + b"}" if match else row
    try:
        with decoding(file, say(_EXPECTED, begins=_BEGINS), number):
            loose = msgspec.json.decode(bare)
            written = loose.get("format") if isinstance(loose, dict) else None
            newer = isinstance(written, int) and written > SESSION_LOG_FORMAT
            line = None if newer else _DECODER.decode(bare)
    except FileError as error:
        raise CaseFileError(error.problems, edited=False) from error
    if isinstance(line, Header):
        return line
    found, wanted = say("files.case_file.another_line_than_the_header"), say(_EXPECTED, begins=_BEGINS)
    if newer:
        found = say("files.case_file.format", shown=shown(written))
        wanted = say("files.case_file.format_or_older_update_the", log_format=SESSION_LOG_FORMAT)
    raise CaseFileError((Problem(file, "", found, wanted, line=number),), edited=False)


class _Reading:
    """What is known after each line of a case file."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self.header: Header | None = None
        self.entries: list[Entry] = []
        self.digests: list[DigestLine] = []
        self.end: EndLine | None = None
        self.session: SessionLine | None = None
        self.chain = ""
        self._file = file
        self._tick = 0
        self._marked = 0
        self._lines = 0
        """How many lines were taken."""

    def fits(self, row: bytes) -> bool:
        """Say whether this is a whole line that goes on from the last one."""
        match = _CHAINED.match(row)
        return match is not None and _chain(self.chain, match.group(1) + b"}") == match.group(2).decode()

    def take(self, number: int, row: bytes) -> None:
        """Read one line and note what is wrong with it.

        Raises CaseFileError if it is the first one and no header.
        """
        first = self.header is None
        self._lines += 1
        if first:
            self.header = _header(self._file, number, row)
        match = _CHAINED.match(row)
        if match is None:
            self._wrong(
                number,
                say("files.case_file.a_line_without_its_chain") if row else say("files.case_file.a_line_that_is_empty"),
            )
            return
        bare, chain = match.group(1) + b"}", match.group(2).decode()
        before, self.chain = self.chain, chain
        if _chain(before, bare) != chain:
            self._wrong(number, say("files.case_file.a_line_that_was_edited"))
            return
        try:
            with decoding(self._file, say(_AS_WRITTEN), number):
                line = _DECODER.decode(bare)
                same = _bare(line) == bare
        except FileError as error:
            self.problems += error.problems
            return
        if not same:
            self._wrong(number, say("files.case_file.a_line_in_other_spacing"))
            return
        if isinstance(line, Header):
            if not first:
                self._wrong(number, say("files.case_file.a_second_header"))
            return
        if isinstance(line, SessionLine):
            self._of_session(number, line)
            return
        self._timed(number, line)

    def _of_session(self, number: int, line: SessionLine) -> None:
        assert self.header is not None
        if self._lines != _SECOND or self.header.format != SESSION_LOG_FORMAT:
            self._wrong(number, say("files.case_file.a_session_elsewhere"))
        elif visible(line.learner) != line.learner or not line.learner.strip():
            self._wrong(number, say("files.case_file.a_learner_unseen"))
        self.session = line

    def _timed(self, number: int, line: EntryLine | DigestLine | EndLine) -> None:
        tick = line.entry.tick if isinstance(line, EntryLine) else line.tick
        if self.end is not None:
            self._wrong(number, say("files.case_file.a_line_after_the_end"))
        elif tick < self._tick:
            self._wrong(number, say("files.case_file.tick_after_tick", tick=tick, tick_2=self._tick))
        elif isinstance(line, DigestLine) and tick in {self._marked, self._ordered}:
            self._wrong(number, say("files.case_file.a_fingerprint_of_tick_that", tick=tick))
        self._tick = tick
        match line:
            case EntryLine(entry=entry):
                self.entries.append(entry)
            case DigestLine():
                self.digests.append(line)
                self._marked = tick
            case EndLine():
                self.end = line

    @property
    def _ordered(self) -> Tick:
        """Return the tick of the last order; a fingerprint of a tick comes before its orders."""
        return self.entries[-1].tick if self.entries else -1

    def _wrong(self, number: int, found: str) -> None:
        self.problems.append(Problem(self._file, "", found, say(_AS_WRITTEN), line=number))
