"""The page that a scene lays itself out on: window size, scale, theme and the measure of text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from game.ui.toolkit.canvas import TextMeasure, Weight
from game.ui.toolkit.keys import Bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import THEMES, Theme
from game.values.words import say

VITAL, TITLE, HEADING, BODY, SMALL = 44, 28, 20, 16, 13
"""Sizes of text at 1280x720 and 100 %."""

GAP = 12
RADIUS = 10
SMALLEST_WINDOW = (1024, 640)
DESIGN_WINDOW = (1280, 720)
LEAST_UNIT = 0.9
"""The smallest window makes everything a tenth smaller, not a fifth: text stays legible."""


def fit(size: tuple[int, int]) -> float:
    """Return how many pixels of a window one design pixel would fill."""
    return min(size[0] / DESIGN_WINDOW[0], size[1] / DESIGN_WINDOW[1])


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a layout depends on; equal pages give equal layouts."""

    size: tuple[int, int]
    settings: Settings
    bindings: Bindings
    scrolls: tuple[tuple[str, int], ...]
    """How far each scroll area has been scrolled, in pixels."""
    measure: TextMeasure = field(compare=False)
    foot: int = 0
    """Pixels of the window below `size` that a notice or a strip has taken; the rest keeps its scale."""

    unit: float = field(init=False)
    """Pixels of one design pixel: window size times text scale. Everything grows with the text."""

    def __post_init__(self) -> None:
        """Work the unit out once."""
        fits = fit((self.size[0], self.size[1] + self.foot))
        object.__setattr__(self, "unit", max(LEAST_UNIT, fits) * self.settings.text_percent / 100)

    def less(self, height: int) -> Page:
        """Return the page without a strip at its bottom; what stands on it keeps its scale."""
        return replace(self, size=(self.size[0], self.size[1] - height), foot=self.foot + height)

    @property
    def theme(self) -> Theme:
        """Return the theme in force."""
        return THEMES[self.settings.theme]

    @property
    def rect(self) -> Rect:
        """Return the whole of it: the window, less a notice at its foot."""
        return Rect(0, 0, *self.size)

    @property
    def wide(self) -> float:
        """Return the width in design pixels: what a layout chooses its columns by."""
        return self.size[0] / self.unit

    @property
    def high(self) -> float:
        """Return the height in design pixels."""
        return self.size[1] / self.unit

    def px(self, length: float) -> int:
        """Return a design length in pixels of this window."""
        return round(length * self.unit)

    def scroll(self, id_: str) -> int:
        """Return how far a scroll area has been scrolled."""
        return next((offset for name, offset in self.scrolls if name == id_), 0)

    def width(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> int:
        """Return the width in pixels of text of a design size."""
        return self.measure.text_size(text, self.px(size), weight)[0]

    def line(self, size: float) -> int:
        """Return the height in pixels of a line of text of a design size."""
        return self.measure.text_size(say("toolkit.page.ag"), self.px(size))[1]

    def wrap(self, text: str, size: float, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines for a width in pixels."""
        return self.measure.text_lines(text, self.px(size), width, weight)
