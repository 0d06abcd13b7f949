"""`check`: every fault of every level file at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit
from game.app.levels import shipped_paths
from game.files.level_file import check_levels, level_paths

SUMMARY = "name every fault of level files at once"
EXAMPLES = """\
  cytokine-storm check                     the shipped levels
  cytokine-storm check levels/ mine.toml   folders and files"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="level files or folders of them")


def run(given: argparse.Namespace) -> int:
    """Check, print the faults, and say whether there are any."""
    paths = given.paths or list(shipped_paths().values())
    problems = check_levels(paths)
    for problem in problems:
        print(problem.text)
    count = len(level_paths(paths))
    files = "1 level file" if count == 1 else f"{count} level files"
    faults = "no fault" if not problems else "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
    print(f"{files}: {faults}")
    return Exit.FINDINGS if problems else Exit.GOOD
