"""`board`: a folder of a class goes in; every file is played again, and what does not hold is named."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from game.app.confirming import header_of
from game.app.run import run_case
from game.app.sessions import open_session
from game.files.case_file import case_bytes
from game.files.sheet_file import write_sheet
from game.review.verdict import SCORE_VERSION
from game.values.channel import Panel
from game.values.log import Log, SessionLine
from game.values.order import Actor, Draw, Entry, Give
from game.values.session import seed_for
from game.values.sheet import Sheet
from tests.app.shell import run
from tests.files.sample_level import written

PACK = 'format = 1\nid = "night"\ntitle = "A night"\n[[levels]]\nid = "sample"\nwhose = "own"\n'
ORDERS = (
    Entry(tick=3, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)),
    Entry(tick=200, actor=Actor.PLAYER, order=Give(regimen="tocilizumab")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a class handed in: true files, and one of every kind that does not hold."""
    place = tmp_path_factory.mktemp("class")
    written(place)
    (place / "night.toml").write_text(PACK, encoding="utf-8")
    opened = open_session(place / "night.toml")
    (level,) = opened.levels

    def log(learner: str, seed: int | None = None, digest: str = opened.digest) -> Log:
        line = SessionLine(session="night", session_digest=digest, learner=learner, attempt=1, sealed=False)
        own = seed_for(opened.session, 0, level, learner) if seed is None else seed
        ran = run_case(level, own, ORDERS).log
        assert ran.end is not None
        end = structs.replace(ran.end, score=50, score_version=SCORE_VERSION)
        return replace(ran, header=header_of(level, own, line), session=line, end=end)

    ann = log("Ann")
    files = {
        "ann.jsonl": ann,
        "half.jsonl": replace(log("Bo"), end=None, digests=ann.digests[:3], entries=ORDERS[:1]),
        "patient.jsonl": log("Chi", seed=5),
        "session.jsonl": log("Dan", digest="0" * 16),
        "forged.jsonl": replace(log("Eva"), digests=(structs.replace(ann.digests[0], digest="0" * 16),)),
    }
    # A file that was left has the fingerprints of its own patient.
    half = replace(log("Bo"), end=None)
    files["half.jsonl"] = replace(half, digests=half.digests[:3], entries=ORDERS[:1])
    for name, one in files.items():
        (place / name).write_bytes(case_bytes(one))
    (place / "again").mkdir()
    (place / "again" / "ann.jsonl").write_bytes((place / "ann.jsonl").read_bytes())
    (place / "edited.jsonl").write_bytes((place / "ann.jsonl").read_bytes().replace(b"Ann", b"Eve"))
    (place / "noise.jsonl").write_bytes(b"\xff\x00")
    write_sheet(place / "ann.sheet.json", Sheet(format=1, session="night", session_digest=opened.digest, learner="Ann"))
    (place / "broken.sheet.json").write_text("{}", encoding="utf-8")
    return place


def test_every_file_of_a_folder_is_told_by_what_it_is(folder: Path, tmp_path: Path) -> None:
    done = run("board", folder, "--no-scores", "--workers", 1, "--out", tmp_path / "board.html", home=tmp_path)

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "broken.sheet.json" in done.stderr
    with (tmp_path / "board.csv").open(encoding="utf-8") as table:
        found = {row["file"].replace("\\", "/"): (row["standing"], row["why"]) for row in csv.DictReader(table)}
    assert {name: standing for name, (standing, _) in found.items()} == {
        "again/ann.jsonl": "confirmed",
        "ann.jsonl": "twice",
        "half.jsonl": "unfinished",
        "patient.jsonl": "foreign",
        "session.jsonl": "foreign",
        "forged.jsonl": "edited",
        "edited.jsonl": "edited",
        "noise.jsonl": "unreadable",
    }
    assert "its patient is number 5" in found["patient.jsonl"][1]
    assert "1 score is as handed in" in done.stdout
    page = (tmp_path / "board.html").read_text("utf-8")
    assert "A night" in page
    assert "3 learners" in page


def test_a_folder_without_cases_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = run("board", tmp_path / "empty", home=tmp_path)

    assert done.returncode == 2
    assert "at least one case file" in done.stderr
