"""A live class from a tab, on a page that answers when it is told to."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from game.app.live_stream import AGAIN_AFTER_S, LOOK_EVERY_S, REPORT_EVERY_S
from game.classroom.messages import Has, Refusal, Reply, Report
from game.web.live import TabReporter

WHOLE = b'{"line":"case"}\n{"line":"order"}\n'
LOOK_US = round(LOOK_EVERY_S * 1_000_000)


class Host:
    """Keeps what is sent until the test answers."""

    address = "192.168.1.5:8765"

    def __init__(self) -> None:
        self.sent: list[tuple[str, Report, str]] = []
        self._heard: list[Callable[[int, str], None]] = []

    def post(self, path: str, body: str, key: str, heard: Callable[[int, str], None], /) -> None:
        self.sent.append((path, msgspec.json.decode(body, type=Report), key))
        self._heard.append(heard)

    def answer(self, status: int, value: object) -> None:
        self._heard.pop(0)(status, msgspec.json.encode(value).decode())


@pytest.fixture
def host() -> Host:
    return Host()


def reporter(host: Host, told: list[str]) -> TabReporter:
    made = TabReporter(host, "key", told.append)
    made.watch("case", lambda: WHOLE, lambda: 3, playing=True)
    return made


def reply(lines: int) -> Reply:
    return Reply(has=(Has(case="case", lines=lines, chain=""),), paused=False, over=False)


def test_a_tab_asks_first_what_the_host_has_and_sends_the_rest_once(host: Host) -> None:
    told: list[str] = []
    made = reporter(host, told)

    made.tick(LOOK_US)
    made.tick(LOOK_US)
    assert [(path, key) for path, _, key in host.sent] == [("/report", "key")]
    assert host.sent[0][1].pieces[0].lines == ""

    host.answer(200, reply(0))
    made.tick(LOOK_US)
    assert host.sent[1][1].pieces[0].lines == WHOLE.decode()

    host.answer(200, reply(2))
    assert made.unsent == 0
    made.tick(LOOK_US)
    assert len(host.sent) == 2
    made.tick(round(REPORT_EVERY_S * 1_000_000))
    assert told == []


def test_what_did_not_arrive_is_kept_and_asked_for_again_later(host: Host) -> None:
    told: list[str] = []
    made = reporter(host, told)
    made.tick(LOOK_US)
    host.answer(200, reply(0))
    made.tick(LOOK_US)

    host.answer(0, None)

    assert made.out_of_reach
    assert made.unsent == 1
    made.tick(LOOK_US)
    assert len(host.sent) == 2
    made.tick(round(AGAIN_AFTER_S * 1_000_000))
    # Its answer was lost, not its lines: the host says itself how many it has.
    assert host.sent[2][1].pieces[0].lines == ""
    host.answer(200, reply(2))
    assert (made.out_of_reach, made.unsent, len(told)) == ("", 0, 2)


def test_a_tab_whose_seat_was_given_away_sends_no_more(host: Host) -> None:
    told: list[str] = []
    made = reporter(host, told)
    made.tick(LOOK_US)

    host.answer(403, Refusal(why="You have left", left=True))
    made.tick(10 * LOOK_US)
    made.tick(round(AGAIN_AFTER_S * 1_000_000))

    assert len(host.sent) == 1
    assert told == ["You have left"]


def test_an_answer_of_something_else_is_no_host(host: Host) -> None:
    made = reporter(host, [])
    made.tick(LOOK_US)

    host.answer(502, "a proxy speaks")

    assert host.address in made.out_of_reach
