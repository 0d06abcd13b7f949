"""A guided case: the bedside with a coach below it, who points, waits, and lets what is wrong be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Protocol

from game.case.coach import Coaching, another_test, looked, read, standing, way_back
from game.case.play import Play
from game.case.view import View
from game.ui.bedside.orders import placed
from game.ui.coach.intents import AskToEndGuide, EndGuide, ShowOtherWay
from game.ui.coach.sentences import coach_words
from game.ui.coach.strip import CoachSaid, leaving, meant, pointed, ring, strip
from game.ui.toolkit.intents import Back, CoachOn, Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import GAP, Page
from game.ui.toolkit.scene import Act, Push, Scene, Told, Turn, numbers_of
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import PANELS
from game.values.coach import Coach, OtherWay
from game.values.ticks import Tick, clock_text, span_text, ticks
from game.values.words import say

RUN_TICKS = 6
"""Ticks of one frame while a wrong act shows what it does."""


class Stands(Scene, Protocol):
    """A bedside whose time can be stopped."""

    @property
    def asks(self) -> bool:
        """Say whether a question stands over it."""

    def stand_still(self) -> None:
        """Let no more time pass until the player lets it."""


@dataclass(frozen=True, slots=True)
class Guiding:
    """What a guided case needs from the screens and the shell."""

    bedside: Callable[[Play], Stands]
    inside: Callable[[Play, Tick, str], Scene]
    """Shows what happened inside the body from a moment on, with a sentence."""
    otherwise: Callable[[Play, OtherWay, Tick, str], Scene]
    """Shows what would have happened inside it of another choice."""
    back: Callable[[Play, Tick], Future[Play]]
    """Takes a case back to a moment; the one before is put away."""
    end: Callable[[Play], Turn]
    """Puts a guided case away, and says what follows."""
    tell: Callable[[str], None]
    """Shows a sentence over the screen for a while."""


class GuidedScene:
    """Passes on to the bedside what is not for the coach, and looks at the view after it."""

    def __init__(self, play: Play, coach: Coach, guiding: Guiding) -> None:
        """Take up a case where its view says that it stands."""
        self._coach = coach
        self._guiding = guiding
        self._play = play
        self._bedside = guiding.bedside(play)
        self._now = standing(coach, play.view)
        self._words = self._of_now()
        """What is said now, by what was known when it was first said."""
        self._runs_to: Tick | None = None
        """How far a wrong act runs before what it did is shown."""
        self._going_back: Future[Play] | None = None
        self._leaving = False
        """Whether it is asked if the guide is to be left."""
        self._strip = Kept()
        self._built: tuple[tuple[Page, CoachSaid, bool], Widget, Widget] | None = None

    @property
    def now(self) -> Coaching:
        """Return where the case stands."""
        return self._now

    @property
    def play(self) -> Play:
        """Return the case that is played now."""
        return self._play

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys of the bedside, and that of the coach."""
        return (*self._bedside.keys, CoachOn())

    @property
    def numbers(self) -> Mapping[int, str]:
        """Return what each number asks about at the bedside."""
        return numbers_of(self._bedside)

    def handle(self, told: Told) -> Turn:
        """Answer as the bedside does, or as the coach."""
        intent = told.intent if isinstance(told, Act) else None
        if self._waits:
            return None
        if self._leaving and intent is not None:
            self._leaving = not isinstance(intent, Back)
            return self._guiding.end(self._play) if isinstance(intent, EndGuide) else None
        match intent:
            case AskToEndGuide():
                self._bedside.stand_still()
                self._leaving = True
                return None
            case CoachOn():
                return None if self._bedside.asks else self._go_on()
            case ShowOtherWay():
                return self._show_other_way()
            case _:
                turn = self._bedside.handle(told)
        self._look()
        return turn

    @property
    def _waits(self) -> bool:
        """Say whether the case runs on by itself, or is being taken back."""
        return self._runs_to is not None or self._going_back is not None

    def _go_on(self) -> Turn:
        now = self._now
        if now.slip is not None and not now.seen:
            self._runs_to = self._play.view.tick + ticks(now.slip.runs_h)
        elif now.slip is not None:
            self._going_back = self._guiding.back(self._play, way_back(now))
        elif now.step == len(self._coach.steps) - 1:
            return self._guiding.end(self._play)
        else:
            self._stand(read(self._coach, now, self._play.view))
        return None

    def _show_other_way(self) -> Turn:
        step = self._coach.steps[self._now.step]
        if step.other is None or self._now.slip is not None:
            return None
        words = coach_words(step.other.told, self._play.view)
        return Push(self._guiding.otherwise(self._play, step.other, self._now.since, words))

    def _look(self) -> None:
        """Look at the view; where something is new to be said, time stands still."""
        now = looked(self._coach, self._now, self._play.view)
        if now != self._now:
            self._stand(now)

    def _stand(self, now: Coaching) -> None:
        self._now = now
        self._words = self._of_now()
        self._bedside.stand_still()

    def _of_now(self) -> str:
        now = self._now
        return coach_words(self._coach.steps[now.step].say if now.slip is None else now.slip.say, self._play.view)

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass."""
        if self._going_back is not None:
            self._gone_back(self._going_back)
            return None
        if self._runs_to is not None:
            return self._run_on(self._runs_to)
        turn = self._bedside.tick(elapsed_us)
        self._look()
        return turn

    def _run_on(self, end: Tick) -> Turn:
        """Let a wrong act do what it does, then show it."""
        for _ in range(RUN_TICKS):
            if self._play.finished or self._play.view.tick >= end:
                break
            self._play.tick()
        slip = self._now.slip
        if slip is None or not (self._play.finished or self._play.view.tick >= end):
            return None
        self._runs_to = None
        self._now = replace(self._now, seen=True)
        words = coach_words(slip.told, self._play.view)
        return Push(self._guiding.inside(self._play, way_back(self._now), words))

    def _gone_back(self, going: Future[Play]) -> None:
        if not going.done():
            return
        self._going_back = None
        failure = going.exception()
        if failure is not None:
            self._guiding.tell(str(failure))
            return
        self._play = going.result()
        self._bedside = self._guiding.bedside(self._play)
        self._now = standing(self._coach, self._play.view, self._now.step)
        self._words = self._of_now()

    def tree(self, page: Page) -> Widget:
        """Return the bedside, less high, with the strip of the coach below it and a ring around what is meant."""
        said = self._said(self._play.view)
        gap = page.px(GAP) // 2
        below = self._strip.tree(page, said, lambda: strip(page, said, page.size[1] - gap))
        bedside = self._bedside.tree(page.less(page.size[1] - below.rect.y + gap))
        key = (page, said, self._leaving)
        if self._built is None or self._built[0] != key or self._built[1] is not bedside:
            asked = (leaving(page),) if self._leaving else ()
            self._built = (key, bedside, _together(page, said, below, bedside, asked))
        return self._built[2]

    def _said(self, view: View) -> CoachSaid:
        now, steps = self._now, self._coach.steps
        step = steps[now.step]
        place = say("coach.place", step=now.step + 1, steps=len(steps))
        left = ticks(step.waits.hours) - (view.tick - now.since)
        if step.waits.hours and left > 0 and now.slip is None:
            place = say("coach.place_left", place=place, left=span_text(left))
        if self._waits:
            return CoachSaid(say("coach.running"), place, alert=True)
        if now.slip is not None:
            when = clock_text(way_back(now), view.level.start.clock_minute)
            if now.seen:
                return CoachSaid(say("coach.seen", when=when), place, say("coach.go_back", when=when), alert=True)
            return CoachSaid(self._words, place, say("coach.let_it_run"), alert=True)
        on = ""
        last = now.step == len(steps) - 1
        if step.waits.reading:
            on = say("coach.to_the_ward") if last else say("coach.go_on")
        points = "" if self._bedside.asks or self._leaving else step.points
        words, other = self._words, another_test(step.waits, view, now.since)
        if other is not None and step.waits.drawn is not None:
            # Whoever asked for something else is told what is meant: the same question once more would be no answer.
            wanted = step.waits.drawn
            words = say("coach.another_test", words=words, other=PANELS[other].short, wanted=PANELS[wanted].short)
            points = points and f"test_{wanted.value}"
        number = next((place for place, _, drugs in placed(view) if points in {one.regimen.id for one in drugs}), None)
        return CoachSaid(words, place, on, step.other is not None, last=last, points=points, number=number)


def _together(page: Page, said: CoachSaid, below: Widget, bedside: Widget, asked: tuple[Widget, ...]) -> Widget:
    """Return the whole screen; the strip comes first, so that Tab reaches it first."""
    target = meant(bedside, said.points) if said.points else None
    over: tuple[Widget, ...] = ()
    if target is not None:
        words = say("coach.points_at", name=target.label)
        below = replace(below, value=words)
        shown = ring(page, bedside, target, words)
        bedside = pointed(bedside, target)
        over = () if shown is None else (shown,)
    floor = Rect(0, bedside.rect.bottom, page.size[0], page.size[1] - bedside.rect.bottom)
    return Widget(
        "guided",
        page.rect,
        Role.GROUP,
        bedside.label,
        children=(below, bedside, *over, *asked),
        paint=lambda canvas, _: canvas.fill_rect(floor, Ink.GROUND),
    )
