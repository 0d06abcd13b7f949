"""The seat for browsers as a host serves it: whole, packed, asked for once, and nothing else of the disk."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
httpx = pytest.importorskip("httpx", reason="the doors of the live host are tried with httpx, of the extra [test]")

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from game.classroom.pages import learner_page
from game.classroom.seat import ServedSeat

FILES = {"index.html": b"<p>The ward</p>" * 99, "pyodide/python.wasm": b"\0asm" * 99, "game.zip": b"PK" * 99}


def got(path: str, **headers: str) -> Any:
    """Return what a browser gets."""
    seat = ServedSeat(lambda: FILES)
    app = Starlette(routes=[Route("/seat", seat.folder), Route("/seat/{name:path}", seat.file)])

    async def ask() -> Any:
        way = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=way, base_url="http://host") as browser:
            return await browser.get(path, headers=headers)

    return asyncio.run(ask())


def test_the_folder_leads_to_its_page_with_what_was_asked() -> None:
    assert got("/seat?join").headers["location"] == "/seat/?join"
    page = got("/seat/?join")
    assert (page.status_code, page.content) == (200, FILES["index.html"])
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "frame-ancestors 'none'" in policy


def test_what_is_not_packed_yet_goes_packed_to_whoever_can_unpack_it() -> None:
    for name, content in FILES.items():
        packed, plain = (got(f"/seat/{name}", **{"accept-encoding": kind}) for kind in ("gzip", "identity"))
        assert packed.content == plain.content == content
        assert ("content-encoding" in packed.headers) is not name.endswith("zip")
        assert "content-encoding" not in plain.headers
    assert got("/seat/pyodide/python.wasm").headers["content-type"] == "application/wasm"


def test_a_long_file_is_held_in_pieces_for_whoever_does_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.seat._PIECE", 4)
    whole = FILES["index.html"]
    assert got("/seat/index.html", **{"accept-encoding": "identity"}).content == whole
    sent: list[int] = []

    async def take(message: Any) -> None:
        sent.append(len(message.get("body", b"")))

    async def hear() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ask() -> None:
        headers: list[tuple[bytes, bytes]] = []
        scope = {"type": "http", "method": "GET", "headers": headers, "path_params": {"name": "index.html"}}
        answer = await ServedSeat(lambda: FILES).file(Request(scope))
        assert answer.headers["content-length"] == str(len(whole))
        await answer({"type": "http", "asgi": {"spec_version": "2.4"}}, hear, take)

    asyncio.run(ask())
    assert (sum(sent), max(sent)) == (len(whole), 4)


def test_a_browser_that_has_a_file_is_sent_nothing() -> None:
    tag = got("/seat/game.zip").headers["etag"]

    again = got("/seat/game.zip", **{"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/seat/nothing.js", "/seat/../pyproject.toml", "/seat/%2e%2e/pyproject.toml"])
def test_there_is_nothing_but_the_seat(path: str) -> None:
    assert got(path).status_code == 404


def test_nothing_is_read_before_somebody_asks_and_then_once_for_all() -> None:
    read: list[str] = []

    def files() -> dict[str, bytes]:
        read.append("read")
        return FILES

    seat = ServedSeat(files)
    app = Starlette(routes=[Route("/seat", seat.folder), Route("/seat/{name:path}", seat.file)])
    assert seat
    assert not ServedSeat(None)
    assert read == []

    async def ask() -> list[int]:
        way = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=way, base_url="http://host") as browser:
            assert (await browser.get("/seat")).status_code == 307
            assert read == []
            got = await asyncio.gather(*[browser.get(f"/seat/{name}") for name in (*FILES, "nothing")])
            return [one.status_code for one in got]

    assert asyncio.run(ask()) == [200, 200, 200, 404]
    assert read == ["read"]


def test_whoever_gives_up_while_the_seat_is_packed_does_not_have_it_packed_again() -> None:
    read: list[str] = []
    begun, goes_on = Event(), Event()

    def files() -> dict[str, bytes]:
        read.append("read")
        begun.set()
        assert goes_on.wait(10)
        return FILES

    seat = ServedSeat(files)
    request = Request({"type": "http", "method": "GET", "headers": [], "path_params": {"name": "index.html"}})

    async def ask() -> int:
        first = asyncio.create_task(seat.file(request))
        assert await asyncio.to_thread(begun.wait, 10)
        first.cancel()
        second = asyncio.create_task(seat.file(request))
        await asyncio.sleep(0)
        goes_on.set()
        return (await second).status_code

    assert asyncio.run(ask()) == 200
    assert read == ["read"]


def test_learners_are_offered_the_browser_where_there_is_a_seat() -> None:
    assert 'href="/seat/?join"' in learner_page("Night", "host:1", seat=True)
    assert "/seat/" not in learner_page("Night", "host:1", seat=False)
