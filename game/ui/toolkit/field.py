"""A field for typed words of some lines."""

from __future__ import annotations

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, Widget

LINES = 3


def field_height(page: Page, lines: int = LINES) -> int:
    """Return the height of a field of so many lines."""
    return lines * page.line(BODY) + page.px(16)


def lines_of(page: Page, label: str, wide: int) -> int:
    """Return how many lines a label takes in a field of this width: so long is a field for a word or a number."""
    return len(page.wrap(label, BODY, _room(page, wide)))


def _room(page: Page, wide: int) -> int:
    return wide - 2 * page.px(10) - page.px(4)


def after_typing(words: str, text: str, most: int) -> str:
    """Return the words of a field after something was typed into it: so many signs at most, or one fewer."""
    for sign in text:
        words = words[:-1] if sign == "\b" else (words + sign)[:most]
    return words


def field(
    page: Page,
    id_: str,
    rect: Rect,
    label: str,
    typed: str,
    intent: Intent,
    *,
    long: int = LINES,
    state: State = State.NONE,
) -> Widget:
    """Return a field that shows the last `long` lines of what was typed, or its label in quiet words."""
    pad = page.px(10)
    lines = page.wrap(typed or label, BODY, _room(page, rect.w))[-long:]
    step = page.line(BODY)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.GROUND, page.px(8))
        canvas.outline(box, Ink.LINE, max(1, page.px(1)), page.px(8))
        ink = Ink.TEXT if typed else Ink.QUIET
        for index, line in enumerate(lines):
            canvas.text((box.x + pad, box.y + page.px(8) + index * step), line, page.px(BODY), ink)

    # Before the quiet words of an empty one, behind what was typed.
    left = pad + page.width(lines[-1], BODY) + page.px(2) if typed else pad - page.px(4)
    top = page.px(8) + (len(lines) - 1 if typed else 0) * step
    caret = Rect(left, top, max(1, page.px(2)), step)
    return Widget(id_, rect, Role.FIELD, label, typed, state=state, intent=intent, paint=paint, caret=caret)
