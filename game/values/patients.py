"""Which patient of a level a seed gives: the one as written, the one of a day, or any other."""

from __future__ import annotations

import enum
from typing import Final

from game.values.courses import is_drawn
from game.values.level import Level

__all__ = ["NEW_SEEDS", "PatientKind", "day_of", "kind_of", "seed_of_day"]

NEW_SEEDS: Final = 1_000_000
"""A new patient has a number below this one: short enough to be read out, and never that of a day."""
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 9999
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Years that a date of a seed may have, and the days of the months of most years."""


class PatientKind(enum.Enum):
    """Which patient it is; best scores are kept for each kind."""

    WRITTEN = "written"
    NEW = "new"
    TODAY = "today"
    """The patient of some day: the same for everybody who plays on it."""


def seed_of_day(year: int, month: int, day: int) -> int:
    """Return the seed of the patient of a day, which is its date: 20261126."""
    return (year * 100 + month) * 100 + day


def day_of(seed: int) -> tuple[int, int, int] | None:
    """Return year, month and day that a seed stands for; nothing for one that is no date."""
    year, month, day = seed // 10_000, seed // 100 % 100, seed % 100
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= len(_DAYS)):
        return None
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (year, month, day) if 1 <= day <= _DAYS[month - 1] + leap else None


def kind_of(level: Level, seed: int) -> PatientKind:
    """Return which patient of a level a seed gives; a level without courses has the one as written alone."""
    if not is_drawn(level, seed):
        return PatientKind.WRITTEN
    return PatientKind.NEW if day_of(seed) is None else PatientKind.TODAY
