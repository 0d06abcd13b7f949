"""A seat without a browser: what the page tells becomes what a window would tell, and time goes on in turns."""

from __future__ import annotations

import pickle
import subprocess
import sys
from array import array
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from game.app import moving
from game.app.analyst import Analyst
from game.app.run import run_case
from game.case.case import admit_case
from game.case.walk import advance_to
from game.futures.sweep import ColumnFutures
from game.patient.method import stepped
from game.policy.reference import Reference
from game.review.valuation.tracking import track
from game.review.valuation.value import Expected, Fork, true_fork, with_luck
from game.ui.backends.html_canvas import NEXT, PART
from game.ui.backends.html_events import PageKeys
from game.ui.toolkit.page import BODY
from game.ui.toolkit.scene import Key, Quit
from game.values.log import Log
from game.values.ticks import ticks
from game.web.begun import Batch, Batched, BegunShelf
from game.web.kernel import PageKernel
from game.web.platform import Tab
from game.web.seat import BrowserSeat
from game.web.turns import Turns
from tests.levels.plays import level
from tests.test_house import ROOT
from tests.web.page import NoBrowser, PlainKernel


@pytest.fixture
def page() -> NoBrowser:
    return NoBrowser()


@pytest.fixture
def seat(page: NoBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BrowserSeat]:
    monkeypatch.setattr(moving, "_found", [*moving._found])
    made = BrowserSeat(page, tmp_path, warn=pytest.fail)
    made.resize(1280, 720)
    yield made
    made.shell.close(hurried=True)


def words(seat: BrowserSeat) -> str:
    """Return what a frame shows."""
    drawn = [one.split(PART) for one in seat.frame(16_000).split(NEXT)]
    return " | ".join(one[-1] for one in drawn if one[0] == "t")


def press(seat: BrowserSeat, key: str, code: str = "") -> str:
    asked = seat.key(key, code, False, False, False, False)
    seat.key_up(key, code)
    return asked


def test_a_tab_offers_no_class_that_it_cannot_reach(seat: BrowserSeat) -> None:
    shown = words(seat)

    assert "Finished cases" in shown
    assert "Join a class" not in shown


@pytest.mark.parametrize(
    ("key", "code", "shift", "others", "known"),
    [
        ("a", "KeyA", False, (), Key("a", place="a")),
        ("A", "KeyA", True, (), Key("a", shift=True, place="a")),
        ("я", "KeyZ", False, (), Key("я", place="z")),
        ("?", "Slash", True, (), Key("?")),
        ("5", "Digit5", True, (), Key("5")),
        ("Enter", "NumpadEnter", False, (), Key("return")),
        (" ", "Space", False, (), Key("space")),
        ("ArrowLeft", "ArrowLeft", False, (), Key("left")),
        ("Shift", "ShiftRight", True, (), Key("right shift")),
        ("s", "KeyS", False, ("ctrl",), Key("ctrl+s")),
        ("Dead", "BracketLeft", False, (), Key("")),
    ],
)
def test_a_key_of_the_page_is_called_as_a_window_calls_it(
    key: str, code: str, shift: bool, others: tuple[str, ...], known: Key
) -> None:
    keys = PageKeys()
    assert keys.down(key, code, shift=shift, others=others) == known
    assert keys.down(key, code, shift=shift, others=others).repeated
    keys.up(key, code)
    assert not keys.down(key, code, shift=shift, others=others).repeated


def test_a_case_is_written_into_the_players_folder_as_on_a_desktop(seat: BrowserSeat, tmp_path: Path) -> None:
    assert "Cytokine Storm" in words(seat)
    covid = next(bed.level for bed in seat.shell.beds() if bed.level.id == "covid_storm")
    seat.shell.start(covid).tick()
    assert [path.suffix for path in (tmp_path / "cases").iterdir()] == [".jsonl"]


def test_the_page_saves_pictures_and_fills_the_screen_since_python_cannot(seat: BrowserSeat) -> None:
    assert press(seat, "F12", "F12") == "picture"
    assert press(seat, "F11", "F11") == "full screen"
    assert press(seat, "F1", "F1") == ""


@pytest.mark.parametrize(
    ("screen", "dense", "picture", "percent", "text"),
    [
        ((1280, 720), 1.0, [1280, 720], 100, 16.0),
        ((2880, 1800), 2.0, [2880, 1800], 100, 18.0),
        ((1024, 640), 1.0, [1024, 640], 100, 14.4),
        ((768, 988), 1.0, [1024, 1318], 133, 14.4),
        ((844, 354), 1.0, [1526, 640], 181, 14.4),
        ((390, 808), 1.0, [1024, 2122], 200, 11.0),
        ((1170, 2424), 3.0, [1024, 2122], 200, 11.0),
    ],
)
def test_a_page_that_is_too_small_is_shown_reduced_and_can_be_read(
    seat: BrowserSeat, screen: tuple[int, int], dense: float, picture: list[int], percent: int, text: float
) -> None:
    """A phone, upright, had the picture of a window across: letters of five pixels, above an empty page."""
    assert seat.resize(*screen, dense) == picture
    laid = seat.stage.page
    assert (list(laid.size), laid.settings.text_percent) == (picture, percent)
    assert laid.unit * BODY / (picture[0] * dense / screen[0]) == pytest.approx(text, abs=0.05)
    assert seat.shell.settings().text_percent == 100


def test_who_quits_gets_no_more_frames(seat: BrowserSeat) -> None:
    seat.stage.go(Quit())
    assert (seat.over, seat.frame(16_000), seat.writes) == (True, "", False)
    seat.press(10, 10)
    assert press(seat, "F5", "F5") == ""


def test_a_worker_ends_with_whoever_quits(page: NoBrowser, seat: BrowserSeat) -> None:
    shock = next(bed.level for bed in seat.shell.beds() if bed.level.id == "septic_shock")
    play = seat.shell.start(shock)
    while not play.finished:
        play.tick()
    seat.shell.analyse_later(play)
    ((number, _),) = page.asked

    seat.stage.go(Quit())
    seat.frame(16_000)

    assert page.ended == [number]


def test_a_patient_that_the_page_moves_has_the_bits_of_plain_python() -> None:
    kernel = PageKernel(PlainKernel())
    found = level("quiet_recovery")
    played = advance_to(admit_case(found, 5, kernel.move), (), 40)
    assert played.body.state == advance_to(admit_case(found, 5, stepped), (), 40).body.state


def test_who_is_looked_into_is_moved_by_the_page_too(page: NoBrowser, seat: BrowserSeat) -> None:
    assert page.kernel.calls == 0

    seat.screens.inside()

    assert page.kernel.calls > 0


def test_many_patients_are_moved_in_one_call_each_as_if_alone() -> None:
    plain = PlainKernel()
    kernel = PageKernel(plain)
    found = level("quiet_recovery")
    bodies = [admit_case(found, seed).body for seed in (1, 2, 3)]
    inputs = admit_case(found, 1).inputs
    rows = zip(*[(*body.state, *body.parameters, *inputs) for body in bodies], strict=True)
    moved = kernel.advance_columns(array("d", [value for row in rows for value in row]), 3, 6, 1)
    assert plain.calls == 1
    alone = [stepped(body.state, body.parameters, inputs, 6) for body in bodies]
    assert list(moved) == [value for row in zip(*alone, strict=True) for value in row]


def test_work_waits_for_its_turn_and_tells_what_failed() -> None:
    turns = Turns()
    good, bad = turns.submit(lambda: 3), turns.submit(lambda: 1 // 0)
    assert not good.done()
    assert [turns.turn(), turns.turn(), turns.turn()] == [True, True, False]
    assert good.result() == 3
    with pytest.raises(ZeroDivisionError):
        bad.result()
    left = turns.submit(lambda: 4)
    turns.shutdown(cancel_futures=True)
    with pytest.raises(CancelledError):
        left.result()


def test_a_worker_is_given_the_case_and_is_heard_until_it_has_no_more(page: NoBrowser, tmp_path: Path) -> None:
    tab = Tab(page, BegunShelf(tmp_path))
    found = level("septic_shock")
    ran = run_case(found, found.seed, ())
    analyst = Analyst(ran.log, lambda: tab.dig(found, found.seed, while_played=False))
    ((number, asked),) = page.asked
    assert pickle.loads(asked) == (found, ran.log, {})  # noqa: S301
    tab.found(number, pickle.dumps((0.25, "half way")))
    assert (analyst.share_done, analyst.words, analyst.finished) == (0.25, "half way", False)
    tab.lost(number)
    assert (analyst.finished, page.ended) == (True, [number])
    assert "stopped early" in analyst.failure
    tab.lost(number)
    assert page.ended == [number]


def test_a_page_that_is_loaded_again_gives_the_worker_what_was_found(page: NoBrowser, tmp_path: Path) -> None:
    found = level("septic_shock")
    log, other = run_case(found, found.seed, ()).log, run_case(found, 7, ()).log
    batch = Batch(mark="ab", worths=[(0.1 + 0.2, 100.0), (71.25, 1e-17)])

    def asked_by(log: Log) -> tuple[Tab, int, dict[str, object]]:
        tab = Tab(page, BegunShelf(tmp_path))
        Analyst(log, lambda: tab.dig(found, found.seed, while_played=False))
        number, asked = page.asked[-1]
        return tab, number, pickle.loads(asked)[2]  # noqa: S301

    tab, number, known = asked_by(log)
    assert known == {}
    tab.found(number, pickle.dumps(batch))
    assert page.ended == []
    assert [asked_by(one)[2] for one in (log, other)] == [{"ab": batch.worths}, {}]


def test_of_a_batch_that_is_known_no_future_is_played_and_each_bit_is_the_same() -> None:
    found = level("septic_shock")
    of = track(found, found.seed, Reference(), ticks(6.0))
    forks = [true_fork(of, hour) for hour in (0, 5)]
    others = [with_luck(forks[0], 3), with_luck(forks[1], 4)]
    played: list[int] = []
    told: list[Batch] = []

    def worths(batched: Batched, asked: list[Fork]) -> list[Expected]:
        def find() -> list[Expected]:
            played.append(len(asked))
            return ColumnFutures().worths(asked)

        return [Expected(*one) for one in batched.worths(asked, find)]

    first = [worths(Batched({}, told.append), asked) for asked in (forks, others, forks[:1])]
    kept = {one.mark: one.worths for one in told}
    assert (played, len(kept)) == ([2, 2, 1], 3)
    again = [worths(Batched(kept, told.append), asked) for asked in (forks, others, forks[:1])]
    assert (played, again) == ([2, 2, 1], first)
    worths(Batched(kept, told.append), forks[::-1])
    assert played[3:] == [2]


def test_a_tab_does_not_work_ahead_while_a_case_is_played(page: NoBrowser, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ahead"):
        Tab(page, BegunShelf(tmp_path)).dig(level("septic_shock"), 1, while_played=True)


WITHOUT = """
import sys
for name in ("_multiprocessing", "_posixshmem", "wasmtime", "pygame", "scipy"):
    sys.modules[name] = None
import game.web.seat
import game.web.analysis
"""


def test_a_seat_is_imported_where_python_has_no_processes_and_no_window() -> None:
    """A browser's Python lacks what is compiled of `multiprocessing`."""
    subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, check=True)
