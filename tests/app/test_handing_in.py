"""A class is looked into file by file: the board stands at once, fills, and plays no file twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Self

import pytest
from msgspec import structs

from game.app import handing_in, inspecting
from game.app.confirming import header_of
from game.app.handing_in import Inspection, open_folder
from game.app.handouts import report_of
from game.app.inspecting import analyse, inspect
from game.app.run import run_case
from game.files.case_file import case_bytes
from game.files.case_lines import CaseFileError
from game.files.level_file import read_level
from game.files.problem import shown
from game.review.verdict import SCORE_VERSION
from game.training.handed_in import HandIn
from game.values.order import Actor, Entry, Give
from tests.files.sample_level import written
from tests.levels.plays import level

LEVEL = level("quiet_recovery")
ORDERS = (Entry(tick=30, actor=Actor.PLAYER, order=Give(regimen="dexamethasone")),)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a true case and an edited one."""
    folder = tmp_path_factory.mktemp("cases")
    log = run_case(LEVEL, LEVEL.seed, ORDERS).log
    assert log.end is not None
    end = structs.replace(log.end, score=50, score_version=SCORE_VERSION)
    whole = case_bytes(replace(log, header=header_of(LEVEL, LEVEL.seed), end=end))
    (folder / "a.jsonl").write_bytes(whole)
    (folder / "b.jsonl").write_bytes(whole.replace(b"dexa", b"hexa"))
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path))
    return tmp_path


class _Here:
    """Does at once what a pool of processes would do in its time."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, do: object, *given: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_result(do(*given))  # type: ignore[operator]
        return done


def test_a_board_stands_before_the_first_file_is_played_and_fills(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = Inspection(open_folder(cases, None))
    monkeypatch.setattr(inspection, "_pool", _Here)
    page = tmp_path / "board.html"
    again = inspection.write_on_the_way(page)
    assert "2 files of 2 are still to be played again." in page.read_text("utf-8")
    assert 'data-again="5"' in page.read_text("utf-8")
    seen: list[list[HandIn]] = []
    told: list[str] = []

    def each() -> None:
        seen.append([one.standing for one in inspection.files])
        again()
        told.append(page.read_text("utf-8"))

    inspection.verify(lambda *_: None, each)
    assert "1 file of 2 is still to be played again." in told[0]
    assert "still to be played" not in told[1]
    inspection.working = False
    inspection.write(page)

    assert sorted(one.value for one in seen[0]) in (["confirmed", "waiting"], ["edited", "waiting"])
    assert seen[1] == [HandIn.CONFIRMED, HandIn.EDITED]
    assert "still to be played" not in page.read_text("utf-8")
    assert "data-again" not in page.read_text("utf-8")


class _Ending(_Here):
    """The same, but a file with which the machine ends the process takes all that come after it along."""

    pools = 0

    def __init__(self) -> None:
        type(self).pools += 1
        self._broken = False

    def submit(self, do: object, *given: object) -> Future[object]:
        self._broken = self._broken or Path(str(given[0])).name == "a.jsonl"
        if not self._broken:
            return super().submit(do, *given)
        lost: Future[object] = Future()
        lost.set_exception(BrokenProcessPool("a child process terminated abruptly"))
        return lost


def test_a_file_that_costs_its_process_keeps_no_other_from_the_board(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process of a machine without memory was ended, and with it the board: a traceback, or a page that stood."""
    inspection = Inspection(open_folder(cases, None), workers=2)
    monkeypatch.setattr(inspection, "_pool", _Ending)

    inspection.verify(lambda *_: None, lambda: None)
    inspection.write(tmp_path / "board.html")

    assert _Ending.pools == 3
    assert [(one.file, one.standing) for one in inspection.files] == [
        ("a.jsonl", HandIn.WAITING),
        ("b.jsonl", HandIn.EDITED),
    ]
    assert "the machine ended what played it again" in inspection.files[0].why[0]


def test_a_board_names_a_learner_as_the_instructor_does(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = Inspection(open_folder(cases, None), names={"a": "Learner A"})
    monkeypatch.setattr(inspection, "_pool", _Here)
    inspection.verify(lambda *_: None, lambda: None)
    page = tmp_path / "board.html"
    inspection.write(page)

    assert {one.file: one.learner for one in inspection.files} == {"a.jsonl": "Learner A", "b.jsonl": "b"}
    assert "Learner A" in page.read_text("utf-8")
    assert page.with_suffix(".csv").read_text("utf-8").count("Learner A,") == 1


def test_a_file_that_was_confirmed_is_not_played_twice_and_tells_the_same(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cases / "a.jsonl"
    first = inspect(path, "a", "Ann", None)
    monkeypatch.setattr(inspecting, "confirmed", None)

    assert inspect(path, "a", "Ann", None) == first
    assert first.standing is HandIn.CONFIRMED
    assert first.doses


def test_who_ordered_nothing_is_not_said_to_have_the_orders_of_a_player_made_of_code(tmp_path: Path) -> None:
    """A learner whose case was stopped early was told to have those of six of them."""
    log = run_case(LEVEL, LEVEL.seed, ()).log
    assert log.end is not None
    end = structs.replace(log.end, score=50, score_version=SCORE_VERSION)
    path = tmp_path / "idle.jsonl"
    path.write_bytes(case_bytes(replace(log, header=header_of(LEVEL, LEVEL.seed), end=end)))

    assert inspect(path, "idle", "Ann", None).remarks == ()


def test_a_level_is_never_looked_for_where_the_file_of_a_stranger_says(tmp_path: Path) -> None:
    """It was opened as a path: any file of the machine, one on another machine, or an easier level of the learner's."""
    level_file = written(tmp_path)
    own = read_level(level_file)
    log = run_case(own, own.seed, ()).log
    header = structs.replace(header_of(own, own.seed), level=str(level_file))
    case = tmp_path / "case.jsonl"
    case.write_bytes(case_bytes(replace(log, header=header)))

    found = inspect(case, case.name, "Ann", None)

    told = f"its level {shown(str(level_file))} is neither a shipped one nor one of the session."
    assert (found.standing, found.why) == (HandIn.FOREIGN, (told,))


def test_a_file_that_changes_after_it_was_confirmed_gets_no_score(cases: Path, tmp_path: Path) -> None:
    """Whoever handed it in may still write there: what was scored and reported had been verified by nobody."""
    case = tmp_path / "a.jsonl"
    case.write_bytes((cases / "a.jsonl").read_bytes())
    mark = inspect(case, case.name, "Ann", None).mark
    case.write_bytes((cases / "a.jsonl").read_bytes().rpartition(b'{"line":"end"')[0])

    with pytest.raises(CaseFileError, match="another case than was confirmed"):
        analyse(case, None, mark)
    with pytest.raises(CaseFileError, match="another case than was confirmed"):
        report_of(case, mark, tmp_path / "night.toml", tmp_path)


def test_what_was_kept_is_of_this_file_alone_and_of_this_game(
    cases: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: Iterator[int] = iter(range(9))
    true = inspecting.confirmed

    def counted(*given: object, **more: object) -> object:
        next(played)
        return true(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(inspecting, "confirmed", counted)
    inspect(cases / "a.jsonl", "a", "Ann", None)
    (kept,) = (home / "confirmed").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"dexamethasone", b"hydrocortison"))
    inspect(cases / "a.jsonl", "a", "Ann", None)
    monkeypatch.setattr("game.files.analysis_shelf.METHOD", "another")
    inspect(cases / "a.jsonl", "a", "Ann", None)

    assert next(played) == 3


def test_at_most_two_processes_play_again_unless_more_are_asked_for(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(handing_in, "ProcessPoolExecutor", lambda workers, *_, **__: asked.append(workers) or _Here())
    monkeypatch.setattr(handing_in, "cores", lambda: 64)
    folder = open_folder(cases, None)
    for workers in (0, 1):
        Inspection(folder, workers).verify(lambda *_: None, lambda: None)

    assert asked == [2, 1]
