"""The dialogs of the bedside."""

from __future__ import annotations

from typing import Final

from game.case.appearance import FEVER_C
from game.case.view import View
from game.ui.bedside.attention import dampens
from game.ui.bedside.ended import ended_dialog
from game.ui.bedside.intents import Asked, AskToLeave, Consider, LeaveCase, Question, RunToEnd
from game.ui.bedside.news2 import parts_dialog
from game.ui.bedside.prescribing import question
from game.ui.toolkit.controls import dialog
from game.ui.toolkit.intents import (
    Back,
    Intent,
    OpenDrugChart,
    OpenGlossary,
    OpenInside,
    OpenResults,
    OpenSaid,
    OpenSettings,
    ShowKeys,
)
from game.ui.toolkit.page import Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel, Flag
from game.values.ticks import span_text, ticks
from game.values.words import say, within

NOT_LOOKED: Final = ticks(48.0)
"""How old the newest blood is where its age is said with the offer of the end (assumed)."""


def asked(page: Page, view: View, asking: Question | None, reason: str) -> Widget | None:
    """Return the dialog that stands over the bedside, if one does."""
    choices: tuple[tuple[str, str, Intent], ...]
    if isinstance(asking, Consider):
        course = next(course for course in view.courses if course.regimen.id == asking.regimen)
        ask = question(view, course, asking)
        return dialog(page, "ask", ask.title, ask.words, ask.choices, ask.ink, ask.options, ask.bright, ask.beneath)
    if asking is Asked.REFUSED:
        choices = (("ask.close", say("bedside.close"), Back()),)
        return dialog(
            page,
            "ask",
            say("bedside.the_order_was_refused"),
            (reason, say("bedside.it_is_written_down_in")),
            choices,
            Ink.LOOK,
        )
    if asking is Asked.NEWS2:
        return parts_dialog(page, view)
    if asking is Asked.MENU:
        choices = (
            ("ask.back", say("bedside.menu.go_on"), Back()),
            ("menu.keys", say("bedside.menu.keys"), ShowKeys()),
            ("menu.glossary", say("bedside.menu.glossary"), OpenGlossary()),
            ("menu.settings", say("bedside.menu.settings"), OpenSettings()),
            ("menu.results", say("bedside.results"), OpenResults()),
            ("menu.said", say("bedside.results.notes_and_calls"), OpenSaid()),
            ("menu.drugs", say("bedside.drug_chart"), OpenDrugChart()),
            ("menu.inside", say("bedside.menu.inside"), OpenInside()),
            ("menu.leave", say("bedside.menu.leave"), AskToLeave()),
        )
        return dialog(page, "ask", say("bedside.header.menu"), (say("bedside.menu.time_stands_still"),), choices)
    if asking is Asked.DECIDED:
        choices = (
            ("ask.back", say("bedside.decided.stay"), Back()),
            ("ask.end", say("bedside.decided.run_to_the_end"), RunToEnd()),
        )
        runs = "; ".join(map(within, dampens(view)))
        still = (say("bedside.decided.still_runs", drugs=runs),) if runs else ()
        words = (say("bedside.decided.nothing_got_worse"), *_open(view), *still, say("bedside.decided.whoever_calls"))
        return dialog(page, "ask", say("bedside.decided.the_worst_is_over"), words, choices, Ink.WELL)
    if asking in {Asked.LEAVE, Asked.LEAVE_UNTOUCHED}:
        kept = (reason or say("bedside.everything_up_to_this_minute"), say("bedside.you_can_take_the_case"))
        words = kept if asking is Asked.LEAVE else (say("bedside.nothing_to_keep"),)
        choices = (("ask.back", say("bedside.stay"), Back()), ("ask.leave", say("bedside.leave"), LeaveCase()))
        return dialog(page, "ask", say("bedside.leave_this_case"), words, choices)
    if asking is Asked.ENDED and view.outcome is not None:
        return ended_dialog(page, view, view.outcome)
    return None


def _open(view: View) -> tuple[str, ...]:
    """Return what neither NEWS2 nor support tells of a case that looks decided: fever, and how old the blood is."""
    temperature = view.vitals[Channel.TEMPERATURE]
    fever = temperature.flag is not Flag.ABSENT and temperature.shown >= FEVER_C
    taken = [one.taken for readings in view.labs.values() for one in readings[-1:]]
    said = [say("bedside.decided.still_fever", temperature=temperature.text)] if fever else []
    if taken and view.tick - max(taken) >= NOT_LOOKED:
        said.append(say("bedside.decided.not_looked", span=span_text(view.tick - max(taken))))
    return tuple(said)
