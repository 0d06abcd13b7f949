"""Chromium, in which pages are tried; where there is none, these tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

_PLACE = Path("/usr/bin/chromium")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
needs_chromium = pytest.mark.skipif(not _PLACE.exists(), reason="there is no /usr/bin/chromium here")


@contextmanager
def chromium() -> Iterator[Any]:
    """Open a browser, with nothing in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        made = started.chromium.launch(executable_path=str(_PLACE), args=list(_FLAGS))
        yield made
        made.close()


@contextmanager
def remembering_chromium(folder: Path) -> Iterator[Any]:
    """Open a browser that keeps all that it knows in a folder; it may be killed, and opened there again."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as started:
        made = started.chromium.launch_persistent_context(
            folder, executable_path=str(_PLACE), args=list(_FLAGS), viewport={"width": 1280, "height": 760}
        )
        yield made
        with suppress(Error):
            made.close()
