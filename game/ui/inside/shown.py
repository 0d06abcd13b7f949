"""What the screen shows of a course at one moment: all that its layout depends on, and nothing that it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from game.case.inside import Drivers, InsideRun, Preset
from game.case.storm import Storm, storm_of
from game.case.storm_course import StormCourse
from game.case.storm_words import day_since_fever
from game.ui.desk import Replayer
from game.ui.toolkit.tabs import InsideTab
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, day_begins, day_of, day_text
from game.values.words import say


class Source(Protocol):
    """A course that is known hour by hour; of drivers, or of a case."""

    course: StormCourse
    finished: bool

    @property
    def end(self) -> int:
        """Return the last hour that there can be."""

    def read_on(self, by: Tick) -> None:
        """Find so many ticks more."""


class PatientRun:
    """The course of the very patient of a case, found hour by hour."""

    def __init__(self, replayer: Replayer) -> None:
        """Begin at the door."""
        self._replayer = replayer
        self.course = StormCourse()
        self.finished = False
        self._next = 0
        self.read_on(1)

    @property
    def end(self) -> int:
        """Return the last hour, a begun one counted."""
        return -(-self._replayer.end // TICKS_PER_HOUR)

    def read_on(self, by: Tick) -> None:
        """Look at so many ticks more of the case."""
        for _ in range(by):
            if self.finished:
                return
            case = self._replayer.case_at(self._next)
            self.finished = self._next >= self._replayer.end
            if self._next % TICKS_PER_HOUR == 0 or self.finished:
                self.course.add(storm_of(case))
            self._next += 1

    def when(self, hour: int) -> str:
        """Return the moment on the ward's clock."""
        tick = min(hour * TICKS_PER_HOUR, self._replayer.end)
        return clock_text(tick, self._replayer.level.start.clock_minute)

    def day(self, hour: int) -> str:
        """Return the day of the ward's calendar."""
        return str(day_of(hour * TICKS_PER_HOUR, self._replayer.level.start.clock_minute))

    @property
    def days(self) -> tuple[tuple[int, str], ...]:
        """Return at which hours days begin, with their names."""
        minute = self._replayer.level.start.clock_minute
        ticks = day_begins(self._replayer.end, minute)
        return tuple((tick // TICKS_PER_HOUR, day_text(tick, minute)) for tick in ticks)


Admit = Callable[[Drivers], InsideRun]
"""Lets a patient in whom drivers describe."""


@dataclass(frozen=True, slots=True)
class StormShown:
    """One moment of the screen."""

    source: InsideRun | PatientRun
    hour: int
    running: bool
    speed: int
    drivers: Drivers | None
    """Nothing for the patient of a case, who cannot be driven."""
    who: str
    """Whose body it is."""
    said: int
    """The hour of which the sentences speak: while it runs, they stand for some hours, so that they can be read."""
    waiting: bool = False
    """The hours before the moment asked for are still being found."""
    explained: bool = False
    """The explainer can be watched from here."""
    trail: tuple[int, ...] = ()
    """While time runs: the hours of the last frames, the newest first; panels follow the picture in turn."""
    end: int | None = None
    """Where the line of time ends, if not with the case: a film draws it only as far as it has come."""
    told: str = ""
    """What a coach says of it."""
    tab: InsideTab = InsideTab.PICTURE
    """What is seen where not all of it has room at once."""

    @property
    def course(self) -> StormCourse:
        """Return what is known."""
        return self.source.course

    @property
    def storm(self) -> Storm:
        """Return what is inside now."""
        return self.source.course.storms[self.hour]

    @property
    def preset(self) -> Preset | None:
        """Return which preset the drivers are those of, if any."""
        return next((one for one in Preset if one.drivers == self.drivers), None)

    @property
    def when(self) -> str:
        """Return the moment in words."""
        return self.when_of(self.hour)

    def when_of(self, hour: int) -> str:
        """Return an hour in words."""
        return self.source.when(hour) if isinstance(self.source, PatientRun) else say("inside.day", day=self.day(hour))

    def day(self, hour: int) -> str:
        """Return the day of an hour: of the ward's calendar, or since the first fever with one decimal."""
        return self.source.day(hour) if isinstance(self.source, PatientRun) else day_since_fever(hour)

    def behind(self, frames: int) -> StormShown:
        """Return what was seen some frames ago, or now where nothing moves."""
        return replace(self, hour=self.trail[frames - 1]) if self.trail else self

    @property
    def drawn(self) -> int:
        """Return the last hour of which the line of time tells."""
        return self.course.last if self.end is None else self.hour

    @property
    def axis(self) -> int:
        """Return the hour at which the line of time ends."""
        return max(1, self.source.end if self.end is None else self.end)

    @property
    def days(self) -> tuple[tuple[int, str], ...]:
        """Return at which hours days begin, with their names, for the axis."""
        if isinstance(self.source, PatientRun):
            return self.source.days
        return tuple((hour, say("inside.day.short", day=hour // 24)) for hour in range(0, self.axis + 1, 24))
