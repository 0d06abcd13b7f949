"""Sounds that screens ask for; everything that sounds is also shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

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
class WardMurmur:
    """A few seconds of a quiet ward, which fade into the next; they say nothing."""


Cue: TypeAlias = PulseBeep | AlarmBurst | ResultChime | WardMurmur


def loudness(cue: Cue, settings: Settings) -> int:
    """Return how loud a cue is to be, percent: its own share of the volume of everything; 0 with the sound off."""
    own = {
        PulseBeep: settings.pulse_percent,
        AlarmBurst: settings.alarm_percent,
        ResultChime: settings.result_percent,
        WardMurmur: settings.ward_percent,
    }
    return settings.volume_percent * own[type(cue)] // 100 if settings.sound else 0


class Speaker(Protocol):
    """Plays cues, or does nothing where there is no sound."""

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Start a sound and return at once."""


class Silence:
    """A speaker that plays nothing."""

    def play(self, cue: Cue, volume_percent: int) -> None:
        """Play nothing."""
