"""The game in a tab: the page says what happens and asks for frames, and draws what it is answered."""

from __future__ import annotations

import gc
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from game.app.classroom import open_classroom
from game.app.clocks import local_time
from game.app.levels import playable_levels, shipped_paths
from game.app.moving import living_run, move_by
from game.app.shell import Shell
from game.files.folders import assets_folder
from game.files.problem import FileError
from game.files.reading import SESSION, read_bytes, text_of
from game.files.voice_file import read_voice, voice_folder
from game.ui.backends.html_canvas import HtmlCanvas
from game.ui.backends.html_events import PageKeys
from game.ui.screens import Screens
from game.ui.toolkit.cues import Silence, Speaker
from game.ui.toolkit.intents import FullScreen, Intent, SavePicture
from game.ui.toolkit.pace import TICK_US
from game.ui.toolkit.page import DESIGN_WINDOW
from game.ui.toolkit.scene import Away, Drop, Input, Move, Press, Release, Resize, Text, Unseen, Wheel
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import THEMES
from game.ui.toolkit.widget import Role, find, hit
from game.values.words import say
from game.web.aloud import Aloud
from game.web.analysis import FromPage
from game.web.begun import BegunShelf
from game.web.finger import Finger
from game.web.kernel import Compiled, PageKernel
from game.web.live import PageHost, TabClass
from game.web.opening import way_to
from game.web.platform import Beside, Tab
from game.web.small_screen import SmallScreen
from game.web.speaker import PageSound, PageSpeaker

HOME: Final = "/player"
"""The player's folder; the page keeps what lies there."""
LATEST_US: Final = TICK_US // 4
"""A longer gap between two frames is cut to this, a tick at 4×: where a browser is slow, time runs slower and frames
still come, instead of each having more to catch up with than the one before."""
_ID: Final = re.compile("[a-z0-9_]{1,64}")
"""What may be the id of a level, and so the name of a file."""
_ASKED: Final[dict[Intent, str]] = {SavePicture(): "picture", FullScreen(): "full screen"}
"""What only the page can do, in its words."""


class HtmlPage(Beside, Protocol):
    """What the page does for the game."""

    kernel: Compiled
    sound: PageSound
    host: PageHost | None
    """The host of a live class, if one has served the page for it."""

    def measure(self, text: str, size: int, weight: str) -> float:
        """Return how wide a line of text is, in pixels."""


class BrowserSeat:
    """One game in one tab."""

    def __init__(
        self, page: HtmlPage, home: Path, speaker: Speaker | None = None, warn: Callable[[str], None] = print
    ) -> None:
        """Open the player's folder and the first screen."""
        kernel = PageKernel(page.kernel)
        move_by(lambda: kernel.move)
        self._tab = Tab(page, BegunShelf(home / "begun"))
        self.shell = Shell(playable_levels(warn), home, local_time, warn, platform=self._tab)
        self._class = None if page.host is None else TabClass(page.host, self.shell, self._say)
        self.screens = Screens(
            self.shell,
            speaker or Silence(),
            lambda pack: open_classroom(self.shell, pack),
            read_voice(voice_folder(assets_folder())),
            None if self._class is None else self._class.join,
            living_run,
            may_join=self._class is not None,
        )
        self._canvas = HtmlCanvas(page.measure)
        host = page.host
        first = self.screens.title() if host is None else self.screens.join(host.address, host.code, host.learner)
        self._small = SmallScreen()
        self._stage = Stage(
            first,
            self._canvas,
            lambda: self._small.settings(self.shell.settings()),
            self.screens.news,
            self.screens.shown,
        )
        self._keys = PageKeys()
        self._finger = Finger(self._give, self._slides)
        self._aloud = Aloud(self._stage)
        self._size = DESIGN_WINDOW
        self._now_us = 0
        self._closed = False

    @property
    def stage(self) -> Stage:
        """Return what holds the screens."""
        return self._stage

    def resize(self, width: int, height: int, dense: float = 1.0) -> list[int]:
        """Take the size of the page, and return that of the picture: no smaller than a window may be.

        `dense` says how many of these pixels are one of the browser's.
        """
        self._size = self._small.picture(width, height, dense)
        self._stage.give(Resize(*self._size))
        return list(self._size)

    def frame(self, elapsed_us: int) -> str:
        """Let time pass and return what is to be drawn; nothing once the player has left."""
        passed = min(elapsed_us, LATEST_US)
        self._now_us += passed
        if self._class is not None:
            self._class.tick(passed)
        self._finger.tick(elapsed_us)
        if self._stage.scenes:
            self._stage.tick(passed)
        if not self._stage.scenes:
            self._close()
            return ""
        self._canvas.begin(self._size, THEMES[self.shell.settings().theme], self._now_us)
        self._stage.draw(self._canvas)
        return self._canvas.taken()

    def aloud(self, elapsed_us: int) -> str:
        """Return what a screen reader finds on the page now, as JSON; nothing where that has not changed."""
        return self._aloud.tell(elapsed_us)

    def _close(self) -> None:
        """Let go of all files and workers, once: a page has no end of its own that could wait for a score."""
        if not self._closed:
            self._closed = True
            self.shell.close(hurried=True)

    def turn(self) -> bool:
        """Do one piece of what waits, between two frames; say whether there was any."""
        return self._tab.background.turn()

    def found(self, number: int, told: FromPage) -> None:
        """Take what the worker of this number has found."""
        self._tab.found(number, told.to_bytes())

    def lost(self, number: int) -> None:
        """Take note that a worker has failed."""
        self._tab.lost(number)

    @property
    def over(self) -> bool:
        """Say whether the player has left the game."""
        return not self._stage.scenes

    @property
    def writes(self) -> bool:
        """Say whether what is typed goes into a field: a tablet shows its keyboard then."""
        if self.over or not self._stage.focus:
            return False
        focused = find(self._stage.tree(), self._stage.focus)
        return focused is not None and focused.role is Role.FIELD

    def key(self, key: str, code: str, shift: bool, ctrl: bool, alt: bool, meta: bool) -> str:
        """Take a key that went down; return what the page has to do itself, if anything."""
        if self.over:
            return ""
        held = (("ctrl", ctrl), ("alt", alt), ("super", meta))
        given = self._keys.down(key, code, shift=shift, others=tuple(name for name, down in held if down))
        if given.name == "tab" and self._stage.edge(-1 if shift else 1):
            # No trap for whoever goes by the keyboard: past the last widget lies the rest of the page.
            self._stage.blur()
            return "on"
        intent = self._stage.asks(given, tuple(_ASKED))
        if intent is not None:
            return "" if given.repeated else _ASKED[intent]
        self._give(given)
        return ""

    def enter(self, step: int) -> None:
        """Take the focus, which comes from before the game or, with a step of -1, from behind it."""
        if not self.over:
            self._stage.enter(step)
            self._aloud.stir()

    def press_named(self, id_: str) -> None:
        """Take a press of a widget by its name, as a screen reader has it."""
        if not self.over:
            self._stage.press(id_)
            self._aloud.stir()

    def key_up(self, key: str, code: str) -> None:
        """Take a key that was let go."""
        self._keys.up(key, code)
        self._give(Release())

    def text(self, text: str) -> None:
        """Take text that was typed."""
        self._give(Text(text))

    def press(self, x: int, y: int) -> None:
        """Take a press of the pointer."""
        self._give(Press(x, y))

    def move(self, x: int, y: int, held: bool) -> None:
        """Take where the pointer is."""
        self._give(Move(x, y, held))

    def away(self) -> None:
        """Take that the pointer has left the game."""
        self._give(Away())

    def finger_down(self, number: int, x: int, y: int) -> None:
        """Take a finger that was put down."""
        self._finger.down(number, x, y)

    def finger_move(self, number: int, x: int, y: int, unit: float) -> None:
        """Take where a finger is; `unit` is how many of our pixels are one of the page's."""
        self._finger.move(number, x, y, unit)

    def finger_up(self, number: int) -> None:
        """Take a finger that was lifted."""
        self._finger.up(number)

    def finger_lost(self, number: int) -> None:
        """Take a finger that the browser has taken for itself."""
        self._finger.cancel(number)

    def _slides(self, x: int, y: int) -> bool:
        """Say whether a finger would move a slider there."""
        touched = hit(self._stage.tree(), x, y)
        return touched is not None and touched.role is Role.SLIDER

    def wheel(self, x: int, y: int, steps: int) -> None:
        """Take a turn of the wheel; up is positive."""
        self._give(Wheel(x, y, steps))

    def drop(self, path: str) -> None:
        """Take a file that was dropped on the page, and lies in the tab's folder by now."""
        if self.over:
            return
        turns = way_to(path, self._stage.scenes, self.screens)
        if turns is not None:
            for turn in turns:
                self._stage.go(turn)
            self._give(Drop(path))

    def leave(self) -> None:
        """Take note that nobody looks at the tab."""
        self._keys.let_go()
        self._give(Unseen(say("backends.loop.the_window_was_in_the")))

    def _say(self, sentence: str) -> None:
        self.screens.say(sentence)

    def _give(self, given: Input) -> None:
        if self._stage.scenes:
            self._stage.give(given)
            if not isinstance(given, Move):
                self._aloud.stir()


def open_seat(page: HtmlPage) -> BrowserSeat:
    """Open the game; the page calls this once."""
    # What was loaded by now stays: a search for garbage that went through all of it would take as long as ten frames.
    gc.freeze()
    return BrowserSeat(page, Path(HOME), PageSpeaker(page.sound))


def wanted_levels(pack: str) -> list[str]:
    """Return the levels of a session pack that are not the game's: the page fetches them from beside it.

    What is wrong with the pack is said when it is opened.
    """
    try:
        told = tomllib.loads(text_of(pack, read_bytes(Path(pack), SESSION))).get("levels")
    except (FileError, tomllib.TOMLDecodeError):
        return []
    named = [one.get("id") for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    shipped = shipped_paths()
    return [one for one in named if isinstance(one, str) and _ID.fullmatch(one) and one not in shipped]
