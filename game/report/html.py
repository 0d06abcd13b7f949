"""How a page is written: by templates that escape whatever is not HTML already, so that no word can become markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from game.ui.toolkit.abbreviations import Places, finder
from game.values.words import count, say

_UNSHOWN: Final = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " "),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
"""Characters that no page can show become blanks; marks that turn the direction of what follows vanish."""


_TAG: Final = re.compile("(<[^>]*>)")
_WHOLE: Final = frozenset({"title", "style", "script", "svg"})
"""Elements whose words stay as they are: no page may have markup in them."""


def explained(page: str) -> str:
    """Return a page in which every abbreviation of the game says what it is short for."""
    closed, parts, found_in = "", [], finder()
    for part in _TAG.split(page):
        if not part.startswith("<"):
            parts.append(part if closed else _with_lines(part, found_in))
            continue
        parts.append(part)
        name = re.match(r"</?(\w*)", part)
        if closed:
            closed = "" if part == f"</{closed}>" else closed
        elif name is not None and name[1] in _WHOLE:
            closed = name[1]
    return "".join(parts)


def _with_lines(words: str, found_in: Callable[[str], Places]) -> str:
    made, last = [], 0
    for start, end, of in found_in(words):
        made += [words[last:start], f'<abbr title="{escape(of.words)}">{words[start:end]}</abbr>']
        last = end
    return "".join((*made, words[last:]))


def quoted(words: str) -> Markup:
    """Return a text that a file brought: it may run from right to left, and what stands around it does not follow."""
    return Markup("<bdi>{}</bdi>").format(escape(_shown(words))) if words else Markup()


def said(id_: str, **values: object) -> Markup:
    """Return a sentence of the catalogue for a page; what a file brought stays apart from the words around it."""
    return escape(say(id_)).format(**{name: _shown(value) for name, value in values.items()})


@cache
def environment(room: str = "game.report") -> Environment:
    """Return what reads the templates of a room, and those of the report beside them.

    A name that a page does not know is a fault, not a blank.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(one) for one in dict.fromkeys((room, "game.report"))]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["quoted"] = quoted
    made.globals |= {"say": said, "count": count}
    return made


def _shown(value: object) -> object:
    """Return what is put into a page, without characters that no page can show."""
    return value.translate(_UNSHOWN) if isinstance(value, str) and not isinstance(value, Markup) else value
