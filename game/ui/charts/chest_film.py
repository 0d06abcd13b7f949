"""The chest film as a picture: two lungs, a heart, ribs, and the zones that are clouded."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from game.ui.toolkit.canvas import Canvas, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.values.settings import ThemeName

PARTS = 18
"""Slices of a lung from top to bottom."""
PATCHES = 30
"""Patches that cloud one zone."""


def _edges(box: Rect, side: int, share: float) -> tuple[float, float]:
    """Return the inner and outer edge of a lung at a height, 0 the apex to 1 the base; side is -1 or 1."""
    middle = box.centre[0]
    inner = box.w * (0.06 + (0.03 * share if side < 0 else 0.10 * max(0.0, share - 0.35)))
    outer = box.w * (0.12 + 0.24 * sin(0.5 * pi * min(1.0, share * 1.3 + 0.05)))
    return middle + side * inner, middle + side * outer


def _slice(box: Rect, side: int, start: float, end: float) -> list[Point]:
    top, tall = box.y + 0.09 * box.h, 0.76 * box.h
    (a, b), (c, d) = _edges(box, side, start), _edges(box, side, end)
    return [(a, top + start * tall), (b, top + start * tall), (d, top + end * tall), (c, top + end * tall)]


def _cloud(canvas: Canvas, box: Rect, side: int, level: int, grey: Callable[[float], Colour]) -> None:
    """Draw the clouding of one zone, 0 the base to 2 the apex: patches that lie side by side, the same every time."""
    for number in range(PATCHES):
        # Low-discrepancy places: an even spread without dice.
        down, across = (0.5 + 0.754877666 * number) % 1.0, (0.5 + 0.569840291 * number) % 1.0
        share = (2 - level + 0.06 + 0.88 * down) / 3.0
        inner, outer = _edges(box, side, share)
        x = inner + (0.12 + 0.76 * across) * (outer - inner)
        y = box.y + (0.09 + 0.76 * share) * box.h
        canvas.circle((x, y), (0.018 + 0.012 * (number % 3)) * box.w, grey(0.30 + 0.07 * (number % 4)))


def paint_film(page: Page, canvas: Canvas, box: Rect, zones: int) -> None:
    """Draw a film with so many clouded zones; the patient's right is on the viewer's left, as on a light box."""
    light = page.settings.theme is ThemeName.LIGHT
    black, white = (Ink.TEXT, Ink.GROUND) if light else (Ink.GROUND, Ink.TEXT)

    def grey(share: float) -> Colour:
        return Mix(white, black, share)

    canvas.fill_rect(box, grey(0.04), page.px(6))
    body = Rect(box.x + box.w // 10, box.y + box.h // 24, box.w * 8 // 10, box.h * 23 // 24)
    canvas.fill_rect(body, grey(0.22), page.px(28))
    spine = Rect(box.centre[0] - box.w // 30, box.y + box.h // 16, box.w // 15, box.h * 14 // 16)
    canvas.fill_rect(spine, grey(0.42))
    for side in (-1, 1):
        for part in range(PARTS):
            canvas.polygon(_slice(box, side, part / PARTS, (part + 1) / PARTS), grey(0.07))
        for place in range(side > 0, zones, 2):
            _cloud(canvas, box, side, place // 2, grey)
        inner, outer = _edges(box, side, 1.0)
        middle, floor = (inner + outer) / 2, box.y + 0.94 * box.h
        dome = [(middle + 0.19 * box.w * cos(pi * n / 12), floor - 0.2 * box.h * sin(pi * n / 12)) for n in range(13)]
        canvas.polygon(dome, grey(0.24))
    for rib in range(7):
        y = box.y + box.h * (0.14 + 0.1 * rib)
        for side in (-1, 1):
            inner, outer = _edges(box, side, min(1.0, (rib + 0.5) / 7))
            points = [(inner, y), ((inner + outer) / 2, y - 0.02 * box.h), (outer, y + 0.04 * box.h)]
            canvas.polyline(points, grey(0.36), max(1, page.px(1.5)))
    x, y = box.centre[0] + 0.05 * box.w, box.y + 0.62 * box.h
    heart = [
        (x - 0.11 * box.w, y - 0.16 * box.h),
        (x + 0.02 * box.w, y - 0.18 * box.h),
        (x + 0.16 * box.w, y + 0.13 * box.h),
    ]
    heart += [(x + 0.12 * box.w, y + 0.2 * box.h), (x - 0.12 * box.w, y + 0.2 * box.h)]
    canvas.polygon(heart, grey(0.5))
    canvas.text((box.x + page.px(6), box.y + page.px(4)), "R", page.px(12), grey(0.8))
