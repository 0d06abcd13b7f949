"""The layout of the debrief: three tabs in one frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from game.case.view import View
from game.review.findings import Analysis
from game.review.verdict import Score
from game.ui.canvas import Align, Canvas, Weight
from game.ui.desk import Revealed
from game.ui.layout import Rect, columns, flow, rows
from game.ui.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.parts import heading, panel, scroll_area
from game.ui.theme import Ink
from game.ui.widget import Role, State, Widget
from game.ui.widgets.decision import Trial, asks, buttons_of, decision_panel, fill_decision
from game.ui.widgets.stack import Choice, Stack, bullet, frame, whole
from game.ui.widgets.timing_map import Cell, timing_height, timing_map
from game.ui.widgets.truth_chart import hidden_words, truth_chart, whole_span
from game.ui.widgets.value_curve import decisions, failed_panel, value_curve
from game.ui.widgets.verdicts import outcome_card, pitfall_card, score_board, score_board_height, score_board_width
from game.values.ticks import clock_text

Fill: TypeAlias = Callable[[Stack], None]
TABS = (("decisions", "Your decisions"), ("chart", "The chart"), ("teach", "What it teaches"))
TWO_COLUMNS = 1000
LEAST_HEIGHT = 560
CHART_HEIGHT = 300
TURN_US = 1_200_000
"""How long the waiting sign takes for a round."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the debrief shows."""

    view: View
    score: Score | None
    failure: str
    """Why there is no score; empty while it is computed and once it is there."""
    revealed: Revealed | None
    analysis: Analysis | None
    no_analysis: str
    """Why there is no (more) analysis."""
    waits: tuple[str, float] | None
    """What the analysis is doing and how far it is; nothing once it is over."""
    remark: str
    tab: str
    chosen: int
    """Which decision is shown."""
    trial: Trial
    cell: Cell | None


def debrief_page(page: Page, shown: Shown) -> Widget:
    """Return the whole screen."""
    view = shown.view
    patient = view.level.patient
    bed = f"{patient.bed}, " if patient.bed else ""
    sentence = shown.score.ending_sentence if shown.score else view.outcome.sentence if view.outcome else ""
    when = clock_text(view.tick, view.level.start.clock_minute)
    choices = (
        Choice("debrief.replay", "Replay the case", "replay", primary=True),
        Choice("debrief.again", "Try again", "again"),
        Choice("debrief.back", "Back to the ward", "back"),
        Choice("debrief.glossary", "Glossary", "glossary"),
    )
    aside = score_board_width(page) + page.px(16)
    words = " ".join(part for part in (f"{when}.", sentence, shown.remark) if part)
    parts = frame(page, "debrief", f"Debrief · {bed}{patient.name}", words, choices, aside, score_board_height(page))
    board = score_board(page, page.size[0] - page.px(20), page.px(14), shown.score)
    tabs = _tabs(page, parts.body, shown.tab)
    top = tabs[-1].rect.bottom + page.px(8)
    body = Rect(parts.body.x, top, parts.body.w, parts.body.bottom - top)
    roomy = page.wide >= TWO_COLUMNS and page.high >= LEAST_HEIGHT
    match shown.tab:
        case "decisions":
            made = _decisions_wide(page, body, shown) if roomy else _decisions_narrow(page, body, shown)
        case "chart":
            made = _chart_wide(page, body, shown) if roomy else _chart_narrow(page, body, shown)
        case _:
            made = _teach(page, body, shown, across=2 if roomy else 1)
    return whole(page, "debrief", parts, (board, *tabs, *made), f"Debrief of {patient.name}")


def _tabs(page: Page, rect: Rect, tab: str) -> tuple[Widget, ...]:
    high = page.line(BODY) + page.px(8)
    widths = [page.width(label, BODY, Weight.BOLD) + page.px(20) for _, label in TABS]
    boxes = flow(rect, widths, high, page.px(8))
    return tuple(_tab(page, box, name, label, on=name == tab) for (name, label), box in zip(TABS, boxes, strict=True))


def _tab(page: Page, rect: Rect, name: str, label: str, *, on: bool) -> Widget:
    def paint(canvas: Canvas, box: Rect) -> None:
        weight, ink = (Weight.BOLD, Ink.TEXT) if on else (Weight.REGULAR, Ink.QUIET)
        canvas.text((box.centre[0], box.y + page.px(3)), label, page.px(BODY), ink, weight, Align.CENTRE)
        if on:
            line = Rect(box.x + page.px(8), box.bottom - page.px(3), box.w - page.px(16), max(2, page.px(2)))
            canvas.fill_rect(line, Ink.TEXT)

    state = State.SELECTED if on else State.NONE
    return Widget(f"tab.{name}", rect, Role.TAB, label, state=state, intent=f"tab:{name}", paint=paint)


def _tick(shown: Shown) -> int:
    analysis = shown.analysis
    return decisions(analysis)[shown.chosen].first if analysis is not None and analysis.episodes else -1


def _curve(page: Page, rect: Rect, shown: Shown) -> Widget:
    if shown.analysis is None and shown.no_analysis:
        return failed_panel(page, rect, shown.no_analysis)
    return value_curve(page, rect, shown.analysis, shown.view.level.start.clock_minute, _tick(shown), shown.waits)


def _map(page: Page, rect: Rect, shown: Shown) -> Widget:
    found = shown.analysis.timing if shown.analysis is not None else None
    return timing_map(page, rect, found, shown.cell, waits=shown.waits is not None)


def _decisions_wide(page: Page, rect: Rect, shown: Shown) -> tuple[Widget, ...]:
    gap = page.px(GAP)
    left, right = columns(rect, (0.69, 0.31), gap)
    analysis = shown.analysis
    asking = analysis is not None and bool(analysis.episodes) and asks(analysis, shown.chosen, shown.trial)
    upper, lower = rows(left, (0.38, 0.62) if asking else (0.46, 0.54), gap)
    # While the player looks for a better order, the map would give it away.
    one, *timing = (lower,) if asking else columns(lower, (0.62, 0.38), gap)

    def judged(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.judged", at)
        _scored(stack, shown)
        stack.card("hidden", lambda inside: _hidden(inside, shown), "Hidden until now")
        return stack.done()

    return (
        _curve(page, upper, shown),
        decision_panel(page, one, shown.analysis, shown.chosen, shown.trial, shown.view.level),
        *(_map(page, place, shown) for place in timing),
        scroll_area(page, "debrief.verdicts", right, judged, "Verdicts"),
    )


def _decisions_narrow(page: Page, rect: Rect, shown: Shown) -> tuple[Widget, ...]:
    analysis = shown.analysis

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.all", at)
        stack.put(_curve(page, Rect(at.x, stack.y, at.w, page.px(CHART_HEIGHT)), shown), GAP)
        if analysis is not None and analysis.episodes:

            def filled(inside: Stack) -> None:
                inside.heading(f"Decision {shown.chosen + 1} of {len(decisions(analysis))}")
                fill_decision(inside, analysis, shown.chosen, shown.trial, shown.view.level)
                inside.buttons(buttons_of(analysis, shown.chosen, shown.trial), 0)

            stack.card("decision", filled, "Decision")
        if analysis is None or not analysis.episodes or not asks(analysis, shown.chosen, shown.trial):
            found = analysis.timing if analysis is not None else None
            stack.put(_map(page, Rect(at.x, stack.y, at.w, timing_height(page, at.w, found)), shown), GAP)
        _scored(stack, shown)
        stack.card("hidden", lambda inside: _hidden(inside, shown), "Hidden until now")
        return stack.done()

    return (scroll_area(page, "debrief.scroll", rect, build, "Debrief"),)


def _scored(stack: Stack, shown: Shown) -> None:
    """Add the three verdicts of the score, which the total above them adds up."""
    if shown.failure:
        stack.card("failed", lambda inside: _failed(inside, shown.failure), "No score")
    elif shown.score is None:
        stack.put(_waiting(stack.page, stack.at), GAP)
    else:
        for verdict in shown.score.pitfalls:
            stack.put(pitfall_card(stack.page, stack.at, verdict, shown.view.level.start.clock_minute), GAP - 4)


def _failed(stack: Stack, failure: str) -> None:
    stack.words("This case could not be scored", HEADING, Ink.LOOK, Weight.BOLD)
    stack.words(failure, BODY)
    stack.words("Its case file is kept. You can still replay the case.", BODY, Ink.QUIET)


def _hidden(stack: Stack, shown: Shown) -> None:
    stack.heading("Hidden until now")
    if shown.analysis is not None:
        stack.words(shown.analysis.hidden, BODY - 1)
    if shown.revealed is not None:
        words = hidden_words(shown.view, shown.revealed).removeprefix("Hidden until now: ")
        stack.words(words[:1].upper() + words[1:], BODY - 1)
    elif shown.analysis is None:
        stack.words("Computing what was hidden …", BODY - 1, Ink.QUIET)


def _chart(page: Page, rect: Rect, shown: Shown) -> Widget:
    return truth_chart(page, rect, shown.view, shown.revealed, whole_span(shown.view))


def _chart_wide(page: Page, rect: Rect, shown: Shown) -> tuple[Widget, ...]:
    left, right = columns(rect, (0.66, 0.34), page.px(GAP))

    def judged(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.judged", at)
        _scored(stack, shown)
        if shown.score is not None:
            stack.put(outcome_card(page, stack.at, shown.score))
        return stack.done()

    return (
        _chart(page, left, shown),
        scroll_area(page, "debrief.verdicts", right, judged, "Verdicts"),
    )


def _chart_narrow(page: Page, rect: Rect, shown: Shown) -> tuple[Widget, ...]:
    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.all", at)
        _scored(stack, shown)
        if shown.score is not None:
            stack.put(outcome_card(page, stack.at, shown.score), GAP)
        stack.put(_chart(page, Rect(at.x, stack.y, at.w, page.px(CHART_HEIGHT)), shown), GAP)
        return stack.done()

    return (scroll_area(page, "debrief.scroll", rect, build, "The chart"),)


def _teach(page: Page, rect: Rect, shown: Shown, *, across: int) -> tuple[Widget, ...]:
    def lessons(stack: Stack) -> None:
        for point in shown.view.level.teaching_points:
            stack.words(point.text, BODY, gap=0)
            stack.words(point.study, SMALL, Ink.QUIET, gap=10)

    def questions(stack: Stack) -> None:
        for question in shown.view.level.questions:
            bullet(stack, question, Ink.LOOK, BODY)

    both: tuple[tuple[str, str, Fill], ...] = (
        ("teach", "What this case teaches", lessons),
        ("think", "To think about", questions),
    )
    if across == 2:
        cells = columns(rect, (0.6, 0.4), page.px(GAP))
        return tuple(
            _scrolled(page, name, cell, title, fill) for (name, title, fill), cell in zip(both, cells, strict=True)
        )

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.teach", at)
        for name, title, fill in both:

            def filled(inside: Stack, title: str = title, fill: Fill = fill) -> None:
                inside.heading(title)
                fill(inside)

            stack.card(name, filled, title)
        return stack.done()

    return (scroll_area(page, "debrief.scroll", rect, build, "What it teaches"),)


def _scrolled(page: Page, name: str, rect: Rect, title: str, fill: Fill) -> Widget:
    inner = rect.inset(page.px(14), page.px(12))
    head = heading(page, f"{name}.title", inner, title)
    top = head.rect.bottom + page.px(6)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, name, at)
        fill(stack)
        return stack.done()

    area = Rect(inner.x, top, inner.w, inner.bottom - top)
    return panel(page, name, rect, (head, scroll_area(page, f"{name}.scroll", area, build, title)), title)


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
