"""A fault of a file: where it stands, what was found, what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from unicodedata import category

from game.values.words import say

MOST_FAULTS: Final = 100
"""So many faults of a file are named; the others are counted."""
_LONGEST_PLACE: Final = 100
_LONGEST_FOUND: Final = 300
_LONGEST_EXPECTED: Final = 1000
_LONGEST_SHOWN: Final = 60
_LARGEST_SHOWN: Final = 10**20
_LONGEST_WORD: Final = 40
"""Of a longer word no near spelling is sought, which would take long; our own words are shorter."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control signs but tab and newline. Signs of direction are text: Arabic and Hebrew need them."""


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
        place = f" {cut(self.place, _LONGEST_PLACE)}:" if self.place else ""
        nearest = say("files.problem.did_you_mean", nearest=self.nearest) if self.nearest else ""
        found, expected = cut(self.found, _LONGEST_FOUND), cut(self.expected, _LONGEST_EXPECTED)
        return visible(
            say(
                "files.problem.found_expected",
                where=where,
                place=place,
                found=found,
                expected=expected,
                nearest=nearest,
            )
        )


class Faults:
    """The first faults of a file, and how many more there are: a hundred say enough, a million fill the memory."""

    def __init__(self, problems: Iterable[Problem] = (), most: int = MOST_FAULTS) -> None:
        """Begin with some; `most` are kept."""
        self._first: list[Problem] = []
        self._most = most
        self.more = 0
        """How many were counted only."""
        self.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        """Give those that are kept."""
        return iter(self._first)

    def __len__(self) -> int:
        """Return how many there are, with those that were counted only."""
        return len(self._first) + self.more

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take more."""
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem) -> None:
        """Take one more."""
        if len(self._first) < self._most:
            self._first.append(problem)
        else:
            self.more += 1

    @property
    def lines(self) -> list[str]:
        """Return a line for each fault, and one for those that were counted only."""
        lines = [problem.text for problem in self._first]
        return [*lines, say("files.problem.and_more", more=f"{self.more:,}")] if self.more else lines


class FileError(Exception):
    """A file cannot be used; it carries the faults that were found, the first hundred of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the message holds one line for each."""
        self.faults = problems if isinstance(problems, Faults) else Faults(problems)
        self.problems = tuple(self.faults)
        super().__init__("\n".join(self.faults.lines))


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters; of a longer one its beginning."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def control_sign(text: str) -> str:
    """Return the first control sign of a text, as an escape; empty if it has none."""
    found = _CONTROL.search(text)
    return _escaped(found[0]) if found else ""


def visible(text: str) -> str:
    """Return text of a stranger in one line that a terminal can only show, never obey: control signs as escapes.

    So it is with turned directions, line separators, and bytes of a name that are not UTF-8.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else _escaped(sign) for sign in text)


def tidy(typed: str) -> str:
    """Return what somebody typed, visible, with one space between its words."""
    return " ".join(visible(typed).split())


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")


def visible_lines(sentence: str) -> str:
    """Return a sentence of ours with every control sign in it as an escape; the ends of its lines stay."""
    return "\n".join(visible(line) for line in sentence.split("\n"))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known spelling nearest to a word; empty if none is near."""
    if len(word) > _LONGEST_WORD:
        return ""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


class Spellings:
    """Finds the known spelling nearest to a word, for the first hundred words of a file: it takes its time."""

    def __init__(self) -> None:
        """Begin a file."""
        self._left = MOST_FAULTS

    def __call__(self, word: str, known: Iterable[str]) -> str:
        """Return the known spelling; empty if none is near, or after too many words."""
        self._left -= 1
        return nearest(word, known) if self._left >= 0 else ""


def listed(words: Iterable[str], last_word: str = "or") -> str:
    """Return words as a list in prose: 'a, b or c'."""
    *most, last = [f"'{word}'" for word in words]
    return f"{', '.join(most)} {last_word} {last}" if most else last


def shown(value: object) -> str:
    """Return a value as it is named in a fault, short enough for a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"'{cut(value, _LONGEST_SHOWN)}'"
    if isinstance(value, dict):
        return say("files.problem.a_table")
    if isinstance(value, list):
        return say("files.problem.a_list_of", value=len(value))
    if isinstance(value, int) and abs(value) > _LARGEST_SHOWN:
        # Python refuses to write out thousands of digits.
        return say("files.problem.a_number_of_about_digits", bit_length=value.bit_length() * 3 // 10 + 1)
    return cut(str(value), _LONGEST_SHOWN)


def unreadable(file: str, error: OSError) -> Problem:
    """Return the problem of a file that cannot be opened."""
    if isinstance(error, NotADirectoryError):
        return Problem(file, "", say("files.problem.a_file_where_the_path"), say("files.problem.a_file_or_folder_that"))
    reason = (error.strerror or str(error)).lower()
    return Problem(file, "", reason, say("files.problem.a_file_that_can_be"))


def not_utf8(file: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file in another encoding, with the place of the first strange byte."""
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return Problem(
        file,
        "",
        say("files.problem.the_byte_0x", raw=f"{raw[error.start]:02x}"),
        say("files.problem.text_in_utf_8"),
        line=line,
        column=column,
    )
