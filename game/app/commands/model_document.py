"""`model-document`: the tables of docs/model.md and docs/sensitivity.md, from the code's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit, Fault
from game.files.output import write_bytes

SUMMARY = "print docs/model.md with the tables of the code, or write it"
EXAMPLES = """\
  cytokine-storm model-document                print the page
  cytokine-storm model-document --write        write docs/model.md and docs/sensitivity.md again"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--write", action="store_true", help="write the pages instead of printing the first")
    parser.add_argument("--folder", type=Path, default=Path("docs"), metavar="FOLDER", help="where they stand (docs)")


def run(given: argparse.Namespace) -> int:
    """Fill the tables between the page's markers."""
    from game.trials.model_document import model_document
    from game.trials.sensitivity import sensitivity

    page = given.folder / "model.md"
    try:
        text = page.read_text(encoding="utf-8")
    except OSError as error:
        raise Fault(Exit.USAGE, f"{page} can not be read: {error.strerror or error}") from error
    filled = model_document(text)
    if not given.write:
        print(filled, end="")
        return Exit.GOOD
    for path, content in ((page, filled), (given.folder / "sensitivity.md", sensitivity().markdown)):
        write_bytes(path, content.encode("utf-8"))
        print(f"Written: {path}")
    return Exit.GOOD
