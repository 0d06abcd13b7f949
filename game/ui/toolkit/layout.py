"""Rectangles, rows, columns and grids, and the breaking of text into lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from game.ui.toolkit.signs import LONGEST_LINE, fitting, paragraphs

_UNIT: Final = re.compile(r"(%|°C|mmHg|kPa|kg|g|mg|µg|mL|L|U|h|d|min|[^\W\d]+/\S+?)[.,;:)?]*")
"""What a reader cannot do without beside a number, and would otherwise read as of the line that it begins."""
_MOMENT: Final = re.compile(r"(?<!\S)(?:\S+ −?\d+ · \d\d:\d\d|NEWS2 \d+)\S*")
"""A moment of the ward, 'Day 8 · 00:00': 'Day' at the end of one line and '8' at the head of the next are no day.
So it is with NEWS2 and its value. It begins where a word does: tried at every sign of one endless word it took the
screen ten seconds."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of whole pixels; right and bottom edges lie outside it."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """Return the first column to the right."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """Return the first row below."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[int, int]:
        """Return the middle."""
        return self.x + self.w // 2, self.y + self.h // 2

    def inset(self, dx: int, dy: int | None = None) -> Rect:
        """Return the rectangle less a margin on each side."""
        down = dx if dy is None else dy
        return Rect(self.x + dx, self.y + down, max(0, self.w - 2 * dx), max(0, self.h - 2 * down))

    def moved(self, dx: int, dy: int) -> Rect:
        """Return the rectangle at another place."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def holds(self, x: int, y: int) -> bool:
        """Say whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def contains(self, other: Rect) -> bool:
        """Say whether the whole of another rectangle lies inside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def within(self, other: Rect) -> Rect:
        """Return the part that lies in another rectangle; a rectangle without height or width where there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, max(0, min(self.right, other.right) - x), max(0, min(self.bottom, other.bottom) - y))

    def overlaps(self, other: Rect) -> bool:
        """Say whether two rectangles share a pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


def shares(length: int, sizes: Sequence[float], gap: int) -> list[tuple[int, int]]:
    """Return start and length of each part of a line: whole numbers are pixels, fractions share what is left.

    A share is given as a float (`1.0`), a fixed size as an int (`120`).
    """
    fixed = sum(size for size in sizes if isinstance(size, int))
    weight = sum(size for size in sizes if not isinstance(size, int))
    free = max(0, length - fixed - gap * (len(sizes) - 1))
    parts = []
    at = 0
    used = 0.0
    for size in sizes:
        if isinstance(size, int):
            span = size
        else:
            before = round(free * used / weight)
            used += size
            span = round(free * used / weight) - before
        parts.append((at, span))
        at += span + gap
    return parts


def columns(rect: Rect, sizes: Sequence[float], gap: int = 0) -> list[Rect]:
    """Return rectangles side by side; ints are pixels, floats share the rest."""
    return [Rect(rect.x + at, rect.y, span, rect.h) for at, span in shares(rect.w, sizes, gap)]


def rows(rect: Rect, sizes: Sequence[float], gap: int = 0) -> list[Rect]:
    """Return rectangles one below the other; ints are pixels, floats share the rest."""
    return [Rect(rect.x, rect.y + at, rect.w, span) for at, span in shares(rect.h, sizes, gap)]


def grid(rect: Rect, across: int, count: int, row_height: int, gap: int) -> list[Rect]:
    """Return `count` equal cells, `across` to a row."""
    cells = []
    for index in range(count):
        at, span = shares(rect.w, (1.0,) * across, gap)[index % across]
        cells.append(Rect(rect.x + at, rect.y + index // across * (row_height + gap), span, row_height))
    return cells


def flow(rect: Rect, widths: Sequence[int], height: int, gap: int, between: int | None = None) -> list[Rect]:
    """Return boxes of the given widths in lines, breaking where the next one no longer fits.

    Lines are as far apart as boxes, or `between`: those of a legend belong together.
    """
    boxes = []
    x, y = rect.x, rect.y
    for wanted in widths:
        width = min(wanted, rect.w)
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + height + (gap if between is None else between)
        boxes.append(Rect(x, y, width, height))
        x += width + gap
    return boxes


def wrapped(text: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """Return `text` broken at spaces into lines no wider than `width`; a longer word is broken where it must be.

    A number stays with its unit, a day with its hour, and NEWS2 with its value.
    """
    lines: list[str] = []

    def fits(line: str) -> bool:
        return len(line) <= LONGEST_LINE and measure(line) <= width

    for paragraph in paragraphs(text):
        line = ""
        for word in _words(paragraph, fits):
            candidate = f"{line} {word}" if line else word
            if fits(candidate):
                line = candidate
                continue
            above, line = _parted(line, word)
            if above:
                lines.append(above)
            while len(line) > 1 and not fits(line):
                cut = fitting(line[:LONGEST_LINE], width, measure)
                if cut == len(line):
                    break
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    return lines


def _words(paragraph: str, fits: Callable[[str], bool]) -> list[str]:
    """Return what is not parted where it fits on a line: the words, and each moment as one."""
    words: list[str] = []
    at = 0
    for found in _MOMENT.finditer(paragraph):
        if fits(found[0]):
            words += [*paragraph[at : found.start()].split(" ")[:-1], found[0]]
            at = found.end() + 1
    return words + paragraph[at:].split(" ") if at <= len(paragraph) else words


def _parted(line: str, word: str) -> tuple[str, str]:
    """Return a line and what begins the next one: a word, and before a unit the number that it belongs to."""
    before, _, last = line.rpartition(" ")
    if before and last[-1:].isdecimal() and _UNIT.fullmatch(word):
        return before, f"{last} {word}"
    return line, word
