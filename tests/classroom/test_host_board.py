"""The board of a live class, whose work ends with the host."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from time import monotonic, sleep

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.class_host import HostBoard
from game.classroom.voting import VoteResult
from game.training.handed_in import HandedIn, HandIn
from game.values.log import EndLine, Stopper
from tests.classroom.lesson import lesson_in


class Verifying:
    """Verifies files until it is stopped."""

    begun = threading.Event()
    stopped = threading.Event()

    def __init__(self, *_: object) -> None:
        pass

    def write_on_the_way(self, _: object) -> None:
        pass

    def verify(self, _: object, __: object) -> None:
        self.begun.set()
        self.stopped.wait(10.0)
        raise CancelledError

    def stop(self) -> None:
        self.stopped.set()


class Small:
    """Two files: both are confirmed, and their scores take as long as the test wants."""

    scoring, scored = threading.Event(), threading.Event()
    found = "nothing"
    working = True
    files: tuple[HandedIn, ...] = ()

    def __init__(self, *_: object) -> None:
        pass

    def write(self, page: Path) -> None:
        page.write_text(self.found, "utf-8")

    def write_on_the_way(self, page: Path) -> Callable[[], None]:
        self.write(page)
        return lambda: None

    def verify(self, _: object, __: object) -> None:
        self.found = "confirmed"

    def score(self, _: object, __: object) -> None:
        self.scoring.set()
        assert self.scored.wait(10.0)
        self.found = "scored"

    def stop(self) -> None:
        """Nothing is under way."""


def board_with(inspection: type, files: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> HostBoard:
    """Return the board of a lesson, with so many files, whose work has begun."""
    monkeypatch.setattr("game.app.class_host.Inspection", inspection)
    board = HostBoard(place / "board", place / lesson_in(place).pack_name, 1)
    board.make([(number, b"") for number in range(1, files + 1)], [], {})
    return board


def test_what_was_confirmed_stands_on_the_board_while_scores_are_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It told a class of two for minutes that both files were still to be played again."""
    board = board_with(Small, 2, tmp_path, monkeypatch)
    assert Small.scoring.wait(10.0)
    assert board.page() == b"confirmed"
    Small.scored.set()
    board.close()


def test_a_bed_is_told_no_finding_before_its_end_and_no_points_of_a_stopped_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a board in mid-lesson each card said "not finished" where its hour stood, and later "confirmed · 0"."""
    end = EndLine(tick=60, ending="stopped", score=0, digest="0")
    found = (
        HandedIn("1", str(tmp_path / "board" / "1.jsonl"), "Ann", HandIn.UNFINISHED),
        HandedIn("2", str(tmp_path / "board" / "2.jsonl"), "Bo", HandIn.CONFIRMED, end=end, stopped_by=Stopper.LESSON),
        HandedIn("3", str(tmp_path / "board" / "3.jsonl"), "Cy", HandIn.CONFIRMED, end=end),
        HandedIn("4", str(tmp_path / "board" / "4.jsonl"), "Dee", HandIn.WAITING),
    )

    class Found(Small):
        scoring, scored = threading.Event(), threading.Event()
        files = found

    board = board_with(Found, 4, tmp_path, monkeypatch)
    assert Found.scoring.wait(10.0)
    Found.scored.set()

    assert board.results() == {2: "confirmed · stopped, no score to compare", 3: "confirmed"}
    board.close()


def test_a_host_that_ends_waits_for_no_file_that_is_still_to_be_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = board_with(Verifying, 1, tmp_path, monkeypatch)
    assert Verifying.begun.wait(10.0)
    # What is done is said before the first file is through.
    assert board.progress == (0.0, "Verifying")

    board.close()

    assert Verifying.stopped.is_set()


def test_a_file_of_somebody_else_in_the_folder_takes_no_beds_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was copied there stopped the instructor's page: its name was read as the number of a bed."""
    place = tmp_path / "board"

    class Copied(Small):
        scoring, scored = threading.Event(), threading.Event()
        files = (
            HandedIn("1", str(place / "1.jsonl"), "Ann", HandIn.EDITED),
            HandedIn("late", str(place / "late.jsonl"), "Bo", HandIn.EDITED),
            HandedIn("x/1", str(place / "x" / "1.jsonl"), "Cy", HandIn.FOREIGN),
        )

    board = board_with(Copied, 1, tmp_path, monkeypatch)
    assert Copied.scoring.wait(10.0)
    Copied.scored.set()

    assert board.results() == {1: "edited"}
    board.close()


def test_all_of_a_lesson_is_packed_with_votes_that_no_spreadsheet_takes_for_a_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports were packed alone: cases lay in a folder of the host, and how a class had voted was kept nowhere."""
    place = tmp_path / "board"
    end = EndLine(tick=60, ending="discharged", score=80, digest="0")

    class Whole(Small):
        scoring, scored = threading.Event(), threading.Event()
        files = (HandedIn("1", str(place / "1.jsonl"), "Ann", HandIn.CONFIRMED, level="sample", end=end),)

        def write(self, page: Path) -> None:
            super().write(page)
            page.with_suffix(".csv").write_bytes(b"learner")

        def reports(self, *_: object) -> list[tuple[str, bytes]]:
            return [("Ann, sample 1.html", b"report")]

    board = board_with(Whole, 1, tmp_path, monkeypatch)
    Whole.scored.set()
    board.pack([VoteResult("=What now?", ("Wait", "Stop"), (1, 2))])
    until = monotonic() + 30.0
    while not board.packed and monotonic() < until:
        sleep(0.02)
    board.close()

    packed = board.download("lesson.zip")
    assert packed is not None
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [
            "board.csv", "board.html", "cases/Ann, sample 1.jsonl", "reports/Ann, sample 1.html", "votes.csv",
        ]  # fmt: skip
        assert archive.read("votes.csv").decode() == (
            "vote,question,answer,votes\n1,'=What now?,Wait,1\n1,'=What now?,Stop,2\n"
        )
