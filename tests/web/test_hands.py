"""Keyboard, finger, files and ears on a real page: what no test without a browser can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.chromium import needs_chromium
from tests.test_house import ROOT
from tests.web.tabs import SHOWN, opened, until

pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]
FOCUSED = """() => {
  const here = document.activeElement;
  const inside = document.getElementById(here.getAttribute("aria-activedescendant"));
  return [here.id || here.tagName, inside && inside.getAttribute("aria-label")];
}"""
RUN = """async (code) => {
  const { python, seat } = (await import("./seat.js")).running();
  python.globals.set("seat", seat);
  const found = python.runPython(code);
  return found && found.toJs ? found.toJs() : found;
}"""
PLACE = """
from game.ui.toolkit.widget import walk
meant = %r, %r
(place,) = [one.rect for one in walk(seat.stage.tree()) if (one.role.value, one.label) == meant]
[place.x, place.y, place.w, place.h]
"""
BEDSIDE = """
from game.ui.toolkit.scene import Reset
seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
"""
PULSE_ALONE = """
from dataclasses import replace
from game.ui.toolkit.intents import RunAt
from game.ui.toolkit.scene import Act

def set_volume(percent):
    quiet = dict(alarm_percent=0, result_percent=0, ward_percent=0, pause_on_alarm=False, pause_on_call=False)
    seat.shell.keep_settings(replace(seat.shell.settings(), volume_percent=percent, **quiet))

set_volume(60)
seat.stage.scenes[-1].handle(Act(RunAt(1)))
"""
COUNTED = """
globalThis.loud = [];
globalThis.GainNode = class extends GainNode {
  constructor(context, options) {
    super(context, options);
    this.told = options.gain;
  }
};
const start = AudioBufferSourceNode.prototype.start;
const connect = AudioBufferSourceNode.prototype.connect;
AudioBufferSourceNode.prototype.connect = function (to) {
  this.volume = to.told;
  return connect.call(this, to);
};
AudioBufferSourceNode.prototype.start = function (...when) {
  loud.push(this.volume);
  return start.apply(this, when);
};
"""
"""Counts the sounds that are started, with their volumes."""


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    """Open a seat on a tablet: it has a finger, a mouse and a keyboard."""
    made = browser.new_context(viewport={"width": 1280, "height": 760}, has_touch=True)
    made.add_init_script(COUNTED)
    yield opened(made, address)
    made.close()


def frames(page: Any, count: int = 3) -> None:
    page.evaluate("async (n) => { for (; n; n--) await new Promise(requestAnimationFrame) }", count)


def focused(page: Any) -> Any:
    frames(page)
    return page.evaluate(FOCUSED)


def test_the_keyboard_goes_through_the_game_to_the_page_and_back(page: Any) -> None:
    page.keyboard.press("Tab")
    first = focused(page)
    way = [first]
    while way[-1][0] == "screen":
        page.keyboard.press("Tab")
        way.append(focused(page))
    assert len(way) > 3
    assert all(label for _, label in way[:-1])
    assert way[-1] == ["open", None]

    page.keyboard.press("Shift+Tab")
    assert focused(page) == way[-2]
    for one in reversed(way[:-2]):
        page.keyboard.press("Shift+Tab")
        assert focused(page) == one
    page.keyboard.press("Shift+Tab")
    assert focused(page)[0] == "BODY"
    page.keyboard.press("Tab")
    assert focused(page) == first
    assert page.faults == []


class Touch:
    """A finger, through the browser's own protocol: playwright itself can only tap."""

    def __init__(self, page: Any) -> None:
        self._told = page.context.new_cdp_session(page)

    def drag(self, *way: tuple[float, float]) -> None:
        kinds = ["touchStart"] + ["touchMove"] * (len(way) - 1)
        for kind, (x, y) in zip(kinds, way, strict=True):
            self._told.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})

    def lift(self) -> None:
        self._told.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def placed(page: Any, role: str, label: str) -> Any:
    return page.evaluate(RUN, PLACE % (role, label))


def test_a_finger_taps_slides_scrolls_and_asks(page: Any) -> None:
    def tap(label: str) -> None:
        x, y, w, h = placed(page, "button", label)
        page.touchscreen.tap(x + w / 2, y + h / 2)

    tap("Settings")
    until(page, SHOWN, lambda tree: 'slider "Overall volume" = 60 %' in tree)
    finger = Touch(page)
    x, y, w, h = placed(page, "slider", "Overall volume")
    finger.drag(*[(x + w * share, y + h / 2) for share in (0.6, 0.4, 0.2)])
    finger.lift()
    until(page, SHOWN, lambda tree: 'slider "Overall volume" = 20 %' in tree)

    before = placed(page, "text", "KEYS")[1]
    finger.drag((900, 500), (900, 400), (900, 300))
    finger.lift()
    frames(page)
    assert before - placed(page, "text", "KEYS")[1] == 200

    page.evaluate(RUN, BEDSIDE)
    x, y, w, h = placed(page, "button", "NEWS2 3")
    finger.drag((x + 12, y + h / 2))
    until(page, SHOWN, lambda tree: 'notice "The early warning score' in tree)
    finger.lift()
    frames(page)
    assert 'notice "The early warning score' in page.evaluate(SHOWN)
    page.touchscreen.tap(5, 5)
    frames(page)
    assert 'notice "The early warning score' not in page.evaluate(SHOWN)
    assert page.faults == []


def test_sounds_begin_with_the_first_touch_and_follow_the_volume_and_the_mute(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 760})
    context.add_init_script(COUNTED)
    page = opened(context, address)
    page.evaluate(RUN, BEDSIDE + PULSE_ALONE)
    frames(page, 90)
    assert page.evaluate("loud") == []

    def heard() -> set[float]:
        page.evaluate("loud.length = 0")
        return {round(volume, 6) for volume in until(page, "loud", lambda told: len(told) > 2)}

    page.mouse.click(4, 4)
    (pulse,) = heard()
    page.evaluate(RUN, "set_volume(30)")
    assert heard() == {round(pulse / 2, 6)}
    page.keyboard.press("m")
    frames(page)
    page.evaluate("loud.length = 0")
    frames(page, 90)
    assert page.evaluate("loud") == []
    page.keyboard.press("m")
    assert heard() == {round(pulse / 2, 6)}
    assert page.faults == []
    context.close()


def test_a_case_file_is_opened_by_the_button_and_a_picture_is_refused_in_words(page: Any) -> None:
    page.evaluate(RUN, "from game.ui.toolkit.scene import Reset\nseat.stage.go(Reset(seat.screens.title()))")
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Open a file").click()
    asked.value.set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8"})
    until(page, SHOWN, lambda tree: "photo.jpg is not a file of the game" in tree)
    # A screen reader is told a little later than it is shown.
    said = """() => document.querySelector("[role=status]").innerText"""
    until(page, said, lambda text: "photo.jpg is not a file of the game" in text)

    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Open a file").click()
    asked.value.set_files(ROOT / "levels" / "septic_shock_hands_on.idle.jsonl")
    until(page, SHOWN, lambda tree: "Debrief · Bed 7, Nadia Haddad" in tree)
    assert page.faults == []


def test_a_file_that_is_dropped_on_the_page_is_opened(page: Any) -> None:
    page.evaluate(RUN, "from game.ui.toolkit.scene import Reset\nseat.stage.go(Reset(seat.screens.title()))")
    dropped = """(text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], "night.toml"));
      for (const kind of ["dragover", "drop"]) {
        document.getElementById("screen").dispatchEvent(
          new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
      }
    }"""
    page.evaluate(dropped, 'format = 1\nid = "night"\ntitle = "Night shift"\n[[levels]]\nid = "covid_storm"\n')
    until(page, SHOWN, lambda tree: "Night shift" in tree)
    assert page.faults == []
