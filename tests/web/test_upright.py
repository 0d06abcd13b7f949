"""A phone that is held upright: its letters would be too small, so the page asks for it to be turned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chromium import needs_chromium
from tests.web.tabs import SHOWN, opened, until

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]
UPRIGHT, ASIDE = {"width": 390, "height": 844}, {"width": 844, "height": 390}


def test_a_phone_is_asked_to_be_turned_and_may_stay_as_it_is(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=UPRIGHT, has_touch=True, is_mobile=True)
    page = opened(context, address)
    asks = page.get_by_role("dialog")
    playwright.expect(asks).to_contain_text("turn the device")

    page.set_viewport_size(ASIDE)
    playwright.expect(asks).to_be_hidden()
    page.set_viewport_size(UPRIGHT)
    playwright.expect(asks).to_be_visible()
    page.get_by_role("button", name="Go on upright").tap()
    playwright.expect(asks).to_be_hidden()
    page.set_viewport_size(ASIDE)
    page.set_viewport_size(UPRIGHT)
    playwright.expect(asks).to_be_hidden()

    page.keyboard.press("Enter")
    until(page, SHOWN, lambda tree: 'button "Play"' not in tree)
    assert page.faults == []
    context.close()
