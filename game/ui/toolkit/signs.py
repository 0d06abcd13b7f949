"""What may be drawn of a text that somebody else wrote: no control signs, no endless lines; and where it may be cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

LONGEST_LINE: Final = 1000
"""Signs of one drawn line; the widest window holds fewer. Beyond it stands an ellipsis."""
LONGEST_TEXT: Final = 20_000
"""Signs of one paragraph or page of text, about ten pages of a book. Beyond it stands an ellipsis."""
ELLIPSIS: Final = "…"
_MOST_MARKS: Final = 6
"""Combining marks on one letter; Vietnamese has two, vocalised Hebrew four, more is vandalism."""
_JOINERS: Final = "\u200c\u200d"
"""Invisible, and needed: they decide how Persian letters and the parts of an emoji meet."""
_FOREIGN_BLANKS: Final = "\u1680\u205f\u3000"
"""Blanks that the game's own faces lack."""
_SKIN: Final = range(0x1F3FB, 0x1F400)
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def drawable(text: str) -> str:
    """Return one line of text without signs that would do more than be seen.

    Controls and line ends become spaces, marks of direction vanish, letter and accent become one sign.
    """
    text = shortened(text, LONGEST_LINE)
    return text if text.isascii() and text.isprintable() else _harmless(text)


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many signs, with an ellipsis if some are left out."""
    return text if len(text) <= most else text[: before(text, most - 1)] + ELLIPSIS


def paragraphs(text: str) -> list[str]:
    """Return the lines that a text was written in, whatever ends them."""
    return _LINE_ENDS.split(shortened(text, LONGEST_TEXT))


def follows(text: str, index: int) -> bool:
    """Say whether the sign at an index belongs to the one before it: an accent, a part of an emoji."""
    sign = text[index]
    if sign.isascii() or not index:
        return False
    return sign in _JOINERS or ord(sign) in _SKIN or text[index - 1] == "\u200d" or _is_mark(sign)


def before(text: str, end: int) -> int:
    """Return the last place up to `end` at which a text may be cut, after the first sign at the least."""
    end = min(end, len(text))
    for at in range(end, max(0, end - 2 * _MOST_MARKS), -1):
        if at == len(text) or not follows(text, at):
            return at
    return max(1, end)


def fitting(text: str, width: int, measure: Callable[[str], int]) -> int:
    """Return how many signs of a text fit a width, at least one; it asks `measure` a few times, however long it is."""
    short, long = 1, 16
    while long < len(text) and measure(text[:long]) <= width:
        short, long = long, 2 * long
    long = min(long, len(text) + 1)
    while long - short > 1:
        middle = (short + long) // 2
        if measure(text[:middle]) <= width:
            short = middle
        else:
            long = middle
    return before(text, short)


def cut(text: str, width: int, measure: Callable[[str], int]) -> str:
    """Return as much of a line as fits a width, with an ellipsis if it is not all of it."""
    if measure(text) <= width:
        return text
    return text[: fitting(text, width, lambda part: measure(part.rstrip() + ELLIPSIS))].rstrip() + ELLIPSIS


@lru_cache(maxsize=4096)
def _harmless(text: str) -> str:
    signs: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text):
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= _MOST_MARKS:
            signs.append(sign if sign.isascii() and sign.isprintable() else _shown(sign))
    return "".join(signs)


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in {"Cc", "Zl", "Zp"} or sign in _FOREIGN_BLANKS:
        return " "
    if kind == "Cf":
        return sign if sign in _JOINERS else ""
    return "\N{REPLACEMENT CHARACTER}" if kind == "Cs" else sign


def _is_mark(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign) in {"Mn", "Me", "Mc"}
