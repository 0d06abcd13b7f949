"""The list of keys, over any screen."""

from __future__ import annotations

from typing import TypeAlias

from game.review.findings import Mark
from game.ui.toolkit import emblems, marks
from game.ui.toolkit.canvas import Canvas, Paint, Weight
from game.ui.toolkit.controls import button, button_height, button_width, ground, paragraph, scroll_area, text
from game.ui.toolkit.intents import Back, FullScreen, Intent, OrderAfter, RunToResult, SavePicture, SaveReport, ShowKeys
from game.ui.toolkit.keys import FIXED, key_text, what
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import mark_sign
from game.ui.toolkit.page import BODY, GAP, HEADING, TITLE, Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget

EVERYWHERE: tuple[Intent, ...] = (ShowKeys(), SavePicture(), FullScreen())
Sign: TypeAlias = tuple[str, Paint]
"""What a sign means, and how it is drawn."""


def _ring(canvas: Canvas, box: Rect) -> None:
    canvas.circle(box.centre, box.w / 2, Ink.TEXT, max(1, box.w // 6))


def _diamond(canvas: Canvas, box: Rect) -> None:
    marks.diamond(canvas, *box.centre, box.w / 2, Ink.SPO2)


def _triangle(canvas: Canvas, box: Rect) -> None:
    marks.triangle(canvas, *box.centre, box.w / 2, Ink.HOST)


def _cross(ink: Ink) -> Paint:
    return lambda canvas, box: marks.cross(canvas, *box.centre, box.w / 2 - 1, ink, max(2, box.w // 5))


_DOSES: tuple[Sign, ...] = (
    ("Disc, blue: a dose against the infection", emblems.dot(Ink.INFECTION)),
    ("Disc, orange: a dose that dampens the immune response", emblems.dot(Ink.INFLAMMATION)),
    ("Triangle: a supporting drug", _triangle),
    ("Diamond: oxygen, fluids or pressors changed", _diamond),
)
_ABOVE: tuple[Sign, ...] = (
    ("Flag above the line: a note", lambda canvas, box: marks.play(canvas, box, Ink.LOOK)),
    ("Square above: a slow decision", mark_sign(Mark.SLOW)),
    ("Diamond above: a mistake", mark_sign(Mark.MISTAKE)),
    ("Octagon above: a blunder", mark_sign(Mark.BLUNDER)),
    ("Disc above: better than the guideline", mark_sign(Mark.GAIN)),
)
_DECISIONS: tuple[Sign, ...] = (
    ("Square, ?!: slow; it cost 5 points or more", mark_sign(Mark.SLOW)),
    ("Diamond, ?: a mistake, 10 points or more", mark_sign(Mark.MISTAKE)),
    ("Octagon, ??: a blunder, 15 points or more", mark_sign(Mark.BLUNDER)),
    ("Green disc, +: better than the reference", mark_sign(Mark.GAIN)),
    ("Pale disc, –: fine; it cost less than 5 points", mark_sign(Mark.FINE)),
)
SIGNS: dict[Intent, tuple[Sign, ...]] = {
    RunToResult(): (
        *_DOSES,
        ("Ring: when a result will come", _ring),
        ("Red cross: a refused order", _cross(Ink.DANGER)),
    ),
    SaveReport(): _DECISIONS,
    OrderAfter(): (*_DOSES, ("Ring: a test", _ring), ("Cross: a drug stopped", _cross(Ink.INFLAMMATION)), *_ABOVE),
}
"""The signs of a screen, by an intent that only this screen has."""


class HelpScene:
    """Lists the keys of the scene below it, and its signs."""

    def __init__(self, intents: tuple[Intent, ...]) -> None:
        """Take the intents that have keys there."""
        self._intents = (*intents, *(intent for intent in EVERYWHERE if intent not in intents))

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return (ShowKeys(),)

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
        close = button(page, "help.close", Rect(inner.right - wide, inner.y, wide, high), label, Back(), primary=True)
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
        signs = next((found for intent, found in SIGNS.items() if intent in self._intents), ())
        if signs:
            made, bottom = _legend(page, Rect(at.x, max(bottoms) + page.px(GAP), at.w, 0), signs)
            return (*widgets, *made), bottom
        return tuple(widgets), max(bottoms)


def _legend(page: Page, at: Rect, signs: tuple[Sign, ...]) -> tuple[tuple[Widget, ...], int]:
    """Return what the signs mean."""
    where = "curve" if signs is _DECISIONS else "timeline"
    title = text(page, "help.signs", at, f"Signs on the {where}", HEADING, weight=Weight.BOLD)
    widgets: list[Widget] = [title]
    y = title.rect.bottom + page.px(4)
    side, indent = page.px(11), page.px(28)
    for index, (words, draw) in enumerate(signs):
        line = page.line(BODY)
        spot = Rect(at.x + page.px(4), y + (line - side) // 2, side, side)
        widgets.append(emblems.mark(f"help.sign.{index}", spot, "", draw))
        said = paragraph(page, f"help.sign.{index}.words", Rect(at.x + indent, y, at.w - indent, 0), words, BODY)
        widgets.append(said)
        y = said.rect.bottom + page.px(2)
    return tuple(widgets), y
