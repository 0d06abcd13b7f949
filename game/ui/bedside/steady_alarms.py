"""Alarms as the monitor shows them: at once when they come on, and long enough to be read where time runs fast."""

from __future__ import annotations

from typing import Final

from game.case.view import Alarm
from game.values.channel import Channel

LEAST_US: Final = 1_000_000
"""Real time for which an alarm that came on is shown at least. A sign at its limit alarms and does not with every
reading: at four times the speed its ground flashed 7 times in a second, where 3 are the most (WCAG 2.2, 2.3.1)."""


class SteadyAlarms:
    """Keeps what is alarming from going out again within a second; what time brings is known to everything else."""

    def __init__(self) -> None:
        """Begin with nothing that is lit."""
        self._lit: dict[Channel | None, tuple[Alarm, int]] = {}
        """The newest words of each alarm that is shown as on, and for how long it has been."""

    def tick(self, alarms: tuple[Alarm, ...], elapsed_us: int, *, runs: bool) -> None:
        """Let real time pass beside the alarms of now; where simulated time does not run, these alone are shown."""
        if not runs:
            self._lit.clear()
        on = {alarm.channel: alarm for alarm in alarms if alarm.active}
        lit = {place: (alarm, age + elapsed_us) for place, (alarm, age) in self._lit.items()}
        kept = {place: one for place, one in lit.items() if place in on or one[1] < LEAST_US}
        self._lit = kept | {place: (alarm, kept[place][1] if place in kept else 0) for place, alarm in on.items()}

    def shown(self, alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
        """Return the alarms of now, those that went out too soon to be seen as they were."""
        here = {alarm.channel for alarm in alarms}
        now = [alarm if alarm.active else self._lit.get(alarm.channel, (alarm,))[0] for alarm in alarms]
        return (*now, *[alarm for place, (alarm, _) in self._lit.items() if place not in here])
