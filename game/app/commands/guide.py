"""`guide`: the facilitator's guide of levels."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.app.levels import find_level, shipped_levels
from game.files.output import write_bytes
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
    from game.app.guides import guide_page
    from game.app.reports import make_folder
    from game.files.report_pdf import PdfMissingError, write_pdf
    from game.report.style import paper_colours

    levels = [find_level(one) for one in given.levels] if given.levels else shipped_levels()
    make_folder(given.out)
    for level in levels:
        page = guide_page(level)
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
