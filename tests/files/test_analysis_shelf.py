"""Analyses that are kept beside the cases."""

import os
from pathlib import Path

import pytest

from game.files import analysis_shelf
from game.files.analysis_shelf import AnalysisShelf, Whole
from game.review.valuation.reveal import Revealed
from tests.ui import sample_analysis

MARK = "ab" * 32
HIDDEN = Revealed((0, 12), (1.1, 0.1 + 0.2), (0.0, 5e-324), (1.0, 1.0 / 3.0), (1.0, 7e300), 12, None)
WHOLE = Whole(analysis=sample_analysis.stages()[-1], revealed=HIDDEN)


@pytest.fixture
def shelf(tmp_path: Path) -> AnalysisShelf:
    shelf = AnalysisShelf(tmp_path / "analyses")
    shelf.keep(MARK, WHOLE)
    return shelf


def kept_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "analyses").iterdir()
    return path


def test_what_was_kept_is_found_again_to_the_last_bit_and_of_no_other_file(shelf: AnalysisShelf):
    assert shelf.find(MARK) == WHOLE
    assert shelf.find("cd" * 32) is None


def test_an_analysis_with_a_single_changed_byte_or_a_torn_end_is_found_anew(shelf: AnalysisShelf, tmp_path: Path):
    path = kept_file(tmp_path)
    good = path.read_bytes()
    for place in (0, 64, 70, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert shelf.find(MARK) is None, place
    for length in (0, 1, 64, 65, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:length])
        assert shelf.find(MARK) is None, length


def test_whatever_lies_in_its_place_is_no_fault(shelf: AnalysisShelf, tmp_path: Path):
    path = kept_file(tmp_path)
    path.unlink()
    os.mkfifo(path)
    assert shelf.find(MARK) is None
    path.unlink()
    path.mkdir()
    assert shelf.find(MARK) is None
    shelf.keep(MARK, WHOLE)
    assert AnalysisShelf(tmp_path / "nowhere").find(MARK) is None


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path):
    (tmp_path / "file").write_text("")

    AnalysisShelf(tmp_path / "file" / "analyses").keep(MARK, WHOLE)

    assert AnalysisShelf(tmp_path / "file" / "analyses").find(MARK) is None


@pytest.mark.parametrize("name", ["METHOD", "SCORE_VERSION", "ANALYSIS_VERSION", "REFERENCE_VERSION"])
def test_other_rules_or_another_model_find_it_anew(shelf: AnalysisShelf, monkeypatch: pytest.MonkeyPatch, name: str):
    was = getattr(analysis_shelf, name)
    monkeypatch.setattr(analysis_shelf, name, was + (type(was)(1)))

    assert shelf.find(MARK) is None


def test_a_whole_analysis_of_another_case_under_this_name_is_not_taken(shelf: AnalysisShelf, tmp_path: Path):
    path = kept_file(tmp_path)
    path.rename(path.with_name(path.name.replace("ab", "cd")))

    assert shelf.find("cd" * 32) is None


def test_when_too_many_are_kept_the_oldest_go_and_no_strange_file_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(analysis_shelf, "MOST_KEPT", 2)
    folder = tmp_path / "analyses"
    folder.mkdir()
    (folder / "notes.analysis").write_text("mine")
    shelf = AnalysisShelf(folder)
    for age, mark in enumerate(("aa", "bb", "cc")):
        shelf.keep(mark, WHOLE)
        os.utime(folder / f"{mark}.analysis", ns=(age, age))
    shelf.keep("dd", WHOLE)

    assert sorted(path.stem for path in folder.iterdir()) == ["cc", "dd", "notes"]
