"""Which letters of a level the game's own faces lack: no fault, since a face of the machine may have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from game.files.folders import assets_folder
from game.files.problem import FileError, visible
from game.files.reading import LEVEL, read_bytes, text_of
from game.files.toml_lines import line_of, toml_of
from game.values.glyphs import Characters, characters
from game.values.words import say

_MOST_REMARKS: Final = 100
_MOST_NAMED: Final = 20
_SEEN_IN_OTHERS: Final = "\u200c\u200d\ufe0e\ufe0f"
"""Signs that only change how their neighbours look."""


def letter_remarks(path: Path) -> tuple[str, ...]:
    """Return a line for each text of a level file that the game's own faces cannot show; none if it is no TOML."""
    try:
        lines, table = toml_of(str(path), text_of(str(path), read_bytes(path, LEVEL)))
    except FileError:
        return ()
    found = [
        visible(
            say("files.letters.remark", path=path, line_of=line_of(lines, place), place=place, words="; ".join(words))
        )
        for place, text in _texts("", table)
        if (words := _remark(text))
    ]
    more = len(found) - _MOST_REMARKS
    return (
        (*found[:_MOST_REMARKS], say("files.letters.and_more_remarks", more=f"{more:,}")) if more > 0 else tuple(found)
    )


def _remark(text: str) -> list[str]:
    """Return what is to be said of a text, nothing if all of it can be shown; a control sign is a fault, no remark."""
    signs = dict.fromkeys(
        sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace() and unicodedata.category(sign) != "Cc"
    )
    unseen = [sign for sign in signs if unicodedata.category(sign) == "Cf" and sign not in _SEEN_IN_OTHERS]
    lacking = [sign for sign in signs if sign not in own_characters() and sign not in (*_SEEN_IN_OTHERS, *unseen)]
    return [
        *([say("files.letters.not_in_the_game_s", listed=_listed(lacking))] if lacking else []),
        *(
            [say("files.letters.never_drawn", listed=_listed([f"U+{ord(sign):04X}" for sign in unseen]))]
            if unseen
            else []
        ),
    ]


def _listed(words: list[str]) -> str:
    more = say("files.letters.and_more", words=f"{len(words) - _MOST_NAMED:,}") if len(words) > _MOST_NAMED else ""
    return f"{' '.join(words[:_MOST_NAMED])}{more} {'is' if len(words) == 1 else 'are'}"


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield place, value
        case dict():
            for key, one in value.items():
                yield from _texts(f"{place}.{key}" if place else key, one)
        case list():
            for number, one in enumerate(value):
                yield from _texts(f"{place}[{number}]", one)
        case _:
            pass


@cache
def own_characters() -> Characters:
    """Return what the game's own faces show; all weights show the same."""
    with (assets_folder() / "fonts" / "storm-hyperlegible-regular.ttf").open("rb") as font:
        return characters(font)
