"""What a notice says of a tick: results with their values, who called, who pressed, and what a round finds."""

from __future__ import annotations

from game.case.view import View
from game.ui.bedside.result_words import result_words
from game.ui.toolkit.notice import Passing
from game.values.fact import Called, CallReason, ResultReady, Urged
from game.values.ticks import time_text
from game.values.words import say


def announced(view: View, at_the_round: str = "") -> Passing | None:
    """Return the notice, with the time since notices wait for each other; nothing where there is nothing to say."""
    told, when, call = [at_the_round] if at_the_round else [], view.tick, ""
    for fact in view.facts:
        if isinstance(fact, ResultReady):
            told.append(result_words(view, fact.panel))
        elif isinstance(fact, Called) and fact.reason is not CallReason.CRITICAL_RESULT:
            told.append(f"{say('bedside.nurse_called')}: {fact.text}")
            call = fact.text
            # What the ward starts is called for as it is started, as the notes have it.
            when = fact.tick
        elif isinstance(fact, Urged):
            call = f"“{fact.text}”"
            told.append(f"{fact.who}: {call}")
    words = " · ".join((time_text(when, view.level.start.clock_minute), *told))
    return Passing(words, call if len(told) == 1 else "") if told else None
