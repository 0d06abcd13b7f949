"""What a class takes along: a page for each confirmed case, in one archive, by the names that are shown."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.handing_in import Inspection, open_folder
from game.app.handouts import names_in
from game.app.web_folder import zipped
from game.review.verdict import SCORE_VERSION
from game.training.handed_in import HandedIn, HandIn
from game.values.log import EndLine
from tests.app.test_handing_in import _Here
from tests.classroom.lesson import Learner, lesson_in

END = EndLine(tick=60, ending="stopped", score=0, digest="0")


def test_a_page_is_named_by_learner_level_and_try_and_none_is_written_over_another() -> None:
    def handed_in(path: str, learner: str, attempt: int, standing: HandIn = HandIn.CONFIRMED) -> HandedIn:
        return HandedIn(path, path, learner, standing, level="covid_storm", attempt=attempt, end=END)

    files = (
        handed_in("1.jsonl", "Ann", 1),
        handed_in("2.jsonl", "Ann", 2),
        handed_in("3.jsonl", "../<b>", 1),
        handed_in("4.jsonl", "..|[b[", 1),
        handed_in("5.jsonl", "Bo", 1, HandIn.UNFINISHED),
    )

    assert [name for _, name in names_in(files)] == [
        "Ann, covid_storm 1.html",
        "Ann, covid_storm 2.html",
        "_b_, covid_storm 1.html",
        "_b_, covid_storm 1 (4).html",
    ]


def test_the_reports_of_a_class_are_pages_of_its_confirmed_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path / "home"))
    lesson = lesson_in(tmp_path)
    cases = tmp_path / "cases"
    cases.mkdir()
    for name in ("Ann", "Bo"):
        learner = Learner(tmp_path / name, lesson, name)
        for _ in range(30):
            learner.play.tick()
        if name == "Ann":
            learner.play.stop()
            end = replace(END, tick=30, digest=learner.play.case_digest, score_version=SCORE_VERSION)
            learner.record.end(end)
        (cases / f"{name}.jsonl").write_bytes(learner.record.whole)
    inspection = Inspection(open_folder(cases, tmp_path / lesson.pack_name), names={"ann": "Learner A"})
    monkeypatch.setattr(inspection, "_pool", _Here)
    inspection.verify(lambda *_: None, lambda: None)
    shares: list[float] = []

    pages = inspection.reports(tmp_path / "reports", shares.append)

    with zipfile.ZipFile(io.BytesIO(zipped(dict(pages)))) as archive:
        assert archive.namelist() == ["Learner A, sample 1.html"]
        page = archive.read("Learner A, sample 1.html").decode()
    assert lesson.levels[0].patient.name in page
    assert shares == [1.0]
