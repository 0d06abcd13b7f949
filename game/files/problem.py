"""A fault of a file: where it stands, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, told so that it can be mended without reading code."""

    file: str
    place: str
    """Path of the key, such as 'labs[1].delay_minutes'; empty for the file as a whole."""
    found: str
    expected: str
    nearest: str = ""
    """The nearest known spelling; empty if there is none near."""
    line: int = 0
    """Counted from 1; 0 where it is not known."""
    column: int = 0

    @property
    def text(self) -> str:
        """Return the fault in one line, beginning with file, line and column as editors understand them."""
        where = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        place = f" {self.place}:" if self.place else ""
        nearest = f"; did you mean {self.nearest}?" if self.nearest else ""
        return visible(f"{where}:{place} found {self.found}, expected {self.expected}{nearest}")


class FileError(Exception):
    """A file can not be used; it carries every fault that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep all problems; the message holds one line for each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text for problem in self.problems))


def visible(text: str) -> str:
    """Return text of a stranger in one line that a terminal can only show, never obey: control signs as escapes.

    So it is with turned directions, line separators, and bytes of a name that are not UTF-8.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known spelling nearest to a word; empty if none is near."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def listed(words: Iterable[str]) -> str:
    """Return words as a list in prose: 'a, b or c'."""
    *most, last = [f"'{word}'" for word in words]
    return f"{', '.join(most)} or {last}" if most else last


def shown(value: object) -> str:
    """Return a value as it is named in a fault, short enough for a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:57]}...'"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(value)


def unreadable(file: str, error: OSError) -> Problem:
    """Return the problem of a file that can not be opened."""
    reason = (error.strerror or str(error)).lower()
    return Problem(file, "", reason, "a file that can be read")


def not_utf8(file: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file in another encoding, with the place of the first strange byte."""
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return Problem(file, "", f"the byte 0x{raw[error.start]:02x}", "text in UTF-8", line=line, column=column)
