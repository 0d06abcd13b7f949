"""`ladder`: every policy on every level with many seeds, to see whether the score can be gamed."""

from __future__ import annotations

import argparse
import csv
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.cores import cores
from game.app.exits import Exit, Fault
from game.app.levels import find_level, shipped_levels
from game.app.lifeline import end_with_parent
from game.app.numbers import MOST_WORKERS, seeds, workers
from game.files.output import write_bytes
from game.files.reading import DOCUMENT, ReadError, read_bytes, text_of
from game.values.level import Level
from game.values.words import count, say

if TYPE_CHECKING:
    from game.evidence.ladder import Rung

SUMMARY = "commands.ladder.summary"
EXAMPLES = "commands.ladder.examples"
PAGE, TABLE = "ladder.md", "ladder.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--seeds", type=seeds, default=100, metavar="N", help=say("commands.ladder.seeds_1_to_n_100"))
    parser.add_argument("--level", default="", metavar="LEVEL", help=say("commands.ladder.only_this_level"))
    parser.add_argument(
        "--jobs",
        type=workers,
        default=min(cores(), MOST_WORKERS),
        metavar="N",
        help=say("commands.ladder.cases_at_once"),
    )
    parser.add_argument(
        "--write", action="store_true", help=say("commands.ladder.write_and_cases_that_stand", page=PAGE, table=TABLE)
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("docs"), metavar="FOLDER", help=say("commands.ladder.where_they_stand_docs")
    )


def _climb(level: Level, seed: int, policies: list[str]) -> list[Rung]:
    from game.evidence.ladder import rungs

    return list(rungs(level, seed, policies))


def run(given: argparse.Namespace) -> int:
    """Climb the ladder and print it; findings where a demand does not hold."""
    from game.evidence.ladder import PLAYERS, climbed, csv_text, standings
    from game.evidence.ladder_page import page

    levels = (find_level(given.level),) if given.level else shipped_levels()
    table = given.folder / TABLE
    cases = list(_known(table)) if given.write else []
    done = {(one.level, one.policy, one.seed) for one in cases}
    every = [
        (level, seed, [name for name in PLAYERS if (level.id, name, seed) not in done])
        for seed in climbed(given.seeds)
        for level in levels
    ]
    wanted = [one for one in every if one[2]]
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        futures = [pool.submit(_climb, *one) for one in wanted]
        for number, future in enumerate(as_completed(futures), start=1):
            cases += future.result()
            if given.write:
                write_bytes(table, csv_text(cases).encode())
            if sys.stderr.isatty():
                end = "\n" if number == len(futures) else ""
                print(
                    count("commands.ladder.of_patients_each_by_every", len(futures), number=number),
                    end=end,
                    file=sys.stderr,
                    flush=True,
                )
    # The page tells of every level in the table, whichever was climbed now.
    text = page(shipped_levels() if given.write else levels, cases)
    if given.write:
        write_bytes(given.folder / PAGE, text.encode())
        print(say("commands.ladder.written", folder=given.folder / PAGE, table=table))
    else:
        print(text)
    return Exit.GOOD if all(one.holds for one in standings(levels, cases)) else Exit.FINDINGS


def _known(table: Path) -> tuple[Rung, ...]:
    from game.evidence.ladder import read

    try:
        return read(text_of(str(table), read_bytes(table, DOCUMENT)))
    except ReadError as error:
        if error.missing:
            return ()
        raise
    except (ValueError, KeyError, csv.Error) as error:
        raise Fault(Exit.USAGE, say("commands.ladder.is_not_a_table_of", table=table, error=error)) from error
