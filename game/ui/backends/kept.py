"""What a canvas keeps from frame to frame, so that nothing is measured, broken into lines or painted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.layout import wrapped

_KEPT: Final = 3000
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def keep(table: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Keep a value; a full table loses its older half."""
    if len(table) >= _KEPT:
        for old in list(table)[: _KEPT // 2]:
            del table[old]
    table[key] = value


class Lines:
    """Text broken into lines."""

    def __init__(self, text_size: Callable[[str, int, Weight], tuple[int, int]]) -> None:
        """Keep nothing yet; `text_size` gives width and line height of one line."""
        self._text_size = text_size
        self._known: dict[tuple[str, int, int, Weight], tuple[str, ...]] = {}

    def of(self, text: str, size: int, width: int, weight: Weight) -> tuple[str, ...]:
        """Return a text in lines no wider than so many pixels."""
        key = (text, size, width, weight)
        found = self._known.get(key)
        if found is None:
            found = tuple(wrapped(text, width, lambda line: self._text_size(line, size, weight)[0]))
            keep(self._known, key, found)
        return found
