"""A canvas that only writes down what it is asked to draw, and measures text from a table: for tests."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from game.ui.toolkit.canvas import Align, Point, Weight
from game.ui.toolkit.layout import Rect, wrapped
from game.ui.toolkit.signs import drawable
from game.ui.toolkit.theme import THEMES, Colour, Theme


def _advances(numbers: str) -> tuple[int, ...]:
    return tuple(int(number) for number in numbers.split())


ADVANCES: dict[Weight, tuple[int, ...]] = {
    Weight.REGULAR: _advances(
        "280 286 301 651 592 919 731 160 299 299 485 606 210 362 210 387 632 632 632 632 632 632 632 632 632 "
        "632 210 210 553 628 553 480 778 626 613 645 669 569 552 694 694 392 512 631 541 824 693 714 592 724 "
        "614 592 558 690 593 856 623 575 607 317 387 344 552 372 243 525 566 485 564 538 314 558 550 252 245 "
        "492 262 845 550 548 566 574 349 471 326 540 461 684 481 449 460 344 237 344 555 "
    ),
    Weight.SEMIBOLD: _advances(
        "303 298 362 730 604 953 727 195 324 324 485 598 252 369 253 424 632 632 632 632 632 632 632 632 632 "
        "632 253 253 564 617 564 526 780 662 634 654 683 589 562 711 699 415 546 654 548 848 710 737 617 747 "
        "639 604 592 687 628 877 666 627 615 333 424 344 573 391 274 544 587 502 586 555 349 582 565 285 255 "
        "536 301 870 565 567 587 591 368 497 360 559 509 723 522 499 492 370 249 370 543 "
    ),
    Weight.BOLD: _advances(
        "312 303 390 765 610 969 725 210 335 335 485 595 271 373 272 440 632 632 632 632 632 632 632 632 632 "
        "632 272 272 569 612 569 547 781 678 643 658 688 597 566 718 701 424 561 663 552 858 717 746 629 756 "
        "650 610 607 686 644 886 685 650 618 340 440 344 582 400 288 552 596 510 596 563 365 593 571 300 259 "
        "555 318 882 571 576 596 599 376 508 376 567 530 740 539 521 505 381 254 381 537 "
    ),
}
"""Widths of the signs from space to tilde in thousandths of the text size, by weight."""

# fmt: off
OTHERS: dict[str, int] = {
    "·": 294, "–": 501, "—": 832, "×": 536, "₂": 380,
    "₃": 380,
    "⁺": 380,
    "⁻": 380, "₁": 298, "₀": 422, "°": 394, "“": 479, "”": 479, "’":
    269, "µ": 602, "→": 800, "←": 800, "↑": 600, "↓": 600, "▲": 700, "▼": 700, "▶": 700, "✓": 720, "★": 800,
    "☆": 800, "⁰": 422, "¹": 298, "²": 380, "³": 391, "⁴": 401, "⁵": 394, "⁶": 407, "⁷": 353, "⁸": 400, "⁹":
    360, "≥": 591, "≤": 591, "…": 780, "±": 611, "−": 595,
}
# fmt: on
"""Widths of other signs that the game prints, at the boldest."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One call: what, where, and for text also which words and whether they had to be cut."""

    what: str
    rect: Rect
    colour: Colour | None = None
    text: str = ""
    cut: bool = False


@dataclass
class RecordingCanvas:
    """Keeps a list of calls; nothing is seen."""

    theme: Theme = field(default_factory=lambda: THEMES["dark"])
    now_us: int = 0
    drawn: list[Drawn] = field(default_factory=list)
    clips: list[Rect] = field(default_factory=list)

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return the size of a line from the table of advances of the game's own font."""
        table = ADVANCES[weight]
        width = sum(table[ord(sign) - 32] if 32 <= ord(sign) < 127 else _advance(sign) for sign in drawable(text))
        return -(-width * size // 1000), -(-size * 13 // 10)

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines."""
        return tuple(wrapped(text, width, lambda line: self.text_size(line, size, weight)[0]))

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

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1) -> None:
        """Write down a line through points."""
        del width
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
        self.drawn.append(Drawn("text", Rect(x, position[1], wide, high), colour, text, cut))

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


def _advance(sign: str) -> int:
    """Return the width of a sign beyond ASCII: as listed, or that of a wide letter; marks have none."""
    if unicodedata.combining(sign):
        return 0
    return OTHERS.get(sign, 1000 if unicodedata.east_asian_width(sign) in {"W", "F"} else 700)


def around(points: Sequence[Point]) -> Rect:
    """Return the rectangle around some points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return Rect(int(left), int(top), int(right) - int(left) + 1, int(bottom) - int(top) + 1)
