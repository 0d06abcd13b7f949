"""A canvas that only writes down what it is asked to draw, and measures text from a table: for tests."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from game.ui.backends.table_measure import TableMeasure
from game.ui.toolkit.canvas import Align, Point, Sprite, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import THEMES, Colour, Theme
from game.values.settings import ThemeName


@dataclass(frozen=True, slots=True)
class Drawn:
    """One call: what, where, and for text also which words, and whether they had to be cut or are scrolled away."""

    what: str
    rect: Rect
    colour: Colour | None = None
    text: str = ""
    cut: bool = False
    seen: bool = True


@dataclass
class RecordingCanvas(TableMeasure):
    """Keeps a list of calls; nothing is seen."""

    theme: Theme = field(default_factory=lambda: THEMES[ThemeName.DARK])
    now_us: int = 0
    drawn: list[Drawn] = field(default_factory=list)
    clips: list[Rect] = field(default_factory=list)

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Write down a filled rectangle."""
        del radius
        self.drawn.append(Drawn("fill_rect", rect, colour))

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Write down an outline."""
        del width, radius
        self.drawn.append(Drawn("outline", rect, colour))

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Write down a line."""
        del width, dash
        self.drawn.append(Drawn("line", around((start, end)), colour))

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Write down a line through points."""
        del width, dash
        self.drawn.append(Drawn("polyline", around(points), colour))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Write down a polygon."""
        self.drawn.append(Drawn("polygon", around(points), colour))

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Write down a disc or ring."""
        del width
        corners = ((centre[0] - radius, centre[1] - radius), (centre[0] + radius, centre[1] + radius))
        self.drawn.append(Drawn("circle", around(corners), colour))

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
        """Write down a line of text with the room it takes."""
        wide, high = self.text_size(text, size, weight)
        cut = bool(width) and wide > width
        wide = min(wide, width) if width else wide
        x = position[0] - {Align.LEFT: 0, Align.CENTRE: wide // 2, Align.RIGHT: wide}[align]
        rect = Rect(x, position[1], wide, high)
        seen = all(clip.overlaps(rect) for clip in self.clips)
        self.drawn.append(Drawn("text", rect, colour, text, cut, seen))

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Write each of the pictures down, with its name for text."""
        half = sprite.size // 2
        for x, y in points:
            box = Rect(int(x) - half, int(y) - half, sprite.size, sprite.size)
            self.drawn.append(Drawn("stamp", box, sprite.edge, sprite.name))

    def push_clip(self, rect: Rect) -> None:
        """Write down a clip."""
        self.clips.append(rect)

    def pop_clip(self) -> None:
        """Take the last clip away."""
        self.clips.pop()

    def scrim(self, rect: Rect) -> None:
        """Write down a dimmed page."""
        self.drawn.append(Drawn("scrim", rect))

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint at once; nothing is kept."""
        del name, key, rect
        paint()

    def texts(self) -> list[str]:
        """Return every text drawn, in order."""
        return [call.text for call in self.drawn if call.what == "text"]


def around(points: Sequence[Point]) -> Rect:
    """Return the rectangle around some points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return Rect(int(left), int(top), int(right) - int(left) + 1, int(bottom) - int(top) + 1)
