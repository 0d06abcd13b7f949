"""The ring: immune cells, cytokines, leaky vessels, dying tissue; in its middle what one turn makes, and its brakes."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from typing import Final, NamedTuple

from game.case.storm import Storm
from game.case.storm_words import SOON, gain_text
from game.ui.inside.sprites import sprite
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import panel
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.words import say

NODES: Final = (
    ("inside.node.cells", -0.5 * pi, Ink.INFLAMMATION),
    ("inside.node.cytokines", 0.0, Ink.INFLAMMATION_LIGHT),
    ("inside.node.vessels", 0.5 * pi, Ink.SPO2),
    ("inside.node.tissue", pi, Ink.HOST),
)
GAIN_SIZE: Final = 30
SPARKS: Final = 14
TURN_S: Final = 9.0
"""Seconds in which a spark goes round at a gain of 1 (decoration)."""
BRAKES_AT: Final = 1.24 * pi
"""Where on the ring the brakes act: between dying tissue and the cells that it calls."""
FLAT: Final = 0.6
"""Of its width: a ring that would be lower than this gives up the line below it."""
WORTH_TELLING: Final = 1.08
"""A brake is named where the gain without it would be so many times higher."""


def ring_height(page: Page) -> int:
    """Return how high the panel has to be."""
    return 3 * (page.line(SMALL) + page.px(12)) + 2 * page.line(SMALL) + page.px(GAIN_SIZE + 46)


def gain_ink(gain: float, *, stormy: bool) -> Ink:
    """Return the colour of a gain: orange in a storm, yellow near the threshold, green below."""
    return Ink.INFLAMMATION if stormy else Ink.LOOK if gain >= SOON else Ink.WELL


BRAKES: Final = ("il10", "steroid", "blocker")


def brakes(storm: Storm) -> tuple[tuple[str, float], ...]:
    """Return what brakes the loop noticeably, and the gain without it."""
    found = storm.feedback
    every = zip(BRAKES, (found.without_il10, found.without_steroid, found.without_blocker), strict=True)
    return tuple((name, free) for name, free in every if free >= 0.1 and free >= WORTH_TELLING * found.gain)


def brakes_words(storm: Storm) -> str:
    """Return the brakes in a line."""
    named = brakes(storm)
    if not named:
        return say("inside.no_brake")
    every = ", ".join(f"{say(f'inside.brake.{name}')} {free:.1f}×" for name, free in named)
    return say("inside.brakes", brakes=every)


def _without(name: str, free: float) -> str:
    """Return what stands in a corner beside the ring."""
    return say(f"inside.without.{name}", gain=f"{free:.1f}")


def ring(page: Page, rect: Rect, storm: Storm, *, stormy: bool) -> Widget:
    """Return the ring in a panel."""
    value = say("inside.ring.words", gain=gain_text(storm.gain), brakes=brakes_words(storm))
    inner = rect.inset(page.px(12), page.px(10))
    ink, places = gain_ink(storm.gain, stormy=stormy), _places(page, inner)
    tone = round(0.35 + 0.6 * min(1.0, storm.gain), 1)
    key = (page.unit, ink, tone, gain_text(storm.gain), brakes_words(storm))

    drawn = Widget(
        "inside.ring",
        inner,
        Role.METER,
        say("inside.ring"),
        value,
        paint=lambda canvas, _: _sparks(page, canvas, storm, places),
    )
    whole = panel(page, "inside.ring.panel", rect, (drawn,), say("inside.ring"))

    def paint(canvas: Canvas, box: Rect) -> None:
        def still() -> None:
            canvas.fill_rect(box, Ink.GROUND)
            canvas.fill_rect(box, Ink.PANEL, page.px(RADIUS))
            _still(page, canvas, inner, storm, places, Mix(ink, Ink.PANEL, tone), ink)

        canvas.layer("inside.ring.still", key, box, still)

    return replace(whole, paint=paint)


class _Places(NamedTuple):
    """Where the ring lies in its box; to measure this at every frame would cost as much as to draw it."""

    centre: Point
    reach: tuple[float, float]
    nodes: tuple[Rect, ...]
    covered: tuple[Rect, ...]
    """The stations with a margin, below which the sparks pass."""
    corners: tuple[Rect, ...]
    """Where the brakes are named, one each; without corners they have a line below the ring."""


def _places(page: Page, box: Rect) -> _Places:
    line, pill = page.line(SMALL), page.line(SMALL) + page.px(8)
    widths = [page.width(say(name), SMALL, Weight.SEMIBOLD) for name, _, _ in NODES]
    side = max(wide for wide, (_, angle, _) in zip(widths, NODES, strict=True) if angle in {0.0, pi})
    high = (box.bottom - line - page.px(8) - box.y - pill) / 2
    room = (box.w - side - page.px(28)) / 2
    corners = _corners(page, box, widths[0], widths[2]) if high < FLAT * min(high * 2.6, room) else ()
    if corners:
        high = (box.h - pill) / 2
    wide = min(high * 2.6, room)
    centre = (float(box.centre[0]), box.y + pill / 2 + high)
    # Never taller than it is wide: a ring that stands on end looks like a mistake.
    reach = (wide, min(high, wide))
    nodes = []
    for (_, angle, _), length in zip(NODES, widths, strict=True):
        x, y = _on(centre, *reach, angle)
        room = length + page.px(20)
        nodes.append(Rect(min(max(round(x - room / 2), box.x), box.right - room), round(y - pill / 2), room, pill))
    return _Places(centre, reach, tuple(nodes), tuple(node.inset(-page.px(5)) for node in nodes), corners)


def _corners(page: Page, box: Rect, top: int, low: int) -> tuple[Rect, ...]:
    """Return the corners beside the upper and the lower station, if every brake can be named in one of them."""
    line = page.line(SMALL)
    beside = [box.w // 2 - wide // 2 - page.px(18) for wide in (top, low)]
    need = max(page.width(_without(name, 9.9), SMALL) for name in BRAKES)
    if need > min(beside):
        return ()
    foot = box.bottom - line
    return (
        Rect(box.x, foot, beside[1], line),
        Rect(box.right - beside[1], foot, beside[1], line),
        Rect(box.right - beside[0], box.y, beside[0], line),
    )


def _on(centre: Point, wide: float, high: float, angle: float) -> Point:
    return centre[0] + wide * cos(angle), centre[1] + high * sin(angle)


def _ellipse(centre: Point, reach: tuple[float, float]) -> list[Point]:
    return [_on(centre, *reach, 2.0 * pi * step / 96) for step in range(96)]


def _still(page: Page, canvas: Canvas, box: Rect, storm: Storm, places: _Places, tint: Colour, ink: Ink) -> None:
    """Draw all that stays while the gain does."""
    size, line = page.px(SMALL), page.line(SMALL)
    centre, (wide, high) = places.centre, places.reach
    thick = page.px(3) + round(page.px(6) * min(1.0, storm.gain))
    # Fine lines half a pixel apart: the edge of a filled ellipse was a saw, and this is what everybody looks at.
    for half in range(2 * thick + 1):
        off = (half - thick) / 2
        around = _ellipse(centre, (wide + off, high + off))
        canvas.polyline([*around, around[0]], tint)
    if brakes(storm):
        _brake(page, canvas, centre, (wide, high), thick)
    for (name, _, edge), node in zip(NODES, places.nodes, strict=True):
        canvas.fill_rect(node, Mix(Ink.RAISED, Ink.PANEL, 0.8), page.px(RADIUS))
        canvas.outline(node, edge, max(1, page.px(2)), page.px(RADIUS))
        canvas.text((node.centre[0], node.y + page.px(4)), say(name), size, Ink.TEXT, Weight.SEMIBOLD, Align.CENTRE)
    big = page.px(GAIN_SIZE)
    tall = canvas.text_size(gain_text(storm.gain), big, Weight.BOLD)[1]
    top = round(centre[1] - (tall + line) / 2)
    canvas.text((round(centre[0]), top), gain_text(storm.gain), big, ink, Weight.BOLD, Align.CENTRE)
    under = (round(centre[0]), top + tall - page.px(3))
    canvas.text(under, say("inside.each_turn"), size, Ink.QUIET, align=Align.CENTRE)
    if not places.corners:
        foot = box.bottom - line
        canvas.text((box.centre[0], foot), brakes_words(storm), size, Ink.QUIET, align=Align.CENTRE, width=box.w)
    named = [_without(*one) for one in brakes(storm)] or [say("inside.without.nothing")]
    for words, at in zip(named, places.corners, strict=False):
        left = at.x == box.x
        x, align = (at.x, Align.LEFT) if left else (at.right, Align.RIGHT)
        canvas.text((x, at.y), words, size, Ink.QUIET, align=align, width=at.w)


def _sparks(page: Page, canvas: Canvas, storm: Storm, places: _Places) -> None:
    """Let sparks go round, as many as there is gain; they pass below the stations."""
    now_s = 0.0 if page.settings.reduced_motion else canvas.now_us / 1e6
    many = round(SPARKS * min(1.4, storm.gain))
    angles = [2.0 * pi * (n / max(1, many) + now_s / TURN_S) - 0.5 * pi for n in range(many)]
    points = [_on(places.centre, *places.reach, angle) for angle in angles]
    free = [at for at in points if not any(one.holds(round(at[0]), round(at[1])) for one in places.covered)]
    canvas.stamp(sprite("spark", page.unit), free)


def _brake(page: Page, canvas: Canvas, centre: Point, reach: tuple[float, float], thick: int) -> None:
    """Draw the shoe of a brake across the ring."""
    x, y = _on(centre, *reach, BRAKES_AT)
    along = (-reach[0] * sin(BRAKES_AT), reach[1] * cos(BRAKES_AT))
    length = max(1e-6, (along[0] * along[0] + along[1] * along[1]) ** 0.5)
    step = (along[0] / length, along[1] / length)
    across = (-step[1], step[0])
    half, deep = page.px(13), page.px(7) + thick
    for side in (1.0, -1.0):
        middle = (x + side * across[0] * deep * 0.72, y + side * across[1] * deep * 0.72)
        thin = page.px(3)
        corners = [
            (
                middle[0] + step[0] * half * one + across[0] * thin * other,
                middle[1] + step[1] * half * one + across[1] * thin * other,
            )
            for one, other in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        canvas.polygon(corners, Ink.WELL)
