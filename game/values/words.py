"""The words that a user sees: ids in the code, sentences in the catalogue, said in the language of the moment.

The English stands in `game/words/en.po`; `tools/build_words.py` makes the module `english` of it, since the core reads
no disk. The app may have another language spoken; what that lacks is said in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from game.values.english import FORMS, SENTENCES

K = TypeVar("K")
MANY: Final = 100
"""Counts as what is no whole number does: '2.5 days'."""


def _english_form(id_: str, number: int) -> str:
    return FORMS[id_][0 if number == 1 else 1]


class _Spoken:
    """The language of the moment; one for the whole program, as the player has one tongue."""

    sentences: Mapping[str, str] = SENTENCES
    form: Callable[[str, int], str] = staticmethod(_english_form)


def speak(sentences: Mapping[str, str] | None = None, form: Callable[[str, int], str] = _english_form) -> None:
    """Have a language spoken from now on, English where it has no words; without arguments, English."""
    _Spoken.sentences = {**SENTENCES, **(sentences or {})}
    _Spoken.form = staticmethod(form)


def say(id_: str, /, **values: object) -> str:
    """Return the sentence of an id with its values filled in."""
    words = _Spoken.sentences[id_]
    return words.format(**values) if values else words


def count(id_: str, number: int | str, /, **values: object) -> str:
    """Return the sentence of an id for a number of things, `{n}` in it: '1 day', '2 days', '0 days'.

    A number that has its digits already is given as text: '2.5', '1,000', '−17'. A part of one is many: '1.0 hours'.
    """
    digits = number if isinstance(number, str) else f"{number:,}"
    bare = digits.lstrip("−+-").replace(",", "")
    words = _Spoken.form(id_, int(bare) if bare.isdecimal() else MANY)
    return words.format(n=digits, **values)


def together(names: Iterable[str], last: str = "words.and") -> str:
    """Return names as a list in prose: 'a', 'a and b', 'a, b and c'; or with another id than that of 'and'."""
    *most, end = [*names] or [""]
    return say(last, most=", ".join(most), end=end) if most else end


def capital(words: str) -> str:
    """Return words with the capital that begins a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def within(words: str) -> str:
    """Return words that begin with a capital as they stand inside a sentence: 'dexamethasone, CRS dose'; IL-6 stays."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


class Worded(Mapping[K, str]):
    """A table of ids that is read as words, in the language of the moment."""

    def __init__(self, ids: Mapping[K, str]) -> None:
        """Keep the ids by what they name."""
        self.ids: Final = ids

    def __getitem__(self, key: K) -> str:
        """Return the words."""
        return say(self.ids[key])

    def __contains__(self, key: object) -> bool:
        """Say whether something is named, without saying it."""
        return key in self.ids

    def __iter__(self) -> Iterator[K]:
        """Go through what is named."""
        return iter(self.ids)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)
