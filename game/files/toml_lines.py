"""TOML, read with the line of everything in it, since the standard reader keeps no positions.

The scanner reads what is TOML, and of anything else as much as it understands; whether a text is TOML, `tomllib` says.
It runs first, since it bounds what takes `tomllib` long: keys of many parts and lists in lists.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from game.files.problem import FileError, Problem
from game.files.reading import reason
from game.values.words import say

DEEPEST: Final = 16
"""So many keys and lists may lie in each other; a level has four."""
MOST_DIGITS: Final = 1000
"""Python reads 4,300 at most, and nobody needs twenty."""
_AT: Final = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
# No possessive quantifiers: those of Python 3.11.0 to 3.11.4 find less than they should. Each repeated part begins with
# a sign of its own, so that there is one way only to read a text, and a text that ends in the middle costs no more.
_SPACE: Final = re.compile(r"[ \t\r]*")
_BLANK: Final = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_QUOTED: Final = re.compile(r"\"[^\"\\\n]*(?:\\.[^\"\\\n]*)*\"|'[^'\n]*'")
_LONG: Final = re.compile(r'"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*"{3,5}|' + r"'''[^']*(?:'(?!'')[^']*)*'{3,5}")
_SCALAR: Final = re.compile(r"[^,\[\]{}#\n\"']+")
"""A number, a date, true or false; a date may hold a space."""


class ExcessError(ValueError):
    """Something is longer or deeper than a file of ours can need."""

    def __init__(self, line: int, found: str) -> None:
        """Keep the line, and what was found there."""
        self.line = line
        super().__init__(found)


class _LostError(Exception):
    """The text is no TOML from here on."""


@dataclass(slots=True)
class Place:
    """A table, list or value of a TOML text, and what lies in it."""

    line: int
    """Where it begins, counted from 1 as editors do: only LF and CRLF end a line."""
    parts: dict[str | int, Place] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A list or an inline table that is being read."""

    place: Place
    closing: str
    depth: int
    count: int = 0


def lines_of(text: str) -> Place:
    """Return where everything in a text stands. Raises ExcessError."""
    scanner = _Scanner(text)
    with suppress(_LostError):
        scanner.scan()
    return scanner.root


def line_of(root: Place, place: str) -> int:
    """Return the line of a place such as 'labs[1].delay_minutes', or of the nearest table around it; 0 for the file."""
    found, rest = root, place
    while rest:
        for end in (*(at.start() for at in re.finditer(r"[.\[\]]", rest)), len(rest)):
            # A key may hold dots and brackets itself: of several readings the shortest that is there.
            word = rest[:end]
            key = int(word) if rest[end : end + 1] == "]" and word.isdecimal() and int(word) in found.parts else word
            if word and key in found.parts:
                found, rest = found.parts[key], rest[end:].lstrip(".[]")
                break
        else:
            break
    return found.line


def toml_of(file: str, text: str) -> tuple[Place, dict[str, Any]]:
    """Return what a TOML text holds, and where it stands.

    Raises FileError with the place at which a text is no TOML.
    """
    try:
        lines = lines_of(text)
    except ExcessError as error:
        raise FileError([Problem(file, "", str(error), "TOML", line=error.line)]) from error
    try:
        return lines, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError([_syntax(file, text, error)]) from error
    except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise FileError(
            [Problem(file, "", say("files.toml_lines.what_cannot_be_read", reason=reason(error)), "TOML")]
        ) from error


def _syntax(file: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    message = str(error)
    at = _AT.search(message)
    words = _AT.sub("", message)
    if at and at.group(1):
        line, column = int(at.group(1)), int(at.group(2))
    else:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    return Problem(
        file,
        "",
        say("files.toml_lines.what_is_not_toml", words=f"{words[0].lower()}{words[1:]}"),
        "TOML",
        line=line,
        column=column,
    )


class _Scanner:
    """Walks through a text once."""

    def __init__(self, text: str) -> None:
        self.root = Place(0)
        self._text = text
        self._at = 0
        self._line = 1
        self._lists: set[int] = set()
        """Which places are lists of tables written with double brackets, by their `id`."""

    def scan(self) -> None:
        """Read all tables."""
        table, depth = self.root, 0
        while self._skip(_BLANK) < len(self._text):
            if self._takes("["):
                double = self._takes("[")
                keys = self._keys("]")
                if double:
                    self._want("]")
                table, depth = self._header(keys, double=double)
            else:
                line = self._line
                keys = self._keys("=")
                self._check(depth + len(keys))
                self._value(self._inner(table, keys, line), depth + len(keys))

    def _header(self, keys: list[str], *, double: bool) -> tuple[Place, int]:
        self._check(len(keys))
        table = self.root
        for number, key in enumerate(keys, start=1):
            table = self._inner(table, [key], self._line)
            last = number == len(keys)
            if last and double:
                self._lists.add(id(table))
                table.parts[len(table.parts)] = Place(self._line)
            if id(table) in self._lists:
                table = table.parts[len(table.parts) - 1]
        return table, len(keys)

    def _inner(self, table: Place, keys: list[str], line: int) -> Place:
        for key in keys:
            table = table.parts.setdefault(key, Place(line))
        return table

    def _keys(self, end: str) -> list[str]:
        """Read a key of one or more parts, and what must follow it."""
        keys = []
        while True:
            self._skip(_SPACE)
            quoted = self._token(_QUOTED)
            keys.append(_plain(quoted) if quoted else self._must(_BARE))
            self._skip(_SPACE)
            if not self._takes("."):
                self._want(end)
                return keys
            self._check(len(keys))

    def _value(self, place: Place, depth: int) -> None:
        """Read a value, and all that lies in it."""
        around: list[_Open] = []
        while True:
            self._skip(_SPACE)
            if self._takes("["):
                around.append(_Open(place, "]", depth))
            elif self._takes("{"):
                around.append(_Open(place, "}", depth))
            else:
                _ = self._token(_LONG) or self._token(_QUOTED) or self._scalar()
            following = self._next(around)
            if following is None:
                return
            place, depth = following

    def _next(self, around: list[_Open]) -> tuple[Place, int] | None:
        """Go on to the next value in the lists and tables that are open; None if all are closed."""
        while around:
            inner = around[-1]
            self._skip(_BLANK)
            if inner.count and not self._takes(","):
                self._want(inner.closing)
                around.pop()
                continue
            self._skip(_BLANK)
            if self._takes(inner.closing):
                around.pop()
                continue
            line = self._line
            keys = self._keys("=") if inner.closing == "}" else []
            depth = inner.depth + (len(keys) or 1)
            self._check(depth)
            if keys:
                place = self._inner(inner.place, keys, line)
            else:
                place = inner.place.parts[inner.count] = Place(line)
            inner.count += 1
            return place, depth
        return None

    def _scalar(self) -> str:
        found = self._must(_SCALAR)
        digits = len(found.strip())
        if digits > MOST_DIGITS:
            raise ExcessError(self._line, say("files.toml_lines.a_number_of_digits", digits=f"{digits:,}"))
        return found

    def _check(self, depth: int) -> None:
        if depth > DEEPEST:
            raise ExcessError(self._line, say("files.toml_lines.lists_or_tables_nested_more", deepest=DEEPEST))

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._token(pattern)
        return self._at

    def _token(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            return ""
        self._line += found[0].count("\n")
        self._at = found.end()
        return found[0]

    def _must(self, pattern: re.Pattern[str]) -> str:
        found = self._token(pattern)
        if not found:
            raise _LostError
        return found

    def _takes(self, sign: str) -> bool:
        found = self._text.startswith(sign, self._at)
        self._at += found
        return found

    def _want(self, sign: str) -> None:
        if not self._takes(sign):
            raise _LostError


def _plain(quoted: str) -> str:
    """Return a key without its quotes."""
    if quoted[0] == "'" or "\\" not in quoted:
        return quoted[1:-1]
    try:
        return str(tomllib.loads(f"key = {quoted}")["key"])
    except ValueError as error:
        raise _LostError from error
