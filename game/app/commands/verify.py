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
from game.values.courses import is_drawn
from game.values.level import Level
from game.values.ticks import hour_text
from game.values.words import count, say

if TYPE_CHECKING:
    from game.app.likeness import Others

SUMMARY = "commands.verify.summary"
EXAMPLES = "commands.verify.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("commands.verify.case_files"))
    parser.add_argument("--level", default="", metavar="PATH", help=say("commands.verify.level_file_if_it_is"))
    parser.add_argument(
        "--seed",
        type=seed,
        metavar="N",
        help=say("commands.verify.the_seed_that_was_to_2"),
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
        told = say(
            "commands.verify.and_confirmed",
            counted=count("things.orders", len(log.entries)),
            counted_2=count("things.fingerprints", len(log.digests)),
        )
        if log.end is not None:
            told += say("commands.verify.ending_score", ending=log.end.ending, score=log.end.score)
        elif found.over:
            told += say("commands.verify.the_case_is_over_but")
        else:
            told += say("commands.verify.the_case_is_not_finished", hour=hour_text(case.tick))
        if log.session is not None:
            who = {"session": log.session.session, "learner": log.session.learner, "attempt": log.session.attempt}
            told += say("commands.verify.of_session", **who)
        if is_drawn(level, log.header.seed):
            told += say("commands.verify.a_drawn_patient_seed", seed=log.header.seed)
        print(f"{path}: {told}")
    if found.policies:
        names = listed(found.policies, say("commands.verify.and"))
        print(count("commands.verify.orders_of_policies", len(found.policies), path=path, names=names))
    for words in others.told(case):
        print(f"{path}: {visible(words)}")
    sys.stdout.flush()
    return Exit.FINDINGS if found.faults else Exit.GOOD
