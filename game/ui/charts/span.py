"""What charts over time share: the stretch of time they show, and the colours of drugs."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Ink
from game.values.drug import Family
from game.values.ticks import TICKS_PER_DAY, Tick, day_begins

FAMILY_INK = {Family.INFECTION: Ink.INFECTION, Family.DAMPENING: Ink.INFLAMMATION, Family.SUPPORT: Ink.HOST}


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time that a chart shows."""

    first: Tick
    last: Tick
    start_minute: int
    """Minute of the day at tick 0."""

    def x(self, tick: Tick, box: Rect) -> int:
        """Return where a moment lies."""
        return box.x + round((tick - self.first) / (self.last - self.first) * (box.w - 1))

    def days(self, box: Rect, room: int) -> tuple[Tick, ...]:
        """Return admission and the midnights to be named below a chart, as many as have `room` pixels each."""
        wide = max(1, box.w * TICKS_PER_DAY // (self.last - self.first))
        return day_begins(self.last, self.start_minute, -(-room // wide))
