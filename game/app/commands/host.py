"""`host`: a live class on this machine."""

from __future__ import annotations

import argparse
import importlib.util
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from os.path import isfile, realpath
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from game.app.clocks import begun_now
from game.app.cores import cores
from game.app.exits import Exit, Fault
from game.app.host_database import classes_folder, own_database
from game.app.numbers import whole, workers
from game.app.window import warn
from game.files.problem import cut
from game.values.words import say

if TYPE_CHECKING:
    from game.classroom.lesson import Lesson
    from game.classroom.room import Room
    from game.classroom.store import Store

SUMMARY = "commands.host.summary"
EXAMPLES = "commands.host.examples"
LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8765
_HERE: Final = {"127.0.0.1", "::1", "localhost"}
_EVERYWHERE: Final = {"0.0.0.0", "::"}  # noqa: S104  compared with, not bound to
MOST_PLAYING: Final = 4
"""Processes that play beds on: 200 learners at 4× need one core and a quarter."""
_NEEDED: Final = ("starlette", "uvicorn", "sqlalchemy")
port: Final = whole(0, 65535)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("commands.host.pack"))
    parser.add_argument("--listen", default=LOOPBACK, metavar="ADDRESS", help=say("commands.host.listen"))
    parser.add_argument("--port", type=port, default=PORT, metavar="N", help=say("commands.host.port"))
    parser.add_argument("--certificate", type=Path, metavar="FILE", help=say("commands.host.certificate"))
    parser.add_argument("--key", type=Path, metavar="FILE", help=say("commands.host.key"))
    parser.add_argument("--database", default="", metavar="URL", help=say("commands.host.database"))
    parser.add_argument("--new", action="store_true", help=say("commands.host.new"))
    parser.add_argument("--workers", type=workers, default=0, metavar="N", help=say("commands.board.workers"))


def run(given: argparse.Namespace) -> int:
    """Serve the room until Ctrl-C."""
    _check(given)
    from game.app.class_host import HostBoard, lesson_of, of_the_ward
    from game.app.guides import guide_page
    from game.app.handing_in import MOST_PROCESSES
    from game.classroom.codes import new_secret
    from game.classroom.hosting import LiveHost
    from game.classroom.serving import serve
    from game.classroom.ward import Ward

    lesson = lesson_of(pack := Path(realpath(given.pack)))
    folder = classes_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Fault(Exit.ENVIRONMENT, say("commands.host.no_folder", error=error)) from error
    listening = _listening(given.listen, given.port)
    url = given.database or own_database()
    store, room = _room(url, lesson, anew=given.new)
    secret = new_secret()
    number = listening.getsockname()[1]
    address = f"{_reached_at(given.listen)}:{number}"
    scheme = "http" if given.certificate is None else "https"
    # What is typed is short: a game that reads no scheme takes http.
    shown_at = address if scheme == "http" else f"{scheme}://{address}"
    # One core listens; others score, once the class is done.
    many = given.workers or min(MOST_PROCESSES, max(1, cores() - 1))
    board = HostBoard(folder / f"{lesson.session.id}_{room.code}", pack, many, url)
    playing = min(cores(), MOST_PLAYING)
    host = LiveHost(
        room,
        lambda shown: Ward(lesson.levels, of_the_ward, shown, playing),
        board,
        secret,
        shown_at,
        monotonic,
        begun_now(),
        guide_page,
    )
    local = f"{scheme}://{address if given.listen not in _EVERYWHERE else f'localhost:{number}'}"
    how = "opened" if not room.resumed else "ended" if room.over else "goes_on"
    print(say(f"commands.host.{how}", title=lesson.session.title))
    print(say("commands.host.instructor", link=f"{local}/teach#{secret}"))
    print(say("commands.host.learners", address=host.address, code=room.code), flush=True)
    if given.listen in _HERE:
        print(say("commands.host.here_alone"), flush=True)
    seat = _seat()
    if seat is not None:
        print(say("commands.host.seat", link=f"{scheme}://{host.address.rpartition('/')[2]}"), flush=True)
    try:
        serve(host, listening, warn, given.certificate, given.key, seat)
    finally:
        store.close()
    return Exit.GOOD


def _room(url: str, lesson: Lesson, *, anew: bool) -> tuple[Store, Room]:
    """Return the room of a lesson with its database. Raises Fault where another host has it, or there is none."""
    from game.classroom.room import Room
    from game.classroom.store import Store, StoreError

    try:
        store = Store(url)
        room = Room(store, lesson, monotonic, anew=anew)
        free = store.hold(room.code)
    except StoreError as error:
        raise Fault(Exit.ENVIRONMENT, say("commands.host.no_database", error=error)) from error
    if not free:
        raise Fault(Exit.ENVIRONMENT, say("commands.host.held", title=lesson.session.title, code=room.code))
    return store, room


def _check(given: argparse.Namespace) -> None:
    """Raise a fault for what no class can be held with, before anything is opened."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise Fault(Exit.ENVIRONMENT, say("commands.host.needs_the_extra"))
    if not _may_be_an_address(given.listen):
        raise Fault(Exit.USAGE, say("commands.host.no_address", address=cut(given.listen, 60)))
    if (given.certificate is None) != (given.key is None):
        raise Fault(Exit.USAGE, say("commands.host.both"))
    if given.certificate is not None:
        _check_pair(given.certificate, given.key)


def _may_be_an_address(text: str) -> bool:
    """Say whether this may be the name or number of a machine; an empty one would be everywhere, unasked."""
    try:
        text.encode("idna")
    except UnicodeError:
        return False
    return bool(text.strip()) and text.isprintable()


def _seat() -> Callable[[], dict[str, bytes]] | None:
    """Return what reads the seat for browsers; nothing where this installation has no Python for them."""
    from game.app.web_folder import MissingRuntimeError, check_runtime, runtime_folder, seat_files

    runtime = runtime_folder()
    with suppress(MissingRuntimeError):
        check_runtime(runtime)
        return partial(seat_files, runtime)
    return None


def _check_pair(certificate: Path, key: Path) -> None:
    """Raise a fault for a certificate that cannot be used with its key, before the room is said to be open."""
    import ssl

    for path in (certificate, key):
        if not isfile(path):  # noqa: PTH113  the method of Path raises for a folder that must not be entered
            raise Fault(Exit.USAGE, say("commands.host.no_such_file", path=path))
    try:
        # A key that is locked would be asked for on the terminal, by a program that nobody watches.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, lambda: "-")
    except ssl.SSLError as error:
        mismatch = error.reason == "KEY_VALUES_MISMATCH"
        why = "commands.host.no_pair" if mismatch else "commands.host.no_certificate"
        raise Fault(Exit.USAGE, say(why, certificate=certificate, key=key)) from error


def _listening(address: str, number: int) -> socket.socket:
    """Return a socket that listens. Raises Fault where none can."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, number), family=family, backlog=512)
    except OSError as error:
        raise Fault(Exit.ENVIRONMENT, say("commands.host.cannot_listen", error=error)) from error


def _reached_at(address: str) -> str:
    """Return the address by which others reach this machine, without sending anything."""
    if address not in _EVERYWHERE:
        return f"[{address}]" if ":" in address else address
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])
