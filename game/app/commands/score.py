"""`score`: the score of a case file as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from game.app.cases import open_case
from game.app.exits import Exit, Fault
from game.app.progress import ProgressLine
from game.app.telling import visible_json
from game.values.words import say

if TYPE_CHECKING:
    from game.review.findings import Analysis
    from game.review.verdict import Score

SUMMARY = "commands.score.summary"
EXAMPLES = "commands.score.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=say("commands.score.a_case_file"))
    parser.add_argument("--level", default="", metavar="PATH", help=say("commands.score.level_file_if_it_is"))
    parser.add_argument("--analysis", action="store_true", help=say("commands.score.print_the_whole_analysis_which"))


def run(given: argparse.Namespace) -> int:
    """Score the case and print it."""
    from game.app.analyses import whole_of
    from game.app.confirming import PlayedAgain
    from game.app.peer import dealt
    from game.review.playback.replay import Diverged
    from game.review.scoring.score import score

    level, case = open_case(given.file, given.level)
    try:
        tracks = PlayedAgain(level, case.log).tracks
    except Diverged as error:
        raise Fault(Exit.FINDINGS, say("commands.score.is_not_as_the_game", file=given.file, error=error)) from error
    found: Analysis | Score
    progress = ProgressLine(given.file.name)
    try:
        if given.analysis:
            found = whole_of(level, case, progress, tracks, alone=False).analysis
        else:
            with dealt() as futures:
                found = score(level, case.log, futures, progress=progress, tracks=tracks)
    finally:
        progress.close()
    print(visible_json(msgspec.json.format(msgspec.json.encode(found), indent=2).decode()))
    return Exit.GOOD
