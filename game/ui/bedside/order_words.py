"""The colour of an order, beside its words."""

from __future__ import annotations

from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.theme import Ink
from game.values.drug import FORMULARY
from game.values.order import Draw, Give, Order, Stop, Taper
from game.values.order_words import order_words

__all__ = ["order_ink", "order_words"]


def order_ink(order: Order) -> Ink:
    """Return the colour of an order: what its drug is for, or quiet for tests and support."""
    if isinstance(order, Give | Stop | Taper) and order.regimen in FORMULARY:
        return FAMILY_INK[FORMULARY[order.regimen].family]
    return Ink.QUIET if isinstance(order, Draw) else Ink.SPO2
