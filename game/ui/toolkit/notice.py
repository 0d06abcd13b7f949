"""Notices: a sentence below any screen that goes away by itself, by Esc or by a click, and takes no focus away.

It covers nothing: it stands on the line of time where the bedside shows one, else the screen makes room at its foot.
What stands under a pointer stays there meanwhile: where making room, or taking it back, would put another button under
it, that waits until the pointer is elsewhere, and till then the notice lies over the screen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Self, TypeAlias

from game.ui.toolkit.canvas import Align, Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, GAP, RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, Widget, find, hit, modal, walk
from game.values.words import say

LEAST_US = 4_000_000
LETTER_US = 70_000
"""How long a notice stays: time to see it, and to read it slowly; while others wait, time to read it.

Each letter counts for more in large text: fewer stand in one look, and whoever needs it reads more slowly.
"""
MOST_LINES = 5
MOST_OF_WINDOW = 6
"""The part of the window's height, one in so many, that its lines may take."""
TOGETHER = 240
"""Letters of what is shown at once: two lines of a usual window."""
SPARE = "timeline"
"""What a notice may stand on where all of it is in sight: it is looked at seldom, and pressed never."""
CARD, LAST_WORDS = "nurse", "nurse.words"
"""What says a call already, where it is in sight: the same sentence is not read twice on one screen."""
NOWHERE = Rect(0, 0, 1, 1)
Point: TypeAlias = tuple[int, int]
CLOSE = "toolkit.notice.esc"


class Passing(str):
    """A sentence that belongs to the screen on which it was said, and goes with it; an empty one takes those away."""

    __slots__ = ("call",)

    call: str
    """What a call says, or who urged, where the sentence tells that and nothing else; else empty."""

    def __new__(cls, words: str, call: str = "") -> Self:
        """Make one of these words."""
        made = super().__new__(cls, words)
        made.call = call
        return made


class Notices:
    """Sentences that wait to be read, one at a time."""

    def __init__(self, news: Callable[[], tuple[str, ...]], percent: Callable[[], int] = lambda: 100) -> None:
        """Ask `news` for more at every frame, and how large text is where a time is set."""
        self._news = news
        self._percent = percent
        self._waiting: deque[str] = deque()
        self._left_us = 0
        self._docked: tuple[Page, str] | None = None
        """The page and sentence for which the screen is to make room."""
        self._room = 0
        """Pixels at the foot that the screen leaves free now."""
        self._refused: tuple[Page, int, Point] | None = None
        """The room that it was not to leave, for something else would have come under the pointer there."""
        self._aside: tuple[str, Rect] | None = None
        """Where a sentence lies over the screen; it does not run away from who points at it."""
        self._over: tuple[Widget, Widget, Widget] | None = None

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass: what was read makes room for the next."""
        if self._waiting:
            self._left_us -= elapsed_us
            if self._left_us <= 0:
                self.dismiss()
        for sentence in self._news():
            if not sentence:
                self.leave()
                continue
            if any(sentence in one for one in self._waiting):
                continue
            at = self._come(sentence)
            self._left_us = self._left_us if at else self._time()

    def _come(self, sentence: str) -> int:
        """Let a sentence wait, and return its place: first the newest of a bedside, for which time stands still."""
        at = next((place for place, one in enumerate(self._waiting) if isinstance(one, Passing)), None)
        if at is None or not isinstance(sentence, Passing):
            self._waiting.append(sentence)
            return len(self._waiting) - 1
        if _go_together(self._waiting[at], sentence):
            self._waiting[at] = Passing(f"{self._waiting[at]}  {sentence}")
        else:
            self._waiting.insert(at, sentence)
        return at

    def dismiss(self) -> bool:
        """Take the notice away that is shown; say whether there was one to be seen."""
        if not self._waiting:
            return False
        words = self._waiting.popleft()
        self._left_us = self._time() if self._waiting else 0
        # Esc on a notice that nobody sees is meant for the screen.
        return self._over is None or self._over[1].label != words or self._over[1].paint is not None

    def leave(self) -> None:
        """Drop what belongs to a screen that is no longer in front."""
        self._waiting = deque(one for one in self._waiting if not isinstance(one, Passing))
        self._left_us = self._time() if self._waiting else 0

    def _time(self) -> int:
        alone = LEAST_US if len(self._waiting) == 1 else 0
        return alone + LETTER_US * len(self._waiting[0]) * max(100, self._percent()) // 100

    def anew(self) -> None:
        """Begin with a screen that was not in front: nothing on it has stood under the pointer yet."""
        self._room, self._refused = 0, None
        self.leave()

    def below(self, page: Page, build: Callable[[Page], Widget], pointer: Point | None = None) -> Widget:
        """Return a screen with the notice of this moment, if there is one; the pointer, where one is in use."""
        if not self._waiting:
            self._docked = None
            tree = self._settled(page, build, 0, pointer)
            return _stage(page, tree, None) if self._room else tree
        words = self._waiting[0]
        rect, lines = _place(page, words)
        room = page.size[1] - rect.y + page.px(4)
        tree = self._settled(page, build, room if self._docked == (page, words) else 0, pointer)
        if self._over is None or self._over[0] is not tree or self._over[1].label != words:
            told = self._docked != (page, words) and _stands_above(tree, words)
            free = None if self._docked == (page, words) or told else _free(tree, rect)
            if self._docked != (page, words) and not told and free is None:
                self._docked = (page, words)
                tree = self._settled(page, build, room, pointer)
            if free is None and self._room < room:
                free = self._lies(page, tree, rect, words, pointer)
            # What is not drawn is still read aloud.
            box = Widget("notice", NOWHERE, Role.NOTICE, words) if told else _notice(page, free or rect, words, lines)
            self._over = (tree, box, _stage(page, tree, box))
        return self._over[2]

    def _settled(self, page: Page, build: Callable[[Page], Widget], room: int, pointer: Point | None) -> Widget:
        """Return a screen with so much room at its foot, or with what it leaves now while a pointer would feel it."""
        if room == self._room:
            return build(page.less(room))
        if pointer is not None:
            now = build(page.less(self._room))
            if self._refused == (page, room, pointer):
                return now
            if _under(now, pointer) != _under(build(page.less(room)), pointer):
                self._refused = (page, room, pointer)
                return now
        self._room = room
        return build(page.less(room))

    def _lies(self, page: Page, tree: Widget, rect: Rect, words: str, pointer: Point | None) -> Rect:
        """Return where a notice lies over a screen: at the foot, or above its buttons where somebody points there."""
        if self._aside is None or self._aside[0] != words or not page.rect.contains(self._aside[1]):
            there = pointer is not None and rect.holds(*pointer)
            self._aside = words, _above(page, tree, rect, pointer) if there and pointer is not None else rect
        return self._aside[1]


def _above(page: Page, tree: Widget, rect: Rect, pointer: Point) -> Rect:
    """Return the place above the row of buttons at the foot: at the head of the screen it would cut the title in half.

    There it lies only where the buttons reach up to what is pointed at, or higher than half of the window.
    """
    row = [
        one.rect.y for one in walk(tree) if one.focusable and one.role is not Role.SCROLL and one.rect.overlaps(rect)
    ]
    y = min([*row, rect.y]) - page.px(6) - rect.h
    above = Rect(rect.x, y, rect.w, rect.h)
    return Rect(rect.x, page.px(6), rect.w, rect.h) if y < page.size[1] // 2 or above.holds(*pointer) else above


def _under(tree: Widget, pointer: Point) -> str:
    """Return what a click would press."""
    found = hit(tree, *pointer)
    return "" if found is None or found.role is Role.SCROLL else found.id


def _stage(page: Page, tree: Widget, box: Widget | None) -> Widget:
    """Return a screen and the notice on it; in the room at its foot nothing is left of the screen without it."""
    foot = Rect(0, tree.rect.bottom, page.size[0], page.size[1] - tree.rect.bottom)

    def paint(canvas: Canvas, _: Rect) -> None:
        canvas.fill_rect(foot, Ink.GROUND)

    painted = paint if foot.h > 0 else None
    children = (tree,) if box is None else (tree, box)
    return Widget("stage", page.rect, Role.GROUP, tree.label, children=children, paint=painted)


def _go_together(one: str, other: str) -> bool:
    """Say whether two sentences are read in one look: what came in together at a bedside, while it is short."""
    return len(one) + len(other) <= TOGETHER


def _stands_above(tree: Widget, words: str) -> bool:
    """Say whether all of a notice is a call that stands in sight on the card of what was said last."""
    card, last = find(tree, CARD), find(tree, LAST_WORDS)
    call = words.call if isinstance(words, Passing) else ""
    if card is None or last is None or modal(tree) is not tree or not call or last.label != call:
        return False
    around = [area.rect for area in tree.children if area.role is Role.SCROLL and find(area, CARD)]
    return card.rect.contains(last.rect) and all(one.contains(card.rect) for one in (tree.rect, *around))


def _free(tree: Widget, rect: Rect) -> Rect | None:
    """Return the whole line of time where a notice fits on it and no dialog reaches: half of it would look broken."""
    spare, dialog = find(tree, SPARE), modal(tree)
    if spare is None or not tree.rect.contains(spare.rect) or any(one.id == SPARE for one in _scrolled(tree)):
        return None
    if spare.rect.y > rect.y or (dialog is not tree and dialog.rect.overlaps(rect)):
        return None
    bottom = max(rect.bottom, spare.rect.bottom)
    return Rect(rect.x, spare.rect.y, rect.w, bottom - spare.rect.y)


def _scrolled(tree: Widget) -> list[Widget]:
    """Return what stands directly in a scrolled column: what may be out of sight."""
    return [child for area in tree.children if area.role is Role.SCROLL for child in area.children]


def _place(page: Page, words: str) -> tuple[Rect, tuple[str, ...]]:
    """Return where a notice stands at the foot of the window, and its lines."""
    gap, pad = page.px(GAP), page.px(14)
    wide = page.size[0] - 2 * gap
    lines = _lines(page, words, wide - 2 * pad - page.px(10) - page.width(say(CLOSE), SMALL))
    high = page.line(BODY - 1) * len(lines) + 2 * page.px(6)
    return Rect(gap, page.size[1] - page.px(6) - high, wide, high), lines


def _notice(page: Page, rect: Rect, words: str, lines: tuple[str, ...]) -> Widget:
    pad, step = page.px(14), page.line(BODY - 1)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(RADIUS))
        canvas.outline(box, Ink.LOOK, max(1, page.px(2)), page.px(RADIUS))
        top = box.y + (box.h - step * len(lines)) // 2
        canvas.text((box.right - pad, top + page.px(1)), say(CLOSE), page.px(SMALL), Ink.QUIET, align=Align.RIGHT)
        for index, line in enumerate(lines):
            canvas.text((box.x + pad, top + index * step), line, page.px(BODY - 1), Ink.TEXT)

    return Widget("notice", rect, Role.NOTICE, words, state=State.ALERT, paint=paint)


def _lines(page: Page, words: str, wide: int) -> tuple[str, ...]:
    lines = page.wrap(words, BODY - 1, wide)
    # The screen makes room for it, and large text leaves little: then it keeps to a part of the window.
    most = max(1, min(MOST_LINES, page.size[1] // MOST_OF_WINDOW // page.line(BODY - 1)))
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], f"{lines[most - 1][:-2]} …")
