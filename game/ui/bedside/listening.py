"""What stops time at one bed: listened for in every minute that passes, and sounded."""

from __future__ import annotations

from typing import NamedTuple

from game.case.play import Play
from game.case.view import View
from game.ui.bedside.attention import ALARM_AGAIN, asks, decided, more_soon, newly_kept_in, overdue, passes, who_called
from game.ui.bedside.header import Pace
from game.ui.bedside.sounding import Sounding
from game.ui.bedside.wiring import Wiring
from game.values.channel import PANELS, Channel
from game.values.fact import AlarmRaised, Called, OrderRefused, Priority, Relayed, ResultReady
from game.values.order import Order
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, Tick
from game.values.words import say


class Noticed(NamedTuple):
    """What a minute brought."""

    reason: str = ""
    """Why time is to stand still; empty where it may run on."""
    refusal: str = ""
    """Why an order was refused of which the player was not told yet; empty where none was."""


class Listening:
    """Remembers what was heard before: alarms that come back, refusals that were told, an offer that was declined."""

    def __init__(self, play: Play, wiring: Wiring, sounding: Sounding) -> None:
        """Begin with what is known of a case."""
        self._wiring = wiring
        self._sounding = sounding
        # What was refused in the minute in which a case was left was told then.
        refused = [one.entry for one in play.view.history if isinstance(one, OrderRefused)]
        self._told_refused = [one.order for one in refused if one in play.due]
        self._alarms: dict[Channel, AlarmRaised] = {}  # the last of each vital sign that was news
        self._ran_from = play.view.tick  # where the last run to the next event began
        self._offered_at: Tick | None = None
        """When the end of a decided case was offered last."""

    def told_refused(self, order: Order) -> None:
        """Take note that the player was told at once why an order is refused."""
        self._told_refused.append(order)

    def run_from(self, tick: Tick) -> None:
        """Take note that a run to the next event begins."""
        self._ran_from = tick

    def event(self, before: View, view: View, pace: Pace) -> str:
        """Return what ends a run to the next event; on the way to the end of a case calls, alarms and a way home do."""
        if not pace.skipping:
            return ""
        urgent = any(isinstance(fact, Called) and not passes(fact) for fact in view.facts)
        if pace.to_end:
            return asks(before, view) if urgent or newly_kept_in(view) else ""
        return asks(before, view) or overdue(view, self._ran_from)

    def offers_the_end(self, view: View, pace: Pace) -> bool:
        """Say whether to offer a run to the end of a case that is decided, at most once a day."""
        if view.tick % TICKS_PER_HOUR or pace.to_end or not decided(view):
            return False
        if self._offered_at is not None and view.tick - self._offered_at < TICKS_PER_DAY:
            return False
        self._offered_at = view.tick
        return True

    def hear(self, view: View, pace: Pace) -> Noticed:
        """Sound the facts of a minute, and return what they ask of the bedside."""
        settings, reason, refusal = self._wiring.settings(), "", ""
        for fact in view.facts:
            match fact:
                case ResultReady(panel=panel):
                    self._sounding.result()
                    read = settings.pause_on_result or (pace.skipping and not more_soon(view))
                    if read and not pace.to_end:
                        reason = reason or say("bedside.result", come=PANELS[panel].short)
                case AlarmRaised(priority=priority):
                    self._sounding.alarm(priority)
                    if priority > Priority.LOW and self._is_news(fact, view, pace):
                        reason = _alarm_words(fact, view)
                case Relayed(who=who):
                    # An instructor who speaks wants to be heard, also on the way to the end.
                    reason = who
                case Called() if not (pace.to_end and passes(fact)):
                    self._sounding.call()
                    if settings.pause_on_call:
                        reason = who_called(fact)
                case OrderRefused(entry=entry, reason=why_not):
                    if entry.order in self._told_refused:
                        self._told_refused.remove(entry.order)
                    else:
                        refusal = why_not
                        reason = say("bedside.order_refused")
                case _:
                    pass
        return Noticed(reason, refusal)

    def _is_news(self, alarm: AlarmRaised, view: View, pace: Pace) -> bool:
        """Say whether an alarm stops time; the next event is none that was as grave of late."""
        again = ALARM_AGAIN[view.level.support]
        before = self._alarms.get(alarm.channel) if pace.skipping else None
        if before and alarm.tick - before.tick < again and alarm.priority <= before.priority:
            return False
        self._alarms[alarm.channel] = alarm
        return self._wiring.settings().pause_on_alarm or (pace.skipping and not pace.to_end)


def _alarm_words(alarm: AlarmRaised, view: View) -> str:
    """Return what sounds, for who has the monitor out of sight: in large text it is scrolled away."""
    here = (one.short for one in view.alarms if one.active and one.channel is alarm.channel)
    return next(here, say("bedside.new_alarm"))
