"""`verify`: play case files again without a window and compare them with what they say."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.app.cases import open_case
from game.app.exits import Exit, Fault
from game.files.case_file import CaseFile
from game.files.problem import FileError
from game.values.counted import counted
from game.values.level import Level
from game.values.ticks import TICKS_PER_HOUR, clock_text, hours

SUMMARY = "play case files again and confirm fingerprints, ending and score"
EXAMPLES = """\
  cytokine-storm verify my-case.jsonl
  cytokine-storm verify cases/*.jsonl"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="case files")
    parser.add_argument("--level", default="", metavar="PATH", help="level file, if it is not a shipped one")


def run(given: argparse.Namespace) -> int:
    """Verify each file; the worst result is the exit code."""
    code = Exit.GOOD
    for path in given.files:
        try:
            level, case = open_case(path, given.level)
            print(f"{path}: {_verified(path, level, case)}", flush=True)
        except Fault as fault:
            print(fault, file=sys.stderr)
            code = max(code, fault.code)
        except FileError as error:
            print(error, file=sys.stderr)
            code = max(code, Exit.USAGE)
    return code


def _verified(path: Path, level: Level, case: CaseFile) -> str:
    """Return what was confirmed.

    Raises Fault at the first hour that differs, and for another score.
    """
    from game.review.replay import Diverged, replayed
    from game.review.score import score
    from game.review.verdict import SCORE_VERSION
    from game.trials.worth import ColumnFutures

    log = case.log
    late = [entry for entry in log.entries if log.end is not None and entry.tick >= log.end.tick]
    if late:
        raise Fault(Exit.FINDINGS, f"{path}: an order of hour {hours(late[0].tick):g} lies after the end of the case.")
    try:
        replayed(level, log)
    except Diverged as error:
        clock = clock_text(error.tick, level.start.clock_minute)
        raise Fault(
            Exit.FINDINGS,
            f"{path}: differs from hour {error.tick / TICKS_PER_HOUR:g} ({clock}): "
            f"the file says {error.expected}, played again it is {error.found}.",
        ) from error
    confirmed = f"{counted(len(log.entries), 'order')} and {counted(len(log.digests), 'fingerprint')} confirmed"
    if log.end is None:
        return f"{confirmed}; the case is not finished (hour {hours(case.tick):g})"
    total = score(level, log, ColumnFutures()).total
    if log.end.score_version != SCORE_VERSION:
        was = f"score {log.end.score} by rules {log.end.score_version}"
        return f"{confirmed}; ending {log.end.ending}; {was}, {total} by rules {SCORE_VERSION}"
    if total != log.end.score:
        raise Fault(Exit.FINDINGS, f"{path}: the file says score {log.end.score}, played again it is {total}.")
    return f"{confirmed}; ending {log.end.ending}; score {total}"
