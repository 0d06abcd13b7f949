"""The worker of a tab takes a case apart in Chromium, by code that it compiles there, with the desktop's bits."""

from __future__ import annotations

from typing import Any

import pytest

from game.app.levels import find_level
from game.app.run import run_case
from game.app.taking_apart import take_apart
from game.futures.sweep import ColumnFutures
from game.policy.registry import POLICIES
from game.review.scoring.analysis import Analysis
from game.review.valuation.tracks import CaseTracks
from game.web.analysis import asked_of, found_in
from game.web.begun import Batch
from tests.chromium import needs_chromium

pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]
PROGRESS = 200
"""Bytes; how far the worker is comes in fewer, and all that it has found in more."""
FUTURES = 20
"""More of them are played: not one or two, who may go another way."""
WANTED = 2
"""What the futures are worth, and what is told of it."""
TOLD = """async ([asked, progress, wanted]) => {
  const worker = new Worker(new URL("./analysis.js", location.href), { type: "module" });
  const found = [];
  await new Promise((done, fail) => {
    worker.onmessage = ({ data }) => {
      if (data.length > progress) found.push([...data]);
      if (found.length === wanted) done();
    };
    worker.onerror = ({ message }) => fail(new Error(message));
    worker.postMessage(new Uint8Array(asked));
  });
  worker.terminate();
  return found;
}"""


def test_the_first_look_at_a_case_has_the_bits_of_a_desktop(browser: Any, address: str) -> None:
    level = find_level("covid_storm")
    log = run_case(level, 4, POLICIES["waits_for_organ_failure"], with_rows=False).log
    expected: list[object] = []

    class Enough(Exception):  # noqa: N818
        """The first is here."""

    def tell(found: object) -> None:
        if isinstance(found, Analysis):
            expected.append(found)
            raise Enough

    futures = ColumnFutures()
    with pytest.raises(Enough):
        take_apart(level, log, futures, CaseTracks(level, log, move=futures.move), tell)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}analysis.js")
    told = page.evaluate(TOLD, [list(asked_of(level, log, {})), PROGRESS, WANTED])
    context.close()

    worths, first = [found_in(bytes(one)) for one in told]
    assert [first] == expected
    assert isinstance(worths, Batch)
    assert len(worths.worths) > FUTURES
