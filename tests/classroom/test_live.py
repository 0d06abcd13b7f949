"""A host as its user starts it, and games that join it: with the network gone, and killed in mid-lesson."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
httpx = pytest.importorskip("httpx", reason="the doors of the live host are tried with httpx, of the extra [test]")

from game.app.confirming import confirmed
from game.app.live_stream import Stream
from game.case.play import Play
from game.files.case_file import read_case
from game.ui.desk import ResumeError
from game.values.order import Actor, Mishap
from tests.app.at_hand import FoundAtOnce
from tests.app.shell import ROOT, clean_environment
from tests.classroom.programs import HostProgram, Machine, hears

POSTGRES = os.environ.get("CYTOKINE_STORM_TEST_DATABASE", "")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProgram]:
    made = HostProgram(tmp_path_factory.mktemp("host"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread reports by the clock: a test says when."""
    monkeypatch.setattr(Stream, "_work", lambda _: None)
    monkeypatch.setattr("game.app.live_stream.LOOK_EVERY_S", 10.0)


def test_two_learners_play_and_the_host_has_their_very_files(host: HostProgram, tmp_path: Path) -> None:
    machines = [Machine(tmp_path, host, name) for name in ("Ann", "Bo")]
    plays = [one.play(30) for one in machines]
    for one in machines:
        one.send_all()

    assert {one.whole(play) for one, play in zip(machines, plays, strict=True)} <= set(host.files)
    assert all(one.room.live is not None and "has everything" in one.room.live.standing for one in machines)
    for one in machines:
        one.shell.close()


def test_a_second_host_of_the_same_room_is_refused_in_words(host: HostProgram) -> None:
    command = HostProgram.command(host.folder, "--port", "0")
    second = subprocess.run(
        command, cwd=ROOT, env=clean_environment(host.folder), capture_output=True, text=True, timeout=60, check=False
    )

    assert (second.returncode, second.stdout) == (3, "")
    assert f"the room {host.code} is open in another host." in second.stderr


def test_host_and_game_are_killed_in_mid_lesson_and_nothing_is_lost_or_doubled(
    host: HostProgram, tmp_path: Path
) -> None:
    machine = Machine(tmp_path, host, "Cy")
    play = machine.play(20)
    machine.send_all()

    host.kill()
    machine.play(20, play)
    machine.stream.report()
    assert machine.stream.out_of_reach
    assert "kept here" in machine.said[-1]
    before = machine.whole(play)
    machine.kill()
    host.start()

    assert "continues where it left off" in host.first
    machine.start()
    again = machine.play(0)
    assert again.view.tick == 40
    machine.play(20, again)
    machine.send_all()
    whole = machine.whole(again)
    assert whole.startswith(before)
    assert host.files.count(whole) == 1
    machine.shell.close()


@pytest.mark.skipif(not POSTGRES, reason="no CYTOKINE_STORM_TEST_DATABASE is named")
def test_a_host_on_postgres_is_killed_in_mid_lesson_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    host = HostProgram(tmp_path, "--database", POSTGRES)
    machine = Machine(tmp_path, host, f"Cy {host.port}")
    play = machine.play(20)
    machine.send_all()
    for _ in range(2):
        host.kill()
        machine.play(20, play)
        machine.stream.report()
        assert machine.stream.out_of_reach
        host.start()
        assert "continues where it left off" in host.first
        machine.play(5, play)
        machine.send_all()

    assert host.files.count(machine.whole(play)) == 1
    host.close()
    machine.shell.close()


def test_what_the_instructor_let_happen_outlives_host_and_game_and_happens_once(
    host: HostProgram, tmp_path: Path
) -> None:
    machine = Machine(tmp_path, host, "Hal")
    play = machine.play(12)
    machine.send_all()
    (bed,) = [one for one in host.cases if one.endswith(machine.shell.record_of(play).path.stem)]
    with httpx.Client(base_url=host.address) as browser:
        browser.post("/teach/enter", json={"secret": host.secret})
        for mishap in Mishap:
            asked = {"act": "happen", "case": host.cases[bed], "mishap": mishap.value}
            assert browser.post("/teach/act", json=asked).status_code == 200
        nothing = {"act": "happen", "case": host.cases[bed], "mishap": "meteor"}
        assert browser.post("/teach/act", json=nothing).status_code == 400

    # It still waits, so that it can be taken back: the next host sends it.
    host.kill()
    host.start()
    live = machine.room.live
    assert live is not None
    hears(machine, lambda: len(live.sent(play)) == len(Mishap))
    first, *others = live.sent(play)
    play.order(Actor.INSTRUCTOR, first)
    machine.kill()
    machine.start()
    again = machine.play(0)
    machine.send_all()
    assert machine.room.live is not None
    assert machine.room.live.sent(again) == tuple(others)
    for one in others:
        again.order(Actor.INSTRUCTOR, one)
    machine.play(12, again)
    machine.send_all()

    assert machine.room.live.sent(again) == ()
    whole = machine.whole(again)
    assert host.files.count(whole) == 1
    assert [whole.count(f'"mishap":"{mishap.value}"'.encode()) for mishap in Mishap] == [1] * len(Mishap)
    case = read_case(machine.shell.record_of(again).path)
    machine.shell.leave(again)
    assert confirmed(machine.room._opened.levels[0], case.log, case.whole).faults == ()
    machine.shell.close()


def test_what_was_played_while_the_host_was_gone_is_sent_by_the_next_start(host: HostProgram, tmp_path: Path) -> None:
    machine = Machine(tmp_path, host, "Di")
    play = machine.play(30)
    whole = machine.whole(play)
    machine.kill()

    machine.start()
    machine.send_all()

    assert whole in host.files
    machine.shell.close()


def test_the_instructor_pauses_speaks_and_ends(host: HostProgram, tmp_path: Path) -> None:
    machine = Machine(tmp_path, host, "Eve")
    play = machine.play(10)
    machine.send_all()
    with httpx.Client(base_url=host.address) as browser:
        assert browser.post("/teach/enter", json={"secret": "wrong"}).status_code == 403
        assert browser.post("/teach/act", json={"act": "end"}).status_code == 403
        assert browser.post("/teach/enter", json={"secret": host.secret}).status_code == 200
        browser.post("/teach/act", json={"act": "say", "case": None, "who": "Family", "text": "<b>How</b> is she?"})
        browser.post("/teach/act", json={"act": "pause", "paused": True})
        live = machine.room.live
        assert live is not None
        hears(machine, lambda: bool(live.sent(play)))
        assert live.paused
        (words,) = live.sent(play)
        assert words.text == "<b>How</b> is she?"
        play.order(Actor.INSTRUCTOR, words)
        assert live.sent(play) == ()
        machine.play(12, play)
        machine.send_all()
        assert machine.whole(play) in host.files
        page = browser.get("/teach")
        assert "<b>&amp;" not in page.text
        assert "A night &lt;b&gt;&amp; day&lt;/b&gt;" in page.text
        browser.post("/teach/act", json={"act": "pause", "paused": False})
    machine.shell.close()


def _lesson_ended(tmp_path: Path) -> tuple[HostProgram, Machine, Play]:
    """Return a host that ended its lesson while a learner was at a bed, who does not know of it yet."""
    (tmp_path / "host").mkdir()
    own = HostProgram(tmp_path / "host")
    machine = Machine(tmp_path, own, "Flo", FoundAtOnce())
    play = machine.play(10)
    machine.send_all()
    with httpx.Client(base_url=own.address) as browser:
        browser.post("/teach/enter", json={"secret": own.secret})
        browser.post("/teach/act", json={"act": "end"})
    return own, machine, play


def test_no_new_try_begins_once_the_lesson_is_over(tmp_path: Path) -> None:
    own, machine, play = _lesson_ended(tmp_path)
    machine.stream.report()
    assert machine.room.beds()[0].begun
    play.stop()
    machine.shell.finish(play)

    (bed,) = machine.room.beds()
    assert (bed.begun, bed.playable) == (False, False)
    with pytest.raises(ResumeError, match="lesson is over"):
        machine.room.play(0)
    machine.shell.close()
    own.close()


def test_a_host_that_is_killed_after_the_end_makes_the_board_of_that_lesson(tmp_path: Path) -> None:
    """The next one opened another room, which nobody was in: what the games still had came to no board."""
    own, machine, play = _lesson_ended(tmp_path)
    code = own.code
    own.kill()
    own.start()

    assert "was ended" in own.first
    assert own.code == code
    machine.send_all()
    play.stop()
    machine.shell.finish(play)
    machine.send_all()
    assert machine.whole(play) in own.files
    with httpx.Client(base_url=own.address) as browser:
        browser.post("/teach/enter", json={"secret": own.secret})
        for _ in range(300):
            page = browser.get("/teach/board")
            if page.status_code == 200 and "Flo" in page.text:
                break
            sleep(0.1)
        assert "Flo" in page.text
    machine.shell.close()
    own.close()
    own.start()
    assert "the room is open" in own.first
    own.close()


def _pauses(host: HostProgram, *, paused: bool) -> None:
    with httpx.Client(base_url=host.address) as browser:
        browser.post("/teach/enter", json={"secret": host.secret})
        browser.post("/teach/act", json={"act": "pause", "paused": paused})


def test_a_pause_does_not_outlast_the_reach_of_its_host(host: HostProgram, tmp_path: Path) -> None:
    machine = Machine(tmp_path, host, "Gus")
    play = machine.play(5)
    _pauses(host, paused=True)
    machine.stream.report()
    live = machine.room.live
    assert live is not None
    assert live.paused

    host.kill()
    machine.play(5, play)
    machine.stream.report()
    assert not live.paused
    host.start()
    machine.send_all()
    assert live.paused
    _pauses(host, paused=False)
    machine.shell.close()


def _doors() -> list[tuple[str, str]]:
    return [("POST", "/join"), ("POST", "/report"), ("POST", "/teach/enter"), ("POST", "/teach/act")]


@pytest.mark.parametrize(("method", "path"), _doors())
def test_a_door_refuses_what_it_does_not_understand_in_words(host: HostProgram, method: str, path: str) -> None:
    strange: list[Any] = [b"", b"{", b"[" * 5000, b"\xff\xfe", b'{"code":1e999}', b"null", b"x" * 500_000]
    with httpx.Client(base_url=host.address) as client:
        for body in strange:
            answer = client.request(method, path, content=body, headers={"x-seat": "none of ours"})
            assert answer.status_code in {400, 403, 413}
            assert answer.json()["why"]


def test_every_answer_has_a_strict_policy_and_no_other_site_may_act(host: HostProgram) -> None:
    with httpx.Client(base_url=host.address) as client:
        for path in ("/", "/teach", "/static/class.css", "/static/teach.js", "/none", "/teach/board", "/teach/bed/1"):
            policy = client.get(path).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
        assert client.get("/static/../web.py").status_code == 404
        other = {"origin": "https://elsewhere.example"}
        assert client.post("/teach/enter", json={"secret": host.secret}, headers=other).status_code == 403
        assert client.get("/teach/feed").status_code == 403


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists its sockets as a file")
def test_the_host_listens_on_this_machine_alone_until_told_otherwise(host: HostProgram) -> None:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]

    assert host.process.stdout is not None
    assert "--listen 0.0.0.0" in host.process.stdout.readline()
    listening = {row[1] for row in rows if row[1].endswith(f":{host.port:04X}") and row[3] == "0A"}

    assert listening == {f"0100007F:{host.port:04X}"}
