"""How long a frame takes: of the bedside, inside the storm, and of the debrief while the analysis works beside it.

Run in a process of its own, since SDL takes one video driver a process.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.ui.backends.pygame_canvas import PygameCanvas
    from game.ui.toolkit.stage import Stage
    from game.values.settings import Settings

FRAMES = 360
WARM_UP = 60
FRAME_US = 16_667


def frame_milliseconds() -> list[float]:
    """Return the milliseconds of each frame at 1280x720 while a case runs: tick, tree, drawing and flip."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

    from game.app.levels import find_level
    from game.case.case import admit_case
    from game.case.play import Play
    from game.case.walk import advance_to
    from game.files.folders import assets_folder
    from game.ui.backends.loop import Window, open_window
    from game.ui.backends.pygame_canvas import PygameCanvas
    from game.ui.bedside.bedside import Bedside
    from game.ui.bedside.wiring import Wiring
    from game.ui.toolkit.cues import Silence
    from game.ui.toolkit.stage import Stage
    from game.values.settings import Settings
    from game.values.ticks import ticks

    settings = Settings(pause_on_alarm=False)
    level = find_level("covid_storm")
    # Two days in, so that trends, alarms and timeline are full.
    case = advance_to(admit_case(level, level.seed), (), ticks(48.0))
    play = Play(case, lambda _: None, lambda *_: None)
    surface = open_window(Window("bench", assets_folder(), lambda: settings))
    canvas = PygameCanvas(surface, assets_folder())
    wiring = Wiring(lambda: settings, lambda _: None, Silence(), lambda _: None)
    stage = Stage(Bedside(play, wiring), canvas, lambda: settings)
    return _running(stage, canvas, settings, surface.get_size())


def inside_milliseconds() -> list[float]:
    """Return the milliseconds of each frame at 1280x720 inside the storm, at the height of one, played at 1×."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

    from game.app.moving import living_run
    from game.case.inside import Preset
    from game.files.folders import assets_folder
    from game.ui.backends.loop import Window, open_window
    from game.ui.backends.pygame_canvas import PygameCanvas
    from game.ui.inside.inside import InsideScene
    from game.ui.toolkit.intents import Later
    from game.ui.toolkit.scene import Act
    from game.ui.toolkit.stage import Stage
    from game.values.settings import Settings

    settings = Settings()
    surface = open_window(Window("bench", assets_folder(), lambda: settings))
    canvas = PygameCanvas(surface, assets_folder())
    scene = InsideScene(admit=living_run)
    source = scene.shown.source
    while not source.course.crossings:
        source.read_on(1)
    for _ in range(source.course.last):
        scene.handle(Act(Later()))
    assert scene.shown.preset is Preset.STORM
    stage = Stage(scene, canvas, lambda: settings)
    return _running(stage, canvas, settings, surface.get_size())


def film_milliseconds() -> list[float]:
    """Return the milliseconds of each frame at 1280x720 of the storm in a minute, all of it."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

    from game.app.moving import living_run
    from game.case.explainer import LONGEST_MS
    from game.files.folders import assets_folder
    from game.files.voice_file import read_voice, voice_folder
    from game.ui.backends.loop import Window, open_window
    from game.ui.backends.pygame_canvas import PygameCanvas
    from game.ui.inside.explainer import ExplainerScene, Projector
    from game.ui.toolkit.cues import Silence
    from game.ui.toolkit.stage import Stage
    from game.values.settings import Settings

    settings = Settings()
    surface = open_window(Window("bench", assets_folder(), lambda: settings))
    canvas = PygameCanvas(surface, assets_folder())
    voice = read_voice(voice_folder(assets_folder()))
    scene = ExplainerScene(Projector(lambda: settings, lambda _: None, Silence(), voice, lambda: None, living_run))
    stage = Stage(scene, canvas, lambda: settings)
    return _running(stage, canvas, settings, surface.get_size(), LONGEST_MS * 1000 // FRAME_US, "")


def _running(
    stage: Stage,
    canvas: PygameCanvas,
    settings: Settings,
    size: tuple[int, int],
    frames: int = WARM_UP + FRAMES,
    key: str = "space",
) -> list[float]:
    """Let time run on a stage, once a key is pressed, and return the milliseconds of each frame after the first ones.

    It is the time of the processor that counts, so that another program beside this one does not.
    """
    import pygame

    from game.ui.backends.loop import frame, settle
    from game.ui.toolkit.scene import Key, Resize

    stage.give(Resize(*size))
    if key:
        stage.give(Key(key))
    settle()
    spent = []
    for number in range(frames):
        pygame.event.pump()
        begun = process_time()
        stage.tick(FRAME_US)
        frame(stage, canvas, number * FRAME_US, settings)
        pygame.display.flip()
        spent.append((process_time() - begun) * 1000.0)
    pygame.display.quit()
    return spent[WARM_UP:]


def debrief_milliseconds() -> list[float]:
    """Return the milliseconds from frame to frame of a debrief at 1280x720 until its case is taken apart.

    The case is the longest of its level, and the window goes at most 60 times a second, as the game does.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    from game.app.clocks import local_time
    from game.app.levels import find_level
    from game.app.shell import Shell
    from game.app.window import warn
    from game.evidence.bench import LONG_LIVED, LONG_LIVED_SEED
    from game.files.folders import assets_folder
    from game.policy.registry import POLICIES
    from game.ui.backends.loop import FRAMES_PER_SECOND, Window, frame, open_window
    from game.ui.backends.pygame_canvas import PygameCanvas
    from game.ui.screens import Screens
    from game.ui.toolkit.cues import Silence
    from game.ui.toolkit.scene import Resize
    from game.ui.toolkit.stage import Stage
    from game.values.order import Actor
    from game.values.ticks import TICKS_PER_HOUR

    level = find_level("covid_storm")
    sys.setswitchinterval(0.001)
    with tempfile.TemporaryDirectory() as home:
        shell = Shell((level,), Path(home), local_time, warn)
        play = shell.start(level, LONG_LIVED_SEED)
        while not play.finished:
            if play.view.tick % TICKS_PER_HOUR == 0:
                for order in POLICIES[LONG_LIVED].orders(play.view):
                    play.order(Actor.PLAYER, order)
            play.tick()
        surface = open_window(Window("bench", assets_folder(), shell.settings))
        canvas = PygameCanvas(surface, assets_folder())
        stage = Stage(Screens(shell, Silence()).debrief(play), canvas, shell.settings)
        stage.give(Resize(*surface.get_size()))
        analysing = shell.analyse_later(play)
        clock = pygame.time.Clock()
        moments: list[float] = []
        while not analysing.finished:
            elapsed_us = clock.tick(FRAMES_PER_SECOND) * 1000
            pygame.event.pump()
            stage.tick(elapsed_us)
            frame(stage, canvas, len(moments) * FRAME_US, shell.settings())
            pygame.display.flip()
            moments.append(perf_counter() * 1000.0)
        pygame.display.quit()
        shell.close()
    return [later - sooner for sooner, later in pairwise(moments)]


if __name__ == "__main__":
    asked = {"debrief": debrief_milliseconds, "inside": inside_milliseconds, "film": film_milliseconds}
    json.dump(next((asked[one] for one in sys.argv if one in asked), frame_milliseconds)(), sys.stdout)
