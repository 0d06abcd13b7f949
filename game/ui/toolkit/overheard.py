"""What a tree of widgets writes on the screen, and where: it is drawn once more, and only its text is listened to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from game.ui.toolkit.abbreviations import Abbreviation, Places, finder
from game.ui.toolkit.canvas import Align, Point, Sprite, TextMeasure, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.signs import cut
from game.ui.toolkit.theme import Colour, Theme
from game.ui.toolkit.widget import Widget, draw, modal


@dataclass(frozen=True, slots=True)
class Heard:
    """An abbreviation that stands on the screen."""

    of: Abbreviation
    rect: Rect
    """As much of it as can be seen."""


@dataclass
class _Listener:
    """A canvas that draws nothing and remembers where abbreviations are written."""

    measure: TextMeasure
    theme: Theme
    found_in: Callable[[str], Places]
    now_us: int = 0
    heard: list[Heard] = field(default_factory=list)
    clips: list[Rect] = field(default_factory=list)

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
        """Remember the abbreviations of a line that are inside every clip."""
        del colour
        if not any(self.found_in(text)):
            return

        def wide(part: str) -> int:
            return self.measure.text_size(part, size, weight)[0]

        shown = cut(text, width, wide) if width else text
        whole, high = self.measure.text_size(shown, size, weight)
        x = position[0] - {Align.LEFT: 0, Align.CENTRE: whole // 2, Align.RIGHT: whole}[align]
        for start, end, of in self.found_in(shown):
            left = wide(shown[:start])
            rect = Rect(x + left, position[1], max(1, wide(shown[:end]) - left), high)
            if all(clip.holds(*rect.centre) for clip in self.clips):
                self.heard.append(Heard(of, reduce(Rect.within, self.clips, rect)))

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return the room that text takes."""
        return self.measure.text_size(text, size, weight)

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines."""
        return self.measure.text_lines(text, size, width, weight)

    def push_clip(self, rect: Rect) -> None:
        """Hear only what is inside from now on."""
        self.clips.append(rect)

    def pop_clip(self) -> None:
        """Take the last clip away."""
        self.clips.pop()

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint at once; nothing is kept."""
        del name, key, rect
        paint()

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Say nothing."""

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Say nothing."""

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Say nothing."""

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Say nothing."""

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Say nothing."""

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Say nothing."""

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Say nothing."""

    def scrim(self, rect: Rect) -> None:
        """Say nothing."""


def heard(page: Page, tree: Widget, clips: tuple[Rect, ...] = ()) -> tuple[Heard, ...]:
    """Return the abbreviations that can be seen of a tree, in the order in which they are written."""
    listener = _Listener(page.measure, page.theme, finder(), clips=[page.rect, *clips])
    draw(tree, listener)
    return tuple(listener.heard)


def heard_at(page: Page, tree: Widget, x: int, y: int) -> Heard | None:
    """Return the abbreviation at a point."""
    return next((one for one in reversed(heard(page, _at(modal(tree), x, y))) if one.rect.holds(x, y)), None)


def _at(tree: Widget, x: int, y: int) -> Widget:
    """Return a tree without what is not at a point, so that no more is drawn than needs to be."""
    return replace(tree, children=tuple(_at(child, x, y) for child in tree.children if child.rect.holds(x, y)))
