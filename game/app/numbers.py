"""Numbers of the command line: whole ones between two bounds, refused in words where they are none."""

from __future__ import annotations

import argparse
import re
import secrets
from collections.abc import Callable
from typing import Final

from game.files.problem import cut
from game.files.reading import decimal_of
from game.values.patients import NEW_SEEDS
from game.values.words import say

HIGHEST_SEED: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps."""
MOST_PATIENTS: Final = 1_000_000
"""Hosts of a virtual trial; the largest published one has 12,000."""
MOST_SEEDS: Final = 100_000
MOST_WORKERS: Final = 256
"""Threads or processes; more than a machine has cores make nothing faster."""
LONGEST_CASE_H: Final = 1440
"""Hours: no level is longer (`game.values.level`)."""
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,20}")


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number from `low` to `high`; it raises ArgumentTypeError for anything else."""

    def read(text: str) -> int:
        value = int(text) if _WHOLE.fullmatch(text) else None
        if value is None or not low <= value <= high:
            raise argparse.ArgumentTypeError(
                say("app.numbers.is_not_a_whole_number", cut=cut(text, 40), low=f"{low:,}", high=f"{high:,}")
            )
        return value

    return read


def hour(text: str) -> float:
    """Return an hour of a case; raises ArgumentTypeError for anything else."""
    value = decimal_of(text)
    if value is None or not 0.0 <= value <= LONGEST_CASE_H:
        raise argparse.ArgumentTypeError(say("app.numbers.is_not_an_hour", cut=cut(text, 40), high=LONGEST_CASE_H))
    return value


seed: Final = whole(0, HIGHEST_SEED)
patients: Final = whole(1, MOST_PATIENTS)
seeds: Final = whole(1, MOST_SEEDS)
workers: Final = whole(1, MOST_WORKERS)
frames: Final = whole(0, 1_000_000)


def new_seed() -> int:
    """Return the number of a new patient."""
    return secrets.randbelow(NEW_SEEDS)
