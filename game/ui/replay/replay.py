"""The replay: the bedside of a finished case shown again, as it was known then or with the truth revealed."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from game.case.play import Play
from game.case.view import View
from game.ui.bedside.monitor import pulse_of
from game.ui.bedside.steady_alarms import SteadyAlarms
from game.ui.charts.trace import Rhythm
from game.ui.desk import Desk, Ghost, OtherRun, ResumeError
from game.ui.navigation import ToReplay, Ways
from game.ui.replay.intents import Asks, ConfirmTakeOver, EditNote, KeepNote, LayRun, RemoveNote, Scrub, TakeRunAway
from game.ui.replay.marking import Marking
from game.ui.replay.replay_header import SPEEDS
from game.ui.replay.replay_page import replay_page
from game.ui.replay.showing import Showing
from game.ui.toolkit.field import after_typing
from game.ui.toolkit.intents import (
    Back,
    CompareRuns,
    DearestDecision,
    DecisionAfter,
    DecisionBefore,
    Earlier,
    GoTo,
    Intent,
    Later,
    OpenInside,
    OrderAfter,
    OrderBefore,
    PinNote,
    PlayReplay,
    RunAt,
    RunOrPause,
    ShowTruth,
    TakeOver,
)
from game.ui.toolkit.pace import TICK_US
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Dropped, Pop, Push, Replace, Told, Turn, Typed
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.note import LONGEST_NOTE, Note
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Pace:
    """Whether time runs, and how fast."""

    running: bool = False
    speed: int = 4


class ReplayScene:
    """Shows a case again; nothing can be ordered."""

    def __init__(self, desk: Desk, ways: Ways, wanted: ToReplay, at: Tick) -> None:
        """Begin at a moment, standing still."""
        replayer, laid = wanted.replayer, wanted.laid
        self._desk = desk
        self._ways = ways
        self._marking = Marking(wanted.analysing, replayer.end)
        self._debrief = wanted.debrief
        self._notes = desk.notes(replayer)
        self._asking: Asks | None = None
        self._typed = ""
        self._editing = -1
        self._reason = ""
        self._brought = laid
        self._runs: tuple[OtherRun, ...] = ()
        self._ghost: Ghost | None = None
        self._summoning: Future[Ghost] | None = desk.ghost_later(replayer, laid[0]) if laid else None
        self._taking: Future[Play] | None = None
        self._replayer = replayer
        self._reveal = wanted.reveal
        self._at = min(max(0, at), replayer.end)
        self._pace = _Pace()
        self._truth = False
        self._owed_us = 0
        self._more = True
        self._rhythm = Rhythm(pulse_of(self.view))
        self._alarms = SteadyAlarms()
        self._kept = Kept()

    @property
    def view(self) -> View:
        """Return what was known at the moment that is shown."""
        return self._replayer.view_at(self._at)

    @property
    def at(self) -> Tick:
        """Return the moment that is shown."""
        return self._at

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the intents that have keys here."""
        speeds = tuple(RunAt(speed) for speed in SPEEDS)
        steps = (Earlier(), Later(), OrderBefore(), OrderAfter(), DecisionBefore(), DecisionAfter(), DearestDecision())
        return (
            RunOrPause(),
            PlayReplay(),
            *steps,
            *speeds,
            ShowTruth(),
            PinNote(),
            CompareRuns(),
            TakeOver(),
            OpenInside(),
        )

    def handle(self, told: Told) -> Turn:
        """Move through the case, or leave."""
        if isinstance(told, Typed):
            self._typed = after_typing(self._typed, told.text, LONGEST_NOTE)
            return None
        if isinstance(told, Dropped):
            self._bring(told.path)
            return None
        if not isinstance(told, Act):
            return None
        if self._asking is not None:
            self._answer(told.intent)
            return None
        match told.intent:
            case Back():
                return Replace(self._ways.debrief(self._debrief)) if self._debrief is not None else Pop()
            case OpenInside():
                self._pace = replace(self._pace, running=False)
                return Push(self._ways.inside_of(self._replayer, self._at))
            case PinNote():
                self._ask(Asks.NOTE)
            case CompareRuns():
                self._ask(Asks.RUN)
            case TakeOver():
                self._ask(Asks.TAKE_OVER)
                if self.view.outcome is not None:
                    self._asking, self._reason = Asks.FAILED, say("app.runs.the_case_was_over_at")
            case EditNote(index):
                self._ask(Asks.NOTE)
                self._editing, self._typed = index, self._notes[index].text
            case RemoveNote(index):
                self._keep_notes(tuple(note for n, note in enumerate(self._notes) if n != index))
            case RunAt(speed):
                self._pace = _Pace(running=True, speed=speed)
            case ShowTruth():
                self._truth = not self._truth
            case RunOrPause() | PlayReplay():
                self._start_or_stop()
            case _:
                self._jump(told)
        return None

    def _ask(self, question: Asks) -> None:
        """Ask, while the case stands still."""
        self._pace = replace(self._pace, running=False)
        if question is Asks.RUN:
            known = {run.path for run in self._brought}
            others = self._desk.other_runs(self._replayer)
            self._runs = (*self._brought, *(run for run in others if run.path not in known))
        self._typed = ""
        self._editing = -1
        self._asking = question

    def _answer(self, intent: Intent) -> None:
        asked, self._asking = self._asking, None
        match intent:
            case KeepNote() if self._typed.strip():
                self._save_note(self._typed.strip())
            case LayRun(index):
                self._lay(self._runs[index])
            case TakeRunAway():
                self._ghost = None
            case ConfirmTakeOver() if self._taking is None:
                self._taking = self._desk.take_over_later(self._replayer, self._at)
            case Back():
                pass
            case _:
                self._asking = asked

    def _lay(self, run: OtherRun) -> None:
        """Lay a run over this one; one that lies there already is taken away."""
        if self._ghost is not None and self._ghost.name == run.name:
            self._ghost = None
        else:
            self._summoning = self._desk.ghost_later(self._replayer, run)

    def _save_note(self, text: str) -> None:
        """Pin a note to this moment, or put it in the place of the one that is changed."""
        others = tuple(note for n, note in enumerate(self._notes) if n != self._editing)
        tick = self._notes[self._editing].tick if self._editing >= 0 else self._at
        self._keep_notes(tuple(sorted((*others, Note(tick=tick, text=text)), key=lambda one: one.tick)))

    def _keep_notes(self, notes: tuple[Note, ...]) -> None:
        self._notes = self._desk.keep_notes(self._replayer, self._notes, notes)

    def _bring(self, path: str) -> None:
        """Lay the run of a dropped file over this one, or say why not; an open question that is no list stays."""
        if self._asking not in {None, Asks.RUN, Asks.FAILED}:
            return
        try:
            run = self._desk.run_of(self._replayer, path)
        except ResumeError as error:
            self._asking, self._reason = Asks.FAILED, str(error)
            return
        self._asking = None
        self._brought = (run, *(one for one in self._brought if one.path != run.path))
        self._summoning = self._desk.ghost_later(self._replayer, run)

    def _look(self) -> Turn:
        """Look at what was worked out in the background."""
        self._marking.look()
        failure = self._marking.failure()
        if failure:
            self._ways.say(say("replay.no_marks", failure=failure))
        if self._summoning is not None and self._summoning.done():
            self._ghost = self._done(self._summoning)
            self._summoning = None
        if self._taking is not None and self._taking.done():
            play = self._done(self._taking)
            self._taking = None
            return Replace(self._ways.bedside(play)) if play is not None else None
        return None

    def _done(self, future: Future[Found]) -> Found | None:
        failure = future.exception()
        if failure is None:
            return future.result()
        self._asking, self._reason = Asks.FAILED, str(failure)
        return None

    def _start_or_stop(self) -> None:
        if not self._pace.running and self._at >= self._replayer.end:
            self._at = 0
        self._pace = replace(self._pace, running=not self._pace.running)

    def _jump(self, act: Act) -> None:
        ticks = sorted({entry.tick for entry in self._replayer.entries})
        marked = sorted({max(0, mark.first) for mark in self._marking.marks})
        match act.intent:
            case Earlier():
                self._go(self._at - TICKS_PER_HOUR)
            case Later():
                self._go(self._at + TICKS_PER_HOUR)
            case OrderBefore():
                self._go(max([tick for tick in ticks if tick < self._at], default=0))
            case OrderAfter():
                self._go(min([tick for tick in ticks if tick > self._at], default=self._replayer.end))
            case DecisionBefore() if marked:
                self._go(max([tick for tick in marked if tick < self._at], default=marked[0]))
            case DecisionAfter() if marked:
                self._go(min([tick for tick in marked if tick > self._at], default=marked[-1]))
            case DearestDecision() if marked:
                self._go(max(0, max(self._marking.marks, key=lambda one: one.points).first))
            case GoTo(tick):
                self._go(tick)
            case Scrub() if act.step:
                self._go(self._at + act.step * TICKS_PER_HOUR)
            case Scrub():
                self._go(round(act.fraction * self._replayer.end))
            case _:
                pass

    def _go(self, tick: Tick) -> None:
        self._pace = replace(self._pace, running=False)
        self._owed_us = 0
        self._at = min(max(0, tick), self._replayer.end)

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass: the case runs on if it is played, and later hours are prepared meanwhile."""
        self._rhythm.advance(elapsed_us, pulse_of(self.view))
        if self._more:
            self._more = self._replayer.read_on()
        self._alarms.tick(self.view.alarms, elapsed_us, runs=self._pace.running)
        turn = self._look()
        if turn is not None or not self._pace.running:
            return turn
        self._owed_us += elapsed_us * self._pace.speed
        due, self._owed_us = divmod(self._owed_us, TICK_US)
        self._at = min(self._at + due, self._replayer.end)
        if self._at >= self._replayer.end:
            self._pace = replace(self._pace, running=False)
        return None

    def tree(self, page: Page) -> Widget:
        """Return the bedside of the moment, with the controls of the replay."""
        revealed = None
        if self._truth and self._reveal.done() and self._reveal.exception() is None:
            revealed = self._reveal.result()
        showing = Showing(
            self._at,
            self._replayer.end,
            self._replayer.entries,
            running=self._pace.running,
            speed=self._pace.speed,
            truth=self._truth,
            marks=self._marking.marks,
            notes=self._notes,
            ghost=self._ghost,
            asking=self._asking,
            typed=self._typed,
            editing=self._editing,
            runs=self._runs,
            reason=self._reason,
            marking=say("replay.playing_the_other_run") if self._summoning is not None else self._marking.words,
            debrief=self._debrief is not None,
        )
        # The other run is named by its file: its view is no cheap key.
        name = self._ghost.name if self._ghost is not None else ""
        view = replace(self.view, alarms=self._alarms.shown(self.view.alarms))
        key: Hashable = (replace(showing, ghost=None), name, revealed is not None, view.alarms)
        return self._kept.tree(page, key, lambda: replay_page(page, view, showing, revealed, self._rhythm))
