"""The canvas of a browser tab: a frame is written down as text, and the page draws it (`game/web/static/pen.js`).

A call into the page costs more than what it draws, so that there is one for each frame. What is painted once, a layer
or a small picture, is kept by the page under a name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeAlias

from game.ui.backends.kept import Lines, keep
from game.ui.toolkit.canvas import Align, Point, Sprite, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.signs import cut, drawable
from game.ui.toolkit.theme import THEMES, Colour, Ink, Theme
from game.values.settings import ThemeName

NEXT: Final = "\x1e"
"""Between two commands; no text that is drawn has it."""
PART: Final = "\x1f"
"""Between two parts of a command."""
_FINE: Final = 2
"""Small pictures are painted so many times as large and reduced, so that their edges are smooth."""
_WEIGHTS: Final = {Weight.REGULAR: "400", Weight.SEMIBOLD: "600", Weight.BOLD: "700"}
MeasureWidth: TypeAlias = Callable[[str, int, str], float]
"""Gives the width of a line of text, in pixels, by its size in pixels and its weight as CSS has it."""


class HtmlCanvas:
    """Writes down what a frame consists of."""

    def __init__(self, measure: MeasureWidth) -> None:
        """Begin with nothing drawn; the page does the measuring."""
        self.theme: Theme = THEMES[ThemeName.DARK]
        self.now_us = 0
        self._measure = measure
        self._commands: list[str] = []
        self._widths: dict[tuple[str, int, Weight], int] = {}
        self._lines = Lines(self.text_size)
        self._cuts: dict[tuple[str, int, Weight, int], str] = {}
        self._colours: dict[Colour, str] = {}
        self._layers: dict[str, Hashable] = {}
        self._sprites: set[str] = set()
        self._clips: list[Rect] = []
        self._whole = Rect(0, 0, 0, 0)

    def begin(self, size: tuple[int, int], theme: Theme, now_us: int) -> None:
        """Begin a frame; the page may have another size by now."""
        whole = Rect(0, 0, *size)
        if theme is not self.theme or whole != self._whole:
            self._layers.clear()
            self._colours.clear()
        self._whole, self.theme, self.now_us = whole, theme, now_us
        self._commands.clear()
        self._clips.clear()

    def taken(self) -> str:
        """Return the frame."""
        return NEXT.join(self._commands)

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return width and line height of one line of text."""
        key = (text, size, weight)
        wide = self._widths.get(key)
        if wide is None:
            wide = -int(-self._measure(drawable(text), size, _WEIGHTS[weight]) // 1)
            keep(self._widths, key, wide)
        return wide, -(-size * 13 // 10)

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines; they are kept."""
        return self._lines.of(text, size, width, weight)

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Fill a rectangle, with round corners if asked."""
        self._put("f", self._code(colour), *_box(rect), min(radius, rect.w // 2, rect.h // 2))

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Draw the inner edge of a rectangle."""
        self._put("o", self._code(colour), *_box(rect), min(radius, rect.w // 2, rect.h // 2), width)

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw a straight line, dashed if asked."""
        self._put("l", self._code(colour), width, dash, _corners((start, end)))

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw a line through points."""
        if len(points) > 1:
            self._put("l", self._code(colour), width, dash, _corners(points))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._put("p", self._code(colour), _corners(points))

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Fill a disc, or draw a ring within its radius."""
        self._put("c", self._code(colour), _number(centre[0]), _number(centre[1]), _number(radius), width)

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
        """Draw one line of text; what lies outside the part that is drawn on is left out."""
        clip = self._clip()
        if not text or position[1] >= clip.bottom or position[1] + 2 * size < clip.y:
            return
        words = self._cut(text, size, weight, min(width, self._whole.w) if width else self._whole.w)
        self._put("t", self._code(colour), size, _WEIGHTS[weight], align.value, *position, words)

    def _cut(self, text: str, size: int, weight: Weight, room: int) -> str:
        key = (text, size, weight, room)
        found = self._cuts.get(key)
        if found is None:
            found = cut(drawable(text), room, lambda part: self.text_size(part, size, weight)[0])
            keep(self._cuts, key, found)
        return found

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Set a small picture down at each point; the page paints it when it is first named."""
        name = f"{sprite.name} {sprite.size} {self.theme.name.value}"
        if name not in self._sprites:
            self._sprites.add(name)
            self._paint(name, sprite)
        if points:
            self._put("s", name, _corners(points))

    def _paint(self, name: str, sprite: Sprite) -> None:
        side = max(1, sprite.size)
        radius = sprite.light_px(self.theme)
        light = self._code(sprite.glow) if sprite.glow is not None and radius else ""
        self._put("S", name, side, _FINE, light, radius)
        # What is painted off the screen is cut by nothing that is on it.
        clips, self._clips = self._clips, [Rect(0, 0, side * _FINE, side * _FINE)]
        sprite.paint(self, Rect(0, 0, side * _FINE, side * _FINE))
        self._clips = clips
        self._put("E")

    def push_clip(self, rect: Rect) -> None:
        """Draw only inside a rectangle, and inside the ones before, from now on."""
        self._clips.append(rect.within(self._clip()))
        self._put("+", *_box(rect))

    def pop_clip(self) -> None:
        """Take the last clip away."""
        self._clips.pop()
        self._put("-")

    def scrim(self, rect: Rect) -> None:
        """Darken what lies under a dialog."""
        self._put("d", self._code(Ink.GROUND), *_box(rect))

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint, and let the page keep the pixels for the next frames until the key changes.

        The page paints a layer for itself and then sets it down: to take it from the screen would copy all of that.
        """
        whole = (key, rect)
        if self._layers.get(name) == whole:
            self._put("K", name, rect.x, rect.y)
            return
        if not rect.w or not rect.h or not self._clip().contains(rect):
            paint()
            return
        self._layers[name] = whole
        self._put("L", name, *_box(rect))
        paint()
        self._put("M", name, rect.x, rect.y)

    def _clip(self) -> Rect:
        return self._clips[-1] if self._clips else self._whole

    def _code(self, colour: Colour) -> str:
        found = self._colours.get(colour)
        if found is None:
            found = self._colours[colour] = "#{:02x}{:02x}{:02x}".format(*self.theme.rgb(colour))
        return found

    def _put(self, *parts: object) -> None:
        self._commands.append(PART.join(map(str, parts)))


def _box(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.w, rect.h


def _corners(points: Sequence[Point]) -> str:
    """Return points to a tenth of a pixel."""
    return " ".join([f"{x:.1f} {y:.1f}" for x, y in points])


def _number(value: float) -> str:
    return f"{value:.1f}"
