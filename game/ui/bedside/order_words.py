"""The sign of an order, beside its words and on the line of a replay: its shape says what its colour says."""

from __future__ import annotations

from game.ui.charts.dose_sign import dose_sign
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Canvas, Paint
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.marks import cross, diamond
from game.ui.toolkit.theme import Ink
from game.values.drug import FORMULARY
from game.values.order import Draw, Give, Order, Stop, Taper
from game.values.order_words import order_words

__all__ = ["draw_order", "order_sign", "order_words"]


def draw_order(canvas: Canvas, at: tuple[float, float], radius: float, order: Order, ground: Ink = Ink.PANEL) -> None:
    """Draw a dose by its kind, a cross for what was stopped, a ring for what was taken, a diamond for support."""
    x, y = at
    thick = max(1, round(radius * 0.32))
    match order:
        case Give(regimen=regimen) if regimen in FORMULARY:
            dose_sign(canvas, x, y, radius, FORMULARY[regimen].family)
        case Stop(regimen=regimen) | Taper(regimen=regimen) if regimen in FORMULARY:
            cross(canvas, x, y, radius * 0.8, FAMILY_INK[FORMULARY[regimen].family], max(2, thick))
        case Draw():
            canvas.circle((x, y), radius * 0.85, ground)
            canvas.circle((x, y), radius * 0.85, Ink.QUIET, thick)
        case _:
            diamond(canvas, x, y, radius, Ink.SPO2)


def order_sign(order: Order, *, refused: bool = False) -> Paint:
    """Return the sign of an order as large as its box; a refused one has a cross of its own, as on the line of time."""

    def paint(canvas: Canvas, box: Rect) -> None:
        radius = min(box.w, box.h) / 2
        if refused:
            cross(canvas, *box.centre, radius * 0.8, Ink.DANGER, max(2, round(radius * 0.4)))
        else:
            draw_order(canvas, box.centre, radius, order)

    return paint
