"""`replay`: show a case again in the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import open_case
from game.app.commands.play import shipped_levels
from game.app.exits import Exit, Fault
from game.app.numbers import frames
from game.app.window import check_display, local_time, show, warn
from game.files.folders import home_folder

if TYPE_CHECKING:
    from game.ui.navigation import Ways
    from game.ui.toolkit.scene import Scene

SUMMARY = "show a case file again, in a window"
EXAMPLES = """\
  cytokine-storm replay my-case.jsonl
  cytokine-storm replay my-case.jsonl --with classmate.jsonl   another run laid over it
  cytokine-storm replay my-case.jsonl --level my-level.toml

A case file can also be dropped on the window to be laid over."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a case file")
    parser.add_argument(
        "--with",
        type=Path,
        dest="others",
        action="append",
        default=[],
        metavar="OTHER",
        help="a case file of the same level to be laid over it; of several the first, the others can be chosen",
    )
    parser.add_argument("--level", default="", metavar="PATH", help="level file, if it is not a shipped one")
    parser.add_argument("--frames", type=frames, default=0, help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Open the window on the case's first moment."""
    level, case = open_case(given.file, given.level)
    check_display()
    from game.app.shell import Shell
    from game.ui.desk import ResumeError

    shell = Shell(shipped_levels(), home_folder(), local_time, warn)
    try:
        play = shell.open_case(level, case)
        replayer = shell.replayer(play)
        laid = tuple(shell.run_of(replayer, str(other)) for other in given.others)
    except ResumeError as error:
        shell.close()
        raise Fault(Exit.FINDINGS, str(error)) from error

    def first(ways: Ways) -> Scene:
        whole = play if play.finished else None
        return ways.replay(replayer, shell.reveal_later(play), 0, shell.analyse_later(play), laid=laid, debrief=whole)

    return show(first, shell, given.frames)
