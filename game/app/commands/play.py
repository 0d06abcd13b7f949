"""`play`: the game."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.exits import Exit, Fault
from game.app.levels import find_level, playable_levels
from game.app.numbers import frames, new_seed, seed
from game.app.sessions import open_session
from game.app.window import check_display, local_time, show, warn
from game.files.folders import home_folder
from game.values.patients import seed_of_day
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
        now = local_time()
        return seed_of_day(now.year, now.month, now.day)
    asked: int | None = given.seed
    return asked


def run(given: argparse.Namespace) -> int:
    """Open the window."""
    if given.join is not None and (given.session or given.level):
        raise Fault(Exit.USAGE, say("commands.play.a_class_says_itself"))
    if given.session is not None and (given.level or given.new or given.today or given.seed is not None):
        raise Fault(Exit.USAGE, say("commands.play.a_session_says_itself"))
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
        return ways.title() if chosen is None else ways.prebrief_of(chosen)

    return show(first, shell, given.frames)
