"""A drawing in its own units: 160 wide, 100 high, as large as its box allows and in its middle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from game.ui.toolkit.canvas import Canvas, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Colour

WIDE, HIGH = 160.0, 100.0


class Sketch:
    """Draws lines with round ends, discs and shapes."""

    def __init__(self, canvas: Canvas, box: Rect) -> None:
        """Fit the drawing into a box."""
        self._canvas = canvas
        self._unit = min(box.w / WIDE, box.h / HIGH)
        self._x = box.x + (box.w - WIDE * self._unit) / 2
        self._y = box.y + (box.h - HIGH * self._unit) / 2

    def place(self, place: Point) -> Point:
        """Return where a place of the drawing lies on the canvas."""
        return self._at(place)

    def _at(self, place: Point) -> Point:
        return self._x + place[0] * self._unit, self._y + place[1] * self._unit

    def line(self, places: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line through places; a thick one has round ends and corners."""
        points = [self._at(place) for place in places]
        thick = max(1, round(width * self._unit))
        if thick < 3:
            self._canvas.polyline(points, colour, thick)
            return
        for (ax, ay), (bx, by) in pairwise(points):
            length = max(0.01, ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5)
            sx, sy = (ay - by) / length * thick / 2, (bx - ax) / length * thick / 2
            self._canvas.polygon(
                [(ax + sx, ay + sy), (bx + sx, by + sy), (bx - sx, by - sy), (ax - sx, ay - sy)], colour
            )
        for point in points:
            self._canvas.circle(point, thick / 2, colour)

    def shape(self, places: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._canvas.polygon([self._at(place) for place in places], colour)

    def disc(self, place: Point, radius: float, colour: Colour) -> None:
        """Fill a disc."""
        self._canvas.circle(self._at(place), max(0.8, radius * self._unit), colour)

    def ring(self, place: Point, radius: float, colour: Colour, width: float) -> None:
        """Draw a ring."""
        self._canvas.circle(self._at(place), radius * self._unit, colour, max(1, round(width * self._unit)))
