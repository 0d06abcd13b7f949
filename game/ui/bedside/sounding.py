"""What the bedside sounds like: the pulse, the alarms, results and the ward."""

from __future__ import annotations

from typing import Final

from game.case.view import View
from game.ui.bedside.monitor import vital
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.cues import AlarmBurst, CallRing, Cue, PulseBeep, ResultChime, WardMurmur, loudness
from game.values.channel import Channel
from game.values.fact import Priority

SILENCE_US = 120_000_000
"""How long silenced alarms stay quiet (IEC 60601-1-8 calls this audio paused)."""
BURST_EVERY_US: Final = {Priority.HIGH: 10_000_000, Priority.MEDIUM: 20_000_000}
"""How often the burst of an alarm is repeated, a low one never: between two of high priority lie 2.5 to 15 s, of medium
2.5 to 30 (IEC 60601-1-8, table 3)."""
BURST_US = 3_000_000
"""How long the longest burst sounds: none is cut short by one that is not graver."""
MURMUR_EVERY_US = 3_500_000
"""When the next stretch of ward noise begins: where the one before fades."""


class Sounding:
    """Plays what is heard at one bed, by real time and never by the hours of the ward: at 4x no heart beats faster."""

    def __init__(self, wiring: Wiring) -> None:
        """Begin with nothing sounding."""
        self._wiring = wiring
        self._since_murmur_us = MURMUR_EVERY_US
        self._since_burst_us = max(BURST_EVERY_US.values())
        self._burst_of = Priority.LOW
        self._silent_us = 0

    @property
    def silenced(self) -> str:
        """Return how long alarms stay quiet, as minutes and seconds; empty if they sound."""
        left = -(-self._silent_us // 1_000_000)
        return f"{left // 60}:{left % 60:02d}" if left else ""

    def silence(self) -> None:
        """Silence the alarms for a while, or no longer."""
        self._silent_us = 0 if self._silent_us else SILENCE_US
        self.end_alarm()

    def end_alarm(self) -> None:
        """End the burst that sounds."""
        self._wiring.speaker.end_alarm()

    def tick(self, view: View, elapsed_us: int, beats: int, *, runs: bool) -> None:
        """Let real time pass. A bed that stands still is quiet: what sounded stays on the screen meanwhile."""
        self._silent_us = max(0, self._silent_us - elapsed_us)
        self._since_murmur_us += elapsed_us
        self._since_burst_us += elapsed_us
        if not runs:
            return
        if self._since_murmur_us >= MURMUR_EVERY_US:
            self._since_murmur_us = 0
            self._play(WardMurmur())
        spo2 = vital(view, Channel.SPO2)
        if beats and spo2 is not None:
            self._play(PulseBeep(spo2.value))
        active = max((alarm.priority for alarm in view.alarms if alarm.active), default=Priority.LOW)
        every = BURST_EVERY_US.get(active)
        if every is not None and (active > self._burst_of or self._since_burst_us >= every):
            self.alarm(active)

    def alarm(self, priority: Priority) -> None:
        """Sound an alarm, unless alarms are silenced or one as grave still sounds."""
        if self._silent_us or (self._since_burst_us < BURST_US and priority <= self._burst_of):
            return
        self._since_burst_us, self._burst_of = 0, priority
        self._play(AlarmBurst(priority))

    def result(self) -> None:
        """Sound a result."""
        self._play(ResultChime())

    def call(self) -> None:
        """Sound a call."""
        self._play(CallRing())

    def _play(self, cue: Cue) -> None:
        percent = loudness(cue, self._wiring.settings())
        if percent:
            self._wiring.speaker.play(cue, percent)
