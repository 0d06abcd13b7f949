"""How a game joins a live class: the host's pack is written down, the seat is kept, and the session begins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Final

import msgspec

from game.app.classroom import Classroom
from game.app.live_link import Link, TurnedAwayError, UnreachableError
from game.app.live_stream import Reporter, Stream
from game.app.sessions import open_session
from game.app.shell import Shell
from game.classroom.messages import Join, Joined
from game.files.folders import FolderError
from game.files.output import write_bytes
from game.files.problem import FileError
from game.files.reading import SETTINGS, read_bytes
from game.ui.desk import JoinError, ResumeError
from game.ui.session_desk import SessionDesk
from game.values.session import learner_key
from game.values.wire import Wire
from game.values.words import say

_JOINED: Final = "joined"
"""Folder of the packs and keys of live classes, within the player's folder."""


class Seat(Wire, frozen=True, kw_only=True):
    """The key of a seat, as it is kept on a learner's machine."""

    seat: str


def join_later(shell: Shell, tell: Callable[[str], None], address: str, code: str, learner: str) -> Future[SessionDesk]:
    """Join a class in the background. Fails with ResumeError, whose message says why."""
    found: Future[SessionDesk] = Future()

    def work() -> None:
        try:
            found.set_result(join(shell, tell, address, code, learner))
        except Exception as error:  # noqa: BLE001  whoever waits is told
            found.set_exception(error)

    Thread(target=work, name="join", daemon=True).start()
    return found


def join(shell: Shell, tell: Callable[[str], None], address: str, code: str, learner: str) -> Classroom:
    """Take a seat, the same as before if this machine had one. Raises ResumeError."""
    try:
        link = Link(address.strip())
        joined = link.join(asked(shell, code, learner))
    except (UnreachableError, TurnedAwayError) as error:
        raise turned_away(error) from error
    return seated(shell, code, learner, joined, Stream(link, joined.seat, tell))


def turned_away(error: UnreachableError | TurnedAwayError) -> JoinError:
    """Return why a class cannot be joined, with what to type otherwise."""
    sentence = str(error)
    if isinstance(error, UnreachableError):
        return JoinError(sentence, "address")
    # A host says it in words alone, since an older game takes no more; in another language it is taken for the name.
    return JoinError(sentence, "code" if sentence == say("classroom.wrong_code") else "learner")


def asked(shell: Shell, code: str, learner: str) -> Join:
    """Return what is asked for: a seat, the same as before if this machine had one."""
    return Join(code=code, learner=learner, seat=_seat(_kept(_folder(shell, code, learner))))


def seated(shell: Shell, code: str, learner: str, joined: Joined, stream: Reporter) -> Classroom:
    """Keep the seat that was given, and open the session of the class. Raises ResumeError."""
    folder = _folder(shell, code, learner)
    kept = _kept(folder)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(kept, msgspec.json.encode(Seat(seat=joined.seat)))
        kept.chmod(0o600)
        opened = open_session(_written(folder, joined))
    except (FileError, FolderError) as error:
        raise ResumeError(str(error)) from error
    except OSError as error:
        raise ResumeError(say("app.joining.not_kept", error=error)) from error
    room = Classroom(shell, opened, stream)
    room.enter(learner)
    return room


def _folder(shell: Shell, code: str, learner: str) -> Path:
    """Return the folder of the pack that this learner plays."""
    mark = sha256(f"{code.upper()}/{learner_key(learner)}".encode()).hexdigest()[:16]
    return shell.home / _JOINED / mark


def _kept(folder: Path) -> Path:
    """Return the file of the seat, which lies beside the pack."""
    return folder.with_suffix(".seat.json")


def _seat(kept: Path) -> str:
    with suppress(FileError, msgspec.MsgspecError, ValueError):
        return msgspec.json.decode(read_bytes(kept, SETTINGS), type=Seat).seat
    return ""


def _written(folder: Path, joined: Joined) -> Path:
    """Write a pack and the levels beside it down, and return where the pack lies."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**joined.levels, joined.pack_name: joined.pack}.items():
        write_bytes(folder / name, content.encode())
    return folder / joined.pack_name
