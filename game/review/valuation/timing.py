"""The timing map: survival by when two drugs are started; and the best plan of a small family."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.review.findings import FLAT, TimingMap
from game.review.valuation.value import Expected, Fork, Futures, Plan, Track, true_fork, with_luck
from game.values.diseases import DISEASES
from game.values.level import Level
from game.values.noise import mixed, stream
from game.values.order import Give
from game.values.ticks import TICKS_PER_HOUR, hours, ticks

LUCKS: Final = 4
"""Futures over which each cell is averaged."""
STEPS: Final = 8
TIED: Final = 1.0
"""Points of value within which plans count as equally good: luck moves them by as much."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One plan that was tried, and what it came to for the true host, averaged over luck."""

    plan: Plan
    expected: Expected


def pair_of(level: Level) -> tuple[str, str] | None:
    """Return the two drugs of the map: the first that the level offers of each sort."""
    drugs = DISEASES[level.phenotype].map_drugs
    across, up = [next((one for one in names if one in level.regimens), "") for names in drugs]
    return (across, up) if across and up else None


def lucks(seed: int) -> tuple[int, ...]:
    """Return futures other than the one that the case has."""
    key = stream(seed, "timing")
    return tuple([mixed(key, number) >> 11 for number in range(LUCKS)])


def begun(of: Track, plans: Sequence[Plan]) -> list[Fork]:
    """Return the futures that `tried` asks for: of each plan one with each luck, in this order."""
    own = lucks(of.seed)
    return [with_luck(fork, seed) for fork in [true_fork(of, 0, plan) for plan in plans] for seed in own]


def tried(
    of: Track, plans: Sequence[Plan], futures: Futures, cancelled: Callable[[], bool], beside: Sequence[Fork] = ()
) -> list[Tried]:
    """Return what plans come to from admission on.

    What will be asked of remembering futures soon is played `beside` them: one sweep costs less than two.
    """
    found = futures.worths([*begun(of, plans), *beside], cancelled)
    means = []
    for place, plan in enumerate(plans):
        part = found[place * LUCKS : (place + 1) * LUCKS]
        worth, survival = 0.0, 0.0
        for one in part:
            worth, survival = worth + one.worth / LUCKS, survival + one.survival / LUCKS
        means.append(Tried(plan, Expected(worth, survival)))
    return means


def _started(of: Track, regimen: str) -> float | None:
    for entries in of.ordered:
        for entry in entries:
            if isinstance(entry.order, Give) and entry.order.regimen == regimen:
                return hours(entry.tick)
    return None


def _nearest_of_the_best(
    known: Mapping[tuple[float, float], Tried], by_reference: tuple[float | None, float | None]
) -> tuple[float, float]:
    """Return the cell nearest to the reference's hours among those that are as good as the best.

    The map is flat around its top, and which cell of the flat stands highest is chance.
    """
    top = max(one.expected.worth for one in known.values())

    def apart(cell: tuple[float, float]) -> float:
        far = 0.0
        for hour, wanted in zip(cell, by_reference, strict=True):
            far = far + (abs(hour - wanted) if wanted is not None else 0.0)
        return far

    flat = [cell for cell, one in known.items() if one.expected.worth >= top - FLAT]
    return min(flat, key=lambda cell: (apart(cell), -known[cell].expected.worth, cell))


def _grid(level: Level) -> tuple[float, ...]:
    latest = min(DISEASES[level.phenotype].map_span_h, level.horizon_h - 1.0)
    return tuple([hours(TICKS_PER_HOUR * round(latest * step / STEPS)) for step in range(STEPS + 1)])


def cells(level: Level) -> dict[tuple[float, float], Plan]:
    """Return the plan of each cell of the map, by its two hours; of plans that are worth the same the first is best.

    So every second row and column comes first. There is none where the level has no two drugs to map.
    """
    pair = pair_of(level)
    if pair is None:
        return {}
    grid = _grid(level)
    across, up = pair
    return {
        (x, y): Plan(((across, ticks(x)), (up, ticks(y)))) for part in (grid[::2], grid) for y in part for x in part
    }


def timing_map(of: Track, reference: Track, known: Mapping[tuple[float, float], Tried]) -> TimingMap | None:
    """Return the map, where what the plans of its `cells` come to is known; nothing where there are none."""
    pair = pair_of(of.level)
    if pair is None:
        return None
    across, up = pair
    grid = _grid(of.level)
    return TimingMap(
        across=across,
        up=up,
        hours=grid,
        survival_percent=tuple([tuple([round(known[x, y].expected.survival, 1) for x in grid]) for y in grid]),
        yours=(_started(of, across), _started(of, up)),
        best=_nearest_of_the_best(known, (_started(reference, across), _started(reference, up))),
    )
