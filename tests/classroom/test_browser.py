"""A learner's browser in a live class, tried in Chromium: by the host's link to a case whose lines the host has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

from tests.chromium import chromium, needs_chromium
from tests.classroom.programs import HostProgram
from tests.web.tabs import PATIENCE_MS, SHOWN, until

pytestmark = [pytest.mark.slow, needs_chromium, pytest.mark.usefixtures("seat_runtime")]
PLACE = """async (id) => {
  const { seat, python } = (await import("./seat.js")).running();
  const { x, y, w, h } = python.pyimport("game.ui.toolkit.widget").find(seat.stage.tree(), id).rect;
  return [x + w / 2, y + h / 2];
}"""


@pytest.fixture
def page() -> Iterator[Any]:
    with chromium() as made:
        yield made.new_context(viewport={"width": 1280, "height": 760}).new_page()


def test_a_learner_joins_by_the_link_and_the_host_has_the_case(page: Any, host: HostProgram) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(host.address)
    page.get_by_role("link", name="Play in this browser").click()
    # On the page before it there is none, which counts as hidden too.
    page.locator("#loading").wait_for(state="attached", timeout=PATIENCE_MS)
    page.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)
    for name, words in (("code", host.code), ("learner", "Ann")):
        page.mouse.click(*page.evaluate(PLACE, f"join.{name}"))
        page.keyboard.type(words)
    page.mouse.click(*page.evaluate(PLACE, "join.on"))
    until(page, SHOWN, lambda tree: "session" in tree and "Ann" in tree)

    for _ in range(8):
        # Whatever stands before the case: the prebrief, a test, the goals.
        page.keyboard.press("Enter")
        until(page, "() => new Promise(requestAnimationFrame)", lambda _: True)
        if "Bedside" in page.evaluate(SHOWN):
            break

    until(page, SHOWN, lambda _: bool(host.files) and b'"learner":"Ann"' in host.files[0])

    # The browser in which she joined votes for her seat, and no other does.
    seats = [page.context, page.context.browser.new_context()]
    who = [one.request.get(f"{host.address}/vote/now").json()["who"] for one in seats]
    assert who == ["Ann", ""]
    # Whoever loads the page again by a slip presses once.
    page.reload()
    page.locator("#loading").wait_for(state="attached", timeout=PATIENCE_MS)
    page.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)
    page.keyboard.press("Enter")
    until(page, SHOWN, lambda tree: "session" in tree and "Ann" in tree)
    assert faults == []
