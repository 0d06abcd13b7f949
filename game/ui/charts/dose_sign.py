"""The sign of a dose: its shape says what its colour says, on every line of time and at the foot of every chart."""

from __future__ import annotations

from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Canvas, Paint
from game.ui.toolkit.marks import square, triangle
from game.ui.toolkit.theme import Colour
from game.values.drug import Family
from game.values.words import Worded

FAMILY_WORDS = Worded(
    {
        Family.INFECTION: "menus.prebrief.family.infection",
        Family.DAMPENING: "menus.prebrief.family.dampening",
        Family.SUPPORT: "menus.prebrief.family.support",
    }
)


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


def dose_due(canvas: Canvas, x: float, y: float, radius: float, thick: float, family: Family, ground: Colour) -> None:
    """Draw the same sign hollow, on its ground: a dose that is still to come."""
    dose_sign(canvas, x, y, radius, family)
    # The middle of a triangle lies below the middle of its height.
    lower = thick / 2 if family is Family.SUPPORT else 0.0
    dose_sign(canvas, x, y + lower, radius - thick, family, ground)


def family_sign(family: Family) -> Paint:
    """Return the paint of the sign of a kind of drug, as large as its box."""
    return lambda canvas, box: dose_sign(canvas, *box.centre, min(box.w, box.h) / 2, family)
