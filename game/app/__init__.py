"""The composition root: hands paths, clock and seed to the rooms, and is the only one that knows them all."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    # Loaded only here: who opens the game in a browser tab has no command line, and lacks what commands need.
    from game.app.command_line import main as run

    return run(arguments)
