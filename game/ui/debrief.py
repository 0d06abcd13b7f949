"""The debrief: what became of the patient, the three pitfalls, what was hidden, and what it teaches."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeAlias, TypeVar

from game.case.play import Play
from game.review.verdict import Score
from game.ui.canvas import Canvas, Weight
from game.ui.desk import Desk, Revealed
from game.ui.kept import Kept
from game.ui.layout import Rect, columns, rows
from game.ui.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.parts import heading, panel, scroll_area
from game.ui.scene import Act, Push, Replace, Reset, Told, Turn
from game.ui.theme import Ink
from game.ui.ways import Ways
from game.ui.widget import Role, Widget
from game.ui.widgets.stack import Choice, Stack, bullet, frame, whole
from game.ui.widgets.truth_chart import truth_chart, whole_span
from game.ui.widgets.verdicts import outcome_card, pitfall_card, score_board, score_board_height, score_board_width
from game.values.ticks import Tick, clock_text

Found = TypeVar("Found")
Fill: TypeAlias = Callable[[Stack], None]
TWO_COLUMNS = 1000
LEAST_HEIGHT = 560
CHART_HEIGHT = 300
TURN_US = 1_200_000
"""How long the waiting sign takes for a round."""


class DebriefScene:
    """Shows the score of a finished case as soon as it is computed; never waits for it."""

    def __init__(self, desk: Desk, ways: Ways, play: Play) -> None:
        """Begin to score in the background."""
        self._desk = desk
        self._ways = ways
        self._play = play
        self._view = play.view
        self._score: Future[Score] = desk.finish_later(play)
        self._reveal: Future[Revealed] = desk.reveal_later(play)
        self._kept = Kept()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of replay and trying again."""
        return ("play_back", "again")

    def handle(self, told: Told) -> Turn:
        """Go on from here."""
        if not isinstance(told, Act):
            return None
        match told.name:
            case "replay" | "play_back":
                return Push(self._ways.replay(self._desk.replayer(self._play), self._reveal, 0))
            case "watch":
                at: Tick = int(told.argument)
                return Push(self._ways.replay(self._desk.replayer(self._play), self._reveal, at))
            case "again":
                return Replace(self._ways.prebrief_of(self._view.level))
            case "back":
                return Reset(self._ways.ward())
            case "glossary":
                return Push(self._ways.glossary())
            case _:
                return None

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; what is computed is looked at when it is drawn."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the debrief, or the frame of it while it is being scored."""
        key: Hashable = (self._score.done(), self._reveal.done())
        if self._score.done():
            return self._kept.still(page, key, lambda: self._built(page))
        return self._kept.tree(page, key, lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        view = self._view
        patient = view.level.patient
        bed = f"{patient.bed}, " if patient.bed else ""
        score = result(self._score)
        sentence = score.ending_sentence if score else view.outcome.sentence if view.outcome else ""
        when = clock_text(view.tick, view.level.start.clock_minute)
        choices = (
            Choice("debrief.replay", "Replay the case", "replay", primary=True),
            Choice("debrief.again", "Try again", "again"),
            Choice("debrief.back", "Back to the ward", "back"),
            Choice("debrief.glossary", "Glossary", "glossary"),
        )
        aside = score_board_width(page) + page.px(16)
        title = f"Debrief · {bed}{patient.name}"
        least = score_board_height(page)
        parts = frame(page, "debrief", title, f"{when}. {sentence}", choices, aside, least)
        right = page.size[0] - page.px(20)
        board = score_board(page, right, page.px(14), score)
        body = self._columns(page, parts.body) if _roomy(page) else self._column(page, parts.body)
        return whole(page, "debrief", parts, (board, *body), f"Debrief of {patient.name}")

    def _columns(self, page: Page, rect: Rect) -> tuple[Widget, ...]:
        gap = page.px(GAP)
        left, right = columns(rect, (0.66, 0.34), gap)
        upper, lower = rows(left, (0.57, 0.43), gap)
        teach, think = columns(lower, (0.58, 0.42), gap)

        def judged(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "debrief.judged", at)
            self._judged(stack)
            return stack.done()

        return (
            self._chart(page, upper),
            self._scrolled(page, "teach", teach, "What this case teaches", self._lessons),
            self._scrolled(page, "think", think, "To think about", self._questions),
            scroll_area(page, "debrief.verdicts", right, judged, "Verdicts"),
        )

    def _column(self, page: Page, rect: Rect) -> tuple[Widget, ...]:
        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "debrief.all", at)
            self._judged(stack)
            stack.put(self._chart(page, Rect(at.x, stack.y, at.w, page.px(CHART_HEIGHT))), GAP)
            for name, title, fill in (
                ("teach", "What this case teaches", self._lessons),
                ("think", "To think about", self._questions),
            ):

                def filled(inside: Stack, title: str = title, fill: Fill = fill) -> None:
                    inside.heading(title)
                    fill(inside)

                stack.card(name, filled, title)
            return stack.done()

        return (scroll_area(page, "debrief.scroll", rect, build, "Debrief"),)

    def _scrolled(self, page: Page, name: str, rect: Rect, title: str, fill: Fill) -> Widget:
        inner = rect.inset(page.px(14), page.px(12))
        head = heading(page, f"{name}.title", inner, title)
        top = head.rect.bottom + page.px(6)

        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, name, at)
            fill(stack)
            return stack.done()

        area = Rect(inner.x, top, inner.w, inner.bottom - top)
        return panel(page, name, rect, (head, scroll_area(page, f"{name}.scroll", area, build, title)), title)

    def _chart(self, page: Page, rect: Rect) -> Widget:
        return truth_chart(page, rect, self._view, result(self._reveal), whole_span(self._view))

    def _judged(self, stack: Stack) -> None:
        if not self._score.done():
            stack.put(_waiting(stack.page, stack.at))
            return
        score = result(self._score)
        if score is None:
            stack.card("failed", self._failed, "No score")
            return
        for verdict in score.pitfalls:
            stack.put(pitfall_card(stack.page, stack.at, verdict, self._view.level.start.clock_minute), GAP - 4)
        stack.put(outcome_card(stack.page, stack.at, score))

    def _failed(self, stack: Stack) -> None:
        stack.words("This case could not be scored", HEADING, Ink.LOOK, Weight.BOLD)
        stack.words(f"{self._score.exception()}", BODY)
        stack.words("Its case file is kept. You can still replay the case.", BODY, Ink.QUIET)

    def _lessons(self, stack: Stack) -> None:
        for point in self._view.level.teaching_points:
            stack.words(point.text, BODY - 1, gap=0)
            stack.words(point.study, SMALL, Ink.QUIET, gap=8)

    def _questions(self, stack: Stack) -> None:
        for question in self._view.level.questions:
            bullet(stack, question, Ink.LOOK, BODY - 1)


def _roomy(page: Page) -> bool:
    return page.wide >= TWO_COLUMNS and page.high >= LEAST_HEIGHT


def result(future: Future[Found]) -> Found | None:
    """Return what a future holds; nothing while it is under way or if it failed."""
    return future.result() if future.done() and not future.cancelled() and future.exception() is None else None


def _waiting(page: Page, at: Rect) -> Widget:
    """Return the card that is shown while the score is computed."""
    rect = Rect(at.x, at.y, at.w, page.px(96))
    still = page.settings.reduced_motion

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.PANEL, page.px(10))
        size, small = page.px(HEADING), page.px(SMALL)
        x = box.x + page.px(16)
        top = box.y + page.px(14)
        canvas.text((x, top), "Scoring …", size, Ink.TEXT, Weight.SEMIBOLD)
        top += canvas.text_size("S", size)[1]
        canvas.text((x, top), "The case is played again.", small, Ink.QUIET)
        bar = Rect(x, box.bottom - page.px(16), box.w - page.px(32), max(2, page.px(4)))
        canvas.fill_rect(bar, Ink.LINE, bar.h // 2)
        part = bar.w // 4
        share = 0.5 if still else canvas.now_us % TURN_US / TURN_US
        canvas.fill_rect(Rect(bar.x + round((bar.w - part) * share), bar.y, part, bar.h), Ink.INFLAMMATION, bar.h // 2)

    return Widget("debrief.waiting", rect, Role.GROUP, "Scoring", "The case is played again", paint=paint)
