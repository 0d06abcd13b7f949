"""Lines over time: what a chart of them is made of, on a screen and in a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from game.ui.charts.span import Span
from game.ui.toolkit.canvas import Align, Canvas, Paint, Point
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Colour, Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.ticks import Tick


class Axis(Protocol):
    """Says how high a value stands."""

    def y(self, value: float, box: Rect) -> float:
        """Return where a value stands in a box."""


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time, and how they are told from others: by name, colour, width and dash."""

    id: str
    name: str
    points: Sequence[tuple[Tick, float | None]]
    """Nothing where there was no value: the line has a gap there."""
    ink: Colour
    wide: float = 2
    dash: float = 0
    steps: bool = False
    """A value holds until the next one."""


def corners(line: Line, span: Span, axis: Axis, plot: Rect) -> list[list[Point]]:
    """Return the corners of a line, piece by piece between its gaps."""
    pieces: list[list[Point]] = [[]]
    for tick, value in line.points:
        if value is None:
            pieces.append([])
            continue
        x, y = span.x(tick, plot), axis.y(value, plot)
        if line.steps and pieces[-1]:
            pieces[-1].append((x, pieces[-1][-1][1]))
        pieces[-1].append((x, y))
    return [piece for piece in pieces if piece]


def draw_line(page: Page, canvas: Canvas, plot: Rect, span: Span, axis: Axis, line: Line) -> None:
    """Draw a line; what is one value as yet is a dot, since a line without length is hardly seen."""
    for piece in corners(line, span, axis, plot):
        if len(set(piece)) == 1:
            canvas.circle(piece[0], page.px(line.wide), line.ink)
            continue
        canvas.polyline(piece, line.ink, max(1, page.px(line.wide)), page.px(line.dash))


def plot_of(page: Page, box: Rect, widest: str, *, times: bool = True) -> Rect:
    """Return where the lines lie in a box: right of the numbers of the axis, the widest of which is given."""
    small = page.line(SMALL - 0.5)
    axis = page.width(widest, SMALL - 0.5) + page.px(8)
    below = small + page.px(6) if times else (small + 1) // 2 + 1
    return Rect(box.x + axis, box.y + small // 2 + 1, box.w - axis, box.h - small // 2 - below)


def rulers(page: Page, canvas: Canvas, plot: Rect, axis: Axis, values: Iterable[float], unit: str = "") -> None:
    """Draw a line at each value, with its number on the left where it stands clear of those before."""
    size, small = page.px(SMALL - 0.5), page.line(SMALL - 0.5)
    named: list[int] = []
    for value in values:
        at = round(axis.y(value, plot))
        canvas.line((plot.x, at), (plot.right, at), Ink.LINE)
        if any(abs(at - other) < small - page.px(4) for other in named):
            continue
        named.append(at)
        words = f"{value:,.10g}{unit}"
        canvas.text((plot.x - page.px(6), at - small // 2), words, size, Ink.QUIET, align=Align.RIGHT)


def key(page: Page, id_: str, at: Rect, lines: Sequence[Line], said: Sequence[str] = ()) -> list[Widget]:
    """Return each line's stroke with its name, or with what is said of it, in as many rows as they need."""
    sign, high = page.px(26), page.line(SMALL)
    names = said or [line.name for line in lines]
    boxes = flow(at, [sign + page.width(words, SMALL) + page.px(2) for words in names], high, page.px(16), 0)
    return [
        Widget(f"{id_}.{line.id}", box, Role.TEXT, words, paint=_stroke(page, words, line))
        for words, line, box in zip(names, lines, boxes, strict=True)
    ]


def _stroke(page: Page, words: str, line: Line) -> Paint:
    sign = page.px(26)

    def paint(canvas: Canvas, box: Rect) -> None:
        y = box.centre[1]
        wide, dash = max(1, page.px(line.wide)), page.px(line.dash)
        canvas.line((box.x, y), (box.x + sign - page.px(6), y), line.ink, wide, dash)
        canvas.text((box.x + sign, box.y), words, page.px(SMALL), Ink.QUIET)

    return paint
