"""Measure how many live on every bed if everything is given at the door, and write docs/lives.md and docs/lives.csv.

Run it after a change of the model, of a level or of the guideline: `python tools/measure_lives.py`. It takes a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.app.levels import shipped_levels
from game.evidence.lives import SEEDS, csv_text, lives, page


def measure() -> int:
    """Play every level and write both files."""
    levels = shipped_levels()
    found = [one for level in levels for one in lives(level, range(1, SEEDS + 1))]
    (ROOT / "docs" / "lives.csv").write_text(csv_text(found), "utf-8")
    text = page(levels, found)
    (ROOT / "docs" / "lives.md").write_text(text, "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(measure())
