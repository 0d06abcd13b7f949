"""Change the core rooms a little, one change at a time, and say which changes no test notices.

    python tools/mutate.py                                  15 changes of each core room, the same every time
    python tools/mutate.py --count 40 --seed 2 --room bedside --bar 90

Changes are drawn room by room by a seed: a comparison that takes its bound in or turns round, a number one or a tenth
larger, `and` for `or`, `min` for `max`, `+` for `-`, `*` for `/`, `True` for `False`, a `not` left out. First the tests
of the rooms run as they are, and what each calls is written down (`tools/touched.py`); tests marked slow are left out.
Then each change is made in a copy of the tree, and there those tests run that call the changed function, the quickest
first and `--budget` seconds of them at most. A change that a test fails on, or that runs out of time, is caught. All
time is the processor's: what else the machine does changes nothing. `--module` draws only from the files it names. The
exit status is 1 where fewer are caught than the bar asks, 2 where the tests fail without any change.

Why not a kept library: mutmut 3 changes only bodies of functions that have no decorator, while most of this core's
numbers are constants, tables and properties; cosmic-ray has one test command for all modules, no draw by a seed and no
`min` for `max`, and asks for sqlalchemy, aiohttp and gitpython. What is needed of them is the 200 lines below.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random  # noqa: TID251 - a draw by a seed, outside the game
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("game", "tests", "tools", "levels", "assets", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")
RECORDED = "tests/levels/test_recorded.py"
"""Plays the cases beside the levels again: whatever moves a number of the body shows there."""
DOCUMENT = "tests/evidence/test_model_document.py"
"""Compares the tables of `docs/model.md` with the code's own: every constant, and what each disease changes of it."""
OF_ROOM: dict[str, tuple[str, ...]] = {
    "values": (
        "tests/values",
        "tests/bedside",
        "tests/case/test_rules.py",
        "tests/case/test_choices.py",
        DOCUMENT,
        RECORDED,
    ),
    "patient": ("tests/patient", DOCUMENT, RECORDED),
    "bedside": ("tests/bedside", "tests/case/test_ward.py"),
    "case": ("tests/case", RECORDED),
    "policy": ("tests/policy", RECORDED),
    "review": ("tests/review",),
}
"""What runs for a change of a room, in this order, after the tests that import the changed module."""
LEFT_OUT = (
    "tests/case/test_machine.py",
    "tests/patient/test_properties.py",
    "tests/patient/test_batch.py",
    "tests/review/test_analysis.py",
)
"""Draw other cases each time, or take minutes."""
ONLY_DRAWN = ("appearance.py", "english.py")
"""Words of how a patient looks, which the sentences' own claims hold; the catalogue, which is made."""
MOST_TESTS = 400
"""So many tests run for one change, the quickest of those that call what was changed."""
LONGEST_S = 1800.0
"""Seconds of processor time for all tests of the rooms, once, while what they call is written down."""
WAITED = 10.0
"""So many times the limit on processor time may pass on the clock: a change can make a test wait for ever."""
LIMITED = """
import contextlib, sys, pytest
with contextlib.suppress(ImportError):
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(pytest.main(sys.argv[2:]))
"""
"""Runs tests within so many seconds of processor time; Windows has no such limit."""
TOLD = 2000
"""Characters of what the tests said at last, where they fail without any change."""
LARGER = 1.1
"""A number that is not whole is made so much larger."""

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
CALLED = {"min": "max", "max": "min"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one place; columns count bytes, as `ast` does."""

    path: str
    first: tuple[int, int]
    last: tuple[int, int]
    was: str
    becomes: str

    def __str__(self) -> str:
        """Return place and change on one line."""
        return f"{self.path}:{self.first[0]}  {' '.join(self.was.split())}  ->  {self.becomes}"

    def applied(self, source: bytes) -> bytes:
        """Return the module with this change and no other."""
        lines = source.splitlines(keepends=True)
        begins, ends = (sum(len(line) for line in lines[: row - 1]) + column for row, column in (self.first, self.last))
        return source[:begins] + f"({self.becomes})".encode() + source[ends:]


def _changes(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what may stand instead of an expression."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right):
            for other in COMPARED[type(op)]:
                yield ast.Compare(left, [other()], right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in CALCULATED:
            yield ast.BinOp(left, CALCULATED[type(op)](), right)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in CALLED:
            yield ast.Call(ast.Name(CALLED[name]), args, keywords)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float(value)):
            yield ast.Constant(float(f"{value * LARGER:.6g}") if value else 1.0)
        case _:
            pass


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node holds, without annotations, decorators, class keywords and text with values in it."""
    if isinstance(node, ast.JoinedStr):
        return  # before Python 3.12 its parts have no place of their own
    passed = {"annotation", "returns", "decorator_list"} | ({"keywords"} if isinstance(node, ast.ClassDef) else set())
    for name, field in ast.iter_fields(node):
        if name not in passed:
            yield from (one for one in (field if isinstance(field, list) else [field]) if isinstance(one, ast.AST))


def mutants(path: str, source: str) -> Iterator[Mutant]:
    """Yield every change of a module, in a fixed order."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        waiting.extend(_inside(node))
        if isinstance(node, ast.expr):
            first, last = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
            for other in _changes(node):
                yield Mutant(path, first, last, ast.unparse(node), ast.unparse(ast.fix_missing_locations(other)))


def drawn(room: str, count: int, seed: int, modules: Sequence[str] = ()) -> list[Mutant]:
    """Return so many changes of a room, or of some modules of it, the same for the same seed and the same source."""
    found: list[Mutant] = []
    for path in sorted((ROOT / "game" / room).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if path.name not in ONLY_DRAWN and (not modules or name in modules):
            found.extend(mutants(name, path.read_text("utf-8")))
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - a draw, no secret


def changed_function(mutant: Mutant, source: str) -> str:
    """Return the function that a change lies in, by its qualified name; empty for a change outside of any."""
    names: list[str] = []
    scope: ast.AST = ast.parse(source)
    while True:
        inner = next((one for one in _scopes(scope) if one.lineno <= mutant.first[0] <= (one.end_lineno or 0)), None)
        if inner is None:
            break
        if isinstance(scope, ast.FunctionDef):
            names.append("<locals>")
        names.append(inner.name)
        scope = inner
    return ".".join(names) if isinstance(scope, ast.FunctionDef) else ""


def _scopes(node: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the functions and classes that stand in a scope, but in none of another's."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield child
        else:
            yield from _scopes(child)


def chosen(mutant: Mutant, source: str, touched: Touched, budget_s: float) -> list[str]:
    """Return the tests to run for a change: those that call what was changed, the quickest first.

    A change outside of any function is held by whoever calls something of its module, and where nothing can be called,
    by the tests that import it and those of its room.
    """
    function = changed_function(mutant, source)
    whole = f"{mutant.path}::"
    place = f"{whole}{function}"

    def calls(test: Ran) -> bool:
        if not function:
            return any(one.startswith(whole) for one in test.called)
        return any(one == place or one.startswith(f"{place}.<locals>") for one in test.called)

    found = [name for name, test in touched.items() if calls(test)]
    if not found:
        near = witnesses(mutant.path)
        found = [name for name in touched if name.partition("::")[0] in near]
    kept: list[str] = []
    spent = 0.0
    for name in sorted(found, key=lambda one: touched[one].seconds)[:MOST_TESTS]:
        spent += touched[name].seconds
        if spent > budget_s and kept:
            break
        kept.append(name)
    return kept


def witnesses(path: str) -> list[str]:
    """Return the test files that may run for a module: those of its room, the ones that import it first."""
    parts = Path(path).with_suffix("").parts
    module, parent, name = ".".join(parts), ".".join(parts[:-1]), parts[-1]
    imports = (f"from {module} import ", f"import {module}", f"from {parent} import {name}")
    every = sorted(one.relative_to(ROOT).as_posix() for one in (ROOT / "tests").rglob("test_*.py"))
    of_room = [one for start in OF_ROOM[parts[1]] for one in every if one.startswith(start)]
    of_room = [one for one in of_room if not one.startswith(LEFT_OUT)]
    named = [one for one in of_room if any(words in (ROOT / one).read_text("utf-8") for words in imports)]
    return list(dict.fromkeys([*named, *of_room]))


@dataclass(frozen=True, slots=True)
class Ran:
    """A test as it ran without any change."""

    seconds: float
    """Of processor time: on a busy machine the same tests are chosen."""
    called: frozenset[str]


Touched: TypeAlias = dict[str, Ran]


def passes(tree: Path, tests: Sequence[str], limit_s: float, *more: str, keeps: bool) -> bool:
    """Say whether these tests pass in a copy of the tree, within the time."""
    # Python takes a compiled module for current by size and second; only the unchanged tree may leave some.
    env = os.environ | ({} if keeps else {"PYTHONDONTWRITEBYTECODE": "1"})
    asked = ["-q", "-x", "-m", "not slow", "-p", "no:cacheprovider", *more, *tests]
    command = [sys.executable, "-c", LIMITED, str(round(limit_s)), *asked]
    longest_s = WAITED * limit_s
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, timeout=longest_s, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    if keeps and done.returncode:
        print(done.stdout.decode(errors="replace")[-TOLD:])
    return done.returncode == 0


def touched_by(tree: Path, tests: Sequence[str]) -> Touched | None:
    """Run these tests without any change and return what each called; nothing where one fails."""
    noted = tree / "touched.json"
    if not passes(tree, tests, LONGEST_S, "-p", "tools.touched", "--touched", str(noted), keeps=True):
        return None
    return {
        name: Ran(one["seconds"], frozenset(one["called"]))
        for name, one in json.loads(noted.read_text("utf-8")).items()
    }


def survives(tree: Path, mutant: Mutant, touched: Touched, budget_s: float, limit_s: float) -> bool:
    """Say whether no test notices a change; the copy is as it was afterwards."""
    changed = tree / mutant.path
    before = changed.read_bytes()
    tests = chosen(mutant, before.decode(), touched, budget_s)
    changed.write_bytes(mutant.applied(before))
    Path(cache_from_source(str(changed))).unlink(missing_ok=True)
    try:
        return passes(tree, tests, limit_s, keeps=False)
    finally:
        changed.write_bytes(before)


def _copy(to: Path) -> Path:
    to.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, to / name)
    return to


def run(wanted: Sequence[Mutant], budget_s: float, limit_s: float) -> list[Mutant] | None:
    """Return the changes of a room that survive, or nothing where the tests fail without any."""
    tests = list(dict.fromkeys(one for mutant in wanted for one in witnesses(mutant.path)))
    with tempfile.TemporaryDirectory() as folder:
        tree = _copy(Path(folder) / "tree")
        touched = touched_by(tree, tests)
        if touched is None:
            return None
        alive = []
        for mutant in wanted:
            begun = perf_counter()
            lives = survives(tree, mutant, touched, budget_s, limit_s)
            print(f"{'SURVIVED' if lives else 'caught  '} {perf_counter() - begun:4.0f} s  {mutant}", flush=True)
            if lives:
                alive.append(mutant)
        return alive


def main() -> int:
    """Draw, change, test, tell."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--count", type=int, default=15, help="how many changes of each room")
    asked.add_argument("--seed", type=int, default=1, help="which changes are drawn")
    asked.add_argument("--room", action="append", choices=sorted(OF_ROOM), help="a room; all where none is named")
    asked.add_argument("--module", action="append", default=[], help="a file of a room, as game/case/rules.py")
    asked.add_argument("--bar", type=float, default=0.0, help="least share that must be caught, percent")
    asked.add_argument("--budget", type=float, default=15.0, help="seconds of processor time of tests for one change")
    asked.add_argument("--limit", type=float, default=90.0, help="seconds of processor time for one change")
    asked.add_argument("--list", action="store_true", help="print the changes and try none")
    told = asked.parse_args()
    named = {Path(one).parts[1] for one in told.module}
    rooms = told.room or [room for room in OF_ROOM if not named or room in named]
    wanted = {room: drawn(room, told.count, told.seed, told.module) for room in rooms}
    if told.list:
        print("\n".join(str(one) for room in wanted.values() for one in room))
        return 0
    drawn_, caught = 0, 0
    for room, of_room in wanted.items():
        print(room)
        alive = run(of_room, told.budget, told.limit)
        if alive is None:
            print(f"The tests of {room} fail without any change: nothing can be said of its changes.")
            return 2
        share = 100.0 * (1.0 - len(alive) / len(of_room))
        print(f"{room}: {len(of_room) - len(alive)} of {len(of_room)} changes caught, {share:.0f} %. Seed {told.seed}.")
        print(*(f"survived: {one}" for one in alive), sep="\n", flush=True)
        drawn_, caught = drawn_ + len(of_room), caught + len(of_room) - len(alive)
    print(f"All: {caught} of {drawn_}.")
    return 0 if 100.0 * caught / drawn_ >= told.bar else 1


if __name__ == "__main__":
    sys.exit(main())
