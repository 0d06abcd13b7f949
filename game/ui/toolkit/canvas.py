"""What a screen can be drawn on: the pygame window, a page of SVG, a recorder for tests."""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Colour, Ink, Theme

Point: TypeAlias = tuple[float, float]
DARK_GROUND: Final = 255
"""A ground whose red, green and blue add up to less is dark; on another, light around a sprite cannot be seen."""
SMALL_SPRITE_PX: Final = 24
"""Around a sprite under this many pixels its light reaches as far again; around a larger one a quarter."""


class Weight(enum.Enum):
    """Stroke weight of text."""

    # One of each is all there is; `Enum` hashes the name, by a function of Python, whenever a table is asked.
    __hash__ = object.__hash__

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Align(enum.Enum):
    """Which end of a line of text stands at its x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class TextMeasure(Protocol):
    """Says how much room text takes; layouts need no more than this."""

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return width and line height in pixels of one line of text of `size` pixels."""

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines no wider than `width` pixels."""


@dataclass(frozen=True, slots=True)
class Sprite:
    """A small picture that is painted once and set down many times."""

    name: str
    """Two of the same name and size look alike."""
    size: int
    """Side in pixels."""
    paint: Paint = field(compare=False)
    edge: Colour
    """What its rim is made of, so that it ends softly."""
    glow: Colour | None = None
    """Light around it; only where the ground is dark."""

    def light_px(self, theme: Theme) -> int:
        """Return the radius of its light, in pixels; 0 where there is none."""
        if self.glow is None or sum(theme.rgb(Ink.GROUND)) >= DARK_GROUND:
            return 0
        side = max(1, self.size)
        return side * 3 // 2 if side < SMALL_SPRITE_PX else side * 3 // 4


class Canvas(TextMeasure, Protocol):
    """Somewhere to draw; all lengths are pixels of the window, all colours are roles of the theme."""

    theme: Theme
    now_us: int
    """Animation time of this frame in microseconds; traces move with it."""

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Fill a rectangle, with round corners if asked."""

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Draw the inner edge of a rectangle."""

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw a straight line, dashed if `dash` is the length of a dash."""

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw an anti-aliased line through points, dashed along its whole length if `dash` is that of a dash."""

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Fill a disc, or draw a ring of `width`."""

    def text(
        self,
        position: tuple[int, int],
        text: str,
        size: int,
        colour: Colour,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        width: int = 0,
    ) -> None:
        """Draw one line of text with its top at y; cut it with an ellipsis if it is wider than `width` (0: never)."""

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Set a small picture down with its middle at each of these points."""

    def push_clip(self, rect: Rect) -> None:
        """Draw only inside a rectangle (and inside the ones before) from now on."""

    def pop_clip(self) -> None:
        """Take the last clip away."""

    def scrim(self, rect: Rect) -> None:
        """Darken what lies under a dialog."""

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint something that stays the same while `key` does; a canvas may keep the pixels and skip `paint`."""


Paint: TypeAlias = Callable[[Canvas, Rect], None]
"""How a widget draws itself into its rectangle; it changes nothing but the canvas."""
