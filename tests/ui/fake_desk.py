"""A desk that plays in memory: for tests of the screens around the bedside."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import msgspec
from pilot import Ear, FakePlay
from sample_analysis import FakeAnalysing, score
from sample_view import over, view

from game.case.case import Case, admit_case
from game.case.explainer import Recording
from game.case.inside import Drivers, InsideRun
from game.case.play import Play
from game.case.view import View
from game.case.walk import advance_to
from game.futures.engine import mover
from game.review.valuation.reveal import Revealed
from game.review.valuation.what_if import WhatIf
from game.review.verdict import Score
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.desk import FinishedCase, Ghost, ListedBed, Note, OtherRun, ResumeError, Unfinished
from game.ui.navigation import ToReplay
from game.ui.screens import Screens
from game.ui.toolkit.scene import Key, Move, Press, Resize, Scene, Text, Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Role, Widget, dump, find, focus_order, path_to
from game.values.channel import Panel
from game.values.level import Level
from game.values.order import Actor, Draw, Entry, Give, Order, Stop
from game.values.ticks import Tick, ticks

admit: Callable[[Drivers], InsideRun] = InsideRun
"""Lets in whom one looks inside; a test of many films puts one here that keeps them."""
LEVELS = Path(__file__).parents[2] / "levels"


def levels() -> tuple[Level, ...]:
    """Return the levels of the game."""
    paths = sorted(LEVELS.glob("*.toml"))
    return tuple(msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Level) for path in paths)


def truth() -> Revealed:
    """Return a course of 60 hours."""
    hours = range(61)
    return Revealed(
        ticks=tuple(ticks(hour) for hour in hours),
        il6=tuple(20.0 * 1.07**hour for hour in hours),
        innate=tuple(hour / 100 for hour in hours),
        survival=tuple(1.0 - hour / 200 for hour in hours),
        untreated_il6=tuple(20.0 * 1.1**hour for hour in hours),
        readable=ticks(18),
        storm=ticks(40),
    )


def entries() -> tuple[Entry, ...]:
    """Return the orders of a short case."""
    given = (
        (2, Draw(panel=Panel.IL6)),
        (8, Give(regimen="remdesivir")),
        (20, Draw(panel=Panel.INFLAMMATION)),
        (30, Give(regimen="tocilizumab")),
        (31, Stop(regimen="remdesivir")),
    )
    return tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order) for hour, order in given)


class FakeReplayer:
    """Shows one view at every moment, less the results of later ones, and counts how often it was asked to read on."""

    def __init__(self, last: View) -> None:
        self.last = last
        self.entries = entries()
        self.level = last.level
        self.seed = last.level.seed
        self.end: Tick = last.tick
        self.left = 3
        self.case: Case | None = None

    def view_at(self, tick: Tick) -> View:
        known = {name: tuple([one for one in found if one.known <= tick]) for name, found in self.last.labs.items()}
        labs = {name: found for name, found in known.items() if found}
        return replace(self.last, tick=tick, labs=labs, outcome=self.last.outcome if tick == self.end else None)

    def case_at(self, tick: Tick) -> Case:
        if self.case is None or self.case.tick > tick:
            self.case = admit_case(self.level, self.seed, mover())
        self.case = advance_to(self.case, (), tick)
        return self.case

    def read_on(self) -> bool:
        self.left -= 1
        return self.left > 0


@dataclass
class FakeDesk:
    """Remembers what the screens asked for; scores are given when a test wants them."""

    chosen: Settings = field(default_factory=Settings)
    cases: tuple[Unfinished, ...] = ()
    finished: tuple[FinishedCase, ...] = ()
    opened: list[str] = field(default_factory=list)
    opening: Future[Play] = field(default_factory=Future)
    started: list[str] = field(default_factory=list)
    seeds: list[int] = field(default_factory=list)
    """Of the patients that were met."""
    drawn: int = 0
    discarded: list[str] = field(default_factory=list)
    left: list[Play] = field(default_factory=list)
    let_gone: list[Play] = field(default_factory=list)
    score: Future[Score] = field(default_factory=Future)
    reveal: Future[Revealed] = field(default_factory=Future)
    analysing: FakeAnalysing = field(default_factory=FakeAnalysing)
    value: Future[WhatIf] = field(default_factory=Future)
    tried: list[tuple[Tick, Order | None]] = field(default_factory=list)
    taken: list[Tick] = field(default_factory=list)
    remarked: str = ""
    runs: tuple[OtherRun, ...] = (OtherRun("Expert", "expert", expert=True), OtherRun("Your best, 91 points", "best"))
    kept_notes: tuple[Note, ...] = ()
    report: Future[str] = field(default_factory=Future)
    warned: tuple[str, ...] = ()
    missing: str = ""
    fresh: bool = False
    """What could not be written."""
    damage: str = ""
    """Why no case can be resumed; empty if they can."""

    def beds(self) -> tuple[ListedBed, ...]:
        results = ((58, 2), (None, 0), (91, 3))
        return tuple(ListedBed(level, *results[index % 3]) for index, level in enumerate(levels()))

    def unfinished(self) -> tuple[Unfinished, ...]:
        return self.cases

    def finished_cases(self) -> tuple[FinishedCase, ...]:
        return self.finished

    def open_finished_later(self, path: str) -> Future[Play]:
        self.opened.append(path)
        return self.opening

    def first_seed(self, level: Level) -> int:
        return level.seed

    def new_seed(self) -> int:
        self.drawn += 1
        return 4800 + self.drawn

    def seed_of_today(self) -> int:
        return 20261126

    def start(self, level: Level, seed: int | None = None) -> Play:
        self.started.append(level.id)
        self.seeds.append(level.seed if seed is None else seed)
        return cast("Play", FakePlay(view(level=level), (replace(over(), level=level),)))

    def resume(self, case: Unfinished) -> Play:
        if self.damage:
            self.cases = ()
            raise ResumeError(self.damage)
        return cast("Play", FakePlay(case.view)) if case.ended and case.view else self.start(case.level)

    def leave(self, play: Play) -> None:
        self.left.append(play)

    def untouched(self, play: Play) -> bool:
        del play
        return self.fresh

    def unsaved(self, play: Play) -> str:
        del play
        return self.missing

    def let_go(self, play: Play) -> None:
        self.let_gone.append(play)

    def discard(self, case: Unfinished) -> None:
        self.discarded.append(case.path)
        self.cases = tuple(one for one in self.cases if one is not case)

    def finish(self, play: Play) -> Score:
        del play
        return score()

    def finish_later(self, play: Play) -> Future[Score]:
        del play
        return self.score

    def reveal_later(self, play: Play) -> Future[Revealed]:
        del play
        return self.reveal

    def replayer(self, play: Play) -> FakeReplayer:
        return FakeReplayer(play.view)

    def analyse_later(self, play: Play) -> FakeAnalysing:
        del play
        return self.analysing

    def try_order(self, play: Play, tick: Tick, order: Order | None, last: Tick) -> Future[WhatIf]:
        del play, last
        self.tried.append((tick, order))
        return self.value

    def take_over_later(self, replayer: FakeReplayer, tick: Tick) -> Future[Play]:
        self.taken.append(tick)
        future: Future[Play] = Future()
        if tick >= replayer.end:
            future.set_exception(ResumeError("The case was over at this moment."))
        else:
            future.set_result(self.start(replayer.level))
        return future

    def go_back_later(self, play: Play, tick: Tick) -> Future[Play]:
        del play, tick
        return Future()

    def put_away(self, play: Play) -> None:
        self.left.append(play)

    def remark(self, play: Play) -> str:
        del play
        return self.remarked

    def other_runs(self, replayer: FakeReplayer) -> tuple[OtherRun, ...]:
        del replayer
        return self.runs

    def run_of(self, replayer: FakeReplayer, path: str) -> OtherRun:
        del replayer
        if not path.endswith(".jsonl"):
            raise ResumeError(f"{path} is no case file.")
        return OtherRun("classmate", path)

    def ghost_later(self, replayer: FakeReplayer, run: OtherRun) -> Future[Ghost]:
        future: Future[Ghost] = Future()
        future.set_result(Ghost(run.name, replayer.last))
        return future

    def notes(self, replayer: FakeReplayer) -> tuple[Note, ...]:
        del replayer
        return self.kept_notes

    def keep_notes(self, replayer: FakeReplayer, before: tuple[Note, ...], after: tuple[Note, ...]) -> tuple[Note, ...]:
        del replayer
        there = tuple(note for note in self.kept_notes if note in after or note not in before)
        fresh = (note for note in after if note not in there)
        self.kept_notes = tuple(sorted((*there, *fresh), key=lambda note: note.tick))
        return self.kept_notes

    def save_report_later(self, play: Play) -> Future[str]:
        del play
        return self.report

    def warnings(self) -> tuple[str, ...]:
        warned, self.warned = self.warned, ()
        return warned

    def settings(self) -> Settings:
        return self.chosen

    def keep_settings(self, settings: Settings) -> None:
        self.chosen = settings

    def answer(self) -> None:
        """Let what runs in the background come to its end."""
        self.score.set_result(score())
        self.reveal.set_result(truth())
        self.analysing.come_to_its_end()


class Hands:
    """Drives the whole game through the stage: keys, mouse, time."""

    def __init__(
        self,
        desk: FakeDesk | None = None,
        size: tuple[int, int] = (1280, 720),
        at: str = "title",
        voice: Recording | None = None,
    ) -> None:
        self.desk = desk or FakeDesk()
        self.ear = Ear()
        self.screens = Screens(self.desk, self.ear, voice=voice, admit=admit)
        self.stage = Stage(
            self._first(at), RecordingCanvas(), self.desk.settings, self.screens.news, self.screens.shown
        )
        self.stage.give(Resize(*size))
        if at == "debrief":
            self.choose("tab.decisions")

    def _first(self, at: str) -> Scene:
        level = next(level for level in levels() if level.id == "covid_storm")
        play = cast("Play", FakePlay(replace(over(), level=level)))
        match at:
            case "prebrief":
                return self.screens.prebrief_of(level)
            case "debrief" | "opening":
                return self.screens.debrief(play)
            case "replay":
                return self.screens.replay(ToReplay(self.desk.replayer(play), self.desk.reveal), 0)
            case "replay_of_file":
                wanted = ToReplay(self.desk.replayer(play), self.desk.reveal, self.desk.analysing, debrief=play)
                return self.screens.replay(wanted, 0)
            case id_ if any(one.id == id_ for one in levels()):
                return self.screens.bed_of(next(one for one in levels() if one.id == id_))
            case _:
                scene: Scene = getattr(self.screens, at)()
                return scene

    @property
    def where(self) -> str:
        """Return the name of the scene on top."""
        return type(self.stage.scenes[-1]).__name__

    def tree(self) -> Widget:
        return self.stage.tree()

    def words(self) -> str:
        return dump(self.tree())

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds * 20)):
            self.stage.tick(50_000)

    def press(self, *keys: str) -> None:
        """Press keys; 'shift+tab' holds shift."""
        for key in keys:
            self.stage.give(Key(key.removeprefix("shift+"), key.startswith("shift+")))

    def type(self, text: str) -> None:
        for sign in text:
            self.stage.give(Key(sign))
            self.stage.give(Text(sign))

    def choose(self, id_: str) -> None:
        """Go to a widget with Tab and press Enter: no mouse."""
        for _ in range(200):
            if self.stage.focus == id_:
                self.press("return")
                return
            self.press("tab")
        raise AssertionError(f"Tab never reaches {id_}:\n{self.words()}")

    def click(self, id_: str) -> None:
        """Turn the wheel until a widget can be seen, and click on it: no keyboard."""
        for _ in range(200):
            widget = find(self.tree(), id_)
            assert widget is not None, f"there is no {id_}:\n{self.words()}"
            area = next((one for one in path_to(self.tree(), id_)[:-1] if one.role is Role.SCROLL), None)
            if area is None or area.rect.holds(*widget.rect.centre):
                self.stage.give(Press(*widget.rect.centre))
                return
            self.stage.give(Wheel(*area.rect.centre, 1 if widget.rect.y < area.rect.y else -1))
        raise AssertionError(f"{id_} never comes into view")

    def drag(self, id_: str, share: float) -> None:
        """Press a slider at its left end and drag the pointer along it."""
        widget = find(self.tree(), id_)
        assert widget is not None
        self.stage.give(Press(widget.rect.x + 1, widget.rect.centre[1]))
        self.stage.give(Move(widget.rect.x + round(share * widget.rect.w), widget.rect.centre[1], held=True))

    def focusable(self) -> list[str]:
        return [widget.id for widget in focus_order(self.tree())]
