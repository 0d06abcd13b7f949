"""The small changes of `tools/mutate.py`: each is one place, in code that runs."""

from __future__ import annotations

import pytest

from tools.mutate import OF_ROOM, drawn, mutants, witnesses


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a < b", {"(a <= b)", "(a >= b)"}),
        ("a is b", {"(a is not b)"}),
        ("a and b", {"(a or b)"}),
        ("a - b", {"(a + b)"}),
        ("min(a, b)", {"(max(a, b))"}),
        ("not a", {"(a)"}),
        ("15", {"(16)"}),
        ("0.5", {"(0.55)"}),
        ("0.0", {"(1.0)"}),
        ("True", {"(False)"}),
        ("'°' if a == b else c", {"'°' if (a != b) else c"}),
        ("x: list[1] = c", set()),
        ("'a word'", set()),
    ],
)
def test_each_change_is_one_place(source, changed):
    assert {one.applied(source.encode()).decode() for one in mutants("a.py", source)} == changed


def test_the_same_seed_draws_the_same_changes():
    assert drawn(["bedside"], 9, 1) == drawn(["bedside"], 9, 1) != drawn(["bedside"], 9, 2)


@pytest.mark.parametrize("room", OF_ROOM)
def test_every_room_has_tests_that_run_for_its_changes(room):
    (one,) = drawn([room], 1, 1)

    assert witnesses(one.path)
