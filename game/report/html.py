"""Pieces of a page: text is escaped when it becomes HTML, so that nothing a person wrote can be more than text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

_VOID: Final = frozenset({"br", "hr", "meta"})
_UNSHOWN: Final = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029), " "),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}
"""Characters that no page can show become blanks; marks that turn the direction of what follows vanish."""


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is HTML already; every other text is escaped."""

    text: str


Child: TypeAlias = Html | str
NOTHING: Final = Html("")


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Html:
    """Return an element. In names of attributes an underscore stands for a hyphen, one at the end for nothing."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{joined(children).text}</{name}>")


def joined(children: Iterable[Child]) -> Html:
    """Return one piece after the other."""
    return Html("".join([one.text if isinstance(one, Html) else _text(one) for one in children]))


def lines(children: Iterable[Child]) -> Html:
    """Return pieces below each other in the source, which a reader of it will thank us for."""
    return Html("".join([f"{joined((one,)).text}\n" for one in children]))


def quoted(words: str) -> Child:
    """Return a text that a file brought: it may run from right to left, and what stands around it does not follow."""
    return element("bdi", words) if words else ""


def bullets(items: Sequence[Child]) -> Html:
    """Return a list; nothing where there is nothing to list."""
    return element("ul", *[element("li", one) for one in items]) if items else NOTHING


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Child]], kind: str | None = None) -> Html:
    """Return a table whose first column names its rows; `kind` is its class."""
    titles = element("tr", *[element("th", one, scope="col") for one in head])
    body = [
        element("tr", element("th", row[0], scope="row"), *[element("td", cell) for cell in row[1:]]) for row in rows
    ]
    parts = element("caption", caption), element("thead", titles), element("tbody", lines(body))
    whole = element("table", *parts, class_=kind)
    return element("div", whole, class_="wide", role="group", aria_label=caption, tabindex="0")


def facts(pairs: Iterable[tuple[str, Child]]) -> Html:
    """Return names with what belongs to them."""
    return element(
        "dl", *[element("div", element("dt", name), element("dd", words)) for name, words in pairs], class_="facts"
    )


def section(name: str, title: str, *children: Child) -> Html:
    """Return a part of the page under its heading."""
    heading = element("h2", title, id=f"{name}-title")
    return element("section", lines((heading, *children)), id=name, aria_labelledby=f"{name}-title")


def _number(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return f"{value}"


def _text(words: str) -> str:
    return escape(words.translate(_UNSHOWN), quote=True)
