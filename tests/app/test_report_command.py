"""`report` and `score`: what they write, what they never write over, and how they end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import msgspec
import pytest
from msgspec import structs

from game.app import analyses, main, peer
from game.case import walk
from game.case.case import Case, admit_case, advance
from game.files.case_file import case_bytes, read_case
from game.files.report_file import case_mark, report_path
from game.files.report_pdf import NO_TYPST
from game.review.findings import Analysis
from game.review.playback.hourly_truth import deathless
from game.review.valuation import tracking, tracks
from game.values.order import Entry
from game.values.words import say
from tests.files.sample_level import written
from tests.ui import sample_analysis
from tools.write_schemas import FOLDER


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a level of two days and a case file of it."""
    folder = tmp_path_factory.mktemp("played")
    level = written(folder)
    orders = folder / "orders.csv"
    orders.write_text("hour,order,what\n1,draw,il6\n10,give,tocilizumab\n")
    case = folder / "case.jsonl"
    assert main(["simulate", str(level), "--orders", str(orders), "--save", str(case)]) == 0
    return level, case


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test find what another has kept."""
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a made-up analysis in the place of the real one, and note which cases were asked for."""
    asked: list[str] = []

    def made_up(*given: object, progress: object, tracks: object) -> Analysis:
        asked.append("asked")
        assert callable(progress)
        progress(0.5, "Timing map")
        return sample_analysis.stages()[-1]

    monkeypatch.setattr(analyses, "analysed", made_up)
    return asked


@pytest.mark.parametrize("command", ["report", "score", "verify"])
def test_a_command_plays_its_case_once(
    played: tuple[Path, Path], command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With its dice once; without them only what came after its end, and the same patient in other hands."""
    level, path = played
    shutil.copy(path, tmp_path)
    passed: list[tuple[bool, int]] = []
    doors: list[str] = []

    def counting(case: Case, entries: Sequence[Entry] = ()) -> Case:
        passed.append((case.admission == deathless(case).admission, case.tick))
        return advance(case, entries)

    for module in (walk, tracking, tracks):
        monkeypatch.setattr(module, "admit_case", lambda *of, at=module: doors.append(at.__name__) or admit_case(*of))
    monkeypatch.setattr(walk, "advance", counting)
    # A peer would play the other hands where nobody counts.
    monkeypatch.setattr(peer, "cores", lambda: 1)
    end = read_case(path).log.end

    assert main([command, str(tmp_path / path.name), "--level", str(level)]) == 0
    assert end is not None
    assert [tick for endless, tick in passed if not endless] == list(range(end.tick))
    assert doors[0] == "game.case.walk"
    assert set(doors[1:]) == {"game.review.valuation.tracks"}
    others = [tick for endless, tick in passed if endless and tick < end.tick]
    assert sorted(others) == sorted(list(range(end.tick)) * len(doors[1:]))


def copied(case: Path, path: Path, **header: str) -> Path:
    """Write a case file again under another name, with another first line."""
    log = read_case(case).log
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, **header))))
    return path


def test_a_real_case_is_reported_with_the_score_that_score_prints(
    played: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played

    assert main(["report", str(case), "--out", str(tmp_path), "--level", str(level)]) == 0
    page = tmp_path / "case.html"
    assert capsys.readouterr() == (f"Written: {page}\n", "")

    assert main(["score", str(case), "--level", str(level)]) == 0
    score = json.loads(capsys.readouterr().out)
    assert main(["score", str(case), "--level", str(level), "--analysis"]) == 0
    analysis = json.loads(capsys.readouterr().out)
    for name, found in (("score", score), ("analysis", analysis)):
        schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(found)) == []
    assert analysis["score"] == score
    assert f'<p class="score">{score["total"]}<small> of 100</small></p>' in page.read_text("utf-8")


def test_a_page_lies_beside_its_case_file_unless_said_otherwise(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str]
) -> None:
    level, case = played
    own = copied(case, tmp_path / "mine" / "own.jsonl")

    assert main(["report", str(own), "--level", str(level)]) == 0
    assert (tmp_path / "mine" / "own.html").is_file()


def test_what_was_found_for_one_page_is_kept_for_the_next_and_for_the_score(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    page = ["report", str(case), "--level", str(level), "--out"]
    assert main([*page, str(tmp_path / "first")]) == 0
    assert main([*page, str(tmp_path / "second")]) == 0
    pages = [(tmp_path / name / "case.html").read_bytes() for name in ("first", "second")]
    capsys.readouterr()
    assert main(["score", str(case), "--level", str(level), "--analysis"]) == 0

    assert quick == ["asked"]
    assert pages[0] == pages[1]
    assert msgspec.json.decode(capsys.readouterr().out, type=Analysis) == sample_analysis.stages()[-1]
    other = copied(case, tmp_path / "other" / "case.jsonl", player="Ada")
    assert main(["score", str(other), "--level", str(level), "--analysis"]) == 0
    assert quick == ["asked", "asked"]


def test_a_folder_of_a_class_becomes_a_page_for_each(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    names = [f"student-{number}" for number in range(1, 4)]
    for name in names:
        copied(case, tmp_path / "class" / f"{name}.jsonl", player=name)
    (tmp_path / "class" / "notes.txt").write_text("no case")

    assert main(["report", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--level", str(level)]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{name}.html" for name in names]
    for name in names:
        assert f"<bdi>{name}.jsonl</bdi>, <bdi>{name}</bdi>" in (tmp_path / "out" / f"{name}.html").read_text("utf-8")
    assert capsys.readouterr().out.count("Written: ") == 3


def test_two_cases_of_one_name_both_get_a_page_and_keep_it(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str]
) -> None:
    level, case = played
    one = copied(case, tmp_path / "one" / "case.jsonl", player="Ada")
    other = copied(case, tmp_path / "other" / "case.jsonl", player="Bo")
    out = tmp_path / "out"

    for _ in range(2):
        assert main(["report", str(one), str(other), "--out", str(out), "--level", str(level)]) == 0
        assert sorted(path.name for path in out.iterdir()) == ["case-2.html", "case.html"]
        assert "Ada" in (out / "case.html").read_text("utf-8")
        assert "Bo" in (out / "case-2.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["case.html", "case.pdf"])
def test_what_is_no_report_of_this_case_is_not_written_over(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], name: str
) -> None:
    level, case = played
    (tmp_path / name).write_text("mine")

    assert main(["report", str(case), "--out", str(tmp_path), "--level", str(level)]) == 0
    assert (tmp_path / name).read_text() == "mine"
    assert (tmp_path / "case-2.html").is_file()


def test_a_case_of_another_model_is_shown_as_recorded_and_its_scoring_refused_in_a_sentence(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    old = copied(case, tmp_path / "old.jsonl", method="storm-0 euler")
    end = read_case(case).log.end
    assert end is not None

    assert main(["report", str(old), "--level", str(level)]) == 1
    told = capsys.readouterr()
    assert told.out == f"Written: {tmp_path / 'old.html'}\n"
    assert told.err.startswith(f"{old} was played with the model 'storm-0 euler'")
    assert told.err.count("\n") == 1
    page = (tmp_path / "old.html").read_text("utf-8")
    assert "This case was played with the model &#39;storm-0 euler&#39;" in page
    assert f"{end.score}<small> of 100, as recorded in the file</small>" in page
    assert "Give tocilizumab" in page
    assert quick == []

    assert main(["score", str(old), "--level", str(level)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{old} was played with the model 'storm-0 euler'")
    assert told.err.count("\n") == 1


def test_without_its_level_a_case_is_shown_as_recorded(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, case = played

    assert main(["report", str(case), "--out", str(tmp_path)]) == 2
    assert "The level 'sample' of this case is not a shipped one." in capsys.readouterr().err
    page = (tmp_path / "case.html").read_text("utf-8")
    assert "A case of the level sample" in page
    assert "Name its file with --level PATH. Below is what the file itself says." in page
    assert "Give tocilizumab" in page


def test_on_a_level_that_was_changed_a_case_is_shown_as_recorded(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, case = played
    changed = written(tmp_path, ("age_years = 60", "age_years = 61"))

    assert main(["report", str(case), "--out", str(tmp_path), "--level", str(changed)]) == 1
    assert "The level 'sample' is not the one that was played" in capsys.readouterr().err
    page = (tmp_path / "case.html").read_text("utf-8")
    assert "is not the one that was played" in page
    assert "61 years" not in page


def test_a_case_that_is_not_what_its_file_says_is_shown_as_recorded(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    log = read_case(case).log
    first, *rest = log.digests
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(case_bytes(replace(log, digests=(structs.replace(first, digest="0" * 16), *rest))))

    assert main(["report", str(forged), "--level", str(level)]) == 1
    assert f"{forged} differs from its file from hour 1 (" in capsys.readouterr().err
    page = (tmp_path / "forged.html").read_text("utf-8")
    assert "so it cannot be scored" in page
    assert "as recorded in the file" in page
    assert quick == []
    assert main(["score", str(forged), "--level", str(level)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{forged} is not as the game wrote it" in said.err


def test_every_fault_is_told_and_the_good_ones_are_written(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    edited = tmp_path / "edited.jsonl"
    edited.write_bytes(case.read_bytes().replace(b'"seed":7', b'"seed":8'))
    empty = tmp_path / "empty"
    empty.mkdir()
    none = tmp_path / "none.jsonl"

    files = [str(path) for path in (none, edited, empty, case)]
    assert main(["report", *files, "--out", str(tmp_path), "--level", str(level)]) == 2
    told = capsys.readouterr()
    assert f"{none}: found no such file or directory" in told.err
    assert f"{edited} was edited after it was written" in told.err
    assert f"{empty}: found no '.jsonl' file, expected at least one case file" in told.err
    assert told.out == f"Written: {tmp_path / 'case.html'}\n"


def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played
    (tmp_path / "taken").write_text("a file")

    assert main(["report", str(case), "--out", str(tmp_path / "taken"), "--level", str(level)]) == 2
    assert "expected a folder that can be written" in capsys.readouterr().err
    assert quick == []


def test_a_missing_level_file_is_told_once(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, case = played

    assert main(["report", str(case), str(case), "--out", str(tmp_path), "--level", str(tmp_path / "no.toml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_progress_is_shown_on_a_terminal_only(
    played: tuple[Path, Path],
    tmp_path: Path,
    quick: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level, case = played
    given = ["report", str(case), "--out", str(tmp_path), "--level", str(level)]

    assert main(given) == 0
    assert capsys.readouterr().err == ""

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    # What was found the first time would be there at once.
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path / "another"))
    assert main(given) == 0
    told = capsys.readouterr().err
    assert "1/1 case.jsonl [##########..........]  50 % Timing map" in told
    assert told.endswith("\r")


def test_without_typst_pdf_is_refused_in_a_sentence_before_the_work(
    played: tuple[Path, Path],
    tmp_path: Path,
    quick: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level, case = played
    monkeypatch.setattr("game.files.report_pdf.find_spec", lambda _: None)

    assert main(["report", str(case), "--out", str(tmp_path / "out"), "--level", str(level), "--pdf"]) == 3
    assert capsys.readouterr().err == f"{say(NO_TYPST)}\n"
    assert quick == []
    assert not (tmp_path / "out").exists()


def test_a_pdf_lies_beside_the_page(
    played: tuple[Path, Path], tmp_path: Path, quick: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    level, case = played

    assert main(["report", str(case), "--out", str(tmp_path), "--level", str(level), "--pdf"]) == 0
    assert capsys.readouterr() == (f"Written: {tmp_path / 'case.html'} and case.pdf\n", "")
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF-")
    assert report_path(tmp_path, "case", case_mark(read_case(case).log)) == tmp_path / "case.html"


def test_a_report_finds_its_place_again_by_the_fingerprint_of_its_case(
    played: tuple[Path, Path], tmp_path: Path
) -> None:
    _, case = played
    mark = case_mark(read_case(case).log)

    assert report_path(tmp_path, "case.expert", mark) == tmp_path / "case.expert.html"
    (tmp_path / "case.html").write_text(f'<meta name="cytokine-storm-case" content="{mark}">')
    assert report_path(tmp_path, "case", mark) == tmp_path / "case.html"
    assert report_path(tmp_path, "case", "f" * 16) == tmp_path / "case-2.html"
