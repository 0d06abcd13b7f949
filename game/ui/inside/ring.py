"""The ring: immune cells, cytokines, leaky vessels, dying tissue; in its middle what one turn makes, and its brakes."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from game.case.storm import Storm
from game.case.storm_words import SOON, gain_text
from game.ui.inside.sprites import sprite
from game.ui.toolkit.canvas import Align, Canvas, Point, Weight
from game.ui.toolkit.controls import panel
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
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
WORTH_TELLING: Final = 1.08
"""A brake is named where the gain without it would be so many times higher."""


def ring_height(page: Page) -> int:
    """Return how high the panel has to be."""
    return 3 * (page.line(SMALL) + page.px(12)) + 2 * page.line(SMALL) + page.px(GAIN_SIZE + 46)


def gain_ink(gain: float, *, stormy: bool) -> Ink:
    """Return the colour of a gain: orange in a storm, yellow near the threshold, green below."""
    return Ink.INFLAMMATION if stormy else Ink.LOOK if gain >= SOON else Ink.WELL


def brakes(storm: Storm) -> tuple[tuple[str, float], ...]:
    """Return what brakes the loop noticeably, and the gain without it."""
    found = storm.feedback
    every = (
        (say("inside.brake.il10"), found.without_il10),
        (say("inside.brake.steroid"), found.without_steroid),
        (say("inside.brake.blocker"), found.without_blocker),
    )
    return tuple((name, free) for name, free in every if free >= 0.1 and free >= WORTH_TELLING * found.gain)


def brakes_words(storm: Storm) -> str:
    """Return the brakes in a line."""
    named = brakes(storm)
    if not named:
        return say("inside.no_brake")
    return say("inside.brakes", brakes=", ".join(f"{name} {free:.1f}×" for name, free in named))


def ring(page: Page, rect: Rect, storm: Storm, *, stormy: bool) -> Widget:
    """Return the ring in a panel."""
    value = say("inside.ring.words", gain=gain_text(storm.gain), brakes=brakes_words(storm))
    inner = rect.inset(page.px(12), page.px(10))

    def paint(canvas: Canvas, box: Rect) -> None:
        _paint(page, canvas, box, storm, gain_ink(storm.gain, stormy=stormy))

    drawn = Widget("inside.ring", inner, Role.METER, say("inside.ring"), value, paint=paint)
    return panel(page, "inside.ring.panel", rect, (drawn,), say("inside.ring"))


def _on(centre: Point, wide: float, high: float, angle: float) -> Point:
    return centre[0] + wide * cos(angle), centre[1] + high * sin(angle)


def _ellipse(centre: Point, reach: tuple[float, float]) -> list[Point]:
    return [_on(centre, *reach, 2.0 * pi * step / 96) for step in range(96)]


def _paint(page: Page, canvas: Canvas, box: Rect, storm: Storm, ink: Ink) -> None:
    size, line = page.px(SMALL), page.line(SMALL)
    foot = box.bottom - line
    pill = line + page.px(8)
    high = (foot - page.px(8) - box.y - pill) / 2
    side = max(canvas.text_size(say(name), size, Weight.SEMIBOLD)[0] for name, angle, _ in NODES if angle in {0.0, pi})
    wide = min(high * 2.6, (box.w - side - page.px(28)) / 2)
    centre = (float(box.centre[0]), box.y + pill / 2 + high)
    # Never taller than it is wide: a ring that stands on end looks like a mistake.
    high = min(high, wide)
    tone = 0.35 + 0.6 * min(1.0, storm.gain)
    thick = page.px(3) + round(page.px(6) * min(1.0, storm.gain))
    key = (page.unit, ink, round(tone, 1), thick, gain_text(storm.gain), brakes_words(storm))
    nodes = _nodes(page, canvas, box, centre, (wide, high))

    def still() -> None:
        canvas.fill_rect(box, Ink.PANEL)
        canvas.polygon(_ellipse(centre, (wide + thick / 2, high + thick / 2)), Mix(ink, Ink.PANEL, round(tone, 1)))
        canvas.polygon(_ellipse(centre, (wide - thick / 2, high - thick / 2)), Ink.PANEL)
        if brakes(storm):
            _brake(page, canvas, centre, (wide, high), thick)
        for (name, _, edge), node in zip(NODES, nodes, strict=True):
            canvas.fill_rect(node, Mix(Ink.RAISED, Ink.PANEL, 0.8), page.px(RADIUS))
            canvas.outline(node, edge, max(1, page.px(2)), page.px(RADIUS))
            at = (node.centre[0], node.y + page.px(4))
            canvas.text(at, say(name), size, Ink.TEXT, Weight.SEMIBOLD, Align.CENTRE)
        big = page.px(GAIN_SIZE)
        tall = canvas.text_size(gain_text(storm.gain), big, Weight.BOLD)[1]
        top = round(centre[1] - (tall + line) / 2)
        canvas.text((round(centre[0]), top), gain_text(storm.gain), big, ink, Weight.BOLD, Align.CENTRE)
        under = (round(centre[0]), top + tall - page.px(3))
        canvas.text(under, say("inside.each_turn"), size, Ink.QUIET, align=Align.CENTRE)
        canvas.text((box.centre[0], foot), brakes_words(storm), size, Ink.QUIET, align=Align.CENTRE, width=box.w)

    canvas.layer("inside.ring.still", key, box, still)
    _sparks(page, canvas, storm, centre, (wide, high), nodes)


def _nodes(page: Page, canvas: Canvas, box: Rect, centre: Point, reach: tuple[float, float]) -> list[Rect]:
    """Return where the four stations of the loop stand."""
    size, pill = page.px(SMALL), page.line(SMALL) + page.px(8)
    found = []
    for name, angle, _ in NODES:
        x, y = _on(centre, *reach, angle)
        room = canvas.text_size(say(name), size, Weight.SEMIBOLD)[0] + page.px(20)
        found.append(Rect(min(max(round(x - room / 2), box.x), box.right - room), round(y - pill / 2), room, pill))
    return found


def _sparks(
    page: Page, canvas: Canvas, storm: Storm, centre: Point, reach: tuple[float, float], nodes: list[Rect]
) -> None:
    """Let sparks go round, as many as there is gain; they pass below the stations."""
    now_s = 0.0 if page.settings.reduced_motion else canvas.now_us / 1e6
    many = round(SPARKS * min(1.4, storm.gain))
    angles = [2.0 * pi * (n / max(1, many) + now_s / TURN_S) - 0.5 * pi for n in range(many)]
    points = [_on(centre, *reach, angle) for angle in angles]
    pad = page.px(5)
    free = [at for at in points if not any(node.inset(-pad).holds(round(at[0]), round(at[1])) for node in nodes)]
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
