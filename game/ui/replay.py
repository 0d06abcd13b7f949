"""The replay: the bedside of a finished case shown again, as it was known then or with the truth revealed."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from game.case.view import View
from game.ui.desk import Replayer, Revealed
from game.ui.kept import Kept
from game.ui.page import Page
from game.ui.scene import Act, Pop, Told, Turn
from game.ui.widget import Widget
from game.ui.widgets.monitor import pulse_of
from game.ui.widgets.replay_page import Showing, replay_page
from game.ui.widgets.trace import Rhythm
from game.values.ticks import TICKS_PER_HOUR, Tick

TICK_US = 1_000_000
"""Real time of one tick at 1×, as at the bedside."""
SPEEDS = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class _Pace:
    """Whether time runs, and how fast."""

    running: bool = False
    speed: int = 4


class ReplayScene:
    """Shows a case again; nothing can be ordered."""

    def __init__(self, replayer: Replayer, reveal: Future[Revealed], at: Tick = 0) -> None:
        """Begin at a moment, standing still."""
        self._replayer = replayer
        self._reveal = reveal
        self._at = min(max(0, at), replayer.end)
        self._pace = _Pace()
        self._truth = False
        self._owed_us = 0
        self._more = True
        self._rhythm = Rhythm(pulse_of(self.view))
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
    def keys(self) -> tuple[str, ...]:
        """Return the intents that have keys here."""
        speeds = tuple(f"speed_{speed}" for speed in SPEEDS)
        moves = ("pause", "play_back", "earlier", "later", "order_before", "order_after")
        return (*moves, *speeds, "truth")

    def handle(self, told: Told) -> Turn:
        """Move through the case, or leave."""
        if not isinstance(told, Act):
            return None
        name = told.name
        if name == "back":
            return Pop()
        if name.startswith("speed_"):
            self._pace = _Pace(running=True, speed=int(name.removeprefix("speed_")))
        elif name == "truth":
            self._truth = not self._truth
        elif name in {"pause", "play_back"}:
            self._start_or_stop()
        else:
            self._jump(told)
        return None

    def _start_or_stop(self) -> None:
        if not self._pace.running and self._at >= self._replayer.end:
            self._at = 0
        self._pace = replace(self._pace, running=not self._pace.running)

    def _jump(self, act: Act) -> None:
        ticks = sorted({entry.tick for entry in self._replayer.entries})
        match act.name:
            case "earlier":
                self._go(self._at - TICKS_PER_HOUR)
            case "later":
                self._go(self._at + TICKS_PER_HOUR)
            case "order_before":
                self._go(max([tick for tick in ticks if tick < self._at], default=0))
            case "order_after":
                self._go(min([tick for tick in ticks if tick > self._at], default=self._replayer.end))
            case "watch":
                self._go(int(act.argument))
            case "scrub" if act.step:
                self._go(self._at + act.step * TICKS_PER_HOUR)
            case "scrub":
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
        if not self._pace.running:
            return None
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
        )
        key: Hashable = (showing, revealed is not None)
        return self._kept.tree(page, key, lambda: replay_page(page, self.view, showing, revealed, self._rhythm))
