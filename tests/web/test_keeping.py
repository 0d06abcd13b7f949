"""What a browser keeps, tried in Chromium: a reload and no network in mid-case, a second tab, a session by link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import needs_chromium
from tests.web.tabs import CASES, PATIENCE_MS, SHOWN, opened, until

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 1280, "height": 760})
    yield made
    made.close()


def begin_case(page: Any) -> None:
    """Go from the first screen to the first bed, by the keyboard."""
    until(page, SHOWN, lambda tree: 'button "Play"' in tree)
    page.keyboard.press("Enter")
    until(page, SHOWN, lambda tree: 'button "Play"' not in tree)
    page.keyboard.press("Enter")
    until(page, SHOWN, lambda tree: "Skip the guide" in tree)


def test_a_case_goes_on_after_a_reload_though_the_network_was_gone(context: Any, address: str) -> None:
    page = opened(context, address)
    begin_case(page)
    page.keyboard.press("s")
    until(page, CASES, lambda cases: any("digest" in text for text in cases.values()))
    context.set_offline(True)
    page.keyboard.press("Shift+N")
    page.keyboard.press("s")
    before = until(page, CASES, lambda cases: any(text.count("\n") > 1 for text in cases.values()))
    ((name, text),) = before.items()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    context.set_offline(False)

    page.reload()
    page.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)

    # The last line is the moment at which the case stands, and gives way to the next one.
    assert page.evaluate(CASES)[name].startswith(text[: text.rstrip("\n").rfind("\n")])
    until(page, SHOWN, lambda tree: "Tomas Reyes" in tree)
    assert page.faults == []


@pytest.fixture(scope="module")
def lesson(browser: Any, address: str) -> Iterator[Any]:
    """Open a tab by the link of a session."""
    made = browser.new_context()
    yield opened(made, f"{address}?session=night.toml")
    made.close()


def test_a_link_opens_its_session(lesson: Any) -> None:
    until(lesson, SHOWN, lambda tree: "Ward 5, night shift" in tree)

    assert lesson.faults == []


def test_the_case_that_was_played_last_can_be_saved(lesson: Any) -> None:
    lesson.evaluate("""async () => {
      const { FS } = (await import("./seat.js")).running().python;
      FS.mkdirTree("/player/cases");
      FS.writeFile("/player/cases/case.jsonl", "one line\\n");
    }""")

    with lesson.expect_download() as saved:
        lesson.get_by_role("button", name="Save the case").click()

    assert saved.value.suggested_filename == "case.jsonl"
    assert Path(saved.value.path()).read_text("utf-8") == "one line\n"


def test_one_tab_has_the_folder_and_a_second_one_says_so(lesson: Any, address: str) -> None:
    second = lesson.context.new_page()

    second.goto(address)

    playwright.expect(second.get_by_text("open in another tab")).to_be_visible(timeout=PATIENCE_MS)
