"""The storm of one case hour by hour, as far as it is known: where the threshold lies, and what failed when."""

from __future__ import annotations

import enum
from typing import Final

from game.case.storm import FAILS_FROM, KEEPS_GOING_FROM, Organ, Storm
from game.values.ending import Ending

CALLED_FROM: Final = 0.004
"""Share of immune cells, twice a healthy body's with room to spare, from which an answer is seen at all (assumed)."""
CLEARED_AT: Final = 1e-4
"""The share of its peak at which an invader is called cleared (assumed)."""


class StormStage(enum.Enum):
    """Where a patient stands between an answer and a storm."""

    CALM = "calm"
    """Nothing is happening yet, or no longer."""
    ANSWERS = "answers"
    """The immune system answers the invader; the loop alone would die down."""
    RUNS_AWAY = "runs_away"
    """The loop grows with no invader left."""
    KEEPS_GOING = "keeps_going"
    """It was crossed into; the loop burns on, and slowly burns down."""
    SETTLES = "settles"
    """The loop dies down."""


class Fate(enum.Enum):
    """What was decided."""

    RECOVERED = "recovered"
    STORM = "storm"
    """The loop still burns when the time is up."""
    LOST = "lost"
    """Organs were lost, and with them the patient."""


class StormCourse:
    """Grows at its end; what was known of an earlier hour never changes."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.storms: list[Storm] = []
        self._crossed: list[int] = []
        self._peaks: list[float] = []
        self._failed: dict[Organ, int] = {}

    def add(self, storm: Storm) -> None:
        """Take up the next hour."""
        hour = len(self.storms)
        self.storms.append(storm)
        self._peaks.append(max(storm.invader, self._peaks[-1] if self._peaks else 0.0))
        if storm.feeds_itself and (hour == 0 or not self.storms[hour - 1].feeds_itself):
            self._crossed.append(hour)
        for organ, from_ in FAILS_FROM.items():
            if storm.organs[organ] >= from_:
                self._failed.setdefault(organ, hour)

    @property
    def last(self) -> int:
        """Return the last hour that is known."""
        return len(self.storms) - 1

    @property
    def crossings(self) -> tuple[int, ...]:
        """Return the hours at which the loop began to feed itself."""
        return tuple(self._crossed)

    def crossed(self, hour: int) -> int | None:
        """Return the hour at which the threshold was first crossed, if that was not later than this one."""
        return self._crossed[0] if self._crossed and self._crossed[0] <= hour else None

    def fallen(self, hour: int) -> float:
        """Return what is left of the invader's peak, as a share; 1 while it grows."""
        peak = self._peaks[hour]
        return self.storms[hour].invader / peak if peak > 0.0 else 1.0

    def failed(self, organ: Organ, hour: int) -> int | None:
        """Return the hour at which an organ began to fail, if that was not later than this one."""
        first = self._failed.get(organ)
        return first if first is not None and first <= hour else None

    def stage(self, hour: int) -> StormStage:
        """Return where the patient stands at an hour."""
        storm = self.storms[hour]
        if storm.feeds_itself:
            return StormStage.RUNS_AWAY
        if self.crossed(hour) is not None and storm.gain >= KEEPS_GOING_FROM:
            return StormStage.KEEPS_GOING
        if storm.immune_cells < CALLED_FROM:
            return StormStage.CALM if self.fallen(hour) > CLEARED_AT else StormStage.SETTLES
        return StormStage.ANSWERS if self.fallen(hour) > CLEARED_AT else StormStage.SETTLES

    def runs_away(self, hour: int) -> bool:
        """Say whether signalling is out of hand."""
        return self.stage(hour) in {StormStage.RUNS_AWAY, StormStage.KEEPS_GOING}

    def fate(self, hour: int) -> Fate | None:
        """Return what was decided by an hour; nothing while it is open."""
        ending = self.storms[hour].ending
        if ending is None:
            return None
        if ending in {Ending.DISCHARGED, Ending.TIME_UP, Ending.STOPPED}:
            return Fate.STORM if self.runs_away(hour) else Fate.RECOVERED
        return Fate.LOST
