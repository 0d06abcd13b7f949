"""The guide of a level with how the cases that come with it ended, for the command and for a live class."""

from __future__ import annotations

from game.files.case_file import SUFFIX, read_case
from game.files.case_lines import CaseFileError
from game.files.folders import levels_folder
from game.files.level_file import level_digest
from game.training.guide import guide
from game.values.level import Level
from game.values.log import Log


def guide_page(level: Level) -> str:
    """Return the guide of a level as a page."""
    expert, idle = _recorded(level, "expert"), _recorded(level, "idle")
    if expert is None:
        return guide(level, None, idle.end if idle is not None else None)
    return guide(level, expert.end, idle.end if idle is not None else None, expert.entries)


def _recorded(level: Level, who: str) -> Log | None:
    """Return the log of the case that comes with a level; nothing where there is none of this very level."""
    try:
        log = read_case(levels_folder() / f"{level.id}.{who}{SUFFIX}").log
    except CaseFileError:
        return None
    return log if log.header.level_digest == level_digest(level) else None
