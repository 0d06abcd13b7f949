"""A seat that is served, and a browser; each only where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.app.web_folder import MissingRuntimeError, runtime_folder, seat_files, write_folder
from tests.chromium import chromium
from tests.web.served import served

SESSION = """format = 1
id = "night"
title = "Ward 5, night shift"
[[levels]]
id = "covid_storm"
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("seat")
    try:
        write_folder(folder, seat_files(runtime_folder()))
    except MissingRuntimeError as error:
        pytest.skip(str(error))
    (folder / "night.toml").write_text(SESSION, "utf-8")
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made
