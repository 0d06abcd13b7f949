"""The finished cases: what became of them, and the way to open one again."""

from __future__ import annotations

import enum
from concurrent.futures import Future
from dataclasses import dataclass, replace

from game.case.play import Play
from game.ui.desk import Desk, FinishedCase
from game.ui.menus.intents import OpenCase, ReadCase
from game.ui.menus.opening import opened
from game.ui.navigation import Ways
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import scroll_area
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, RADIUS, SMALL, Page
from game.ui.toolkit.scene import Act, Dropped, Pop, Push, Told, Turn
from game.ui.toolkit.stack import Choice, Stack, frame, whole
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.words import count, say

ONE_LINE = 900
"""From this width on, a row has its parts side by side."""
STAR = 15
BETWEEN = 8
LOOK_AGAIN_US = 2_000_000
"""So often it is asked whether a case was confirmed meanwhile, as long as there are others."""
OPENING = "menus.finished.opening"
NONE_YET = "menus.finished.no_case_is_finished_yet"
HOW = "menus.finished.play_a_case_to_its"
DROP = "menus.finished.drop_another_players_case_file"


class Unrated(enum.Enum):
    """Why a case has no stars, by the id of its words."""

    OLDER_RULES = "menus.finished.scored_by_older_rules"
    NOT_CONFIRMED = "menus.finished.not_confirmed"


class FinishedScene:
    """Lists the finished cases; choosing one plays it again unseen and opens its debrief."""

    def __init__(self, desk: Desk, ways: Ways, dropped: str = "") -> None:
        """Look once which cases are finished; a file that was dropped elsewhere is opened at once."""
        self._desk = desk
        self._ways = ways
        self._cases = desk.finished_cases()
        self._opening: Future[Play] | None = desk.open_finished_later(dropped) if dropped else None
        self._chosen = -1
        """Which case is being opened."""
        self._rows = _Rows(self._cases)
        self._since_us = 0
        """How long ago the list was read."""
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return ()

    def handle(self, told: Told) -> Turn:
        """Open a case of the list or of a file that was dropped, one at a time, or leave."""
        if isinstance(told, Dropped) and self._opening is None:
            self._opening = self._desk.open_finished_later(told.path)
            return None
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back():
                return Pop()
            case OpenCase(index) if self._opening is None:
                self._chosen = index
                self._opening = self._desk.open_finished_later(self._cases[index].path)
            case _:
                pass
        return None

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: go on to the debrief once the case is open, and show what was confirmed meanwhile."""
        if self._opening is None:
            self._look_again(elapsed_us)
        if self._opening is None or not self._opening.done():
            return None
        opening, self._opening, self._chosen = self._opening, None, -1
        play = opened(opening, self._ways)
        return None if play is None else Push(self._ways.debrief(play, listed=True))

    def _look_again(self, elapsed_us: int) -> None:
        self._since_us += elapsed_us
        if self._since_us < LOOK_AGAIN_US or all(_unrated(case) is not Unrated.NOT_CONFIRMED for case in self._cases):
            return
        self._since_us = 0
        cases = self._desk.finished_cases()
        if cases != self._cases:
            self._cases, self._rows = cases, _Rows(cases)

    def tree(self, page: Page) -> Widget:
        """Return the list, or how a case gets there."""
        return self._kept.still(page, (self._chosen, self._cases), lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        choices = (Choice("finished.back", say("menus.finished.back"), Back(), primary=True),)
        parts = frame(page, "finished", say("menus.finished.finished_cases"), _head(self._cases), choices)
        fill = self._listed if self._cases else _empty
        rows = scroll_area(
            page,
            "finished.list",
            parts.body,
            lambda at: fill(page, at, parts.body),
            say("menus.finished.finished_cases"),
        )
        return whole(page, "finished", parts, (rows,), say("menus.finished.finished_cases"))

    def _listed(self, page: Page, at: Rect, window: Rect) -> tuple[tuple[Widget, ...], int]:
        return self._rows.at(page, at, window, self._chosen)


def _head(cases: tuple[FinishedCase, ...]) -> str:
    if not cases:
        return ""
    hindered = sum(bool(case.hindrance) for case in cases)
    told = f"{count('things.cases', len(cases))}{(say('menus.finished.newest_first') if len(cases) > 1 else '')}."
    if hindered == len(cases):
        return say("menus.finished.none_can_be_opened", told=told, drop=say(DROP))
    closed = say("menus.finished.of_them_cannot_be_opened", hindered=hindered) if hindered else ""
    waiting = sum(_unrated(case) is Unrated.NOT_CONFIRMED and not case.hindrance for case in cases)
    unsure = f" {say('menus.finished.waiting', waiting=waiting)}" if waiting else ""
    return say("menus.finished.open_one_for_its_debrief", told=told, drop=say(DROP), closed=closed, unsure=unsure)


def _unrated(case: FinishedCase) -> Unrated | None:
    """Return why a case has no stars; nothing if it has them."""
    if case.older_rules:
        return Unrated.OLDER_RULES
    return None if case.confirmed else Unrated.NOT_CONFIRMED


def _empty(page: Page, at: Rect, window: Rect) -> tuple[tuple[Widget, ...], int]:
    del window
    stack = Stack(page, "finished.none", Rect(at.x, at.y, min(at.w, page.px(640)), 0))
    stack.words(say(NONE_YET), BODY + 1, weight=Weight.SEMIBOLD, gap=4)
    stack.words(say(HOW) + say(DROP), BODY, Ink.QUIET)
    return stack.done()


class _Rows:
    """The rows of the list, broken into lines once for each page and width; scrolling only moves them."""

    def __init__(self, cases: tuple[FinishedCase, ...]) -> None:
        self._cases = cases
        self._page: Page | None = None
        self._made: dict[int, tuple[Widget, ...]] = {}

    def at(self, page: Page, at: Rect, window: Rect, chosen: int) -> tuple[tuple[Widget, ...], int]:
        """Return the rows from the top of `at` down, and the bottom of the last; `chosen` is being opened.

        What cannot be seen through the window is there, but is not painted.
        """
        still = replace(page, scrolls=())
        if still != self._page:
            self._page = still
            self._made.clear()
        if at.w not in self._made:
            self._made[at.w] = tuple(_row(page, at.w, index, case) for index, case in enumerate(self._cases))
        y = at.y
        rows = []
        for index, made in enumerate(self._made[at.w]):
            row = _row(page, at.w, index, self._cases[index], opening=True) if index == chosen else made
            rect = row.rect.moved(at.x, y)
            rows.append(replace(row, rect=rect, paint=row.paint if rect.overlaps(window) else None))
            y = rect.bottom + page.px(BETWEEN)
        return tuple(rows), rows[-1].rect.bottom


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text within a row."""

    x: int
    y: int
    words: str
    size: int
    ink: Ink
    weight: Weight


class _Column:
    """Puts lines below each other, within a row that lies at the origin."""

    def __init__(self, page: Page, x: int, y: int, w: int) -> None:
        self._page = page
        self.x, self.y, self.w = x, y, w
        self.lines: list[_Line] = []

    def words(self, words: str, size: float, ink: Ink, weight: Weight = Weight.REGULAR) -> None:
        """Add text, in as many lines as it needs."""
        for line in self._page.wrap(words, size, self.w, weight):
            self.lines.append(_Line(self.x, self.y, line, self._page.px(size), ink, weight))
            self.y += self._page.line(size)


def _row(page: Page, wide: int, index: int, case: FinishedCase, *, opening: bool = False) -> Widget:
    """Return one row at the origin: side by side where there is room, or else below each other."""
    side, top, gap = page.px(16), page.px(9), page.px(24)
    why = _unrated(case)
    score, without = say("menus.finished.of_100", score=case.score), say(why.value) if why is not None else ""
    text, ink = (Ink.QUIET, Ink.QUIET) if case.hindrance else (Ink.TEXT, Ink.LOOK)
    stars = emblems.stars(page, f"finished.{index}.stars", Rect(0, 0, 0, 0), case.stars, STAR, ink)
    inner = wide - 2 * side
    if page.wide >= ONE_LINE:
        last = max(
            page.width(say("menus.finished.of_100", score=100), BODY, Weight.SEMIBOLD),
            *(page.width(say(one.value), SMALL) for one in Unrated),
            stars.rect.w,
        )
        sink = (page.line(BODY) - page.line(SMALL + 1)) // 2 + page.px(1)
        first = (inner - last - 2 * gap) * 2 // 5
        name = _Column(page, side, top, first)
        told = _Column(page, side + first + gap, top + sink, inner - first - last - 2 * gap)
        result = _Column(page, wide - side - last, top, last)
    else:
        name = told = result = _Column(page, side, top, inner)

    name.words(case.title, BODY, text, Weight.SEMIBOLD)
    when = ", ".join(part for part in (case.when, say("menus.finished.taken_over") if case.branched else "") if part)
    if opening:
        name.words(say(OPENING), SMALL + 1, Ink.LOOK, Weight.SEMIBOLD)
    elif case.who:
        name.words(case.who, SMALL + 1, Ink.QUIET)
    told.words(case.ending, SMALL + 1, text)
    if when:
        told.words(when, SMALL + 1, Ink.QUIET)
    if case.hindrance:
        told.words(
            say("menus.finished.cannot_be_opened", hindrance=case.hindrance), SMALL + 1, Ink.QUIET, Weight.SEMIBOLD
        )
    result.words(score, BODY, Ink.QUIET if without else text, Weight.SEMIBOLD)
    if without:
        result.words(without, SMALL, Ink.QUIET)
    starred = Rect(result.x, result.y + page.px(3), stars.rect.w, stars.rect.h)
    if result is name:
        beside = result.x + page.width(score, BODY, Weight.SEMIBOLD) + page.px(12)
        starred = Rect(beside, result.y - (page.line(BODY) + starred.h) // 2, starred.w, starred.h)
    bottom = max(name.y, told.y, result.y, 0 if without else starred.bottom)
    # Where there is one column only, it is all three.
    lines = tuple(dict.fromkeys((*name.lines, *told.lines, *result.lines)))

    def paint(canvas: Canvas, box: Rect) -> None:
        _ground(page, canvas, box, case, opening=opening)
        for line in lines:
            canvas.text((box.x + line.x, box.y + line.y), line.words, line.size, line.ink, line.weight)
        if not without and stars.paint is not None:
            stars.paint(canvas, starred.moved(box.x, box.y))

    value = _read_out(case, when, f"{score}, {without or emblems.stars_words(case.stars)}", opening=opening)
    # A row that cannot be opened is no button, but the keyboard goes there, so that all of a long list can be read.
    role, intent = (Role.TEXT, ReadCase(index)) if case.hindrance else (Role.BUTTON, OpenCase(index))
    state = selected(opening)
    rect = Rect(0, 0, wide, bottom + top)
    return Widget(f"finished.{index}", rect, role, case.title, value, state, intent, paint=paint)


def _read_out(case: FinishedCase, when: str, result: str, *, opening: bool) -> str:
    """Return what a row says to who cannot see it."""
    closed = say("menus.finished.cannot_be_opened_2", hindrance=case.hindrance) if case.hindrance else ""
    told = "".join(f"{part}. " for part in (case.who, when) if part)
    return f"{told}{case.ending} {result}.{closed}{' ' + say(OPENING) if opening else ''}"


def _ground(page: Page, canvas: Canvas, box: Rect, case: FinishedCase, *, opening: bool) -> None:
    """Paint what a row stands on: an outline alone where it cannot be opened."""
    radius = page.px(RADIUS)
    if case.hindrance:
        canvas.outline(box, Mix(Ink.LINE, Ink.GROUND, 0.6), max(1, page.px(1)), radius)
    else:
        canvas.fill_rect(box, Ink.RAISED if opening else Ink.PANEL, radius)
