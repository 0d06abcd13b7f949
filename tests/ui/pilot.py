"""A headless player: presses keys and clicks on what it can see, and remembers which orders came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from game.case.play import Play
from game.case.view import View
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.cues import Cue
from game.ui.toolkit.scene import Key, Pop, Press, Resize, Turn
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.widget import Widget, dump, find, focus_order
from game.values.order import Actor, Entry, Order


class FakePlay:
    """Looks like a Play: keeps a view, counts ticks, remembers orders."""

    def __init__(self, view: View, coming: tuple[View, ...] = ()) -> None:
        self.view = view
        self.coming = list(coming)
        self.due: tuple[Entry, ...] = ()
        self.orders: list[Order] = []
        self.refusal = ""

    @property
    def finished(self) -> bool:
        return self.view.outcome is not None

    def order(self, actor: Actor, order: Order) -> str:
        assert actor is Actor.PLAYER
        self.orders.append(order)
        return self.refusal

    def tick(self) -> View:
        self.view = self.coming.pop(0) if self.coming else replace(self.view, tick=self.view.tick + 1, facts=())
        return self.view


class Ear:
    """A speaker that remembers what it was asked to play."""

    def __init__(self) -> None:
        self.heard: list[Cue] = []
        self.ended = 0
        """How often the burst of an alarm was ended."""
        self.voice: list[tuple[str, int, int]] = []
        """What was asked of the recording: file, moment and volume; or that it was turned or hushed."""

    def play(self, cue: Cue, volume_percent: int) -> None:
        assert 0 <= volume_percent <= 100
        self.heard.append(cue)

    def end_alarm(self) -> None:
        self.ended += 1

    def narrate(self, file: str, at_ms: int, volume_percent: int) -> None:
        assert 0 <= volume_percent <= 100
        self.voice.append((file, at_ms, volume_percent))

    def turn_voice(self, volume_percent: int) -> None:
        self.voice.append(("turned", 0, volume_percent))

    def hush(self) -> None:
        self.voice.append(("hushed", 0, 0))


class Pilot:
    """Drives the bedside through the stage, as hands would."""

    def __init__(
        self,
        view: View,
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 720),
        coming: tuple[View, ...] = (),
        ear: Ear | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.play = FakePlay(view, coming)
        self.ear = ear or Ear()
        self.ended = 0
        self.said: list[str] = []
        wiring = Wiring(lambda: self.settings, self._keep, self.ear, self._end, say=self.said.append)
        self.bedside = Bedside(cast("Play", self.play), wiring)
        self.stage = Stage(self.bedside, RecordingCanvas(), lambda: self.settings)
        self.stage.give(Resize(*size))

    def _keep(self, settings: Settings) -> None:
        self.settings = settings

    def _end(self, play: Play) -> Turn:
        assert play is cast("Play", self.play)
        self.ended += 1
        return Pop()

    def tree(self) -> Widget:
        return self.stage.tree()

    def press(self, *keys: str) -> None:
        """Press keys; 'shift+tab' holds shift."""
        for key in keys:
            self.stage.give(Key(key.removeprefix("shift+"), key.startswith("shift+")))

    def tab_to(self, id_: str) -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(100):
            if self.stage.focus == id_:
                return
            self.press("tab")
        raise AssertionError(f"Tab never reaches {id_}:\n{dump(self.tree())}")

    def click(self, id_: str) -> None:
        """Click in the middle of a widget; scroll with the keyboard first if it is out of sight."""
        self.reveal(id_)
        widget = find(self.tree(), id_)
        assert widget is not None, f"there is no {id_}:\n{dump(self.tree())}"
        self.stage.give(Press(*widget.rect.centre))

    def reveal(self, id_: str) -> None:
        """Bring a widget into its scroll area."""
        if id_ in {widget.id for widget in focus_order(self.tree())}:
            self.tab_to(id_)

    def words(self) -> str:
        """Return the readable dump of the screen."""
        return dump(self.tree())
