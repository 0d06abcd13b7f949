"""What the documentation shows as code runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
