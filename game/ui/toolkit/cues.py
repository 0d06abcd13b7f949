"""Sounds that screens ask for; everything that sounds is also shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from game.ui.toolkit.settings import Settings
from game.values.fact import Priority


@dataclass(frozen=True, slots=True)
class PulseBeep:
    """The beep of one heart beat; its pitch follows SpO₂."""

    spo2_percent: float


@dataclass(frozen=True, slots=True)
class AlarmBurst:
    """The burst of an alarm of IEC 60601-1-8."""

    priority: Priority


@dataclass(frozen=True, slots=True)
class ResultChime:
    """A laboratory result has come."""


@dataclass(frozen=True, slots=True)
class CallRing:
    """The nurse or the laboratory calls: a telephone, which no alarm sounds like."""


@dataclass(frozen=True, slots=True)
class WardMurmur:
    """A few seconds of a quiet ward, which fade into the next; they say nothing."""


Cue: TypeAlias = PulseBeep | AlarmBurst | ResultChime | CallRing | WardMurmur


VOICES: Final = (PulseBeep, AlarmBurst, ResultChime)
"""Kinds of cue with one voice each: a new one takes the place of what still sounds of its kind, so that nothing adds up
to more than a speaker can give. Stretches of the ward fade into each other."""


def voice_of(kind: type[Cue]) -> type[Cue] | None:
    """Return whose voice a kind of cue has: a call has that of results; nothing for the ward, which has none."""
    kind = ResultChime if kind is CallRing else kind
    return kind if kind in VOICES else None


def loudness(cue: Cue, settings: Settings) -> int:
    """Return how loud a cue is to be, percent: its own share of the volume of everything; 0 with the sound off."""
    own = {
        PulseBeep: settings.pulse_percent,
        AlarmBurst: settings.alarm_percent,
        ResultChime: settings.result_percent,
        CallRing: settings.result_percent,
        WardMurmur: settings.ward_percent,
    }
    return _heard(settings, own[type(cue)])


def voice_loudness(settings: Settings) -> int:
    """Return the same of a voice."""
    return _heard(settings, settings.voice_percent)


def _heard(settings: Settings, percent: int) -> int:
    return settings.volume_percent * percent // 100 if settings.sound else 0


class Speaker(Protocol):
    """Plays cues and one recording, or does nothing where there is no sound."""

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Start a sound and return at once."""

    def end_alarm(self) -> None:
        """End the burst of an alarm that sounds."""

    def narrate(self, file: str, at_ms: int, volume_percent: int) -> None:
        """Play a recording from a moment on, in place of any other, and return at once."""

    def turn_voice(self, volume_percent: int) -> None:
        """Change how loud the recording is that plays."""

    def hush(self) -> None:
        """End the recording that plays."""


class Silence:
    """A speaker that plays nothing."""

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Play nothing."""

    def end_alarm(self) -> None:
        """End nothing."""

    def narrate(self, file: str, at_ms: int, volume_percent: int) -> None:
        """Play nothing."""

    def turn_voice(self, volume_percent: int) -> None:
        """Turn nothing."""

    def hush(self) -> None:
        """End nothing."""
