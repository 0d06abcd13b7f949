"""The pages and doors of a live class: learners' games report here, the instructor's page is fed from here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import structs
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.acts import Enter, InstructorAct
from game.classroom.codes import digest_of, vote_key
from game.classroom.hosting import LiveHost
from game.classroom.limits import Limit
from game.classroom.messages import KNOWS, LARGEST_MESSAGE, SEAT, VOTES, Ballot, Join, Refusal, Report
from game.classroom.pages import bed_page, enter_page, learner_page, room_page, style, teach_page, vote_page
from game.classroom.room import RefusedError
from game.classroom.seat import Files, ServedSeat
from game.classroom.store import StoreError
from game.classroom.voting import VotePage
from game.training.board import script_mark
from game.values.words import say

COOKIE: Final = "instructor"
BALLOT: Final = "ballot"
READ_WITHIN_S: Final = 10.0
"""Whoever takes longer to send a message is let go."""
FEED_EVERY_S: Final = 0.25
_STATIC: Final = Path(__file__).parent / "static"
_LIVE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_BOARD: Final = (
    f"default-src 'none'; script-src '{script_mark()}'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""The board has its style and its script within."""
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": _LIVE,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_JOIN: Final = msgspec.json.Decoder(Join)
_REPORT: Final = msgspec.json.Decoder(Report)
_BALLOT: Final = msgspec.json.Decoder(Ballot)
_ENTER: Final = msgspec.json.Decoder(Enter)
_ACT: Final[msgspec.json.Decoder[InstructorAct]] = msgspec.json.Decoder(InstructorAct)
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
"""A number of a bed: Python refuses to read thousands of digits, and says so in the instructor's terminal."""
T = TypeVar("T")


def application(host: LiveHost, seat: Files | None = None) -> Starlette:
    """Return the web application of a host, with what reads the files of the seat for browsers if it has one."""
    served = ServedSeat(seat)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with host.working():
            yield

    doors = _Doors(host, seat=bool(served))
    routes = [
        Route("/", doors.learners),
        Route("/favicon.ico", doors.no_picture),
        Route("/join", doors.join, methods=["POST"]),
        Route("/report", doors.report, methods=["POST"]),
        Route("/vote", doors.vote),
        Route("/vote/now", doors.vote_now),
        Route("/vote/cast", doors.cast, methods=["POST"]),
        Route("/teach", doors.teach),
        Route("/teach/enter", doors.enter, methods=["POST"]),
        Route("/teach/act", doors.act, methods=["POST"]),
        Route("/teach/feed", doors.feed),
        Route("/teach/bed/{case}", doors.bed),
        Route("/teach/room", doors.room),
        Route("/teach/take/{name}", doors.take),
        Route("/teach/guide/{level}", doors.guide),
        Route("/teach/board", doors.board),
        Route("/seat", served.folder),
        Route("/seat/{name:path}", served.file),
        Route("/static/class.css", doors.style),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    answers: dict[Any, Any] = {RefusedError: _refused, StoreError: _not_kept, HTTPException: _no_such}
    app = Starlette(routes=routes, exception_handlers=answers, lifespan=lifespan)
    app.add_middleware(_Guarded)
    return app


class _Guarded:
    """Sets the headers that every answer has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *[one for one in more if one[0] not in there]]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class _Doors:
    """One method for each address."""

    def __init__(self, host: LiveHost, *, seat: bool) -> None:
        self._host = host
        self._seat = seat
        self._casts = Limit(10, 1.0)
        """Choices of one seat in votes: ten, then one in a second; each waits for the disk."""

    async def learners(self, _: Request) -> Response:
        """Say how to join."""
        return _html(learner_page(self._host.title, self._host.address, seat=self._seat))

    async def join(self, request: Request) -> Response:
        """Give a learner a seat; the browser that asked votes for it on the page of the vote, too."""
        asked = await _body(request, _JOIN)
        joined = await self._host.alone(partial(self._host.room.join, asked, _place(request)))
        answer = _json(joined)
        key, secure = vote_key(digest_of(joined.seat)), request.url.scheme == "https"
        answer.set_cookie(BALLOT, key, max_age=86400, path="/vote", secure=secure, httponly=True, samesite="strict")
        return answer

    async def vote(self, _: Request) -> Response:
        """Show the page on which learners vote beside the game."""
        return _html(vote_page(self._host.title))

    async def vote_now(self, request: Request) -> Response:
        """Return the vote that is open, as this browser's seat is shown it."""
        return _json(self._vote_of(self._voter(request)))

    async def cast(self, request: Request) -> Response:
        """Count what somebody chose."""
        self._own(request)
        seat, ballot = self._voter(request), await _body(request, _BALLOT)
        if seat is None:
            raise RefusedError(say("classroom.no_vote_here"))
        if not self._casts.spend(str(seat), self._host.now_s()):
            raise RefusedError(say("classroom.too_many_tries"))
        if not await self._cast(seat, ballot):
            raise RefusedError(say("classroom.vote_over"))
        return _json(self._vote_of(seat))

    def _voter(self, request: Request) -> int | None:
        return self._host.room.voting.voter(request.cookies.get(BALLOT, ""))

    def _vote_of(self, seat: int | None) -> VotePage:
        room = self._host.room
        return VotePage(who="" if seat is None else room.name_of(seat), vote=room.voting.shown_to(seat))

    async def _cast(self, seat: int, ballot: Ballot) -> bool:
        return await self._host.alone(partial(self._host.room.voting.cast, seat, ballot))

    async def report(self, request: Request) -> Response:
        """Take what a learner's game reports, and what was chosen there in a vote."""
        seat = self._host.room.seat_of(request.headers.get(SEAT, ""))
        report = await _body(request, _REPORT)
        if report.ballot is not None:
            await self._cast(seat, report.ballot)
        reply = await self._host.taken(seat, report)
        if request.headers.get(KNOWS) == VOTES:
            reply = structs.replace(reply, vote=self._host.room.voting.shown_to(seat))
        return _json(reply)

    async def teach(self, request: Request) -> Response:
        """Show the instructor's page, or ask for the secret."""
        if not self._is_instructor(request):
            return _html(enter_page(self._host.title))
        host = self._host
        return _html(teach_page(host.title, host.room.code, host.address, host.room.lesson))

    async def enter(self, request: Request) -> Response:
        """Let an instructor's browser in."""
        self._own(request)
        asked = await _body(request, _ENTER)
        room, secret = self._host.room, self._host.secret
        key = await self._host.alone(partial(room.let_in, secret, asked.secret, _place(request)))
        answer = _json(None)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, key, max_age=86400, path="/teach", secure=secure, httponly=True, samesite="strict")
        return answer

    async def act(self, request: Request) -> Response:
        """Do what the instructor asks for."""
        self._own(request)
        self._instructor(request)
        await self._host.act(await _body(request, _ACT))
        return _json(None)

    async def feed(self, request: Request) -> Response:
        """Send the instructor's page all that changes, as it changes."""
        self._instructor(request)

        async def changes() -> AsyncIterator[bytes]:
            seen = 0
            told = b""
            while not self._host.closing:
                beds, reported, seen = self._host.changed(seen)
                changed = [(b"bed", one) for one in beds] + [(b"reported", one) for one in reported]
                if changed:
                    yield b"".join(b"event: %b\ndata: %b\n\n" % one for one in changed)
                now = self._host.standing()
                if now != told:
                    told = now
                    yield b"event: room\ndata: " + now + b"\n\n"
                elif not changed:
                    yield b":\n\n"
                await asyncio.sleep(FEED_EVERY_S)

        return StreamingResponse(changes(), media_type="text/event-stream")

    async def bed(self, request: Request) -> Response:
        """Show one bed large, for the projector."""
        if not self._is_instructor(request):
            return RedirectResponse("/teach")
        case = request.path_params["case"]
        if not _NUMBER.fullmatch(case):
            raise HTTPException(404)
        return _html(bed_page(self._host.title, int(case)))

    async def room(self, request: Request) -> Response:
        """Show the whole class on the projector, without a name."""
        if not self._is_instructor(request):
            return RedirectResponse("/teach")
        return _html(room_page(self._host.title, self._host.room.code, self._host.address))

    async def board(self, request: Request) -> Response:
        """Show the board, as far as the cases are confirmed and scored."""
        if not self._is_instructor(request):
            return RedirectResponse("/teach")
        page = await asyncio.to_thread(self._host.board.page)
        if page is None:
            return _json(Refusal(why=say("classroom.no_board")), 404)
        return _whole_page(page)

    async def take(self, request: Request) -> Response:
        """Give out the table beside the board, or the reports."""
        self._instructor(request)
        name = request.path_params["name"]
        found = await asyncio.to_thread(self._host.board.download, name)
        if found is None:
            return _json(Refusal(why=say("classroom.no_board")), 404)
        kind = "text/csv" if name.endswith("csv") else "application/zip"
        return Response(found, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})

    async def guide(self, request: Request) -> Response:
        """Show what to say and ask at a level of the lesson, to read and to print."""
        if not self._is_instructor(request):
            return RedirectResponse("/teach")
        wanted, levels = request.path_params["level"], self._host.room.lesson.levels
        level = next((one for one in levels if one.id == wanted), None)
        if level is None or self._host.guide is None:
            raise HTTPException(404)
        page = await asyncio.to_thread(self._host.guide, level)
        return _whole_page(page)

    async def no_picture(self, _: Request) -> Response:
        """Spare every browser that asks a fault in its console."""
        return Response(status_code=204)

    async def style(self, _: Request) -> Response:
        """Return the colours of the game."""
        return Response(style(), media_type="text/css")

    def _is_instructor(self, request: Request) -> bool:
        return self._host.room.is_instructor(request.cookies.get(COOKIE, ""))

    def _instructor(self, request: Request) -> None:
        if not self._is_instructor(request):
            raise HTTPException(403)

    def _own(self, request: Request) -> None:
        """Turn away what another site's page sends."""
        origin = request.headers.get("origin")
        if origin is not None and origin != f"{request.url.scheme}://{request.url.netloc}":
            raise HTTPException(403)


def _place(request: Request) -> str:
    """Return from where something comes; an address of IPv6 stands for its whole network."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if ":" in host else host


async def _body(request: Request, decoder: msgspec.json.Decoder[T]) -> T:
    """Read a message whole, if it is not too long and comes in time. Raises HTTPException."""
    try:
        return decoder.decode(await asyncio.wait_for(_read(request), READ_WITHIN_S))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise HTTPException(400) from error
    except (TimeoutError, ClientDisconnect) as error:
        # What may still come of the message is awaited by nobody: its connection ends with the answer.
        raise HTTPException(408, headers={"connection": "close"}) from error


async def _read(request: Request) -> bytes:
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > LARGEST_MESSAGE:
            raise HTTPException(413)
        parts.append(part)
    return b"".join(parts)


def _html(page: str) -> Response:
    return Response(page, media_type="text/html")


def _whole_page(page: bytes | str) -> Response:
    """Return a page that carries its own styles and scripts: the board, or a guide."""
    return Response(page, media_type="text/html", headers={"content-security-policy": _BOARD})


def _json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")


async def _refused(_: Request, error: Exception) -> Response:
    left = isinstance(error, RefusedError) and error.left
    return _json(Refusal(why=str(error), left=left), 403)


async def _not_kept(request: Request, _: Exception) -> Response:
    # The game keeps its lines and sends them again; whatever else was asked for nobody asks for a second time.
    again = request.url.path == "/report"
    return _json(Refusal(why=say("classroom.not_kept" if again else "classroom.not_done")), 503)


async def _no_such(_: Request, error: Exception) -> Response:
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    return _json(Refusal(why=say("classroom.not_understood")), status, headers)
