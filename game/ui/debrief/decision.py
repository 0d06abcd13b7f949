"""One decision at a time: what was known and done, what would have been better, and both judgements of it."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.view import View
from game.review.findings import Analysis, Cause, Episode, Mark
from game.review.pressure import Answer, before
from game.review.scoring.own import outlasts
from game.review.wording import CAUSE_WORDS, MARK_WORDS, luck_of, luck_words, points_number, points_words
from game.ui.debrief.intents import TellAnswer, TryOrder
from game.ui.debrief.pressure_card import pressed_words
from game.ui.debrief.stopping import stopped_at
from game.ui.debrief.trial import Attempt, fill_question
from game.ui.debrief.value_curve import decisions
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import heading, panel, scroll_area
from game.ui.toolkit.intents import Earlier, GoTo, Later, TakeOver
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS, mark_sign
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, button_row
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State, Widget
from game.ui.toolkit.wording import typeset
from game.values.ticks import clock_text, day_of, time_text
from game.values.words import capital, count, say


@dataclass(frozen=True, slots=True)
class Studied:
    """The decisions of a case, which one is shown, and which one is asked about."""

    analysis: Analysis | None
    chosen: int
    asked: int
    """-1 if none of them cost enough."""
    trial: Attempt
    answers: tuple[Answer, ...] = ()
    """What was done about everybody who pressed."""

    @property
    def every(self) -> tuple[Episode, ...]:
        """Return the decisions in the order of time, chance last."""
        return decisions(self.analysis) if self.analysis is not None else ()

    @property
    def one(self) -> Episode | None:
        """Return the decision that is shown; nothing if there is none."""
        return self.every[self.chosen] if self.every else None

    @property
    def asks(self) -> bool:
        """Say whether the decision that is shown is the one asked about, and its solution is not told yet."""
        return bool(self.every) and not self.trial.told and self.chosen == self.asked

    @property
    def name(self) -> str:
        """Return which decision of how many is shown."""
        if self.every[self.chosen].cause is Cause.CHANCE:
            return say("debrief.decision.what_was_no_decision")
        of = sum(each.cause is not Cause.CHANCE for each in self.every)
        return say("debrief.decision.decision_of_2", chosen=self.chosen + 1, of=of)

    def title(self, start: int) -> str:
        """Return the same, and when it was made."""
        one = self.every[self.chosen]
        return self.name if one.cause is Cause.CHANCE else f"{self.name} · {when_words(one, start)}"


def when_words(one: Episode, start: int) -> str:
    """Return from when to when; the day is named once if it is the same."""
    first, last = clock_text(max(0, one.first), start), clock_text(one.last, start)
    if one.last <= one.first:
        return first
    if day_of(max(0, one.first), start) == day_of(one.last, start):
        last = time_text(one.last, start)
    return say("debrief.decision.to_2", first=first, last=last)


def decision_panel(page: Page, rect: Rect, studied: Studied, view: View, none: str) -> Widget:
    """Return the panel with the text of the decision above its buttons; `none` says why there is none."""
    inner = rect.inset(page.px(14), page.px(12))
    one = studied.one
    if one is None:
        stack = Stack(page, "decision", inner)
        stack.heading(say("debrief.decision.one_decision_at_a_time"))
        stack.words(none, BODY - 1, Ink.QUIET)
        return panel(page, "decision", rect, stack.done()[0], say("debrief.decision.one_decision_at_a_time"))
    choices = buttons_of(studied)
    start = view.level.start.clock_minute
    title = studied.title(start)
    if page.width(title.upper(), SMALL - 0.5, Weight.SEMIBOLD) > inner.w:
        title = studied.name
    head = heading(page, "decision.title", inner, title)
    row = button_row(page, Rect(inner.x, 0, inner.w, 0), choices)
    foot = inner.bottom - max(widget.rect.bottom for widget in row)
    row = button_row(page, Rect(inner.x, foot, inner.w, 0), choices)
    top = head.rect.bottom + page.px(4)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "decision.text", at)
        fill_decision(stack, studied, view)
        return stack.done()

    area = Rect(inner.x, top, inner.w, foot - page.px(8) - top)
    body = scroll_area(
        page, f"decision.scroll.{studied.chosen}.{studied.trial.told}", area, build, say("debrief.decision.decision")
    )
    return panel(page, "decision", rect, (head, body, *row), say("debrief.decision.decision"))


def buttons_of(studied: Studied) -> tuple[Choice, ...]:
    """Return what can be done about the decision that is shown."""
    every = studied.every
    move = (
        Choice("decision.before", "‹", Earlier(), words=say("debrief.decision.the_decision_before")),
        Choice(
            "decision.after", say("debrief.decision.next"), Later(), words=say("debrief.decision.the_next_decision")
        ),
    )
    first = max(0, every[studied.chosen].first)
    go = (
        Choice("decision.take_over", say("debrief.decision.take_over_from_here"), TakeOver()),
        Choice(
            "decision.watch",
            say("debrief.decision.watch"),
            GoTo(first),
            words=say("debrief.decision.watch_this_moment"),
        ),
    )
    if not studied.asks:
        return (*go, *(move if len(every) > 1 else ()))
    trial = studied.trial
    ready = State.NONE if trial.order is not None and trial.tick >= 0 and not trial.working else State.DISABLED
    return (
        Choice("trial.try", say("debrief.decision.try_it"), TryOrder(), primary=True, state=ready),
        Choice("trial.tell", say("debrief.decision.tell_me"), TellAnswer()),
        go[1],
        *(move if len(every) > 1 else ()),
    )


def fill_decision(stack: Stack, studied: Studied, view: View) -> None:
    """Add the words on one decision."""
    one = studied.every[studied.chosen]
    _head(stack, one, told=not studied.asks)
    if studied.chosen == studied.asked and studied.trial.told:
        # What was known and done was read with the question: now the answer comes first.
        _fill_answer(stack, studied, one)
        _fill_done(stack, studied, one, view)
        return
    _fill_done(stack, studied, one, view, brief=studied.asks)
    if studied.asks and studied.analysis is not None:
        fill_question(stack, studied.analysis, one, studied.trial, view)
        return
    _fill_answer(stack, studied, one)


def _fill_done(stack: Stack, studied: Studied, one: Episode, view: View, *, brief: bool = False) -> None:
    """Add what was known and what was done; in brief each on the line of its name."""
    chance = one.cause is Cause.CHANCE
    did = say("debrief.decision.what_it_was") if chance else say("debrief.decision.what_you_did")
    for label, words in ((say("debrief.decision.what_you_knew"), one.knew), (did, one.did)):
        if brief and words:
            stack.words(say("debrief.decision.in_brief", label=label, words=typeset(words)), BODY - 1, gap=4)
        elif words or label == did:
            _labelled(stack, label, words)
    if outlasts(one, stopped_at(view)):
        stack.words(say("debrief.decision.goes_on_after_the_stop"), BODY - 1, Ink.LOOK)
    yielded = before(one, studied.answers)
    if yielded is not None:
        _labelled(stack, say("debrief.pressure.title"), pressed_words(yielded, view.level.start.clock_minute), Ink.LOOK)


def _fill_answer(stack: Stack, studied: Studied, one: Episode) -> None:
    """Add what was tried, what would have been better, and why."""
    if studied.trial.answer and studied.chosen == studied.asked:
        _labelled(stack, say("debrief.decision.you_tried"), studied.trial.answer, Ink.LOOK)
    if one.better:
        then = (
            ""
            if one.charged
            else say("debrief.decision.expected_outcome_then_of_100", better_value=f"{one.better_value:.0f}")
        )
        # What the guideline run would have done is no better where the play won by doing other.
        won = round(one.points) < 0
        if one.gained >= 1 and not won:
            then += count("debrief.decision.gained", one.gained)
        label = say("debrief.decision.the_guideline_run") if won else say("debrief.decision.better")
        _labelled(stack, label, f"{one.better}{then}", Ink.QUIET if won else Ink.WELL)
    if one.why:
        _labelled(stack, say("debrief.decision.why"), one.why)
    if one.luck is not None:
        _labelled(stack, capital(luck_words(one)), say(f"debrief.decision.luck.{luck_of(one)}"), Ink.LOOK)
    if one.study:
        stack.words(typeset(one.study), SMALL, Ink.QUIET)


def judgements(one: Episode) -> str:
    """Return both judgements of a decision side by side; chance costs nothing."""
    if one.cause is Cause.CHANCE:
        return say("debrief.decision.costs_nothing")
    if one.charged:
        return say("debrief.decision.a_fixed_price", points=points_words(one.points))
    seen, true = points_number(one.points), points_number(one.hindsight_points)
    luck = f" · {luck_words(one)}" if one.luck is not None else ""
    return say("debrief.decision.with_what_you_could_see", seen=seen, true=true, luck=luck)


def _head(stack: Stack, one: Episode, *, told: bool) -> None:
    page = stack.page
    if one.cause is Cause.CHANCE:
        stack.words(say("debrief.decision.chance_costs_nothing"), BODY, weight=Weight.BOLD, gap=0)
        if round(one.loss):
            moved = say("debrief.decision.expected_outcome_of_100_by", points_number=points_number(one.loss))
            stack.words(moved, SMALL + 1, Ink.QUIET)
        return
    side = page.px(22)
    spot = Rect(stack.x, stack.y, side, side)
    sign = emblems.mark("decision.sign", spot, MARK_WORDS[one.mark], mark_sign(one.mark))
    stack.widgets.append(sign)
    beside = Stack(page, "decision.head", Rect(stack.x + side + page.px(8), stack.y, stack.w - side - page.px(8), 0))
    words = f"{MARK_WORDS[one.mark].capitalize()} · {CAUSE_WORDS[one.cause]} · {points_words(one.points)}"
    beside.words(words, BODY, MARK_INKS[one.mark] if one.mark is not Mark.FINE else Ink.TEXT, Weight.BOLD, 0)
    if told:
        beside.words(judgements(one), SMALL + 1, weight=Weight.SEMIBOLD if one.luck else Weight.REGULAR, gap=6)
    stack.widgets += beside.widgets
    stack.y = max(beside.y, sign.rect.bottom + page.px(4))


def _labelled(stack: Stack, label: str, words: str, ink: Ink = Ink.QUIET) -> None:
    stack.words(label, SMALL, ink, Weight.SEMIBOLD, 0)
    if words:
        stack.words(typeset(words), BODY - 1, gap=6)
