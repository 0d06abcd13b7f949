"""From novice to expert: the guideline, read late and looked up seldom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.case.view import View
from game.policy import reading
from game.policy.reference import Reference
from game.policy.support import by_hand
from game.values.order import Draw, Give, Order, Stop
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

LATE_H = (6, 12, 24, 48)
"""Hours by which the novices of the ladder are late; the expert is late by none."""


def as_it_stood(view: View, tick: Tick) -> View:
    """Return the chart as it stood at an earlier full hour; what was ordered since is known all the same."""
    hour = tick // TICKS_PER_HOUR
    return replace(
        view,
        tick=tick,
        vitals=view.vital_history[hour][1],
        vital_history=view.vital_history[: hour + 1],
        labs={
            channel: tuple([one for one in results if one.known <= tick])
            for channel, results in view.labs.items()
            if any(one.known <= tick for one in results)
        },
        # What went in since is known to have gone in, by then at the latest.
        courses=tuple([replace(one, given=tuple([min(dose, tick) for dose in one.given])) for one in view.courses]),
        support=view.support_history[hour][1],
        support_history=view.support_history[: hour + 1],
        news2_history=view.news2_history[: hour + 1],
    )


@dataclass(frozen=True, slots=True)
class Late:
    """The guideline by a chart that is some hours old, with no test more often than that; support comes in time."""

    hours: int

    @property
    def name(self) -> str:
        """The name on the command line and in reports."""
        return f"late_{self.hours}"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Order what the guideline asked for on the chart of so many hours ago, as far as it can still be done."""
        found = by_hand(view)
        then = view.tick - ticks(self.hours)
        if then < 0:
            return found
        for order in Reference().orders(as_it_stood(view, then)):
            match order:
                case Give(regimen=regimen):
                    found += reading.give(view, regimen)
                case Stop(regimen=regimen):
                    found += reading.stop(view, regimen)
                case Draw(panel=panel):
                    found += reading.draw(view, panel, float(self.hours))
                case _:
                    pass
        return found
