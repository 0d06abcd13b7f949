"""A whole case in a package, played in Chromium to its score, and what the learning system is told of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest

from game.app.learning_packages import LearningSystem, package
from game.app.web_folder import MissingRuntimeError, runtime_folder, seat_files
from game.files.case_file import read_case
from tests.app.learning_system import SYSTEM, System
from tests.chromium import needs_chromium
from tests.web.served import served
from tests.web.tabs import CASES, PATIENCE_MS, SHOWN, until

pytest.importorskip(
    "playwright.sync_api", reason="the packages are tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]

PACK = """format = 1
id = "night"
title = "A night"
least_score = 1
[[levels]]
id = "quiet_recovery"
"""
UNIT = "course/index.html?session=night.toml"
STEPS = 400
"""Hours that a case takes at the most, and then some."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[LearningSystem, Path]:
    """Return a folder for each kind of system, with the package unpacked in it as a system does."""
    folder = tmp_path_factory.mktemp("packages")
    try:
        files = seat_files(runtime_folder())
    except MissingRuntimeError as error:
        pytest.skip(str(error))
    (folder / "night.toml").write_text(PACK, "utf-8")
    for kind in LearningSystem:
        with zipfile.ZipFile(io.BytesIO(package(files, kind, folder / "night.toml"))) as archive:
            archive.extractall(folder / kind.value / "course")
    player = SYSTEM.replace("BEFORE", "{}").replace("<iframe", '<iframe width="1280" height="760"')
    (folder / "scorm" / "player.html").write_text(player.replace("course/index.html", UNIT), "utf-8")
    return {kind: folder / kind.value for kind in LearningSystem}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 800})
    yield context.new_page()
    context.close()


def play_whole_case(page: Any, frame: Any) -> None:
    """Type a name, begin the one level, and step through it by the hour to the score."""
    frame.locator("#loading").wait_for(state="hidden", timeout=PATIENCE_MS)
    frame.locator("#screen").focus()
    page.keyboard.type("Ann")
    for shown in ('button "Play"', "Before the case", 'group "Bedside"'):
        page.keyboard.press("Enter")
        until(frame, SHOWN, lambda tree, shown=shown: shown in tree)
    for _ in range(STEPS):
        page.keyboard.press("s")
        frame.evaluate("() => new Promise(requestAnimationFrame)")
        if "The case is over" in frame.evaluate(SHOWN):
            break
    else:
        raise AssertionError(frame.evaluate(SHOWN))


def score_of(frame: Any, folder: Path) -> int:
    """Wait until the score stands in the case file, and return it."""
    until_s = monotonic() + PATIENCE_MS / 1000
    while monotonic() < until_s:
        (text,) = frame.evaluate(CASES).values()
        (folder / "case.jsonl").write_text(text, "utf-8", newline="")
        end = read_case(folder / "case.jsonl").log.end
        if end is not None:
            return end.score
        frame.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    raise AssertionError("the case was not scored")


def test_scorm_is_told_the_score_of_a_case_that_was_played_in_its_package(
    page: Any, folders: dict[LearningSystem, Path], tmp_path: Path
) -> None:
    with served(folders[LearningSystem.SCORM]) as address:
        page.goto(f"{address}player.html")
        frame = page.frame(url=f"{address}{UNIT}")
        play_whole_case(page, frame)
        score = score_of(frame, tmp_path)
        until(page, "kept['cmi.core.lesson_status']", lambda status: status != "incomplete")

        found = page.evaluate("['lesson_status', 'score.raw', 'score.max'].map((name) => kept[`cmi.core.${name}`])")
        assert found == ["passed", str(score), "100"]
        page.evaluate("document.querySelector('iframe').remove()")
        assert page.evaluate("[kept['cmi.core.exit'], told.at(-1)]") == ["", ["LMSFinish"]]


def test_cmi5_is_told_the_score_of_a_case_that_was_played_in_its_package(
    page: Any, folders: dict[LearningSystem, Path], tmp_path: Path
) -> None:
    system = System("cmi5")
    system.kept["LMS.LaunchData"]["masteryScore"] = 0.01
    for door in ("**/xapi/**", "**/token"):
        page.route(door, system.answer)
    with served(folders[LearningSystem.CMI5]) as address:
        asked = {
            "endpoint": f"{address}xapi/",
            "fetch": f"{address}token",
            "actor": json.dumps({"account": {"homePage": address, "name": "7"}}),
            "registration": "r",
            "activityId": "u:a",
        }
        page.goto(f"{address}{UNIT}&{urlencode(asked)}")
        play_whole_case(page, page.main_frame)
        score = score_of(page.main_frame, tmp_path)
        until(page, SHOWN, lambda _: "passed" in system.verbs)

    assert system.verbs == ["initialized", "completed", "passed"]
    assert system.statements[-1]["result"]["score"] == {"scaled": score / 100, "raw": score, "min": 0, "max": 100}
