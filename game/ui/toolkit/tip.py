"""The line of help of a widget, shown beside it when the pointer, or the focus of the keyboard, has rested there."""

from __future__ import annotations

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, find, helped

REST_US = 600_000
"""How long the pointer rests before the line shows."""
WIDTH = 320
"""Design pixels at most."""


class Tips:
    """Knows where the pointer or the focus rests, and for how long."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rested_us = 0
        self._pointer: tuple[int, int] | None = None
        self._shown: tuple[Page, Widget, str, Widget] | None = None

    def point(self, x: int, y: int) -> None:
        """Note that the pointer moved."""
        if (x, y) != self._pointer:
            self._pointer, self._rested_us = (x, y), 0

    def key(self) -> None:
        """Note that a key was pressed: the focus counts from now on."""
        self._pointer, self._rested_us = None, 0

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass."""
        self._rested_us = min(REST_US, self._rested_us + elapsed_us)

    def over(self, page: Page, tree: Widget, focus: str) -> Widget:
        """Return the tree with the line over it; the tree itself where none is to be shown."""
        if self._rested_us < REST_US:
            return tree
        of = helped(tree, *self._pointer) if self._pointer is not None else find(tree, focus) if focus else None
        if of is None or not of.help:
            return tree
        if self._shown is None or self._shown[:3] != (page, tree, of.id):
            both = (tree, _tip(page, of))
            self._shown = (page, tree, of.id, Widget("tips", page.rect, Role.GROUP, tree.label, children=both))
        return self._shown[3]


def _tip(page: Page, of: Widget) -> Widget:
    """Return the line below its widget, or above where there is no room."""
    pad, gap = page.px(10), page.px(6)
    most = min(page.px(WIDTH), page.size[0] - 4 * pad)
    lines = page.wrap(of.help, SMALL, most)
    wide = max(page.width(line, SMALL) for line in lines) + 2 * pad
    step = page.line(SMALL)
    high = step * len(lines) + 2 * page.px(6)
    x = max(gap, min(of.rect.x, page.size[0] - wide - gap))
    below = of.rect.bottom + gap
    y = below if below + high + gap <= page.size[1] else max(gap, of.rect.y - gap - high)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(RADIUS - 2))
        canvas.outline(box, Ink.QUIET, max(1, page.px(1)), page.px(RADIUS - 2))
        for index, line in enumerate(lines):
            canvas.text((box.x + pad, box.y + page.px(6) + index * step), line, page.px(SMALL), Ink.TEXT)

    return Widget("tip", Rect(x, y, wide, high), Role.NOTICE, of.help, paint=paint)
