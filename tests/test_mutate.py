"""The small changes of `tools/mutate.py`: each is one place, in code that runs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tools.mutate import OF_ROOM, ROOT, Ran, changed_function, chosen, drawn, mutants, passes, witnesses


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
    assert drawn("bedside", 9, 1) == drawn("bedside", 9, 1) != drawn("bedside", 9, 2)


def test_changes_are_drawn_from_the_modules_alone_that_are_named():
    assert {one.path for one in drawn("bedside", 99, 1, ["game/bedside/news2.py"])} == {"game/bedside/news2.py"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on processor time")
@pytest.mark.parametrize(("body", "passed"), [("pass", True), ("assert False", False), ("while True: pass", False)])
def test_a_change_that_runs_out_of_processor_time_is_caught(tmp_path, body, passed):
    (tmp_path / "test_it.py").write_text(f"def test_it():\n    {body}\n", "utf-8")

    assert passes(tmp_path, ["test_it.py"], 3.0, keeps=True) is passed


@pytest.mark.parametrize("room", OF_ROOM)
def test_every_room_has_tests_that_run_for_its_changes(room):
    (one,) = drawn(room, 1, 1)

    assert witnesses(one.path)


SOURCE = """
LEAST = 1.5

class Line:
    def high(self):
        def inner():
            return 2.5
        return inner() > 3.5
"""
PLACE = "game/bedside/lab.py"
TOUCHED = {
    "slow": Ran(9.0, frozenset({f"{PLACE}::Line.high"})),
    "quick": Ran(0.1, frozenset({f"{PLACE}::Line.high", f"{PLACE}::Line.high.<locals>.inner"})),
    "elsewhere": Ran(0.1, frozenset({"game/bedside/news2.py::news2"})),
}


def of(number: str):
    return next(one for one in mutants(PLACE, SOURCE) if one.was == number)


@pytest.mark.parametrize(
    ("number", "function"), [("1.5", ""), ("2.5", "Line.high.<locals>.inner"), ("3.5", "Line.high")]
)
def test_a_change_is_looked_for_in_the_function_it_lies_in(number, function):
    assert changed_function(of(number), SOURCE) == function


@pytest.mark.parametrize(
    ("number", "tests"), [("1.5", ["quick", "slow"]), ("2.5", ["quick"]), ("3.5", ["quick", "slow"])]
)
def test_those_tests_run_that_call_what_was_changed_the_quickest_first(number, tests):
    assert chosen(of(number), SOURCE, TOUCHED, 20.0) == tests
    assert chosen(of(number), SOURCE, TOUCHED, 5.0) == ["quick"]


def test_what_a_test_calls_is_written_down(tmp_path):
    noted = tmp_path / "touched.json"
    test = "tests/bedside/test_trend.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tools.touched"]
    subprocess.run([*command, "--touched", noted, test], cwd=ROOT, check=True, capture_output=True)
    found = json.loads(noted.read_text("utf-8"))

    assert all(name.startswith(test) for name in found)
    assert any("game/bedside/trend.py::trend" in one["called"] for one in found.values())


def test_a_test_that_waits_takes_no_time(tmp_path):
    """On a busy machine a handful of tests filled the budget, and a dozen changes of the case seemed to survive."""
    noted = tmp_path / "touched.json"
    (tmp_path / "test_it.py").write_text("import time\ndef test_waits():\n    time.sleep(1.0)\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tools.touched"]
    subprocess.run([*command, "--touched", noted, tmp_path / "test_it.py"], cwd=ROOT, check=True, capture_output=True)
    (only,) = json.loads(noted.read_text("utf-8")).values()

    assert only["seconds"] < 0.9
