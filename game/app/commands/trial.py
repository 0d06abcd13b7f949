"""`trial`: a published trial, played by virtual patients, beside its published table."""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.exits import Exit, Fault
from game.app.numbers import patients, seed, workers
from game.files.output import write_bytes
from game.values.words import say

if TYPE_CHECKING:
    from game.evidence.registry import Runner

SUMMARY = "commands.trial.summary"
EXAMPLES = "commands.trial.examples"
BAR = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=say("commands.trial.which_trial_without_it_they"))
    parser.add_argument(
        "--patients", type=patients, default=2000, metavar="N", help=say("commands.trial.hosts_to_draw_2000")
    )
    parser.add_argument("--seed", type=seed, metavar="N", default=1, help=say("commands.trial.of_the_cohort_1"))
    parser.add_argument(
        "--engine", choices=("auto", "numpy", "compiled"), default="auto", help=say("commands.trial.what_computes_auto")
    )
    parser.add_argument(
        "--threads", type=workers, metavar="N", default=1, help=say("commands.trial.of_the_compiled_engine_1")
    )
    parser.add_argument("--one-arm-each", action="store_true", help=say("commands.trial.deal_each_patient_to_one"))
    parser.add_argument("--scheduler", metavar="ADDRESS", help=say("commands.trial.run_on_the_workers_of"))
    parser.add_argument("--csv", type=Path, metavar="FILE", help=say("commands.trial.write_the_table_as_csv"))
    parser.add_argument("--page", type=Path, metavar="FILE", help=say("commands.trial.run_every_trial_and_write"))


def _bar(done: int, of: int, name: str = "") -> None:
    filled = BAR * done // of
    end = "\n" if done == of else ""
    print(f"\r{name:<24}[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}", end=end, file=sys.stderr, flush=True)


def _runner(given: argparse.Namespace) -> AbstractContextManager[Runner]:
    """Return what runs the parts, on this machine or on many."""
    from game.evidence.cluster import workers_of
    from game.evidence.registry import here
    from game.futures.engine import choose

    if given.scheduler is not None:
        return workers_of(given.scheduler, given.engine, given.threads)
    return nullcontext(here(choose(given.engine, given.threads)))


def run(given: argparse.Namespace) -> int:
    """Run the trial and print it."""
    from game.evidence import trials_page
    from game.evidence.cluster import ClusterMissingError, ClusterUnreachableError
    from game.evidence.registry import TRIALS, run_trial
    from game.futures.kernel import KernelMissingError

    if given.name is None and given.page is None:
        for trial in TRIALS.values():
            print(f"{trial.name:<24}{trial.title}. {trial.citation}")
        return Exit.GOOD

    def heard(done: int, of: int) -> None:
        _bar(done, of, given.name)

    try:
        if given.page is not None:
            text = trials_page.page(
                lambda name, done, of: _bar(done, of, name), engine=given.engine, threads=given.threads
            )
            write_bytes(given.page, text.encode("utf-8"))
            print(say("commands.trial.written", page=given.page))
            return Exit.GOOD
        twins, told = not given.one_arm_each, heard if sys.stderr.isatty() else None
        with _runner(given) as runner:
            result = run_trial(given.name, given.patients, given.seed, told, twins=twins, runner=runner)
    except (KernelMissingError, ClusterMissingError, ClusterUnreachableError) as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    except ValueError as error:
        raise Fault(Exit.USAGE, str(error)) from error
    if given.csv is not None:
        write_bytes(given.csv, result.csv.encode("utf-8"))
    print(result.text, end="")
    return Exit.GOOD
