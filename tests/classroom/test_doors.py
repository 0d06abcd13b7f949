"""The doors of a live class, given what nobody sends who means well: an answer in words, and a room that goes on."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random  # noqa: TID251  dice of a test; they are seeded
from threading import Thread
from typing import Any

import msgspec
import pytest

uvicorn = pytest.importorskip("uvicorn", reason="the live host needs the extra [class]: 'cytokine-storm[class]'")
httpx = pytest.importorskip("httpx", reason="the doors of the live host are tried with httpx, of the extra [test]")

from game.classroom.acts import Call, Countdown, End, Free, Happen, LookAt, Pause, Project, Say
from game.classroom.connections import ASKS_WITHIN_S, Connection
from game.classroom.hosting import LiveHost
from game.classroom.messages import SEAT, Join, Report
from game.classroom.room import RefusedError
from game.classroom.seen import Reported, Seen, named, seen_on
from game.classroom.sending import WAITS_S
from game.classroom.store import StoreError
from game.classroom.web import application
from game.training.sent import LATE_TICKS
from game.values.log import EndLine
from game.values.order import Actor, EndLesson, Mishap
from tests.classroom.lesson import Clock, Learner, room_in
from tools.fuzz import damaged

PART = b"POST /join HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\n{"
UNDERSTOOD = {200, 400, 403, 413}


class Quiet:
    """A ward and a board that do nothing."""

    progress = (0.0, "")
    made = False
    given_up = False

    def start(self, all_news: Any) -> None:
        all_news()

    def hear(self, news: object) -> None:
        pass

    def look(self, case: int) -> None:
        pass

    def __init__(self) -> None:
        self.boards: list[Any] = []

    def make(self, cases: object, _sheets: object, names: object) -> None:
        self.names = names
        self.boards.append(cases)

    packed = False

    def pack(self, _votes: object) -> None:
        self.packed = True

    def download(self, name: str) -> bytes | None:
        return b"learner" if name == "board.csv" else None

    def results(self) -> dict[int, str]:
        return {}

    def page(self) -> None:
        return None

    def close(self) -> None:
        pass


class Doors:
    """A class with one learner, an instructor, and whoever else knocks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.room = room_in(folder, self.clock)
        quiet: Any = Quiet()
        self.host = LiveHost(self.room, lambda _: quiet, quiet, "secret", "here", self.clock, self.clock)
        through = httpx.ASGITransport(application(self.host))
        self.client = httpx.AsyncClient(transport=through, base_url="http://testserver")
        self.ann = Learner(folder, self.room.lesson, "Ann").sits_in(self.room)
        self.ann.play.tick()

    async def send(self, path: str, body: bytes, **headers: str) -> int:
        self.clock.now += 60.0
        return int((await self.client.post(path, content=body, headers=headers)).status_code)

    async def waits(self) -> None:
        """Let so much time pass that nothing can be taken back any more."""
        self.clock.now += WAITS_S
        await self.host.alone(self.host.stands.go_on)

    async def within(self, do: Callable[[Doors], Awaitable[None]]) -> None:
        """Do something while the host works."""
        async with self.host.working(), self.client:
            await do(self)


def test_damaged_messages_are_answered_in_words_and_the_room_goes_on(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_damaged))


def test_an_address_of_no_bed_is_answered_without_a_trace(tmp_path: Path) -> None:
    """Anybody could fill the instructor's terminal with tracebacks: thousands of digits are no number to Python."""
    asyncio.run(Doors(tmp_path).within(_no_bed))


async def _no_bed(doors: Doors) -> None:
    for instructor, expected in ((False, 307), (True, 404)):
        if instructor:
            await doors.send("/teach/enter", b'{"secret":"secret"}')
        for bed in ("9" * 5000, "-1", "x", "\u0663"):
            answer = await doors.client.get(f"/teach/bed/{bed}", follow_redirects=False)
            assert answer.status_code == expected, (instructor, bed[:9])


def test_one_learner_reaches_nothing_of_another_and_nothing_of_the_instructor(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_reaching))


def test_a_board_is_made_again_for_cases_that_end_after_it(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_ending))


def test_a_full_disk_is_told_to_whoever_stands_at_the_host(tmp_path: Path) -> None:
    """Learners read it and the instructor did not; and what was pressed is not sent again by anybody."""
    asyncio.run(Doors(tmp_path).within(_full))


def test_the_instructor_takes_the_table_and_the_reports_and_nothing_else_of_the_folder(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_taking))


def test_the_page_names_who_claims_an_act_of_the_instructor(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_claiming))


def test_the_page_names_the_seat_whose_program_leaves_out_what_was_sent(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_leaving_out))


def test_what_reaches_nobody_is_refused_in_words(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_reaching_nobody))


def test_what_a_learner_sees_is_on_the_page_before_the_bed_is_played_again(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_seeing))


def test_the_page_says_that_beds_stand_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Quiet, "given_up", True)
    asyncio.run(Doors(tmp_path).within(_standing_still))


def test_who_sends_half_a_message_is_let_go_with_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.web.READ_WITHIN_S", 0.1)
    app = application(Doors(tmp_path).host)
    config = uvicorn.Config(app, http=Connection, ws="none", lifespan="off", log_level="error", timeout_keep_alive=60)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        try:
            with socket.create_connection(listening.getsockname(), timeout=ASKS_WITHIN_S / 2) as line:
                line.sendall(PART)
                answer = b"".join(iter(lambda: line.recv(4096), b""))
        finally:
            server.should_exit = True
            serving.join()
    assert answer.startswith(b"HTTP/1.1 408")


async def _seeing(doors: Doors) -> None:
    ann, host = doors.ann, doors.host
    seen = seen_on(ann.play.view)
    piece = msgspec.structs.replace(ann.piece(), seen=seen)
    await host.taken(ann.seat, Report(pieces=(piece,), playing="case"))

    beds, (said,), version = host.changed(0)
    assert beds == []
    shown = msgspec.json.decode(said, type=Reported)
    assert (shown.tick, shown.news2, shown.vitals) == (1, seen.news2, named(seen))
    assert host.changed(version)[1] == []
    for wrong in ({"news2": 99}, {"vitals": ["1"] * 6}, {"il6": "9" * 41}, {"response": "<b>"}):
        body = msgspec.json.encode(Report(pieces=(msgspec.structs.replace(piece, seen={**_bare(seen), **wrong}),)))
        assert await doors.send("/report", body, **{SEAT: ann.key}) == 400

    bo = Learner(doors.folder, doors.room.lesson, "Bo").sits_in(doors.room)
    bo.play.tick()
    foreign = msgspec.structs.replace(bo.piece(), seen=seen)
    await host.taken(ann.seat, Report(pieces=(msgspec.structs.replace(foreign, case="other"),), playing="other"))
    assert host.changed(version)[1] == []


def _bare(seen: Seen) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(seen)
    return found


async def _standing_still(doors: Doors) -> None:
    assert "no longer updated" in msgspec.json.decode(doors.host.standing())["working"]


async def _claiming(doors: Doors) -> None:
    ann, host = doors.ann, doors.host
    bo = Learner(doors.folder, doors.room.lesson, "Bo").sits_in(doors.room)
    bo.play.tick()
    ann.play.order(Actor.INSTRUCTOR, EndLesson())
    for one in (ann, bo):
        await host.taken(one.seat, Report(pieces=(one.piece(),), playing="case"))

    seats = msgspec.json.decode(host.standing())["seats"]
    assert [(one["learner"], one["forged"]) for one in seats] == [("Ann", True), ("Bo", False)]


async def _leaving_out(doors: Doors) -> None:
    ann, host = doors.ann, doors.host
    await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))
    await host.act(Happen(case=1, mishap=Mishap.OXYGEN_OFF))
    await doors.waits()
    for _ in range(4):
        for _ in range(LATE_TICKS):
            ann.play.tick()
        await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))

    (seat,) = msgspec.json.decode(host.standing())["seats"]
    assert (seat["kept_back"], seat["forged"]) == (True, False)


async def _ending(doors: Doors) -> None:
    ann, host = doors.ann, doors.host
    await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))
    await host.act(Call(seat=ann.seat, name="Learner A"))
    await host.act(End())
    assert host.board.names == {"ann": "Learner A"}  # type: ignore[attr-defined]
    await host.act(Countdown(minutes=12))
    doors.clock.now += 59.5
    assert msgspec.json.decode(host.standing())["left_s"] == 661
    doors.clock.now += 3600.0
    assert msgspec.json.decode(host.standing())["left_s"] == 0
    await host.act(Countdown(minutes=0))
    await host.act(Project(view="question", words="  What   next?"))
    standing = msgspec.json.decode(host.standing())
    assert standing["seats"][0]["learner"] == "Learner A"
    assert (standing["wall"]["view"], standing["wall"]["words"]) == ("question", "What next?")
    boards: list[Any] = host.board.boards  # type: ignore[attr-defined]
    assert len(boards) == 1
    assert msgspec.json.decode(host.standing())["working"] == "1 case of 1 is still ending"
    await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))
    assert len(boards) == 1

    ann.play.stop()
    ann.record.end(EndLine(tick=1, ending="stopped", score=1, digest=ann.play.case_digest))
    await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))
    assert [content for _, content in boards[1]] == [ann.record.whole]
    assert msgspec.json.decode(host.standing())["working"] == ""


async def _full(doors: Doors) -> None:
    ann, host, room = doors.ann, doors.host, doors.room
    body = msgspec.json.encode(Report(pieces=(ann.piece(),), playing="case"))
    await doors.send("/teach/enter", b'{"secret":"secret"}')

    def full(*_: object, **__: object) -> None:
        raise StoreError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "take", full)
        patch.setattr(room, "pause", full)
        report = await doors.client.post("/report", content=body, headers={SEAT: ann.key})
        act = await doors.client.post("/teach/act", content=b'{"act":"pause","paused":true}')
        assert (report.status_code, act.status_code) == (503, 503)
        assert "it is sent again" in report.json()["why"]
        assert "was not done" in act.json()["why"]
        assert msgspec.json.decode(host.standing())["unkept"]

    assert await doors.send("/report", body, **{SEAT: ann.key}) == 200
    assert not msgspec.json.decode(host.standing())["unkept"]


async def _taking(doors: Doors) -> None:
    await doors.send("/teach/enter", b'{"secret":"secret"}')
    table = await doors.client.get("/teach/take/board.csv")
    assert (table.status_code, table.content) == (200, b"learner")
    assert table.headers["content-disposition"] == 'attachment; filename="board.csv"'
    for nothing in ("lesson.zip", "classes.sqlite", "%2e%2e%2fclasses.sqlite"):
        assert (await doors.client.get(f"/teach/take/{nothing}")).status_code == 404
    assert await doors.send("/teach/act", b'{"act":"pack"}') == 200
    assert msgspec.json.decode(doors.host.standing())["packed"]


async def _damaged(doors: Doors) -> None:
    ann, room = doors.ann, doors.room
    await doors.send("/teach/enter", b'{"secret":"secret"}')
    whole = {
        "/join": (msgspec.json.encode(Join(code=room.code, learner="Bo")),),
        "/report": (
            msgspec.json.encode(
                Report(
                    pieces=(msgspec.structs.replace(ann.piece(), seen=seen_on(ann.play.view)),),
                    playing="case",
                    sheet="{}",
                )
            ),
        ),
        "/teach/enter": (b'{"secret":"secret"}',),
        "/teach/act": tuple(
            msgspec.json.encode(act)
            for act in (
                Pause(paused=True),
                Say(case=1, who="Nurse", text="Well."),
                Free(seat=9),
                Call(seat=1, name="Learner A"),
                Project(view="question", words="What next?"),
                Happen(case=None, mishap=Mishap.LINE_INFECTION),
                LookAt(case=1),
            )
        ),
    }
    for path, messages in whole.items():
        for number in range(120):
            body = damaged(Random(f"{path}/{number}"), messages)  # noqa: S311
            status = await doors.send(path, body, **({SEAT: ann.key} if path == "/report" else {}))
            assert status in UNDERSTOOD, (path, number, body[:200])

    assert await doors.send("/report", whole["/report"][0], **{SEAT: ann.key}) == 200
    kept = room.lines(next(case.id for case in room.cases if case.stem == "case"))
    assert ann.record.whole.startswith(kept)


async def _reaching_nobody(doors: Doors) -> None:
    ann, host = doors.ann, doors.host
    for act in (Say(case=None, who="Nurse", text="Well."), Happen(case=None, mishap=Mishap.OXYGEN_OFF)):
        with pytest.raises(RefusedError, match="Nobody is at a bedside yet"):
            await host.act(act)
    await host.taken(ann.seat, Report(pieces=(ann.piece(),), playing="case"))
    await host.act(Say(case=None, who="Nurse", text="Well."))
    await doors.waits()
    assert ann.reports(doors.room).words


async def _reaching(doors: Doors) -> None:
    ann = doors.ann
    await doors.send("/report", msgspec.json.encode(Report(pieces=(ann.piece(),))), **{SEAT: ann.key})
    bo = (await doors.client.post("/join", json={"code": doors.room.code, "learner": "Bo"})).json()["seat"]
    await doors.send("/report", msgspec.json.encode(Report(pieces=(ann.piece(),))), **{SEAT: bo})

    (hers, his) = [case.id for case in doors.room.cases]
    assert doors.room.lines(hers) == ann.record.whole
    assert doors.room.lines(his).count(b"\n") == 1
    for path in (
        "/teach/feed",
        "/teach/board",
        f"/teach/bed/{hers}",
        "/teach/room",
        "/teach/take/board.csv",
        "/teach/guide/sample",
    ):
        answer = await doors.client.get(path, headers={SEAT: bo, "cookie": f"instructor={bo}"}, follow_redirects=False)
        assert answer.status_code in {403, 307}
    assert await doors.send("/teach/act", b'{"act":"end"}', **{SEAT: bo, "cookie": f"instructor={bo}"}) == 403
