"""Writes files: whole or not at all, so that a full disk leaves the old one as it was."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

from game.files.disk import to_disk
from game.files.folders import free_path
from game.files.problem import FileError, Problem
from game.values.words import say

LEFT_AFTER_S: Final = 3600.0
"""Nobody writes a file for so long: what lies beside it is left over (assumed)."""


def write_bytes(path: Path, content: bytes, *, fresh: bool = False) -> None:
    """Write a file; with `fresh` one that is there already is not written over.

    Raises FileError.
    """
    try:
        if fresh:
            _fresh(path, content)
        elif _takes_streams(path):
            _stream(path, content)
        else:
            _replace(path, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError([Problem(str(path), "", reason.lower(), say("files.output.a_new_file_that_can"))]) from error


def _fresh(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise


def _takes_streams(path: Path) -> bool:
    """Say whether a path is a pipe or a device, such as /dev/null, into which one writes."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _stream(path: Path, content: bytes) -> None:
    # A pipe that nobody reads is refused at once; one that somebody reads may take its time.
    number = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(number, "wb") as file:
        os.set_blocking(number, True)
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and put it in its place; a link stays one."""
    target = Path(os.path.realpath(path))
    fresh = target.with_name(f".{target.name[:100]}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            to_disk(file.fileno())
        with suppress(OSError):
            fresh.chmod(stat.S_IMODE(target.stat().st_mode))
        _sweep(fresh, target)
        fresh.replace(target)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _sweep(fresh: Path, target: Path) -> None:
    """Take away what programs left beside a file that were killed while they wrote it, by the clock of the disk."""
    with suppress(OSError):
        now_s = fresh.stat().st_mtime
        for left in target.parent.glob(f".{escape(target.name[:100])}.*.new"):
            if now_s - left.stat().st_mtime > LEFT_AFTER_S:
                left.unlink()


def put_aside(path: Path, what: str) -> str:
    """Move a file where it is kept but not read again, and return the sentence that says where; or why it cannot be.

    What lies at a path may be anything, a folder or a pipe too.
    """
    aside = free_path(path.parent, f"{path.stem}.set-aside", path.suffix)
    try:
        path.rename(aside)
    except OSError as error:
        return say("files.output.it_cannot_be_set_aside", value=error.strerror or error, path=path)
    return say("files.output.the_that_are_good_are", what=what, aside=aside)


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table, in UTF-8 with plain newlines.

    Raises FileError.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode())
