"""The three tabs of the debrief, each beside each other where there is room, or in one column."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from game.review.scoring.own import left_open, own_verdict
from game.review.verdict import Pitfall
from game.ui.debrief.debrief_shown import DebriefShown
from game.ui.debrief.decision import buttons_of, decision_panel, fill_decision
from game.ui.debrief.next_time import two_weeks_on
from game.ui.debrief.opening import fill_lessons
from game.ui.debrief.pressure_card import fill_pressure
from game.ui.debrief.score_sum import pitfall_points, sum_card
from game.ui.debrief.stopping import stopped_at
from game.ui.debrief.timing_map import timing_height, timing_map
from game.ui.debrief.truth_chart import hidden_words, truth_chart, whole_span
from game.ui.debrief.value_curve import failed_panel, value_curve
from game.ui.debrief.verdicts import open_card, outcome_card, pitfall_card, praise_card
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import heading, panel, scroll_area
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.toolkit.stack import Stack, bullet
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.words import say

Fill: TypeAlias = Callable[[Stack], None]
CHART_HEIGHT = 300


def decisions_tab(page: Page, rect: Rect, shown: DebriefShown, *, roomy: bool) -> tuple[Widget, ...]:
    """Return the curve, one decision, the timing map, and beside them how the score adds up."""
    return _decisions_wide(page, rect, shown) if roomy else _decisions_narrow(page, rect, shown)


def chart_tab(page: Page, rect: Rect, shown: DebriefShown, *, roomy: bool) -> tuple[Widget, ...]:
    """Return the true course beside the outcome and the verdicts."""
    return _chart_wide(page, rect, shown) if roomy else _chart_narrow(page, rect, shown)


def _curve(page: Page, rect: Rect, shown: DebriefShown) -> Widget:
    if shown.analysis is None and shown.no_analysis:
        return failed_panel(page, rect, shown.no_analysis)
    return value_curve(page, rect, shown.analysis, shown.view.level.start.clock_minute, shown.chosen)


def _map(page: Page, rect: Rect, shown: DebriefShown) -> Widget:
    found = shown.analysis.timing if shown.analysis is not None else None
    return timing_map(page, rect, found, shown.cell, waits=shown.progress is not None)


def _no_decision(shown: DebriefShown) -> str:
    if shown.analysis is not None and not shown.analysis.rough:
        return say("debrief.debrief_tabs.no_decision_cost_or_won")
    if shown.no_analysis:
        return say("debrief.debrief_tabs.without_an_analysis_no_decision")
    return say("debrief.debrief_tabs.your_decisions_are_being_weighed")


def _decisions_wide(page: Page, rect: Rect, shown: DebriefShown) -> tuple[Widget, ...]:
    gap = page.px(GAP)
    left, right = columns(rect, (0.69, 0.31), gap)
    asking = shown.studied.asks
    upper, lower = rows(left, (0.36, 0.64) if asking else (0.42, 0.58), gap)
    # While the player looks for a better order, the map would give it away.
    one, *timing = (lower,) if asking else columns(lower, (0.62, 0.38), gap)

    def judged(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.judged", at)
        _judged(stack, shown)
        return stack.done()

    return (
        _curve(page, upper, shown),
        decision_panel(page, one, shown.studied, shown.view, _no_decision(shown)),
        *(_map(page, place, shown) for place in timing),
        scroll_area(page, "debrief.verdicts", right, judged, say("debrief.debrief_tabs.verdicts")),
    )


def _decisions_narrow(page: Page, rect: Rect, shown: DebriefShown) -> tuple[Widget, ...]:
    studied = shown.studied
    low = rect.h < 2 * page.px(CHART_HEIGHT)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.all", at)

        def filled(inside: Stack) -> None:
            if studied.one is None:
                inside.heading(say("debrief.debrief_tabs.one_decision_at_a_time"))
                inside.words(_no_decision(shown), BODY - 1, Ink.QUIET)
                return
            inside.heading(studied.title(shown.view.level.start.clock_minute))
            fill_decision(inside, studied, shown.view)
            inside.buttons(buttons_of(studied), 0)

        def curve() -> None:
            stack.put(_curve(page, Rect(at.x, stack.y, at.w, page.px(CHART_HEIGHT)), shown), GAP)

        def decision() -> None:
            stack.card("decision", filled, say("debrief.debrief_tabs.decision"))

        # Where the curve fills the window, what is to be pressed comes before it: nobody looks for it a screen below.
        for part in (decision, curve) if low else (curve, decision):
            part()
        if not studied.asks:
            found = shown.analysis.timing if shown.analysis is not None else None
            stack.put(_map(page, Rect(at.x, stack.y, at.w, timing_height(page, at.w, found)), shown), GAP)
        _judged(stack, shown)
        return stack.done()

    # Where the decision comes first, another one and the answer to it are read from the beginning, wherever one was.
    read = f".{studied.chosen}.{studied.trial.told}" if low else ""
    label = say("debrief.debrief_tabs.debrief")
    return (scroll_area(page, f"debrief.scroll.decisions{read}", rect, build, label),)


def _judged(stack: Stack, shown: DebriefShown) -> None:
    """Add how the score adds up, the three pitfalls, and what was hidden."""
    if not shown.failure:
        stack.put(sum_card(stack.page, stack.at, shown.score, shown.waits), GAP - 4)
    if shown.analysis is not None and shown.analysis.praised:
        start = shown.view.level.start.clock_minute
        stack.put(praise_card(stack.page, stack.at, shown.analysis.praised, start), GAP - 4)
    _pitfalls(stack, shown)
    if shown.answers:
        minute = shown.view.level.start.clock_minute
        title = say("debrief.pressure.title")
        stack.card("pressure", lambda inside: fill_pressure(inside, shown.answers, minute), title)
    stack.card("hidden", lambda inside: _hidden(inside, shown), say("debrief.debrief_tabs.hidden_until_now"))


def _pitfalls(stack: Stack, shown: DebriefShown) -> None:
    """Add the three verdicts of the score, or why there are none."""
    page, score = stack.page, shown.score
    if shown.failure:
        stack.card("failed", lambda inside: _failed(inside, shown.failure), say("debrief.debrief_tabs.no_score"))
    elif score is None:
        for pitfall in Pitfall:
            stack.put(open_card(page, stack.at, pitfall, say("debrief.verdicts.being_weighed")), GAP - 4)
    else:
        start = shown.view.level.start.clock_minute
        stop, unended = stopped_at(shown.view), say("debrief.verdicts.left_open")
        for one in score.pitfalls:
            own = one if shown.analysis is None else own_verdict(shown.analysis, shown.view.level, one.pitfall, stop)
            if own is None:
                open_ = left_open(shown.analysis, shown.view.level, one.pitfall, stop) if shown.analysis else ""
                stack.put(open_card(page, stack.at, one.pitfall, unended, open_), GAP - 4)
                continue
            points = pitfall_points(score, one.pitfall) if stop is None else own.lost
            stack.put(pitfall_card(page, stack.at, own, points, start), GAP - 4)


def _failed(stack: Stack, failure: str) -> None:
    stack.words(say("debrief.debrief_tabs.this_case_could_not_be"), HEADING, Ink.LOOK, Weight.BOLD)
    stack.words(failure, BODY)
    stack.words(say("debrief.debrief_tabs.its_case_file_is_kept"), BODY, Ink.QUIET)


def _hidden(stack: Stack, shown: DebriefShown) -> None:
    stack.heading(say("debrief.debrief_tabs.hidden_until_now"))
    if shown.analysis is not None and shown.analysis.hidden:
        stack.words(shown.analysis.hidden, BODY - 1)
    if shown.revealed is not None:
        stack.words(hidden_words(shown.view, shown.revealed, headed=True), BODY - 1)
    elif shown.analysis is None or not shown.analysis.hidden:
        stack.words(say("debrief.debrief_tabs.computing_what_was_hidden"), BODY - 1, Ink.QUIET)


def _chart(page: Page, rect: Rect, shown: DebriefShown) -> Widget:
    return truth_chart(page, rect, shown.view, shown.revealed, whole_span(shown.view))


def _outcome(stack: Stack, shown: DebriefShown) -> None:
    """Add what became of the patient; the numbers come with the score."""
    if not shown.failure:
        after = two_weeks_on(shown.score, shown.revealed, shown.view) if shown.score is not None else ""
        stack.put(outcome_card(stack.page, stack.at, shown.score, after), GAP - 4)


def _chart_wide(page: Page, rect: Rect, shown: DebriefShown) -> tuple[Widget, ...]:
    left, right = columns(rect, (0.66, 0.34), page.px(GAP))

    def judged(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.judged", at)
        _outcome(stack, shown)
        _pitfalls(stack, shown)
        return stack.done()

    return (
        _chart(page, left, shown),
        scroll_area(page, "debrief.verdicts.chart", right, judged, say("debrief.debrief_tabs.verdicts")),
    )


def _chart_narrow(page: Page, rect: Rect, shown: DebriefShown) -> tuple[Widget, ...]:
    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "debrief.all", at)
        stack.put(_chart(page, Rect(at.x, stack.y, at.w, page.px(CHART_HEIGHT)), shown), GAP)
        _outcome(stack, shown)
        _pitfalls(stack, shown)
        return stack.done()

    return (scroll_area(page, "debrief.scroll.chart", rect, build, say("debrief.debrief_tabs.the_chart")),)


def teach_tab(page: Page, rect: Rect, shown: DebriefShown, *, roomy: bool) -> tuple[Widget, ...]:
    """Return what the case teaches, with its studies, and questions to think about."""

    def lessons(stack: Stack) -> None:
        fill_lessons(stack, shown)
        for point in shown.view.level.teaching_points:
            stack.words(point.text, BODY, gap=0)
            stack.words(point.study, SMALL, Ink.QUIET, gap=10)

    def questions(stack: Stack) -> None:
        for question in shown.view.level.questions:
            bullet(stack, question, Ink.LOOK, BODY)

    both: tuple[tuple[str, str, Fill], ...] = (
        ("teach", say("debrief.debrief_tabs.what_this_case_teaches"), lessons),
        ("think", say("debrief.debrief_tabs.to_think_about"), questions),
    )
    if roomy:
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

    return (scroll_area(page, "debrief.scroll.teaches", rect, build, say("debrief.debrief_tabs.what_it_teaches")),)


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
