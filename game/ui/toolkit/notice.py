"""Notices: a sentence over any screen that goes away by itself, by Esc or by a click, and takes no focus away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from game.ui.toolkit.canvas import Align, Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, Widget, walk
from game.values.words import say

LEAST_US = 6_000_000
LETTER_US = 70_000
"""How long a notice stays: time to see it, and to read it slowly."""
WIDTH = 400
MOST_LINES = 7
ABOVE_BUTTONS = 56
"""Notices stand above the buttons at the bottom of a screen."""
VITAL = frozenset({"monitor", "news2"})
"""What a notice never covers where it can stand elsewhere: the vital signs and their sum."""
CLOSE = "toolkit.notice.esc"


class Notices:
    """Sentences that wait to be read, one at a time."""

    def __init__(self, news: Callable[[], tuple[str, ...]]) -> None:
        """Ask `news` for more at every frame."""
        self._news = news
        self._waiting: deque[str] = deque()
        self._left_us = 0
        self._over: tuple[Page, Widget, str, Widget] | None = None

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass: what was read makes room for the next."""
        if self._waiting:
            self._left_us -= elapsed_us
            if self._left_us <= 0:
                self.dismiss()
        for sentence in self._news():
            if sentence not in self._waiting:
                self._waiting.append(sentence)
                self._left_us = self._left_us if len(self._waiting) > 1 else _time(sentence)

    def dismiss(self) -> bool:
        """Take the notice away that is shown; say whether there was one."""
        if not self._waiting:
            return False
        self._waiting.popleft()
        self._left_us = _time(self._waiting[0]) if self._waiting else 0
        return True

    def over(self, page: Page, tree: Widget) -> Widget:
        """Return a tree with the notice of this moment over it; the tree itself if there is none."""
        if not self._waiting:
            return tree
        words = self._waiting[0]
        if self._over is None or self._over[:3] != (page, tree, words):
            both = (tree, notice(page, tree, words))
            self._over = (page, tree, words, Widget("stage", page.rect, Role.GROUP, tree.label, children=both))
        return self._over[3]


def _time(sentence: str) -> int:
    return LEAST_US + LETTER_US * len(sentence)


def notice(page: Page, tree: Widget, words: str) -> Widget:
    """Return a notice for a screen, where it covers no vital signs, or least of them."""
    pad, step = page.px(14), page.line(BODY - 1)
    vital = [widget.rect for widget in walk(tree) if widget.id in VITAL]

    def covered(place: tuple[Rect, tuple[str, ...]]) -> int:
        return sum(_shared(place[0], one) for one in vital)

    rect, lines = min(_places(page, words, vital), key=covered)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(RADIUS))
        canvas.outline(box, Ink.LOOK, max(1, page.px(2)), page.px(RADIUS))
        top = box.y + page.px(8)
        canvas.text((box.right - pad, top + page.px(1)), say(CLOSE), page.px(SMALL), Ink.QUIET, align=Align.RIGHT)
        for index, line in enumerate(lines):
            canvas.text((box.x + pad, top + index * step), line, page.px(BODY - 1), Ink.TEXT)

    return Widget("notice", rect, Role.NOTICE, words, state=State.ALERT, paint=paint)


def _places(page: Page, words: str, vital: list[Rect]) -> Iterator[tuple[Rect, tuple[str, ...]]]:
    """Yield where a notice may stand, with its lines: below on the right first, flat along the top last."""
    gap, above = page.px(10), page.px(ABOVE_BUTTONS)
    width, height = page.size
    room = width - max([0, *(one.right for one in vital)]) - 2 * gap
    usual = min(page.px(WIDTH), width - 2 * gap)
    beside = 2 * page.px(14) + page.px(10) + page.width(say(CLOSE), SMALL)
    for wide in dict.fromkeys((usual, min(usual, max(room, usual // 2)), width - 2 * gap)):
        lines = _lines(page, words, wide - beside)
        high = page.line(BODY - 1) * len(lines) + 2 * page.px(8)
        right = width - gap - wide
        for x, y in ((right, height - above - high), (gap, height - above - high), (right, above), (right, gap)):
            yield Rect(x, max(gap, y), wide, high), lines


def _lines(page: Page, words: str, wide: int) -> tuple[str, ...]:
    lines = page.wrap(words, BODY - 1, wide)
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return (*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][:-2]} …")


def _shared(one: Rect, other: Rect) -> int:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0, wide) * max(0, high)
