"""A live class from a tab: reports go out by the page's `fetch`, and answers come in between two frames."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, Protocol, TypeVar

import msgspec

from game.app.joining import asked, seated, turned_away
from game.app.live_link import TurnedAwayError, UnreachableError, answer_in
from game.app.live_stream import AGAIN_AFTER_S, LOOK_EVERY_S, DueReport, Reporter
from game.app.shell import Shell
from game.classroom.messages import Joined, Reply
from game.ui.desk import ResumeError
from game.ui.session_desk import SessionDesk
from game.values.words import say

Heard = Callable[[int, str], None]
"""Hears an answer: its status, 0 where none came, and its text."""
_US_A_S: Final = 1_000_000
T = TypeVar("T")


class PageHost(Protocol):
    """The host of the class from which the page came; `static/host.js` is the one of a browser."""

    address: str
    """Under which the page knows it."""
    code: str
    """By which its tab joined before a reload; empty in a new tab."""
    learner: str
    """By which name."""

    def keep(self, code: str, learner: str, /) -> None:
        """Keep both over a reload."""

    def post(self, path: str, body: str, key: str, heard: Heard, /) -> None:
        """Send a message, with the key of a seat if there is one, and return at once."""


class TabReporter(Reporter):
    """Reports one thing after the other, as time passes on the screen."""

    def __init__(self, host: PageHost, key: str, tell: Callable[[str], None]) -> None:
        """Report to the page's host with the key of a seat; `tell` shows a sentence to the player."""
        Reporter.__init__(self, tell)
        self._host = host
        self._key = key
        self._wait_us = 0
        self._under_way = False
        self._ours = True

    def tick(self, elapsed_us: int) -> None:
        """Let time pass, and report when it is time."""
        self._wait_us -= elapsed_us
        if self._under_way or not self._ours or self._wait_us > 0:
            return
        self._wait_us = round(LOOK_EVERY_S * _US_A_S)
        due = self.due()
        if due is not None:
            self._under_way = True
            body = msgspec.json.encode(due.report).decode()
            self._host.post("/report", body, self._key, lambda status, text: self._heard(due, status, text))

    def _heard(self, due: DueReport, status: int, text: str) -> None:
        self._under_way = False
        try:
            self.answered(due, _answer(self._host, status, text, Reply))
        except (UnreachableError, TurnedAwayError) as error:
            self._ours = self.failed(due, error)
            self._wait_us = round(AGAIN_AFTER_S * _US_A_S)


class TabClass:
    """Joins the class of the page's host, and reports to it."""

    def __init__(self, host: PageHost, shell: Shell, tell: Callable[[str], None]) -> None:
        """Take the host, the desk whose cases are reported, and what shows a sentence to the player."""
        self._host = host
        self._shell = shell
        self._tell = tell
        self._reporter: TabReporter | None = None

    def tick(self, elapsed_us: int) -> None:
        """Let time pass."""
        if self._reporter is not None:
            self._reporter.tick(elapsed_us)

    def join(self, address: str, code: str, learner: str) -> Future[SessionDesk]:
        """Join a class. Fails with ResumeError, whose message says why.

        A page reaches no host but its own, whatever address was typed.
        """
        del address
        found: Future[SessionDesk] = Future()

        def heard(status: int, text: str) -> None:
            try:
                joined = _answer(self._host, status, text, Joined)
                self._host.keep(code, learner)
                self._reporter = TabReporter(self._host, joined.seat, self._tell)
                found.set_result(seated(self._shell, code, learner, joined, self._reporter))
            except (UnreachableError, TurnedAwayError) as error:
                found.set_exception(turned_away(error))
            except ResumeError as error:
                found.set_exception(error)

        self._host.post("/join", msgspec.json.encode(asked(self._shell, code, learner)).decode(), "", heard)
        return found


def _answer(host: PageHost, status: int, text: str, kind: type[T]) -> T:
    """Return what the host says. Raises UnreachableError and TurnedAwayError."""
    if status == 0:
        raise UnreachableError(say("app.live_link.out_of_reach", address=host.address))
    return answer_in(status, text, kind, host.address)
