"""A live class as tests have it: a host of their own, what a seat needs, and nothing left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.classroom.programs import HostProgram


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    from tests.classroom.lesson import OPEN

    yield
    while OPEN:
        OPEN.pop().close()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[HostProgram]:
    """Return a host in a folder of its own."""
    from tests.classroom.programs import HostProgram

    made = HostProgram(tmp_path)
    yield made
    made.close()


@pytest.fixture
def seat_runtime() -> None:
    """Skip where the runtime of a browser seat was not fetched."""
    from game.app.web_folder import MissingRuntimeError, check_runtime, runtime_folder

    try:
        check_runtime(runtime_folder())
    except MissingRuntimeError as error:
        pytest.skip(str(error))
