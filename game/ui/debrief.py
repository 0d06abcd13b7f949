"""The debrief: what became of the patient, what each decision was worth, what was hidden, and what it teaches."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from game.case.play import Play
from game.review.findings import Analysis
from game.review.verdict import Score
from game.ui.desk import Analysing, Desk, Revealed
from game.ui.kept import Kept
from game.ui.page import Page
from game.ui.scene import Act, Push, Replace, Reset, Told, Turn
from game.ui.ways import Ways
from game.ui.widget import Widget
from game.ui.widgets.debrief_page import Shown, debrief_page
from game.ui.widgets.decision import WAIT, Trial, answer_words, asks, worst_of
from game.ui.widgets.timing_map import Cell, moved_cell
from game.ui.widgets.value_curve import decisions
from game.values.order import Give
from game.values.ticks import Tick

Found = TypeVar("Found")


class DebriefScene:
    """Shows what is known of a finished case as soon as it is computed; never waits for it."""

    def __init__(self, desk: Desk, ways: Ways, play: Play) -> None:
        """Begin to score and to analyse in the background."""
        self._desk = desk
        self._ways = ways
        self._play = play
        self._view = play.view
        self._score: Future[Score] = desk.finish_later(play)
        self._reveal: Future[Revealed] = desk.reveal_later(play)
        self._analysing: Analysing = desk.analyse_later(play)
        self._analysis: Analysis | None = self._analysing.latest()
        self._version = 0
        """How often new findings came: a cheap name for them."""
        self._tab = ""
        self._tick: Tick | None = None
        """Where the decision that is shown begins; nothing for the one that cost most."""
        self._trial = Trial()
        self._trying: Future[float] | None = None
        self._taking: Future[Play] | None = None
        self._cell: Cell | None = None
        self._remark = desk.remark(play)
        self._kept = Kept()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of replay, trying again and going from decision to decision."""
        return ("play_back", "again", "earlier", "later", "take_over")

    @property
    def tab(self) -> str:
        """Return the tab that is shown: the decisions, or the chart where there can be no analysis."""
        if self._tab:
            return self._tab
        return "chart" if self._analysis is None and self._analysing.failure else "decisions"

    @property
    def _chosen(self) -> int:
        every = decisions(self._analysis) if self._analysis is not None else ()
        if not every or self._analysis is None:
            return 0
        worst = worst_of(self._analysis)
        if self._tick is None:
            return every.index(worst) if worst is not None else 0
        wanted = self._tick
        return min(range(len(every)), key=lambda index: abs(every[index].first - wanted))

    def handle(self, told: Told) -> Turn:
        """Go on from here, or show another part."""
        if not isinstance(told, Act):
            return None
        match told.name:
            case "replay" | "play_back":
                return self._replay(0)
            case "watch":
                return self._replay(int(told.argument))
            case "again":
                return Replace(self._ways.prebrief_of(self._view.level))
            case "back":
                return Reset(self._ways.ward())
            case "glossary":
                return Push(self._ways.glossary())
            case "tab":
                self._tab = told.argument
            case _ if self._analysis is not None and self._analysis.episodes:
                self._study(told, self._analysis)
            case _:
                pass
        return None

    def _replay(self, at: Tick) -> Turn:
        return Push(self._ways.replay(self._desk.replayer(self._play), self._reveal, at, self._analysis))

    def _study(self, act: Act, analysis: Analysis) -> None:
        """Answer what concerns one decision."""
        every = decisions(analysis)
        match act.name:
            case "earlier" | "later":
                step = 1 if act.name == "later" else -1
                self._tick = every[(self._chosen + step) % len(every)].first
            case "decision":
                self._tick = every[min(int(act.argument), len(every) - 1)].first
            case "order":
                self._trial = replace(self._trial, order=act.argument)
            case "moment":
                self._trial = replace(self._trial, tick=int(act.argument))
            case "try" if self._trial.order and self._trial.tick >= 0 and self._trying is None:
                order = None if self._trial.order == WAIT else Give(regimen=self._trial.order)
                self._trying = self._desk.try_order(self._play, self._trial.tick, order)
                self._trial = replace(self._trial, working=True)
            case "tell":
                self._trial = replace(self._trial, told=True)
            case "take_over" if self._taking is None and not asks(analysis, self._chosen, self._trial):
                self._taking = self._desk.take_over_later(
                    self._desk.replayer(self._play), max(0, every[self._chosen].first)
                )
            case "cell" if analysis.timing is not None:
                row = int(act.argument)
                self._cell = moved_cell(analysis.timing, self._cell, row, step=act.step, fraction=act.fraction)
            case _:
                pass

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass: look at what was found in the background."""
        del elapsed_us
        found = self._analysing.latest()
        if found is not self._analysis:
            self._find(found)
        if self._trying is not None and self._trying.done():
            self._answer(self._trying)
            self._trying = None
        if self._taking is not None and self._taking.done():
            taken = result(self._taking)
            self._taking = None
            return Replace(self._ways.bedside(taken)) if taken is not None else None
        return None

    def _find(self, found: Analysis | None) -> None:
        if self._tick is None and self._trial.order and self._analysis is not None:
            # Who is at work on a decision keeps it, even if a finer look makes another one the worst.
            self._tick = decisions(self._analysis)[self._chosen].first
        before = self._analysis.timing if self._analysis is not None else None
        after = found.timing if found is not None else None
        if before is None or after is None or before.hours != after.hours:
            self._cell = None
        self._analysis = found
        self._version += 1

    def _answer(self, trying: Future[float]) -> None:
        value = result(trying)
        worst = worst_of(self._analysis) if self._analysis is not None else None
        if value is None or worst is None or self._analysis is None:
            words = f"This could not be played: {trying.exception()}" if trying.exception() else ""
        else:
            words = answer_words(self._analysis, worst, self._trial, value, self._view.level.start.clock_minute)
        self._trial = replace(self._trial, working=False, answer=words)

    def tree(self, page: Page) -> Widget:
        """Return the debrief, with as much as is known by now."""
        waits = None if self._analysing.finished else (self._analysing.words, self._analysing.share_done)
        scored = self._score.done()
        percent = round(100 * waits[1]) if waits else 100
        key: Hashable = (
            *(scored, self._reveal.done(), self._version, self.tab, self._chosen, self._trial, self._cell),
            *(percent, waits[0] if waits else "", self._analysing.failure),
        )

        def build() -> Widget:
            shown = Shown(
                view=self._view,
                score=result(self._score),
                failure=f"{self._score.exception()}" if scored and self._score.exception() else "",
                revealed=result(self._reveal),
                analysis=self._analysis,
                no_analysis=self._analysing.failure,
                waits=waits,
                remark=self._remark,
                tab=self.tab,
                chosen=self._chosen,
                trial=self._trial,
                cell=self._cell,
            )
            return debrief_page(page, shown)

        if scored:
            return self._kept.still(page, key, build)
        return self._kept.tree(page, key, build)


def result(future: Future[Found]) -> Found | None:
    """Return what a future holds; nothing while it is under way or if it failed."""
    return future.result() if future.done() and not future.cancelled() and future.exception() is None else None
