"""What the commands with a window share: is there a display, is it the right pygame, and the way in and out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from game.app.clocks import local_time, steady_s
from game.app.crash import crash_words
from game.app.exits import Exit, Fault
from game.app.signals import stopping
from game.files.folders import FolderError, assets_folder
from game.files.voice_file import read_voice, voice_folder
from game.values.words import say

if TYPE_CHECKING:
    from game.app.shell import Shell
    from game.ui.navigation import Ways
    from game.ui.toolkit.scene import Scene

WITHOUT_A_WINDOW = "app.window.all_commands_but_play_and"


def check_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Raise Fault where no window can be opened; a video driver that was chosen by hand is taken at its word."""
    chosen = environment.get("SDL_VIDEODRIVER") or environment.get("SDL_VIDEO_DRIVER")
    if platform in {"win32", "darwin"} or chosen:
        return
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise Fault(Exit.ENVIRONMENT, say("app.window.there_is_no_display_to", without_a_window=say(WITHOUT_A_WINDOW)))


def warn(sentence: str) -> None:
    """Tell the player on standard error, where the window cannot."""
    # A terminal that was closed under the game cannot be told anything, and is no reason to end in mid-save.
    with suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


def _check_pygame() -> None:
    """Raise Fault where pygame-ce cannot be loaded or is none; the loop's tables of keys need the right one."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        import pygame  # noqa: F401  found out here, so that the mend can be named
    except ImportError as error:
        mend = say("app.window.pip_install_force_reinstall_pygame")
        raise Fault(Exit.ENVIRONMENT, say("app.window.pygame_ce_cannot_be_loaded", error=error, mend=mend)) from error
    from game.ui.backends.pygame_canvas import WrongPygameError, check_pygame

    try:
        check_pygame()
    except WrongPygameError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error


def show(first: Callable[[Ways], Scene], shell: Shell, frames: int = 0, file: str = "") -> int:
    """Open the window, show scenes until the player leaves, and return the exit code.

    A `file` is taken by the first screen as if it had been dropped there.

    Raises Fault if there is no display or the wrong pygame.
    """
    _check_pygame()
    from game.app.classroom import open_classroom
    from game.app.joining import join_later
    from game.app.moving import living_run
    from game.ui.backends.loop import NoDisplayError, Window, run
    from game.ui.backends.sound import MixerSpeaker
    from game.ui.screens import Screens

    # The score is computed beside the window; short turns keep the window moving meanwhile.
    sys.setswitchinterval(0.001)
    crash = ""
    with stopping() as stopped:
        try:
            screens = Screens(
                shell,
                MixerSpeaker(),
                lambda pack: open_classroom(shell, pack),
                read_voice(voice_folder(assets_folder())),
                lambda *where: join_later(shell, screens.say, *where),
                living_run,
            )
            window = Window(
                title=say("app.window.cytokine_storm"),
                assets=assets_folder(),
                settings=shell.settings,
                news=screens.news,
                shown=screens.shown,
                save_screenshot=lambda picture: screens.say(shell.save_screenshot(picture)),
                frames=frames,
                file=file,
                stopped=stopped,
                now_s=steady_s,
            )
            run(first(screens), window)
        except FolderError as error:
            raise Fault(Exit.ENVIRONMENT, str(error)) from error
        except NoDisplayError as error:
            raise Fault(
                Exit.ENVIRONMENT,
                say("app.window.no_window_can_be_opened", error=error, without_a_window=say(WITHOUT_A_WINDOW)),
            ) from error
        except Exception as error:  # noqa: BLE001  whatever it was, the case is saved and the player is told so
            crash = crash_words(error, shell.home, local_time(), shell.kept())
        finally:
            # Told to end, the system waits only some seconds: a score that is not found by then is found next time.
            shell.close(hurried=stopped() or bool(crash))
        if stopped.interrupted:
            raise KeyboardInterrupt
    if crash:
        raise Fault(Exit.CRASHED, crash)
    return Exit.GOOD
