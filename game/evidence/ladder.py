"""The ladder: every policy plays every level with many seeds, and the scores say whether the game can be gamed.

A trap must fall into its own pitfall and stay well under the reference; what is no decision at all, as ordering all
there is, must not reach the top band, and who takes every test pays the price of samples. A recipe that looks at
nothing must fail on the mean, since a level draws its patients. `docs/ladder.csv` holds every case; the page that
shows them stands in `ladder_page`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from io import StringIO
from operator import attrgetter
from typing import Final

from game.case.case import admit_case
from game.evidence.ranks import chance_greater
from game.evidence.rows import csv_of
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD, Mover, stepped
from game.policy.novices import LATE_H
from game.policy.policy import Policy, play_out
from game.policy.recipes import Script
from game.policy.registry import POLICIES
from game.review.playback.hourly_truth import deathless
from game.review.scoring.analysis import Yardsticks, yardsticks
from game.review.scoring.blame import NEAR_MISS_UNDER
from game.review.scoring.charges import TESTS_AT_MOST
from game.review.scoring.judgement import STARS_AT
from game.review.scoring.score import score
from game.review.valuation.tracking import track
from game.review.valuation.tracks import CaseTracks
from game.review.valuation.value import Futures
from game.review.verdict import Pitfall, Score
from game.review.wording import PITFALL_LABELS
from game.values.courses import course_of
from game.values.diseases import DISEASES
from game.values.level import Level, SupportMode
from game.values.log import LOG_FORMAT, Header, Log
from game.values.noise import uniform
from game.values.order import Entry

__all__ = [
    "FIELDS",
    "MARGIN",
    "NOVICES",
    "PLAYERS",
    "RECIPES",
    "SEEDS",
    "TRAPS",
    "Rung",
    "Standing",
    "climbed",
    "csv_text",
    "player",
    "read",
    "rungs",
    "standings",
    "weights",
]

SEEDS: Final = 100
MARGIN: Final = 15.0
"""Points that a trap stays under the reference."""
TRAPS: Final[dict[str, Pitfall]] = {
    "idle": Pitfall.IGNORED_TREND,
    "waits_for_organ_failure": Pitfall.IGNORED_TREND,
    "infection_only": Pitfall.INFECTION_ONLY,
    "everything_at_once": Pitfall.OVER_DAMPENED,
    "dampen_to_the_end": Pitfall.OVER_DAMPENED,
    "acts_on_il6_alone": Pitfall.OVER_DAMPENED,
}
SCRIPT: Final = "anothers_script"
"""What the guideline ordered for the patient as written, played again on another."""
RECIPES: Final = (
    "never_looks", "clock_0", "clock_12", "clock_24", "one_recipe", "il6_slope_alone", SCRIPT,
)  # fmt: skip
"""Who looks at nothing, or at one number, must not do well where a bed does not tell who lies in it."""
RECIPE_AT_MOST: Final = 65.0
RECIPE_UNDER: Final = 25.0
"""Mean points that a recipe stays under the reference."""
NOVICES: Final = ("reference", *[f"late_{hours}" for hours in LATE_H])
"""From expert to novice: they must come out in this order."""
NOVICE_UNDER: Final = 25.0
NOVICE_UNDER_ON_THE_CONTROL: Final = 10.0
"""Mean points that the last of them stays under the first; on the control there is little to be late for."""
TOLD_APART: Final = 0.7
"""Least chance that a case of the less late scores more than one of the next: the area under the curve of the two."""
PLAYERS: Final = (*POLICIES, SCRIPT)
NEVER_TOP: Final = ("everything_at_once",)
PAYS_FOR_SAMPLES: Final = ("orders_every_test",)
SAMPLES_COST_AT_LEAST: Final = TESTS_AT_MOST - 1.0
"""Points: the most that samples cost, less what rounding may take."""


def _is_control(level: Level) -> bool:
    """Say whether the patient as written gets well alone: neither a storm nor bacteria ask for anything."""
    return not level.needs_dampening and not DISEASES[level.phenotype].bacterial


def _no_trap(level: Level, policy: str) -> str:
    """Return why a policy is no trap on this level; empty where it is one, or never was."""
    if _is_control(level):
        return {
            "infection_only": "nobody here needs dampening at the door, and half of them never do",
            "acts_on_il6_alone": "where IL-6 reaches its threshold, a storm has come in most",
        }.get(policy, "")
    if level.id == "septic_shock" and policy == "infection_only":
        return "the antibiotic is the treatment, and the ward holds the pressure"
    if level.support is SupportMode.PLAYER and policy == "infection_only":
        return "it leaves oxygen and pressure alone, which is a cause of its own"
    return ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One case of the ladder."""

    level: str
    policy: str
    seed: int
    total: int
    hindsight_total: int
    trend: float
    """Points lost to each pitfall, to a tenth."""
    infection: float
    dampening: float
    ending: str


FIELDS: Final = tuple(field.name for field in fields(Rung))
_COLUMN: Final = {
    Pitfall.IGNORED_TREND: "trend",
    Pitfall.INFECTION_ONLY: "infection",
    Pitfall.OVER_DAMPENED: "dampening",
}


def climbed(seeds: int) -> list[int]:
    """Return the seeds from 1 to so many in the order of the climb: the first few spread over the courses of a level.

    Each is the one whose place among the weights is farthest from all before it: a mean over few is no mean of one
    course.
    """
    places = {seed: uniform(seed, "course") for seed in range(1, seeds + 1)}
    found: list[int] = [seed for seed in (1, 2) if seed in places]

    def apart(seed: int) -> float:
        ways = [abs(places[seed] - places[other]) for other in found]
        return min([min(way, 1.0 - way) for way in ways])

    while len(found) < seeds:
        found.append(max((seed for seed in places if seed not in found), key=lambda seed: (apart(seed), -seed)))
    return found


def _rung(policy: str, seed: int, found: Score) -> Rung:
    lost = {_COLUMN[one.pitfall]: round(one.lost, 1) for one in found.pitfalls}
    return Rung(found.level, policy, seed, found.total, found.hindsight_total, ending=found.ending.value, **lost)


def player(level: Level, name: str, move: Mover = stepped) -> Policy:
    """Return the player of this name on a level."""
    if name != SCRIPT:
        return POLICIES[name]
    return Script(play_out(deathless(admit_case(level, level.seed, move)), POLICIES["reference"])[1])


def _scored(
    level: Level, seed: int, policy: str, futures: Futures, by: Yardsticks, known: dict[tuple[Entry, ...], Score]
) -> Score:
    played = track(level, seed, player(level, policy, futures.move), move=futures.move)
    # Two policies may come to the same orders, as where neither finds anything to do.
    entries = tuple([entry for hour in played.ordered for entry in hour])
    if entries not in known:
        header = Header(format=LOG_FORMAT, game="", method=METHOD, level=level.id, level_digest="", seed=seed)
        log = Log(header, entries)
        tracks = CaseTracks(level, log, measured_by=replace(by, played=played), move=futures.move)
        known[entries] = score(level, log, futures, tracks=tracks)
    return known[entries]


def rungs(level: Level, seed: int, policies: Iterable[str] = PLAYERS) -> Iterator[Rung]:
    """Play a level with one seed by each policy and score it."""
    futures = ColumnFutures()
    by = yardsticks(level, seed, futures.move)
    known: dict[tuple[Entry, ...], Score] = {}
    for policy in policies:
        yield _rung(policy, seed, _scored(level, seed, policy, futures, by, known))


@dataclass(frozen=True, slots=True)
class Standing:
    """One policy on one level, over all seeds; in means and percents each course counts as the level weighs it."""

    level: str
    policy: str
    seeds: int
    mean: float
    least: int
    most: int
    hindsight_mean: float
    margin: float
    """Mean points under the reference with the same seed."""
    least_margin: int
    top_percent: float
    """Cases that reach three stars."""
    verdicts: tuple[float, float, float]
    """Percent of cases that fall into each pitfall."""
    must: str
    """What is asked of it; empty for a policy that is only shown."""
    excused: str
    """Why a trap is none on this level; empty where it is one, or never was."""
    holds: bool


def weights(level: Level, seeds: Iterable[int]) -> dict[int, float]:
    """Return what the patient of each seed counts, all together 1: each course counts as the level weighs it.

    A few seeds do not meet the courses as often as many would: without this their means would be luck in part.
    """
    courses = {seed: course_of(level, seed) for seed in seeds}
    met = Counter([course.id for course in courses.values() if course is not None])
    counts = {seed: 1.0 if course is None else course.weight / met[course.id] for seed, course in courses.items()}
    together = sum(counts.values())
    return {seed: count / together for seed, count in counts.items()}


def standings(levels: Sequence[Level], cases: Sequence[Rung]) -> tuple[Standing, ...]:
    """Return the table, level by level."""
    by: dict[tuple[str, str], dict[int, Rung]] = {}
    for one in cases:
        by.setdefault((one.level, one.policy), {})[one.seed] = one
    found = []
    for level in levels:
        reference = by.get((level.id, "reference"), {})
        for policy in PLAYERS:
            mine = by.get((level.id, policy), {})
            if mine:
                before = [by[level.id, one] for one in _less_late(policy) if (level.id, one) in by]
                found.append(_standing(level, policy, mine, reference, before[-1] if before else {}))
    return tuple(found)


def _less_late(policy: str) -> tuple[str, ...]:
    """Return the novices that are less late, from the expert on; none for a player of another kind."""
    return NOVICES[: NOVICES.index(policy)] if policy in NOVICES else ()


def _told_from(level: Level, less_late: Mapping[int, Rung], mine: Mapping[int, Rung]) -> tuple[str, bool]:
    """Return what is asked of one who is later than another, and whether the scores tell the two apart."""
    theirs, own = weights(level, less_late), weights(level, mine)
    area = chance_greater(
        [one.total for one in less_late.values()],
        [one.total for one in mine.values()],
        ([*theirs.values()], [*own.values()]),
    )
    both = [seed for seed in mine if seed in less_late]
    counts = weights(level, both)
    alike = sum([counts[seed] * chance_greater([less_late[seed].total], [mine[seed].total]) for seed in both])
    words = f"told from the less late by an area of {TOLD_APART}: {area:.2f} ({alike:.2f} on the same patient)"
    return words, area >= TOLD_APART


def _fell_in(column: str) -> Callable[[Rung], bool]:
    return lambda one: getattr(one, column) >= NEAR_MISS_UNDER


def _standing(
    level: Level,
    policy: str,
    mine: Mapping[int, Rung],
    reference: Mapping[int, Rung],
    less_late: Mapping[int, Rung],
) -> Standing:
    counts = weights(level, mine)

    def mean(of: Callable[[Rung], float]) -> float:
        return sum([counts[seed] * of(one) for seed, one in mine.items()])

    under = {seed: reference[seed].total - one.total for seed, one in mine.items()}
    fell = [100.0 * mean(_fell_in(column)) for column in _COLUMN.values()]
    top = 100.0 * mean(lambda one: one.total >= STARS_AT[-1])
    margin = mean(lambda one: under[one.seed])
    total = mean(lambda one: one.total)
    own = TRAPS.get(policy)
    excused = _no_trap(level, policy)
    demands: list[tuple[str, bool]] = []
    if own is not None and not excused:
        trapped = margin >= MARGIN and mean(attrgetter(_COLUMN[own])) >= NEAR_MISS_UNDER
        demands.append((f"falls in by {PITFALL_LABELS[own].lower()}; {MARGIN:.0f} under", trapped))
    if policy in RECIPES:
        kept_low = total <= RECIPE_AT_MOST and margin >= RECIPE_UNDER
        demands.append((f"at most {RECIPE_AT_MOST:.0f}; {RECIPE_UNDER:.0f} under", kept_low))
    if less_late:
        demands.append(_told_from(level, less_late, mine))
    if policy == NOVICES[-1]:
        least = NOVICE_UNDER_ON_THE_CONTROL if _is_control(level) else NOVICE_UNDER
        demands.append((f"{least:.0f} under", margin >= least))
    if policy in NEVER_TOP:
        demands.append(("never the top band", not top))
    if policy in PAYS_FOR_SAMPLES:
        demands.append(("pays for its samples", margin >= SAMPLES_COST_AT_LEAST))
    if policy == "reference":
        all_top = all(one.total >= STARS_AT[-1] for one in mine.values())
        demands.append(("top band, no pitfall", all_top and not any(fell)))
    return Standing(
        level=level.id,
        policy=policy,
        seeds=len(mine),
        mean=total,
        least=min([one.total for one in mine.values()]),
        most=max([one.total for one in mine.values()]),
        hindsight_mean=mean(lambda one: one.hindsight_total),
        margin=margin,
        least_margin=min(under.values()),
        top_percent=top,
        verdicts=(fell[0], fell[1], fell[2]),
        must="; ".join(words for words, _ in demands),
        excused=excused,
        holds=all(met for _, met in demands),
    )


def csv_text(cases: Iterable[Rung]) -> str:
    """Return all cases as a table, in the order of level, policy, seed."""
    places = {name: place for place, name in enumerate(PLAYERS)}
    in_order = sorted(cases, key=lambda case: (case.level, places[case.policy], case.seed))
    return csv_of(FIELDS, in_order)


def read(text: str) -> tuple[Rung, ...]:
    """Return the cases of a table that `csv_text` wrote. Raises ValueError and KeyError for another one."""
    return tuple(
        [
            Rung(
                row["level"],
                row["policy"],
                int(row["seed"]),
                int(row["total"]),
                int(row["hindsight_total"]),
                float(row["trend"]),
                float(row["infection"]),
                float(row["dampening"]),
                row["ending"],
            )
            for row in csv.DictReader(StringIO(text))
        ]
    )
