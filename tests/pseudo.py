"""A language for tests alone: English with accents, a third longer, so that what bypasses the catalogue is seen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from game.values.english import FORMS, SENTENCES
from game.values.words import speak

ACCENTS: Final = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")
LONGER: Final = 1.3
_PART: Final = re.compile(r"\{[^{}]*\}|[^\W\d_]+")
NAME: Final = re.compile(r"regimen[.]\w+[.](label|short)|unit[.]\w+")
"""Names of drugs and units, which are as long in every language."""
PLAIN: Final = re.compile(r"[A-Za-z’']*[aceinouyACEINOUY][A-Za-z’']*")
"""A word that has a letter which the language would have accented."""


def pseudo(sentence: str, longer: float = LONGER) -> str:
    """Return a sentence with accents on its letters and its words drawn out; values in braces stay."""
    return _PART.sub(lambda found: found[0] if found[0].startswith("{") else _drawn_out(found[0], longer), sentence)


def _drawn_out(word: str, longer: float) -> str:
    more = math.ceil(len(word) * (longer - 1.0))
    made = ""
    for letter in word:
        made += letter
        if more and letter in "aeiou":
            made += letter
            more -= 1
    return made.translate(ACCENTS)


@contextmanager
def spoken(longer: float = LONGER) -> Iterator[None]:
    """Have the language spoken for a while, with words drawn out so far."""
    speak(
        {id_: pseudo(words, 1.0 if NAME.fullmatch(id_) else longer) for id_, words in SENTENCES.items()},
        lambda id_, number: pseudo(FORMS[id_][0 if number == 1 else 1], longer),
    )
    try:
        yield
    finally:
        speak()


def plain_words(text: str) -> list[str]:
    """Return the words of a text that are not in the language."""
    return [word for word in re.findall(r"[^\W\d_’']+(?:[’'][^\W\d_]+)*", text) if PLAIN.fullmatch(word)]
