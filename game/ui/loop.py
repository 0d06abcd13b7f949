"""The window and the only loop: whole microseconds, at most 60 frames a second, a late frame counts 250 ms."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.ui.page import DESIGN_WINDOW
from game.ui.pygame_canvas import PygameCanvas, check_pygame
from game.ui.scene import Drop, Input, Key, Move, Press, Resize, Scene, Text, Wheel
from game.ui.settings import Settings
from game.ui.stage import Stage
from game.ui.theme import THEMES

FRAMES_PER_SECOND = 60
LATEST_US = 250_000
"""A longer gap (a sleeping laptop, a dragged window) is cut to this, so that the patient does not age unseen."""


class NoDisplayError(Exception):
    """There is no screen to open a window on."""


@dataclass(frozen=True, slots=True)
class Window:
    """How the window is opened."""

    title: str
    assets: Path
    """The folder that holds `fonts/`."""
    settings: Callable[[], Settings]
    save_screenshot: Callable[[], Path] | None = None
    """Names a new file for a picture of the screen."""
    size: tuple[int, int] = DESIGN_WINDOW
    frames: int = 0
    """Stop after so many frames; 0 plays until the player leaves."""
    news: Callable[[], tuple[str, ...]] = tuple
    """Asked at every frame for what is to be told over any screen."""


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
    pygame.key.set_repeat(400, 60)
    return surface


def run(first: Scene, window: Window) -> None:
    """Show scenes until the last one is gone or the window is closed."""
    surface = open_window(window)
    canvas = PygameCanvas(surface, window.assets)
    stage = Stage(first, canvas, window.settings, window.news)
    stage.give(Resize(*surface.get_size()))
    clock = pygame.time.Clock()
    now_us = 0
    frames = 0
    try:
        while stage.scenes and not (window.frames and frames >= window.frames):
            elapsed_us = min(clock.tick(FRAMES_PER_SECOND) * 1000, LATEST_US)
            now_us += elapsed_us
            for event in pygame.event.get():
                if event.type == pygame.QUIT:
                    return
                if not _answered(event, stage, window):
                    given = translated(event)
                    if given is not None:
                        stage.give(given)
                if not stage.scenes:
                    return
            stage.tick(elapsed_us)
            if stage.scenes:
                frame(stage, canvas, now_us, window.settings())
                pygame.display.flip()
            frames += 1
    finally:
        pygame.display.quit()


def frame(stage: Stage, canvas: PygameCanvas, now_us: int, settings: Settings) -> None:
    """Draw one frame to the window."""
    surface = pygame.display.get_surface()
    assert surface is not None
    canvas.begin(surface, THEMES[settings.theme], now_us)
    stage.draw(canvas)


def _answered(event: pygame.event.Event, stage: Stage, window: Window) -> bool:
    """Do what concerns the window and no scene; say whether it was that."""
    key = translated(event) if event.type == pygame.KEYDOWN else None
    if not isinstance(key, Key):
        return False
    name = f"shift+{key.name}" if key.shift else key.name
    if stage.takes(name):
        return False
    intent = stage.page.bindings.intent(name, ("screenshot", "full_screen"))
    surface = pygame.display.get_surface()
    if intent == "screenshot" and window.save_screenshot is not None and surface is not None:
        pygame.image.save(surface, window.save_screenshot())
    elif intent == "full_screen":
        pygame.display.toggle_fullscreen()
    return bool(intent)


def translated(event: pygame.event.Event) -> Input | None:
    """Return a pygame event in our own words; nothing for those that mean nothing here."""
    if event.type == pygame.KEYDOWN:
        name = pygame.key.name(event.key)
        name = {"keypad enter": "return", "enter": "return"}.get(name, name.removeprefix("[").removesuffix("]") or name)
        if event.unicode == "?":
            return Key("?")
        return Key(name, shift=bool(event.mod & pygame.KMOD_SHIFT))
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
