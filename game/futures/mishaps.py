"""What an instructor lets happen, in many futures at once: on the half hour in which it came, as doses are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, assert_never

import numpy as np
from numpy.typing import NDArray

from game.case.mishaps import GERM, OFF_TICKS, cut_off
from game.case.ward import INOCULUM_MILLION_CFU_PER_ML, PROTOCOL_EVERY_TICKS
from game.futures.chance import Places
from game.futures.drug_charts import DrugCharts
from game.futures.engine import Engine
from game.futures.laboratory import Laboratory
from game.patient import compartments
from game.patient.batch import Columns
from game.patient.body import Inputs
from game.review.valuation.value import Fork
from game.values.elementwise import Column
from game.values.order import Befall, Entry, Mishap
from game.values.ticks import Tick

__all__ = ["ForkMishaps", "by_half_hour", "come_over", "let_in", "lived"]

_GERM: Final = compartments.INDEX[GERM]


def _named(entries: Iterable[Entry]) -> Iterator[tuple[Tick, Mishap]]:
    for entry in entries:
        if isinstance(entry.order, Befall):
            yield entry.tick - entry.tick % PROTOCOL_EVERY_TICKS, entry.order.mishap


def by_half_hour(entries: Iterable[Entry]) -> dict[Tick, set[Mishap]]:
    """Return what comes in each half hour, by its first tick."""
    found: dict[Tick, set[Mishap]] = {}
    for half, mishap in _named(entries):
        found.setdefault(half, set()).add(mishap)
    return found


def let_in(state: Columns, who: Any = slice(None)) -> None:
    """Put into columns what comes in by a line."""
    state[_GERM, who] += INOCULUM_MILLION_CFU_PER_ML


def come_over(state: Columns, met: Iterable[Mishap]) -> bool:
    """Let happen to all columns what came in a half hour of a chart; say whether the tubing is off."""
    off = False
    for mishap in met:
        match mishap:
            case Mishap.OXYGEN_OFF:
                off = True
            case Mishap.LINE_INFECTION:
                let_in(state)
            case Mishap.LABORATORY_LATE | Mishap.DOSE_MISSED:
                # When a result is known, and which doses were given, stands in the track itself.
                pass
            case _:
                assert_never(mishap)
    return off


def lived(
    engine: Engine, state: Columns, prepared: Any, inputs: Inputs, length: Tick, *, off: Column = False, long: Tick = 1
) -> Columns:
    """Move columns through a half hour, its first minutes without oxygen for whom the tubing is `off`."""
    if np.any(off):
        first = min(OFF_TICKS, length)
        state = engine.advance(state, prepared, cut_off(inputs, off), first)
        length -= first
    return engine.advance(state, prepared, inputs, length, long=long if length % long == 0 else 1)


class ForkMishaps:
    """Those of the futures of one sweep."""

    def __init__(self, forks: Sequence[Fork]) -> None:
        """Take the futures in their order."""
        self._come: dict[Tick, dict[Mishap, NDArray[np.bool_]]] = {}
        for place, fork in enumerate(forks):
            begins = -(-fork.case.tick // PROTOCOL_EVERY_TICKS) * PROTOCOL_EVERY_TICKS
            for half, mishap in _named(fork.mishaps):
                at = self._come.setdefault(max(half, begins), {})
                at.setdefault(mishap, np.zeros(len(forks), dtype=bool))[place] = True
        alike = {mishaps: number for number, mishaps in enumerate(dict.fromkeys(fork.mishaps for fork in forks))}
        self.kind = np.array([alike[fork.mishaps] for fork in forks])
        """Futures of one kind meet the same: only they may be moved in steps of the same lengths."""

    def keep(self, places: Places) -> None:
        """Go on with the futures at these places only."""
        for at in self._come.values():
            at.update({mishap: who[places] for mishap, who in at.items()})
        self.kind = self.kind[places]

    def changes(self, now: Tick) -> bool:
        """Say whether anything comes in this half hour."""
        return now in self._come

    def come(self, n: int, now: Tick, state: Columns, laboratory: Laboratory, charts: DrugCharts) -> Column:
        """Let happen to the first `n` futures what comes in this half hour; return for whom the tubing is off."""
        off: Column = False
        for mishap, who in self._come.get(now, {}).items():
            match mishap:
                case Mishap.OXYGEN_OFF:
                    off = who[:n]
                case Mishap.LINE_INFECTION:
                    let_in(state, who[:n])
                case Mishap.LABORATORY_LATE:
                    laboratory.late(who)
                case Mishap.DOSE_MISSED:
                    charts.miss(n, who[:n])
                case _:
                    assert_never(mishap)
        return off
