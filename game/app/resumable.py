"""Which cases can be taken up again: those that were left before their end, and that this game can play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from game.app.finished import Known
from game.app.open_case import Opened
from game.app.patient_states import PatientStates
from game.files.case_shelf import Shelf
from game.review.playback.replay import Diverged
from game.ui.desk import ResumeError, Unfinished
from game.values.level import Level
from game.values.ticks import hour_text
from game.values.words import say


def resumable(
    shelf: Shelf,
    known: Known,
    levels: Mapping[str, Level],
    opened_at: Callable[[Path], Opened | None],
    warn: Callable[[str], None],
    standing: PatientStates,
) -> tuple[Unfinished, ...]:
    """Return what can be resumed, newest first, also left just now; say why others cannot. Sessions have theirs."""
    found = []
    for error in shelf.damaged:
        warn(say("app.shell.this_is_left_alone_since", error=error))
    for case in [one for one in shelf.unfinished if one.log.session is None]:
        reason = known.hindrance(case.log.header)
        if reason:
            # Nothing is lost with a case that was only looked at.
            if case.tick > 0 or case.log.entries:
                warn(say("app.shell.cannot_be_resumed", path=case.path, reason=reason))
            continue
        opened = opened_at(case.path)
        if opened is None:
            level = levels[case.log.header.level]
            tick, view = case.tick, standing.view(case, level)
        elif opened.left:
            level, tick, view = opened.level, opened.play.view.tick, opened.play.view
        else:
            continue
        taken_over = bool(case.log.header.branched_from) and level.coach is None
        found.append(Unfinished(str(case.path), level, tick, taken_over, view))
    return tuple(found)


def differs(id_: str, path: Path, error: Diverged, **more: str) -> ResumeError:
    """Return that a case, played again, is not as its file says."""
    hour = hour_text(error.tick)
    return ResumeError(say(id_, path=path, hour=hour, expected=error.expected, found=error.found, **more))
