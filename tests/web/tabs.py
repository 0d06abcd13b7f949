"""A tab in which a seat is open, and how tests look into it."""

from __future__ import annotations

import os
import signal
from typing import Any

PATIENCE_MS = 300_000
"""Until the game stands in the tab: some seconds on two free cores, minutes where many programs share them."""
SHOWN = """async () => {
  const { seat, python } = (await import("./seat.js")).running();
  return python.pyimport("game.ui.toolkit.widget").dump(seat.stage.tree());
}"""

CASES = """async () => {
  const { python } = (await import("./seat.js")).running();
  const folder = "/player/cases";
  if (!python.FS.analyzePath(folder).exists) return {};
  const names = python.FS.readdir(folder).filter((name) => name.endsWith(".jsonl"));
  return Object.fromEntries(names.map((name) => [name, python.FS.readFile(`${folder}/${name}`, { encoding: "utf8" })]));
}"""
"""Returns the case files that the tab has, by name."""


def opened(context: Any, address: str) -> Any:
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(address)
    page.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)
    return page


def until(page: Any, script: str, good: Any) -> Any:
    """Ask the page again at its frames until it answers well: whoever waits for a worker does the same."""
    for _ in range(2000):
        found = page.evaluate(script)
        if good(found):
            return found
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError(found)


def kill(context: Any, kind: str) -> None:
    """Send SIGKILL to all processes of a kind that the browser of these pages has."""
    asked = context.browser.new_browser_cdp_session()
    for one in asked.send("SystemInfo.getProcessInfo")["processInfo"]:
        if one["type"] == kind:
            os.kill(one["id"], signal.SIGKILL)
