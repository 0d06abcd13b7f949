"""The score in the upper right corner, and how far the analysis that it comes from has got."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.review.verdict import Score
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget
from game.values.ending import Ending
from game.values.words import say

BOARD = 40
"""Size of the number on the score board."""
LINE = 22
"""The same in one line."""
NO_SCORE = "–"
STAR = 18
OF = "/ 100"
WORKING = "debrief.score_board.being_worked_out"
STOPPED = "debrief.score_board.not_finished"
NOTE_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Progress:
    """What the analysis is doing, and how far it has come."""

    words: str
    share: float

    @property
    def percent(self) -> str:
        """Return the share as it is read."""
        return f"{100 * self.share:.0f} %"


def _state_width(page: Page) -> int:
    return max(emblems.stars_width(page, STAR), *[page.width(say(words), SMALL) for words in (WORKING, STOPPED)])


def _total(score: Score | None) -> str:
    """Return the number; none of a case that was stopped, which counts as waiting what nobody decided."""
    return NO_SCORE if score is None or score.ending is Ending.STOPPED else str(score.total)


def score_line_width(page: Page) -> int:
    """Return the room that the score takes in one line with its stars, whether it is known or not."""
    return page.width(f"100 {OF}", LINE, Weight.BOLD) + page.px(10) + _state_width(page)


def score_line(page: Page, right: int, top: int, score: Score | None, progress: Progress | None) -> Widget:
    """Return the same as the board in one line, for a window with little room."""
    wide, high = score_line_width(page), page.line(LINE)
    rect = Rect(right - wide, top, wide, high)
    number, value = _total(score), _value(score, progress)
    side = emblems.stars_width(page, STAR) if number != NO_SCORE else _state_width(page)
    words = f"{number} {OF}"
    ink = Ink.TEXT if number != NO_SCORE else Ink.QUIET
    at = Rect(rect.x, top, wide - side - page.px(10), 0)
    total = text(page, "score.total", at, words, LINE, ink, Weight.BOLD, Align.RIGHT)
    total = replace(total, label=say("debrief.score_board.score"), value=value)
    low = _below(page)
    below = Rect(rect.right - side, top + (high - low) // 2, side, low)
    children = (total, _state(page, below, score, progress))
    return Widget("score", rect, Role.GROUP, say("debrief.score_board.score"), value, children=children)


def score_board_width(page: Page) -> int:
    """Return the room that the score takes, whether it is known or not."""
    number = page.width("100", BOARD, Weight.BOLD) + page.width(f" {OF}", BODY + 2) + page.px(8)
    return max(number, _state_width(page))


def score_board_height(page: Page) -> int:
    """Return how high it stands, whether it is known or not."""
    return page.line(BOARD) + _below(page)


def _below(page: Page) -> int:
    return max(page.px(STAR), page.line(SMALL) + page.px(6))


def score_board(page: Page, right: int, top: int, score: Score | None, progress: Progress | None) -> Widget:
    """Return the score with its stars, or that it is being worked out: one number, and no other beside it."""
    wide = score_board_width(page)
    rect = Rect(right - wide, top, wide, score_board_height(page))
    high = page.line(BOARD)
    number = _total(score)

    def paint(canvas: Canvas, box: Rect) -> None:
        small = page.px(BODY + 2)
        room, tall = canvas.text_size(OF, small)
        canvas.text((box.right, box.y + round(high * 0.8) - round(tall * 0.8)), OF, small, Ink.QUIET, align=Align.RIGHT)
        at = (box.right - room - page.px(6), box.y)
        ink = Ink.TEXT if number != NO_SCORE else Ink.QUIET
        canvas.text(at, number, page.px(BOARD), ink, Weight.BOLD, Align.RIGHT)

    value = _value(score, progress)
    total = Widget(
        "score.total", Rect(rect.x, top, wide, high), Role.TEXT, say("debrief.score_board.score"), value, paint=paint
    )
    below = Rect(rect.x, top + high, wide, _below(page))
    children = (total, _state(page, below, score, progress))
    return Widget("score", rect, Role.GROUP, say("debrief.score_board.score"), value, children=children)


def _value(score: Score | None, progress: Progress | None) -> str:
    if score is not None:
        stopped = score.ending is Ending.STOPPED
        return say(STOPPED) if stopped else say("debrief.score_board.of_100", total=score.total)
    return say("debrief.score_board.not_yet_known") if progress is not None else say("debrief.score_board.not_known")


def _state(page: Page, at: Rect, score: Score | None, progress: Progress | None) -> Widget:
    """Return the stars, or how far they are, or that there are none."""
    if score is not None:
        return (
            _right(page, "score.none", at, say(STOPPED)) if score.ending is Ending.STOPPED else _known(page, at, score)
        )
    if progress is not None:
        return _working(page, at, progress)
    return _right(page, "score.none", at, say("debrief.score_board.no_score"))


def _known(page: Page, rect: Rect, score: Score) -> Widget:
    side = emblems.stars_width(page, STAR)
    up = (rect.h - page.px(STAR)) // 2
    return emblems.stars(page, "score.stars", Rect(rect.right - side, rect.y + up, side, 0), score.stars, STAR)


def _right(page: Page, id_: str, rect: Rect, words: str) -> Widget:
    high = page.line(SMALL)

    def paint(canvas: Canvas, box: Rect) -> None:
        at = (box.right, box.y + (box.h - high) // 2)
        canvas.text(at, words, page.px(SMALL), Ink.QUIET, align=Align.RIGHT)

    return Widget(id_, rect, Role.TEXT, words, paint=paint)


def _working(page: Page, rect: Rect, progress: Progress) -> Widget:
    def paint(canvas: Canvas, box: Rect) -> None:
        # The bar of how far it is stands beside the tabs, and not a second time here.
        canvas.text((box.right, box.y), say(WORKING), page.px(SMALL), Ink.QUIET, align=Align.RIGHT)

    return Widget(
        "score.working",
        rect,
        Role.METER,
        say("debrief.score_board.score_2", working=say(WORKING)),
        progress.percent,
        paint=paint,
    )


def bar(page: Page, canvas: Canvas, box: Rect, share: float) -> None:
    """Draw a bar along the bottom of a box, full up to a share."""
    high = max(2, page.px(4))
    canvas.fill_rect(Rect(box.x, box.bottom - high, box.w, high), Ink.LINE, high // 2)
    done = Rect(box.x, box.bottom - high, max(high, round(box.w * share)), high)
    canvas.fill_rect(done, Ink.INFLAMMATION, high // 2)


def progress_height(page: Page) -> int:
    """Return the height of the line that says how far the analysis is."""
    return page.line(SMALL) + page.px(6)


def progress_line(page: Page, rect: Rect, progress: Progress | None, after: str) -> Widget | None:
    """Return what is being done with a bar below it, or, once all is done, where the values come from.

    `rect` is the room for it; the line stands at its right end. Nothing if there is nothing to say.
    """
    if progress is not None:
        choices: tuple[str, ...] = (f"{progress.words} · {progress.percent}", progress.percent)
    elif after:
        choices = (after,)
    else:
        return None
    words = next((one for one in choices if page.width(one, SMALL) <= rect.w), "")
    if not words:
        return None
    wide = min(rect.w, max(page.px(NOTE_WIDTH), page.width(words, SMALL)))
    at = Rect(rect.right - wide, rect.y, wide, progress_height(page))

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.text((box.right, box.y), words, page.px(SMALL), Ink.QUIET, align=Align.RIGHT)
        if progress is not None:
            bar(page, canvas, box, progress.share)

    if progress is None:
        return Widget("analysis.done", at, Role.TEXT, words, paint=paint)
    value = f"{progress.words}, {progress.percent}"
    return Widget("analysis.progress", at, Role.METER, say("debrief.score_board.analysis"), value, paint=paint)
