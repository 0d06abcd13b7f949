"""Small signs drawn with lines: pause, play, step, skip, and the shapes that say what a colour says."""

from __future__ import annotations

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Colour


def pause(canvas: Canvas, box: Rect, colour: Colour) -> None:
    """Draw two bars."""
    bar = max(2, box.w * 3 // 10)
    canvas.fill_rect(Rect(box.x + box.w // 10, box.y, bar, box.h), colour)
    canvas.fill_rect(Rect(box.right - box.w // 10 - bar, box.y, bar, box.h), colour)


def play(canvas: Canvas, box: Rect, colour: Colour) -> None:
    """Draw a triangle that points right."""
    canvas.polygon([(box.x + 1, box.y), (box.right - 1, box.y + box.h / 2), (box.x + 1, box.bottom)], colour)


def menu(canvas: Canvas, box: Rect, colour: Colour) -> None:
    """Draw three lines."""
    high = max(2, box.h // 6)
    for step in range(3):
        canvas.fill_rect(Rect(box.x, box.y + step * (box.h - high) // 2, box.w, high), colour)


def diamond(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    """Draw a diamond."""
    canvas.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour)


def square(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    """Draw a square that looks as large as a disc of the same radius."""
    half = round(radius * 0.9)
    canvas.fill_rect(Rect(round(x) - half, round(y) - half, 2 * half, 2 * half), colour)


def triangle(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    """Draw a triangle that points up."""
    canvas.polygon([(x, y - radius), (x + radius, y + radius), (x - radius, y + radius)], colour)


def cross(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, width: int) -> None:
    """Draw a cross."""
    canvas.line((x - radius, y - radius), (x + radius, y + radius), colour, width)
    canvas.line((x - radius, y + radius), (x + radius, y - radius), colour, width)
