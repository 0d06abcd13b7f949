"""The abbreviations of the game, each with a line that says what it is, and where a text holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from game.values.words import say

ABBREVIATIONS: Final = (
    "abp", "adrenal", "alt", "aprocchss", "ards", "asco", "astct", "beta_d_glucan", "bmc", "car_t", "cfu", "covid_19",
    "crp", "crs", "csv", "d_dimer", "ecg", "fbc", "feu", "fio2", "gp", "icans", "il_10", "il_6", "inr", "iv", "jama",
    "kdigo", "lead_ii", "map", "mmhg", "news2", "p_f", "pcr", "pdf", "qt", "recovery", "rr", "spo2", "tnf_alpha", "u_l",
    "uk_rox", "usb", "usa", "zip",
)  # fmt: skip
"""Names in the catalogue; what each is short for stands in the line."""
_SMALL: Final = re.compile("[a-z]{3}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ALSO_WORDS: Final = {"MAP"}
"""Not looked for in a heading in capitals, where they are a word: 'TIMING MAP'."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form, and a line that says what it is."""

    short: str
    words: str

    @property
    def line(self) -> str:
        """Return both, as they are shown."""
        return say("toolkit.abbreviation.line", short=self.short, words=self.words)


def abbreviations() -> tuple[Abbreviation, ...]:
    """Return all of them, in the language of the moment."""
    return tuple(Abbreviation(say(f"abbreviation.{name}"), say(f"abbreviation.{name}.words")) for name in ABBREVIATIONS)


Places: TypeAlias = Iterator[tuple[int, int, Abbreviation]]
"""Where a text holds an abbreviation, first sign and the one after the last, in order."""


def finder() -> Callable[[str], Places]:
    """Return what finds them in one text after the other, in the language of the moment."""
    of, pattern = _pattern(abbreviations())

    def find(text: str) -> Places:
        shouted = _SMALL.search(text) is None and len(_LETTERS.findall(text)) > 1
        for at in pattern.finditer(text):
            if not (shouted and at.group() in _ALSO_WORDS):
                yield at.start(), at.end(), of[at.group()]

    return find


@lru_cache(maxsize=4)
def _pattern(all_: tuple[Abbreviation, ...]) -> tuple[dict[str, Abbreviation], re.Pattern[str]]:
    """Return what finds them, also as headings write them: in capitals."""
    of = {one.short.upper(): one for one in all_} | {one.short: one for one in all_}
    longest_first = sorted(of, key=len, reverse=True)
    return of, re.compile(rf"(?<![\w/])(?:{'|'.join(map(re.escape, longest_first))})(?![\w₂])")
