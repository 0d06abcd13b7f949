"""What charts over time share: the stretch of time they show, and the colours of drugs."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.layout import Rect
from game.ui.theme import Ink
from game.values.drug import Family
from game.values.ticks import Tick

FAMILY_INK = {Family.INFECTION: Ink.INFECTION, Family.DAMPENING: Ink.INFLAMMATION, Family.SUPPORT: Ink.HOST}


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time that a chart shows."""

    first: Tick
    last: Tick

    def x(self, tick: Tick, box: Rect) -> int:
        """Return where a moment lies."""
        return box.x + round((tick - self.first) / (self.last - self.first) * (box.w - 1))
