"""The list of keys, over any screen."""

from __future__ import annotations

from game.ui.canvas import Weight
from game.ui.keys import FIXED, key_text, what
from game.ui.layout import Rect
from game.ui.page import BODY, GAP, TITLE, Page
from game.ui.parts import button, button_height, button_width, ground, paragraph, scroll_area, text
from game.ui.scene import Act, Pop, Told, Turn
from game.ui.theme import Ink
from game.ui.widget import Widget

EVERYWHERE = ("help", "screenshot", "full_screen")


class HelpScene:
    """Lists the keys of the scene below it."""

    def __init__(self, intents: tuple[str, ...]) -> None:
        """Take the intents that have keys there."""
        self._intents = (*intents, *(intent for intent in EVERYWHERE if intent not in intents))

    @property
    def keys(self) -> tuple[str, ...]:
        """Return no keys but the fixed ones."""
        return ("help",)

    def handle(self, told: Told) -> Turn:
        """Close on anything."""
        return Pop() if isinstance(told, Act) else None

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the list in as many columns as fit."""
        inner = page.rect.inset(page.px(24), page.px(20))
        label = "Close"
        high = button_height(page)
        wide = button_width(page, label)
        close = button(page, "help.close", Rect(inner.right - wide, inner.y, wide, high), label, "back", primary=True)
        title = text(
            page,
            "help.title",
            Rect(inner.x, inner.y, inner.w - wide - page.px(GAP), 0),
            "Keys",
            TITLE,
            weight=Weight.BOLD,
        )
        top = max(title.rect.bottom, close.rect.bottom) + page.px(GAP)
        area = Rect(inner.x, top, inner.w, inner.bottom - top)
        rows = scroll_area(page, "help.list", area, lambda at: self._rows(page, at), "Keys")
        return ground(page, "help", (title, close, rows), "Keys")

    def _rows(self, page: Page, at: Rect) -> tuple[tuple[Widget, ...], int]:
        intents = (*self._intents, *(binding.intent for binding in FIXED))
        pairs = [(key_text(page.bindings.key(intent)), what(intent)) for intent in intents]
        across = 2 if page.wide >= 900 else 1
        gap = page.px(24)
        column = (at.w - gap * (across - 1)) // across
        key_width = page.px(110)
        widgets: list[Widget] = []
        bottoms = [at.y] * across
        share = -(-len(pairs) // across)
        for index, (key, words) in enumerate(pairs):
            place = index // share
            x = at.x + place * (column + gap)
            y = bottoms[place]
            left = text(page, f"help.key.{index}", Rect(x, y, key_width, 0), key, BODY, Ink.LOOK, Weight.SEMIBOLD)
            right = paragraph(page, f"help.what.{index}", Rect(x + key_width, y, column - key_width, 0), words, BODY)
            widgets += [left, right]
            bottoms[place] = max(left.rect.bottom, right.rect.bottom) + page.px(4)
        return tuple(widgets), max(bottoms)
