"""Levels played by hand-written orders: short words for the tests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.walk import hourly, logged, walk
from game.futures.engine import mover
from game.review.playback.hourly_truth import Account, account_of, deathless
from game.review.valuation.report_case import Retold
from game.review.valuation.tracking import reopened
from game.review.valuation.tracks import CaseTracks
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Draw, Entry, Give, Order, Stop
from game.values.ticks import ticks

LEVELS = Path(__file__).parents[2] / "levels"
NAMES = tuple(sorted(path.stem for path in LEVELS.glob("*.toml")))


@cache
def level(name: str) -> Level:
    """Return a shipped level."""
    return msgspec.convert(tomllib.loads((LEVELS / f"{name}.toml").read_text("utf-8")), Level)


def at(hour: float, order: Order) -> Entry:
    """Return an order of the player at an hour."""
    return Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order)


def give(hour: float, regimen: str) -> Entry:
    """Return the start of a regimen at an hour."""
    return at(hour, Give(regimen=regimen))


def account(level: Level, seed: int, entries: Iterable[Entry]) -> Account:
    """Return the truth of every hour of a case to its horizon, played by itself."""
    first = deathless(admit_case(level, seed, mover()))
    return account_of(hourly(walk(first, logged(entries), first.admission.horizon)))


def retold(level: Level, log: Log) -> Retold:
    """Return what a report tells of a case, all of it played anew."""
    last, _, begun = reopened(level, log, mover())
    tracks = CaseTracks(level, log, begun=begun, move=mover())
    return Retold(build_view(last), tracks.account, tracks.revealed)


@cache
def played(name: str, *orders: Entry) -> Account:
    """Return the account of a level with these orders."""
    return account(level(name), level(name).seed, orders)


__all__ = ["NAMES", "Draw", "Stop", "account", "at", "give", "level", "played", "retold"]
