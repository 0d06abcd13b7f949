"""The clocks of this machine: the one on the wall, which somebody may set, and one that only goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from game.values.patients import seed_of_day

_STEADY = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The clock that nobody sets and that goes on while the computer sleeps; on Windows `monotonic` is one."""

DAY_BEGINS_H: Final = 4
"""Hour of the wall at which today's patient is another one (assumed: a class of the evening, or at night, is over then
or has not begun)."""


class _Here(tzinfo):
    """The time zone of this machine, with its summer time: a moment of another day has the offset of that day."""

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        """Return how far the clock is ahead at a moment."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, _: datetime | None, /) -> None:
        """Leave open how much of that is summer time: nobody asks."""

    def tzname(self, moment: datetime | None, /) -> str | None:
        """Return what the zone is called at a moment."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()


_HERE = _Here()


def local_time() -> datetime:
    """Return the time on the wall."""
    return datetime.now().replace(tzinfo=_HERE)  # noqa: TID251  the composition root hands the clock to the rest


def seed_of_today(now: datetime) -> int:
    """Return the number of today's patient. Machines of one room show the same date, wherever on earth it is.

    A day lasts until four in the morning: of a class that plays over midnight nobody meets another patient.
    """
    day = now.replace(tzinfo=None) - timedelta(hours=DAY_BEGINS_H)
    return seed_of_day(day.year, day.month, day.day)


def steady_s() -> float:
    """Return seconds since some moment: they measure how time passes, whatever is done to the clock on the wall."""
    return time.monotonic() if _STEADY is None else time.clock_gettime(_STEADY)


def begun_now() -> Callable[[], float]:
    """Return a clock that shows the seconds of the one on the wall, and is set by nobody from now on."""
    ahead_s = time.time() - steady_s()  # noqa: TID251  the composition root hands the clock to the rest
    return lambda: steady_s() + ahead_s


def passed_s(begun: datetime, now: datetime) -> float:
    """Return the seconds since the clock that tells `now` showed `begun`, which has no zone; 0 if that is to come.

    What a clock shows twice, as the hour in which summer time ends, is taken as the later one that has passed.
    """
    at = now.astimezone(UTC)
    meant = (begun.replace(tzinfo=now.tzinfo, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min((at - one for one in meant if one <= at), default=timedelta()).total_seconds()
