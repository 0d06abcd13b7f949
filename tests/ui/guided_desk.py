"""A desk that really plays the guided case, in memory, and hands that know its acts."""

from __future__ import annotations

import tomllib
from concurrent.futures import Future
from functools import cache
from pathlib import Path

import msgspec
from fake_desk import FakeDesk, Hands

from game.case.case import Case, admit_case
from game.case.play import Play
from game.case.walk import advance_to
from game.futures.engine import mover
from game.review.playback.rewind import Rewind, Snapshots
from game.ui.coach.guided import GuidedScene
from game.ui.desk import ListedBed
from game.ui.inside.inside import InsideScene
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find
from game.values.coach import Coach
from game.values.level import Level
from game.values.order import Entry
from game.values.ticks import Tick

FILE = Path(__file__).parents[2] / "levels" / "guided" / "first_case.toml"


@cache
def first_case() -> Level:
    """Return the guided case of the game."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Level)


@cache
def admitted() -> Case:
    """Return its patient at the door."""
    return admit_case(first_case(), first_case().seed, mover())


def coach() -> Coach:
    """Return its coach."""
    found = first_case().coach
    assert found is not None
    return found


class GuidedDesk(FakeDesk):
    """Plays cases by the model, and remembers what was put away."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(settings or Settings())
        self.orders: dict[int, list[Entry]] = {}
        self.away: list[Play] = []
        self.begun: list[Play] = []

    def beds(self) -> tuple[ListedBed, ...]:
        return (ListedBed(first_case(), None, 0, taken=bool(self.away)), *super().beds())

    def start(self, level: Level, seed: int | None = None) -> Play:
        if level.coach is None:
            return super().start(level, seed)
        return self._played((), 0)

    def _played(self, entries: tuple[Entry, ...], tick: Tick) -> Play:
        written = [one for one in entries if one.tick < tick]
        case = advance_to(admitted(), tuple(written), tick)
        play = Play(case, written.append, lambda _tick, _digest: None)
        self.orders[id(play)] = written
        self.begun.append(play)
        return play

    def replayer(self, play: Play) -> Rewind:
        return Rewind(Snapshots(admitted()), self.orders[id(play)], play.view.tick)

    def go_back_later(self, play: Play, tick: Tick) -> Future[Play]:
        done: Future[Play] = Future()
        done.set_result(self._played(tuple(self.orders[id(play)]), tick))
        self.put_away(play)
        return done

    def put_away(self, play: Play) -> None:
        self.away.append(play)


class GuidedHands(Hands):
    """Goes through the guided case by keyboard alone, or by mouse alone."""

    def __init__(
        self, *, mouse: bool = False, settings: Settings | None = None, size: tuple[int, int] = (1280, 720)
    ) -> None:
        super().__init__(GuidedDesk(settings), size, "ward")
        self.mouse = mouse
        self.do("bed.0")

    @property
    def scene(self) -> GuidedScene:
        found = next(one for one in self.stage.scenes if isinstance(one, GuidedScene))
        assert isinstance(found, GuidedScene)
        return found

    @property
    def step(self) -> str:
        """Return the step that stands, or the wrong act that was done."""
        now = self.scene.now
        return coach().steps[now.step].id if now.slip is None else now.slip.id

    @property
    def said(self) -> str:
        """Return what the coach says."""
        found = find(self.tree(), "coach.sentence")
        return "" if found is None else found.label

    def do(self, id_: str) -> None:
        """Press a widget, the one way or the other, and let the answer come."""
        if self.mouse:
            self.click(id_)
        else:
            self.choose(id_)
        self.wait(0.1)

    def go_on(self) -> None:
        """Go on."""
        self.do("coach.on")

    def order(self, regimen: str) -> None:
        """Give a drug."""
        self.do(regimen)
        self.do("ask.give")

    def until(self, *steps: str, button: str = "skip", most: int = 40) -> None:
        """Press a button of time until one of these steps stands."""
        for _ in range(most):
            if self.step in steps:
                return
            self.do(button)
            for _ in range(200):
                self.wait(0.05)
                if self.step in steps or not self._runs:
                    break
        assert self.step in steps, f"{self.step} stands: {self.said}"

    @property
    def _runs(self) -> bool:
        pause = find(self.tree(), "pause")
        return pause is not None and "Pause" in pause.label

    def look_inside(self) -> None:
        """Watch the picture that was opened to its end, and come back."""
        assert isinstance(self.stage.scenes[-1], InsideScene), self.where
        assert find(self.tree(), "inside.told") is not None
        for _ in range(300):
            if not self.stage.scenes[-1].shown.running:
                break
            self.wait(0.1)
        self.do("inside.back")

    def see_the_slip(self) -> None:
        """Let a wrong act run, look at what it does, and go back."""
        self.go_on()
        for _ in range(200):
            if isinstance(self.stage.scenes[-1], InsideScene):
                break
            self.wait(0.05)
        self.look_inside()
        self.go_on()
        self.wait(0.1)
