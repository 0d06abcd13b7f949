"""No test opens a window or plays a sound on the machine it runs on, or touches the player's own files."""

from __future__ import annotations

import os

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a data folder of its own, which is made only if something is kept there."""
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path_factory.getbasetemp() / "home"))
