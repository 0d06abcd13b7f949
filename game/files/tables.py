"""What the checks of a raw TOML table share: lists within it, and names that stand twice or are not offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.files.problem import Problem, listed, shown
from game.files.shape import Near
from game.values.words import say


def again(file: str, place: str, name: str) -> Problem:
    """Return what is wrong with a name that stands here for the second time."""
    return Problem(file, place, say("files.level_file.again", shown=shown(name)), say("files.level_file.each_one_once"))


def not_offered(file: str, place: str, name: str, offered: Sequence[str], where: str, near: Near) -> Problem:
    """Return what is wrong with a name that is not among those that the level offers; `where` they stand."""
    guess = near(name, offered)
    expected = say("files.level_file.one_that_this_level_offers", where=where)
    expected += f": {listed(offered)}" if offered else ""
    return Problem(file, place, shown(name), expected, f"'{guess}'" if guess else "")


def texts_of(table: dict[str, Any], key: str) -> list[str]:
    """Return the texts of a list."""
    given = table.get(key)
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def tables_of(table: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the tables of a list with their places."""
    given = table.get(key)
    if not isinstance(given, list):
        return []
    return [(f"{key}[{number}]", one) for number, one in enumerate(given) if isinstance(one, dict)]
