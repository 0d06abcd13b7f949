"""A lesson in which a learner's tab and the host are killed at once: opened and started again, both go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

from tests.chromium import needs_chromium, remembering_chromium
from tests.classroom.programs import HostProgram
from tests.web.tabs import CASES, PATIENCE_MS, SHOWN, kill, until

pytestmark = [pytest.mark.slow, needs_chromium, pytest.mark.usefixtures("seat_runtime")]
FIELD = """async ([id, words]) => {
  const { seat } = (await import("./seat.js")).running();
  seat.press_named(id);
  seat.text(words);
}"""
PRESS = """async (id) => (await import("./seat.js")).running().seat.press_named(id)"""


def joined(context: Any, host: HostProgram) -> Any:
    """Open the link, join as Ann, and come to the bed."""
    page = context.new_page()
    page.goto(f"{host.address}/seat/?join", timeout=PATIENCE_MS)
    page.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)
    for name, words in (("code", host.code), ("learner", "Ann")):
        page.evaluate(FIELD, [f"join.{name}", words])
    page.evaluate(PRESS, "join.on")
    until(page, SHOWN, lambda tree: "session" in tree and "Ann" in tree)
    for _ in range(8):
        page.keyboard.press("Enter")
        until(page, "() => new Promise(requestAnimationFrame)", lambda _: True)
        if "Bedside" in page.evaluate(SHOWN):
            return page
    raise AssertionError(page.evaluate(SHOWN))


def test_a_killed_tab_and_a_killed_host_go_on_with_the_case(host: HostProgram, tmp_path: Path) -> None:
    with remembering_chromium(tmp_path / "browser") as context:
        page = joined(context, host)
        page.keyboard.press("s")
        until(page, SHOWN, lambda _: any(b'"digest"' in one for one in host.files))
        had = host.files[0]
        with page.expect_event("crash"):
            kill(context, "renderer")
        host.kill()
        host.start()

        page = joined(context, host)
        (text,) = page.evaluate(CASES).values()
        assert text.encode().startswith(had[: had.rstrip(b"\n").rfind(b"\n")])
        page.keyboard.press("s")
        until(page, SHOWN, lambda _: len(host.files) == 1 and len(host.files[0]) > len(had))
