"""`replay`: show a case again in the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import open_case
from game.app.commands.play import shipped_levels
from game.app.window import check_display, local_time, show, warn
from game.files.folders import home_folder

if TYPE_CHECKING:
    from game.ui.scene import Scene
    from game.ui.ways import Ways

SUMMARY = "show a case file again, in a window"
EXAMPLES = """\
  cytokine-storm replay my-case.jsonl
  cytokine-storm replay my-case.jsonl --level my-level.toml"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a case file")
    parser.add_argument("--level", default="", metavar="PATH", help="level file, if it is not a shipped one")
    parser.add_argument("--frames", type=int, default=0, help=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Open the window on the case's first moment."""
    level, case = open_case(given.file, given.level)
    check_display()
    from concurrent.futures import ThreadPoolExecutor

    from game.app.opened import reveal
    from game.app.shell import Shell

    shell = Shell(shipped_levels(), home_folder(), local_time, warn)
    background = ThreadPoolExecutor(max_workers=1)

    def first(ways: Ways) -> Scene:
        return ways.replay(
            shell.replayer_of(level, case.log, given.file, case.tick), background.submit(reveal, level, case.log), 0
        )

    try:
        return show(first, shell, given.frames)
    finally:
        background.shutdown(wait=False, cancel_futures=True)
