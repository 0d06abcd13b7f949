"""`check`: every fault of every level file at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit
from game.app.levels import shipped_paths
from game.files.level_file import check_levels
from game.values.counted import counted

SUMMARY = "name every fault of level files at once"
EXAMPLES = """\
  cytokine-storm check                     the shipped levels
  cytokine-storm check levels/ mine.toml   folders and files"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="level files or folders of them")


def run(given: argparse.Namespace) -> int:
    """Check, print the faults, and say whether there are any."""
    files = faults = remarks = 0
    for one in check_levels(given.paths or list(shipped_paths().values())):
        files += not one.is_folder
        faults += len(one.faults)
        remarks += len(one.remarks)
        for line in (*one.faults.lines, *one.remarks):
            print(line)
    found = counted(faults, "fault") if faults else "no fault"
    aside = f", {counted(remarks, 'remark')}" if remarks else ""
    print(f"{counted(files, 'level file')}: {found}{aside}")
    return Exit.FINDINGS if faults else Exit.GOOD
