"""The panel of the instructor's page in a real browser, with as many orders as a case can have, and no host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
pytest.importorskip(
    "playwright.sync_api", reason="the page is tried in Chromium, with playwright of the extra [browser]"
)

from game.classroom import web
from game.classroom.pages import style, teach_page
from tests.chromium import chromium, needs_chromium

pytestmark = needs_chromium
STATIC = Path(web.__file__).parent / "static"
ORDER = {"when": "Day 3, 08:30", "words": "Give tocilizumab 8 mg/kg, once", "refused": False, "told": False}
BED = {
    "case": 1, "patient": "Tomas Reyes, 61", "level": "A storm after COVID-19", "when": "Day 4, 14:00",
    "support": "high-flow oxygen, norepinephrine 0.12 µg/kg/min", "news2": 9, "response": "high", "tick": 900,
    "vitals": [{"name": name, "value": "98/52 (67)", "unit": "mmHg"} for name in ("HR", "SpO₂", "RR", "Temp", "BP")],
    "il6": "1,240 pg/mL", "il6_history": [[0, 50], [12, 900]], "orders": [ORDER] * 12, "ordered": 15, "came": 1,
    "pitfalls": [{"name": "Steroid too late", "hours": 14}] * 3, "ended": False, "behind": False, "differs": "",
    "attempt": 1, "news2_history": [], "did": [], "guideline": [], "guideline_behind": 0,
}  # fmt: skip
SEAT = {"learner": "Ann " * 9, "case": 1, "away": False, "found": "", "forged": False, "kept_back": False}
ROOM = {"seats": [SEAT | {"id": f"s{number}"} for number in range(9)], "paused": False, "over": False}
ROOM |= {"wall": {"view": "join", "words": ""}, "sent": []}
PLACES = """() => {
  document.querySelector("main > section").scrollTop = 9999;
  window.scrollTo(0, 9999);
  const of = (name) => document.querySelector(name).getBoundingClientRect();
  const [head, panel] = [of("header"), of("aside")];
  document.getElementById("mishap").scrollIntoView({block: "nearest"});
  const last = of("#mishap");
  const aside = document.querySelector("aside");
  return {
    under: panel.top >= head.bottom && head.top >= 0, inside: panel.bottom <= innerHeight,
    reached: last.bottom <= panel.bottom,
    narrow: aside.scrollWidth <= aside.clientWidth && document.documentElement.scrollWidth <= innerWidth,
  };
}"""


def answer(route: Any) -> None:
    """Answer as a host whose class has one bed."""
    path = route.request.url.split("/", 3)[3]
    if path == "teach":
        page = teach_page("Ward 5, night shift", "K7MQX4", "http://192.168.1.5:8765")
        return route.fulfill(body=page, content_type="text/html")
    if path == "teach/feed":
        told = f"event: bed\ndata: {json.dumps(BED)}\n\nevent: room\ndata: {json.dumps(ROOM)}\n\n"
        return route.fulfill(body=told, content_type="text/event-stream")
    if path == "static/class.css":
        return route.fulfill(body=style(), content_type="text/css")
    if path.startswith("static/"):
        return route.fulfill(
            body=(STATIC / path.removeprefix("static/")).read_text("utf-8"), content_type="text/javascript"
        )
    return route.fulfill(body="null", content_type="application/json")


@pytest.mark.parametrize("size", [(1280, 720), (1024, 640)])
def test_twelve_orders_leave_the_panel_in_the_window(size: tuple[int, int]) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_default_timeout(300_000)
        page.route("**/*", answer)
        page.goto("http://host.test/teach")
        page.locator(".bed").first.click()
        page.locator("#orders li").nth(11).wait_for()

        assert page.evaluate(PLACES) == {"under": True, "inside": True, "reached": True, "narrow": True}
