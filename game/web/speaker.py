"""The sounds of a tab: the page plays samples that are made here, as a sound card does on a desktop."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Protocol

from game.ui.backends.cue_samples import PULSE_SHARE, RATE, kept, samples_of
from game.ui.toolkit.cues import AlarmBurst, Cue, PulseBeep, voice_of


class PageSound(Protocol):
    """What the page does for it; `static/sound.js` is the one of a browser."""

    ready: bool
    """Whether anything can be heard: a browser is silent until somebody has touched the page."""

    def knows(self, name: str, /) -> bool:
        """Say whether a cue was told before."""

    def learn(self, name: str, rate: int, samples: array[int], /) -> None:
        """Keep the samples of a cue."""

    def play(self, name: str, share: float, voice: str, /) -> None:
        """Play a cue, as a share of its full loudness, in place of what sounds of the same voice; '' has none."""

    def end(self, voice: str, /) -> None:
        """End what sounds of a voice."""

    def narrate(self, recording: bytes, from_s: float, share: float, /) -> None:
        """Play a recording from a moment on."""

    def turnVoice(self, share: float, /) -> None:  # noqa: N802  the page's spelling
        """Change how loud the recording is."""

    def hush(self) -> None:
        """End the recording."""


def _voice(kind: type[Cue]) -> str:
    voice = voice_of(kind)
    return voice.__name__ if voice is not None else ""


class PageSpeaker:
    """Plays cues and a recorded voice through the page; `game.ui.toolkit.cues.Speaker` says what is asked of it."""

    def __init__(self, sound: PageSound) -> None:
        """Take the page's sound."""
        self._sound = sound

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Start a sound and return at once."""
        if volume_percent <= 0 or not self._sound.ready:
            return
        same = kept(cue)
        name = repr(same)
        if not self._sound.knows(name):
            self._sound.learn(name, RATE, samples_of(same))
        self._sound.play(
            name, volume_percent / 100 * (PULSE_SHARE if isinstance(cue, PulseBeep) else 1.0), _voice(type(cue))
        )

    def end_alarm(self) -> None:
        """End the burst of an alarm that sounds."""
        self._sound.end(_voice(AlarmBurst))

    def narrate(self, file: str, at_ms: int, volume_percent: int) -> None:
        """Play a recording from a moment on."""
        if self._sound.ready:
            self._sound.narrate(Path(file).read_bytes(), at_ms / 1000, volume_percent / 100)

    def turn_voice(self, volume_percent: int) -> None:
        """Change how loud the recording is."""
        self._sound.turnVoice(volume_percent / 100)

    def hush(self) -> None:
        """End the recording."""
        self._sound.hush()
