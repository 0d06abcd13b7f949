"""A line beside what the pointer, or the focus, rests on: what it is for, and what its abbreviations stand for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import reduce

from game.ui.toolkit.abbreviations import Abbreviation
from game.ui.toolkit.canvas import Canvas, Paint
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.overheard import Heard, heard, heard_at
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, find, helped, modal, scrolled_in

REST_US = 600_000
"""How long the pointer rests before the line shows."""
LISTEN_US = 250_000
"""How long an answer stands while what is shown moves on: to listen to a screen costs as much as to lay it out."""
WIDTH = 320
"""Design pixels at most."""
MOST_LINES = 4
"""Abbreviations of one focused widget that are explained at once."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is said, and beside what."""

    rect: Rect
    lines: tuple[str, ...]
    ringed: bool = False
    """Whether an edge shows what is meant: where neither pointer nor focus does."""


class Tips:
    """Knows where the pointer or the focus rests, and for how long."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._rested_us = 0
        self._pointer: tuple[int, int] | None = None
        self._stepped: int | None = None
        """Which abbreviation of the screen is explained, since a key asked for it."""
        self._before: int | None = None
        self._answered: tuple[Hashable, Widget, _Answer | None] | None = None
        """What was asked, the tree that was listened to, and the answer."""
        self._age_us = 0
        self._shown: tuple[Page, Widget, _Answer, Widget] | None = None

    def point(self, x: int, y: int) -> None:
        """Note that the pointer moved."""
        if (x, y) != self._pointer:
            self._pointer, self._rested_us, self._stepped = (x, y), 0, None

    def rest(self, x: int, y: int) -> None:
        """Note that a finger rests there: the line shows without more waiting."""
        self.point(x, y)
        self._rested_us = REST_US

    def away(self) -> None:
        """Note that nothing points until the pointer moves: it left, or it pressed.

        What was pressed is known, and its line would hide what came of it.
        """
        self._pointer, self._rested_us, self._stepped = None, 0, None

    def key(self) -> None:
        """Note that a key was pressed: the focus counts from now on."""
        self._pointer, self._rested_us = None, 0
        self._before, self._stepped = self._stepped, None

    def step(self) -> None:
        """Explain the next abbreviation of the screen."""
        self._stepped = 0 if self._before is None else self._before + 1

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass."""
        self._rested_us = min(REST_US, self._rested_us + elapsed_us)
        self._age_us = min(LISTEN_US, self._age_us + elapsed_us)

    def over(self, page: Page, tree: Widget, focus: str) -> Widget:
        """Return the tree with the lines over it; the tree itself where none is to be shown."""
        if self._stepped is None and (self._rested_us < REST_US or not (self._pointer or focus)):
            return tree
        asked = (page, self._stepped, self._pointer, focus)
        if self._answered is None or self._answered[0] != asked or not self._stands(self._answered[1], tree):
            self._answered, self._age_us = (asked, tree, self._answer(page, tree, focus)), 0
        answer = self._answered[2]
        if answer is None:
            return tree
        if self._shown is None or self._shown[:3] != (page, tree, answer):
            ring = (Widget("tip.of", answer.rect, Role.NOTICE, paint=_ring(page)),) if answer.ringed else ()
            both = (tree, *ring, _tip(page, answer, _floor(tree, answer.rect)))
            self._shown = (page, tree, answer, Widget("tips", page.rect, Role.GROUP, tree.label, children=both))
        return self._shown[3]

    def _stands(self, heard_of: Widget, tree: Widget) -> bool:
        """Say whether the answer still holds: for the same tree, or for a while under the same dialog."""
        return heard_of is tree or (self._age_us < LISTEN_US and modal(heard_of).id == modal(tree).id)

    def _answer(self, page: Page, tree: Widget, focus: str) -> _Answer | None:
        if self._stepped is not None:
            all_ = _each_once(heard(page, modal(tree)))
            one = all_[self._stepped % len(all_)] if all_ else None
            return _Answer(one.rect, (one.of.line,), ringed=True) if one else None
        if self._pointer is not None:
            of, at = helped(tree, *self._pointer), heard_at(page, tree, *self._pointer)
            lines = (*((at.of.line,) if at else ()), *((of.help,) if of else ()))
            beside = at.rect if at is not None else _seen(page, tree, of) if of is not None else None
            return _Answer(beside, lines) if beside is not None else None
        focused = find(tree, focus) if focus else None
        if focused is None:
            return None
        lines = (*((focused.help,) if focused.help else ()), *_said_of(page, tree, focused))
        return _Answer(_seen(page, tree, focused), lines) if lines else None


def _seen(page: Page, tree: Widget, widget: Widget) -> Rect:
    """Return as much of a widget as is not scrolled away: a line stands beside that, not beside what nobody sees."""
    return reduce(Rect.within, (page.rect, *scrolled_in(tree, widget.id)), widget.rect)


def _each_once(all_: tuple[Heard, ...]) -> tuple[Heard, ...]:
    first: dict[Abbreviation, Heard] = {}
    for one in all_:
        first.setdefault(one.of, one)
    return tuple(first.values())


def _said_of(page: Page, tree: Widget, focused: Widget) -> tuple[str, ...]:
    """Return the lines of the abbreviations on a focused widget; a column to be scrolled has too many of them."""
    if focused.role is Role.SCROLL:
        return ()
    found = heard(page, focused, scrolled_in(tree, focused.id))
    return tuple(one.of.line for one in _each_once(found)[:MOST_LINES])


def _ring(page: Page) -> Paint:
    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.outline(box.inset(-page.px(3)), Ink.FOCUS, max(1, page.px(2)), page.px(4))

    return paint


def _floor(tree: Widget, at: Rect) -> int:
    """Return where the part of the screen ends that something stands in: what is said below it stays to be read."""
    parts = (one for one in tree.children if one.role is Role.GROUP and one.rect.holds(*at.centre))
    return next(parts, tree).rect.bottom


def _tip(page: Page, answer: _Answer, floor: int) -> Widget:
    """Return the lines below what they are about, or above where there is no room down to the `floor`."""
    pad, gap = page.px(10), page.px(6)
    most = min(page.px(WIDTH), page.size[0] - 4 * pad)
    lines = tuple(part for line in answer.lines for part in page.wrap(line, SMALL, most))
    wide = max(page.width(line, SMALL) for line in lines) + 2 * pad
    step = page.line(SMALL)
    high = step * len(lines) + 2 * page.px(6)
    x = max(gap, min(answer.rect.x, page.size[0] - wide - gap))
    below = answer.rect.bottom + gap
    above = answer.rect.y - gap - high
    fits = below + high + gap <= (floor if above >= gap else page.size[1])
    y = below if fits else max(gap, above)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(RADIUS - 2))
        canvas.outline(box, Ink.QUIET, max(1, page.px(1)), page.px(RADIUS - 2))
        for index, line in enumerate(lines):
            canvas.text((box.x + pad, box.y + page.px(6) + index * step), line, page.px(SMALL), Ink.TEXT)

    return Widget("tip", Rect(x, y, wide, high), Role.NOTICE, "\n".join(answer.lines), paint=paint)
