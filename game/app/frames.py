"""How long a frame of the bedside takes; run in a process of its own, since SDL takes one video driver a process."""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter

FRAMES = 360
WARM_UP = 60
FRAME_US = 16_667


def frame_milliseconds() -> list[float]:
    """Return the milliseconds of each frame at 1280x720 while a case runs: tick, tree, drawing and flip."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    from game.app.levels import find_level
    from game.case.case import admit_case, advance_to
    from game.case.play import Play
    from game.files.folders import assets_folder
    from game.ui.bedside import Bedside, Wiring
    from game.ui.cues import Silence
    from game.ui.loop import Window, frame, open_window
    from game.ui.pygame_canvas import PygameCanvas
    from game.ui.scene import Key, Resize
    from game.ui.stage import Stage
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
    stage.give(Resize(*surface.get_size()))
    stage.give(Key("space"))
    spent = []
    for number in range(WARM_UP + FRAMES):
        pygame.event.pump()
        begun = perf_counter()
        stage.tick(FRAME_US)
        frame(stage, canvas, number * FRAME_US, settings)
        pygame.display.flip()
        spent.append((perf_counter() - begun) * 1000.0)
    pygame.display.quit()
    return spent[WARM_UP:]


if __name__ == "__main__":
    json.dump(frame_milliseconds(), sys.stdout)
