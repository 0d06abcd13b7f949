"""The chart: every laboratory result that is back, by channel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.values.channel import Channel, Flag, Reading
from game.values.portable import LN2, log
from game.values.ticks import hours


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

    def doubling_h(self, channel: Channel) -> float | None:
        """Return the hours in which the last two results, as printed, double.

        Nothing where they do not rise or are at a limit.
        """
        results = self.of(channel)
        if len(results) < 2:
            return None
        earlier, later = results[-2:]
        if Flag.NONE is not earlier.flag or Flag.NONE is not later.flag or not later.shown > earlier.shown > 0.0:
            return None
        return hours(later.taken - earlier.taken) * LN2 / log(later.shown / earlier.shown)
