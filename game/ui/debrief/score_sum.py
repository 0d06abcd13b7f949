"""The score as a sum that can be checked: 100, less what each cause took."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.scoring.judgement import LEFT_AT_MOST, hindsight_words, unjudged_words, winnable_words
from game.review.verdict import Cause, Pitfall, Score
from game.review.wording import CAUSE_WORDS, points_number, whole_points
from game.ui.debrief.score_board import Progress
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Stack, card
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.widget import Role, Widget
from game.values.ending import Ending
from game.values.words import say

SIZE = BODY - 1
LEAST_BAR = 48
BAR_HIGH = 10
CAUSE_OF = {
    Pitfall.IGNORED_TREND: Cause.IGNORED_TREND,
    Pitfall.INFECTION_ONLY: Cause.INFECTION_ONLY,
    Pitfall.OVER_DAMPENED: Cause.OVER_DAMPENED,
}


def pitfall_points(score: Score, pitfall: Pitfall) -> float:
    """Return what was lost to a pitfall, as the sum shows it where the two are the same."""
    lost = next(one.lost for one in score.pitfalls if one.pitfall is pitfall)
    cause = CAUSE_OF[pitfall]
    exact = next((one.lost for one in score.sums if one.cause is cause), 0.0)
    return dict(whole_points(score)).get(cause, 0) if abs(lost - exact) < 0.06 else lost


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    number: str
    first: float
    last: float
    """The stretch of the bar, 0 to 100."""
    ink: Colour
    weight: Weight = Weight.REGULAR


def _rows(score: Score) -> list[_Row]:
    rows = [_Row(say("debrief.score_sum.you_begin_with"), "100", 0, 100, Mix(Ink.HOST, Ink.PANEL, 0.45))]
    at = 100
    for cause, points in whole_points(score):
        name = CAUSE_WORDS[cause].capitalize()
        rows.append(_Row(name, points_number(points), at - points, at, Ink.LOOK if points > 0 else Ink.WELL))
        at -= points
    # A sum of 132 over a score of 89 explained nothing: what does not count is taken off, and a remark says why.
    counted, grey = score.total + score.withheld, Mix(Ink.HOST, Ink.PANEL, 0.45)
    if at != counted:
        rows.append(_Row(say("debrief.score_sum.not_counted"), points_number(at - counted), counted, at, grey))
    if score.withheld:
        most = say("debrief.score_sum.at_most", most=LEFT_AT_MOST)
        rows.append(_Row(most, points_number(score.withheld), score.total, counted, grey))
    name = "as_left" if score.ending is Ending.STOPPED else "your_score"
    return [*rows, _Row(say(f"debrief.score_sum.{name}"), str(score.total), 0, score.total, Ink.HOST, Weight.BOLD)]


def sum_card(page: Page, at: Rect, score: Score | None, progress: Progress | None) -> Widget:
    """Return the card; while the score is worked out it says so."""

    def fill(stack: Stack) -> None:
        stack.heading(say("debrief.score_sum.how_the_score_adds_up"))
        if score is None:
            _waiting(stack, progress is not None)
            return
        rows = _rows(score)
        label = max(page.width(row.name, SIZE, row.weight) for row in rows)
        number = max(page.width(row.number, SIZE, Weight.BOLD) for row in rows)
        for index, row in enumerate(rows):
            if row is rows[-1]:
                stack.put(_line(page, stack.at), 3)
            if label + number + page.px(12) <= stack.w:
                stack.put(_row(page, f"sum.row.{index}", stack.at, row, label, number), 2)
            else:
                stack.words(f"{row.name}: {row.number}", SIZE, weight=row.weight, gap=2)
        stack.space(4)
        for remark in score.remarks:
            stack.words(remark, SMALL, Ink.LOOK)
        for words in filter(None, (unjudged_words(score), winnable_words(score))):
            stack.words(words, SMALL, Ink.QUIET)
        stack.words(hindsight_words(score), SMALL, Ink.QUIET, gap=0)

    return card(page, "sum", at, fill, say("debrief.score_sum.how_the_score_adds_up"), pad=12)


def _waiting(stack: Stack, comes: bool) -> None:
    if not comes:
        stack.words(say("debrief.score_sum.there_is_no_score"), SMALL + 1, Ink.QUIET, gap=0)
        return
    stack.words(say("debrief.score_sum.you_begin_with_100_points"), SIZE)
    stack.words(
        say("debrief.score_sum.each_decision_is_weighed_against_2"),
        SIZE,
    )
    stack.words(say("debrief.score_sum.being_worked_out_all_else"), SMALL + 1, Ink.QUIET, gap=0)


def _line(page: Page, at: Rect) -> Widget:
    high = max(1, page.px(1))
    rect = Rect(at.x, at.y + page.px(2), at.w, high)
    return Widget("sum.line", rect, Role.GROUP, paint=lambda canvas, box: canvas.fill_rect(box, Ink.LINE))


def _row(page: Page, id_: str, at: Rect, row: _Row, label: int, number: int) -> Widget:
    rect = Rect(at.x, at.y, at.w, page.line(SIZE))
    gap = page.px(12)
    track = Rect(at.x + label + gap, 0, at.w - label - number - 2 * gap, page.px(BAR_HIGH))

    def paint(canvas: Canvas, box: Rect) -> None:
        size = page.px(SIZE)
        canvas.text((box.x, box.y), row.name, size, Ink.TEXT, row.weight)
        bold = Weight.BOLD if row.weight is Weight.BOLD else Weight.SEMIBOLD
        canvas.text((box.right, box.y), row.number, size, Ink.TEXT, bold, Align.RIGHT)
        if track.w < page.px(LEAST_BAR):
            return
        top = box.centre[1] - track.h // 2
        canvas.fill_rect(Rect(track.x, top, track.w, track.h), Mix(Ink.LINE, Ink.PANEL, 0.5), track.h // 2)
        low, high = sorted(min(1.0, max(0.0, share / 100)) for share in (row.first, row.last))
        left, right = round(track.w * low), round(track.w * high)
        if high > low:
            wide = max(2, right - left)
            canvas.fill_rect(Rect(track.x + left, top, wide, track.h), row.ink, min(track.h, wide) // 2)

    return Widget(id_, rect, Role.TEXT, row.name, row.number, paint=paint)
