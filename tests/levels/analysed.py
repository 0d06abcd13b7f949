"""Policies' cases of the shipped levels, taken apart once for all files of tests: an analysis takes seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from game.case.case import admit_case
from game.case.walk import Step, walk
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.policy import ordered_by
from game.policy.registry import POLICIES
from game.review.findings import Analysis
from game.review.playback.hourly_truth import deathless
from game.review.scoring.analysis import Yardsticks, stages, yardsticks
from game.review.valuation.tracking import Tracking, tracked
from game.review.valuation.tracks import CaseTracks
from game.review.verdict import Pitfall, Score, Verdict
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from game.values.order import Entry
from tests.conftest import SHARED_BY_WORKERS
from tests.levels.plays import level

FUTURES = ColumnFutures()


def log_of(name: str, policy: str, seed: int | None = None, *, dies: bool = True) -> Log:
    """Return the log of a policy; without `dies` the dice of death are laid aside."""
    return log_of_level(level(name), policy, seed, dies=dies)


def log_of_level(one: Level, policy: str, seed: int | None = None, *, dies: bool = True) -> Log:
    """Return the log of a policy on a level that need not be a shipped one."""
    return _played(one, policy, one.seed if seed is None else seed, dies=dies)[0]


def _played(one: Level, policy: str, seed: int, *, dies: bool = True) -> tuple[Log, Tracking]:
    """Return the log of a policy, and what is certain of its hours, as a game has it at hand when its case ends."""
    start = admit_case(one, seed, FUTURES.move)
    entries: list[Entry] = []

    def steps() -> Iterator[Step]:
        for step in walk(start if dies else deathless(start), ordered_by(POLICIES[policy])):
            entries.extend(step.entries)
            yield step

    case, begun = tracked(steps())
    assert case.outcome is not None
    header = Header(format=1, game="", method=METHOD, level=one.id, level_digest="", seed=seed)
    end = EndLine(tick=case.tick, ending=case.outcome.ending.value, score=0, digest="")
    return Log(header, tuple(entries), (), end), begun


@cache
def measured_by(name: str) -> Yardsticks:
    """Return the reference and no treatment on a level with its own seed."""
    return yardsticks(level(name), level(name).seed, FUTURES.move)


def two_stages(name: str, log: Log, begun: Tracking | None = None) -> tuple[Analysis, ...]:
    """Return the first two stages: the curve, coarse and fine, with episodes; the second has the score."""
    tracks = CaseTracks(level(name), log, measured_by=measured_by(name), begun=begun, move=FUTURES.move)
    return tuple(islice(stages(level(name), log, FUTURES, tracks=tracks), 2))


@cache
def curves(name: str, policy: str) -> tuple[Analysis, ...]:
    """Return the first two stages of a policy's case, played as in the game: once in a run, whichever worker asks."""
    kept = Path(os.environ[SHARED_BY_WORKERS]) / f"{name}.{policy}.json"
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=tuple[Analysis, ...])
    found = two_stages(name, *_played(level(name), policy, level(name).seed))
    written = kept.with_suffix(f".{os.getpid()}")
    written.write_bytes(msgspec.json.encode(found))
    written.replace(kept)
    return found


@cache
def scored(name: str, policy: str) -> Score:
    """Return the score of a policy's case, played as in the game."""
    found = curves(name, policy)[-1].score
    assert found is not None
    return found


def scored_orders(name: str, *entries: Entry) -> Score:
    """Return the score of these orders and nothing else, on the level's own seed."""
    header = Header(format=1, game="", method=METHOD, level=name, level_digest="", seed=level(name).seed)
    found = two_stages(name, Log(header, entries))[-1].score
    assert found is not None
    return found


def verdict(one: Score | Analysis, pitfall: Pitfall) -> Verdict:
    """Return the verdict on one pitfall."""
    return next(item.verdict for item in one.pitfalls if item.pitfall is pitfall)
