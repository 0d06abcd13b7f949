"""A vote of the class: each browser counts once, nobody sees a count before the instructor shows it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
httpx = pytest.importorskip("httpx", reason="the doors of the live host are tried with httpx, of the extra [test]")

from game.classroom.acts import Project
from game.classroom.room import RefusedError
from game.classroom.voting import MOST_BALLOTS, Ballot, Voting
from game.classroom.web import application
from tests.classroom.test_doors import Doors

ANSWERS = ("Wait", "Dexamethasone")


def _voting() -> Voting:
    made = Voting()
    made.ask("What now?", ANSWERS)
    return made


def test_a_browser_counts_once_and_may_choose_anew() -> None:
    vote = _voting()
    assert vote.cast("ann", Ballot(vote=1, answer=0))
    assert vote.cast("ann", Ballot(vote=1, answer=1))
    assert vote.cast("bo", Ballot(vote=1, answer=1))
    assert vote.counts == (0, 2)
    assert (vote.shown_to("ann").chosen, vote.shown_to("cy").chosen) == (1, None)


def test_no_page_that_was_left_open_answers_another_vote() -> None:
    vote = _voting()
    vote.cast("ann", Ballot(vote=1, answer=0))
    vote.ask("And now?", ANSWERS)
    assert vote.counts == (0, 0)
    assert not vote.cast("ann", Ballot(vote=1, answer=0))
    assert not vote.cast("ann", Ballot(vote=2, answer=2))
    vote.open = False
    assert not vote.cast("ann", Ballot(vote=2, answer=0))
    assert vote.counts == (0, 0)
    assert vote.shown_to("ann").answers == ()


def test_nobody_fills_the_memory_with_ballots() -> None:
    vote = _voting()
    for number in range(MOST_BALLOTS):
        assert vote.cast(str(number), Ballot(vote=1, answer=0))
    assert not vote.cast("one more", Ballot(vote=1, answer=0))
    assert vote.cast("0", Ballot(vote=1, answer=1))
    assert vote.counts == (MOST_BALLOTS - 1, 1)


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
    ann, bo = [httpx.AsyncClient(transport=through, base_url="http://testserver") for _ in range(2)]
    # Who was given no key has no vote.
    assert (await bo.post("/vote/cast", json={"vote": 1, "answer": 0})).status_code == 403
    for browser, answer in ((ann, 0), (bo, 1), (ann, 1)):
        assert (await browser.get("/vote")).status_code == 200
        assert (await browser.get("/vote/now")).json()["answers"] == list(ANSWERS)
        cast = await browser.post("/vote/cast", json={"vote": 1, "answer": answer})
        assert cast.json()["chosen"] == answer
    foreign = {"origin": "http://elsewhere"}
    assert (await ann.post("/vote/cast", json={"vote": 1, "answer": 0}, headers=foreign)).status_code == 403
    assert (wall()["vote"]["voted"], wall()["counts"]) == (2, [])

    await host.act(Project(view="votes"))

    assert wall()["counts"] == [0, 2]
    assert (await ann.get("/vote/now")).json()["vote"] == 0
    late = await ann.post("/vote/cast", json={"vote": 1, "answer": 0})
    assert late.json()["why"] == "This vote is over."
    for browser in (ann, bo):
        await browser.aclose()
