"""The question that comes before the answer, what would have been a better order, and the try at it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import assert_never

from game.case.view import Course, View
from game.review.findings import Analysis, Episode
from game.review.scoring.own import own_decisions
from game.review.valuation.what_if import ALONE_H, WhatIf
from game.ui.debrief.intents import ChooseMoment, ChooseOrder, Instead, Wait
from game.ui.debrief.stopping import stopped_at
from game.ui.debrief.value_curve import decisions
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import paragraph
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.page import BODY, SMALL
from game.ui.toolkit.stack import Choice, Stack
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State, impossible, selected
from game.values.drug import FORMULARY
from game.values.order import Give, Stop
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, span_text, ticks
from game.values.words import say, within

WORTH_ASKING = 5.0
"""Points of the score; a decision that cost less is told without asking."""
MOMENTS = 3
"""Hours that are offered beside the first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the player would have ordered instead."""

    told: bool = False
    """Whether the solution was asked for."""
    order: Instead | None = None
    """Nothing before any is chosen."""
    tick: Tick = -1
    """When; -1 before a moment is chosen."""
    answer: str = ""
    working: bool = False


@dataclass(frozen=True, slots=True)
class Trying:
    """What the model plays just now: something else may be chosen meanwhile."""

    order: Instead
    tick: Tick
    last: Tick
    """When the decision ended that it is about."""
    found: Future[WhatIf]


def worst_of(analysis: Analysis, view: View) -> Episode | None:
    """Return the decision of the player's own that cost most, if it cost enough to be asked about.

    A charge is a price and no loss of value, and where a look was missing every order comes to the same: no answer of
    the model would show anything. Nor would a drug where oxygen or norepinephrine was: neither is among the answers.
    """
    own = own_decisions(analysis, stopped_at(view))
    own = tuple([one for one in own if not (one.charged or one.unlooked or one.by_hand)])
    asked = [one for one in own if one.points >= WORTH_ASKING]
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


def moments_of(analysis: Analysis, one: Episode, view: View) -> tuple[Tick, ...]:
    """Return the hours that are offered: the first, those from which most was lost, and else an even spread.

    At the moment of the end nothing can be ordered any more.
    """
    over = view.horizon if view.outcome is None else view.outcome.tick
    first = max(0, one.first)
    points = [point for point in analysis.curve if first <= point.tick <= one.last]
    falls = sorted(pairwise(points), key=lambda two: (two[1].in_view - two[0].in_view, two[0].tick))
    lost = [before.tick for before, after in falls[:MOMENTS] if after.in_view < before.in_view]
    spread = [first + max(0, one.last - first) * part // MOMENTS for part in range(1, MOMENTS + 1)]
    offered = dict.fromkeys(tick // TICKS_PER_HOUR * TICKS_PER_HOUR for tick in (first, *lost, *spread) if tick < over)
    return tuple(sorted([*offered][: MOMENTS + 1]))


def choices_of(view: View, one: Episode, moments: tuple[Tick, ...]) -> tuple[Instead, ...]:
    """Return what is offered: to wait, to stop each course that ran at one of the moments, or to give a drug."""
    runs = [
        Stop(regimen=line.regimen.id)
        for line in view.courses
        if (line.running or (line.given and line.given[-1] >= one.first)) and any(_ran(line, tick) for tick in moments)
    ]
    return (Wait(), *runs, *(Give(regimen=regimen) for regimen in view.level.regimens))


def can_be(view: View, choice: Instead, tick: Tick) -> bool:
    """Say whether a choice does anything at a tick: a course that only began later cannot be stopped yet."""
    if not isinstance(choice, Stop) or tick < 0:
        return True
    return any(line.regimen.id == choice.regimen and _ran(line, tick) for line in view.courses)


def _ran(line: Course, tick: Tick) -> bool:
    """Say whether a course ran at a tick and had doses to come: given before, and again after no longer than usual."""
    before = max((given for given in line.given if given < tick), default=None)
    after = min((given for given in line.given if given >= tick), default=None)
    if before is None or line.regimen.doses <= 1:
        return False
    return line.running if after is None else after - before <= ticks(line.regimen.every_h)


def choice_name(choice: Instead) -> str:
    """Return what is chosen in words."""
    match choice:
        case Give(regimen=regimen):
            return FORMULARY[regimen].label
        case Stop(regimen=regimen):
            return say("debrief.trial.stop", drug=within(FORMULARY[regimen].label))
        case Wait():
            return say("debrief.trial.wait")
        case _:
            assert_never(choice)


def _alone_words(view: View, moments: tuple[Tick, ...], chosen: Tick) -> str:
    """Return for how long nothing but the order is done; no longer than the case could have lasted."""
    end = clock_text(view.horizon, view.level.start.clock_minute)
    whole = ticks(ALONE_H)
    if chosen >= 0 and view.horizon - chosen < whole:
        return say("debrief.trial.nothing_else_until_the_end", span=span_text(view.horizon - chosen), end=end)
    if chosen < 0 and any(view.horizon - tick < whole for tick in moments):
        return say("debrief.trial.nothing_else_or_until_the_end", hours=ALONE_H, end=end)
    return say("debrief.trial.nothing_else_is_done_for_2", hours=ALONE_H)


def _widget(choice: Instead) -> str:
    """Return the id of the button of a choice."""
    match choice:
        case Give(regimen=regimen):
            return f"trial.{regimen}"
        case Stop(regimen=regimen):
            return f"trial.stop.{regimen}"
        case Wait():
            return "trial.wait"
        case _:
            assert_never(choice)


def answer_words(tried: Trying, found: WhatIf, view: View) -> str:
    """Return what the model says to the player's own idea, beside what was done over the same hours and in all."""
    start = view.level.start.clock_minute
    told = {
        "choice": choice_name(tried.order),
        "when": clock_text(tried.tick, start),
        "instead": f"{found.instead:.0f}",
        "done": f"{found.done:.0f}",
    }
    if tried.last - tried.tick <= ticks(ALONE_H):
        return say("debrief.trial.at_expected_outcome_of_100_2", verdict=_verdict(found), **told)
    told |= {"hours": f"{ALONE_H}", "whole": f"{found.whole:.0f}"}
    if tried.last >= view.horizon:
        return say("debrief.trial.beside_all_to_the_end", **told)
    return say("debrief.trial.beside_all", end=clock_text(tried.last, start), **told)


def _verdict(found: WhatIf) -> str:
    gained = found.instead - found.done
    if gained >= 1:
        return say("debrief.trial.better_than_what_you_did", gained=f"{gained:.0f}")
    if gained <= -1:
        return say("debrief.trial.worse_than_what_you_did", gained=f"{-gained:.0f}")
    return say("debrief.trial.no_different_from_what_you")


def fill_question(stack: Stack, analysis: Analysis, one: Episode, trial: Attempt, view: View) -> None:
    """Add the question with the orders and hours to choose from, and the model's answer to what was tried."""
    stack.words(say("debrief.trial.find_a_better_order_here"), BODY, Ink.LOOK, Weight.BOLD, 4)

    def option(id_: str, label: str, intent: Intent, order: Instead | None, at: Tick) -> Choice:
        chosen = order == trial.order if isinstance(intent, ChooseOrder) else at == trial.tick
        missing = order is not None and not can_be(view, order, at)
        return Choice(id_, label, intent, state=selected(chosen, impossible(missing)))

    moments, start = moments_of(analysis, one, view), view.level.start.clock_minute
    orders = choices_of(view, one, moments)
    what = [option(_widget(order), choice_name(order), ChooseOrder(order), order, trial.tick) for order in orders]
    when = [
        option(f"trial.at.{tick}", clock_text(tick, start), ChooseMoment(tick), trial.order, tick) for tick in moments
    ]
    stack.buttons(tuple(what), 6, SMALL)
    stack.buttons(tuple(when), 4, SMALL)
    # Below what is pressed: above it an answer would move it from under the pointer. It is scrolled to when it comes.
    if trial.working:
        stack.words(say("debrief.trial.the_model_plays_it"), BODY - 1, Ink.QUIET)
    elif trial.answer:
        told = paragraph(stack.page, "trial.answer", stack.at, trial.answer, BODY - 1, Ink.TEXT, Weight.SEMIBOLD)
        stack.put(replace(told, state=State.CURRENT), 6)
    words = _alone_words(view, moments, trial.tick)
    if any(not can_be(view, order, tick) for order in orders for tick in moments):
        words = f"{words} {say('debrief.trial.stopped_while_it_ran')}"
    stack.words(words, SMALL, Ink.QUIET)
