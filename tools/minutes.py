"""Say how many minutes each level takes a person: `python tools/minutes.py [LEVEL ...]`.

The expert's recorded orders are given in the seat of the bedside, once by 'Next event' and once by 'Run' at 1×.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.app.levels import playable_levels
from game.evidence.minutes import LEAST_MIN, MOST_MIN, NEXT_EVENT, minutes
from game.files.case_file import read_case
from game.ui.toolkit.intents import RunAt

CONTROL = "quiet_recovery"
HEAD = ("level", "minutes", "at 1×", "hours", "stops", "results", "words", "tests", "drugs", "end offered at")
ROW = "{:<24}{:>9}{:>8}{:>7}{:>7}{:>9}{:>7}{:>7}{:>7}{:>16}  {}"


def table(names: list[str]) -> int:
    """Print a row for each level; return 1 if a storm takes less or more than it should."""
    missed = 0
    print(ROW.format(*HEAD, "").rstrip())
    for level in [one for one in playable_levels(print) if not names or one.id in names]:
        path = ROOT / "levels" / f"{level.id}.expert.jsonl"
        if not path.exists():
            continue
        log = read_case(path).log
        told, run = [minutes(level, log, go) for go in (NEXT_EVENT, RunAt(1))]
        outside = not LEAST_MIN <= told.total <= MOST_MIN
        missed += outside and level.id != CONTROL
        offered = f"hour {told.offered // 12}" if told.offered is not None else "-"
        row = (level.id, f"{told.total:.1f}", f"{run.total:.1f}", f"{told.hours:.0f}", told.stops, told.results)
        verdict = "control" if level.id == CONTROL else "OUTSIDE" if outside else ""
        print(ROW.format(*row, told.words, told.tests, told.drugs, offered, verdict).rstrip(), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(table(sys.argv[1:]))
