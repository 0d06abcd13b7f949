"""What the lines and dots of a chart are: a row of signs with a word each."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TypeAlias

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say

SIGN, BETWEEN = 26, 16


class Stroke(enum.Enum):
    """How something is drawn on a chart."""

    DOT = "dot"
    LINE = "line"
    DASH = "dash"
    RING = "ring"


LegendEntry: TypeAlias = tuple[str, Stroke, Ink]
"""A word, how it is drawn, and its colour."""


def legend(page: Page, id_: str, at: Rect, entries: Sequence[LegendEntry]) -> Widget:
    """Return the row; it takes as many lines as it needs. A word too long for the whole width is cut."""
    pixels, line = page.px(SMALL), page.line(SMALL)
    sign = page.px(SIGN)
    boxes = flow(at, [sign + page.width(words, SMALL) for words, _, _ in entries], line, page.px(BETWEEN), 0)

    def paint(canvas: Canvas, box: Rect) -> None:
        for (words, stroke, ink), place in zip(entries, boxes, strict=True):
            x, y = place.x + box.x - at.x, place.y + box.y - at.y
            _draw(page, canvas, Rect(x, y, sign - page.px(6), line), stroke, ink)
            canvas.text((x + sign, y), words, pixels, Ink.QUIET, width=place.w - sign)

    said = "; ".join(f"{words}: {say(f'charts.legend.{stroke.value}')}" for words, stroke, _ in entries)
    return Widget(
        id_,
        Rect(at.x, at.y, at.w, boxes[-1].bottom - at.y),
        Role.GROUP,
        say("charts.legend.lines", said=said),
        paint=paint,
    )


def _draw(page: Page, canvas: Canvas, box: Rect, stroke: Stroke, ink: Ink) -> None:
    x, y = box.centre
    thin = max(1, page.px(1.5))
    match stroke:
        case Stroke.DOT:
            canvas.circle((x, y), page.px(5), ink)
        case Stroke.LINE:
            canvas.line((box.x, y), (box.right, y), ink, max(2, page.px(2)))
        case Stroke.DASH:
            canvas.line((box.x, y), (box.right, y), ink, max(2, page.px(2)), page.px(3))
        case Stroke.RING:
            canvas.line((box.x, y), (box.right, y), ink, thin, page.px(5))
            canvas.circle((x, y), page.px(4), Ink.PANEL)
            canvas.circle((x, y), page.px(4), ink, thin)
