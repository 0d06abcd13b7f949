"""`board`: what a class handed in, confirmed and set side by side on one page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.app.exits import Exit
from game.app.numbers import workers
from game.app.progress import ProgressLine
from game.files.problem import visible
from game.values.words import count, say

if TYPE_CHECKING:
    from game.app.handing_in import Inspection

SUMMARY = "commands.board.summary"
EXAMPLES = "commands.board.examples"
PAGE: Final = "board.html"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=say("commands.board.folder"))
    parser.add_argument("--session", type=Path, metavar="FILE", help=say("commands.board.session"))
    parser.add_argument("--database", default="", metavar="URL", help=say("commands.board.database"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=say("commands.board.out"))
    parser.add_argument("--no-scores", action="store_true", help=say("commands.board.no_scores"))
    parser.add_argument("--workers", type=workers, default=0, metavar="N", help=say("commands.board.workers"))


def run(given: argparse.Namespace) -> int:
    """Verify, write the board, score, and write it again as the scores come."""
    from game.app.handing_in import Inspection, open_folder, standings
    from game.training.board import STANDINGS
    from game.training.handed_in import HandIn

    folder = open_folder(given.folder, given.session, given.database)
    for words in folder.told:
        print(words, file=sys.stderr, flush=True)
    page: Path = given.out or given.folder / PAGE
    inspection = Inspection(folder, given.workers)
    each = inspection.write_on_the_way(page)
    print(say("commands.board.fills", page=page), flush=True)
    progress = ProgressLine(say("commands.board.verifying"))
    try:
        inspection.verify(progress, each)
    finally:
        progress.close()
    waiting = len(inspection.waiting)
    inspection.working = waiting > 0 and not given.no_scores
    inspection.write(page)
    for one in inspection.files:
        for words in (*one.why, *one.remarks):
            print(f"{visible(one.path)}: {STANDINGS[one.standing]}: {visible(words)}")
    print(", ".join(f"{STANDINGS[one]}: {many}" for one, many in standings(inspection.files)), flush=True)
    print(say("commands.board.written", page=page, table=page.with_suffix(".csv").name), flush=True)
    if waiting and not given.no_scores:
        _score(inspection, page)
    elif waiting:
        print(count("training.board.waiting", waiting))
    good = all(one.standing in {HandIn.CONFIRMED, HandIn.UNFINISHED} for one in inspection.files)
    return Exit.GOOD if good else Exit.FINDINGS


def _score(inspection: Inspection, page: Path) -> None:
    progress = ProgressLine(say("commands.board.scoring"))
    try:
        inspection.score(progress, inspection.write_on_the_way(page))
    finally:
        progress.close()
        inspection.working = False
        inspection.write(page)
    print(say("commands.board.scored", page=page), flush=True)
