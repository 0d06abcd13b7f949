"""Interrupted cases: taken up again, set aside or left for later, from the title and from the ward alike.

One that came to its end, and was closed before its debrief was seen, is no interrupted case: its debrief is offered.
"""

from __future__ import annotations

from collections.abc import Hashable

from game.ui.desk import Desk, ResumeError, Unfinished
from game.ui.menus.intents import AskAside, ResumeOffered, SetAside, StartAnew
from game.ui.navigation import Ways
from game.ui.toolkit.controls import dialog
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Push, Turn
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel
from game.values.ticks import clock_text
from game.values.words import count, say

ASK_EVERY_US, ASK_AT_MOST = 500_000, 60
"""How often, and how many times, it is asked how a patient is; a case of a fortnight is played in seconds."""


class Interrupted:
    """The cases that can be taken up, and what is being asked about one of them."""

    def __init__(self, desk: Desk, ways: Ways) -> None:
        """Look which cases there are."""
        self._desk = desk
        self._ways = ways
        self.cases = desk.unfinished()
        self._since_us = 0
        self._asked = 0
        self._offered: Unfinished | None = None
        """What is to be done with it is asked now."""
        self._leaving: Unfinished | None = None
        """Whether it is to be set aside is asked now."""
        self._failure = ""
        """Why a case could not be taken up, until it is read."""

    @property
    def key(self) -> Hashable:
        """Return what the widgets depend on."""
        return (self.cases, self._offered, self._leaving, self._failure)

    @property
    def asks(self) -> bool:
        """Say whether a question is open."""
        return bool(self._offered or self._leaving or self._failure)

    def tick(self, elapsed_us: int) -> None:
        """Look again while a patient's state is still being found out from the file."""
        self._since_us += elapsed_us
        unknown = any(case.view is None for case in self.cases)
        if unknown and self._since_us >= ASK_EVERY_US and self._asked < ASK_AT_MOST:
            self._since_us, self._asked = 0, self._asked + 1
            self.cases = self._desk.unfinished()
            self._offered, self._leaving = self._newest(self._offered), self._newest(self._leaving)

    def _newest(self, asked: Unfinished | None) -> Unfinished | None:
        """Return what is known by now of a case that is being asked about."""
        return next((case for case in self.cases if asked is not None and case.path == asked.path), asked)

    def of(self, level: str) -> tuple[Unfinished, ...]:
        """Return the cases of a level, newest first."""
        return tuple(case for case in self.cases if case.level.id == level)

    def offer(self, case: Unfinished) -> None:
        """Ask what is to be done with a case."""
        self._offered = case

    def ask_to_leave(self, case: Unfinished) -> None:
        """Ask whether a case is to be set aside."""
        self._leaving = case

    def resume(self, case: Unfinished) -> Turn:
        """Take a case up, or open its debrief where it is over, or say why that cannot be done."""
        self._offered = None
        try:
            play = self._desk.resume(case)
        except ResumeError as error:
            self._failure = str(error)
            self.cases = self._desk.unfinished()
            return None
        # A guided case has no debrief: its bedside says what follows.
        over = play.finished and case.level.coach is None
        return Push(self._ways.debrief(play) if over else self._ways.bedside(play))

    def answer(self, intent: Intent) -> Turn:
        """Answer the open question."""
        offered, leaving = self._offered, self._leaving
        if not isinstance(intent, ResumeOffered | StartAnew | AskAside | SetAside | Back):
            return None
        self._failure, self._offered, self._leaving = "", None, None
        match intent:
            case SetAside() if leaving is not None:
                self._desk.discard(leaving)
                self.cases = self._desk.unfinished()
            case ResumeOffered() if offered is not None:
                return self.resume(offered)
            case StartAnew() if offered is not None:
                return Push(self._ways.prebrief_of(offered.level))
            case AskAside() if offered is not None:
                self._leaving = offered
            case _:
                pass
        return None

    def dialog(self, page: Page) -> Widget | None:
        """Return the open question, if there is one."""
        if self._failure:
            close = (("ask.close", say("menus.interrupted.close"), Back()),)
            return dialog(
                page, "failure", say("menus.interrupted.this_case_cannot_be_resumed"), (self._failure,), close, Ink.LOOK
            )
        if self._leaving is not None:
            words = (say("menus.interrupted.it_will_not_be_offered"),)
            choices = (
                ("aside.keep", say("menus.interrupted.keep_it"), Back()),
                ("aside.confirm", say("menus.interrupted.set_it_aside"), SetAside()),
            )
            # Another id than that of the question before, so that the focus begins anew, on the safe answer.
            return dialog(
                page,
                "aside",
                say("menus.interrupted.set_the_case_of_aside", patient=self._leaving.level.patient.name),
                words,
                choices,
            )
        if self._offered is not None:
            return self._offer(page, self._offered)
        return None

    def _offer(self, page: Page, case: Unfinished) -> Widget:
        more = len(self.of(case.level.id)) - 1
        others = (count("menus.interrupted.older_cases_of_this_bed", more),) if more else ()
        title = say(
            "menus.interrupted.the_case_of_is_over" if case.ended else "menus.interrupted.the_case_of_was_interrupted",
            patient=case.level.patient.name,
        )
        words = (
            say("menus.interrupted.its_debrief_was_not_seen", when=when_words(case))
            if case.ended
            else say("menus.interrupted.you_can_resume_it_there", stands=stands_words(case))
        )
        choices: tuple[tuple[str, str, Intent], ...] = (
            ("ask.resume", resume_words(case), ResumeOffered()),
            ("ask.anew", say("menus.interrupted.start_anew"), StartAnew()),
            ("ask.aside", say("menus.interrupted.set_it_aside"), AskAside()),
            ("ask.back", say("menus.interrupted.back"), Back()),
        )
        return dialog(
            page,
            "ask",
            title,
            (words, *others),
            choices,
        )


def resume_words(case: Unfinished) -> str:
    """Return what the button says that goes on with a case: at the bedside, or to the debrief of one that is over."""
    return say("menus.interrupted.see_the_debrief" if case.ended else "menus.interrupted.resume")


def when_words(case: Unfinished) -> str:
    """Return at which moment a case stands."""
    return clock_text(case.tick, case.level.start.clock_minute)


def state_words(case: Unfinished) -> str:
    """Return how the patient of a case is now, where that is known: score, oxygen, temperature."""
    view = case.view
    if view is None or view.outcome is not None:
        return ""
    temperature, support = view.vitals[Channel.TEMPERATURE].text, view.support.text
    if view.ventilated:
        return say("menus.interrupted.state_on_the_ventilator", support=support, temperature=temperature)
    return say("menus.interrupted.state", news2=view.news2.total, support=support, temperature=temperature)


def stands_words(case: Unfinished) -> str:
    """Return the same as a sentence."""
    taken_over = say("menus.interrupted.it_was_taken_over_from") if case.branched else say("menus.interrupted.it")
    return say("menus.interrupted.stands_at", taken_over=taken_over, when=when_words(case))
