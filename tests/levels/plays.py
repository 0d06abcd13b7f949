"""Levels played by hand-written orders: short words for the tests."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from game.review.playback.hourly_truth import Account, account
from game.values.level import Level
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


@cache
def played(name: str, *orders: Entry) -> Account:
    """Return the account of a level with these orders."""
    return account(level(name), level(name).seed, orders)


__all__ = ["NAMES", "Draw", "Stop", "at", "give", "level", "played"]
