"""`validate`: the model beside what studies found, as a page and a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from game.app.exits import Exit
from game.app.reports import make_folder
from game.files.output import write_bytes
from game.files.reading import DOCUMENT, read_bytes
from game.values.words import count, say

SUMMARY = "commands.validate.summary"
EXAMPLES = "commands.validate.examples"
PAGE, TABLE = "validation.md", "validation.csv"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help=say("commands.validate.write_and", page=PAGE, table=TABLE))
    what.add_argument("--check", action="store_true", help=say("commands.validate.compare_them_with_what_is"))
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("docs"),
        metavar="FOLDER",
        help=say("commands.validate.where_they_stand_docs"),
    )


def _heard(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(
        say("commands.validate.running_the_cohorts", share=f"{100.0 * share:3.0f}"),
        end=end,
        file=sys.stderr,
        flush=True,
    )


def run(given: argparse.Namespace) -> int:
    """Run the validation."""
    from game.evidence.validation import Letter, validate

    places = (given.folder / PAGE, given.folder / TABLE)
    # It takes minutes: what cannot be read or written is said before them.
    written = [read_bytes(path, DOCUMENT) for path in places] if given.check else []
    if given.write:
        make_folder(given.folder)
    result = validate(progress=_heard if sys.stderr.isatty() else None)
    pages = dict(zip(places, (result.markdown.encode("utf-8"), result.csv.encode("utf-8")), strict=True))
    if given.write:
        for path, content in pages.items():
            write_bytes(path, content)
            print(say("commands.validate.written", path=path))
        return Exit.GOOD
    if given.check:
        return _compared(pages, written)
    for one in result.rows:
        if one.letter is not Letter.GOOD:
            print(f"{one.letter.name.lower():<5} {one.row.id:<34} {one.row.what}")
    print(count("commands.validate.rows_good", len(result.rows), good_percent=f"{result.good_percent:.0f}"))
    return Exit.GOOD


def _compared(pages: dict[Path, bytes], written: list[bytes]) -> int:
    different = [path for (path, content), there in zip(pages.items(), written, strict=True) if there != content]
    for path in different:
        print(say("commands.validate.differs_from_what_the_model", path=path))
    return Exit.FINDINGS if different else Exit.GOOD
