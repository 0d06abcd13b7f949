"""No test opens a window or plays a sound on the machine it runs on, or touches the player's own files."""

from __future__ import annotations

import os

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

SHARED_BY_WORKERS = "CYTOKINE_STORM_TESTS_SHARE"
"""Names the folder in which this run keeps what more than one file of tests asks for."""


@pytest.fixture(scope="session", autouse=True)
def _shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make the folder: beside those of all workers where there are any, so that a new run finds it empty."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    os.environ[SHARED_BY_WORKERS] = str(folder)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a data folder of its own, which is made only if something is kept there."""
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path_factory.getbasetemp() / "home"))
