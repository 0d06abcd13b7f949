"""A tab, or the browser with it, that is killed at once in mid-case: opened again, all that was ordered is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.chromium import needs_chromium, remembering_chromium
from tests.web.tabs import CASES, SHOWN, kill, opened, until

pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]
BEGIN = """async () => {
  const { seat, python } = (await import("./seat.js")).running();
  python.globals.set("seat", seat);
  python.runPython(`
from game.ui.toolkit.scene import Reset
from game.values.channel import Panel
from game.values.order import Actor, Draw
play = seat.shell.start(seat.shell.beds()[1].level)
for _ in range(30):
    play.tick()
play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
seat.stage.go(Reset(seat.screens.bedside(play)))
`);
}"""
KEPT = """async () => {
  const done = (request) => new Promise((good, bad) => {
    request.onsuccess = () => good(request.result);
    request.onerror = () => bad(request.error);
  });
  const database = await done(indexedDB.open("cytokine-storm"));
  const files = database.transaction("files").objectStore("files");
  const [paths, found] = await Promise.all([done(files.getAllKeys()), done(files.getAll())]);
  database.close();
  const read = (one) => new TextDecoder().decode(one.bytes);
  return Object.fromEntries(paths.map((path, n) => [path, read(found[n])]));
}"""


@pytest.mark.parametrize("kind", ["renderer", "browser"])
def test_a_case_goes_on_after_its_tab_or_its_browser_was_killed(kind: str, address: str, tmp_path: Path) -> None:
    with remembering_chromium(tmp_path) as context:
        page = opened(context, address)
        page.evaluate(BEGIN)
        kept = until(page, KEPT, lambda files: any('"draw"' in text for text in files.values()))
        with page.expect_event("crash" if kind == "renderer" else "close"):
            kill(context, kind)
        if kind == "renderer":
            goes_on(opened(context, address), kept)
    if kind == "browser":
        with remembering_chromium(tmp_path) as context:
            goes_on(opened(context, address), kept)


def goes_on(page: Any, kept: dict[str, str]) -> None:
    """Hold that the case stands as it was written down, and is played on."""
    ((name, text),) = [(path, text) for path, text in kept.items() if path.endswith(".jsonl")]
    assert page.evaluate(CASES)[Path(name).name] == text
    until(page, SHOWN, lambda tree: '"Resume' in tree)
    page.evaluate("""async () => (await import("./seat.js")).running().seat.press_named("resume.0")""")
    until(page, SHOWN, lambda tree: "Bedside" in tree)
    page.keyboard.press("s")
    until(page, CASES, lambda cases: len(cases[Path(name).name]) > len(text))
    assert page.faults == []
