"""`validate`: the model beside what studies found, as a page and a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.app.exits import Exit
from game.files.output import write_bytes
from game.files.reading import DOCUMENT, read_bytes
from game.values.counted import counted

SUMMARY = "run the model through its validation and print the summary"
EXAMPLES = """\
  cytokine-storm validate                      the summary, and every row that is not good
  cytokine-storm validate --write              write docs/validation.md and docs/validation.csv
  cytokine-storm validate --check              fail if those two differ from what the model gives"""
PAGE, TABLE = "validation.md", "validation.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help=f"write {PAGE} and {TABLE}")
    what.add_argument("--check", action="store_true", help="compare them with what is written")
    parser.add_argument("--folder", type=Path, default=Path("docs"), metavar="FOLDER", help="where they stand (docs)")


def _heard(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(f"\rrunning the cohorts {100.0 * share:3.0f} %", end=end, file=sys.stderr, flush=True)


def run(given: argparse.Namespace) -> int:
    """Run the validation."""
    from game.evidence.validation import Letter, validate

    result = validate(progress=_heard if sys.stderr.isatty() else None)
    pages = {given.folder / PAGE: result.markdown.encode("utf-8"), given.folder / TABLE: result.csv.encode("utf-8")}
    if given.write:
        for path, content in pages.items():
            write_bytes(path, content)
            print(f"Written: {path}")
        return Exit.GOOD
    if given.check:
        return _compared(pages)
    for one in result.rows:
        if one.letter is not Letter.GOOD:
            print(f"{one.letter.name.lower():<5} {one.row.id:<34} {one.row.what}")
    print(f"{counted(len(result.rows), 'row')}, {result.good_percent:.0f} % good")
    return Exit.GOOD


def _compared(pages: dict[Path, bytes]) -> int:
    different = False
    for path, content in pages.items():
        if read_bytes(path, DOCUMENT) != content:
            different = True
            print(f"{path} differs from what the model gives; write it again with: cytokine-storm validate --write")
    return Exit.FINDINGS if different else Exit.GOOD
