"""A class on the screen: the moments to talk about, then every file with its verdicts; a press opens the replay."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from game.case.play import Play
from game.review.wording import PITFALL_LABELS, VERDICT_WORDS
from game.ui.class_desk import ClassDesk, ClassFile, TalkingPoint
from game.ui.menus.intents import HideNames, OpenFileAt
from game.ui.menus.opening import opened
from game.ui.navigation import Ways
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import scroll_area
from game.ui.toolkit.emblems import VERDICT_INKS, verdict_mark
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.scene import Act, Push, Reset, Told, Turn
from game.ui.toolkit.stack import Choice, Stack, bullet, frame, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget, selected
from game.values.ticks import Tick
from game.values.words import count, say

SIGN = 12
"""Side of the sign of a verdict in design pixels."""


class ClassScene:
    """Shows what a class handed in, while it is played again and scored in the background."""

    def __init__(self, desk: ClassDesk, ways: Ways) -> None:
        """Begin with names, as the instructor alone sees them."""
        self._desk = desk
        self._ways = ways
        self._hidden = False
        self._opening: tuple[Future[Play], Tick] | None = None
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return ()

    def handle(self, told: Told) -> Turn:
        """Hide names, open a case, or leave."""
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back():
                return Reset(self._ways.title())
            case HideNames():
                self._hidden = not self._hidden
            case OpenFileAt(path, tick) if self._opening is None:
                self._opening = self._desk.open_later(path), tick
            case _:
                pass
        return None

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: go on to the replay once the case is open."""
        del elapsed_us
        if self._opening is None or not self._opening[0].done():
            return None
        (opening, tick), self._opening = self._opening, None
        play = opened(opening, self._ways)
        return None if play is None else Push(self._ways.replay_of(play, tick))

    def tree(self, page: Page) -> Widget:
        """Return moments and files."""
        share, words = self._desk.progress
        busy = say("menus.class_board.opening") if self._opening is not None else words
        key = (self._hidden, busy, round(100 * share), self._desk.files(), self._desk.points(), self._desk.page)
        return self._kept.still(page, key, lambda: self._built(page, busy, share))

    def _built(self, page: Page, busy: str, share: float) -> Widget:
        files, points = self._desk.files(), self._desk.points()
        state = selected(self._hidden)
        choices = (
            Choice("class.back", say("menus.class_board.back"), Back(), primary=not points),
            Choice("class.hide", say("menus.class_board.hide_names"), HideNames(), state=state),
        )
        head = f"{busy} {100 * share:.0f} %" if busy else _head(files, self._desk.page)
        parts = frame(page, "class", self._desk.title, head, choices)

        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "class.body", at)
            for number, point in enumerate(points):
                stack.card(f"class.point.{number}", partial(_point, number, point), point.head)
            for number, one in enumerate(files):
                stack.card(f"class.file.{number}", partial(self._file, number, one), one.alias)
            if not files:
                stack.words(say("menus.class_board.nothing_yet"), BODY)
            return stack.done()

        body = scroll_area(page, "class.scroll", parts.body, build, self._desk.title)
        return whole(page, "class", parts, (body,), self._desk.title)

    def _file(self, number: int, one: ClassFile, stack: Stack) -> None:
        who = one.alias if self._hidden else one.learner
        stack.words(f"{who}: {one.title}" if one.title else who, BODY, weight=Weight.SEMIBOLD, gap=2)
        told = f"{one.standing}. {one.told}" if one.holds or not self._hidden else f"{one.standing}."
        stack.words(told, SMALL + 1, Ink.QUIET if one.holds else Ink.LOOK, gap=4)
        for pitfall, verdict in one.pitfalls:
            if verdict.came_near:
                words = f"{PITFALL_LABELS[pitfall]}: {VERDICT_WORDS[verdict]}"
                sign = verdict_mark(stack.page, verdict)
                bullet(stack, words, VERDICT_INKS[verdict], SMALL + 1, sign, SIGN)
        if one.beside is not None:
            sign = verdict_mark(stack.page, one.beside.weighs)
            bullet(stack, one.beside.words, VERDICT_INKS[one.beside.weighs], SMALL + 1, sign, SIGN)
        if one.holds:
            choice = Choice(f"class.open.{number}", say("menus.class_board.open"), OpenFileAt(one.path, 0))
            stack.buttons((choice,), 2)


def _head(files: tuple[ClassFile, ...], page: str) -> str:
    holds = sum(one.holds for one in files)
    told = count("menus.class_board.files", len(files), holds=holds)
    return f"{told} {say('menus.class_board.page', page=page)}" if page else told


def _point(number: int, point: TalkingPoint, stack: Stack) -> None:
    stack.words(f"{number + 1}. {point.head}", BODY, weight=Weight.SEMIBOLD, gap=2)
    stack.words(point.told, SMALL + 1, Ink.QUIET, gap=6)
    intent = OpenFileAt(point.path, point.tick)
    # Only the first, which is what to talk about first, is filled.
    choice = Choice(f"class.moment.{number}", say("menus.class_board.open_there"), intent, primary=number == 0)
    stack.buttons((choice,), 2)
