"""The program as a user runs it, and a short level to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments: object, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program from another folder than the checkout, and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        cwd=home,
        env=clean_environment(home, **environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def clean_environment(home: Path, **environment: str) -> dict[str, str]:
    """Return an environment without a display, with a data folder of its own."""
    left_out = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {"PYTHONPATH": str(ROOT), "CYTOKINE_STORM_HOME": str(home / "data"), "PYTHONUTF8": "1"}
    return {**kept, **own, **environment}
