"""A seat in a real browser: it opens, asks nothing from elsewhere, plays, and its case holds on a desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.app import main
from game.app.web_folder import MissingRuntimeError, check_runtime, runtime_folder
from tests.chromium import chromium, needs_chromium
from tests.web.served import served

WITHOUT = "the seat is tried in Chromium, with playwright of the extra [browser]"
pytest.importorskip("playwright.sync_api", reason=WITHOUT)
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=WITHOUT)

PATIENCE_MS = 300_000
"""A busy machine takes a minute to start Python in a browser."""
ASK = """code => import(new URL("seat.js", location.href).href).then(page => {
    const found = page.running().python.runPython(code);
    return found && found.toJs ? found.toJs() : found;
})"""
SAME_BITS = """
from array import array
import gc
from game.case.case import admit_case
from game.patient.method import stepped
from game.values.noise import gaussian_of, stream, uniform_of
from game.web.kernel import PageKernel
from game.web.seat import BrowserSeat

seat = next(one for one in gc.get_objects() if isinstance(one, BrowserSeat))
kernel = next(one for one in gc.get_objects() if isinstance(one, PageKernel))
case = admit_case(seat.shell.beds()[1].level, 7)
moved = [how(case.body.state, case.body.parameters, case.inputs, 6) for how in (stepped, kernel.move)]
keys = array("Q", [stream(seed, "luck") for seed in range(50)])
drawn = [list(kernel.draw(keys, index, normal)) for index in (0, 9, 70_000) for normal in (False, True)]
known = [[of(key, index) for key in keys] for index in (0, 9, 70_000) for of in (uniform_of, gaussian_of)]
[moved[0] == moved[1], drawn == known]
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        check_runtime(runtime_folder())
    except MissingRuntimeError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("seat")
    assert main(["web", "--out", str(folder)]) == 0
    with served(folder) as found:
        yield f"{found}index.html"


@pytest.mark.slow
@needs_chromium
def test_a_case_begun_in_a_browser_holds_on_a_desktop(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(PATIENCE_MS)
        faults: list[str] = []
        asked: set[str] = set()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.on("request", lambda request: asked.add(request.url.split("/")[2]))
        page.goto(address)
        page.wait_for_selector("#loading", state="hidden")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

        assert page.evaluate(ASK, SAME_BITS) == [True, True]
        page.keyboard.press("Enter")
        page.evaluate(ASK, "play = seat.shell.start(seat.shell.beds()[1].level)\nfor _ in range(30): play.tick()")
        kept = page.evaluate(ASK, "seat.shell.record_of(play).path.read_text()")
    assert (faults, asked) == ([], {address.split("/")[2]})
    file = tmp_path / "from_a_tab.jsonl"
    file.write_text(kept, "utf-8", newline="")
    assert main(["verify", str(file)]) == 0
    capsys.readouterr()
