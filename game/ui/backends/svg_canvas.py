"""A canvas that writes SVG: the same charts as on the screen, as text, with the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from html import escape
from typing import Final

from game.ui.backends.table_measure import TableMeasure
from game.ui.toolkit.canvas import Align, Point, Sprite, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.signs import cut, drawable
from game.ui.toolkit.theme import Colour, Ink, Mix, Own, Theme

ASCENT: Final = 0.984
"""Share of the text size from the top of a line to its baseline (`hhea` of the game's own face)."""
_WEIGHTS: Final = {Weight.REGULAR: None, Weight.SEMIBOLD: 600, Weight.BOLD: 700}
_ANCHORS: Final = {Align.LEFT: None, Align.CENTRE: "middle", Align.RIGHT: "end"}
_ROOM_PERCENT: Final = {Weight.REGULAR: 116, Weight.SEMIBOLD: 124, Weight.BOLD: 122}
"""Of the room in the game's own face: so much wider is DejaVu Sans, the widest that a reader may get instead."""
_SCRIM: Final = 0.55


def colour_class(colour: Colour) -> str:
    """Return the name of a colour as a class: its role, or share, role and ground of a tint."""
    if isinstance(colour, Ink):
        return colour.name.lower().replace("_", "-")
    if isinstance(colour, Own):
        red, green, blue = colour.rgb
        return f"own-{red:02x}{green:02x}{blue:02x}-{round(100 * colour.share)}-{colour_class(colour.over)}"
    return f"{colour_class(colour.ink)}-{round(100 * colour.share)}-{colour_class(colour.over)}"


def code(theme: Theme, colour: Colour) -> str:
    """Return a colour as '#rrggbb'."""
    return "#{:02X}{:02X}{:02X}".format(*theme.rgb(colour))


class SvgCanvas(TableMeasure):
    """Writes down each call as an element.

    Colours stand twice: as a class, which a style sheet may turn from light to dark, and as the colour itself, for
    readers that keep the style sheet of a page from its pictures.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin an empty drawing; `name` makes what it must name its own within a page."""
        self.theme = theme
        self.now_us = 0
        self.colours: set[Colour] = set()
        """Every colour that was drawn with."""
        self._name = name
        self._parts: list[str] = []
        self._clips = 0
        self._sprites: set[str] = set()

    @property
    def source(self) -> str:
        """Return what was drawn, an element a line, without the frame of `svg` around it."""
        return "\n".join(self._parts)

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return the size of a line, with room for a reader who lacks the game's face and takes a wider one."""
        wide, high = super().text_size(text, size, weight)
        return -(-wide * _ROOM_PERCENT[weight] // 100), high

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Write a filled rectangle."""
        if rect.w > 0 and rect.h > 0:
            self._put("rect", {**_box(rect), "rx": min(radius, rect.w // 2, rect.h // 2) or None}, fill=colour)

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Write the inner edge of a rectangle."""
        half = width / 2
        box = {"x": rect.x + half, "y": rect.y + half, "width": rect.w - width, "height": rect.h - width}
        self._put("rect", {**box, "rx": radius or None}, stroke=colour, width=width)

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Write a straight line."""
        ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
        self._put("line", {**ends, "stroke-dasharray": dash or None}, stroke=colour, width=width)

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Write a line through points."""
        if len(points) > 1:
            joins = {"points": _corners(points), "stroke-linejoin": "round", "stroke-dasharray": dash or None}
            self._put("polyline", joins, stroke=colour, width=width)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Write a filled polygon."""
        self._put("polygon", {"points": _corners(points)}, fill=colour)

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Write a disc or ring; as on the screen, a ring lies within its radius."""
        at = {"cx": centre[0], "cy": centre[1], "r": radius - width / 2}
        if width:
            self._put("circle", at, stroke=colour, width=width)
        else:
            self._put("circle", at, fill=colour)

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
        """Write a line of text on its baseline."""
        words = drawable(text)
        if width:
            words = cut(words, width, lambda part: self.text_size(part, size, weight)[0])
        at = {"x": position[0], "y": position[1] + ASCENT * size, "font-size": size}
        named = {"font-weight": _WEIGHTS[weight], "text-anchor": _ANCHORS[align]}
        self._put("text", {**at, **named}, fill=colour, words=words)

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Write the picture once and use it at each point; light around it is left out."""
        name = f"{self._name}-{sprite.name}-{sprite.size}"
        if name not in self._sprites:
            self._sprites.add(name)
            self._parts.append(f'<defs><g id="{name}">')
            sprite.paint(self, Rect(0, 0, sprite.size, sprite.size))
            self._parts.append("</g></defs>")
        half = sprite.size / 2
        self._parts += [
            f'<use href="#{name}" x="{_number(x - half)}" y="{_number(y - half)}"></use>' for x, y in points
        ]

    def push_clip(self, rect: Rect) -> None:
        """Open a group that is drawn only inside a rectangle."""
        self._clips += 1
        name = f"{self._name}-clip-{self._clips}"
        frame = _attributes(_box(rect))
        self._parts.append(f'<clipPath id="{name}"><rect{frame}></rect></clipPath><g clip-path="url(#{name})">')

    def pop_clip(self) -> None:
        """Close the last group."""
        self._parts.append("</g>")

    def scrim(self, rect: Rect) -> None:
        """Write a shade over what lies below."""
        self._parts.append(f'<rect{_attributes(_box(rect))} fill="#000000" fill-opacity="{_SCRIM}"></rect>')

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint at once; nothing is kept."""
        del name, key, rect
        paint()

    def _put(
        self,
        name: str,
        given: Mapping[str, str | float | None],
        fill: Colour | None = None,
        stroke: Colour | None = None,
        width: int = 0,
        words: str = "",
    ) -> None:
        drawn = fill if fill is not None else stroke
        assert drawn is not None
        # A tint is one of a hundred steps, so that its class says all of it.
        drawn = Mix(drawn.ink, drawn.over, round(drawn.share, 2)) if isinstance(drawn, Mix) else drawn
        self.colours.add(drawn)
        inked: dict[str, str | float | None] = {"class": f"{'s' if fill is None else 'f'}-{colour_class(drawn)}"}
        inked["fill"] = "none" if fill is None else code(self.theme, drawn)
        if fill is None:
            inked |= {"stroke": code(self.theme, drawn), "stroke-width": width}
        self._parts.append(f"<{name}{_attributes(given)}{_attributes(inked)}>{escape(words)}</{name}>")


def _box(rect: Rect) -> dict[str, str | float | None]:
    return {"x": rect.x, "y": rect.y, "width": rect.w, "height": rect.h}


def _corners(points: Sequence[Point]) -> str:
    return " ".join([f"{_number(x)},{_number(y)}" for x, y in points])


def _attributes(given: Mapping[str, str | float | None]) -> str:
    """Return attributes as they stand in a tag; those of no value are left out."""
    known = {key: value for key, value in given.items() if value is not None}
    return "".join(
        [
            f' {key}="{_number(value) if isinstance(value, float) else escape(str(value))}"'
            for key, value in known.items()
        ]
    )


def _number(value: float) -> str:
    """Return a length to a tenth of a pixel."""
    words = f"{value:.1f}".removesuffix(".0")
    return "0" if words == "-0" else words
