"""The room that text takes in the game's own face, from a table: the same on every machine, with no font loaded."""

from __future__ import annotations

import unicodedata

from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.layout import wrapped
from game.ui.toolkit.signs import drawable


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


class TableMeasure:
    """Measures text by the table."""

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return the size of a line from the table of advances of the game's own font."""
        table = ADVANCES[weight]
        width = sum(table[ord(sign) - 32] if 32 <= ord(sign) < 127 else _advance(sign) for sign in drawable(text))
        return -(-width * size // 1000), -(-size * 13 // 10)

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines."""
        return tuple(wrapped(text, width, lambda line: self.text_size(line, size, weight)[0]))


def _advance(sign: str) -> int:
    """Return the width of a sign beyond ASCII: as listed, or that of a wide letter; marks have none."""
    if unicodedata.combining(sign):
        return 0
    return OTHERS.get(sign, 1000 if unicodedata.east_asian_width(sign) in {"W", "F"} else 700)
