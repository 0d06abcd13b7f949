"""Draw the pictures of the README: `python tools/draw_pictures.py` writes docs/images/*.png."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
HOUSE = Path(__file__).parents[1]
sys.path.insert(0, str(HOUSE))

import pygame

from game.app.levels import playable_levels
from game.app.shell import Shell
from game.case.play import Play
from game.files.folders import assets_folder
from game.ui.backends.loop import Window, frame, open_window
from game.ui.backends.pygame_canvas import PygameCanvas
from game.ui.screens import Screens
from game.ui.toolkit.cues import Silence
from game.ui.toolkit.scene import Key, Resize, Scene
from game.ui.toolkit.stage import Stage
from game.values.channel import Panel
from game.values.order import Actor, Draw, Give, Order
from game.values.ticks import ticks

FRAME_US = 16_667
ORDERS: dict[int, tuple[Order, ...]] = {
    2: (Draw(panel=Panel.IL6), Draw(panel=Panel.VIRAL_PCR)),
    9: (Draw(panel=Panel.LACTATE_CREATININE), Draw(panel=Panel.INFLAMMATION)),
    14: (Draw(panel=Panel.IL6), Give(regimen="remdesivir")),
    20: (Draw(panel=Panel.IL6), Draw(panel=Panel.LACTATE_CREATININE)),
    24: (Draw(panel=Panel.INFLAMMATION), Draw(panel=Panel.VIRAL_PCR)),
    28: (Draw(panel=Panel.IL6), Draw(panel=Panel.BLOOD_COUNT)),
    36: (Draw(panel=Panel.IL6), Draw(panel=Panel.INFLAMMATION), Draw(panel=Panel.LACTATE_CREATININE)),
    44: (Draw(panel=Panel.IL6), Draw(panel=Panel.VIRAL_PCR)),
    50: (Give(regimen="dexamethasone"), Draw(panel=Panel.IL6), Draw(panel=Panel.INFLAMMATION)),
}
SHOWN_AT_H = 47
TREATED_AT_H = 58


def play_to(play: Play, hour: float) -> None:
    """Let the case run to an hour, giving the orders on the way."""
    while play.view.tick < ticks(hour) and not play.finished:
        if play.view.tick % 12 == 0:
            for order in ORDERS.get(play.view.tick // 12, ()):
                play.order(Actor.PLAYER, order)
        play.tick()


def draw(
    scene: Scene, name: str, canvas: PygameCanvas, shell: Shell, *, keys: tuple[str, ...] = (), still: bool = False
) -> None:
    """Show one scene for a moment and keep its picture; time stands in a `still` one."""
    surface = pygame.display.get_surface()
    stage = Stage(scene, canvas, shell.settings)
    stage.give(Resize(*surface.get_size()))
    for key in keys:
        stage.give(Key(key))
    for number in range(150):
        pygame.event.pump()
        stage.tick(0 if still else FRAME_US)
        frame(stage, canvas, number * FRAME_US, shell.settings())
    pygame.image.save(surface, HOUSE / "docs" / "images" / f"{name}.png")


def draw_all() -> None:
    """Draw the ward, the bedside and the debrief."""
    home = Path(tempfile.mkdtemp())
    shell = Shell(playable_levels(print), home, lambda: datetime(2026, 1, 1, tzinfo=UTC), print)
    surface = open_window(Window("pictures", assets_folder(), shell.settings))
    canvas = PygameCanvas(surface, assets_folder())
    screens = Screens(shell, Silence())
    level = next(level for level in playable_levels(print) if level.id == "covid_storm")
    draw(screens.ward(), "ward", canvas, shell)
    play = shell.start(level)
    play_to(play, SHOWN_AT_H)
    draw(screens.bedside(play), "bedside", canvas, shell)
    play_to(play, TREATED_AT_H)
    play.order(Actor.PLAYER, Give(regimen="tocilizumab"))
    play_to(play, level.horizon_h)
    debrief = screens.debrief(play)
    # However long the machine takes: a picture of a debrief that is still calculating shows nothing.
    shell.analyse_later(play).wait()
    draw(debrief, "debrief", canvas, shell, still=True)
    pygame.display.quit()
    shell.close()


if __name__ == "__main__":
    draw_all()
