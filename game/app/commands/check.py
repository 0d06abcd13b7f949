"""`check`: every fault of every level file at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit
from game.app.levels import all_paths, guided_paths, shipped_levels
from game.files.level_file import check_levels
from game.values.words import count, say

SUMMARY = "commands.check.summary"
EXAMPLES = "commands.check.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help=say("commands.check.level_files_or_folders_of")
    )


def run(given: argparse.Namespace) -> int:
    """Check, print the faults, and say whether there are any."""
    files = faults = remarks = 0
    for one in check_levels(given.paths or list(all_paths().values())):
        files += not one.is_folder
        faults += len(one.faults)
        remarks += len(one.remarks)
        for line in (*one.faults.lines, *one.remarks):
            print(line)
    if not given.paths and not faults:
        # By these ids levels are named on the command line and in the pack of a session.
        named = [(level.id, level.title) for level in shipped_levels()]
        wide = max(len(id_) for id_, _ in named)
        print("\n".join(f"{id_:{wide}}  {title}" for id_, title in named))
        guided = len(guided_paths())
        print(count("commands.check.and_guided", guided))
    found = count("things.faults", faults) if faults else say("commands.check.no_fault")
    aside = f", {count('things.remarks', remarks)}" if remarks else ""
    print(f"{count('things.level_files', files)}: {found}{aside}")
    return Exit.FINDINGS if faults else Exit.GOOD
