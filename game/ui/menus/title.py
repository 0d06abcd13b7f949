"""The first screen: what this is, and where to go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from game.ui.desk import Desk, Unfinished
from game.ui.menus.intents import (
    LeaveGame,
    NoExplainer,
    OfferAside,
    OpenFinished,
    OpenFirstCase,
    OpenJoin,
    OpenWard,
    ResumeCase,
)
from game.ui.menus.interrupted import Interrupted, resume_words, when_words
from game.ui.menus.storm_art import storm_art
from game.ui.navigation import Ways
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button, button_height, ground, scroll_area
from game.ui.toolkit.intents import Intent, OpenExplainer, OpenGlossary, OpenInside, OpenSettings
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, HEADING, SMALL, Page
from game.ui.toolkit.scene import Act, Dropped, Push, Quit, Reset, Told, Turn
from game.ui.toolkit.stack import Choice, Stack
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.caution import FOR_EDUCATION
from game.values.words import say

NAME = "menus.title.cytokine_storm"
NAME_SIZE = 46
CASE_SUFFIX = ".jsonl"
"""How the name of a case file ends; whatever else is dropped is read as a session pack."""
IN_A_LINE = "menus.title.a_patient_a_trend_a"
TWO_COLUMNS = 900
BUTTON_WIDTH = 300


class TitleScene:
    """Offers play, interrupted and finished cases, settings, glossary and the way out."""

    def __init__(self, desk: Desk, ways: Ways) -> None:
        """Look once which cases were interrupted."""
        self._desk = desk
        self._ways = ways
        self._interrupted = Interrupted(desk, ways)
        self._first = next((bed for bed in desk.beds() if bed.level.coach is not None), None)
        """The guided case, if there is one."""
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys that look inside the storm and explain it."""
        return (OpenInside(), OpenExplainer())

    def handle(self, told: Told) -> Turn:
        """Go where the player asks."""
        if isinstance(told, Dropped):
            if PurePath(told.path).suffix.lower() == CASE_SUFFIX:
                return Push(self._ways.finished(told.path))
            session = self._ways.session(told.path)
            return None if session is None else Reset(session)
        if not isinstance(told, Act):
            return None
        if self._interrupted.asks:
            return self._interrupted.answer(told.intent)
        match told.intent:
            case OpenWard():
                return Push(self._ways.ward())
            case ResumeCase(index):
                return self._interrupted.resume(self._interrupted.cases[index])
            case OfferAside(index):
                self._interrupted.ask_to_leave(self._interrupted.cases[index])
            case OpenFirstCase() if self._first is not None:
                return Push(self._ways.prebrief(self._first))
            case OpenFinished():
                return Push(self._ways.finished())
            case OpenJoin():
                return Push(self._ways.join())
            case OpenSettings():
                return Push(self._ways.settings())
            case OpenInside():
                return Push(self._ways.inside())
            case OpenExplainer():
                self._offered()
                return Push(self._ways.explainer())
            case NoExplainer():
                self._offered()
            case OpenGlossary():
                return Push(self._ways.glossary())
            case LeaveGame():
                return Quit()
            case _:
                pass
        return None

    def _offered(self) -> None:
        """Keep that the explainer was offered: once is enough."""
        settings = self._desk.settings()
        if not settings.explainer_offered:
            self._desk.keep_settings(replace(settings, explainer_offered=True))

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: the picture moves by itself, and of a case that is looked into it is known how it stands."""
        self._interrupted.tick(elapsed_us)
        return None

    def tree(self, page: Page) -> Widget:
        """Return the menu on the left and the picture on the right, or the menu alone."""
        return self._kept.tree(page, self._interrupted.key, lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        margin = page.px(28)
        inner = page.rect.inset(margin)
        wide = page.wide >= TWO_COLUMNS
        menu, *art = columns(inner, (0.46, 0.54), page.px(28)) if wide else (inner,)
        children: tuple[Widget, ...] = (self._menu(page, menu),)
        if art:
            children += (storm_art(page, art[0]),)
        question = self._interrupted.dialog(page)
        if question is not None:
            children += (question,)
        return ground(page, "title", children, say(NAME))

    def _menu(self, page: Page, rect: Rect) -> Widget:
        def at(top: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "title.menu", top)
            self._fill(page, stack)
            return stack.done()

        _, bottom = at(Rect(rect.x, 0, rect.w, 0))
        down = max(0, (rect.h - bottom) // 2)
        area = Rect(rect.x, rect.y + down, rect.w, rect.h - down)
        return scroll_area(page, "title.scroll", area, at, say("menus.title.menu"))

    def _fill(self, page: Page, stack: Stack) -> None:
        stack.words(say(NAME), NAME_SIZE, Ink.TEXT, Weight.BOLD, 4)
        stack.words(say(IN_A_LINE), HEADING - 2, Ink.QUIET, gap=18)
        if not page.settings.explainer_offered:
            _offer(stack)
        for index, case in enumerate(self._interrupted.cases):
            self._unfinished(stack, index, case)
        high = button_height(page, BODY + 1)
        ways: tuple[tuple[str, str, Intent], ...] = (
            ("play", say("menus.title.play"), OpenWard()),
            *([("first", say("menus.title.first_case"), OpenFirstCase())] if self._first is not None else []),
            ("finished", say("menus.title.finished_cases"), OpenFinished()),
            *([("join", say("menus.title.join"), OpenJoin())] if self._ways.may_join else []),
            ("inside", say("inside.open"), OpenInside()),
            ("explainer", say("film.open"), OpenExplainer()),
            ("glossary", say("menus.title.glossary"), OpenGlossary()),
            ("settings", say("menus.title.settings"), OpenSettings()),
            ("quit", say("menus.title.quit"), LeaveGame()),
        )
        gap = page.px(10)
        half = (stack.w - gap) // 2
        longest = max(page.width(label, BODY + 1, Weight.SEMIBOLD) for _, label, _ in ways) + page.px(40)
        across = 2 if longest <= half else 1
        # No wider than they look well, but for a word that needs it.
        wide = min(max(page.px(BUTTON_WIDTH), longest), half if across == 2 else stack.w)
        # Two to a row, so that the menu fits beside an offer and an interrupted case.
        for first in range(0, len(ways), across):
            for place, (id_, label, intent) in enumerate(ways[first : first + across]):
                at = Rect(stack.x + place * (wide + gap), stack.y, wide, high)
                stack.widgets.append(button(page, id_, at, label, intent, primary=id_ == "play", size=BODY + 1))
            stack.y += high + gap
        stack.space(6)
        stack.words(say("menus.title.f1_shows_the_keys_of", part=say(FOR_EDUCATION)), SMALL, Ink.QUIET)

    def _unfinished(self, stack: Stack, index: int, case: Unfinished) -> None:
        patient = case.level.patient
        stopped = "menus.title.interrupted_taken_over" if case.branched else "menus.title.interrupted_case"
        head = say("menus.title.over_without_debrief" if case.ended else stopped)
        spoken = "menus.title.debrief_of" if case.ended else "menus.title.resume_2"

        def fill(inside: Stack) -> None:
            inside.heading(head, 2)
            inside.words(patient.in_bed(), BODY, weight=Weight.SEMIBOLD, gap=0)
            inside.words(f"{when_words(case)} · {case.level.title}", SMALL + 1, Ink.QUIET, gap=8)
            inside.buttons(
                (
                    Choice(
                        f"resume.{index}",
                        resume_words(case),
                        ResumeCase(index),
                        words=say(spoken, patient=patient.name),
                    ),
                    Choice(
                        f"aside.{index}",
                        say("menus.title.set_aside"),
                        OfferAside(index),
                        words=say("menus.title.set_aside_2", patient=patient.name),
                    ),
                ),
                0,
            )

        stack.card(f"unfinished.{index}", fill, head)


def _offer(stack: Stack) -> None:
    """Offer the explainer to who starts the game for the first time."""

    def fill(inside: Stack) -> None:
        inside.heading(say("film.offer"), 2)
        inside.words(say("film.offer.words"), BODY, gap=8)
        inside.buttons(
            (
                Choice("offer.watch", say("film.watch"), OpenExplainer()),
                Choice("offer.not_now", say("film.not_now"), NoExplainer()),
            ),
            0,
        )

    stack.card("offer", fill, say("film.offer"))
