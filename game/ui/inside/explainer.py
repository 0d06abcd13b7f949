"""The explainer: a minute in the picture of the storm, read aloud and captioned; it can be stopped, moved and left."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from game.case.explainer import Caption, Recording, captions, fits
from game.case.inside import InsideRun
from game.ui.inside.explainer_page import ExplainerShown, explainer_page
from game.ui.inside.intents import ScrubExplainer, SlideVoice, SwitchCaptions
from game.ui.inside.reel import FRAME_MS, Reel
from game.ui.inside.shown import Admit
from game.ui.toolkit.cues import Speaker, voice_loudness
from game.ui.toolkit.intents import Back, Earlier, Intent, Later, OpenInside, RunOrPause, SwitchSound
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn, Unseen
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.slider import VOLUME_STEP, slid_to
from game.ui.toolkit.tree_cache import Kept, Pieces
from game.ui.toolkit.widget import Widget

JUMP_MS = 5_000
FOLLOW = 4
"""Frames until the last panel shows what the picture does."""
LATE_US = 200_000
"""After so long a frame the voice may be ahead, since the loop counts no more than a quarter of a second."""


@dataclass(frozen=True, slots=True)
class Projector:
    """What the explainer is played with."""

    settings: Callable[[], Settings]
    keep_settings: Callable[[Settings], None]
    speaker: Speaker
    voice: Recording | None
    inside: Callable[[], Turn]
    """Leads from the explainer to where the same picture can be driven."""
    admit: Admit = InsideRun
    """Lets the patients of the film in."""


class ExplainerScene:
    """Plays from its first moment; voice, captions and picture follow one clock."""

    def __init__(self, projector: Projector) -> None:
        """Begin to play."""
        self._with = projector
        self._captions: tuple[Caption, ...] = captions(projector.voice)
        self._voice = projector.voice if fits(projector.voice) else None
        self._reel = Reel(projector.admit)
        self._at_us = 0
        self._running = True
        self._unread_us = 0
        self._follows = False
        """Some panel has not yet followed the picture."""
        self._kept = Kept()
        self._pieces = Pieces()
        self._speak()

    @property
    def end_ms(self) -> int:
        """Return how long it is."""
        return self._captions[-1].ends_ms

    @property
    def at_ms(self) -> int:
        """Return the moment that is shown."""
        return self._at_us // 1000

    @property
    def running(self) -> bool:
        """Say whether it plays."""
        return self._running

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys of time, of sound and of the picture itself."""
        return (RunOrPause(), Earlier(), Later(), SwitchSound(), OpenInside())

    def handle(self, told: Told) -> Turn:
        """Play, pause, move, turn the voice or the captions, or leave."""
        if isinstance(told, Unseen):
            self._run(on=False)
        if not isinstance(told, Act):
            return None
        settings = self._with.settings()
        match told.intent:
            case Back():
                self._run(on=False)
                return Pop()
            case OpenInside():
                self._run(on=False)
                return self._with.inside()
            case RunOrPause():
                if self.at_ms >= self.end_ms:
                    self._at_us = 0
                self._run(on=not self._running)
            case Earlier():
                self._go(self.at_ms - JUMP_MS)
            case Later():
                self._go(self.at_ms + JUMP_MS)
            case ScrubExplainer():
                self._go(self.at_ms + told.step * JUMP_MS if told.step else round(told.fraction * self.end_ms))
            case SwitchCaptions():
                self._with.keep_settings(replace(settings, captions=not settings.captions))
            case SwitchSound():
                self._turn(replace(settings, sound=not settings.sound))
            case SlideVoice():
                percent = slid_to(settings.voice_percent, told, 0, 100, VOLUME_STEP)
                self._turn(replace(settings, voice_percent=percent, sound=True))
            case _:
                pass
        return None

    def _turn(self, settings: Settings) -> None:
        self._with.keep_settings(settings)
        self._with.speaker.turn_voice(voice_loudness(settings))

    def _go(self, at_ms: int) -> None:
        self._at_us = 1000 * min(self.end_ms, max(0, at_ms))
        self._run(on=self._running and self.at_ms < self.end_ms)

    def _run(self, *, on: bool) -> None:
        self._running = on
        self._speak()

    def _speak(self) -> None:
        """Let the voice say what is said at this moment, or nothing."""
        if self._running and self._voice is not None:
            self._with.speaker.narrate(self._voice.file, self.at_ms, voice_loudness(self._with.settings()))
        else:
            self._with.speaker.hush()

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass: hours are found ahead, and the film goes on."""
        self._unread_us += elapsed_us
        if not self._follows or self._unread_us >= LATE_US:
            # Not in a frame in which panels are drawn anew: one of both is enough for it.
            self._reel.read_on(self._captions, self.at_ms, self._unread_us)
            self._unread_us = 0
        if not self._running:
            return None
        self._at_us += elapsed_us
        if self.at_ms >= self.end_ms:
            self._go(self.end_ms)
        elif elapsed_us >= LATE_US:
            self._speak()
        return None

    def tree(self, page: Page) -> Widget:
        """Return the screen; it is built anew when an hour or a second has passed."""
        still = page.settings.reduced_motion
        late = range(1 if still or not self._running else FOLLOW)
        moments = [max(0, self.at_ms - frames * FRAME_MS) for frames in late]
        shots = tuple(self._reel.shot(self._captions, moment, still=still) for moment in moments)
        shown = ExplainerShown(
            shots,
            self._captions,
            self.at_ms,
            self._running,
            voiced=self._voice is not None,
            over=self.at_ms >= self.end_ms,
        )
        hours = tuple(shot.of for shot in shots)
        self._follows = len(set(hours)) > 1
        key: Hashable = (shots[0].caption, hours, self.at_ms // 1000, self._running)
        return self._kept.tree(page, key, lambda: explainer_page(page, shown, self._pieces))
