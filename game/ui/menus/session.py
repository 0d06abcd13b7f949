"""A training session: the learner's name, the test before, the levels in their order, the test after, handing in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from game.case.play import Play
from game.review.verdict import Score
from game.ui.bedside.bedside import TIME_INTENTS
from game.ui.bedside.intents import RunToEnd
from game.ui.desk import ResumeError
from game.ui.menus.intents import ChooseAnswer, GoOn, LeaveUnkept, PlayLevel, SeeDebriefOf, TypeWords
from game.ui.menus.opening import opened
from game.ui.menus.session_page import SessionPart, SessionShowing, session_page
from game.ui.menus.vote_card import VoteCard
from game.ui.navigation import Ways
from game.ui.session_desk import LiveDesk, SessionDesk
from game.ui.toolkit.field import after_typing
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Push, Replace, Reset, Scene, Told, Turn, Typed, numbers_of
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.order import Actor, EndLesson, Tell
from game.values.session import LONGEST_LEARNER
from game.values.sheet import LONGEST_COMMITMENT
from game.values.words import count, say

HURRY_S = (300.0, 60.0)
"""Seconds before the end of the time at which the learner is told."""


class SessionScene:
    """Leads one learner through a session, from where it was left."""

    def __init__(
        self, desk: SessionDesk, ways: Ways, scored: Future[Score] | None = None, *, opening: bool = False
    ) -> None:
        """Begin with the name, or go on with the levels; `scored` is the score of a case that just ended.

        Where the name is known already, `opening` shows once what the session says first.
        """
        self._desk = desk
        self._ways = ways
        self._scored = scored
        self._opening: Future[Play] | None = None
        self._typed = desk.learner
        self._chosen: tuple[int, ...] = ()
        self._folder = ""
        """Where it lies what is handed in."""
        self._step = SessionPart.NAME if opening or not desk.learner else self._next(SessionPart.NAME)
        if self._step is not SessionPart.NAME:
            self._typed = ""
        self._beds = desk.beds()
        self._was_over = False
        """The beds were looked at since the lesson is over."""
        self._leaving = False
        """It is asked whether to leave, and lose what was not kept yet."""
        self._kept = Kept()
        self._vote = VoteCard(lambda: desk.live)

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return ()

    @property
    def _tests(self) -> int:
        before = self._step is SessionPart.BEFORE
        return len([one for one in self._desk.session.tests if (one.before if before else one.after)])

    @property
    def _ready(self) -> bool:
        """Say whether the learner may go on from here."""
        match self._step:
            case SessionPart.NAME | SessionPart.PLAN:
                return bool(self._typed.strip())
            case SessionPart.BEFORE | SessionPart.AFTER:
                return len(self._chosen) == self._tests and all(self._chosen)
            case SessionPart.LEVELS:
                return self._scored is None and (self._was_over or all(bed.passed for bed in self._beds))
            case SessionPart.DONE:
                return False

    @property
    def _unkept(self) -> bool:
        """Say whether leaving would lose what was chosen or written on this page."""
        if self._step is SessionPart.NAME:
            return self._typed.strip() not in {"", self._desk.learner}
        return any(self._chosen) or (self._step is SessionPart.PLAN and bool(self._typed.strip()))

    def handle(self, told: Told) -> Turn:
        """Take what is typed and chosen, play a level, or leave; vote first where the class is asked to."""
        if self._vote.takes(told):
            return None
        if isinstance(told, Typed):
            self._type(told.text)
            return None
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back() if self._leaving:
                self._leaving = False
            case Back() if self._unkept:
                self._leaving = True
            case Back() | LeaveUnkept():
                return Reset(self._ways.leave_session())
            case GoOn() | TypeWords() if self._ready:
                self._safely(self._go_on)
            case ChooseAnswer(test, answer):
                chosen = [*self._chosen, *[0] * (self._tests - len(self._chosen))]
                chosen[test] = answer + 1
                self._chosen = tuple(chosen)
            case PlayLevel(index) if self._scored is None:
                return self._play(index)
            case SeeDebriefOf(index) if self._opening is None and self._beds[index].told:
                self._opening = self._desk.open_later(self._beds[index].told)
            case _:
                pass
        return None

    def _type(self, text: str) -> None:
        if self._step is SessionPart.NAME and self._desk.live is not None:
            # The seat in the class is that of the name by which it was taken.
            return
        most = LONGEST_LEARNER if self._step is SessionPart.NAME else LONGEST_COMMITMENT
        self._typed = after_typing(self._typed, text, most)

    def _safely(self, do: Callable[[], None]) -> None:
        """Do what writes to the disk, and say why it cannot be done."""
        try:
            do()
        except ResumeError as error:
            self._ways.say(str(error))

    def _go_on(self) -> None:
        match self._step:
            case SessionPart.NAME:
                if self._typed != self._desk.learner:
                    self._desk.enter(self._typed)
            case SessionPart.BEFORE | SessionPart.AFTER:
                self._desk.keep_answers(self._chosen, before=self._step is SessionPart.BEFORE)
            case SessionPart.PLAN:
                self._desk.commit(self._typed)
            case _:
                pass
        self._step = self._next(self._step)
        self._typed, self._chosen = "", ()
        self._beds = self._desk.beds()
        if self._step is SessionPart.DONE:
            self._safely(self._hand_in)

    def _hand_in(self) -> None:
        self._folder = self._desk.hand_in()

    def _next(self, step: SessionPart) -> SessionPart:
        """Return the next part that there is something to do in."""
        tests = self._desk.session.tests
        due = {
            SessionPart.BEFORE: any(one.before for one in tests) and not self._desk.answers(before=True),
            SessionPart.LEVELS: True,
            SessionPart.AFTER: any(one.after for one in tests) and not self._desk.answers(before=False),
            SessionPart.PLAN: not self._desk.commitment,
            SessionPart.DONE: True,
        }
        following = list(SessionPart)[list(SessionPart).index(step) + 1 :]
        return next(one for one in following if due[one])

    def _play(self, index: int) -> Turn:
        bed = self._beds[index]
        if bed.begun:
            return self._begin(index, Push)
        if not bed.playable:
            return None
        return Push(self._ways.session_prebrief(bed, lambda: self._begin(index, Replace)))

    def _begin(self, index: int, turn: type[Push | Replace]) -> Turn:
        try:
            play = self._desk.play(index)
        except ResumeError as error:
            self._ways.say(str(error))
            return None
        return turn(self._ways.session_bedside(self._desk, play))

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: show a score when it is there, and go on to a debrief once the case is open."""
        self._vote.tick(elapsed_us)
        live = self._desk.live
        if live is not None and live.over is not self._was_over:
            self._was_over, self._beds = live.over, self._desk.beds()
        if self._scored is not None and self._scored.done():
            failure = self._scored.exception()
            if failure is not None:
                self._ways.say(say("menus.session.not_scored", failure=failure))
            self._scored, self._beds = None, self._desk.beds()
        if self._opening is None or not self._opening.done():
            return None
        opening, self._opening = self._opening, None
        play = opened(opening, self._ways)
        return None if play is None else Push(self._ways.debrief(play, listed=True))

    def tree(self, page: Page) -> Widget:
        """Return the part of the session at which the learner is."""
        busy = self._scored is not None or self._opening is not None
        live = self._desk.live
        showing = SessionShowing(
            self._step,
            self._desk.learner,
            self._typed,
            self._chosen,
            self._beds,
            self._ready,
            "" if live is not None and live.all_sent else self._folder,
            busy,
            "" if live is None else live.standing,
            over=self._was_over,
            seated=live is not None,
            leaving=self._leaving,
        )
        made = self._kept.still(page, showing, lambda: session_page(page, self._desk.session, showing))
        return self._vote.over(page, made)


def stands_still(desk: SessionDesk, play: Play) -> bool:
    """Say whether an instructor lets time stand still in a case that is under way."""
    return desk.live is not None and desk.live.paused and not play.finished


class TimedScene:
    """The bedside of a session: it ends where it stands when the time of a try is over."""

    def __init__(
        self,
        inner: Scene,
        play: Play,
        desk: SessionDesk,
        ended: Callable[[Play], Turn],
        say_over: Callable[[str], None],
    ) -> None:
        """Take the bedside, and what follows its end."""
        self._inner = inner
        self._say = say_over
        self._play = play
        self._desk = desk
        self._ended = ended
        self._was_paused = False
        self._warned_s = float("inf")
        """The last of `HURRY_S` that was told."""
        self._finished = False
        """The end of the case was taken note of."""
        self._vote = VoteCard(lambda: desk.live)

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys of the bedside."""
        return self._inner.keys

    @property
    def numbers(self) -> Mapping[int, str]:
        """Return what each number does at the bedside."""
        return numbers_of(self._inner)

    @property
    def left_s(self) -> float | None:
        """Return how long the try may still take; nothing where there is no limit."""
        return self._desk.seconds_left(self._play)

    @property
    def _live(self) -> LiveDesk | None:
        """Return what the instructor wants of a case that is under way; nothing once it is over."""
        return None if self._play.finished else self._desk.live

    @property
    def _paused(self) -> bool:
        return stands_still(self._desk, self._play)

    def handle(self, told: Told) -> Turn:
        """Answer as the bedside does; while the instructor lets time stand still, nobody makes it pass."""
        if self._vote.takes(told):
            return None
        if isinstance(told, Act) and self._paused and (told.intent in TIME_INTENTS or told.intent == RunToEnd()):
            self._say(say("menus.session.paused"))
            return None
        return self._inner.handle(told)

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass, unless it is over or the instructor lets it stand still."""
        self._vote.tick(elapsed_us)
        live = self._live
        left = None if self._play.finished else self.left_s
        over = live is not None and live.over
        if over or (left is not None and left <= 0.0):
            self._say(say("menus.session.lesson_over" if over else "menus.session.time_over"))
            if live is not None and over and live.takes_acts(self._play):
                self._play.order(Actor.INSTRUCTOR, EndLesson())
            self._play.stop()
            return self._ended(self._play)
        if self._play.finished and not self._finished:
            # Its learner may look at the ending for long; without a score the case has no last line.
            self._finished = True
            self._desk.finish(self._play)
        self._warn(left)
        for sent in () if live is None else live.sent(self._play):
            self._play.order(Actor.INSTRUCTOR, sent)
            if isinstance(sent, Tell):
                self._say(f"{sent.who}: “{sent.text}”")
        if self._paused is not self._was_paused:
            self._was_paused = self._paused
            self._say(say("menus.session.paused" if self._paused else "menus.session.resumed"))
        return None if self._paused or self._vote.vote is not None else self._inner.tick(elapsed_us)

    def _warn(self, left: float | None) -> None:
        """Tell once for each mark how little time is left."""
        passed = min([mark for mark in HURRY_S if left is not None and left <= mark], default=self._warned_s)
        if passed < self._warned_s:
            self._warned_s = passed
            self._say(count("menus.session.minutes_left", round(passed / 60)))

    def tree(self, page: Page) -> Widget:
        """Return the widgets of the bedside."""
        return self._vote.over(page, self._inner.tree(page))
