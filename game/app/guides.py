"""The guide of a level with how the cases that come with it ended, for the command and for a live class."""

from __future__ import annotations

from pathlib import Path

from game.files.case_file import SUFFIX, read_case, read_ends
from game.files.case_lines import CaseFileError
from game.files.folders import levels_folder
from game.files.level_file import level_digest
from game.training.guide import guide
from game.values.level import Level
from game.values.log import EndLine


def guide_page(level: Level) -> str:
    """Return the guide of a level as a page."""
    expert = _recorded(level, "expert")
    orders = read_case(_file(level, "expert")).log.entries if expert is not None else ()
    return guide(level, expert, _recorded(level, "idle"), orders)


def _recorded(level: Level, who: str) -> EndLine | None:
    """Return how the case that comes with a level ended; nothing where there is none of this very level."""
    try:
        ends = read_ends(_file(level, who))
    except CaseFileError:
        return None
    return ends.end if ends is not None and ends.header.level_digest == level_digest(level) else None


def _file(level: Level, who: str) -> Path:
    return levels_folder() / f"{level.id}.{who}{SUFFIX}"
