"""`xapi`: case files as statements for the learning record store of a school."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.app.exits import Exit
from game.files.case_file import handed_in, read_case
from game.files.output import write_bytes
from game.files.problem import FileError, visible
from game.files.reading import CASE, is_folder, read_bytes
from game.values.words import say

if TYPE_CHECKING:
    from game.training.statements import Statement

SUMMARY = "commands.xapi.summary"
EXAMPLES = "commands.xapi.examples"
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def _home_page(text: str) -> str:
    if not _IRI.fullmatch(text):
        raise argparse.ArgumentTypeError(say("commands.xapi.no_iri", text=text))
    return text


def _store(text: str) -> str:
    from game.app.record_store import address_of

    return address_of(text)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("commands.xapi.files"))
    parser.add_argument("--session", type=Path, metavar="PACK", help=say("commands.xapi.session"))
    parser.add_argument("--home-page", type=_home_page, metavar="IRI", help=say("commands.xapi.home_page"))
    parser.add_argument("--out", type=Path, metavar="OUT", help=say("commands.xapi.out"))
    parser.add_argument("--lrs", type=_store, metavar="URL", help=say("commands.xapi.lrs"))


def run(given: argparse.Namespace) -> int:
    """Play each file again, and write the statements of those that are confirmed; the worst result is the exit code."""
    from game.app.inspecting import inspect, level_in
    from game.app.sessions import open_session
    from game.training.board import STANDINGS
    from game.training.handed_in import HandIn
    from game.training.statements import OURS, lines, statements

    opened = open_session(given.session) if given.session is not None else None
    written: list[Statement] = []
    paths, unread = _paths(given.files)
    for fault in unread:
        print(fault, file=sys.stderr, flush=True)
    code = Exit.USAGE if unread else Exit.GOOD
    for path in paths:
        # Bytes of a name that are no text cannot stand in a statement.
        found = inspect(path, visible(path.name), visible(path.stem), given.session)
        if found.standing is not HandIn.CONFIRMED:
            told = f"{visible(str(path))}: {STANDINGS[found.standing]}: {' '.join(found.why)}"
            print(told, file=sys.stderr, flush=True)
            code = max(code, Exit.USAGE if found.standing is HandIn.UNREADABLE else Exit.FINDINGS)
            continue
        log = read_case(path).log
        level = level_in(log.header, opened)
        session = None if opened is None else opened.session
        written += list(statements(found, log, level, session, given.home_page or OURS))
    if given.out is not None:
        write_bytes(given.out, lines(written))
        print(say("commands.xapi.written", count=len(written), path=given.out))
    elif given.lrs is None:
        sys.stdout.write(lines(written).decode())
    if given.lrs is not None:
        from game.app.record_store import send

        send(given.lrs, written)
        print(say("commands.xapi.sent", count=len(written), address=given.lrs))
    return code


def _paths(given: list[Path]) -> tuple[list[Path], list[FileError]]:
    """Return the case files, where a folder stands for all in it, and what is wrong with paths that hold none."""
    paths: list[Path] = []
    unread: list[FileError] = []
    for path in given:
        try:
            if is_folder(path):
                paths += handed_in(path)
            else:
                read_bytes(path, CASE)
                paths.append(path)
        except FileError as error:
            unread.append(error)
    return paths, unread
