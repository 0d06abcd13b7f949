"""The guide of a level with how the cases that come with it ended, for the command and for a live class."""

from __future__ import annotations

from game.files.case_file import SUFFIX, read_ends
from game.files.case_lines import CaseFileError
from game.files.folders import levels_folder
from game.files.level_file import level_digest
from game.training.guide import guide
from game.values.level import Level
from game.values.log import EndLine


def guide_page(level: Level) -> str:
    """Return the guide of a level as a page."""
    return guide(level, _recorded(level, "expert"), _recorded(level, "idle"))


def _recorded(level: Level, who: str) -> EndLine | None:
    """Return how the case that comes with a level ended; nothing where there is none of this very level."""
    try:
        ends = read_ends(levels_folder() / f"{level.id}.{who}{SUFFIX}")
    except CaseFileError:
        return None
    return ends.end if ends is not None and ends.header.level_digest == level_digest(level) else None
