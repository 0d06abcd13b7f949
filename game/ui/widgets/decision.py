"""One decision at a time: first the question what would have been better, then the answer."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.findings import Analysis, Cause, Episode, Mark
from game.ui.canvas import Weight
from game.ui.layout import Rect
from game.ui.page import BODY, SMALL, Page
from game.ui.parts import heading, panel, scroll_area
from game.ui.theme import Ink
from game.ui.widget import State, Widget
from game.ui.widgets import emblems
from game.ui.widgets.mark_signs import MARK_INKS, MARK_WORDS, mark_sign, points_lost
from game.ui.widgets.stack import Choice, Stack, button_row
from game.ui.widgets.value_curve import decisions, value_at
from game.values.drug import FORMULARY
from game.values.level import Level
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text

WORTH_ASKING = 5.0
"""A decision that cost less is told without asking."""
WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Trial:
    """What the player would have ordered instead."""

    told: bool = False
    """Whether the solution was asked for."""
    order: str = ""
    """'wait' or a regimen; empty before one is chosen."""
    tick: Tick = -1
    """When; -1 before a moment is chosen."""
    answer: str = ""
    working: bool = False


def worst_of(analysis: Analysis) -> Episode | None:
    """Return the decision that cost most, if it cost enough to be asked about."""
    dear = [one for one in analysis.episodes if one.cause is not Cause.CHANCE and one.loss >= WORTH_ASKING]
    return max(dear, key=lambda one: one.loss, default=None)


def moments_of(one: Episode) -> tuple[Tick, ...]:
    """Return the hours that are offered: the first and the last of the decision, and two between."""
    first = max(0, one.first)
    length = max(0, one.last - first)
    hours = [first + length * part // 3 // TICKS_PER_HOUR * TICKS_PER_HOUR for part in range(4)]
    return tuple(dict.fromkeys(hours))


def choice_name(order: str) -> str:
    """Return an order of the list in words."""
    return "Wait" if order == WAIT else FORMULARY[order].label if order in FORMULARY else order


def answer_words(analysis: Analysis, one: Episode, trial: Trial, value: float, start: int) -> str:
    """Return what the model says to the player's own idea, beside what was done."""
    after = value_at(analysis.curve, one.last, hindsight=True)
    gained = value - after
    verdict = (
        f"{gained:.0f} better than what you did"
        if gained >= 1
        else f"{-gained:.0f} worse than what you did"
        if gained <= -1
        else "no different from what you did"
    )
    return (
        f"{choice_name(trial.order)} at {clock_text(trial.tick, start)}: {value:.0f} of 100 for this patient, "
        f"{verdict} ({after:.0f})."
    )


def decision_panel(
    page: Page, rect: Rect, analysis: Analysis | None, chosen: int, trial: Trial, level: Level
) -> Widget:
    """Return the panel with the text of the decision above its buttons."""
    inner = rect.inset(page.px(14), page.px(12))
    if analysis is None or not analysis.episodes:
        words = "Your decisions are being weighed." if analysis is None else "No decision cost or won anything."
        stack = Stack(page, "decision", inner)
        stack.heading("One decision at a time")
        stack.words(words, BODY - 1, Ink.QUIET)
        return panel(page, "decision", rect, stack.done()[0], "One decision at a time")
    choices = buttons_of(analysis, chosen, trial)
    head = heading(page, "decision.title", inner, _title(analysis, chosen))
    row = button_row(page, Rect(inner.x, 0, inner.w, 0), choices)
    foot = inner.bottom - max(widget.rect.bottom for widget in row)
    row = button_row(page, Rect(inner.x, foot, inner.w, 0), choices)
    top = head.rect.bottom + page.px(4)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "decision.text", at)
        fill_decision(stack, analysis, chosen, trial, level)
        return stack.done()

    area = Rect(inner.x, top, inner.w, foot - page.px(8) - top)
    body = scroll_area(page, f"decision.scroll.{chosen}.{trial.told}", area, build, "Decision")
    return panel(page, "decision", rect, (head, body, *row), "Decision")


def _title(analysis: Analysis, chosen: int) -> str:
    return f"Decision {chosen + 1} of {len(decisions(analysis))}"


def buttons_of(analysis: Analysis, chosen: int, trial: Trial) -> tuple[Choice, ...]:
    """Return what can be done about the decision that is shown."""
    every = decisions(analysis)
    move = (
        Choice("decision.before", "‹", "earlier", words="The decision before"),
        Choice("decision.after", "Next ›", "later", words="The next decision"),
    )
    go = (
        Choice("decision.take_over", "Take over from here", "take_over"),
        Choice("decision.watch", "Watch", f"watch:{max(0, every[chosen].first)}", words="Watch this moment"),
    )
    if not asks(analysis, chosen, trial):
        return (*go, *(move if len(every) > 1 else ()))
    ready = State.NONE if trial.order and trial.tick >= 0 and not trial.working else State.DISABLED
    return (
        Choice("trial.try", "Try it", "try", primary=True, state=ready),
        Choice("trial.tell", "Tell me", "tell"),
        go[1],
        *(move if len(every) > 1 else ()),
    )


def asks(analysis: Analysis, chosen: int, trial: Trial) -> bool:
    """Say whether the decision is the worst one and its solution is not told yet."""
    return not trial.told and decisions(analysis)[chosen] is worst_of(analysis)


def fill_decision(stack: Stack, analysis: Analysis, chosen: int, trial: Trial, level: Level) -> None:
    """Add the words on one decision."""
    one = decisions(analysis)[chosen]
    start = level.start.clock_minute
    _head(stack, one, start)
    if one.knew:
        _labelled(stack, "What you knew", one.knew)
    _labelled(stack, "What you did", one.did)
    if asks(analysis, chosen, trial):
        _ask(stack, one, trial, level)
        return
    if trial.answer and one is worst_of(analysis):
        _labelled(stack, "You tried", trial.answer, Ink.LOOK)
    if one.better:
        _labelled(stack, "Better", f"{one.better} Value then: {one.better_value:.0f} of 100.", Ink.WELL)
    if one.why:
        _labelled(stack, "Why", one.why)
    if one.luck:
        _labelled(stack, "Luck", f"{one.luck}: in hindsight {points_lost(one.hindsight_loss)}.")
    if one.study:
        stack.words(one.study, SMALL, Ink.QUIET)


def _head(stack: Stack, one: Episode, start: int) -> None:
    page = stack.page
    side = page.px(22)
    spot = Rect(stack.x, stack.y, side, side)
    if one.cause is Cause.CHANCE:
        stack.words(f"Chance: {points_lost(one.loss)}", BODY, weight=Weight.BOLD)
        return
    sign = emblems.mark("decision.sign", spot, MARK_WORDS[one.mark], mark_sign(one.mark))
    stack.widgets.append(sign)
    beside = Stack(page, "decision.head", Rect(stack.x + side + page.px(8), stack.y, stack.w - side - page.px(8), 0))
    first = clock_text(max(0, one.first), start)
    when = first if one.last <= one.first else f"{first} to {clock_text(one.last, start)}"
    words = f"{MARK_WORDS[one.mark].capitalize()} · {one.cause.value} · {points_lost(one.loss)}"
    beside.words(words, BODY, MARK_INKS[one.mark] if one.mark is not Mark.FINE else Ink.TEXT, Weight.BOLD, 0)
    beside.words(when, SMALL, Ink.QUIET, gap=6)
    stack.widgets += beside.widgets
    stack.y = max(beside.y, sign.rect.bottom)


def _labelled(stack: Stack, label: str, words: str, ink: Ink = Ink.QUIET) -> None:
    stack.words(label, SMALL, ink, Weight.SEMIBOLD, 0)
    stack.words(words.replace("->", "→"), BODY - 1, gap=6)


def _ask(stack: Stack, one: Episode, trial: Trial, level: Level) -> None:
    stack.words("Find a better order here", BODY, Ink.LOOK, Weight.BOLD, 2)
    if trial.working:
        stack.words("The model plays it …", BODY - 1, Ink.QUIET)
    elif trial.answer:
        stack.words(trial.answer, BODY - 1, weight=Weight.SEMIBOLD)
    else:
        words = "Choose an order and when. Nothing else is done for 12 hours, then the guideline goes on."
        stack.words(words, SMALL, Ink.QUIET)

    def option(id_: str, label: str, intent: str, *, on: bool) -> Choice:
        return Choice(id_, label, intent, state=State.SELECTED if on else State.NONE)

    orders = (WAIT, *level.regimens)
    stack.buttons(
        tuple(option(f"trial.{name}", choice_name(name), f"order:{name}", on=trial.order == name) for name in orders), 8
    )
    start = level.start.clock_minute
    stack.buttons(
        tuple(
            option(f"trial.at.{tick}", clock_text(tick, start), f"moment:{tick}", on=trial.tick == tick)
            for tick in moments_of(one)
        ),
        8,
    )
