"""A report as PDF: all words of the page, tagged for screen readers, and nothing that a person wrote is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from game.files.case_file import read_case
from game.files.report_pdf import page_tree, write_pdf
from game.report.page import Material, report
from game.report.style import paper_colours
from tests.levels.plays import LEVELS, level, retold
from tests.report.test_report import Page
from tests.ui import sample_analysis


@cache
def whole() -> Material:
    log = read_case(LEVELS / "covid_storm.expert.jsonl").log
    of = level("covid_storm")
    return Material(log, "amara.jsonl", "0123456789abcdef", of, retold(of, log), sample_analysis.stages()[-1])


def made(tmp_path: Path, material: Material) -> bytes:
    path = tmp_path / "report.pdf"
    write_pdf(path, report(material), paper_colours())
    return path.read_bytes()


def named(player: str) -> Material:
    """Return a case as it was recorded, by a player of this name."""
    log = whole().log
    return Material(replace(log, header=structs.replace(log.header, player=player)), "a.jsonl", why="As recorded.")


def _words(node: dict[str, Any] | str) -> str:
    if isinstance(node, str):
        return node
    return node["source"] if "source" in node else " ".join([_words(one) for one in node["children"]])


def test_the_tree_that_is_laid_out_has_every_word_of_the_page() -> None:
    page = report(whole())
    tree = page_tree(page)

    # Charts stand as source in the tree; as a page that is read again they give their words.
    assert "".join(Page(_words(tree)).words.split()) == "".join(Page(page).words.split())


def test_every_chart_is_described_for_those_who_cannot_see_it() -> None:
    charts: list[dict[str, Any]] = []

    def gather(node: dict[str, Any] | str) -> None:
        if isinstance(node, dict):
            charts.extend([node] if "source" in node else [])
            for one in node.get("children", ()):
                gather(one)

    gather(page_tree(report(whole())))

    assert len(charts) >= 5
    assert [one["alt"] for one in charts if not one["alt"].endswith(", chart")] == []


def test_it_is_tagged_for_screen_readers_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    once = made(tmp_path, whole())

    assert b"pdfuaid:part" in once
    assert once == made(tmp_path, whole())


@pytest.mark.parametrize("player", ["#panic(1)", "*a* _b_ $x$ `c` <b> @d", '#import "x"', "\\u{0}\\", "</p>&amp;"])
def test_what_a_person_wrote_is_text_and_no_markup(tmp_path: Path, player: str) -> None:
    page = report(named(player))

    write_pdf(tmp_path / "a.pdf", page, paper_colours())

    assert player in _words(page_tree(page))
    assert b"pdfuaid:part" in (tmp_path / "a.pdf").read_bytes()


def test_letters_that_no_face_here_has_do_not_hinder_it(tmp_path: Path) -> None:
    assert made(tmp_path, named("漢字 \ue000 \U000f0000")).startswith(b"%PDF-")


def test_the_three_pitfalls_stay_on_one_page(tmp_path: Path) -> None:
    """A row that broke left two empty boxes at the head of the next page."""
    line = "<p>words</p>"
    cards = "".join(f'<div class="card">{line * count}</div>' for count in (28, 1, 1))
    body = f'<main>{line * 30}<div class="trio">{cards}</div>{line * 25}</main>'

    write_pdf(tmp_path / "a.pdf", f"<html><head><title>x</title></head><body>{body}</body></html>", paper_colours())
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "a.pdf").read_bytes())

    # Some 45 lines to a page: two would hold all of it if the row broke over the first.
    assert len(pages) == 3
