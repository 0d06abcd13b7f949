"""Screens that move: nothing is filled twice at a frame. What covers its rectangle needs no ground below it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget


@lru_cache(maxsize=16)
def gaps(whole: Rect, covered: tuple[Rect, ...]) -> tuple[Rect, ...]:
    """Return what is left of a rectangle beside others, in bands from top to bottom."""
    edges = {whole.y, whole.bottom}
    edges.update(y for one in covered for y in (one.y, one.bottom) if whole.y < y < whole.bottom)
    found = []
    for top, bottom in pairwise(sorted(edges)):
        x = whole.x
        for one in sorted((one for one in covered if one.y <= top and bottom <= one.bottom), key=lambda one: one.x):
            if one.x > x:
                found.append(Rect(x, top, one.x - x, bottom - top))
            x = max(x, one.right)
        if x < whole.right:
            found.append(Rect(x, top, whole.right - x, bottom - top))
    return tuple(found)


def bare_ground(page: Page, id_: str, children: tuple[Widget, ...], label: str, covering: Sequence[Widget]) -> Widget:
    """Return the root of a tree that fills only what lies beside those of its widgets that cover their rectangles."""
    left = gaps(page.rect, tuple(one.rect for one in covering))

    def paint(canvas: Canvas, box: Rect) -> None:
        del box
        for one in left:
            canvas.fill_rect(one, Ink.GROUND)

    return Widget(id_, page.rect, Role.GROUP, label, children=children, paint=paint)


def on_ground(widget: Widget, key: Hashable) -> Widget:
    """Return a widget that is kept while its key is the same, with the ground behind its round corners."""
    below = widget.paint

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.GROUND)
        if below is not None:
            below(canvas, box)

    return replace(widget, paint=paint, frozen=key)


def still(id_: str, rect: Rect, children: Sequence[Widget], key: Hashable, ink: Ink = Ink.GROUND) -> Widget:
    """Return a group whose pixels a canvas may keep while its key is the same."""
    return Widget(
        id_,
        rect,
        Role.GROUP,
        children=tuple(children),
        paint=lambda canvas, box: canvas.fill_rect(box, ink),
        frozen=key,
    )
