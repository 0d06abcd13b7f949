"""All screens of the game, made from the desk: the one place that knows which follows which."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future

from game.case.play import Play
from game.ui.bedside.bedside import Bedside, Wiring
from game.ui.debrief.debrief import DebriefScene
from game.ui.desk import Analysing, Desk, ListedBed, OtherRun, Replayer, Revealed
from game.ui.menus.finished import FinishedScene
from game.ui.menus.glossary import GlossaryScene
from game.ui.menus.prebrief import PrebriefScene
from game.ui.menus.settings_page import SettingsScene
from game.ui.menus.title import TitleScene
from game.ui.menus.wardround import WardScene
from game.ui.replay.replay import ReplayScene
from game.ui.toolkit.cues import Speaker
from game.ui.toolkit.scene import Replace, Reset, Scene
from game.values.level import Level
from game.values.ticks import Tick


class Screens:
    """Makes each screen on request; scenes hold it as their `Ways`."""

    def __init__(self, desk: Desk, speaker: Speaker) -> None:
        """Make screens that use this desk and sound through this speaker."""
        self._desk = desk
        self._speaker = speaker
        self._said: deque[str] = deque()
        self._debriefs: list[tuple[Scene, Play]] = []
        """The debriefs that were made and not left yet."""

    def say(self, sentence: str) -> None:
        """Keep a sentence for the stage to show; any thread may call it."""
        self._said.append(sentence)

    def news(self) -> tuple[str, ...]:
        """Return what is to be told over any screen, each sentence once: warnings of the desk and what was said."""
        said = tuple(self._said.popleft() for _ in range(len(self._said)))
        return (*self._desk.warnings(), *said)

    def title(self) -> Scene:
        """Return the first screen."""
        return TitleScene(self._desk, self)

    def ward(self) -> Scene:
        """Return the list of levels."""
        return WardScene(self._desk, self)

    def prebrief(self, bed: ListedBed) -> Scene:
        """Return what is to be read before a case."""
        return PrebriefScene(self._desk, self, bed)

    def prebrief_of(self, level: Level, seed: int | None = None) -> Scene:
        """Return the same for the bed of a level, also if the ward does not list it."""
        found = next((bed for bed in self._desk.beds() if bed.level.id == level.id), ListedBed(level, None, 0))
        return PrebriefScene(self._desk, self, found, seed)

    def bedside(self, play: Play) -> Scene:
        """Return the screen on which a case is played; its end leads to the debrief, leaving it to the ward."""
        wiring = Wiring(
            settings=self._desk.settings,
            keep_settings=self._desk.keep_settings,
            speaker=self._speaker,
            ended=lambda over: Replace(self.debrief(over)),
            left=lambda: self._left(play),
            unsaved=lambda: self._desk.unsaved(play),
            say=self.say,
        )
        return Bedside(play, wiring)

    def _left(self, play: Play) -> Reset:
        self._desk.leave(play)
        return Reset(self.ward())

    def finished(self) -> Scene:
        """Return the list of finished cases."""
        return FinishedScene(self._desk, self)

    def debrief(self, play: Play, *, listed: bool = False) -> Scene:
        """Return what follows a finished case; one opened from the list leads back there."""
        scene = DebriefScene(self._desk, self, play, listed=listed)
        self._debriefs.append((scene, play))
        return scene

    def shown(self, scenes: tuple[Scene, ...]) -> None:
        """Take note which scenes there still are: what was worked out for a debrief ends with it."""
        left = [one for one in self._debriefs if one[0] not in scenes]
        self._debriefs = [one for one in self._debriefs if one[0] in scenes]
        for _, play in left:
            if all(play is not other for _, other in self._debriefs):
                self._desk.let_go(play)

    def replay(
        self,
        replayer: Replayer,
        reveal: Future[Revealed],
        at: Tick,
        analysing: Analysing | None = None,
        laid: tuple[OtherRun, ...] = (),
        debrief: Play | None = None,
    ) -> Scene:
        """Return a case shown again, from a moment on, with the first of other runs laid over it."""
        return ReplayScene(self._desk, self, replayer, reveal, at, analysing, laid, debrief)

    def settings(self) -> Scene:
        """Return the settings."""
        return SettingsScene(self._desk)

    def glossary(self) -> Scene:
        """Return the words of the game."""
        return GlossaryScene()
