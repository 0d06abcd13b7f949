"""The commands by name, in the order of the help text. Each loads what is heavy only when it runs."""

from __future__ import annotations

import argparse
from typing import Final, Protocol

from game.app.commands import (
    bench,
    board,
    check,
    class_board,
    export_sbml,
    guide,
    host,
    ladder,
    model_document,
    play,
    replay,
    report,
    score,
    session,
    simulate,
    trial,
    validate,
    verify,
    web,
    xapi,
)


class Command(Protocol):
    """A module that holds one command."""

    SUMMARY: str
    """What it does, in a line that begins small and ends without a stop."""
    EXAMPLES: str
    """Lines for the end of its help."""

    def arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Add what the command takes."""

    def run(self, given: argparse.Namespace, /) -> int:
        """Run it and return the exit code."""


COMMANDS: Final[dict[str, Command]] = {
    "play": play,
    "simulate": simulate,
    "check": check,
    "verify": verify,
    "replay": replay,
    "score": score,
    "report": report,
    "session": session,
    "board": board,
    "class": class_board,
    "host": host,
    "web": web,
    "guide": guide,
    "xapi": xapi,
    "bench": bench,
    "validate": validate,
    "trial": trial,
    "ladder": ladder,
    "model-document": model_document,
    "export-sbml": export_sbml,
}
