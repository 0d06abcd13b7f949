"""`class`: what a class handed in, in the window, with the replay of every case a press away."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.clocks import local_time
from game.app.commands.board import PAGE
from game.app.levels import playable_levels
from game.app.numbers import frames
from game.app.window import check_display, show, warn
from game.files.folders import home_folder
from game.values.words import say

if TYPE_CHECKING:
    from game.ui.navigation import Ways
    from game.ui.toolkit.scene import Scene

SUMMARY = "commands.class_board.summary"
EXAMPLES = "commands.class_board.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=say("commands.board.folder"))
    parser.add_argument("--session", type=Path, metavar="FILE", help=say("commands.board.session"))
    parser.add_argument("--database", default="", metavar="URL", help=say("commands.board.database"))
    parser.add_argument("--frames", type=frames, default=0, help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Open the window on the class."""
    from game.app.class_board import ClassBoard
    from game.app.handing_in import Inspection, open_folder
    from game.app.shell import Shell

    folder = open_folder(given.folder, given.session, given.database)
    check_display()
    for words in folder.told:
        warn(words)
    own = () if folder.session is None else folder.session.levels
    levels = (*[one for one in playable_levels(warn) if one.id not in {level.id for level in own}], *own)
    shell = Shell(levels, home_folder(), local_time, warn)
    board = ClassBoard(Inspection(folder), shell, levels, given.folder / PAGE)

    def first(ways: Ways) -> Scene:
        return ways.class_board(board)

    try:
        return show(first, shell, given.frames)
    finally:
        board.close()
