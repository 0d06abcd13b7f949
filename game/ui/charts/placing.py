"""Where words stand on a chart: where nothing runs, else on a plate at which uprights end; never on a curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from game.ui.toolkit.canvas import Point, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.theme import Ink

CLEAR, DOT = 2, 6
"""Design pixels between a word and an upright beside it, and a curve, with the dots on it: at none, they touch."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What stands on a chart already."""

    curves: Sequence[Sequence[Point]] = ()
    """What carries values: no word stands on it."""
    lines: Sequence[Sequence[Point]] = ()
    """Uprights that mark a moment: where there is no other place, they end at the edge of a word."""
    words: tuple[Rect, ...] = ()
    """Where other words stand: no word stands on them."""
    rulers: tuple[int, ...] = ()
    """Heights of the lines of the axis: a word may stand on them, and then has a plate."""

    def with_words(self, *rects: Rect) -> Crowd:
        """Return the same with more words."""
        return replace(self, words=(*self.words, *rects))


@dataclass(frozen=True, slots=True)
class Name:
    """Words with their place on a chart."""

    rect: Rect
    words: str
    ink: Ink
    weight: Weight = Weight.REGULAR


def placed(page: Page, places: Sequence[Rect], crowd: Crowd) -> Rect | None:
    """Return the first place clear of everything, else the first that uprights alone cross; nothing without one."""
    near = page.px(DOT)
    clear = [
        one
        for one in places
        if not any(one.overlaps(other) for other in crowd.words)
        and not any(crosses(one, curve, near) for curve in crowd.curves)
    ]
    return next((one for one in clear if not crossed(page, one, crowd)), clear[0] if clear else None)


def crossed(page: Page, place: Rect, crowd: Crowd) -> bool:
    """Say whether an upright runs through a place, or so near that it touches a letter."""
    return any(crosses(place, line, page.px(CLEAR)) for line in crowd.lines)


def crosses(rect: Rect, points: Sequence[Point], dot: int) -> bool:
    """Say whether a line through points, or a dot on it, touches a rectangle."""
    left, right, top, bottom = rect.x - dot, rect.right + dot, rect.y - dot, rect.bottom + dot
    if any(left < x < right and top < y < bottom for x, y in points):
        return True
    for (x1, y1), (x2, y2) in pairwise(points):
        low, high = max(left, min(x1, x2)), min(right, max(x1, x2))
        if low > high:
            continue
        slope = (y2 - y1) / (x2 - x1) if x2 != x1 else 0.0
        ends = (y1 + slope * (low - x1), y1 + slope * (high - x1)) if x2 != x1 else (y1, y2)
        if min(ends) < bottom and max(ends) > top:
            return True
    return False
