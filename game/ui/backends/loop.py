"""The window and the only loop: whole microseconds, at most 60 frames a second, a late frame counts 250 ms."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pygame

from game.ui.backends.pygame_canvas import PygameCanvas, check_pygame
from game.ui.toolkit.intents import FullScreen, Intent, SavePicture
from game.ui.toolkit.keyboard import Keyboard, KeyStroke
from game.ui.toolkit.page import DESIGN_WINDOW, SMALLEST_WINDOW
from game.ui.toolkit.scene import Drop, Input, Key, Move, Press, Release, Resize, Scene, Text, Unseen, Wheel
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import THEMES
from game.values.words import say

FRAMES_PER_SECOND = 60
LATEST_US = 250_000
"""A longer gap (a sleeping laptop, a dragged window) is cut to this, so that the patient does not age unseen."""
ASLEEP_S = 20.0
"""After a gap this long between two frames nobody looks any more; a machine under load has stood for 5 (assumed)."""
WINDOW_INTENTS: Final[tuple[Intent, ...]] = (SavePicture(), FullScreen())
_LEFT = (pygame.WINDOWFOCUSLOST, pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN)
_ANEW: Final = frozenset(
    {
        *(pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED, pygame.WINDOWEXPOSED),
        *(pygame.WINDOWSHOWN, pygame.WINDOWRESTORED, pygame.WINDOWDISPLAYCHANGED),
    }
)
"""After these the system may have given the window other pixels."""
_OTHERS: Final = (("ctrl", pygame.KMOD_CTRL), ("alt", pygame.KMOD_ALT), ("super", pygame.KMOD_GUI))
_SIGNS: Final = {"COMMA": ",", "PERIOD": ".", "SLASH": "/", "MINUS": "-", "SEMICOLON": ";", "APOSTROPHE": "'"}
_PLACES: Final[dict[int, str]] = {
    **{getattr(pygame, f"KSCAN_{sign.upper()}"): sign for sign in "abcdefghijklmnopqrstuvwxyz0123456789"},
    **{getattr(pygame, f"KSCAN_{name}"): sign for name, sign in _SIGNS.items()},
}
"""What a US keyboard has at the places of a keyboard."""


class NoDisplayError(Exception):
    """There is no screen to open a window on."""


@dataclass(frozen=True, slots=True)
class Window:
    """How the window is opened."""

    title: str
    assets: Path
    """The folder that holds `fonts/`."""
    settings: Callable[[], Settings]
    save_screenshot: Callable[[bytes], None] | None = None
    """Keeps a picture of the screen, which comes as a whole PNG; it tells the player what became of it."""
    size: tuple[int, int] = DESIGN_WINDOW
    frames: int = 0
    """Stop after so many frames; 0 plays until the player leaves."""
    file: str = ""
    """A file that the first screen takes as if it had been dropped there."""
    news: Callable[[], tuple[str, ...]] = tuple
    """Asked at every frame for what is to be told over any screen."""
    shown: Callable[[tuple[Scene, ...]], None] = lambda _: None
    """Told which scenes there still are, whenever that changes."""
    stopped: Callable[[], bool] = lambda: False
    """Asked at every frame whether the game was told to end."""
    now_s: Callable[[], float] = lambda: 0.0
    """Tells seconds on a clock that goes on while the computer sleeps; one that stands notices no sleep."""


def open_window(window: Window) -> pygame.Surface:
    """Open the window.

    Raises WrongPygameError and NoDisplayError.
    """
    check_pygame()
    if sys.platform.startswith("linux"):
        # Without a graphics card SDL's texture path costs 5 ms a frame; plain shared memory costs under 1 ms.
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    try:
        pygame.display.init()
        surface = pygame.display.set_mode(window.size, pygame.RESIZABLE)
    except pygame.error as error:
        raise NoDisplayError(str(error)) from error
    pygame.display.set_caption(window.title)
    _system_window().minimum_size = SMALLEST_WINDOW
    pygame.key.set_repeat(400, 60)
    return surface


def run(first: Scene, window: Window) -> None:
    """Show scenes until the last one is gone or the window is closed."""
    surface = open_window(window)
    canvas = PygameCanvas(surface, window.assets)
    stage = Stage(first, canvas, window.settings, window.news, window.shown)
    stage.give(Resize(*surface.get_size()))
    if window.file:
        stage.give(Drop(window.file))
    events = Events(stage, window)
    clock = pygame.time.Clock()
    now_us = 0
    frames = 0
    seen_s = window.now_s()
    settle()
    try:
        while stage.scenes and not (window.frames and frames >= window.frames) and not window.stopped():
            elapsed_us = min(clock.tick(FRAMES_PER_SECOND) * 1000, LATEST_US)
            now_us += elapsed_us
            last_s, seen_s = seen_s, window.now_s()
            if seen_s - last_s > ASLEEP_S:
                stage.give(Unseen(say("backends.loop.the_computer_was_asleep_or")))
            for event in pygame.event.get():
                if event.type == pygame.QUIT:
                    return
                if event.type in _ANEW:
                    canvas.forget()
                events.answer(event)
                if not stage.scenes:
                    return
            stage.tick(elapsed_us)
            if stage.scenes:
                frame(stage, canvas, now_us, window.settings())
                pygame.display.flip()
            frames += 1
    finally:
        pygame.display.quit()


def settle() -> None:
    """Leave all that was loaded by now out of the search for garbage, which would make a frame late each time."""
    gc.collect()
    gc.freeze()


def frame(stage: Stage, canvas: PygameCanvas, now_us: int, settings: Settings) -> None:
    """Draw one frame to the window."""
    surface = pygame.display.get_surface()
    assert surface is not None
    canvas.begin(surface, THEMES[settings.theme], now_us)
    stage.draw(canvas)


class Events:
    """Passes on what comes from the window system: to the window itself what concerns it, to the stage the rest."""

    def __init__(self, stage: Stage, window: Window) -> None:
        """Begin in a window, with no key down."""
        self._stage = stage
        self._window = window
        self._keyboard = Keyboard()
        self._full_screen = False

    def answer(self, event: pygame.event.Event) -> None:
        """Answer one event."""
        given = translated(event, self._keyboard)
        intent = self._stage.asks(given, WINDOW_INTENTS) if isinstance(given, Key) else None
        if given is None or (intent is not None and isinstance(given, Key) and given.repeated):
            return
        if intent == SavePicture():
            self._picture()
        elif intent == FullScreen():
            self._turn_full_screen()
        else:
            self._stage.give(given)

    def _picture(self) -> None:
        surface = pygame.display.get_surface()
        if surface is not None and self._window.save_screenshot is not None:
            picture = BytesIO()
            pygame.image.save(surface, picture, "screen.png")
            self._window.save_screenshot(picture.getvalue())

    def _turn_full_screen(self) -> None:
        """Fill the screen, or give the window its old size and place back.

        `pygame.display.toggle_fullscreen` makes another window, which forgets both.
        """
        system = _system_window()
        if self._full_screen:
            system.set_windowed()
        else:
            system.set_fullscreen(desktop=True)
        self._full_screen = not self._full_screen


def _system_window() -> pygame.Window:
    """Return the window itself: the display module knows neither a least size nor a way back from full screen."""
    with warnings.catch_warnings():
        # pygame-ce 2.5 would rather have windows that the display module has not made; 2.6 is not admitted.
        warnings.simplefilter("ignore", DeprecationWarning)
        return pygame.Window.from_display_module()


def translated(event: pygame.event.Event, keyboard: Keyboard) -> Input | None:
    """Return a pygame event in our own words; nothing for those that mean nothing here."""
    if event.type == pygame.KEYDOWN:
        return keyboard.down(_stroke(event))
    if event.type == pygame.KEYUP:
        keyboard.up(event.key)
        return Release()
    if event.type in _LEFT:
        keyboard.let_go()
        return Unseen(say("backends.loop.the_window_was_in_the"))
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
        return Press(*event.pos)
    if event.type == pygame.MOUSEMOTION:
        return Move(event.pos[0], event.pos[1], bool(event.buttons[0]))
    if event.type == pygame.MOUSEWHEEL:
        return Wheel(*pygame.mouse.get_pos(), event.y)
    if event.type == pygame.TEXTINPUT:
        return Text(event.text)
    if event.type == pygame.DROPFILE:
        return Drop(event.file)
    if event.type in {pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED}:
        surface = pygame.display.get_surface()
        return Resize(*surface.get_size()) if surface is not None else None
    return None


def _stroke(event: pygame.event.Event) -> KeyStroke:
    held = tuple(name for name, mask in _OTHERS if event.mod & mask)
    place = _PLACES.get(getattr(event, "scancode", -1), "")
    shift = bool(event.mod & pygame.KMOD_SHIFT)
    return KeyStroke(event.key, _name(event.key), place, event.unicode, shift, held)


def _name(code: int) -> str:
    """Return what is printed on a key; pygame knows that of a US keyboard alone, and no name for ö or ы."""
    sign = chr(code) if 0 < code <= sys.maxunicode else ""
    return pygame.key.name(code) or (sign if sign.isprintable() else "")
