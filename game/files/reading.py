"""The one door through which files are read: regular files of a bearable size come in, or a sentence comes out.

A pipe, a device or a link to one is refused before it is opened, so that nothing waits for ever and nothing grows
without end. Whatever a decoder may raise is turned into a `FileError` by `decoding`.
"""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from game.files.problem import FileError, Problem, not_utf8, shown, unreadable
from game.values.words import say


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file, and how long one may be."""

    name_id: str
    largest_bytes: int

    @property
    def name(self) -> str:
        """Return what it is called, with its article, as it stands in a sentence."""
        return say(self.name_id)


LEVEL: Final = FileKind("files.kind.level_file", 300_000)
"""A hundred times the longest shipped one."""
CASE: Final = FileKind("files.kind.case_file", 20_000_000)
"""A case of a month with an order at every tick is smaller."""
ORDERS: Final = FileKind("files.kind.file_of_orders", 10_000_000)
"""The longest case with an order at every tick is smaller, also as a case file."""
SETTINGS: Final = FileKind("files.kind.settings_file", 20_000)
"""Ten times one in which every key is changed."""
NOTES: Final = FileKind("files.kind.notes_file", 4_000_000)
"""A note of 200 characters at every tick of two months is smaller."""
REPORT: Final = FileKind("files.kind.report", 50_000_000)
DOCUMENT: Final = FileKind("files.kind.page_or_table_of", 50_000_000)

SESSION: Final = FileKind("files.kind.session_pack", 300_000)
"""As long as a level file may be."""
SHEET: Final = FileKind("files.kind.sheet", 20_000)
"""Ten times one with every answer of the longest test."""

_T = TypeVar("_T")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_BLOCK_BYTES: Final = 1_000_000
_KINDS: Final = (
    (stat.S_ISDIR, "files.reading.a_folder"),
    (stat.S_ISFIFO, "files.reading.a_pipe"),
    (stat.S_ISSOCK, "files.reading.a_socket"),
    (stat.S_ISCHR, "files.reading.a_device"),
    (stat.S_ISBLK, "files.reading.a_device"),
)
_FAULTS: Final = (ValueError, ArithmeticError, RecursionError, MemoryError, csv.Error, msgspec.MsgspecError)
"""What a decoder raises for input of a stranger: `ValueError` is the parent of the errors of UTF-8, JSON and TOML."""


class ReadError(FileError):
    """A file cannot be read at all."""

    def __init__(self, problem: Problem, *, missing: bool = False) -> None:
        """Keep the reason; `missing` says that there is no such file."""
        self.missing = missing
        super().__init__([problem])


def read_bytes(path: Path, kind: FileKind) -> bytes:
    """Return the whole of a regular file.

    Raises ReadError for anything else, for one that is too large, and for one that cannot be read.
    """
    file = str(path)
    try:
        # Opening a pipe waits for its writer, and opening a device may set it going: look first.
        _check(file, path.stat(), kind)
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _check(file, os.fstat(number), kind)
            return _whole(file, number, kind)
        finally:
            os.close(number)
    except OSError as error:
        raise ReadError(unreadable(file, error), missing=isinstance(error, FileNotFoundError)) from error
    except ValueError as error:
        # A name with a NUL in it.
        raise ReadError(
            Problem(
                file, "", say("files.reading.no_name_of_a_file", error=error), say("files.reading.a_file_that_can_be")
            )
        ) from error


def _check(file: str, found: os.stat_result, kind: FileKind) -> None:
    if not stat.S_ISREG(found.st_mode):
        what = next((say(id_) for test, id_ in _KINDS if test(found.st_mode)), say("files.reading.no_plain_file"))
        raise ReadError(Problem(file, "", what, kind.name))
    if found.st_size > kind.largest_bytes:
        raise _too_large(file, size_words(found.st_size), kind)


def _whole(file: str, number: int, kind: FileKind) -> bytes:
    """Read to the end; a file may hold more than its size says, as one that grows does."""
    blocks: list[bytes] = []
    length = 0
    while block := os.read(number, _BLOCK_BYTES):
        blocks.append(block)
        length += len(block)
        if length > kind.largest_bytes:
            raise _too_large(file, say("files.reading.more_and_more"), kind)
    return b"".join(blocks)


def _too_large(file: str, found: str, kind: FileKind) -> ReadError:
    return ReadError(
        Problem(
            file, "", found, say("files.reading.which_has_at_most", kind=kind.name, size=size_words(kind.largest_bytes))
        )
    )


def size_words(size_bytes: int) -> str:
    """Return a size as it is said: '20 MB'."""
    if size_bytes >= 1_000_000:
        return f"{size_bytes / 1_000_000:,.3g} MB" if size_bytes < 999_000_000 else f"{size_bytes / 1_000_000:,.0f} MB"
    return f"{size_bytes / 1000:g} kB" if size_bytes >= 1000 else say("files.reading.bytes", size_bytes=size_bytes)


def text_of(file: str, raw: bytes) -> str:
    """Return bytes as text; the byte order mark that some editors set means nothing.

    Raises FileError with the place of the first byte that is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError([not_utf8(file, raw, error)]) from error


@contextmanager
def decoding(file: str, expected: str, line: int = 0) -> Iterator[None]:
    """Turn whatever a decoder raises within into a FileError with one problem."""
    try:
        yield
    except _FAULTS as error:
        raise FileError(
            [Problem(file, "", say("files.reading.what_cannot_be_read", reason=reason(error)), expected, line=line)]
        ) from error


def json_of(text: str, kind: type[_T]) -> _T:
    """Return JSON as a type; call it within `decoding`.

    A name that stands twice in an object is refused: every reader would take another one of the two values.
    """
    value = msgspec.json.decode(text, type=kind)
    json.loads(text, object_pairs_hook=_each_once)
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    seen = set()
    for name, _ in pairs:
        if name in seen:
            raise ValueError(f"{shown(name)} stands twice")
        seen.add(name)


def decimal_of(text: str) -> float | None:
    """Return a number as people write it: digits 0 to 9, a sign, a point; nothing for what only Python reads as one."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def reason(error: Exception) -> str:
    """Return in words what a decoder stumbled over."""
    match error:
        case RecursionError():
            return say("files.reading.lists_or_tables_nested_too")
        case MemoryError():
            return say("files.reading.more_than_the_memory_of")
        case OverflowError():
            return say("files.reading.a_number_that_is_too")
        case ValueError() if "integer string conversion" in str(error):
            return say("files.reading.a_number_of_thousands_of")
        case _:
            return str(error)


def is_folder(path: Path) -> bool:
    """Say whether this is a folder; a path that cannot be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112  the method of Path raises for a folder that must not be entered


def exists(path: Path) -> bool:
    """Say whether anything lies at a path, even a link that leads nowhere; false for a path that cannot be."""
    return os.path.lexists(path)


def files_in(folder: Path, suffix: str) -> tuple[Path, ...]:
    """Return what has a suffix in a folder, in order of name; capital letters in the suffix do not matter.

    Raises ReadError for a folder that cannot be read.
    """
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  `glob` passes over a folder that must not be read
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        raise ReadError(unreadable(str(folder), error), missing=missing) from error
    return tuple(folder / name for name in names if name.lower().endswith(suffix))
