"""A vote of the class: each seat counts once, nobody sees a count before the instructor shows it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
httpx = pytest.importorskip("httpx", reason="the doors of the live host are tried with httpx, of the extra [test]")

from game.classroom.acts import Project
from game.classroom.messages import KNOWS, SEAT, VOTES, Ballot
from game.classroom.room import RefusedError, Room
from game.classroom.standing import LessonState
from game.classroom.web import application
from tests.classroom.lesson import Clock, Learner, room_in
from tests.classroom.test_doors import Doors

ANSWERS = ("Wait", "Dexamethasone")


def _room(folder: Path, *names: str) -> tuple[Room, list[int]]:
    room = room_in(folder)
    return room, [Learner(folder, room.lesson, name).sits_in(room).seat for name in names]


def test_a_seat_counts_once_and_may_choose_anew(tmp_path: Path) -> None:
    room, (ann, bo, cy) = _room(tmp_path, "Ann", "Bo", "Cy")
    vote = room.voting
    vote.ask("What now?", ANSWERS)
    assert vote.cast(ann, Ballot(vote=1, answer=0))
    assert vote.cast(ann, Ballot(vote=1, answer=1))
    assert vote.cast(bo, Ballot(vote=1, answer=1))
    assert vote.counts == (0, 2)
    shown = [vote.shown_to(one) for one in (ann, cy, None)]
    assert [one and one.chosen for one in shown] == [1, None, None]


def test_no_page_that_was_left_open_answers_another_vote(tmp_path: Path) -> None:
    room, (ann,) = _room(tmp_path, "Ann")
    vote = room.voting
    vote.ask("What now?", ANSWERS)
    vote.cast(ann, Ballot(vote=1, answer=0))
    vote.ask("And now?", ANSWERS)
    with room._store.changing() as changes:
        assert [row.open for row in changes.votes(room._row.id)] == [False, True]
    assert vote.counts == (0, 0)
    assert not vote.cast(ann, Ballot(vote=1, answer=0))
    assert not vote.cast(ann, Ballot(vote=2, answer=2))
    vote.close()
    assert not vote.cast(ann, Ballot(vote=2, answer=0))
    assert vote.counts == (0, 0)
    assert vote.shown_to(ann) is None


def test_vote_and_projector_and_countdown_outlive_the_host(tmp_path: Path) -> None:
    """They began anew: a class that had voted was shown how to join, and its votes were gone."""
    room, (ann, bo) = _room(tmp_path, "Ann", "Bo")
    clock = Clock()
    stands = LessonState(room, clock)
    stands.project(Project(view="vote", words="First?", answers=ANSWERS))
    room.voting.cast(bo, Ballot(vote=1, answer=0))
    stands.project(Project(view="vote", words="What now?", answers=ANSWERS))
    room.voting.cast(ann, Ballot(vote=2, answer=1))
    stands.count_down(10)
    clock.now += 100.0

    again = room_in(tmp_path)
    after = LessonState(again, clock)

    assert after.on_the_wall == stands.on_the_wall
    assert (after.wall.view, after.left_s) == ("vote", 500)
    assert again.voting.cast(bo, Ballot(vote=2, answer=1))
    assert again.voting.counts == (0, 2)
    after.project(Project(view="votes"))
    last = room_in(tmp_path)
    assert not last.voting.open
    assert LessonState(last, clock).on_the_wall.counts == (0, 2)
    assert [(one.question, one.counts) for one in last.voting.results()] == [("First?", (1, 0)), ("What now?", (0, 2))]


def test_what_another_version_kept_of_a_lesson_is_no_fault(tmp_path: Path) -> None:
    room, _ = _room(tmp_path)
    room.keep(b'{"wall":{"act":"project","view":"hologram"}}')
    assert LessonState(room_in(tmp_path), Clock()).wall.view == "join"


def test_a_class_votes_and_the_projector_tells_the_count_when_it_is_asked_for(tmp_path: Path) -> None:
    asyncio.run(Doors(tmp_path).within(_votes))


async def _votes(doors: Doors) -> None:
    host = doors.host

    def wall() -> dict[str, Any]:
        found: dict[str, Any] = msgspec.json.decode(host.standing())["wall"]
        return found

    for answers in ((), ("Wait", " ")):
        with pytest.raises(RefusedError, match="at least two answers"):
            await host.act(Project(view="vote", words="What now?", answers=answers))
    await host.act(Project(view="vote", words="What now?", answers=(*ANSWERS, "  ")))
    through = httpx.ASGITransport(application(host))
    bo, other = [httpx.AsyncClient(transport=through, base_url="http://testserver") for _ in range(2)]
    seat = (await bo.post("/join", json={"code": doors.room.code, "learner": "Bo"})).json()["seat"]
    first = {"vote": 1, "answer": 0}
    # A second browser of somebody who has joined in another has no vote, and neither has a key that was made up.
    forger = httpx.AsyncClient(transport=through, base_url="http://testserver", cookies={"ballot": seat})
    for browser in (other, forger):
        assert (await browser.get("/vote")).status_code == 200
        shown = (await browser.get("/vote/now")).json()
        assert (shown["who"], shown["vote"]["answers"]) == ("", list(ANSWERS))
        assert "Vote in the game" in (await browser.post("/vote/cast", json=first)).json()["why"]
    assert wall()["vote"]["voted"] == 0

    assert (await bo.get("/vote/now")).json()["who"] == "Bo"
    assert (await bo.post("/vote/cast", json=first)).json()["vote"]["chosen"] == 0
    foreign = {"origin": "http://elsewhere"}
    assert (await bo.post("/vote/cast", json=first, headers=foreign)).status_code == 403
    assert (wall()["vote"]["voted"], wall()["counts"]) == (1, [])
    # The same seat in the game: the vote is another, and no second one.
    answer = await other.post("/report", json={"ballot": {"vote": 1, "answer": 1}}, headers={SEAT: seat, KNOWS: VOTES})
    assert answer.json()["vote"]["chosen"] == 1
    # A game that knows no vote would refuse an answer that has one.
    assert "vote" not in (await other.post("/report", json={}, headers={SEAT: seat})).json()

    await host.act(Project(view="votes"))

    assert wall()["counts"] == [0, 1]
    assert (await bo.get("/vote/now")).json()["vote"] is None
    assert (await bo.post("/vote/cast", json=first)).json()["why"] == "This vote is over."
    # Nobody keeps the disk busy by choosing again and again.
    whys = [(await bo.post("/vote/cast", json=first)).json()["why"] for _ in range(12)]
    assert whys[-1].startswith("Too many")
    doors.room.free(next(one.id for one in doors.room.seats if one.learner == "Bo"))
    assert (await bo.get("/vote/now")).json()["who"] == ""
    for one in (bo, other, forger):
        await one.aclose()
