"""The samples of cues: the pulse beep pitched by SpO₂ and the alarm bursts of IEC 60601-1-8."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import pi, sin

from game.ui.toolkit.cues import AlarmBurst, CallRing, Cue, PulseBeep, ResultChime, WardMurmur
from game.values.fact import Priority

RATE = 22_050
LOUDEST = 12_000
"""Peak of every cue, of 32,767: the three voices and the ward together stay below the full scale."""
_C, _E = 523.0, 659.0
MURMUR_S, MURMUR_FADE_S = 4.0, 0.5
"""Length of a stretch of ward noise and of its two fades, seconds."""
PULSE_SHARE = 0.5
"""How loud the pulse beep is beside all else: it never ends."""
PULSES = {
    Priority.HIGH: ((_C, _C, _C, _C, _C), (0.06, 0.06, 0.27, 0.06), 0.15),
    Priority.MEDIUM: ((_C, _C, _C), (0.15, 0.15), 0.2),
    Priority.LOW: ((_E, _C), (0.15,), 0.2),
}
"""For each priority: the notes of its pulses, the silences between them and the length of a pulse, in seconds.

High has ten pulses, two groups of five, half a second apart; medium three, low two (IEC 60601-1-8, tables 3 and 4): the
rhythm alone tells the priorities apart, on the notes for no special cause. The fourth pulse of a group comes
after two spaces and a pulse."""
ALARM_PARTIALS = (1.0, 0.5, 0.4, 0.3, 0.25)
"""Strength of a note of an alarm and its overtones: four of them within 15 dB, so that an ear finds where it sounds
(the same, table 4)."""
ALARM_FADE_SHARE = 0.2
"""Rise and fall of such a pulse, of its length: a rise takes 10 to 40 % (the same)."""
RING, RING_S = (392.0, 494.0) * 4, 0.05
"""The notes of a telephone and the length of each, seconds: too short and too close for the pulses of an alarm, which
take 0.075 s at least (IEC 60601-1-8, table 3)."""
_PARTIALS = (1.0, 0.4, 0.2)


def beep_hz(spo2_percent: float) -> float:
    """Return the pitch of the pulse beep: 880 Hz at 100 %, a semitone lower for each two percent."""
    return 880.0 * 2 ** ((min(100.0, max(40.0, spo2_percent)) - 100.0) / 24.0)


def tone(hz: float, seconds: float, partials: Sequence[float] = _PARTIALS, fade_share: float = 0.0) -> array[int]:
    """Return a note with overtones, faded in and out so that it does not click."""
    count = int(RATE * seconds)
    fade = int(count * fade_share) or max(1, min(count // 4, RATE // 80))
    whole = sum(partials)
    samples = array("h")
    for n in range(count):
        turn = 2 * pi * hz * n / RATE
        edge = min(1.0, n / fade, (count - 1 - n) / fade)
        wave = sum(share * sin(place * turn) for place, share in enumerate(partials, 1))
        samples.append(int(LOUDEST * edge * wave / whole))
    return samples


def silence(seconds: float) -> array[int]:
    """Return nothing for a while."""
    return array("h", bytes(2 * int(RATE * seconds)))


def murmur() -> array[int]:
    """Return the air of a ward: noise without its highs, swelling slowly, faded in and out to meet the next."""
    count = int(RATE * MURMUR_S)
    fade = int(RATE * MURMUR_FADE_S)
    samples = array("h")
    draw, low, lower = 1, 0.0, 0.0
    for n in range(count):
        # The usual linear congruence: a ward sounds the same on every machine.
        draw = (1_103_515_245 * draw + 12_345) % 2_147_483_648
        low += 0.04 * (draw / 1_073_741_824 - 1.0 - low)
        lower += 0.04 * (low - lower)
        swell = 0.75 + 0.25 * sin(4 * pi * n / count)
        edge = min(1.0, n / fade, (count - 1 - n) / fade)
        samples.append(int(LOUDEST * 1.5 * edge * swell * lower))
    return samples


def burst(priority: Priority) -> array[int]:
    """Return the whole burst of an alarm."""
    notes, gaps, seconds = PULSES[priority]
    group = _joined(notes, gaps, seconds)
    return group + silence(0.5) + group if priority is Priority.HIGH else group


def _joined(notes: Sequence[float], gaps: Sequence[float], seconds: float) -> array[int]:
    samples = array("h")
    for note, gap in zip(notes, (0.0, *gaps), strict=True):
        samples += silence(gap) + tone(note, seconds, ALARM_PARTIALS, ALARM_FADE_SHARE)
    return samples


def samples_of(cue: Cue) -> array[int]:
    """Return the samples of a cue, 16 bits, one channel."""
    match cue:
        case PulseBeep(spo2_percent):
            return tone(beep_hz(spo2_percent), 0.07)
        case AlarmBurst(priority):
            return burst(priority)
        case ResultChime():
            return tone(1047.0, 0.09) + tone(1319.0, 0.14)
        case CallRing():
            return _joined(RING, (0.0,) * (len(RING) - 1), RING_S)
        case WardMurmur():
            return murmur()


def kept(cue: Cue) -> Cue:
    """Return the cue whose samples serve: pulse beeps of the same whole percent sound alike."""
    return PulseBeep(float(round(cue.spo2_percent))) if isinstance(cue, PulseBeep) else cue
