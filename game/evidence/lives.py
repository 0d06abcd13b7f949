"""What becomes of the patients of the beds under every drug at the door, beside the guideline and beside nothing.

The true patients are played, each with the luck of the seed, to the end of the case and through the two weeks after it.
Dice of death do not fall: a life is a chance. `docs/lives.md` shows the means, `docs/lives.csv` every patient.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from io import StringIO
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.state import Case
from game.evidence.rows import csv_of
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.reference import REFERENCE_VERSION
from game.policy.registry import POLICIES
from game.review.playback.hourly_truth import deathless
from game.review.valuation.value import IDLE, Fork
from game.values.level import Level
from game.values.ticks import ticks

__all__ = ["SEEDS", "Lives", "csv_text", "is_worse", "lives", "page", "read"]

SEEDS: Final = 200
EVERYTHING: Final = "everything_at_once"
CLEARLY: Final = 2.0
"""So many standard errors of the difference, patient by patient, make it a clear one."""
SAME: Final = 0.5
"""Points of survival below which a patient counts as neither saved nor lost."""


@dataclass(frozen=True, slots=True)
class Lives:
    """One patient of a bed: the chance to live, in percent, by who treats."""

    level: str
    seed: int
    guideline: float
    everything: float
    """Every drug at the door and no other order."""
    everything_then_guideline: float
    """Every drug at the door, and the guideline from an hour later."""
    nothing: float


FIELDS: Final = tuple(field.name for field in fields(Lives))


def lives(level: Level, seeds: Sequence[int], futures: ColumnFutures | None = None) -> list[Lives]:
    """Return what becomes of the patients with these seeds."""
    futures = futures or ColumnFutures()
    forks = []
    for seed in seeds:
        door = deathless(admit_case(level, seed, futures.move))
        loaded, _ = play_out(door, POLICIES[EVERYTHING], ticks(1.0))
        forks += [_guided(door, seed), _left(loaded, seed), _guided(loaded, seed), _left(door, seed)]
    chances = [round(one.survival, 2) for one in futures.worths(forks)]
    return [Lives(level.id, seed, *chances[4 * place : 4 * place + 4]) for place, seed in enumerate(seeds)]


def _guided(case: Case, seed: int) -> Fork:
    first = POLICIES["reference"].orders(build_view(case))
    return Fork(case, case.body, case.admission.hazard_at_door, seed, first)


def _left(case: Case, seed: int) -> Fork:
    return Fork(case, case.body, case.admission.hazard_at_door, seed, (), IDLE)


def csv_text(found: Iterable[Lives]) -> str:
    """Return all patients as a table."""
    return csv_of(FIELDS, found)


def read(text: str) -> tuple[Lives, ...]:
    """Return the patients of a table that `csv_text` wrote."""
    return tuple(
        [
            Lives(row["level"], int(row["seed"]), *[float(row[name]) for name in FIELDS[2:]])
            for row in csv.DictReader(StringIO(text))
        ]
    )


def _difference(found: Sequence[Lives], name: str) -> tuple[float, float]:
    """Return how many points more live than under the guideline, and the standard error of that."""
    more = [getattr(one, name) - one.guideline for one in found]
    return fmean(more), stdev(more) / sqrt(len(more))


def is_worse(found: Sequence[Lives]) -> bool:
    """Say whether everything at once, and nothing after it, is clearly worse than the guideline."""
    mean, error = _difference(found, "everything")
    return mean < -CLEARLY * error


_HEAD: Final = """\
# Everything at once, on every bed

How many live if every drug that the bed offers is ordered at the door, beside the guideline. For education, never for
care.

Written by `python tools/measure_lives.py`; do not edit by hand. Every patient is in [lives.csv](lives.csv); a test
plays some of them again and compares. Model `{method}`, reference policy {reference}.

- Each seed from 1 to {seeds} draws a patient of the bed, who is treated in every way with the same luck.
- *live*: the mean chance to live through the case **and the two weeks after it**, in percent. No dice fall.
- *everything*: every drug and every test in the first hour, and no order after that; courses run to their end.
- *then the guideline*: the same, but the guideline takes over an hour later: it looks, stops what is not called for,
  and treats what gets in.
- In every way the ward gives oxygen, fluids and norepinephrine, also where that is otherwise the player's.
- *against the guideline*: the mean difference in points, with its standard error, and how many patients lose (more than
  {same} points).
- The true patient is played. What a player is charged for is another matter, and is reckoned over all who might lie in
  the bed: [score.md](score.md).
"""


_COLUMNS: Final = (
    "| bed | guideline: live | everything: live | against the guideline | lose | then the guideline: live "
    "| against the guideline | nothing: live |"
)


def page(levels: Sequence[Level], found: Sequence[Lives]) -> str:
    """Return `docs/lives.md`."""
    rows = {level.id: [one for one in found if one.level == level.id] for level in levels}
    worse = sum(is_worse(mine) for mine in rows.values())
    seeds = max(len(mine) for mine in rows.values())
    lines = [
        _HEAD.format(method=METHOD, reference=REFERENCE_VERSION, seeds=seeds, same=SAME),
        f"**Clearly worse than the guideline on {worse} of {len(rows)} beds** (by over {CLEARLY:.0f} standard errors).",
        "",
        _COLUMNS,
        "|---|---|---|---|---|---|---|---|",
    ]
    for level in levels:
        mine = rows[level.id]
        means = [fmean([getattr(one, name) for one in mine]) for name in FIELDS[2:]]
        (alone, error), (guided, other) = [_difference(mine, name) for name in FIELDS[3:5]]
        lose = sum(one.everything < one.guideline - SAME for one in mine)
        lines.append(
            f"| {level.title} (`{level.id}`) | {means[0]:.1f} | {means[1]:.1f} | {alone:+.1f} (SE {error:.1f}) "
            f"| {lose} of {len(mine)} | {means[2]:.1f} | {guided:+.1f} (SE {other:.1f}) | {means[3]:.1f} |"
        )
    return "\n".join(lines) + "\n"
