"""The sign of a dose: its shape says what its colour says, on every line of time and at the foot of every chart."""

from __future__ import annotations

from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.marks import square, triangle
from game.ui.toolkit.theme import Colour
from game.values.drug import Family


def dose_sign(canvas: Canvas, x: float, y: float, radius: float, family: Family, colour: Colour | None = None) -> None:
    """Draw a disc (against the infection), a square (dampening) or a triangle (supporting)."""
    ink = FAMILY_INK[family] if colour is None else colour
    match family:
        case Family.INFECTION:
            canvas.circle((x, y), radius, ink)
        case Family.DAMPENING:
            square(canvas, x, y, radius, ink)
        case Family.SUPPORT:
            triangle(canvas, x, y, radius, ink)
