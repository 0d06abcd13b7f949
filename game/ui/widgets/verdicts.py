"""Cards of the debrief: the score with its stars, the verdict on a pitfall, what became of the patient."""

from __future__ import annotations

from game.review.verdict import PITFALL_LABELS, Evidence, PitfallVerdict, Score
from game.ui.canvas import Align, Canvas, Weight
from game.ui.layout import Rect
from game.ui.page import BODY, SMALL, Page
from game.ui.parts import paragraph, text
from game.ui.theme import Ink, Mix
from game.ui.widget import Role, Widget
from game.ui.widgets import emblems, marks
from game.ui.widgets.stack import Stack, card, pair
from game.values.ticks import clock_text

BOARD = 40
"""Size of the number on the score board."""
STAR = 20


def points_text(points: float) -> str:
    """Return points without a needless decimal."""
    return f"{points:.1f}".removesuffix(".0")


def score_board_width(page: Page) -> int:
    """Return the room that the score takes."""
    return page.width("100", BOARD, Weight.BOLD) + page.width(" / 100", BODY + 2) + page.px(8)


def score_board_height(page: Page) -> int:
    """Return how high it stands."""
    return page.line(BOARD) + page.px(STAR)


def score_board(page: Page, right: int, top: int, score: Score | None) -> Widget:
    """Return the score in the upper right corner, with its stars below it."""
    wide = score_board_width(page)
    rect = Rect(right - wide, top, wide, score_board_height(page))
    number = str(score.total) if score is not None else "–"
    of = "/ 100"
    high = page.line(BOARD)

    def paint(canvas: Canvas, box: Rect) -> None:
        small = page.px(BODY + 2)
        room, tall = canvas.text_size(of, small)
        canvas.text((box.right, box.y + round(high * 0.8) - round(tall * 0.8)), of, small, Ink.QUIET, align=Align.RIGHT)
        at = (box.right - room - page.px(6), box.y)
        canvas.text(at, number, page.px(BOARD), Ink.TEXT, Weight.BOLD, Align.RIGHT)

    side = emblems.stars_width(page, STAR)
    found = emblems.stars(
        page, "score.stars", Rect(right - side, top + high, side, 0), score.stars if score else 0, STAR
    )
    value = f"{number} of 100" if score is not None else "not yet known"
    total = Widget("score.total", Rect(rect.x, top, wide, high), Role.TEXT, "Score", value, paint=paint)
    return Widget("score", rect, Role.GROUP, "Score", value, children=(total, found))


def pitfall_card(page: Page, at: Rect, one: PitfallVerdict, start_minute: int) -> Widget:
    """Return the verdict on one pitfall: sign, word, points, reason, and the moments that it rests on."""
    name = one.pitfall.value
    ink = emblems.VERDICT_INKS[one.verdict]

    def fill(stack: Stack) -> None:
        side = page.px(24)
        sign = Rect(stack.x, stack.y, side, side)
        stack.widgets.append(
            emblems.mark(f"{name}.mark", sign, one.verdict.value, emblems.verdict_mark(page, one.verdict))
        )
        beside = Stack(
            page, f"{name}.head", Rect(stack.x + side + page.px(10), stack.y, stack.w - side - page.px(10), 0)
        )
        beside.words(PITFALL_LABELS[one.pitfall], BODY + 1, weight=Weight.BOLD, gap=0)
        points = f"{points_text(one.points)} of {points_text(one.max_points)} points"
        beside.words(f"{one.verdict.value} · {points}", SMALL + 1, ink, Weight.SEMIBOLD, 4)
        stack.widgets += beside.widgets
        stack.y = max(beside.y, sign.bottom)
        stack.words(one.reason, BODY - 1, gap=6)
        for index, evidence in enumerate(one.evidence):
            stack.put(_evidence(page, f"{name}.evidence.{index}", stack.at, evidence, start_minute), 3)

    return card(page, name, at, fill, PITFALL_LABELS[one.pitfall], pad=12)


def _evidence(page: Page, id_: str, at: Rect, evidence: Evidence, start_minute: int) -> Widget:
    """Return one moment; pressing it shows the case again from there."""
    pad = page.px(8)
    sign = page.px(10)
    inner = Rect(at.x + pad, at.y + page.px(3), at.w - 3 * pad - sign, 0)
    when = clock_text(evidence.tick, start_minute)
    said = evidence.text.replace("->", "→")
    first = text(page, f"{id_}.when", inner, when, SMALL, Ink.QUIET, Weight.SEMIBOLD)
    words = paragraph(page, f"{id_}.text", Rect(inner.x, first.rect.bottom, inner.w, 0), said, SMALL)
    rect = Rect(at.x, at.y, at.w, words.rect.bottom + page.px(4) - at.y)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Mix(Ink.RAISED, Ink.PANEL, 0.8), page.px(6))
        marks.play(canvas, Rect(box.right - pad - sign, box.centre[1] - sign // 2, sign, sign), Ink.QUIET)

    label = f"{when}: {said}. Watch"
    intent = f"watch:{max(0, evidence.tick)}"
    return Widget(id_, rect, Role.BUTTON, label, intent=intent, children=(first, words), paint=paint)


def outcome_card(page: Page, at: Rect, score: Score) -> Widget:
    """Return what became of the patient and how the points add up."""
    outcome = score.outcome

    def fill(stack: Stack) -> None:
        stack.heading("The patient")
        pair(stack, "Chance of survival", f"{outcome.survival_percent:.0f} %")
        pair(stack, "Organ function kept", f"{outcome.organ_percent:.0f} %")
        pair(stack, "Points", f"{points_text(outcome.points)} of {points_text(outcome.max_points)}")
        stack.words(outcome.reason, SMALL, Ink.QUIET)
        for reason in score.capped_by:
            stack.words(reason, SMALL, Ink.LOOK)

    return card(page, "outcome", at, fill, "The patient", pad=12)
