"""Play every shipped level as an expert and as an idler, and keep both as case files beside it.

Run it after a change that moves the model: `python tools/record_levels.py`, and say in CHANGELOG.md how far it moved.
A new level alone: `python tools/record_levels.py my_level`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.app import main

LEVELS = Path(__file__).parents[1] / "levels"
PLAYERS = {"expert": "reference", "idle": "idle"}


def record(names: Sequence[str]) -> int:
    """Write NAME.expert.jsonl and NAME.idle.jsonl for these levels, for all without; return the worst exit code."""
    worst = 0
    for level in [LEVELS / f"{name}.toml" for name in names] or sorted(LEVELS.glob("*.toml")):
        for kind, policy in PLAYERS.items():
            out = LEVELS / f"{level.stem}.{kind}.jsonl"
            out.unlink(missing_ok=True)
            worst = max(worst, main(["simulate", str(level), "--policy", policy, "--save", str(out)]))
    return worst


if __name__ == "__main__":
    sys.exit(record(sys.argv[1:]))
