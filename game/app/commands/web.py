"""`web`: the game as a folder for browsers."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.values.words import say

SUMMARY = "commands.web.summary"
EXAMPLES = "commands.web.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--out", type=Path, default=Path("seat"), metavar="FOLDER", help=say("commands.web.out"))
    parser.add_argument("--runtime", type=Path, metavar="FOLDER", help=say("commands.web.runtime"))


def run(given: argparse.Namespace) -> int:
    """Write the folder."""
    from game.app.web_folder import MissingRuntimeError, runtime_folder, write_folder

    try:
        written = write_folder(given.out, given.runtime or runtime_folder())
    except MissingRuntimeError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    size = sum((given.out / name).stat().st_size for name in written) / 1e6
    print(say("commands.web.written", folder=given.out, files=len(written), size=f"{size:.1f}"))
    return Exit.GOOD
