"""What the documentation shows as code runs as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from game.app.command_line import parser, with_command
from game.app.commands import COMMANDS
from game.review.valuation.virtual_hosts import CANDIDATES
from game.review.verdict import SCORE_VERSION

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "api").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_runs(page, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    for example in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        exec(compile(example, str(page), "exec"), {})  # noqa: S102  our own page

        assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_module_that_is_documented_is_there(page):
    for module in re.findall(r"automodule:: (\S+)", page.read_text("utf-8")):
        assert (ROOT / Path(*module.split("."))).with_suffix(".py").is_file(), module


def test_the_page_of_the_score_tells_the_rules_in_force():
    page = (ROOT / "docs" / "score.md").read_text("utf-8")

    assert f"\nRules {SCORE_VERSION}. " in page
    assert f": {CANDIDATES} are drawn" in page


def test_the_readme_names_every_command_and_both_maps_every_room():
    readme, contributing = ((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    rooms = sorted(path.parent.name for path in (ROOT / "game").glob("*/__init__.py"))

    assert len(rooms) > 10
    assert [name for name in COMMANDS if f"`{name}`" not in readme and f"`{name} " not in readme] == []
    assert [name for name in rooms if f"| `game/{name}` |" not in readme] == []
    assert [name for name in rooms if f"    game/{name}/ " not in contributing] == []


SHOWN = re.compile(r"(?:^    |`)(?:cytokine-storm|python -m game) ([^`\n]+)", re.MULTILINE)


def test_every_command_that_is_shown_is_understood():
    pages = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md")), *sorted((ROOT / "docs").rglob("*.md"))]
    shown = {one for page in pages for one in SHOWN.findall(page.read_text("utf-8"))} - {"COMMAND --help"}

    assert len(shown) > 20
    for one in shown:
        parser().parse_args(with_command(shlex.split(one)))


def test_every_picture_that_is_kept_is_shown_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")

    assert set(re.findall(r"docs/images/(\w+)\.png", readme)) == {
        path.stem for path in (ROOT / "docs" / "images").iterdir()
    }
