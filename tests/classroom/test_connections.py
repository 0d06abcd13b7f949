"""A learner who wants to keep others out of the room: silent, slow and many connections."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Thread

import pytest

pytest.importorskip("uvicorn", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom import connections

ASK = b"GET / HTTP/1.1\r\nhost: here\r\n"
PATIENCE_S = 20.0


async def here(_: Request) -> Response:
    return Response("here")


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve with a limit that a test can reach."""
    monkeypatch.setattr(connections, "MOST_FROM_ONE", 4)
    monkeypatch.setattr(connections, "ASKS_WITHIN_S", 0.3)
    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", here)])
    config = uvicorn.Config(app, http=connections.Connection, ws="none", log_level="error", timeout_keep_alive=30)
    server = uvicorn.Server(config)
    serving = Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    yield int(listening.getsockname()[1])
    server.should_exit = True
    serving.join()
    listening.close()


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)


def ended(line: socket.socket) -> bool:
    """Wait until the other side ends a connection."""
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("sent", [b"", ASK])
def test_who_asks_for_nothing_is_let_go(port: int, sent: bytes) -> None:
    with opened(port) as line:
        line.sendall(sent)
        assert ended(line)


def test_who_asks_for_nothing_more_after_an_answer_is_let_go(port: int) -> None:
    with opened(port) as line:
        line.sendall(ASK + b"\r\n")
        answer = b""
        while not answer.endswith(b"here"):
            answer += line.recv(4096)
        line.sendall(ASK)
        assert ended(line)


def test_in_a_crowd_who_never_asked_makes_room_and_who_asked_before_stays(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silent connections of many addresses had kept everybody out for half a minute, with an answer of 503."""
    monkeypatch.setattr(connections, "ASKS_WITHIN_S", 60.0)
    monkeypatch.setattr(connections, "CROWDED", 3)
    with ExitStack() as crowd:

        def come() -> socket.socket:
            return crowd.enter_context(opened(port))

        def asks(line: socket.socket) -> bool:
            line.sendall(ASK + b"\r\n")
            answer = b""
            while not answer.endswith(b"here"):
                answer += line.recv(4096)
            return answer.startswith(b"HTTP/1.1 200")

        learner = come()
        assert asks(learner)
        silent = [come() for _ in range(2)]
        assert asks(come())
        assert ended(silent[0])
        assert asks(learner)


def test_one_machine_has_so_many_connections_and_then_room_again(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "ASKS_WITHIN_S", 60.0)
    with ExitStack() as crowd:
        lines = [crowd.enter_context(opened(port)) for _ in range(5)]
        assert ended(lines[-1])
        lines[0].sendall(ASK + b"\r\n")
        assert lines[0].recv(4096).startswith(b"HTTP/1.1 200")
    for _ in range(50):
        with opened(port) as line:
            line.sendall(ASK + b"\r\n")
            try:
                if line.recv(4096).startswith(b"HTTP/1.1 200"):
                    break
            except ConnectionError:
                continue
    else:
        pytest.fail("the others never had room again")
