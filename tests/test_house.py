"""The house itself: who may import whom, which arithmetic is allowed, where numbers come from, what is handed out."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from msgspec import Struct

import game
from game.patient.constants import TABLE
from game.values.channel import PANELS
from game.values.drug import FORMULARY
from tests.app.shell import clean_environment

ROOT = Path(__file__).parents[1]
CORE = ("values", "patient", "bedside", "case", "policy", "review")
SYSTEM = {"pygame", "random", "time", "datetime", "pathlib", "os", "sys", "secrets", "uuid"}
FIXED_BY_IEEE_754 = {"sqrt", "isfinite", "isnan", "inf", "floor"}
"""What the core may take from `math`: the same bits on every machine."""
HEAVY = {"numpy", "scipy", "wasmtime"}
FOR_COHORTS = {"batch.py"}
"""The module of the core that serves cohorts, and that the game never loads."""
PYGAME_LIVES_IN = {"pygame_canvas.py", "standing.py", "faces.py", "loop.py", "sound.py"}


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / "game" / room).rglob("*.py")):
            yield path, _parsed(path)


def _whole(node: ast.AST) -> bool:
    """Say whether this is a power of whole numbers, which is exact: 2**53."""
    left, right = getattr(node, "left", None), getattr(node, "right", None)
    return all(isinstance(one, ast.Constant) and isinstance(one.value, int) for one in (left, right))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield line, module and names of every import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "", tuple(alias.name for alias in node.names)


def test_imports_keep_the_contracts(tmp_path: Path) -> None:
    """`lint-imports` holds the rooms in their order; its last line says so."""
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean_environment(tmp_path), capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_core_knows_no_window_clock_dice_or_disk() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path, tree in _modules(*CORE)
        for line, module, _ in _imports(tree)
        if module.partition(".")[0] in SYSTEM
    ]

    assert found == []


def test_the_core_takes_from_math_only_what_every_machine_rounds_alike() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {module} {names}"
        for path, tree in _modules(*CORE)
        for line, module, names in _imports(tree)
        if module in {"math", "cmath"} and not (names and set(names) <= FIXED_BY_IEEE_754)
    ]

    assert found == []


def test_the_core_has_no_power_operator_and_the_patient_no_sum() -> None:
    """`**` is libm's pow and `sum` rounds differently from Python 3.12 on; both would break a replay."""
    powers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in _modules(*CORE)
        for node in ast.walk(tree)
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Pow) and not _whole(node)
    ]
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.id}"
        for path, tree in _modules("patient", "bedside")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"sum", "pow"}
    ]

    assert powers == []
    assert calls == []


def test_numpy_and_scipy_stay_out_of_one_patient_and_of_the_screens() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path, tree in _modules(*CORE, "files", "ui", "report", "app")
        for line, module, _ in _imports(tree)
        if module.partition(".")[0] in HEAVY and path.name not in FOR_COHORTS
    ]

    assert found == []


def test_only_the_modules_of_the_window_know_pygame() -> None:
    """`app` loads it only to find out whether it is there, and to measure frames."""
    found = {
        path.name
        for path, tree in _modules("ui", "report", "files", "futures", "evidence")
        for _, module, _ in _imports(tree)
        if module.partition(".")[0] == "pygame"
    }

    assert found <= PYGAME_LIVES_IN


def test_every_number_says_where_it_comes_from() -> None:
    assert [constant.name for constant in TABLE if not constant.source or not constant.meaning] == []
    assert [regimen.id for regimen in FORMULARY.values() if not regimen.source] == []
    assert [panel for panel, kind in PANELS.items() if not kind.source] == []


def test_every_number_of_the_core_says_what_it_is() -> None:
    """Below it or below the last of its group, or in a comment: unit, range and source are asked for there."""
    silent = []
    for path, tree in _modules(*CORE, "futures", "training"):
        lines = path.read_text("utf-8").splitlines()
        group: list[ast.stmt] = []
        for node in (*tree.body, ast.Pass()):
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                group.append(node)
                continue
            told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            silent += [] if told else [f"{path.relative_to(ROOT)}:{one.lineno}" for one in group if _bare(one, lines)]
            group = []

    assert silent == []


def _bare(assigned: ast.stmt, lines: list[str]) -> bool:
    """Say whether it is a number, or a table of numbers, without a comment."""
    assert isinstance(assigned, (ast.Assign, ast.AnnAssign))
    parts = list(ast.walk(assigned.value)) if assigned.value is not None else []
    number = any(isinstance(one, ast.Constant) and type(one.value) in (int, float) for one in parts)
    commented = lines[assigned.lineno - 2].startswith("#") or "#" in lines[(assigned.end_lineno or 0) - 1]
    return number and not any(isinstance(one, ast.Call) for one in parts) and not commented


def test_every_number_of_a_host_lies_in_its_range() -> None:
    assert [constant.name for constant in TABLE if not constant.low <= constant.value <= constant.high] == []


def test_no_file_of_the_game_is_longer_than_a_reader_bears() -> None:
    """About 300 lines; tables of constants may be longer, and what a tool writes nobody reads."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "game").rglob("*.py")
        if path.name != "english.py"
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    """Sixty lines; only the equations are one piece, as the kernel and the page of the model have them."""
    long = {
        f"{path.relative_to(ROOT).as_posix()}: {node.name}": lines
        for top in ("game", "tools", "docs")
        for path in (ROOT / top).rglob("*.py")
        for node in ast.walk(_parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > 60
    }

    assert set(long) == {"game/patient/equations.py: rate"}


def test_every_module_function_and_class_that_is_public_says_what_it_is() -> None:
    rooms = [room.name for room in (ROOT / "game").iterdir() if (room / "__init__.py").is_file()]
    silent = []
    for path, tree in _modules(*rooms):
        nodes = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        silent += [f"{path.relative_to(ROOT)}: module"] if not ast.get_docstring(tree) else []
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
            for node in nodes
            if not node.name.startswith("_") and not ast.get_docstring(node)
        ]

    assert silent == []


def test_a_class_shares_its_name_with_no_other() -> None:
    """A word that means two things is looked up twice."""
    places: dict[str, list[str]] = {}
    for room in sorted(room.name for room in (ROOT / "game").iterdir() if (room / "__init__.py").is_file()):
        for path, tree in _modules(room):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    places.setdefault(node.name, []).append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_what_is_written_to_disk_refuses_unknown_fields() -> None:
    from game.values import drug, level, log, order

    for module in (drug, level, log, order):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Struct) and value is not Struct:
                assert value.__struct_config__.forbid_unknown_fields, value
                assert value.__struct_config__.frozen, value


def test_the_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "pip install . && cytokine-storm\n" in readme
    assert "pip install -e '.[test]' && pytest -n auto --dist loadfile\n" in readme


def test_the_package_says_its_version_and_is_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["scripts"] == {"cytokine-storm": "game.app:main"}
    assert game.__version__.count(".") == 2
    assert resources.files("game").joinpath("py.typed").is_file()


@pytest.mark.slow
def test_the_wheel_carries_levels_and_assets_and_plays_from_any_folder(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "game", *arguments],
            cwd=elsewhere,
            env=clean_environment(tmp_path, PYTHONPATH=str(tmp_path / "installed"), SDL_VIDEODRIVER="dummy"),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    checked, shown = run("check"), run("play", "--frames", "2")

    levels = {path.name for path in (ROOT / "levels").rglob("*.toml")}
    assert {path.name for path in (tmp_path / "installed" / "game" / "levels").rglob("*.toml")} == levels
    voice = {path.name for path in (tmp_path / "installed" / "game" / "assets" / "voice").iterdir()}
    assert voice == {"explainer.ogg", "explainer.vtt"}
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, f"{len(levels)} level files: no fault")
    assert (shown.returncode, shown.stderr) == (0, "")
