"""The small pictures of the cross-section, painted in code from the roles of the theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin
from typing import Final

from game.ui.toolkit.canvas import Canvas, Paint, Point, Sprite
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Colour, Ink, Mix, Own

SPIKES: Final = 10
ARMS: Final = 7
RECEPTORS: Final = 9
RED_TONES: Final = ((1.0, (232, 92, 92)), (0.82, (196, 58, 62)), (0.48, (140, 34, 42)))
"""Sizes and colours of a red cell from its rim to its dent; blood is red in every theme."""


def _tint(ink: Ink, share: float, over: Ink = Ink.PANEL) -> Colour:
    return Mix(ink, over, share)


def _ring(centre: Point, radius: float, count: int, turn: float = 0.0) -> list[Point]:
    """Return points evenly around a circle."""
    angles = [2.0 * pi * index / count + turn for index in range(count)]
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]


def _ball(canvas: Canvas, centre: Point, radius: float, ink: Ink, low: float, high: float, over: Ink) -> None:
    """Draw a ball that is lit from the upper left."""
    steps = 7
    for step in range(steps):
        share = step / (steps - 1)
        shift = radius * 0.28 * share
        tone = low + (high - low) * share
        canvas.circle((centre[0] - shift, centre[1] - shift), radius * (1.0 - 0.82 * share), Mix(ink, over, tone))


def _virus(canvas: Canvas, box: Rect) -> None:
    centre, radius = box.centre, box.w * 0.29
    thick = max(1, box.w // 22)
    for tip, foot in zip(_ring(centre, box.w * 0.45, SPIKES), _ring(centre, radius, SPIKES), strict=True):
        canvas.line(foot, tip, _tint(Ink.INFECTION, 0.9), thick)
        canvas.circle(tip, box.w * 0.05, Ink.INFECTION)
    _ball(canvas, centre, radius, Ink.INFECTION, 0.55, 1.0, Ink.GROUND)
    canvas.circle((centre[0] - radius * 0.3, centre[1] - radius * 0.3), radius * 0.3, Mix(Ink.TEXT, Ink.INFECTION, 0.5))


def _germ(canvas: Canvas, box: Rect) -> None:
    high = box.h // 3
    body = Rect(box.x + box.w // 12, box.centre[1] - high // 2, box.w - box.w // 6, high)
    canvas.fill_rect(body, Mix(Ink.INFECTION, Ink.WELL, 0.6), high // 2)
    light = Rect(body.x + high // 2, body.y + high // 5, body.w - high, max(1, high // 5))
    canvas.fill_rect(light, Mix(Ink.TEXT, Ink.INFECTION, 0.45), max(1, high // 10))


def _blob(centre: Point, radius: float, lobes: int, depth: float, turn: float) -> list[Point]:
    points = []
    for index in range(72):
        angle = 2.0 * pi * index / 72
        length = radius * (1.0 + depth * sin(lobes * angle + turn) + 0.5 * depth * sin(3 * angle + 2.0 * turn))
        points.append((centre[0] + length * cos(angle), centre[1] + length * sin(angle)))
    return points


def _macrophage(turn: float, *, blocked: bool) -> Callable[[Canvas, Rect], None]:
    def paint(canvas: Canvas, box: Rect) -> None:
        centre, radius = box.centre, box.w * 0.35
        cap = Ink.SPO2 if blocked else Ink.INFLAMMATION_LIGHT
        for foot, tip in zip(
            _ring(centre, radius * 0.9, RECEPTORS, turn), _ring(centre, radius * 1.25, RECEPTORS, turn), strict=True
        ):
            canvas.line(foot, tip, cap, max(1, box.w // 40))
            canvas.circle(tip, box.w * (0.042 if blocked else 0.024), cap)
        for step in range(8):
            share = step / 7
            tone = Mix(Ink.INFLAMMATION, Ink.GROUND, 0.5 + 0.5 * share)
            middle = (centre[0] - radius * 0.12 * share, centre[1] - radius * 0.12 * share)
            canvas.polygon(_blob(middle, radius * (1.0 - 0.6 * share), ARMS, 0.075 * (1.0 - share), turn), tone)
        nucleus = (centre[0] + radius * 0.08, centre[1] + radius * 0.05)
        canvas.circle(nucleus, radius * 0.36, Mix(Ink.INFLAMMATION, Ink.GROUND, 0.42))
        inside = (nucleus[0] - radius * 0.06, nucleus[1] - radius * 0.06)
        canvas.circle(inside, radius * 0.25, Mix(Ink.INFLAMMATION, Ink.GROUND, 0.3))

    return paint


def _neutrophil(canvas: Canvas, box: Rect) -> None:
    centre, radius = box.centre, box.w * 0.46
    _ball(canvas, centre, radius, Ink.TEMPERATURE, 0.45, 0.85, Ink.GROUND)
    for lobe in _ring(centre, radius * 0.36, 3, 0.6):
        canvas.circle(lobe, radius * 0.34, Mix(Ink.TEMPERATURE, Ink.GROUND, 0.32))


def _t_cell(canvas: Canvas, box: Rect) -> None:
    centre, radius = box.centre, box.w * 0.36
    for tip, foot in zip(_ring(centre, box.w * 0.47, 8), _ring(centre, radius * 0.9, 8), strict=True):
        canvas.line(foot, tip, Ink.WELL, max(1, box.w // 16))
    _ball(canvas, centre, radius, Ink.WELL, 0.4, 0.9, Ink.GROUND)
    canvas.circle(centre, radius * 0.55, Mix(Ink.WELL, Ink.GROUND, 0.3))


def _drop(ink: Ink) -> Callable[[Canvas, Rect], None]:
    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.circle(box.centre, box.w * 0.46, Mix(ink, Ink.GROUND, 0.85))
        light = (box.centre[0] - box.w * 0.1, box.centre[1] - box.w * 0.1)
        canvas.circle(light, box.w * 0.22, Mix(Ink.TEXT, ink, 0.45))

    return paint


def _leak(canvas: Canvas, box: Rect) -> None:
    """Draw a tear: beside the discs of IL-6 a disc of water would differ by its colour alone."""
    (x, y), tone = box.centre, Mix(Ink.SPO2, Ink.GROUND, 0.85)
    canvas.circle((x, y + box.w * 0.18), box.w * 0.30, tone)
    canvas.polygon(
        [(x, y - box.w * 0.48), (x + box.w * 0.27, y + box.w * 0.06), (x - box.w * 0.27, y + box.w * 0.06)], tone
    )
    canvas.circle((x - box.w * 0.08, y + box.w * 0.12), box.w * 0.11, Mix(Ink.TEXT, Ink.SPO2, 0.5))


def _tnf(canvas: Canvas, box: Rect) -> None:
    for lobe in _ring(box.centre, box.w * 0.22, 3, -0.5 * pi):
        canvas.circle(lobe, box.w * 0.24, Ink.DANGER)


def _drug(canvas: Canvas, box: Rect) -> None:
    canvas.polygon(_ring(box.centre, box.w * 0.46, 6), Mix(Ink.INFECTION, Ink.GROUND, 0.45))
    canvas.polygon(_ring(box.centre, box.w * 0.30, 6), Ink.INFECTION)


def _red_cell(canvas: Canvas, box: Rect) -> None:
    wide, high = box.w * 0.48, box.w * 0.36
    for size, tone in RED_TONES:
        around = [(box.centre[0] + wide * size * x, box.centre[1] + high * size * y) for x, y in _ring((0, 0), 1.0, 30)]
        canvas.polygon(around, Own(tone))


def _brick(ink: Ink, tone: float, light: float = 0.92) -> Callable[[Canvas, Rect], None]:
    def paint(canvas: Canvas, box: Rect) -> None:
        body = box.inset(box.w // 40, box.h // 6)
        for step in range(4):
            share = step / 3
            inner = body.inset(round(body.w * 0.09 * share), round(body.h * 0.13 * share))
            canvas.fill_rect(inner, Mix(ink, Ink.GROUND, tone + (light - tone) * share), inner.h // 3)
        canvas.circle(body.centre, body.h * 0.2, Mix(ink, Ink.GROUND, 0.34))

    return paint


_BITS: Final = (
    *((0.2, 0.62, 0.05), (0.38, 0.72, 0.035), (0.55, 0.6, 0.045)),
    *((0.74, 0.7, 0.05), (0.66, 0.45, 0.025), (0.3, 0.48, 0.025)),
)


def _rubble(canvas: Canvas, box: Rect) -> None:
    for x, y, size in _BITS:
        canvas.circle((box.x + x * box.w, box.y + y * box.h), size * box.w, Mix(Ink.HOST, Ink.GROUND, 0.4))


_PAINTS: Final[dict[str, tuple[float, Paint, Ink, Ink | None]]] = {
    "virus": (23, _virus, Ink.INFECTION, None),
    "germ": (22, _germ, Ink.INFECTION, None),
    "macrophage": (80, _macrophage(0.4, blocked=False), Ink.INFLAMMATION, Ink.INFLAMMATION),
    "macrophage_blocked": (80, _macrophage(0.4, blocked=True), Ink.INFLAMMATION, None),
    "neutrophil": (27, _neutrophil, Ink.TEMPERATURE, None),
    "t_cell": (30, _t_cell, Ink.WELL, None),
    "il6": (7, _drop(Ink.INFLAMMATION_LIGHT), Ink.INFLAMMATION_LIGHT, Ink.INFLAMMATION),
    "tnf": (9, _tnf, Ink.DANGER, Ink.DANGER),
    "drug": (15, _drug, Ink.INFECTION, None),
    "red_cell": (22, _red_cell, Ink.PRESSURE, None),
    "lining": (31, _brick(Ink.HOST, 0.5), Ink.HOST, None),
    "wall": (31, _brick(Ink.HOST, 0.28, 0.62), Ink.HOST, None),
    "rubble": (31, _rubble, Ink.HOST, None),
    "leak": (10, _leak, Ink.SPO2, None),
    "spark": (7, _drop(Ink.INFLAMMATION), Ink.INFLAMMATION, Ink.INFLAMMATION),
}
"""Side in design pixels, paint, rim and light of each."""


@cache
def sprite(name: str, unit: float) -> Sprite:
    """Return a small picture for this size of a design pixel."""
    side, paint, edge, glow = _PAINTS[name]
    return Sprite(name, max(3, round(side * unit)), paint, edge, glow)
