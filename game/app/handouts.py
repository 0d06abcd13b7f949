"""What a class takes along: the report of every confirmed case, by the names that are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from game.app.confirming import PlayedAgain
from game.app.inspecting import level_in, unchanged
from game.app.reports import whole_material, write_report
from game.app.sessions import open_session
from game.training.handed_in import HandedIn

_UNSAFE: Final = re.compile(r"[^\w .-]+")
"""What a name of a file may not have everywhere."""
_PAGE: Final = ".html"


def report_of(path: Path, mark: str, pack: Path, folder: Path) -> Path:
    """Write the report of a case that was confirmed under a fingerprint, and return where it lies; some seconds."""
    case = unchanged(path, mark)
    level = level_in(case.log.header, open_session(pack))
    again = PlayedAgain(level, case.log)
    return write_report(whole_material(level, case, again, lambda _share, _words: None), folder)


def names_in(files: Sequence[HandedIn]) -> Iterator[tuple[HandedIn, str]]:
    """Yield each case that counts with the name of its report: learner, level and try, and none twice."""
    taken: set[str] = set()
    for one in files:
        if not one.counts:
            continue
        learner = _UNSAFE.sub("_", one.learner).strip(" .") or "_"
        name = f"{learner}, {one.level} {one.attempt}"
        # On some disks capital letters do not matter.
        name = name if name.casefold() not in taken else f"{name} ({Path(one.path).stem})"
        taken.add(name.casefold())
        yield one, f"{name}{_PAGE}"
