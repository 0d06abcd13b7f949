"""A live class from a tab, on a page that answers when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from game.app.clocks import local_time
from game.app.live_stream import AGAIN_AFTER_S, LOOK_EVERY_S, REPORT_EVERY_S
from game.app.shell import Shell
from game.classroom.messages import Ballot, Has, Join, Joined, Refusal, Reply, Report, VoteShown, Word
from game.ui.desk import ResumeError
from game.values.order import Mishap
from game.web.live import TabClass, TabReporter
from tests.levels.plays import level

WHOLE = b'{"line":"case"}\n{"line":"order"}\n'
LOOK_US = round(LOOK_EVERY_S * 1_000_000)


_KINDS: dict[str, Any] = {"/report": Report, "/join": Join}
PACK = 'format = 1\nid = "night"\ntitle = "Ward 5"\n[[levels]]\nid = "quiet_recovery"\n'


class Host:
    """Keeps what is sent until the test answers."""

    address = "192.168.1.5:8765"
    code = learner = ""

    def keep(self, code: str, learner: str, /) -> None:
        self.code, self.learner = code, learner

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any, str]] = []
        self._heard: list[Callable[[int, str], None]] = []

    def post(self, path: str, body: str, key: str, heard: Callable[[int, str], None], /) -> None:
        self.sent.append((path, msgspec.json.decode(body, type=_KINDS[path]), key))
        self._heard.append(heard)

    def answer(self, status: int, value: object) -> None:
        self._heard.pop(0)(status, msgspec.json.encode(value).decode())


def desk(home: Path) -> Shell:
    return Shell((level("quiet_recovery"),), home, local_time, pytest.fail)


@pytest.fixture
def host() -> Host:
    return Host()


def reporter(host: Host, told: list[str]) -> TabReporter:
    made = TabReporter(host, "key", told.append)
    made.watch("case", lambda: WHOLE, lambda: 3, playing=True)
    return made


def reply(lines: int) -> Reply:
    return Reply(has=(Has(case="case", lines=lines, chain=""),), paused=False, over=False)


def test_what_is_said_to_one_case_is_not_said_in_the_next_that_is_begun_meanwhile(host: Host) -> None:
    made = reporter(host, [])
    made.tick(LOOK_US)
    made.watch("next", lambda: WHOLE, lambda: 0, playing=True)

    said = Word(number=1, mishap=Mishap.OXYGEN_OFF)
    host.answer(200, Reply(words=(said,), held_s=7.0))

    assert (made.words("case"), made.words("next")) == ((said,), ())
    assert (made.held_s("case"), made.held_s("next")) == (7.0, 0.0)


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


def test_a_tab_takes_a_seat_plays_the_pack_and_reports_its_case(host: Host, tmp_path: Path) -> None:
    shell = desk(tmp_path)
    lesson = TabClass(host, shell, pytest.fail)
    joining = lesson.join("typed", "k7mqx4", "Ann")
    assert host.sent[0] == ("/join", Join(code="k7mqx4", learner="Ann"), "")

    host.answer(200, Joined(seat="secret", pack_name="night.toml", pack=PACK, levels={}))
    room = joining.result(0)
    assert (room.session.title, room.learner) == ("Ward 5", "Ann")
    # After a reload the tab knows both again.
    assert (host.code, host.learner) == ("k7mqx4", "Ann")
    room.play(0)
    lesson.tick(LOOK_US)

    path, report, key = host.sent[1]
    assert (path, key, len(report.pieces)) == ("/report", "secret", 1)
    host.answer(200, Reply(has=(Has(case=report.pieces[0].case, lines=0, chain=""),)))
    lesson.tick(LOOK_US)
    assert report.playing == report.pieces[0].case
    assert '"learner":"Ann"' in host.sent[2][1].pieces[0].lines
    # Whoever comes again asks for the same seat.
    lesson.join("typed", "K7MQX4", "ann")
    assert host.sent[3][1].seat == "secret"
    shell.close()


def test_a_tab_that_is_turned_away_says_why(host: Host, tmp_path: Path) -> None:
    joining = TabClass(host, desk(tmp_path), pytest.fail).join("", "WRONG1", "Ann")

    host.answer(403, Refusal(why="No such class"))

    with pytest.raises(ResumeError, match="No such class"):
        joining.result(0)
    assert (host.code, host.learner) == ("", "")


def test_what_is_chosen_in_a_vote_is_sent_at_once_until_the_host_has_heard_it(host: Host) -> None:
    told: list[str] = []
    ours = reporter(host, told)
    ours.tick(LOOK_US)
    vote = VoteShown(vote=4, question="What now?", answers=("Wait", "Stop"), chosen=None)
    host.answer(200, Reply(has=(Has(case="case", lines=2, chain=""),), vote=vote))
    assert ours.vote == vote
    ours.choose(1)
    ours.tick(LOOK_US)
    assert host.sent[-1][1].ballot == Ballot(vote=4, answer=1)
    # Another choice while the first is under way is not undone by its answer, and is sent next.
    ours.choose(0)
    host.answer(200, Reply(vote=structs.replace(vote, chosen=1)))
    assert ours.vote == structs.replace(vote, chosen=0)
    ours.tick(LOOK_US)
    assert host.sent[-1][1].ballot == Ballot(vote=4, answer=0)
    host.answer(0, None)
    # A host that is gone shows no vote; what was chosen is sent to the one that comes back.
    assert ours.vote is None
    ours.tick(round(AGAIN_AFTER_S * 1_000_000))
    assert host.sent[-1][1].ballot == Ballot(vote=4, answer=0)
    host.answer(200, Reply())
    assert ours.vote is None
    ours.tick(round(REPORT_EVERY_S * 1_000_000))
    assert host.sent[-1][1].ballot is None
