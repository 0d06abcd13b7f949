"""Cues to sound, through the sound card; silent without one."""

from __future__ import annotations

from contextlib import suppress

import pygame

from game.ui.backends.cue_samples import PULSE_SHARE, RATE, kept, samples_of
from game.ui.toolkit.cues import VOICES, AlarmBurst, Cue, PulseBeep, voice_of


class MixerSpeaker:
    """Plays cues and a recorded voice through the sound card, or nothing if there is none."""

    def __init__(self) -> None:
        """Open the sound card; without one the speaker stays silent, since every cue is shown as well."""
        self._sounds: dict[Cue, pygame.mixer.Sound] = {}
        try:
            pygame.mixer.init(RATE, -16, 1, 512)
            pygame.mixer.set_reserved(len(VOICES))
        except pygame.error:
            self.ready = False
        else:
            self.ready = True

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Start a sound and return at once."""
        if not self.ready or volume_percent <= 0:
            return
        same = kept(cue)
        if same not in self._sounds:
            self._sounds[same] = pygame.mixer.Sound(buffer=samples_of(same).tobytes())
        sound = self._sounds[same]
        sound.set_volume(volume_percent / 100 * (PULSE_SHARE if isinstance(cue, PulseBeep) else 1.0))
        voice = voice_of(type(cue))
        if voice is not None:
            pygame.mixer.Channel(VOICES.index(voice)).play(sound)
        else:
            sound.play()

    def end_alarm(self) -> None:
        """End the burst of an alarm that sounds."""
        if self.ready:
            pygame.mixer.Channel(VOICES.index(AlarmBurst)).stop()

    def narrate(self, file: str, at_ms: int, volume_percent: int) -> None:
        """Play a recording from a moment on, or nothing where it cannot be read: its captions say the same."""
        if not self.ready:
            return
        with suppress(pygame.error):
            pygame.mixer.music.load(file)
            pygame.mixer.music.set_volume(volume_percent / 100)
            pygame.mixer.music.play(start=at_ms / 1000)

    def turn_voice(self, volume_percent: int) -> None:
        """Change how loud the recording is."""
        if self.ready:
            pygame.mixer.music.set_volume(volume_percent / 100)

    def hush(self) -> None:
        """End the recording."""
        if self.ready:
            pygame.mixer.music.stop()
