"""Say when a newcomer decides right, and meets the pitfalls, in the guided case: `python tools/first_minutes.py`.

A player made of code goes through the real screens, from the title on, with the keyboard alone and with the mouse
alone; once as the coach says, looking at each other choice, and once into every wrong act. Counted are the words that
stand there to be read, each press, and the time that the game itself lets pass.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Final

ROOT: Final = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from game.app.levels import playable_levels
from game.app.shell import Shell
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.coach.guided import GuidedScene
from game.ui.inside.inside import InsideScene
from game.ui.screens import Screens
from game.ui.toolkit.cues import Silence
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.scene import Key, Press, Resize, Wheel
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Role, Widget, find, focus_order, path_to, walk
from game.values.coach import CoachedPitfall

WORDS_PER_MIN: Final = 200
"""Slower than silent reading of prose (238: Brysbaert 2019, J Mem Lang 109:104047): numbers are compared (assumed)."""
PRESS_S: Final = 2.0
"""To find what is meant and to press or click it (assumed); what the wheel turns and Tab steps over counts as well."""
BACK_S: Final = 1.0
"""To take an hour back: 0.1 to 0.5 s here."""
FRAME_US: Final = 50_000
WINDOW: Final = (1280, 720)
FIRST_MIN: Final = 2.0
"""Until the first right decision."""
ALL_MIN: Final = 8.0
"""Until all three pitfalls are met."""
MOST: Final = 40
"""Presses after which a step should long have come."""
KEYS: Final = {
    "test_il6": "i",
    "skip": "n",
    "step": "s",
    "coach.on": "shift+n",
    "inside.back": "escape",
    "remdesivir": "1",
    "dexamethasone": "5",
    "methylprednisolone": "6",
}
"""Keys that the screens name beside what they press."""


@dataclass
class Told:
    """When what happened, in minutes since the first screen."""

    bed: float = 0.0
    """The guided case was opened."""
    first: float = 0.0
    """The first right decision: a second value, while NEWS2 is no emergency."""
    treated: float = 0.0
    """What acts on the infection was given."""
    pitfalls: dict[CoachedPitfall, float] = field(default_factory=dict)
    end: float = 0.0
    words: int = 0
    presses: int = 0
    passed_s: float = 0.0

    @property
    def minutes(self) -> float:
        """Return how long it has been."""
        return self.words / WORDS_PER_MIN + (self.presses * PRESS_S + self.passed_s) / 60.0

    def since_bed(self, minutes: float) -> float:
        """Return a moment as minutes since the guided case was opened."""
        return minutes - self.bed

    @property
    def late(self) -> list[str]:
        """Return what came later than it should, counted from the bed on, or never."""
        stumbled = self.pitfalls.get(CoachedPitfall.TREND, self.minutes) < self.first
        # Whoever walks into the first pitfall decides right after it.
        first = ["first"] if not stumbled and self.since_bed(self.first) > FIRST_MIN else []
        met = {one: self.since_bed(when) for one, when in self.pitfalls.items()}
        return first + [one.value for one in CoachedPitfall if not 0.0 < met.get(one, 0.0) <= ALL_MIN]


class Newcomer:
    """Reads whatever asks to be read, once, and presses what is meant."""

    def __init__(self, home: Path, *, mouse: bool) -> None:
        """Open the game for the first time."""
        self.mouse = mouse
        self.told = Told()
        self.shell = Shell(playable_levels(print), home, lambda: datetime(2026, 1, 1, tzinfo=UTC), print)
        self._screens = Screens(self.shell, Silence())
        self.stage = Stage(self._screens.title(), RecordingCanvas(), self.shell.settings, self._screens.news)
        self.stage.give(Resize(*WINDOW))
        self._known: set[str] = set()

    @property
    def guided(self) -> GuidedScene:
        """Return the case with its coach."""
        return next(one for one in self.stage.scenes if isinstance(one, GuidedScene))

    @property
    def step(self) -> str:
        """Return which step of the coach stands, or which wrong act was done."""
        coach, now = self.guided.play.view.level.coach, self.guided.now
        assert coach is not None
        return coach.steps[now.step].id if now.slip is None else now.slip.id

    def lines(self, within: Rect) -> Iterator[str]:
        """Yield the lines of text that are to be seen there."""
        canvas = RecordingCanvas()
        self.stage.draw(canvas)
        yield from (one.text for one in canvas.drawn if one.what == "text" and one.seen and within.overlaps(one.rect))

    def read(self, *ids: str) -> None:
        """Read what stands in some widgets, or all of the page, and was not read before."""
        tree = self.stage.tree()
        for part in [find(tree, id_) for id_ in ids] or [tree]:
            for line in self.lines(part.rect) if part is not None else ():
                if line not in self._known:
                    self._known.add(line)
                    self.told.words += sum(any(sign.isalnum() for sign in one) for one in line.split())

    def listen(self) -> None:
        """Read what the coach says, and every question that stands above the page."""
        tree = self.stage.tree()
        asked = [one.id for one in walk(tree) if one.role in {Role.DIALOG, Role.NOTICE}]
        self.read("coach", *asked)

    def press(self, id_: str) -> None:
        """Press a widget with the one hand or the other."""
        if self.mouse:
            self._click(id_)
        elif id_ in KEYS:
            self._key(KEYS[id_])
        else:
            order = [one.id for one in focus_order(self.stage.tree())]
            assert id_ in order, f"there is no {id_}"
            for _ in order:
                if self.stage.focus != id_:
                    self._key("tab")
            assert self.stage.focus == id_, f"Tab never reaches {id_}"
            self._key("return")
        self.wait(0.1)

    def _key(self, name: str) -> None:
        self.told.presses += 1
        self.stage.give(Key(name.removeprefix("shift+"), name.startswith("shift+")))

    def _click(self, id_: str) -> None:
        area, widget = self._scrolled(id_)
        while area is not None and not area.rect.holds(*widget.rect.centre):
            self.told.presses += 1
            self.stage.give(Wheel(*area.rect.centre, 1 if widget.rect.y < area.rect.y else -1))
            area, widget = self._scrolled(id_)
        self.told.presses += 1
        self.stage.give(Press(*widget.rect.centre))

    def _scrolled(self, id_: str) -> tuple[Widget | None, Widget]:
        *around, widget = path_to(self.stage.tree(), id_)
        return next((one for one in around if one.role is Role.SCROLL), None), widget

    def wait(self, seconds: float) -> None:
        """Let the game run."""
        for _ in range(round(seconds * 1_000_000 / FRAME_US)):
            self.stage.tick(FRAME_US)
            self.told.passed_s += FRAME_US / 1e6

    def _until(self, so: Callable[[], bool]) -> None:
        """Let the game run until something is so, a minute at most."""
        for _ in range(60_000_000 // FRAME_US):
            if so():
                return
            self.wait(FRAME_US / 1e6)
        raise AssertionError("a minute went by, and nothing came")

    def go_on(self) -> None:
        """Read, and go on."""
        self.listen()
        self.press("coach.on")

    def order(self, regimen: str) -> None:
        """Read what is said, choose a drug, read the question and answer it."""
        self.listen()
        self.press(regimen)
        self.listen()
        self.press("ask.give")

    def draw(self) -> None:
        """Order IL-6."""
        self.listen()
        self.press("test_il6")

    def until(self, *steps: str, by: str = "skip") -> None:
        """Let time pass, by the button that the coach points at, until one of these steps stands."""
        for _ in range(MOST):
            if self.step in steps:
                break
            self.listen()
            self.press(by)
            while self.step not in steps and self._runs:
                self.wait(FRAME_US / 1e6)
        assert self.step in steps, f"{self.step} stands"
        self.listen()

    @property
    def _runs(self) -> bool:
        pause = find(self.stage.tree(), "pause")
        return pause is not None and "Pause" in pause.label

    def met(self) -> None:
        """Watch what a pitfall does inside the body, to the end of the film, and come back."""
        self._until(lambda: isinstance(self.stage.scenes[-1], InsideScene))
        self.read()
        inside = self.stage.scenes[-1]
        assert isinstance(inside, InsideScene)
        self._until(lambda: not inside.shown.running)
        self.read()
        self.press("inside.back")

    def other(self, pitfall: CoachedPitfall) -> None:
        """Look at what the other choice would have done."""
        self.listen()
        self.press("coach.other")
        self.met()
        self.told.pitfalls.setdefault(pitfall, self.told.minutes)

    def slipped(self) -> None:
        """Let a wrong act do what it does, look at it, and go back."""
        slip = self.guided.now.slip
        assert slip is not None
        self.go_on()
        self.met()
        self.told.pitfalls.setdefault(slip.pitfall, self.told.minutes)
        self.go_on()
        self.told.passed_s += BACK_S
        while self.guided.now.slip is not None:
            # The hour is taken back by a thread: how long that takes is the machine's, and counted as declared.
            sleep(0.01)
            self.stage.tick(FRAME_US)


def open_the_bed(hands: Newcomer) -> None:
    """Read the title, and take the guided case that it offers."""
    hands.read()
    hands.press("first")
    hands.told.bed = hands.told.minutes
    # Everything on the bedside is looked at once, whatever the coach points at.
    hands.read()
    hands.go_on()
    hands.go_on()


def as_the_coach_says(hands: Newcomer) -> None:
    """Do what is right at every step, and look at each other choice."""
    open_the_bed(hands)
    hands.draw()
    hands.told.first = hands.told.minutes
    hands.until("trend")
    hands.other(CoachedPitfall.TREND)
    hands.go_on()
    hands.until("infection")
    hands.order("remdesivir")
    hands.told.treated = hands.told.minutes
    hands.order("dexamethasone")
    hands.other(CoachedPitfall.ONLY_INFECTION)
    hands.until("again", by="step")
    hands.draw()
    hands.until("turned")
    hands.other(CoachedPitfall.TOO_MUCH)
    hands.go_on()
    hands.go_on()
    hands.told.end = hands.told.minutes


def into_every_pitfall(hands: Newcomer) -> None:
    """Do every wrong act first, see what it does, go back, and do what is right."""
    open_the_bed(hands)
    hands.until("not_asked", by="step")
    hands.slipped()
    hands.draw()
    hands.told.first = hands.told.minutes
    hands.until("trend")
    hands.go_on()
    hands.until("infection")
    hands.order("remdesivir")
    hands.told.treated = hands.told.minutes
    hands.until("only_infection", by="step")
    hands.slipped()
    hands.order("methylprednisolone")
    hands.slipped()
    hands.order("dexamethasone")
    hands.until("again", by="step")
    hands.draw()
    hands.until("turned")
    hands.go_on()
    hands.go_on()
    hands.told.end = hands.told.minutes


WAYS: Final = {"as the coach says": as_the_coach_says, "into every pitfall": into_every_pitfall}


def first_minutes(way: str, *, mouse: bool) -> Told:
    """Play the guided case one way with one hand, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        hands = Newcomer(Path(home), mouse=mouse)
        try:
            WAYS[way](hands)
        finally:
            hands.shell.close()
    return hands.told


def main() -> int:
    """Print a row for each way and hand; return 1 if a newcomer waits too long."""
    row = "{:<20}{:<9}" + "{:>10}" * (len(CoachedPitfall) + 6) + "{:>8}"
    print("Minutes since the guided case was opened; 'title' is what the first screen took before that.")
    pitfalls = [one.value.replace("_", " ")[:9] for one in CoachedPitfall]
    print(row.format("", "", "title", "decision", "drug", *pitfalls, "end", "words", "presses", "game's s"))
    late = False
    for way in WAYS:
        for mouse in (False, True):
            told = first_minutes(way, mouse=mouse)
            moments = (told.first, told.treated, *[told.pitfalls[one] for one in CoachedPitfall], told.end)
            shown = [f"{told.since_bed(one):.1f}" for one in moments]
            counted = (told.words, told.presses, f"{told.passed_s:.0f}")
            print(row.format(way, "mouse" if mouse else "keyboard", f"{told.bed:.1f}", *shown, *counted), flush=True)
            late = late or bool(told.late)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
