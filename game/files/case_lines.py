"""The lines of a case file: how each is written and chained, and what is known after each that is read."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

import msgspec

from game.files.problem import FileError, Problem, shown, visible
from game.files.reading import decoding
from game.values.log import (
    GUIDED_LOG_FORMAT,
    HOSTED_LOG_FORMAT,
    HOSTED_LOG_FORMATS,
    LOG_FORMAT,
    NEWEST_LOG_FORMAT,
    DigestLine,
    EndLine,
    EntryLine,
    Header,
    Log,
    LogLine,
    SessionLine,
)
from game.values.order import Actor, Entry, Order, Tell, actor_of
from game.values.ticks import Tick
from game.values.words import say

_CHAINED: Final = re.compile(rb'^(\{.*),"chain":"([0-9a-f]{16})"\}$')
_SECOND = 2
"""The line on which a session stands."""
_DECODER = msgspec.json.Decoder(LogLine)
_ENCODER = msgspec.json.Encoder(order="deterministic")
EXPECTED: Final = "files.case_file.a_case_file_whose_first"
BEGINS: Final = '{"line":"case"'
_AS_WRITTEN: Final = "files.case_file.the_line_as_the_game"


class CaseFileError(FileError):
    """A case file cannot be used; it carries every fault of the file."""

    def __init__(self, problems: tuple[Problem, ...], *, edited: bool) -> None:
        """Keep the faults; `edited` says that it is a case file, but not as the game wrote it."""
        self.edited = edited
        super().__init__(problems)


def split_chain(row: bytes) -> tuple[bytes, str] | None:
    """Return a line without its chain, and the chain; nothing where it has none."""
    match = _CHAINED.match(row)
    return (match.group(1) + b"}", match.group(2).decode()) if match else None


def chain_of(whole: bytes, number: int) -> str:
    """Return the chain of a line, counted from 1; empty where there is none."""
    rows = whole.split(b"\n", number)
    parts = split_chain(rows[number - 1]) if len(rows) > number else None
    return parts[1] if parts else ""


def line_in(row: bytes) -> LogLine | None:
    """Return what a line says; nothing where it is none of a case file."""
    parts = split_chain(row)
    try:
        return _DECODER.decode(parts[0]) if parts else None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def ended_in(whole: bytes) -> bool:
    """Say whether a case file has come to its end."""
    return isinstance(line_in(whole.rstrip(b"\n").rpartition(b"\n")[2]), EndLine)


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


def header_in(file: str, number: int, row: bytes) -> Header:
    """Return the first line.

    Raises CaseFileError if this is no case file, or one of a newer game.
    """
    parts = split_chain(row)
    bare = parts[0] if parts else row
    try:
        with decoding(file, say(EXPECTED, begins=BEGINS), number):
            loose = msgspec.json.decode(bare)
            written = loose.get("format") if isinstance(loose, dict) else None
            newer = isinstance(written, int) and written > NEWEST_LOG_FORMAT
            line = None if newer else _DECODER.decode(bare)
    except FileError as error:
        raise CaseFileError(error.problems, edited=False) from error
    if isinstance(line, Header):
        return line
    found, wanted = say("files.case_file.another_line_than_the_header"), say(EXPECTED, begins=BEGINS)
    if newer:
        found = say("files.case_file.format", shown=shown(written))
        wanted = say("files.case_file.format_or_older_update_the", log_format=NEWEST_LOG_FORMAT)
    raise CaseFileError((Problem(file, "", found, wanted, line=number),), edited=False)


class CaseLines:
    """What is known after each line of a case file."""

    def __init__(self, file: str) -> None:
        """Begin before the first line of what is called `file`."""
        self.problems: list[Problem] = []
        self.header: Header | None = None
        self.entries: list[Entry] = []
        self.digests: list[DigestLine] = []
        self.end: EndLine | None = None
        self.session: SessionLine | None = None
        self.chain = ""
        self._file = file
        self.taken = 0
        """How many lines were taken."""
        self.tick: Tick = 0
        """The last tick that a line speaks of."""
        self._marked = 0

    @property
    def log(self) -> Log:
        """Return all that was read. There must have been a header."""
        assert self.header is not None
        return Log(self.header, tuple(self.entries), tuple(self.digests), self.end, self.session)

    def fits(self, row: bytes) -> bool:
        """Say whether this is a whole line that goes on from the last one."""
        parts = split_chain(row)
        return parts is not None and _chain(self.chain, parts[0]) == parts[1]

    def take(self, number: int, row: bytes) -> None:
        """Read one line and note what is wrong with it.

        Raises CaseFileError if it is the first one and no header.
        """
        first = self.header is None
        self.taken += 1
        if first:
            self.header = header_in(self._file, number, row)
        parts = split_chain(row)
        if parts is None:
            self._wrong(
                number,
                say("files.case_file.a_line_without_its_chain") if row else say("files.case_file.a_line_that_is_empty"),
            )
            return
        bare, chain = parts
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
        if self.taken != _SECOND or self.header.format in {LOG_FORMAT, GUIDED_LOG_FORMAT}:
            self._wrong(number, say("files.case_file.a_session_elsewhere"))
        elif visible(line.learner) != line.learner or not line.learner.strip():
            self._wrong(number, say("files.case_file.a_learner_unseen"))
        self.session = line

    def _timed(self, number: int, line: EntryLine | DigestLine | EndLine) -> None:
        tick = line.entry.tick if isinstance(line, EntryLine) else line.tick
        if isinstance(line, EntryLine) and actor_of(line.entry.order) is Actor.INSTRUCTOR:
            self._of_instructor(number, line.entry.order)
        if self.end is not None:
            self._wrong(number, say("files.case_file.a_line_after_the_end"))
        elif tick < self.tick:
            self._wrong(number, say("files.case_file.tick_after_tick", tick=tick, tick_2=self.tick))
        elif isinstance(line, DigestLine) and tick in {self._marked, self._ordered}:
            self._wrong(number, say("files.case_file.a_fingerprint_of_tick_that", tick=tick))
        self.tick = tick
        match line:
            case EntryLine(entry=entry):
                self.entries.append(entry)
            case DigestLine():
                self.digests.append(line)
                self._marked = tick
            case EndLine():
                self.end = line

    def _of_instructor(self, number: int, order: Order) -> None:
        assert self.header is not None
        known = HOSTED_LOG_FORMATS if isinstance(order, Tell) else (HOSTED_LOG_FORMAT,)
        if self.header.format not in known:
            self._wrong(number, say("files.case_file.words_elsewhere"))
        elif isinstance(order, Tell) and visible(order.who + order.text) != order.who + order.text:
            self._wrong(number, say("files.case_file.words_unseen"))

    @property
    def _ordered(self) -> Tick:
        """Return the tick of the last order; a fingerprint of a tick comes before its orders."""
        return self.entries[-1].tick if self.entries else -1

    def _wrong(self, number: int, found: str) -> None:
        self.problems.append(Problem(self._file, "", found, say(_AS_WRITTEN), line=number))
