"""Write down which functions of the game each test calls, and its seconds of processor time: a plugin of pytest.

    pytest -p tools.touched --touched touched.json tests/case

`tools/mutate.py` reads it, to try a change only against tests that run what was changed. What a test finds already
cached by another counts for the other alone.
"""

from __future__ import annotations

import cProfile
import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest

GAME: Final = Path(__file__).resolve().parents[1] / "game"


class Touched:
    """Everything noted so far."""

    def __init__(self, path: Path) -> None:
        """Take where it is to be written."""
        self._path = path
        self._tests: dict[str, dict[str, Any]] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run a test, its fixtures included, and note what it called."""
        profile = cProfile.Profile(subcalls=False, builtins=False)
        begun = process_time()
        profile.enable()
        yield
        profile.disable()
        codes = [one.code for one in profile.getstats() if not isinstance(one.code, str)]
        called = {f"{_place(code.co_filename)}::{code.co_qualname}" for code in codes if _place(code.co_filename)}
        self._tests[item.nodeid] = {"seconds": round(process_time() - begun, 3), "called": sorted(called)}

    def pytest_sessionfinish(self) -> None:
        """Write it all."""
        self._path.write_text(json.dumps(self._tests, indent=0), "utf-8")


def _place(file: str) -> str:
    """Return a file of the game by its path in the tree; empty for any other."""
    path = Path(file)
    return path.relative_to(GAME.parent).as_posix() if path.is_relative_to(GAME) else ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask where to write."""
    parser.addoption("--touched", type=Path, help="file to write: what each test calls")


def pytest_configure(config: pytest.Config) -> None:
    """Begin, where a file is named."""
    path = config.getoption("--touched")
    if path is not None:
        config.pluginmanager.register(Touched(path.resolve()))
