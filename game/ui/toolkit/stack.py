"""Columns of widgets below each other, cards that grow with their contents, rows of buttons, the frame of a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Canvas, Paint, Weight
from game.ui.toolkit.controls import (
    button,
    button_height,
    button_width,
    ground,
    heading,
    in_capitals,
    panel,
    paragraph,
    text,
)
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, GAP, SMALL, TITLE, Page
from game.ui.toolkit.theme import Colour, Ink
from game.ui.toolkit.widget import State, Widget
from game.values.caution import FOR_EDUCATION
from game.values.words import say

MARGIN = 20
"""Design pixels beside a framed screen."""
MOST_TITLE, MOST_WORDS, MOST_HEAD = 3, 3, 5
"""Lines of the title, of the words below it and of both: the head does not scroll, and what is longer is cut."""
LEAST_BODY = 130
"""Units of height below which the head keeps to one line each, so that what can be scrolled has a place."""


class Stack:
    """Puts widgets below each other into a column and remembers how far down it is."""

    def __init__(self, page: Page, id_: str, at: Rect) -> None:
        """Begin at the top of `at`; its height means nothing."""
        self.page = page
        self.id = id_
        self.x, self.y, self.w = at.x, at.y, at.w
        self.widgets: list[Widget] = []

    @property
    def at(self) -> Rect:
        """Return where the next widget begins."""
        return Rect(self.x, self.y, self.w, 0)

    def put(self, widget: Widget, gap: float = 0) -> Widget:
        """Add a widget that was made for `at`, and leave a gap below it."""
        self.widgets.append(widget)
        self.y = widget.rect.bottom + self.page.px(gap)
        return widget

    def space(self, length: float) -> None:
        """Leave room."""
        self.y += self.page.px(length)

    def words(
        self,
        words: str,
        size: float = BODY,
        colour: Colour = Ink.TEXT,
        weight: Weight = Weight.REGULAR,
        gap: float = 4,
        most: int = 0,
    ) -> None:
        """Add a paragraph, of at most so many lines (0: any number)."""
        self.put(paragraph(self.page, self._next(), self.at, words, size, colour, weight, most), gap)

    def heading(self, words: str, gap: float = 6) -> None:
        """Add the small capitals that begin a part."""
        label = in_capitals(words)
        if self.page.width(label, SMALL - 0.5, Weight.SEMIBOLD) <= self.w:
            self.put(heading(self.page, self._next(), self.at, words), gap)
        else:
            self.words(label, SMALL - 0.5, Ink.QUIET, Weight.SEMIBOLD, gap)

    def card(self, id_: str, build: Callable[[Stack], None], label: str, gap: float = GAP, pad: float = 14) -> None:
        """Add a panel as tall as what `build` puts into it."""
        self.put(card(self.page, id_, self.at, build, label, pad=pad), gap)

    def buttons(self, choices: tuple[Choice, ...], gap: float = 8, size: float = BODY - 1) -> None:
        """Add buttons in a row, or in several where they do not fit."""
        row = button_row(self.page, self.at, choices, size)
        self.widgets += row
        self.y = max(widget.rect.bottom for widget in row) + self.page.px(gap)

    def done(self) -> tuple[tuple[Widget, ...], int]:
        """Return the widgets and the bottom, as a scroll area wants them."""
        return tuple(self.widgets), max([widget.rect.bottom for widget in self.widgets], default=self.y)

    def _next(self) -> str:
        return f"{self.id}.{len(self.widgets)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button to be: what stands on it and what it asks for."""

    id: str
    label: str
    intent: Intent | None
    primary: bool = False
    state: State = State.NONE
    words: str = ""


def card(
    page: Page,
    id_: str,
    at: Rect,
    build: Callable[[Stack], None],
    label: str,
    colour: Colour = Ink.PANEL,
    pad: float = 14,
    least: int = 0,
) -> Widget:
    """Return a panel as tall as what `build` puts into it, and at least `least` pixels."""
    side, top = page.px(pad), page.px(pad - 2)
    stack = Stack(page, id_, Rect(at.x + side, at.y + top, at.w - 2 * side, 0))
    build(stack)
    children, bottom = stack.done()
    rect = Rect(at.x, at.y, at.w, max(least, bottom + top - at.y))
    return panel(page, id_, rect, children, label, colour)


def choice_button(
    page: Page,
    box: Rect,
    choice: Choice,
    size: float = BODY - 1,
    mark: Callable[[Canvas, Rect, Colour], None] | None = None,
) -> Widget:
    """Return the button of a choice."""
    return button(
        page,
        choice.id,
        box,
        choice.label,
        choice.intent,
        choice.state,
        primary=choice.primary,
        size=size,
        mark=mark,
        words=choice.words,
    )


def button_row(page: Page, at: Rect, choices: tuple[Choice, ...], size: float = BODY - 1) -> tuple[Widget, ...]:
    """Return buttons from left to right, in several lines if they must; small ones stand closer."""
    high = button_height(page, size)
    gap = page.px(10 if size > SMALL else 6)
    boxes = flow(at, [button_width(page, choice.label, size) for choice in choices], high, gap)
    return tuple(choice_button(page, box, choice, size) for choice, box in zip(choices, boxes, strict=True))


def bullet(stack: Stack, words: str, ink: Ink, size: float = BODY, sign: Paint | None = None, wide: float = 7) -> None:
    """Add a paragraph with a disc before it, or with a sign that says by its shape what a colour says."""
    page = stack.page
    side = page.px(wide)
    indent = page.px(wide + 11)
    line = page.line(size)
    name = f"{stack.id}.bullet.{len(stack.widgets)}"
    spot = Rect(stack.x + page.px(2), stack.y + (line - side) // 2, side, side)
    stack.widgets.append(emblems.mark(name, spot, "", emblems.dot(ink) if sign is None else sign))
    at = Rect(stack.x + indent, stack.y, stack.w - indent, 0)
    stack.put(paragraph(page, f"{name}.words", at, words, size), 3)


def pair(stack: Stack, name: str, value: str, size: float = BODY - 1) -> None:
    """Add a name with its value on the right, or below it where both do not fit."""
    page = stack.page
    id_ = f"{stack.id}.pair.{len(stack.widgets)}"
    need = page.width(value, size)
    if page.width(name, size) + need + page.px(16) <= stack.w:
        at = Rect(stack.x, stack.y, stack.w - need - page.px(8), 0)
        stack.widgets.append(text(page, f"{id_}.name", at, name, size))
        right = Rect(stack.x + stack.w - need, stack.y, need, 0)
        stack.put(text(page, f"{id_}.value", right, value, size, Ink.QUIET), 2)
        return
    stack.words(name, size, gap=0)
    stack.words(value, size, Ink.QUIET, gap=6)


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen's title above, its buttons below, and the room between."""

    widgets: tuple[Widget, ...]
    body: Rect


def body_width(page: Page) -> int:
    """Return how wide the body of a framed screen is."""
    return page.size[0] - 2 * page.px(MARGIN)


def frame(
    page: Page,
    id_: str,
    title: str,
    words: str,
    choices: tuple[Choice, ...],
    aside: int = 0,
    least: int = 0,
    size: float = TITLE,
    why: str = "",
) -> Frame:
    """Return the frame of a screen; `aside` pixels of the top stay free on the right.

    The top is at least `least` pixels high, its title of a `size`. `why` says beside the buttons, or above them, why
    one of them cannot be pressed.
    """
    inner = Rect(page.px(MARGIN), page.px(14), body_width(page), page.size[1] - 2 * page.px(14))

    def headed(title_lines: int, words_lines: int) -> Stack:
        top = Stack(page, f"{id_}.head", Rect(inner.x, inner.y, inner.w - aside, 0))
        top.words(title, size, Ink.TEXT, Weight.BOLD, 0, title_lines)
        if words:
            top.words(words, BODY - 1, Ink.QUIET, gap=0, most=words_lines)
        return top

    row = button_row(page, Rect(inner.x, 0, inner.w, 0), choices)
    tall = max(widget.rect.bottom for widget in row)
    note_wide = page.width(say(FOR_EDUCATION), SMALL)
    small = page.line(SMALL)
    beside = row[-1].rect.right + page.px(16) + note_wide <= inner.right
    foot = inner.bottom - tall - (0 if beside else small + page.px(4))
    row = button_row(page, Rect(inner.x, foot, inner.w, 0), choices)
    beyond = row[-1].rect.right + page.px(16)
    told, foot = _told(page, f"{id_}.why", Rect(inner.x, foot, inner.w, 0), beyond, row[-1], why, note_wide * beside)
    note_y = row[-1].rect.centre[1] - small // 2 if beside else inner.bottom - small
    note_at = Rect(inner.right - note_wide, note_y, note_wide, 0) if beside else Rect(inner.x, note_y, inner.w, 0)
    note = text(page, f"{id_}.note", note_at, say(FOR_EDUCATION), SMALL, Ink.QUIET)
    titled = min(MOST_TITLE, len(page.wrap(title, size, inner.w - aside, Weight.BOLD)))
    top = headed(MOST_TITLE, min(MOST_WORDS, MOST_HEAD - titled))
    if foot - top.y < page.px(LEAST_BODY):
        top = headed(1, 1)
    y = max(top.y, inner.y + least) + page.px(GAP)
    body = Rect(inner.x, y, inner.w, foot - page.px(GAP) - y)
    return Frame((*top.widgets, *told, *row, note), body)


def _told(
    page: Page, id_: str, at: Rect, beyond: int, last: Widget, why: str, note_wide: int
) -> tuple[tuple[Widget, ...], int]:
    """Return why a button cannot be pressed, beside the last of them or else above them, and where the foot begins."""
    if not why:
        return (), at.y
    wide, high = page.width(why, SMALL), page.line(SMALL)
    if beyond + wide + page.px(16) + note_wide <= at.right:
        return (text(page, id_, Rect(beyond, last.rect.centre[1] - high // 2, wide, 0), why, SMALL, Ink.LOOK),), at.y
    y = at.y - len(page.wrap(why, SMALL, at.w)) * high - page.px(6)
    return (paragraph(page, id_, Rect(at.x, y, at.w, 0), why, SMALL, Ink.LOOK),), y


def whole(page: Page, id_: str, parts: Frame, body: tuple[Widget, ...], label: str) -> Widget:
    """Return the root of a framed screen: title, body, buttons, in reading order."""
    head = tuple(widget for widget in parts.widgets if widget.rect.bottom <= parts.body.y)
    foot = tuple(widget for widget in parts.widgets if widget.rect.bottom > parts.body.y)
    return ground(page, id_, (*head, *body, *foot), label)
