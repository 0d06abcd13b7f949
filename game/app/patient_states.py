"""How the patients of interrupted cases are: from their files, played again in the background."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path

from game.app.moving import mover
from game.case.build_view import build_view
from game.case.view import View
from game.files.case_file import CaseFile
from game.review.playback.replay import Diverged
from game.review.valuation.tracking import reopened
from game.values.level import Level
from game.values.ticks import Tick


class PatientStates:
    """Plays each interrupted case once, and keeps what is seen of it."""

    def __init__(self, background: Executor) -> None:
        """Begin with nothing."""
        self._background = background
        self._asked: dict[tuple[Path, Tick], Future[View | None]] = {}

    def view(self, file: CaseFile, level: Level) -> View | None:
        """Return how it stands; nothing while it is played, and where it plays out otherwise than its file says."""
        key = (file.path, file.tick)
        if key not in self._asked:
            self._asked[key] = self._background.submit(_seen, file, level)
        found = self._asked[key]
        return found.result() if found.done() and not found.cancelled() else None


def _seen(file: CaseFile, level: Level) -> View | None:
    try:
        last, _, _ = reopened(level, file.log, mover())
    except Diverged:
        # Whoever takes it up is told so.
        return None
    return build_view(last)
