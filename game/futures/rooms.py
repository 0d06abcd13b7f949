"""What a ward keeps of many futures: the rooms that hold its columns, and each column in an order that stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from game.futures.drug_charts import DrugCharts
from game.futures.guideline import Guideline
from game.futures.laboratory import Laboratory
from game.futures.notes import HISTORIES, HourNotes

__all__ = ["Rooms", "columns"]


class Rooms(NamedTuple):
    """What a ward keeps of its futures."""

    charts: DrugCharts
    laboratory: Laboratory
    notes: HourNotes
    plan: Guideline

    @property
    def parts(self) -> list[Any]:
        """Return all that holds columns."""
        return [*self.charts.lines.values(), self.laboratory, self.notes, self.plan]


def columns(parts: Sequence[Any]) -> Iterator[tuple[dict[Any, Any], Any]]:
    """Return where each column, or table of few rows, is kept, always in the same order."""
    for part in parts:
        for name, value in vars(part).items():
            if isinstance(value, np.ndarray) and name not in HISTORIES:
                yield vars(part), name
            elif isinstance(value, dict):
                yield from [(value, key) for key, one in value.items() if isinstance(one, np.ndarray)]
