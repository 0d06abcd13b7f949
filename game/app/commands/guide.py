"""`guide`: the facilitator's guide of levels."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.app.levels import find_level, shipped_levels
from game.files.case_file import SUFFIX, read_ends
from game.files.case_lines import CaseFileError
from game.files.folders import levels_folder
from game.files.level_file import level_digest
from game.files.output import write_bytes
from game.values.level import Level
from game.values.log import EndLine
from game.values.words import say

SUMMARY = "commands.guide.summary"
EXAMPLES = "commands.guide.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("levels", nargs="*", metavar="LEVEL", help=say("commands.guide.levels"))
    parser.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help=say("commands.guide.out"))
    parser.add_argument("--pdf", action="store_true", help=say("commands.guide.pdf"))


def run(given: argparse.Namespace) -> int:
    """Write a page for each level, and a PDF beside it."""
    from game.app.reports import make_folder
    from game.files.report_pdf import PdfMissingError, write_pdf
    from game.report.style import paper_colours
    from game.training.guide import guide

    levels = [find_level(one) for one in given.levels] if given.levels else shipped_levels()
    make_folder(given.out)
    for level in levels:
        page = guide(level, _recorded(level, "expert"), _recorded(level, "idle"))
        path = given.out / f"{level.id}.guide.html"
        write_bytes(path, page.encode())
        print(say("commands.guide.written", path=path), flush=True)
        if given.pdf:
            try:
                write_pdf(path.with_suffix(".pdf"), page, paper_colours())
            except PdfMissingError as error:
                raise Fault(Exit.ENVIRONMENT, str(error)) from error
            print(say("commands.guide.written", path=path.with_suffix(".pdf")), flush=True)
    return Exit.GOOD


def _recorded(level: Level, who: str) -> EndLine | None:
    """Return how the case that comes with a level ended; nothing where there is none of this very level."""
    try:
        ends = read_ends(levels_folder() / f"{level.id}.{who}{SUFFIX}")
    except CaseFileError:
        return None
    return ends.end if ends is not None and ends.header.level_digest == level_digest(level) else None
