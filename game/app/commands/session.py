"""`session`: session packs for a class, a new one or the faults of some."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from game.app.exits import Exit, Fault
from game.app.sessions import level_paths, open_session
from game.files.output import write_bytes
from game.files.problem import FileError, visible
from game.files.session_file import SUFFIX, new_pack
from game.values.words import count, say

SUMMARY = "commands.session.summary"
EXAMPLES = "commands.session.examples"
_NAME = re.compile(r"[a-z0-9_]{1,64}")
_FIRST = "covid_storm"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    what = parser.add_subparsers(title=say("commands.session.what"), metavar="WHAT", dest="what", required=True)
    new = what.add_parser("new", help=say("commands.session.new"))
    new.add_argument("file", type=Path, metavar="FILE", help=say("commands.session.file"))
    new.add_argument("--title", default="", metavar="TITLE", help=say("commands.session.title"))
    new.add_argument("--levels", nargs="+", default=[_FIRST], metavar="LEVEL", help=say("commands.session.levels"))
    check = what.add_parser("check", help=say("commands.session.check"))
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("commands.session.files"))


def run(given: argparse.Namespace) -> int:
    """Write a new pack, which is never written over another, or check some."""
    return _new(given) if given.what == "new" else _check(given)


def _new(given: argparse.Namespace) -> int:
    path: Path = given.file
    if path.suffix != SUFFIX or not _NAME.fullmatch(path.stem):
        raise Fault(Exit.USAGE, say("commands.session.a_name", name=visible(path.name)))
    known = level_paths(path)
    for one in given.levels:
        if one not in known:
            words = say("commands.session.unknown", level=visible(one), levels=", ".join(known))
            raise Fault(Exit.USAGE, words)
    title = " ".join(given.title.split()) or say("commands.session.a_title")
    write_bytes(path, new_pack(path.stem, title, tuple(dict.fromkeys(given.levels))).encode(), fresh=True)
    # A title that is too long for a screen is told at once.
    open_session(path)
    print(say("commands.session.written", path=path))
    return Exit.GOOD


def _check(given: argparse.Namespace) -> int:
    code = Exit.GOOD
    for path in given.files:
        try:
            found = open_session(path)
        except FileError as error:
            print(error, file=sys.stderr, flush=True)
            code = Exit.FINDINGS
        else:
            levels = count("things.levels", len(found.levels))
            print(say("commands.session.good", path=path, title=found.session.title, levels=levels))
    return code
