"""Closes what a test of a live class had open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    from tests.classroom.lesson import OPEN

    yield
    while OPEN:
        OPEN.pop().close()
