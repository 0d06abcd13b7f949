"""The way from a game to the host of its class: JSON over one HTTP connection that is opened again when it breaks."""

from __future__ import annotations

import http.client
from http import HTTPStatus
from typing import Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from game.classroom.messages import KNOWS, SEAT, VOTES, Join, Joined, Refusal, Reply, Report
from game.values.words import say

PORT: Final = 8765
"""Of a host that does not say another one."""
WITHIN_S: Final = 8.0
"""A host that does not answer for so long is out of reach."""
_LONGEST_ANSWER: Final = 4_000_000
"""Bytes: a pack with all levels that may lie beside it."""
T = TypeVar("T")


class UnreachableError(Exception):
    """The host cannot be reached, or does not answer as one; what was to be sent is sent later."""


class TurnedAwayError(Exception):
    """The host refuses; the message says why, in its words."""

    def __init__(self, sentence: str, *, left: bool = False) -> None:
        """Keep the sentence; `left` says that the seat is lost."""
        self.left = left
        super().__init__(sentence)


def answer_in(status: int, content: bytes | str, kind: type[T], address: str) -> T:
    """Return what the host of an address says. Raises UnreachableError and TurnedAwayError."""
    try:
        if status == HTTPStatus.OK:
            return msgspec.json.decode(content, type=kind)
        refusal = msgspec.json.decode(content, type=Refusal)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreachableError(say("app.live_link.no_host", address=address)) from error
    if status == HTTPStatus.FORBIDDEN:
        raise TurnedAwayError(refusal.why, left=refusal.left)
    raise UnreachableError(refusal.why)


class Link:
    """One address; one thread at a time may use it."""

    def __init__(self, address: str) -> None:
        """Take an address as it is typed: 'http://192.168.1.5:8765', or without what is usual of it.

        Raises UnreachableError for what is no address.
        """
        try:
            parts = urlsplit(address if "://" in address else f"http://{address}")
            port = parts.port or PORT
            host = (parts.hostname or "").encode("idna").decode()
        except ValueError as error:
            raise UnreachableError(say("app.live_link.no_address")) from error
        if parts.scheme not in {"http", "https"} or not host:
            raise UnreachableError(say("app.live_link.no_address"))
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(host, port, timeout=WITHIN_S)
        self.address = f"{parts.scheme}://{parts.netloc}"

    def join(self, join: Join) -> Joined:
        """Ask for a seat. Raises UnreachableError and TurnedAwayError."""
        return self._asked("/join", msgspec.json.encode(join), {}, Joined)

    def report(self, key: str, report: Report) -> Reply:
        """Report what is new. Raises UnreachableError and TurnedAwayError."""
        return self._asked("/report", msgspec.json.encode(report), {SEAT: key, KNOWS: VOTES}, Reply)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _asked(self, path: str, body: bytes, headers: dict[str, str], kind: type[T]) -> T:
        # Everything that is sent here may be sent twice: a connection that was left too long is opened again.
        kept = self._connection.sock is not None
        try:
            status, content = self._sent(path, body, headers)
        except UnreachableError:
            if not kept:
                raise
            status, content = self._sent(path, body, headers)
        try:
            return answer_in(status, content, kind, self.address)
        except UnreachableError:
            # There may be more of it than was read.
            self._connection.close()
            raise

    def _sent(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            self._connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
            answer = self._connection.getresponse()
            return answer.status, answer.read(_LONGEST_ANSWER)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._connection.close()
            # Asked for by its name, a Python without `ssl` needs no import of it.
            untrusted = type(error).__name__ == "SSLCertVerificationError"
            why = "app.live_link.not_trusted" if untrusted else "app.live_link.out_of_reach"
            raise UnreachableError(say(why, address=self.address)) from error
