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

from game.files.case_lines import BEGINS, EXPECTED, CaseFileError, CaseLines, chained, header_in, line_in, split_chain
from game.files.line_ends import line_ends_words, with_our_line_ends
from game.files.problem import MOST_FAULTS, FileError, Problem, not_utf8
from game.files.reading import CASE, files_in, is_folder, read_bytes
from game.values.log import LOG_FORMAT, EndLine, EntryLine, Header, Log, LogLine, SessionLine
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

SUFFIX = ".jsonl"
LARGEST_BYTES = CASE.largest_bytes
_ROW = re.compile(rb"([^\n]*)\n")
_DAMAGED = "files.case_file.the_file_was_damaged_after"


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
    parts = split_chain(rows[-2].rstrip(b"\n")) if rows[-1].startswith(b'{"line":"digest"') else None
    return (b"".join(rows[:-1]), parts[1]) if parts else None


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


def folders_in(path: Path) -> list[Path]:
    """Return the folders in a folder, which may be a learner's each; none where it cannot be looked into."""
    try:
        return [one for one in sorted(path.iterdir()) if is_folder(one)]
    except OSError:
        # Whoever reads the folder's files next says what is wrong with it.
        return []


def handed_in(path: Path) -> tuple[Path, ...]:
    """Return the case files of a class: in a folder as they are, or in a folder for each learner.

    Raises FileError for a folder that cannot be read or holds none.
    """
    cases = tuple(one for place in (path, *folders_in(path)) for one in files_in(place, SUFFIX))
    if not cases:
        raise no_case_in(path)
    return cases


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
    reading = CaseLines(file)
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
            (Problem(file, "", say("files.case_file.no_whole_line"), say(EXPECTED, begins=BEGINS)),), edited=False
        )
    if reading.problems:
        raise CaseFileError(tuple(reading.problems), edited=True)
    log = reading.log
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
    end = line_in(last) if last.startswith(b'{"line":"end"') else None
    if not isinstance(end, EndLine):
        return None
    header = header_in(str(path), 1, first)
    return Ends(header, end, mark_of(whole), _session_of(header, whole))


def _session_of(header: Header, whole: bytes) -> SessionLine | None:
    """Return the second line of a case of a training session; nothing where there is none that can be read."""
    rows = whole.split(b"\n", 2)
    line = line_in(rows[1]) if header.format > LOG_FORMAT and len(rows) > 1 else None
    return line if isinstance(line, SessionLine) else None
