"""The debrief: what became of the patient, what each decision was worth, what was hidden, and what it teaches."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from game.case.play import Play
from game.review.findings import Analysis
from game.review.pressure import answers
from game.review.verdict import Score
from game.ui.debrief.debrief_page import debrief_page
from game.ui.debrief.debrief_shown import DebriefShown
from game.ui.debrief.decision import Studied
from game.ui.debrief.intents import (
    ChooseMoment,
    ChooseOrder,
    OpenMore,
    PinThought,
    ReadMap,
    StudyDecision,
    TellAnswer,
    TryOrder,
    TypeThought,
    Wait,
)
from game.ui.debrief.score_board import Progress
from game.ui.debrief.thought import Thoughts
from game.ui.debrief.timing_map import MapCell, moved_cell
from game.ui.debrief.trial import WORTH_ASKING, Attempt, Trying, answer_words, like, worst_of
from game.ui.debrief.value_curve import decisions
from game.ui.desk import Analysing, Desk, OtherRun, Revealed
from game.ui.navigation import ToReplay, Ways
from game.ui.toolkit.intents import (
    Back,
    CompareWithExpert,
    Earlier,
    GoTo,
    Intent,
    Later,
    OpenGlossary,
    OpenInside,
    PlayAgain,
    PlayReplay,
    SaveReport,
    ShowTab,
    TakeOver,
)
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Pop, Push, Replace, Reset, Told, Turn, Typed
from game.ui.toolkit.tabs import DebriefTab
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.order import EndLesson
from game.values.ticks import Tick
from game.values.words import say

Found = TypeVar("Found")


class DebriefScene:
    """Shows what is known of a finished case as soon as it is computed; never waits for it."""

    def __init__(self, desk: Desk, ways: Ways, play: Play, *, listed: bool = False) -> None:
        """Begin to score and to analyse in the background; `listed` if it was opened from the list below it."""
        self._desk = desk
        self._ways = ways
        self._play = play
        self._listed = listed
        self._view = play.view
        self._score: Future[Score] = desk.finish_later(play)
        self._reveal: Future[Revealed] = desk.reveal_later(play)
        self._analysing: Analysing = desk.analyse_later(play)
        self._replayer = desk.replayer(play)
        self._expert = next((run for run in desk.other_runs(self._replayer) if run.expert), None)
        self._analysis: Analysis | None = None
        self._version = 0
        """How often new findings came: a cheap name for them."""
        self._tab = DebriefTab.OPENING
        """The debrief opens with the score and a question."""
        self._chosen = 0
        self._asked = -1
        self._trial = Attempt()
        self._thoughts = Thoughts(desk.notes(self._replayer))
        self._trying: Trying | None = None
        self._taking: Future[Play] | None = None
        self._saving: Future[str] | None = None
        self._cell: MapCell | None = None
        self._remark = desk.remark(play)
        self._more = False
        """The menu of what else can be done is open."""
        self._kept = Kept()
        self._find(self._analysing.latest())

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys of replay, trying again, going from decision to decision, report and comparing."""
        compare = (CompareWithExpert(),) if self._expert is not None else ()
        taken = (TakeOver(),) if self._studied.every and not self._studied.asks else ()
        return (PlayReplay(), PlayAgain(), Earlier(), Later(), *taken, SaveReport(), OpenInside(), *compare)

    @property
    def _moment(self) -> Tick:
        """Return the moment that is read: of the chosen decision, or the end where there is none."""
        every = self._studied.every
        return max(0, every[self._chosen].first) if every else self._view.tick

    @property
    def _studied(self) -> Studied:
        return Studied(self._analysis, self._chosen, self._asked, self._trial)

    def handle(self, told: Told) -> Turn:
        """Go on from here, or show another part."""
        if isinstance(told, Typed):
            self._thoughts = self._thoughts.type(told.text)
        if not isinstance(told, Act):
            return None
        # Whatever is chosen closes the menu; the way back leads out of it first.
        was_open, self._more = self._more, told.intent == OpenMore()
        match told.intent:
            case Back() if was_open:
                return None
            case PlayReplay():
                return self._replay(0)
            case GoTo(tick):
                return self._replay(tick)
            case CompareWithExpert() if self._expert is not None:
                return self._replay(self._view.tick, (self._expert,))
            case PlayAgain():
                self._pin()
                return Replace(self._ways.prebrief_of(self._replayer.level, self._replayer.seed))
            case Back():
                self._pin()
                return Pop() if self._listed else Reset(self._ways.ward())
            case OpenInside():
                return Push(self._ways.inside_of(self._replayer, self._moment))
            case OpenGlossary():
                return Push(self._ways.glossary())
            case ShowTab(DebriefTab() as tab):
                self._tab = tab
            case PinThought() | TypeThought():
                self._pin()
            case SaveReport() if self._saving is None or self._saving.done():
                self._saving = self._desk.save_report_later(self._play)
                self._saving.add_done_callback(self._say_saved)
            case _ if self._analysis is not None and self._analysis.episodes:
                self._study(told, self._analysis)
            case _:
                pass
        return None

    def _pin(self) -> None:
        """Keep a thought that stands in the field; whoever leaves the screen has written it to be kept."""
        if self._thoughts.typed.strip():
            before, after = self._thoughts.pinned, self._thoughts.pin(self._view.tick).pinned
            self._thoughts = Thoughts(self._desk.keep_notes(self._replayer, before, after))

    def _say_saved(self, saving: Future[str]) -> None:
        """Tell where the report is, also if the player has gone on by then."""
        failure = saving.exception()
        self._ways.say(
            say("debrief.report_saved", result=saving.result())
            if failure is None
            else say("debrief.no_report_was_saved", failure=failure)
        )

    def _replay(self, at: Tick, laid: tuple[OtherRun, ...] = ()) -> Turn:
        return Push(self._ways.replay(ToReplay(self._replayer, self._reveal, self._analysing, laid), at))

    def _study(self, act: Act, analysis: Analysis) -> None:
        """Answer what concerns one decision."""
        every = decisions(analysis)
        match act.intent:
            case Earlier():
                self._tab = DebriefTab.DECISIONS
                self._chosen = (self._chosen - 1) % len(every)
            case Later():
                self._tab = DebriefTab.DECISIONS
                self._chosen = (self._chosen + 1) % len(every)
            case StudyDecision(index):
                self._tab = DebriefTab.DECISIONS
                self._chosen = min(index, len(every) - 1)
            case ChooseOrder(order):
                self._trial = replace(self._trial, order=order)
            case ChooseMoment(tick):
                self._trial = replace(self._trial, tick=tick)
            case TryOrder() if self._trial.order is not None and self._trial.tick >= 0 and self._trying is None:
                wanted, tick = self._trial.order, self._trial.tick
                instead = None if isinstance(wanted, Wait) else wanted
                last = every[self._chosen].last
                self._trying = Trying(wanted, tick, last, self._desk.try_order(self._play, tick, instead, last))
                self._trial = replace(self._trial, working=True)
            case TellAnswer():
                self._trial = replace(self._trial, told=True)
            case TakeOver() if self._taking is None and not self._studied.asks:
                self._taking = self._desk.take_over_later(self._replayer, max(0, every[self._chosen].first))
            case ReadMap(row) if analysis.timing is not None:
                self._cell = moved_cell(analysis.timing, self._cell, row, step=act.step, fraction=act.fraction)
            case _:
                pass

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: look at what was found in the background."""
        del elapsed_us
        found = self._analysing.latest()
        if found is not self._analysis:
            self._find(found)
        if self._trying is not None and self._trying.found.done():
            self._answer(self._trying)
            self._trying = None
        if self._taking is not None and self._taking.done():
            taken = result(self._taking)
            if taken is None:
                self._ways.say(f"{self._taking.exception()}")
            self._taking = None
            if taken is not None:
                self._pin()
                return Replace(self._ways.bedside(taken))
        return None

    def _find(self, found: Analysis | None) -> None:
        """Take new findings up. What is read, and what is asked, stays the same decision in the finer look."""
        old = self._studied.every
        every = decisions(found) if found is not None else ()
        if found is None or not every:
            self._chosen, self._asked = 0, -1
        else:
            at_work = self._trial.order is not None or self._trial.told
            asked = like(found, old[self._asked]) if old and self._asked >= 0 else -1
            if asked < 0 or (every[asked].points < WORTH_ASKING and not at_work):
                worst = worst_of(found, self._view)
                asked = next((index for index, one in enumerate(every) if one is worst), -1)
            self._asked = asked
            self._chosen = like(found, old[self._chosen]) if old else max(0, asked)
        before = self._analysis.timing if self._analysis is not None else None
        after = found.timing if found is not None else None
        if before is None or after is None or before.hours != after.hours:
            self._cell = None
        self._analysis = found
        self._version += 1

    def _answer(self, tried: Trying) -> None:
        found = result(tried.found)
        if found is None:
            wrong = tried.found.exception()
            words = say("debrief.this_could_not_be_played", exception=wrong) if wrong else ""
        else:
            words = answer_words(tried, found, self._view)
        self._trial = replace(self._trial, working=False, answer=words)

    def tree(self, page: Page) -> Widget:
        """Return the debrief, with as much as is known by now."""
        over = self._analysing.finished
        progress = None if over else Progress(self._analysing.words, round(self._analysing.share_done, 2))
        scored = self._score.done()
        saving = self._saving is not None and not self._saving.done()
        key: Hashable = (
            *(
                scored,
                self._reveal.done(),
                self._version,
                self._tab,
                self._chosen,
                self._asked,
                self._trial,
                self._thoughts,
            ),
            *(self._cell, progress, self._analysing.failure, saving, self._more),
        )

        def build() -> Widget:
            shown = DebriefShown(
                view=self._view,
                score=result(self._score),
                failure=f"{self._score.exception()}" if scored and self._score.exception() else "",
                revealed=result(self._reveal),
                analysis=self._analysis,
                no_analysis=self._analysing.failure,
                progress=progress,
                remark=self._remark,
                tab=self._tab,
                chosen=self._chosen,
                asked=self._asked,
                trial=self._trial,
                answers=answers(self._view.pressed, self._replayer.entries, self._analysis),
                thoughts=self._thoughts,
                cell=self._cell,
                lesson_ended=any(isinstance(one.order, EndLesson) for one in self._replayer.entries),
                expert=self._expert is not None,
                listed=self._listed,
                more=self._more,
                saving=saving,
            )
            return debrief_page(page, shown)

        return self._kept.still(page, key, build)


def result(future: Future[Found]) -> Found | None:
    """Return what a future holds; nothing while it is under way or if it failed."""
    return future.result() if future.done() and not future.cancelled() and future.exception() is None else None
