"""Writes what a command was asked to write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from game.files.problem import FileError, Problem


def write_bytes(path: Path, content: bytes, *, fresh: bool = False) -> None:
    """Write a file; with `fresh` one that is there already is not written over.

    Raises FileError.
    """
    try:
        with path.open("xb" if fresh else "wb") as file:
            file.write(content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError([Problem(str(path), "", reason, "a new file that can be written")]) from error


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table, in UTF-8 with plain newlines.

    Raises FileError.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode())
