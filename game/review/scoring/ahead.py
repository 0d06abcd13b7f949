"""The analysis of a case that is still played: what is certain by now is worked out now and kept for the end.

Certain are the hours that have passed, and all that no order can change: the same patient in other hands, and what
plans from the door on come to. The analysis afterwards asks for the same and finds it; nothing here decides what it
says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from game.case.walk import logged
from game.review.scoring.analysis import FINER_MOMENTS
from game.review.scoring.other_plans import PlanLine, best_in_view, first_plans
from game.review.valuation.curve import EVERY_H, Valuer, coarse, finer
from game.review.valuation.remembering import Remembering
from game.review.valuation.timing import cells, tried
from game.review.valuation.tracking import Tracking
from game.review.valuation.tracks import CaseTracks, Hands
from game.review.valuation.value import REFERENCE, Futures, Track, first_hours
from game.review.valuation.virtual_hosts import candidates
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry, mishaps_in
from game.values.ticks import TICKS_PER_HOUR, Tick

FOLLOWS_EVERY_H: Final = 2 * EVERY_H
"""Hours that are valued at once: a sweep through the futures of a few moments costs little more than that of one."""


class Ahead:
    """Works piece by piece while a case is played; `futures` and `tracks` then hold what is known."""

    def __init__(
        self, level: Level, seed: int, futures: Futures, interrupted: Callable[[], bool] = lambda: False
    ) -> None:
        """Take a case as it is admitted. A piece that can wait ends with CancelledError once `interrupted` says so."""
        self.futures = Remembering(futures)
        """Those of the analysis afterwards: they know what was found here."""
        self._level = level
        self._hosts = candidates(level, seed)
        self._interrupted = interrupted
        self._hands = Hands(level, seed, self._cancelled, move=self.futures.move)
        self._playing = Tracking(self._hands.admitted())
        self._entries: list[Entry] = []
        self._certain: Tick = 0
        self._asked = False
        self._lines: tuple[Track, ...] = ()
        self._errands = self._lasting()

    def _cancelled(self) -> bool:
        return not self._asked and self._interrupted()

    def _listening(self) -> bool:
        """Hear what is asked meanwhile; what will be needed at once is not interrupted."""
        self._cancelled()
        return False

    def hear(self, entries: Sequence[Entry], until: Tick) -> None:
        """Take up the orders that were given since, all before tick `until`: no other will be."""
        self._entries.extend(entries)
        self._certain = until
        hands = self._hands.meeting(mishaps_in(self._entries))
        if hands is not self._hands:
            # What was found of other hands did not know of it.
            self._hands, self._lines, self._errands = hands, (), self._lasting()

    def work(self) -> bool:
        """Do one piece; say whether there was one. Raises CancelledError."""
        hour = self._certain // (TICKS_PER_HOUR * EVERY_H) * EVERY_H
        if hour * TICKS_PER_HOUR >= self._playing.tick + FOLLOWS_EVERY_H * TICKS_PER_HOUR:
            self._follow(hour)
            return True
        return next(self._errands, False)

    def tracks(self, log: Log, begun: Tracking | None = None) -> CaseTracks:
        """Return the case as it was played to its end, with what is known of it; from now on nothing is interrupted.

        Where nothing was heard of it, its hours may have `begun` elsewhere.
        """
        self._asked = True
        heard = [entry for entry in log.entries if entry.tick < self._certain]
        if begun is None and heard == self._entries:
            begun = self._playing
        return CaseTracks(self._level, log, begun=begun, hands=self._hands)

    def _follow(self, hour: int) -> None:
        """Value the hours that have passed: the moments of the curve, closer where it falls, and the other plans."""
        self._playing.play_to(hour * TICKS_PER_HOUR, logged(self._entries))
        of = self._playing.track
        valuer = Valuer(of, self._hosts, self.futures, self._listening)
        curve = valuer.value(coarse(of))
        valuer.at_the_door()
        valuer.value(finer(curve, FINER_MOMENTS))
        for along in self._lines:
            PlanLine(along, valuer, of, self._hosts, self.futures, self._listening, of.last).curve()
        self.futures.forget(of)

    def _lasting(self) -> Iterator[bool]:
        """Find one after the other what holds whatever is ordered."""
        untreated = self._hands.by(None)
        yield True
        self._hands.by(REFERENCE)
        yield True
        # Its case at the door is the one that the analysis will ask about.
        door = self._playing.track
        wanted = [*first_plans(self._level), *cells(self._level).values()]
        plans = tried(door, wanted, self.futures, self._cancelled)
        yield True
        valuer = Valuer(first_hours(door, 0), self._hosts, self.futures, self._listening)
        self._lines = (untreated, self._hands.by(best_in_view(plans, valuer)))
        yield True
