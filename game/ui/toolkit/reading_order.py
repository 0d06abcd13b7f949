"""In which order a line is drawn that has words from left to right and words from right to left.

A part of the Unicode Bidirectional Algorithm (UAX 9): no embeddings, since marks of direction never come so far. Two
things are our own. A line runs from right to left if most of its letters do; the algorithm looks at the first one. And
a number after a word from right to left goes with the line, unless more such words follow: "66" of a name and an age.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, TypeVar

_RIGHT: Final = frozenset({"R", "AL"})
_NUMBER: Final = frozenset({"EN", "AN"})
_SEPARATOR: Final = frozenset({"ES", "CS"})
_LEVELS: Final = {"L": 0, "R": 1, "N": 2}

Run = TypeVar("Run")


def runs_left_to_right(sign: str) -> bool:
    """Say whether a sign leaves the order of a line as it is; a number does where no word runs from right to left."""
    return unicodedata.bidirectional(sign) not in _RIGHT


def levels(text: str) -> list[int]:
    """Return a level for each sign: odd ones run from right to left."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    right = sum(kind in _RIGHT for kind in kinds)
    if not right:
        return [0] * len(text)
    line = "R" if right > kinds.count("L") else "L"
    inside = {**_LEVELS, "L": 2} if line == "R" else _LEVELS
    return [inside[side] for side in _sides(kinds, line)]


def _sides(kinds: list[str], line: str) -> list[str]:
    """Return L, R, or N (a number among words from right to left) for each sign."""
    sides = ["R" if kind in _RIGHT else "L" if kind == "L" else "" for kind in kinds]
    number = [kind in _NUMBER for kind in kinds]
    for index, kind in enumerate(kinds):
        if kind == "NSM" and index:
            sides[index] = sides[index - 1]
        around = number[max(0, index - 1) : index + 2]
        number[index] |= any(around) if kind == "ET" else kind in _SEPARATOR and around == [True, False, True]
    at = 0
    while at < len(sides):
        end = at
        while end < len(sides) and not sides[end]:
            end += 1
        previous = sides[at - 1] if at else line
        following = sides[end] if end < len(sides) else line
        side = previous if previous == following else line
        for index in range(at, end):
            sides[index] = "N" if number[index] and side == "R" else side
        at = max(end, at + 1)
    return sides


def drawn_order(runs: Sequence[tuple[int, Run]]) -> list[Run]:
    """Return runs of (level, run) from left to right: from the highest level down, what stands together is turned."""
    order = list(runs)
    odd = [level for level, _ in order if level % 2]
    for least in range(max((level for level, _ in order), default=0), min(odd, default=1) - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and order[end][0] >= least:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end + 1
    return [run for _, run in order]
