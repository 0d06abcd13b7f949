"""Sounds say what the standard says, and their absence breaks nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from math import log10

import numpy as np
import pygame
import pytest

from game.ui.backends.cue_samples import LOUDEST, MURMUR_FADE_S, MURMUR_S, RATE, beep_hz, burst, samples_of
from game.ui.backends.sound import MixerSpeaker
from game.ui.bedside.sounding import MURMUR_EVERY_US
from game.ui.toolkit.cues import VOICES, AlarmBurst, CallRing, PulseBeep, ResultChime, WardMurmur, loudness, voice_of
from game.ui.toolkit.settings import Settings
from game.values.fact import Priority

CYCLE = RATE // 250
"""Samples over which the envelope of a note is taken: two turns of the lowest, and far less than a rise."""
PULSE_S = {Priority.HIGH: (0.075, 0.2), Priority.MEDIUM: (0.125, 0.25), Priority.LOW: (0.125, 0.25)}
SPACE_S = {Priority.HIGH: (0.05, 0.125), Priority.MEDIUM: (0.125, 0.25), Priority.LOW: (0.125, 0.25)}
COUNT = {Priority.HIGH: 10, Priority.MEDIUM: 3, Priority.LOW: 2}


def pulses(samples, share):
    """Return when each pulse begins and ends, seconds, by the envelope at a share of its height."""
    padded = np.concatenate([np.zeros(CYCLE), np.abs(np.array(samples, float)), np.zeros(CYCLE)])
    envelope = np.lib.stride_tricks.sliding_window_view(padded, CYCLE).max(axis=1)
    edges = np.flatnonzero(np.diff((envelope > share * envelope.max()).astype(int))) / RATE
    assert len(edges) % 2 == 0
    # The window is seen before its sound begins.
    return [(begin + CYCLE / RATE, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def strengths(samples, seconds=1.0):
    """Return the strength of each frequency, a bin a hertz."""
    return np.abs(np.fft.rfft(np.array(samples, float), int(RATE * seconds)))


@pytest.mark.parametrize("share", [0.15, 0.85])
@pytest.mark.parametrize("priority", Priority)
def test_bursts_have_the_pulses_and_spaces_of_their_priority(priority, share):
    """Ten pulses for high, three for medium, two for low, as long and as far apart as IEC 60601-1-8 (table 3) says.

    It holds near the foot of a pulse and near its top, wherever one measures.
    """
    found = pulses(burst(priority), share)
    lengths = [end - begin for begin, end in found]
    spaces = [after - end for (_, end), (after, _) in pairwise(found)]
    least, most = SPACE_S[priority]

    assert len(found) == COUNT[priority]
    assert all(PULSE_S[priority][0] <= one <= PULSE_S[priority][1] for one in lengths)
    for place, space in enumerate(spaces):
        if priority is Priority.HIGH and place == 4:
            assert 0.35 <= space <= 1.3
        elif priority is Priority.HIGH and place in {2, 7}:
            assert space == pytest.approx(2 * spaces[0] + lengths[0], abs=0.01)
        else:
            assert least <= space <= most


@pytest.mark.parametrize("priority", Priority)
def test_a_pulse_of_an_alarm_has_four_harmonics_and_rises_as_it_should(priority):
    """A note of 150 to 1,000 Hz, four harmonics of 300 to 4,000 Hz within 15 dB of it (IEC 60601-1-8, table 4)."""
    found = burst(priority)
    for begin, end in pulses(found, 0.15):
        heard = strengths(found[int(RATE * begin) : int(RATE * end)])
        note = int(heard[150:1001].argmax()) + 150
        near = [
            heard[place * note - 12 : place * note + 13].max() / heard[note] for place in range(2, 4000 // note + 1)
        ]
        assert sum(20 * log10(one) >= -15 for one in near) >= 4
    (low, high), (begin, end) = (pulses(found, share)[0] for share in (0.1, 0.9))

    assert 0.1 <= (begin - low) / (end - begin) <= 0.4
    assert high - end <= pulses(found, 0.1)[1][0] - end


@pytest.mark.parametrize("spo2", [98, 92, 85])
def test_what_is_heard_of_a_beep_has_the_pitch_of_its_saturation(spo2):
    """Half a tone lower for each two percent, by the spectrum of the samples themselves."""
    heard = strengths(samples_of(PulseBeep(float(spo2))))

    assert int(heard.argmax()) == pytest.approx(beep_hz(spo2), abs=4.0)
    assert int(heard.argmax()) == pytest.approx(880.0 / 2 ** ((100 - spo2) / 24.0), abs=4.0)


def test_the_beep_falls_with_the_saturation():
    """A lower SpO₂ sounds lower at every step."""
    pitches = [beep_hz(spo2) for spo2 in range(60, 101)]

    assert all(low < high for low, high in pairwise(pitches))
    assert beep_hz(100) == 880.0


@pytest.mark.parametrize("cue", [PulseBeep(91.0), AlarmBurst(Priority.HIGH), ResultChime(), CallRing(), WardMurmur()])
def test_no_cue_clips_or_clicks(cue):
    """Samples stay within 16 bits and begin and end at silence."""
    samples = samples_of(cue)

    assert max(map(abs, samples)) <= LOUDEST * 1.01
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 200


def test_a_call_is_no_alarm_and_speaks_with_the_voice_of_results():
    """Its notes are shorter than any pulse of an alarm; beside the other voices it never adds a fourth."""
    alternate = np.array(samples_of(CallRing()), float)
    notes = alternate[: len(alternate) // 8 * 8].reshape(8, -1)
    pitches = [int(strengths(note).argmax()) for note in notes]

    assert len(alternate) / RATE / 8 < min(low for low, _ in PULSE_S.values())
    assert all(
        abs(low - 392) < 15 and abs(high - 494) < 15 for low, high in zip(pitches[::2], pitches[1::2], strict=True)
    )
    assert voice_of(CallRing) is ResultChime
    assert [voice_of(kind) for kind in VOICES] == list(VOICES)
    assert voice_of(WardMurmur) is None


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
    for cue in (PulseBeep(97.2), AlarmBurst(Priority.LOW), ResultChime(), CallRing()):
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
        (CallRing(), "result_percent"),
        (WardMurmur(), "ward_percent"),
    ],
)
def test_each_kind_of_sound_has_a_volume_of_its_own_under_that_of_everything(cue, setting):
    """Who turns the beep down still hears the alarm."""
    settings = Settings(**{"volume_percent": 50, setting: 40})

    assert loudness(cue, settings) == 20
    assert loudness(cue, Settings(**{setting: 0})) == 0
    assert loudness(cue, Settings(sound=False)) == 0


PLAYED = """
import pygame
from game.app.levels import find_level
from game.case.case import admit_case
from game.case.play import Play
from game.ui.backends.sound import MixerSpeaker
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.monitor import vital
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.intents import RunOrPause
from game.ui.toolkit.scene import Act
from game.ui.toolkit.settings import Settings
from game.values.channel import Channel

settings = Settings(ward_percent=0)
speaker = MixerSpeaker()
assert speaker.ready
play = Play(admit_case(find_level("covid_storm"), 7), lambda _: None, lambda *_: None)
bedside = Bedside(play, Wiring(lambda: settings, lambda _: None, speaker, lambda _: None))
bedside.handle(Act(RunOrPause()))
shown = set()
for _ in range(120):
    shown.add(vital(play.view, Channel.SPO2).value)
    bedside.tick(16_667)
    pygame.time.wait(16)
pygame.mixer.quit()
print(min(shown), max(shown))
"""


def test_a_case_is_heard_by_the_sound_card_as_its_monitor_shows_it(tmp_path):
    """The driver `disk` of SDL writes what a loudspeaker would get: beeps with the pitch of SpO₂, and none too loud."""
    written = tmp_path / "heard.raw"
    chosen = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(written), "SDL_VIDEODRIVER": "dummy"}
    ran = subprocess.run(
        [sys.executable, "-c", PLAYED], check=False, env=os.environ | chosen, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    lowest, highest = map(float, ran.stdout.split()[-2:])
    samples = np.frombuffer(written.read_bytes(), np.int16)
    found = pulses(samples, 0.15)

    assert found
    assert 0 < np.abs(samples.astype(int)).max() < 32_767
    for begin, _ in found[:-1]:
        at = int(RATE * begin)
        pitch = int(strengths(samples[at : at + int(0.07 * RATE)]).argmax())
        assert beep_hz(lowest - 1.0) - 4.0 <= pitch <= beep_hz(highest + 1.0) + 4.0
