"""Finds the line of a key in a TOML text, since the standard reader keeps no positions."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\"'\- ]+?)\s*(\]\]?)\s*(#.*)?$")
_KEY = re.compile(r"^\s*([\w.\"'\- ]+?)\s*=\s*(.*)$")
_LONG = ('"""', "'''")


def lines_of(text: str) -> dict[str, int]:
    """Return the line, counted from 1, of every table and key, by paths such as 'labs[1].delay_minutes'."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    open_quote = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quote:
            open_quote = "" if open_quote in line else open_quote
            continue
        if depth > 0:
            depth += _brackets(line)
            continue
        header = _HEADER.match(line)
        if header:
            table = _plain(header.group(2))
            if header.group(1) == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = f"{table}[{index}]"
            found.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            name = _plain(key.group(1))
            found.setdefault(f"{table}.{name}" if table else name, number)
            value = key.group(2)
            open_quote = next((quote for quote in _LONG if value.count(quote) == 1), "")
            depth = 0 if open_quote else _brackets(value)
    return found


def line_of(found: dict[str, int], place: str) -> int:
    """Return the line of a place, or of the nearest table around it; 0 if neither is known."""
    while place:
        if place in found:
            return found[place]
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return 0


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _brackets(value: str) -> int:
    """Return how many lists and tables a line leaves open; those in strings and comments do not count."""
    bare = re.sub(r"\"(\\.|[^\"\\])*\"|'[^']*'", "", value).split("#", 1)[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
