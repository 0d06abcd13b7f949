"""Statements on their way to a learning record store: sent again where it fails, and never past a refusal."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from game.app.exits import Fault
from game.app.record_store import AGAIN_AFTER_S, AT_ONCE, KEY_VARIABLE, address_of, send
from tests.training.test_statements import a_case


class Store:
    """A store that answers with the numbers it is given, and with 200 after them."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.took: list[list[dict[str, object]]] = []
        self.headers: list[dict[str, str]] = []
        store = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = store.answers.pop(0) if store.answers else 200
                store.headers.append({name.lower(): value for name, value in self.headers.items()})
                if status == 200:
                    store.took.append(json.loads(body))
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        self.address = address_of(f"http://127.0.0.1:{self.server.server_port}/xapi/")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv(KEY_VARIABLE, "ward:5")
    made = Store()
    thread = Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_statements_arrive_in_their_order_with_version_and_key(store: Store) -> None:
    found = a_case() * 40

    send(store.address, found)

    assert [one["id"] for some in store.took for one in some] == [one.id for one in found]
    assert max(map(len, store.took)) == AT_ONCE
    assert {one["x-experience-api-version"] for one in store.headers} == {"1.0.3"}
    assert base64.b64decode(store.headers[0]["authorization"].removeprefix("Basic ")) == b"ward:5"


def test_a_store_that_is_busy_is_asked_again_after_longer_and_longer_waits(store: Store) -> None:
    store.answers = [503, 429, 500]
    waits: list[float] = []

    send(store.address, a_case(), waits.append)

    assert waits == list(AGAIN_AFTER_S[:3])
    assert len(store.took) == 1


def test_a_store_that_refuses_is_not_asked_again(store: Store) -> None:
    store.answers = [401]
    waits: list[float] = []

    with pytest.raises(Fault, match=r"refuses the statements \(401\)"):
        send(store.address, a_case(), waits.append)

    assert waits == []
    assert store.took == []


def test_a_store_out_of_reach_is_told_after_the_last_try(store: Store) -> None:
    nobody = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    nobody.server_close()
    waits: list[float] = []

    with pytest.raises(Fault, match="though they were sent 6 times"):
        send(f"http://127.0.0.1:{nobody.server_port}/statements", a_case(), waits.append)

    assert waits == list(AGAIN_AFTER_S)


@pytest.mark.parametrize("url", ["lrs.example.org", "ftp://lrs.example.org", "https://ward:5@lrs.example.org/xapi"])
def test_an_address_is_one_of_the_web_and_has_no_password_in_it(url: str) -> None:
    with pytest.raises(Fault, match="is not an address such as"):
        address_of(url)


@pytest.mark.parametrize("url", ["http://[::1", "http://lrs.example.org:abc/xapi", "http://:80", "lrs.example.org"])
def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    """Brackets that do not close were 'an invalid _store value'; a port of letters came out where it was sent."""
    with pytest.raises(Fault, match="is not an address such as"):
        address_of(url)
