"""What a worker has found so far, kept beside the cases: a page that is loaded again goes on from there.

Almost all time goes into the worth of futures, asked for in a few large batches; all else is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from game.case.digest import digest
from game.files.analysis_shelf import ANALYSIS, rules_of
from game.files.kept_shelf import KeptShelf
from game.files.level_file import level_digest
from game.values.level import Level
from game.values.log import Log
from game.values.wire import Wire

if TYPE_CHECKING:
    # It asks for numpy.
    from game.review.valuation.value import Fork

Pair: TypeAlias = tuple[float, float]
"""What a future is worth, and how likely the patient lives; both of 100."""
Batches: TypeAlias = dict[str, list[Pair]]
"""What the futures of each batch are worth, by its fingerprint."""
MOST_KEPT: Final = 3
"""Cases of which something is kept; the one that was asked about longest ago makes room."""


class Begun(Wire, frozen=True, kw_only=True):
    """All that was found so far of a case."""

    batches: Batches


class Batch(Wire, frozen=True, kw_only=True):
    """One batch, as the worker tells it."""

    mark: str
    worths: list[Pair]


class BegunShelf:
    """A folder of what was begun."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there."""
        self._shelf = KeptShelf(folder, ".begun", ANALYSIS, Begun, rules_of, MOST_KEPT)

    def of(self, level: Level, log: Log) -> tuple[Batches, Callable[[Batch], None]]:
        """Return what was found of a case, and what keeps more of it."""
        mark = sha256(level_digest(level).encode() + msgspec.json.encode(log)).hexdigest()
        kept = self._shelf.find(mark)
        batches = {} if kept is None else dict(kept.batches)

        def keep(one: Batch) -> None:
            batches[one.mark] = one.worths
            self._shelf.keep(mark, Begun(batches=batches))

        return dict(batches), keep


def mark_of(forks: Iterable[Fork]) -> str:
    """Return the fingerprint of a batch: of all that its futures depend on, in their order."""
    cases: dict[int, str] = {}
    found = sha256()
    for one in forks:
        whose = cases[id(one.case)] = cases.get(id(one.case)) or digest(one.case)
        told = (whose, one.body, one.hazard_at_door, one.seed, one.first, one.plan, one.long, one.mishaps)
        found.update(repr(told).encode())
    return found.hexdigest()


class Batched:
    """Has each batch worked out once, and tells what came of it."""

    def __init__(self, known: Batches, tell: Callable[[Batch], None]) -> None:
        """Take what is known."""
        self._known = known
        self._tell = tell

    def worths(
        self, forks: Sequence[Fork], find: Callable[[], Sequence[tuple[float, float]]]
    ) -> Sequence[tuple[float, float]]:
        """Return what the futures are worth: as it is known, or as it is found now."""
        mark = mark_of(forks)
        if mark in self._known:
            return self._known[mark]
        found = find()
        self._tell(Batch(mark=mark, worths=[(one[0], one[1]) for one in found]))
        return found
