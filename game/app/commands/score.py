"""`score`: the score of a case file as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from game.app.cases import open_case
from game.app.exits import Exit

SUMMARY = "print the score of a case file as JSON"
EXAMPLES = """\
  cytokine-storm score my-case.jsonl
  cytokine-storm score my-case.jsonl --level my-level.toml"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a case file")
    parser.add_argument("--level", default="", metavar="PATH", help="level file, if it is not a shipped one")


def run(given: argparse.Namespace) -> int:
    """Score the case and print it."""
    from game.review.score import score

    level, case = open_case(given.file, given.level)
    print(msgspec.json.format(msgspec.json.encode(score(level, case.log)), indent=2).decode())
    return Exit.GOOD
