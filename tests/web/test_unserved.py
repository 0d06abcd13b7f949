"""A page that does not get its game says what to do: opened from a stick, or from a server that misnames files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

import pytest

from game.app.web_folder import seat_page
from game.files.folders import package_folder
from tests.chromium import needs_chromium
from tests.web.served import Quiet, served

pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]


class Misnaming(Quiet):
    """A server that knows no modules, as one on a Windows whose registry calls scripts text."""

    extensions_map: ClassVar = {**Quiet.extensions_map, ".js": "text/plain"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("handed on")
    shutil.copytree(package_folder() / "web" / "static", made, dirs_exist_ok=True)
    (made / "index.html").write_bytes(seat_page())
    return made


def says_what_to_do(browser: Any, address: str) -> bool:
    page = browser.new_page()
    page.goto(address)
    page.get_by_text("python -m http.server").wait_for()
    told: bool = page.locator("#loading").is_hidden()
    page.close()
    return told


def test_a_page_that_is_opened_as_a_file_says_how_to_serve_it(browser: Any, folder: Path) -> None:
    assert says_what_to_do(browser, (folder / "index.html").as_uri())


def test_a_page_whose_scripts_come_as_text_says_so(browser: Any, folder: Path) -> None:
    with served(folder, Misnaming) as address:
        assert says_what_to_do(browser, address)
