"""Where a file leads that was dropped on the page, or chosen by its button, which is there on every screen."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from game.ui.bedside.bedside import Bedside
from game.ui.coach.guided import GuidedScene
from game.ui.menus.finished import FinishedScene
from game.ui.menus.title import TitleScene
from game.ui.replay.replay import ReplayScene
from game.ui.toolkit.scene import Push, Reset, Scene, Turn
from game.values.words import say

_BEDSIDES = (Bedside, GuidedScene)


class TakesFiles(Protocol):
    """The screens that take files."""

    @property
    def in_session(self) -> bool:
        """Say whether cases are played in a training session now."""

    def title(self) -> Scene:
        """Return the first screen: it opens session packs."""

    def finished(self) -> Scene:
        """Return the list of finished cases: it opens case files."""

    def say(self, sentence: str) -> None:
        """Tell the player something over any screen."""


def way_to(path: str, scenes: tuple[Scene, ...], ways: TakesFiles) -> tuple[Turn, ...] | None:
    """Return the turns that lead from these screens to one which takes a file; nothing where none may: that is said."""
    kind = Path(path).suffix.lower()
    if kind not in {".jsonl", ".toml"}:
        ways.say(say("web.page.no_file_of_ours", file=Path(path).name))
        return None
    if ways.in_session or any(isinstance(scene, _BEDSIDES) for scene in scenes):
        ways.say(say("web.page.leave_first"))
        return None
    takes = (FinishedScene, ReplayScene) if kind == ".jsonl" else (TitleScene,)
    if isinstance(scenes[-1], takes):
        return ()
    return (Reset(ways.title()), *((Push(ways.finished()),) if kind == ".jsonl" else ()))
