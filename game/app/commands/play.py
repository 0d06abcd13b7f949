"""`play`: the game."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import check_model, read_whole
from game.app.clocks import local_time, seed_of_today
from game.app.exits import Exit, Fault
from game.app.finished import Known, check_finished
from game.app.levels import find_level, playable_levels
from game.app.numbers import frames, new_seed, seed
from game.app.sessions import is_pack, open_session
from game.app.window import check_display, show, warn
from game.files.case_file import SUFFIX
from game.files.folders import home_folder
from game.files.problem import visible
from game.values.words import say

if TYPE_CHECKING:
    from game.ui.navigation import Ways
    from game.ui.toolkit.scene import Scene

SUMMARY = "commands.play.summary"
EXAMPLES = "commands.play.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("level", nargs="?", metavar="LEVEL", help=say("commands.play.id_of_a_shipped_level"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--new", action="store_true", help=say("commands.play.a_new_patient_who_it"))
    who.add_argument("--today", action="store_true", help=say("commands.play.today_s_patient_the_same"))
    who.add_argument("--seed", type=seed, metavar="N", help=say("commands.play.the_patient_of_this_number"))
    parser.add_argument("--session", type=Path, metavar="FILE", help=say("commands.play.session"))
    parser.add_argument("--join", nargs=2, metavar=("ADDRESS", "CODE"), help=say("commands.play.join"))
    parser.add_argument("--frames", type=frames, default=0, help=argparse.SUPPRESS)


def _seed(given: argparse.Namespace) -> int | None:
    if given.new:
        return new_seed()
    if given.today:
        return seed_of_today(local_time())
    asked: int | None = given.seed
    return asked


def _asks_for_a_patient(given: argparse.Namespace) -> bool:
    return bool(given.new or given.today or given.seed is not None)


def run(given: argparse.Namespace) -> int:
    """Open the window."""
    if given.session is None and given.level and is_pack(Path(given.level)):
        given.session, given.level = Path(given.level), None
    if given.join is not None and (given.session or given.level):
        raise Fault(Exit.USAGE, say("commands.play.a_class_says_itself"))
    if given.session is not None and (given.level or _asks_for_a_patient(given)):
        raise Fault(Exit.USAGE, say("commands.play.a_session_says_itself"))
    case = given.level or ""
    if Path(case).suffix.lower() == SUFFIX:
        return _debrief(Path(case), given)
    chosen = find_level(given.level) if given.level else None
    session = open_session(given.session) if given.session is not None else None
    check_display()
    from game.app.classroom import Classroom
    from game.app.shell import Shell

    levels = playable_levels(warn)
    if session is not None:
        own = {level.id for level in session.levels}
        levels = (*[level for level in levels if level.id not in own], *session.levels)
    if chosen is not None:
        levels = (*[level for level in levels if level.id != chosen.id], chosen)
    shell = Shell(levels, home_folder(), local_time, warn, _seed(given))

    def first(ways: Ways) -> Scene:
        if given.join is not None:
            return ways.join(*given.join)
        if session is not None:
            return ways.of_session(Classroom(shell, session))
        if chosen is None:
            return ways.title()
        # Who asks for a patient does not want the one who was left.
        return ways.prebrief_of(chosen) if _asks_for_a_patient(given) else ways.bed_of(chosen)

    return show(first, shell, given.frames)


def _debrief(path: Path, given: argparse.Namespace) -> int:
    """Open the debrief of a finished case, as the first screen does for a file that is dropped there."""
    if _asks_for_a_patient(given):
        raise Fault(Exit.USAGE, say("commands.play.a_case_says_itself"))
    file, levels = read_whole(path), playable_levels(warn)
    if file.log.end is None:
        raise Fault(Exit.FINDINGS, say("commands.play.has_no_ending", file=visible(str(path))))
    check_model(path, file.log.header)
    from game.app.shell import Shell
    from game.ui.desk import ResumeError

    try:
        check_finished(path, file, Known({level.id: level for level in levels}))
    except ResumeError as error:
        raise Fault(Exit.FINDINGS, str(error)) from error
    check_display()
    shell = Shell(levels, home_folder(), local_time, warn)
    return show(lambda ways: ways.title(), shell, given.frames, str(path))
