"""Drawn emblems: stars, the marks of verdicts, a bed. A shape always says what the colour says."""

from __future__ import annotations

from math import cos, pi, sin

from game.review.verdict import Verdict
from game.ui.toolkit.canvas import Canvas, Paint, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say

MOST_STARS = 3
VERDICT_INKS = {
    Verdict.UNTESTED: Ink.QUIET,
    Verdict.AVOIDED: Ink.WELL,
    Verdict.NEAR_MISS: Ink.LOOK,
    Verdict.FELL_IN: Ink.DANGER,
}


def stars_words(count: int) -> str:
    """Return the stars in words."""
    return say("toolkit.emblems.of_stars", count=count, most_stars=MOST_STARS)


def stars_width(page: Page, size: float) -> int:
    """Return the room that the stars take."""
    return MOST_STARS * page.px(size) + (MOST_STARS - 1) * page.px(size / 4)


def stars(page: Page, id_: str, at: Rect, count: int, size: float = 18, ink: Colour = Ink.LOOK) -> Widget:
    """Return three stars: earned ones are full and bright, the others are outlines."""
    side, gap = page.px(size), page.px(size / 4)

    def paint(canvas: Canvas, box: Rect) -> None:
        for index in range(MOST_STARS):
            centre = (box.x + index * (side + gap) + side / 2, box.y + side / 2)
            corners = star(centre, side / 2)
            if index < count:
                canvas.polygon(corners, ink)
            else:
                canvas.polyline([*corners, corners[0]], Ink.QUIET, 1)

    rect = Rect(at.x, at.y, stars_width(page, size), side)
    return Widget(id_, rect, Role.METER, say("toolkit.emblems.stars"), stars_words(count), paint=paint)


def star(centre: Point, radius: float) -> list[Point]:
    """Return the corners of a star."""
    corners = []
    for turn in range(10):
        length = radius if turn % 2 == 0 else radius * 0.42
        angle = pi * turn / 5
        corners.append((centre[0] + length * sin(angle), centre[1] - length * cos(angle) + radius * 0.05))
    return corners


def verdict_mark(page: Page, verdict: Verdict) -> Paint:
    """Return the paint of a verdict's sign: a ring, a disc with a tick, a triangle with '!', a diamond with a cross."""
    ink = VERDICT_INKS[verdict]

    def paint(canvas: Canvas, box: Rect) -> None:
        x, y = box.centre
        radius = min(box.w, box.h) / 2
        wide = max(2, page.px(2))
        if verdict is Verdict.UNTESTED:
            canvas.circle((x, y), radius, ink)
            canvas.circle((x, y), radius - wide, Ink.PANEL)
        elif verdict is Verdict.AVOIDED:
            canvas.circle((x, y), radius, ink)
            tick = [
                (x - radius * 0.45, y),
                (x - radius * 0.1, y + radius * 0.38),
                (x + radius * 0.48, y - radius * 0.38),
            ]
            canvas.polyline(tick, Ink.ON_BRIGHT, wide)
        elif verdict is Verdict.NEAR_MISS:
            canvas.polygon([(x, y - radius), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8)], ink)
            bar = max(2, round(radius * 0.24))
            top = round(y - radius * 0.35)
            canvas.fill_rect(Rect(x - bar // 2, top, bar, round(radius * 0.62)), Ink.ON_BRIGHT, bar // 2)
            canvas.circle((x - bar // 2 + bar / 2, y + radius * 0.52), bar / 2 + 0.5, Ink.ON_BRIGHT)
        else:
            canvas.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], ink)
            arm = radius * 0.32
            canvas.line((x - arm, y - arm), (x + arm, y + arm), Ink.ON_BRIGHT, wide)
            canvas.line((x - arm, y + arm), (x + arm, y - arm), Ink.ON_BRIGHT, wide)

    return paint


def bed(colour: Colour) -> Paint:
    """Return the paint of a bed with somebody in it."""

    def paint(canvas: Canvas, box: Rect) -> None:
        unit = box.w / 16
        thick = max(2, round(unit))
        base = box.y + box.h * 0.68
        canvas.fill_rect(Rect(box.x, round(base - 6 * unit), thick, round(9 * unit)), colour, thick // 2)
        canvas.fill_rect(Rect(box.right - thick, round(base - 2 * unit), thick, round(5 * unit)), colour, thick // 2)
        canvas.fill_rect(Rect(box.x, round(base), box.w, thick), colour, thick // 2)
        canvas.circle((box.x + 3.6 * unit, base - 2.2 * unit), 1.5 * unit, Mix(Ink.HOST, Ink.PANEL, 0.9))
        blanket = Rect(round(box.x + 6 * unit), round(base - 3.2 * unit), round(8.6 * unit), round(2.6 * unit))
        canvas.fill_rect(blanket, Mix(Ink.HOST, Ink.PANEL, 0.55), round(unit))

    return paint


def dot(colour: Colour) -> Paint:
    """Return the paint of a disc in the middle of a box."""
    return lambda canvas, box: canvas.circle(box.centre, min(box.w, box.h) / 2, colour)


def mark(id_: str, rect: Rect, label: str, paint: Paint) -> Widget:
    """Return a sign as a widget that a reader can name."""
    return Widget(id_, rect, Role.METER, label, paint=paint)
