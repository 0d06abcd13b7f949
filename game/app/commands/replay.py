"""`replay`: show a case again in the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import open_case
from game.app.clocks import local_time
from game.app.exits import Exit, Fault
from game.app.levels import playable_levels
from game.app.numbers import frames, hour
from game.app.window import check_display, show, warn
from game.files.folders import home_folder
from game.values.ticks import ticks
from game.values.words import say

if TYPE_CHECKING:
    from game.ui.navigation import Ways
    from game.ui.toolkit.scene import Scene

SUMMARY = "commands.replay.summary"
EXAMPLES = "commands.replay.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=say("commands.replay.a_case_file"))
    parser.add_argument(
        "--with",
        type=Path,
        dest="others",
        action="append",
        default=[],
        metavar="OTHER",
        help=say("commands.replay.a_case_file_of_the"),
    )
    parser.add_argument("--at", type=hour, default=0.0, metavar="HOUR", help=say("commands.replay.at"))
    parser.add_argument("--level", default="", metavar="PATH", help=say("commands.replay.level_file_if_it_is"))
    parser.add_argument("--frames", type=frames, default=0, help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Open the window on the case's first moment."""
    level, case = open_case(given.file, given.level)
    check_display()
    from game.app.shell import Shell
    from game.ui.desk import ResumeError
    from game.ui.navigation import ToReplay

    shell = Shell(playable_levels(warn), home_folder(), local_time, warn)
    try:
        play = shell.open_case(level, case)
        replayer = shell.replayer(play)
        laid = tuple(shell.run_of(replayer, str(other)) for other in given.others)
    except ResumeError as error:
        shell.close()
        raise Fault(Exit.FINDINGS, str(error)) from error

    at = min(ticks(given.at), replayer.end)

    def first(ways: Ways) -> Scene:
        whole = play if play.finished else None
        return ways.replay(ToReplay(replayer, shell.reveal_later(play), shell.analyse_later(play), laid, whole), at)

    return show(first, shell, given.frames)
