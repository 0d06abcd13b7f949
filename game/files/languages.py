"""Other languages than English: compiled catalogues beside the English one, read with gettext."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from game.files.folders import words_folder
from game.files.reading import FileKind, read_bytes
from game.values.english import FORMS, SENTENCES

ENGLISH: Final = "en"
CATALOGUE: Final = FileKind("files.kind.catalogue", 5_000_000)
"""Twenty times the English one."""


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the languages that can be spoken, English first: 'en', 'de'."""
    return (ENGLISH, *sorted(path.stem for path in (folder or words_folder()).glob("*.mo")))


def wanted(environment: Mapping[str, str], known: tuple[str, ...]) -> str:
    """Return the first language of the environment that is known; English if there is none.

    Only `LANGUAGE` is heeded: most systems set `LANG` for other reasons, and a class should see the same words.
    """
    for one in environment.get("LANGUAGE", "").split(":"):
        for name in (one, one.partition("_")[0]):
            if name in known:
                return name
    return ENGLISH


def catalogue(language: str, folder: Path | None = None) -> tuple[dict[str, str], Callable[[str, int], str]]:
    """Return the sentences that a language has, and what gives its form for a number; English where it has none."""
    path = (folder or words_folder()) / f"{language}.mo"
    read = GNUTranslations(BytesIO(read_bytes(path, CATALOGUE)))
    sentences = {id_: words for id_ in SENTENCES if (words := read.gettext(id_)) != id_}

    def form(id_: str, number: int) -> str:
        found = read.ngettext(id_, id_, number)
        return FORMS[id_][0 if number == 1 else 1] if found == id_ else found

    return sentences, form
