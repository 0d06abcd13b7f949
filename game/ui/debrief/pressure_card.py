"""The card on pressure: who pressed for what, whether it was done, and what the decision came to."""

from __future__ import annotations

from game.review.pressure import Answer
from game.review.wording import CAUSE_WORDS
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.page import BODY, SMALL
from game.ui.toolkit.stack import Stack
from game.ui.toolkit.theme import Ink
from game.values.drug import FORMULARY
from game.values.ticks import clock_text
from game.values.words import say, within


def outcome_words(answer: Answer, start_minute: int) -> str:
    """Return what was done about it, and what the decision it belongs to cost or won."""
    if not answer.yielded:
        return say("debrief.pressure.not_done")
    name, when = within(FORMULARY[answer.regimen].label), clock_text(answer.tick, start_minute)
    done = say(f"debrief.pressure.{'given' if answer.pressed.more else 'stopped'}", name=name, when=when)
    if not answer.weighed:
        return done
    one = answer.decision
    if one is not None and (points := round(one.points)) > 0:
        # What was asked for is not always what cost: an antibiotic stood beside an antiviral that was late.
        return f"{done} {say('debrief.pressure.cost', points=points, cause=CAUSE_WORDS[one.cause])}"
    return f"{done} {say('debrief.pressure.cost_nothing')}"


def pressed_words(answer: Answer, start_minute: int) -> str:
    """Return who pressed, and when, for the decision itself: it may have begun before anybody did."""
    when = clock_text(answer.pressed.tick, start_minute)
    return say("debrief.pressure.before", who=answer.pressed.who, text=answer.pressed.text, when=when)


def fill_pressure(stack: Stack, given: tuple[Answer, ...], start_minute: int) -> None:
    """Add everybody who pressed."""
    stack.heading(say("debrief.pressure.title"))
    for answer in given:
        head = f"{answer.pressed.who} · {clock_text(answer.pressed.tick, start_minute)}"
        stack.words(head, SMALL, Ink.QUIET, Weight.SEMIBOLD, 0)
        stack.words(f"“{answer.pressed.text}”", BODY - 1, gap=0)
        stack.words(outcome_words(answer, start_minute), BODY - 1, Ink.LOOK if answer.yielded else Ink.WELL, gap=8)
