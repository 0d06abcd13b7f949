"""The question that comes before the answer, what would have been a better order, and the try at it."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.findings import Analysis, Episode, value_at
from game.ui.debrief.intents import ChooseMoment, ChooseOrder
from game.ui.debrief.value_curve import decisions
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.page import BODY, SMALL
from game.ui.toolkit.stack import Choice, Stack
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State
from game.values.drug import FORMULARY
from game.values.level import Level
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text

WORTH_ASKING = 5.0
"""Points of the score; a decision that cost less is told without asking."""
WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Attempt:
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
    """Return the decision that cost most, if it cost enough to be asked about.

    A charge is a price and no loss of value: no other order would show in the answer of the model.
    """
    asked = [one for one in analysis.decided if not one.charged and one.points >= WORTH_ASKING]
    return max(asked, key=lambda one: one.points, default=None)


def like(analysis: Analysis, wanted: Episode) -> int:
    """Return which decision of these is the wanted one of an earlier look, or the nearest to it."""

    def apart(index: int) -> tuple[bool, bool, int]:
        one = every[index]
        away = abs(one.first - wanted.first) + abs(one.last - wanted.last)
        return one.cause is not wanted.cause, one.charged is not wanted.charged, away

    every = decisions(analysis)
    near = [n for n, one in enumerate(every) if one.first <= wanted.last and wanted.first <= one.last]
    return min(near or range(len(every)), key=apart)


def moments_of(one: Episode) -> tuple[Tick, ...]:
    """Return the hours that are offered: the first and the last of the decision, and two between."""
    first = max(0, one.first)
    length = max(0, one.last - first)
    hours = [first + length * part // 3 // TICKS_PER_HOUR * TICKS_PER_HOUR for part in range(4)]
    return tuple(dict.fromkeys(hours))


def choice_name(order: str) -> str:
    """Return an order of the list in words."""
    return "Wait" if order == WAIT else FORMULARY[order].label if order in FORMULARY else order


def answer_words(analysis: Analysis, one: Episode, trial: Attempt, value: float, start: int) -> str:
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
        f"{choice_name(trial.order)} at {clock_text(trial.tick, start)}: expected outcome {value:.0f} of 100 "
        f"for this patient, {verdict} ({after:.0f})."
    )


def fill_question(stack: Stack, one: Episode, trial: Attempt, level: Level) -> None:
    """Add the question with the orders and hours to choose from, and the model's answer to what was tried."""
    stack.words("Find a better order here: which, and when?", BODY, Ink.LOOK, Weight.BOLD, 4)
    if trial.working:
        stack.words("The model plays it …", BODY - 1, Ink.QUIET)
    elif trial.answer:
        stack.words(trial.answer, BODY - 1, weight=Weight.SEMIBOLD)

    def option(id_: str, label: str, intent: Intent, *, on: bool) -> Choice:
        return Choice(id_, label, intent, state=State.SELECTED if on else State.NONE)

    orders = (WAIT, *level.regimens)
    stack.buttons(
        tuple(option(f"trial.{name}", choice_name(name), ChooseOrder(name), on=trial.order == name) for name in orders),
        8,
    )
    start = level.start.clock_minute
    stack.buttons(
        tuple(
            option(f"trial.at.{tick}", clock_text(tick, start), ChooseMoment(tick), on=trial.tick == tick)
            for tick in moments_of(one)
        ),
        4,
    )
    words = "Nothing else is done for 12 hours; then the reference plan goes on. The model plays it for this patient."
    stack.words(words, SMALL, Ink.QUIET)
