"""`verify`: play case files again without a window and compare every byte with what comes of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cases import open_case
from game.app.exits import Exit, Fault
from game.app.numbers import seed
from game.files.case_file import CaseFile
from game.files.problem import FileError, listed, visible
from game.values.counted import counted
from game.values.courses import is_drawn
from game.values.level import Level
from game.values.ticks import hours

if TYPE_CHECKING:
    from game.app.likeness import Others

SUMMARY = "play case files again and confirm every byte: orders, fingerprints, ending and score"
EXAMPLES = """\
  cytokine-storm verify my-case.jsonl
  cytokine-storm verify cases/*.jsonl
  cytokine-storm verify cases/*.jsonl --seed 7     a class that was to play this patient

A file is confirmed if it is, byte for byte, what the game writes; changed line ends are told and do no harm. Whatever
cannot be confirmed is named, and the exit code says so. Besides it is told whose orders a file has: an expert's, a
policy's, those of another file at hand. What no replay can find stands in docs/case-files.md."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="case files")
    parser.add_argument("--level", default="", metavar="PATH", help="level file, if it is not a shipped one")
    parser.add_argument(
        "--seed",
        type=seed,
        metavar="N",
        help="the seed that was to be played; without it any of a level that draws its patients",
    )


def run(given: argparse.Namespace) -> int:
    """Verify each file; the worst result is the exit code."""
    from game.app.likeness import Others

    code = Exit.GOOD
    others = Others(given.files)
    for path in given.files:
        try:
            level, case = open_case(path, given.level)
            # A level that draws its patients has one for every seed, and the header says which it was.
            own = case.log.header.seed if level.courses else level.seed
            code = max(code, _verified(level, case, own if given.seed is None else given.seed, others))
        except Fault as fault:
            print(fault, file=sys.stderr, flush=True)
            code = max(code, fault.code)
        except FileError as error:
            print(error, file=sys.stderr, flush=True)
            code = max(code, Exit.USAGE)
    return code


def _verified(level: Level, case: CaseFile, wanted: int, others: Others) -> Exit:
    """Tell what was confirmed, or all that was not."""
    from game.app.confirming import confirmed

    path, log = visible(str(case.path)), case.log
    found = confirmed(level, log, case.whole, seed=wanted)
    for words in found.faults:
        print(f"{path}: {visible(words)}", file=sys.stderr, flush=True)
    if not found.faults:
        told = f"{counted(len(log.entries), 'order')} and {counted(len(log.digests), 'fingerprint')} confirmed"
        if log.end is not None:
            told += f"; ending {log.end.ending}; score {log.end.score}"
        elif found.over:
            told += "; the case is over, but has no score yet"
        else:
            told += f"; the case is not finished (hour {hours(case.tick):g})"
        if is_drawn(level, log.header.seed):
            told += f"; a drawn patient, seed {log.header.seed}"
        print(f"{path}: {told}")
    if found.policies:
        what = "policy" if len(found.policies) == 1 else "policies"
        print(f"{path}: it has the orders of the {what} {listed(found.policies, 'and')}.")
    for words in others.told(case):
        print(f"{path}: {visible(words)}")
    sys.stdout.flush()
    return Exit.FINDINGS if found.faults else Exit.GOOD
