"""`web`: the game as a folder for browsers, or as a package of a learning management system."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.files.output import write_bytes
from game.values.words import say

SUMMARY = "commands.web.summary"
EXAMPLES = "commands.web.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=say("commands.web.out"))
    parser.add_argument("--scorm", type=Path, metavar="FILE", help=say("commands.web.scorm"))
    parser.add_argument("--cmi5", type=Path, metavar="FILE", help=say("commands.web.cmi5"))
    parser.add_argument("--session", type=Path, metavar="PACK", help=say("commands.web.session"))
    parser.add_argument("--runtime", type=Path, metavar="FOLDER", help=say("commands.web.runtime"))


def run(given: argparse.Namespace) -> int:
    """Write the folder, or packages of it."""
    from game.app.learning_packages import LearningSystem, package
    from game.app.web_folder import MissingRuntimeError, runtime_folder, seat_files, write_folder

    packages = {kind: path for kind in LearningSystem if (path := getattr(given, kind.value)) is not None}
    if given.session is not None and not packages:
        raise Fault(Exit.USAGE, say("commands.web.session_in_what"))
    try:
        files = seat_files(given.runtime or runtime_folder())
    except MissingRuntimeError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    for kind, path in packages.items():
        packed = package(files, kind, given.session)
        write_bytes(path, packed)
        print(say("commands.web.packed", path=path, size=f"{len(packed) / 1e6:.1f}"))
    if given.out is not None or not packages:
        out = given.out or Path("seat")
        write_folder(out, files)
        size = sum(map(len, files.values())) / 1e6
        print(say("commands.web.written", folder=out, files=len(files), size=f"{size:.1f}"))
    return Exit.GOOD
