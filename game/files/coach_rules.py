"""What the type of a coach cannot say: that it speaks of what the level offers, in sentences that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from game.files.problem import Problem, shown
from game.files.shape import Near
from game.files.tables import again, not_offered, tables_of, texts_of
from game.values.english import SENTENCES
from game.values.words import say

SENTENCE = "coach."
"""How the id of a sentence of a coach begins."""
_OF_REGIMENS = ("after", "given", "none_of", "without", "gives")
_OF_PANELS = ("drawn", "known", "rising")
_OF_SENTENCES = ("say", "told")


def coach_problems(file: str, table: dict[str, Any], near: Near) -> Iterator[Problem]:
    """Yield what is wrong in the coach of a level beyond its shape."""
    coach = table.get("coach")
    if not isinstance(coach, dict):
        return
    regimens, panels = texts_of(table, "regimens"), texts_of(table, "panels")
    yield from _within(file, "coach", coach, (regimens, panels), near)
    steps = tables_of(coach, "steps")
    yield from _once(file, steps)
    of_steps = [(f"{place}.{spot}", slip) for place, step in steps for spot, slip in tables_of(step, "slips")]
    yield from _once(file, (*of_steps, *tables_of(coach, "slips")))
    if steps and steps[-1][1].get("waits"):
        where = f"coach.{steps[-1][0]}.waits"
        yield Problem(file, where, say("files.coach.an_act"), say("files.coach.a_last_sentence"))


def _once(file: str, rows: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in rows:
        name = row.get("id")
        if isinstance(name, str):
            if name in seen:
                yield again(file, f"coach.{place}.id", name)
            seen.add(name)


def _within(
    file: str, place: str, table: dict[str, Any], offered: tuple[list[str], list[str]], near: Near
) -> Iterator[Problem]:
    """Yield what is named anywhere within a table and is not there."""
    regimens, panels = offered
    for key, value in table.items():
        here = f"{place}.{key}"
        if isinstance(value, dict):
            yield from _within(file, here, value, offered, near)
        elif key in _OF_REGIMENS:
            for number, one in enumerate(texts_of(table, key)):
                if one not in regimens:
                    yield not_offered(file, f"{here}[{number}]", one, regimens, "regimens", near)
        elif key in _OF_PANELS and isinstance(value, str) and value not in panels:
            yield not_offered(file, here, value, panels, "panels", near)
        elif key in _OF_SENTENCES and isinstance(value, str) and SENTENCE + value not in SENTENCES:
            known = [id_.removeprefix(SENTENCE) for id_ in SENTENCES if id_.startswith(SENTENCE)]
            guess = near(value, known)
            yield Problem(file, here, shown(value), say("files.coach.a_sentence"), f"'{guess}'" if guess else "")
        for spot, inner in tables_of(table, key):
            yield from _within(file, f"{place}.{spot}", inner, offered, near)
