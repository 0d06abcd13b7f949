"""What goes with a level that ships: all that a new one lacks is named at once, in the order of docs/adding.md."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from msgspec import structs

from game.app.levels import playable_levels
from game.values.level import Level
from tests.evidence.test_ladder import PLAYED_AGAIN
from tests.levels.plays import LEVELS, NAMES, level
from tests.levels.test_first_view import CLAIMS

DOCS = Path(__file__).parents[2] / "docs"


def lacks(one: Level) -> list[str]:
    """Return what a level has to have and has not, each with where it comes from."""
    recorded = [LEVELS / f"{one.id}.{kind}.jsonl" for kind in ("expert", "idle")]
    there = {
        "[[courses]]: who else may lie there": bool(one.courses),
        "[guide]: what whoever teaches with it should know": one.guide is not None,
        "what its text claims: CLAIMS in tests/levels/test_first_view.py": one.id in CLAIMS,
        f"recorded cases: python tools/record_levels.py {one.id}": all(path.exists() for path in recorded),
        "lives: python tools/measure_lives.py": one.id in measured("lives.csv"),
        f"rows of the ladder: python -m game ladder --write --level {one.id} --seeds 2": (
            one.id in measured("ladder.csv")
        ),
        "cases of the ladder to play again: PLAYED_AGAIN in tests/evidence/test_ladder.py": one.id in PLAYED_AGAIN,
    }
    return [what for what, has in there.items() if not has]


def measured(table: str) -> set[str]:
    """Return the levels of a table of docs."""
    with (DOCS / table).open(encoding="utf-8", newline="") as lines:
        return {row["level"] for row in csv.DictReader(lines)}


@pytest.mark.parametrize("name", NAMES)
def test_a_level_that_ships_has_all_that_goes_with_it(name: str) -> None:
    missing = lacks(level(name))

    assert not missing, "\n".join([name, *missing])


def test_the_beds_are_numbered_in_the_order_in_which_to_play_them() -> None:
    levels = playable_levels(warn=pytest.fail)
    beds = {one.id: one.patient.bed for one in sorted(levels, key=lambda one: one.order)}

    wanted = {id_: f"Bed {number}" for number, id_ in enumerate(beds, 1)}
    assert beds == wanted, "`order` of a level says its place, and `bed` of its patient the number of that place"


def test_all_that_a_new_level_lacks_is_named_with_its_remedy() -> None:
    bare = structs.replace(level("quiet_recovery"), id="my_level", courses=(), guide=None)

    found = lacks(bare)

    assert len(found) == 7
    assert "recorded cases: python tools/record_levels.py my_level" in found
