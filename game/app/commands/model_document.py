"""`model-document`: the tables of docs/model.md and docs/sensitivity.md, from the code's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from game.app.exits import Exit
from game.files.output import write_bytes
from game.files.reading import DOCUMENT, read_bytes, text_of
from game.values.words import say

SUMMARY = "commands.model_document.summary"
EXAMPLES = "commands.model_document.examples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--write", action="store_true", help=say("commands.model_document.write_the_pages_instead_of"))
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("docs"),
        metavar="FOLDER",
        help=say("commands.model_document.where_they_stand_docs"),
    )


def run(given: argparse.Namespace) -> int:
    """Fill the tables between the page's markers."""
    from game.evidence.model_document import model_document
    from game.evidence.sensitivity import sensitivity

    page = given.folder / "model.md"
    text = text_of(str(page), read_bytes(page, DOCUMENT))
    filled = model_document(text)
    if not given.write:
        print(filled, end="")
        return Exit.GOOD
    for path, content in ((page, filled), (given.folder / "sensitivity.md", sensitivity().markdown)):
        write_bytes(path, content.encode("utf-8"))
        print(say("commands.model_document.written", path=path))
    return Exit.GOOD
