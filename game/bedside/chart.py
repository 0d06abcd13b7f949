"""The chart: every laboratory result that is back, by channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.values.channel import Channel, Reading


def _taken(reading: Reading) -> int:
    return reading.taken


@dataclass(frozen=True, slots=True)
class Chart:
    """Results known so far, oldest first by the time the sample was taken."""

    results: dict[Channel, tuple[Reading, ...]] = field(default_factory=dict)

    def with_results(self, readings: Iterable[Reading]) -> Chart:
        """Return the chart with these results written in; a late result goes to its own place."""
        results = dict(self.results)
        for reading in readings:
            results[reading.channel] = tuple(sorted((*results.get(reading.channel, ()), reading), key=_taken))
        return Chart(results)

    def of(self, channel: Channel) -> tuple[Reading, ...]:
        """Return the results of one channel."""
        return self.results.get(channel, ())

    def last(self, channel: Channel) -> Reading | None:
        """Return the result of the newest sample, if there is one."""
        results = self.of(channel)
        return results[-1] if results else None
