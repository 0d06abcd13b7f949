"""Inside the storm: the film of one body, of a patient to try things on or of the one of a case."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from game.case.inside import Dampening, Drivers, InsideRun, Preset
from game.ui.desk import Replayer
from game.ui.inside.drivers_panel import moved
from game.ui.inside.inside_page import inside_page
from game.ui.inside.intents import DampenBy, Drive, ScrubStorm, StartOver, TakePreset
from game.ui.inside.parts import SPEEDS
from game.ui.inside.shown import Admit, PatientRun, StormShown
from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    Earlier,
    Intent,
    Later,
    OpenExplainer,
    RunAt,
    RunOrPause,
    ShowTab,
    StepHour,
)
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn
from game.ui.toolkit.tabs import InsideTab
from game.ui.toolkit.tree_cache import Kept, Pieces
from game.ui.toolkit.widget import Widget
from game.values.ticks import TICKS_PER_HOUR, Tick
from game.values.words import say

HOUR_US = 300_000
"""Real time of one hour at 1×: three weeks in two and a half minutes."""
AHEAD = 3
"""Ticks that are found at each frame, about a millisecond: a little more than is played at the highest speed."""
ENOUGH_H = 6
"""Once so many hours lie ahead of a film that runs, one tick at each frame is found."""
CATCHING_UP = 48
"""The same while a moment is waited for."""
SAID_FOR_H = 6
"""So many hours a sentence stands while time runs, if nothing else begins."""
RUNS_KEPT = 8
TRAIL = 4
"""Frames in which the panels, then the sentences, follow the picture: all at once would be late for the next frame."""
FIRST = Preset.STORM


class InsideScene:
    """Plays a course back and forth; with drivers, begins another one whenever one of them is moved."""

    def __init__(
        self,
        replayer: Replayer | None = None,
        at: Tick = 0,
        explain: Callable[[], Turn] | None = None,
        told: str = "",
        admit: Admit = InsideRun,
    ) -> None:
        """Show the patient of a case at a moment, or without one the patient to try things on, who stands still.

        `explain` leads to the explainer. With what a coach has `told` of it, the film plays from that moment on.
        """
        self._explain = explain
        self._admit = admit
        self._runs: dict[Drivers, InsideRun] = {}
        self._drivers: Drivers | None = None
        self._hour = 0
        self._wanted = 0
        self._running = False
        self._speed = 1
        self._owed_us = 0
        self._who = ""
        self._said = 0
        self._trail = (0,) * TRAIL
        self._told = told
        self._tab = InsideTab.PICTURE
        self._kept = Kept()
        self._pieces = Pieces()
        self._source: InsideRun | PatientRun
        if replayer is None:
            self._drivers = FIRST.drivers
            self._source = self._run(FIRST.drivers)
        else:
            self._source = PatientRun(replayer)
            self._who = say("inside.who", patient=replayer.level.patient.in_bed(", "))
            self._wanted = min(-(-at // TICKS_PER_HOUR), self._source.end)
            if told:
                self._source.read_on(at)
                self._stand_at(self._wanted)
                self._running = True

    def _run(self, drivers: Drivers) -> InsideRun:
        """Return the course of these drivers; the last few are kept as far as they were found."""
        found = self._runs.pop(drivers, None) or self._admit(drivers)
        self._runs[drivers] = found
        while len(self._runs) > RUNS_KEPT:
            self._runs.pop(next(iter(self._runs)))
        return found

    @property
    def shown(self) -> StormShown:
        """Return what is to be seen now."""
        return StormShown(
            self._source,
            self._hour,
            self._running,
            self._speed,
            self._drivers,
            self._who,
            self._said,
            waiting=self._hour < self._wanted and not self._running,
            explained=self._explain is not None,
            trail=self._trail if self._running else (),
            told=self._told,
            tab=self._tab,
        )

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys of time, and the digits for the presets."""
        presets = tuple(ChooseNumber(n) for n in range(1, len(Preset) + 1)) if self._drivers is not None else ()
        explainer = (OpenExplainer(),) if self._explain is not None else ()
        speeds = tuple(RunAt(speed) for speed in SPEEDS)
        return (RunOrPause(), StepHour(), Earlier(), Later(), *speeds, *presets, *explainer)

    @property
    def numbers(self) -> dict[int, str]:
        """Return which preset each digit takes."""
        return {number: say("keys.number.preset", preset=one.words) for number, one in enumerate(Preset, 1)}

    def handle(self, told: Told) -> Turn:
        """Move in time, move a driver, or leave."""
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back():
                return Pop()
            case OpenExplainer() if self._explain is not None:
                self._running = False
                return self._explain()
            case RunOrPause():
                self._start_or_stop()
            case ShowTab(InsideTab() as tab):
                self._tab = tab
            case RunAt(speed):
                self._speed, self._running = speed, True
            case StartOver():
                self._go(0)
            case StepHour() | Later():
                self._go(self._hour + 1)
            case Earlier():
                self._go(self._hour - 1)
            case ScrubStorm() if told.step:
                self._go(self._hour + 6 * told.step)
            case ScrubStorm():
                self._go(round(told.fraction * self._source.end))
            case intent if self._drivers is not None:
                self._drive(intent, told, self._drivers)
            case _:
                pass
        return None

    def _drive(self, intent: Intent, act: Act, drivers: Drivers) -> None:
        match intent:
            case TakePreset(preset):
                self._take(preset.drivers)
            case ChooseNumber(number):
                self._take(list(Preset)[number - 1].drivers)
            case Drive(name):
                self._set(moved(drivers, name, fraction=act.fraction, step=act.step))
            case DampenBy(by):
                self._dampen(drivers, by)
            case _:
                pass

    def show(self, preset: Preset, hour: int) -> None:
        """Stand still at an hour of a preset, as soon as it is found."""
        self._set(preset.drivers)
        self._go(hour)

    def _take(self, drivers: Drivers) -> None:
        """Take a preset from its first hour; whether it plays is left as it was."""
        running = self._running
        self._set(drivers)
        self._go(0)
        self._running = running

    def _dampen(self, drivers: Drivers, by: Dampening) -> None:
        self._set(replace(drivers, by=by))

    def _set(self, drivers: Drivers) -> None:
        """Take these drivers; the moment stays where it can be found at once."""
        if drivers == self._drivers:
            return
        self._drivers = drivers
        self._source = self._run(drivers)
        self._wanted = self._hour
        self._stand_at(self._hour)

    def _start_or_stop(self) -> None:
        if not self._running and self._over:
            self._go(0)
        self._running = not self._running

    @property
    def _over(self) -> bool:
        return self._source.finished and self._hour >= self._source.course.last

    def _go(self, hour: int) -> None:
        """Go to an hour, or as far towards it as is known yet; the rest of the way as it is found."""
        self._running = False
        self._owed_us = 0
        self._wanted = min(max(0, hour), self._source.end)
        self._stand_at(self._wanted)

    def _stand_at(self, hour: int) -> None:
        """Show an hour, or the last one known; panels that followed an hour of another course must not stay there."""
        self._hour = self._said = min(hour, self._source.course.last)
        self._trail = (self._hour,) * TRAIL

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass: what lies ahead is found, and the film runs on."""
        last = self._source.course.last
        if self._wanted > last:
            self._source.read_on(CATCHING_UP)
        else:
            self._source.read_on(1 if self._running and last - self._hour >= ENOUGH_H else AHEAD)
        last = self._source.course.last
        if self._source.finished:
            self._wanted = min(self._wanted, last)
        if not self._running:
            self._stand_at(self._wanted)
            return None
        self._trail = (self._hour, *self._trail[:-1])
        self._owed_us += elapsed_us * self._speed
        due, self._owed_us = divmod(self._owed_us, HOUR_US)
        self._wanted = self._hour = min(self._hour + due, last)
        settled = all(hour == self._hour for hour in self._trail)
        if settled or self._over or self._hour - self._said > SAID_FOR_H:
            self._read()
        if self._over:
            self._running = False
        return None

    def _read(self) -> None:
        """Let the sentences speak of this hour, if they stood long enough or something else began."""
        course = self._source.course
        said = min(self._said, course.last)
        news = course.stage(said) is not course.stage(self._hour) or self._over
        if news or not 0 <= self._hour - said < SAID_FOR_H:
            self._said = self._hour

    def tree(self, page: Page) -> Widget:
        """Return the screen; it is built anew when an hour has passed or more is known."""
        shown = self.shown
        known = (self._source.course.last // 12, self._source.finished)
        key: Hashable = (
            *(self._hour, self._running, self._speed, self._drivers, shown.waiting, known, id(self._source)),
            self._tab,
            shown.trail,
        )
        return self._kept.tree(page, key, lambda: inside_page(page, shown, self._pieces))
