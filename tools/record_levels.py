"""Play every shipped level as an expert and as an idler, and keep both as case files beside it.

Run it after a change that moves the model: `python tools/record_levels.py`, and say in CHANGELOG.md how far it moved.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.app import main

LEVELS = Path(__file__).parents[1] / "levels"
PLAYERS = {"expert": "reference", "idle": "idle"}


def record() -> int:
    """Write NAME.expert.jsonl and NAME.idle.jsonl for every level; return the worst exit code."""
    worst = 0
    for level in sorted(LEVELS.glob("*.toml")):
        for kind, policy in PLAYERS.items():
            out = LEVELS / f"{level.stem}.{kind}.jsonl"
            out.unlink(missing_ok=True)
            worst = max(worst, main(["simulate", str(level), "--policy", policy, "--save", str(out)]))
    return worst


if __name__ == "__main__":
    sys.exit(record())
