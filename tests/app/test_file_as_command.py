"""A file in the place of a command, as a double click gives it: the debrief of a case, the session of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.app import main
from game.app.exits import Exit
from tests.app.shell import run
from tests.test_house import ROOT

CASE = ROOT / "levels" / "septic_shock.idle.jsonl"
SESSION = """format = 1
id = "night"
title = "Ward 5, night shift"
[[levels]]
id = "covid_storm"
"""


def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, screen: str, *arguments: str) -> list[Any]:
    """Run the program until its window opens a screen of this name, and return what that was given."""
    import pygame

    from game.ui.screens import Screens

    given: list[Any] = []
    of_it = getattr(Screens, screen)

    def told(self: Screens, one: Any, **others: Any) -> Any:
        given.append(one)
        if pygame.display.get_init():
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        return of_it(self, one, **others)

    monkeypatch.setattr(Screens, screen, told)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path / "home"))
    assert main(arguments) == 0
    return given


def test_a_case_file_opens_its_debrief(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (play,) = opened(monkeypatch, tmp_path, "debrief", str(CASE))

    assert play.finished
    assert play.view.level.id == "septic_shock"


def test_a_pack_opens_its_session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pack = tmp_path / "night.toml"
    pack.write_text(SESSION, "utf-8")

    (classroom,) = opened(monkeypatch, tmp_path, "of_session", str(pack), "--frames", "1")

    assert classroom.session.title == "Ward 5, night shift"


def test_a_case_that_has_no_debrief_is_refused_in_a_sentence(tmp_path: Path) -> None:
    lines = CASE.read_text("utf-8").splitlines(keepends=True)
    files = {
        "cut.jsonl": "".join(lines[:-1]),
        "edited.jsonl": "".join(lines).replace(":", ": ", 1),
        "text.jsonl": "no case",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8", newline="")

    done = {name: run(name, home=tmp_path) for name in [*files, "none.jsonl"]}

    assert done["cut.jsonl"].returncode == done["edited.jsonl"].returncode == Exit.FINDINGS
    assert done["cut.jsonl"].stderr.startswith("cut.jsonl: The case has no ending, so it has no debrief.")
    assert "edited.jsonl was edited after it was written" in done["edited.jsonl"].stderr
    assert done["text.jsonl"].returncode == done["none.jsonl"].returncode == Exit.USAGE
    assert done["none.jsonl"].stderr.startswith("none.jsonl: found no such file or directory")
    assert not any(one.stdout or "Traceback" in one.stderr for one in done.values())


@pytest.mark.parametrize("more", [["--new"], ["--today"], ["--seed", "7"], ["--session", "night.toml"]])
def test_a_case_file_says_itself_who_its_patient_was(tmp_path: Path, more: list[str]) -> None:
    assert run(CASE, *more, home=tmp_path).returncode == Exit.USAGE
