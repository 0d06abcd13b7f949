"""The page of a training session, part by part."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from game.ui.menus.intents import ChooseAnswer, GoOn, LeaveUnkept, PlayLevel, SeeDebriefOf, TypeWords
from game.ui.session_desk import SessionBed
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import dialog, scroll_area
from game.ui.toolkit.field import field, field_height, lines_of
from game.ui.toolkit.intents import Back
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, bullet, frame, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State, Widget, selected
from game.values.session import Mode, Session, Shows, Test, When
from game.values.words import Worded, count, say

WIDEST = 900
"""Design pixels that a line of reading may be long."""


class SessionPart(enum.Enum):
    """The parts of a session, in their order."""

    NAME = "name"
    BEFORE = "before"
    LEVELS = "levels"
    AFTER = "after"
    PLAN = "plan"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SessionShowing:
    """What the page depends on beside the session."""

    step: SessionPart
    learner: str
    typed: str
    chosen: tuple[int, ...]
    """Answers of the test, counted from 1; 0 for none yet."""
    beds: tuple[SessionBed, ...]
    ready: bool
    """The learner may go on."""
    folder: str
    """Where it lies what is handed in."""
    busy: bool
    """A case is being scored or opened."""
    live: str = ""
    """Whether the instructor of a live class has all that was played; empty where there is none."""
    over: bool = False
    """The lesson of a live class is over."""
    seated: bool = False
    """The name is that of a seat in a live class: it is shown, and not typed any more."""
    leaving: bool = False
    """It is asked whether to leave, and lose what was chosen or written on this page."""


MODES = Worded({Mode.FORMATIVE: "menus.session.formative", Mode.SUMMATIVE: "menus.session.summative"})
SEEN = Worded({When.EACH: "menus.session.each", When.LAST: "menus.session.last", When.CLASS: "menus.session.class"})
SCORED = Worded(
    {
        When.EACH: "menus.session.score_each",
        When.LAST: "menus.session.score_last",
        When.CLASS: "menus.session.class",
    }
)
"""The same where learners see the score of a case, and not its debrief."""
GO_ON = Worded(
    {
        SessionPart.NAME: "menus.session.begin",
        SessionPart.BEFORE: "menus.session.to_the_levels",
        SessionPart.LEVELS: "menus.session.go_on",
        SessionPart.AFTER: "menus.session.go_on",
        SessionPart.PLAN: "menus.session.finish",
    }
)
WHY_NOT = Worded(
    {
        SessionPart.NAME: "menus.session.why_name",
        SessionPart.BEFORE: "menus.session.why_test",
        SessionPart.LEVELS: "menus.session.why_levels",
        SessionPart.AFTER: "menus.session.why_test",
        SessionPart.PLAN: "menus.session.why_plan",
    }
)
"""Why nobody goes on yet."""
LOST = Worded({SessionPart.NAME: "menus.session.leave_name", SessionPart.PLAN: "menus.session.leave_plan"})
"""What is lost by who leaves, beside the answers of a test."""


def session_page(page: Page, session: Session, showing: SessionShowing) -> Widget:
    """Return the part of a session at which a learner is."""
    back = Choice("session.back", say("menus.session.leave"), Back())
    choices: tuple[Choice, ...] = (back,)
    if showing.step is not SessionPart.DONE:
        state = State.NONE if showing.ready else State.DISABLED
        choices = (Choice("session.on", GO_ON[showing.step], GoOn(), primary=True, state=state), back)
    who = say("menus.session.who", learner=showing.learner) if showing.learner else session.role
    why = "" if showing.ready or showing.busy else WHY_NOT.get(showing.step, "")
    parts = frame(page, "session", session.title, who, choices, why=why)
    wide = min(parts.body.w, page.px(WIDEST))
    fill = _FILLS[showing.step]

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "session.body", Rect(at.x, at.y, min(at.w, wide), 0))
        fill(stack, session, showing)
        return stack.done()

    # Each part is read from its top, however far the one before was scrolled.
    body = scroll_area(page, f"session.scroll.{showing.step.value}", parts.body, build, session.title)
    made = whole(page, "session", parts, (body,), session.title)
    return replace(made, children=(*made.children, _leaving(page, showing))) if showing.leaving else made


def _leaving(page: Page, showing: SessionShowing) -> Widget:
    """Return the question whether to leave; the safe answer comes first."""
    words = LOST.get(showing.step) or say("menus.session.leave_answers")
    choices = (
        ("session.leave.stay", say("menus.session.leave_stay"), Back()),
        ("session.leave.go", say("menus.session.leave"), LeaveUnkept()),
    )
    return dialog(page, "session.leave", say("menus.session.leave_ask"), (words,), choices)


def _name(stack: Stack, session: Session, showing: SessionShowing) -> None:
    def who(inside: Stack) -> None:
        inside.heading(say("menus.session.your_name"))
        inside.words(say("menus.session.what_is_kept"), BODY)
        if showing.seated:
            inside.words(showing.typed, BODY, weight=Weight.SEMIBOLD, gap=2)
            return
        label = say("menus.session.type_it")
        long = lines_of(inside.page, label, inside.w)
        at = Rect(inside.x, inside.y, inside.w, field_height(inside.page, long))
        inside.put(field(inside.page, "session.name", at, label, showing.typed, TypeWords(), long=long), 4)

    def what(inside: Stack) -> None:
        inside.heading(say("menus.session.before_you_begin"))
        if session.prebrief:
            inside.words(session.prebrief, BODY, gap=8)
        for line in _rules(session):
            bullet(inside, line, Ink.QUIET)

    stack.card("session.who", who, say("menus.session.your_name"))
    stack.card("session.prebrief", what, say("menus.session.before_you_begin"))
    if session.objectives:

        def aims(inside: Stack) -> None:
            inside.heading(say("menus.prebrief.what_you_will_practise"))
            for aim in session.objectives:
                bullet(inside, aim.text, Ink.WELL)

        stack.card("session.aims", aims, say("menus.prebrief.what_you_will_practise"))


def _rules(session: Session) -> tuple[str, ...]:
    """Return what holds in a session, a sentence each."""
    rules = [MODES[session.mode]]
    if session.tries:
        rules.append(count("menus.session.tries", session.tries))
    if session.least_score:
        least = "menus.session.least_or_used" if session.tries else "menus.session.least"
        rules.append(say(least, least=session.least_score))
    if session.time_limit_minutes:
        rules.append(count("menus.session.minutes", session.time_limit_minutes))
    seen = SCORED if session.shows is Shows.SCORE else SEEN
    rules.append(say("menus.session.sees_nothing") if session.shows is Shows.NOTHING else seen[session.when])
    return tuple(rules)


def _test(stack: Stack, session: Session, showing: SessionShowing) -> None:
    before = showing.step is SessionPart.BEFORE
    tests = [one for one in session.tests if (one.before if before else one.after)]
    stack.words(say("menus.session.test_before" if before else "menus.session.test_after"), BODY, gap=10)
    for number, test in enumerate(tests):
        chosen = showing.chosen[number] if number < len(showing.chosen) else 0

        def fill(inside: Stack, number: int = number, chosen: int = chosen, test: Test = test) -> None:
            inside.words(test.text, BODY, weight=Weight.SEMIBOLD, gap=8)
            for index, answer in enumerate(test.answers):
                state = selected(chosen == index + 1)
                choice = Choice(f"test.{number}.{index}", answer, ChooseAnswer(number, index), state=state)
                inside.buttons((choice,), 6)

        stack.card(f"session.test.{number}", fill, test.text)


def _levels(stack: Stack, session: Session, showing: SessionShowing) -> None:
    del session
    if showing.live:
        stack.words(showing.live, SMALL + 1, Ink.QUIET, gap=8)
    if showing.busy:
        stack.words(say("menus.session.busy"), BODY, Ink.LOOK, Weight.SEMIBOLD, 8)
    for index, bed in enumerate(showing.beds):

        def fill(inside: Stack, index: int = index, bed: SessionBed = bed) -> None:
            patient = bed.level.patient
            inside.words(f"{index + 1}. {bed.level.title}", BODY + 1, weight=Weight.SEMIBOLD, gap=2)
            inside.words(f"{patient.name}, {patient.age_years} · {patient.diagnosis}", SMALL + 1, Ink.QUIET, gap=4)
            # What has just ended is unfinished until it is scored: it can neither be resumed nor is it unplayed.
            if not (bed.begun and showing.busy):
                inside.words(_stands(bed, over=showing.over), BODY, Ink.WELL if bed.passed else Ink.TEXT, gap=8)
            choices = []
            if (bed.begun or bed.playable) and not showing.busy:
                words = "resume" if bed.begun else "again" if bed.played else "play"
                label = say(f"menus.session.{words}")
                choices.append(Choice(f"level.{index}", label, PlayLevel(index), primary=not bed.passed))
            if bed.told:
                choices.append(Choice(f"debrief.{index}", say("menus.session.debrief"), SeeDebriefOf(index)))
            if choices:
                inside.buttons(tuple(choices), 2)

        stack.card(f"session.level.{index}", fill, bed.level.title)


def _stands(bed: SessionBed, *, over: bool) -> str:
    """Return how a level stands, in a sentence."""
    if not bed.played and bed.begun:
        return say("menus.session.under_way")
    if not bed.played and over:
        return say("menus.session.lesson_over")
    if not bed.played:
        return say("menus.session.not_played" if bed.playable else "menus.session.opens_later")
    tries = count("menus.session.played", bed.played)
    if bed.tries:
        tries = count("menus.session.played_of", bed.played, tries=bed.tries)
    best = "" if bed.best is None else say("menus.session.best", best=bed.best)
    return f"{tries}{best}{say('menus.session.done') if bed.passed else say('menus.session.not_enough')}"


def _plan(stack: Stack, session: Session, showing: SessionShowing) -> None:
    del session

    def fill(inside: Stack) -> None:
        inside.heading(say("menus.session.your_plan"))
        inside.words(say("menus.session.one_thing"), BODY)
        at = Rect(inside.x, inside.y, inside.w, field_height(inside.page))
        inside.put(field(inside.page, "session.plan", at, say("menus.session.i_will"), showing.typed, TypeWords()), 4)

    stack.card("session.plan.card", fill, say("menus.session.your_plan"))


def _done(stack: Stack, session: Session, showing: SessionShowing) -> None:
    def fill(inside: Stack) -> None:
        inside.heading(say("menus.session.thank_you"))
        if showing.live:
            inside.words(showing.live, BODY, weight=Weight.SEMIBOLD, gap=8)
        if showing.folder:
            inside.words(say("menus.session.hand_in"), BODY)
            inside.words(showing.folder, BODY, weight=Weight.SEMIBOLD, gap=8)
        inside.words(say("menus.session.debrief_with_all"), BODY)

    stack.card("session.done", fill, say("menus.session.thank_you"))
    if session.debrief:

        def questions(inside: Stack) -> None:
            inside.heading(say("menus.session.questions"))
            for question in session.debrief:
                bullet(inside, question, Ink.QUIET)

        stack.card("session.questions", questions, say("menus.session.questions"))


_FILLS: dict[SessionPart, Callable[[Stack, Session, SessionShowing], None]] = {
    SessionPart.NAME: _name,
    SessionPart.BEFORE: _test,
    SessionPart.LEVELS: _levels,
    SessionPart.AFTER: _test,
    SessionPart.PLAN: _plan,
    SessionPart.DONE: _done,
}
