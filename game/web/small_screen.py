"""A page that is smaller than a window may be, as a phone's is: the picture is shown reduced, with larger text."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Final

from game.ui.toolkit.page import LEAST_UNIT, SMALLEST_WINDOW, fit
from game.values.settings import Settings

MOST_PERCENT: Final = 200
"""The largest text that every layout is made for."""


class SmallScreen:
    """Says how large the picture is, and its text."""

    def __init__(self) -> None:
        """Begin with a page that is large enough."""
        self._larger = 1.0
        self._last: tuple[Settings, Settings] | None = None

    def picture(self, width: int, height: int, dense: float) -> tuple[int, int]:
        """Return the size of the picture for a page in pixels, of which `dense` are one of the browser's.

        It keeps the shape of the page; a design pixel is shown no smaller than in the smallest window, as far as text
        can grow.
        """
        least = max(SMALLEST_WINDOW[0] / max(1, width), SMALLEST_WINDOW[1] / max(1, height))
        size, self._larger = _shown(width, height, dense, max(1.0, least))
        if self._larger * 100 > MOST_PERCENT:
            # Text can grow no more: fewer and larger pixels are what is left.
            size, self._larger = _shown(width, height, dense, least)
        self._last = None
        return size

    def settings(self, chosen: Settings) -> Settings:
        """Return the settings that the player has chosen, with text that can be read on this page."""
        if self._larger == 1.0:
            return chosen
        if self._last is None or self._last[0] is not chosen:
            percent = min(MOST_PERCENT, round(chosen.text_percent * self._larger))
            self._last = chosen, replace(chosen, text_percent=percent)
        return self._last[1]


def _shown(width: int, height: int, dense: float, times: float) -> tuple[tuple[int, int], float]:
    """Return a picture so many times as wide and as high as the page, and how much larger its text has to be."""
    size = ceil(width * times), ceil(height * times)
    return size, max(1.0, LEAST_UNIT * times * dense / max(LEAST_UNIT, fit(size)))
