"""Sounds say what the standard says, and their absence breaks nothing."""

from __future__ import annotations

from itertools import pairwise

import pygame
import pytest

from game.ui.backends.cue_samples import LOUDEST, MURMUR_FADE_S, MURMUR_S, RATE, beep_hz, burst, samples_of
from game.ui.backends.sound import MixerSpeaker
from game.ui.bedside.bedside import MURMUR_EVERY_US
from game.ui.toolkit.cues import AlarmBurst, PulseBeep, ResultChime, WardMurmur, loudness
from game.ui.toolkit.settings import Settings
from game.values.fact import Priority


def pulses(samples):
    """Count the stretches of sound that are at least 50 ms apart."""
    count, quiet = 0, RATE
    for sample in samples:
        if abs(sample) > LOUDEST // 20:
            count += quiet > RATE // 20
            quiet = 0
        else:
            quiet += 1
    return count


@pytest.mark.parametrize(("priority", "expected"), [(Priority.HIGH, 10), (Priority.MEDIUM, 3), (Priority.LOW, 2)])
def test_bursts_have_the_pulses_of_their_priority(priority, expected):
    """Ten pulses for high, three for medium, two for low (IEC 60601-1-8)."""
    assert pulses(burst(priority)) == expected


def test_the_beep_falls_with_the_saturation():
    """A lower SpO₂ sounds lower at every step."""
    pitches = [beep_hz(spo2) for spo2 in range(60, 101)]

    assert all(low < high for low, high in pairwise(pitches))
    assert beep_hz(100) == 880.0


@pytest.mark.parametrize("cue", [PulseBeep(91.0), AlarmBurst(Priority.HIGH), ResultChime(), WardMurmur()])
def test_no_cue_clips_or_clicks(cue):
    """Samples stay within 16 bits and begin and end at silence."""
    samples = samples_of(cue)

    assert max(map(abs, samples)) <= LOUDEST * 1.01
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 200


def test_without_a_sound_card_nothing_happens(monkeypatch):
    """The speaker is silent where the mixer cannot be opened."""
    pygame.mixer.quit()  # another test may have opened it with a driver that exists
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    speaker = MixerSpeaker()
    speaker.play(PulseBeep(97.0), 60)

    assert not speaker.ready


def test_with_a_sound_card_cues_are_played(monkeypatch):
    """The dummy driver takes every cue."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    speaker = MixerSpeaker()
    for cue in (PulseBeep(97.2), AlarmBurst(Priority.LOW), ResultChime()):
        speaker.play(cue, 60)

    assert speaker.ready


def test_the_ward_is_far_quieter_than_an_alarm_and_each_stretch_meets_the_next():
    """Noise that covers an alarm, or comes and goes, would be worse than none."""
    ward, alarm = samples_of(WardMurmur()), samples_of(AlarmBurst(Priority.LOW))
    heard = [abs(sample) for sample in ward]

    assert 20 < sum(heard) / len(heard) < max(map(abs, alarm)) / 10
    assert MURMUR_EVERY_US == 1_000_000 * (MURMUR_S - MURMUR_FADE_S)


@pytest.mark.parametrize(
    ("cue", "setting"),
    [
        (PulseBeep(97.0), "pulse_percent"),
        (AlarmBurst(Priority.HIGH), "alarm_percent"),
        (ResultChime(), "result_percent"),
        (WardMurmur(), "ward_percent"),
    ],
)
def test_each_kind_of_sound_has_a_volume_of_its_own_under_that_of_everything(cue, setting):
    """Who turns the beep down still hears the alarm."""
    settings = Settings(**{"volume_percent": 50, setting: 40})

    assert loudness(cue, settings) == 20
    assert loudness(cue, Settings(**{setting: 0})) == 0
    assert loudness(cue, Settings(sound=False)) == 0
