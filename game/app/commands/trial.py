"""`trial`: a published trial, played by virtual patients, beside its published table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.app.exits import Exit, Fault
from game.app.numbers import patients, seed, workers
from game.files.output import write_bytes

SUMMARY = "run a published trial with virtual patients and print its table"
EXAMPLES = """\
  cytokine-storm trial                                          name the trials
  cytokine-storm trial recovery-dexamethasone --patients 6000
  cytokine-storm trial actt-1 --seed 7 --csv actt.csv
  cytokine-storm trial actt-1 --patients 100000 --scheduler tcp://10.0.0.1:8786
  cytokine-storm trial --page docs/trials.md                    all of them, as a page"""
BAR = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="which trial; without it, they are named")
    parser.add_argument("--patients", type=patients, default=2000, metavar="N", help="hosts to draw (2000)")
    parser.add_argument("--seed", type=seed, metavar="N", default=1, help="of the cohort (1)")
    parser.add_argument("--engine", choices=("auto", "numpy", "compiled"), default="auto", help="what computes (auto)")
    parser.add_argument("--threads", type=workers, metavar="N", default=1, help="of the compiled engine (1)")
    parser.add_argument("--one-arm-each", action="store_true", help="deal each patient to one arm, as the trial did")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="run on the workers of this dask scheduler")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV too")
    parser.add_argument("--page", type=Path, metavar="FILE", help="run every trial and write docs/trials.md here")


def _bar(done: int, of: int, name: str = "") -> None:
    filled = BAR * done // of
    end = "\n" if done == of else ""
    print(f"\r{name:<24}[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}", end=end, file=sys.stderr, flush=True)


def run(given: argparse.Namespace) -> int:
    """Run the trial and print it."""
    from game.evidence import trials_page
    from game.evidence.cluster import ClusterMissingError, ClusterUnreachableError, run_trial_at
    from game.evidence.registry import TRIALS, run_trial
    from game.futures.kernel import KernelMissingError

    if given.name is None and given.page is None:
        for trial in TRIALS.values():
            print(f"{trial.name:<24}{trial.title}. {trial.citation}")
        return Exit.GOOD

    def heard(done: int, of: int) -> None:
        _bar(done, of, given.name)

    rest = (given.patients, given.seed, given.engine, given.threads, heard if sys.stderr.isatty() else None)
    try:
        if given.page is not None:
            text = trials_page.page(
                lambda name, done, of: _bar(done, of, name), engine=given.engine, threads=given.threads
            )
            write_bytes(given.page, text.encode("utf-8"))
            print(f"Written: {given.page}")
            return Exit.GOOD
        twins = not given.one_arm_each
        if given.scheduler is None:
            result = run_trial(given.name, *rest, twins=twins)
        else:
            result = run_trial_at(given.scheduler, given.name, *rest, twins=twins)
    except (KernelMissingError, ClusterMissingError, ClusterUnreachableError) as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    except ValueError as error:
        raise Fault(Exit.USAGE, str(error)) from error
    if given.csv is not None:
        write_bytes(given.csv, result.csv.encode("utf-8"))
    print(result.text, end="")
    return Exit.GOOD
