"""The list of keys, over any screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from game.review.findings import Mark
from game.ui.toolkit import emblems, marks
from game.ui.toolkit.canvas import Canvas, Paint, Weight
from game.ui.toolkit.controls import button, button_height, button_width, ground, paragraph, scroll_area, text
from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    ExplainNext,
    FullScreen,
    Intent,
    OpenInside,
    OrderAfter,
    RunToEvent,
    SavePicture,
    SaveReport,
    ShowKeys,
)
from game.ui.toolkit.keys import FIXED, key_text, what
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import mark_sign
from game.ui.toolkit.page import BODY, GAP, HEADING, TITLE, Page
from game.ui.toolkit.scene import Act, Pop, Scene, Told, Turn, numbers_of
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.words import say

EVERYWHERE: tuple[Intent, ...] = (ShowKeys(), ExplainNext(), SavePicture(), FullScreen())
Sign: TypeAlias = tuple[str, Paint]
"""What a sign means, and how it is drawn."""


def _ring(canvas: Canvas, box: Rect) -> None:
    canvas.circle(box.centre, box.w / 2, Ink.TEXT, max(1, box.w // 6))


def _diamond(canvas: Canvas, box: Rect) -> None:
    marks.diamond(canvas, *box.centre, box.w / 2, Ink.SPO2)


def _square(canvas: Canvas, box: Rect) -> None:
    marks.square(canvas, *box.centre, box.w / 2, Ink.INFLAMMATION)


def _triangle(canvas: Canvas, box: Rect) -> None:
    marks.triangle(canvas, *box.centre, box.w / 2, Ink.HOST)


def _cross(ink: Ink) -> Paint:
    return lambda canvas, box: marks.cross(canvas, *box.centre, box.w / 2 - 1, ink, max(2, box.w // 5))


_DOSES: tuple[Sign, ...] = (
    ("toolkit.help.disc_blue_a_dose_against", emblems.dot(Ink.INFECTION)),
    ("toolkit.help.square_orange_a_dose_that", _square),
    ("toolkit.help.triangle_a_supporting_drug", _triangle),
    ("toolkit.help.diamond_oxygen_fluids_or_pressors", _diamond),
)
_ABOVE: tuple[Sign, ...] = (
    ("toolkit.help.flag_above_the_line_a", lambda canvas, box: marks.play(canvas, box, Ink.LOOK)),
    ("toolkit.help.square_above_a_slow_decision", mark_sign(Mark.SLOW)),
    ("toolkit.help.diamond_above_a_mistake", mark_sign(Mark.MISTAKE)),
    ("toolkit.help.octagon_above_a_blunder", mark_sign(Mark.BLUNDER)),
    ("toolkit.help.disc_above_better_than_the", mark_sign(Mark.GAIN)),
)
_DECISIONS: tuple[Sign, ...] = (
    ("toolkit.help.square_slow_it_cost_5", mark_sign(Mark.SLOW)),
    ("toolkit.help.diamond_a_mistake_10_points", mark_sign(Mark.MISTAKE)),
    ("toolkit.help.octagon_a_blunder_15_points", mark_sign(Mark.BLUNDER)),
    ("toolkit.help.green_disc_better_than_the", mark_sign(Mark.GAIN)),
    ("toolkit.help.pale_disc_fine_it_cost", mark_sign(Mark.FINE)),
)
SIGNS: dict[Intent, tuple[Sign, ...]] = {
    RunToEvent(): (
        *_DOSES,
        ("toolkit.help.ring_when_a_result_will", _ring),
        ("toolkit.help.red_cross_a_refused_order", _cross(Ink.DANGER)),
    ),
    SaveReport(): _DECISIONS,
    OrderAfter(): (
        *_DOSES,
        ("toolkit.help.ring_a_test", _ring),
        ("toolkit.help.cross_a_drug_stopped", _cross(Ink.INFLAMMATION)),
        *_ABOVE,
    ),
}
"""The signs of a screen, by an intent that only this screen has."""


class HelpScene:
    """Lists the keys of the scene below it, and its signs."""

    def __init__(self, intents: tuple[Intent, ...], numbers: Mapping[int, str] | None = None) -> None:
        """Take the intents that have keys there, and what each number does."""
        self._numbers = numbers or {}
        self._intents = (*intents, *(intent for intent in EVERYWHERE if intent not in intents))

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the key that closes it, and those of what it offers."""
        return (ShowKeys(), *self.offers)

    @property
    def offers(self) -> tuple[Intent, ...]:
        """Return what can be asked of the scene below from here."""
        return (OpenInside(),) if OpenInside() in self._intents else ()

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
        label = say("toolkit.help.close")
        high = button_height(page)
        wide = button_width(page, label)
        close = button(page, "help.close", Rect(inner.right - wide, inner.y, wide, high), label, Back(), primary=True)
        more = self._more(page, Rect(inner.x, inner.y, close.rect.x - page.px(GAP) - inner.x, high))
        end = min([one.rect.x for one in more], default=close.rect.x)
        title = text(
            page,
            "help.title",
            Rect(inner.x, inner.y, end - page.px(GAP) - inner.x, 0),
            say("toolkit.help.keys"),
            TITLE,
            weight=Weight.BOLD,
        )
        top = max(title.rect.bottom, close.rect.bottom) + page.px(GAP)
        area = Rect(inner.x, top, inner.w, inner.bottom - top)
        rows = scroll_area(page, "help.list", area, lambda at: self._rows(page, at), say("toolkit.help.keys"))
        return ground(page, "help", (title, *more, close, rows), say("toolkit.help.keys"))

    def _what(self, intent: Intent) -> str:
        """Return what a key does: a number what it does on this screen."""
        here = self._numbers.get(intent.number, "") if isinstance(intent, ChooseNumber) else ""
        return here or what(intent)

    def _more(self, page: Page, rect: Rect) -> tuple[Widget, ...]:
        """Return a button for what is offered, at the right end of a line."""
        if not self.offers:
            return ()
        label = say("inside.open")
        wide = button_width(page, label)
        at = Rect(rect.right - wide, rect.y, wide, rect.h)
        return (button(page, "help.inside", at, label, OpenInside()),)

    def _rows(self, page: Page, at: Rect) -> tuple[tuple[Widget, ...], int]:
        intents = (*self._intents, *(binding.intent for binding in FIXED))
        pairs = [(key_text(page.bindings.key(intent)), self._what(intent)) for intent in intents]
        arrows = f"{key_text('up')} {key_text('down')}"
        pairs.append((arrows, say("toolkit.help.arrows")))
        across = 2 if page.wide >= 900 else 1
        gap = page.px(24)
        column = (at.w - gap * (across - 1)) // across
        widest = max(page.width(key, BODY, Weight.SEMIBOLD) for key, _ in pairs)
        key_width = min(max(page.px(110), widest + page.px(GAP)), column // 3)
        widgets: list[Widget] = []
        bottoms = [at.y] * across
        share = -(-len(pairs) // across)
        for index, (key, words) in enumerate(pairs):
            place = index // share
            x = at.x + place * (column + gap)
            y = bottoms[place]
            left = text(
                page, f"help.key.{index}", Rect(x, y, key_width - page.px(4), 0), key, BODY, Ink.LOOK, Weight.SEMIBOLD
            )
            right = paragraph(page, f"help.what.{index}", Rect(x + key_width, y, column - key_width, 0), words, BODY)
            widgets += [left, right]
            bottoms[place] = max(left.rect.bottom, right.rect.bottom) + page.px(4)
        signs = next((found for intent, found in SIGNS.items() if intent in self._intents), ())
        if signs:
            made, bottom = _legend(page, Rect(at.x, max(bottoms) + page.px(GAP), at.w, 0), signs)
            return (*widgets, *made), bottom
        return tuple(widgets), max(bottoms)


def help_over(scene: Scene) -> HelpScene:
    """Return the list of keys of a scene."""
    return HelpScene(scene.keys, numbers_of(scene))


def _legend(page: Page, at: Rect, signs: tuple[Sign, ...]) -> tuple[tuple[Widget, ...], int]:
    """Return what the signs mean."""
    where = "curve" if signs is _DECISIONS else "timeline"
    title = text(page, "help.signs", at, say(f"toolkit.help.signs_on_{where}"), HEADING, weight=Weight.BOLD)
    widgets: list[Widget] = [title]
    y = title.rect.bottom + page.px(4)
    side, indent = page.px(11), page.px(28)
    for index, (words, draw) in enumerate(signs):
        line = page.line(BODY)
        spot = Rect(at.x + page.px(4), y + (line - side) // 2, side, side)
        widgets.append(emblems.mark(f"help.sign.{index}", spot, "", draw))
        said = paragraph(page, f"help.sign.{index}.words", Rect(at.x + indent, y, at.w - indent, 0), say(words), BODY)
        widgets.append(said)
        y = said.rect.bottom + page.px(2)
    return tuple(widgets), y
