"""What a learning management system hears of a package in a real browser: by SCORM from a window, by cmi5 over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from game.files.case_file import read_case
from game.files.folders import levels_folder
from game.review.scoring.early import filed_as_early
from game.review.verdict import SCORE_VERSION
from game.values.ending import Ending
from tests.app.learning_system import LESSON, RULES, SESSION, System
from tests.chromium import chromium, needs_chromium

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the scripts are tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = needs_chromium

STORM, SHOCK, WEAK = (
    {"level": level, "session": SESSION, "ending": "discharged", "tick": 2000, "score": score,
     "score_version": SCORE_VERSION}
    for level, score in (("storm", 80), ("shock", 50), ("shock", 20))
)  # fmt: skip
FOREIGN = {**SHOCK, "session": "", "score": 99}
DICE = {**SHOCK, "ending": "died_of_shock", "tick": 84, "score": 100}
"""At hour 7, before anything was decided."""
HOST = "https://lms.test"
OUTCOME = """async (asked) => {
  const { outcome } = await import("./lms_outcome.js");
  return asked.map((one) => outcome(...one));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


def finish(frame: Any, *cases: object) -> None:
    frame.evaluate("(cases) => globalThis.learningSystem.finished(cases)", list(cases))


def played(browser: Any, system: System) -> tuple[Any, Any]:
    """Return the page of a system and the frame in it, which has found its door."""
    page = browser.new_context().new_page()
    page.route("**/*", system.answer)
    page.goto(f"{HOST}/player.html")
    frame = page.frame(url=f"{HOST}/course/index.html")
    frame.wait_for_function("globalThis.learningSystem")
    return page, frame


@pytest.fixture
def scorm(browser: Any) -> Iterator[tuple[Any, Any]]:
    page, frame = played(browser, System("scorm"))
    yield page, frame
    page.context.close()


def test_scorm_is_told_the_mean_of_the_best_tries_once_every_level_was_played(scorm: tuple[Any, Any]) -> None:
    page, frame = scorm
    finish(frame, STORM, FOREIGN)
    assert page.evaluate("kept['cmi.core.lesson_status']") == "incomplete"
    assert page.evaluate("kept['cmi.core.score.raw']") is None

    finish(frame, STORM, FOREIGN, WEAK)
    assert page.evaluate("[kept['cmi.core.score.raw'], kept['cmi.core.lesson_status']]") == ["50", "failed"]

    finish(frame, STORM, FOREIGN, WEAK, SHOCK)
    assert page.evaluate("[kept['cmi.core.score.raw'], kept['cmi.core.lesson_status']]") == ["65", "passed"]
    assert frame.evaluate("globalThis.learningSystem.learner") == "7"


ANY = {"session": "", "levels": [], "least_score": 0}
OLD = {**SHOCK, "score": 99, "score_version": SCORE_VERSION - 1}
TRIES = [
    # What dice ended early is no best, whatever it scored, and holds nobody up: its level stays out of the mean.
    ((STORM, WEAK, DICE), {}, {"score": 50, "done": True, "passed": False}),
    ((STORM, DICE), {}, {"score": 80, "done": True, "passed": True}),
    ((DICE,), {}, {"score": None, "done": False, "passed": None}),
    (({**DICE, "level": "storm"}, DICE), {}, {"score": None, "done": True, "passed": None}),
    ((DICE,), ANY, None),
    ((FOREIGN, {**DICE, "session": ""}), ANY, {"score": 99, "done": True, "passed": None}),
    (({**DICE, "session": ""},), ANY, {"score": None, "done": True, "passed": None}),
    # As in the game a level is played from the least score on, or when its tries are used up: it was with any try.
    ((STORM, SHOCK), {"tries": [0, 0]}, {"score": None, "done": False, "passed": None}),
    ((STORM, SHOCK, WEAK), {"tries": [0, 3]}, {"score": None, "done": False, "passed": None}),
    ((STORM, SHOCK, WEAK), {"tries": [0, 2]}, {"score": 65, "done": True, "passed": True}),
    ((STORM, DICE), {"tries": [0, 0]}, {"score": 80, "done": True, "passed": True}),
    ((STORM, OLD), {"tries": [0, 0]}, {"score": 80, "done": True, "passed": True}),
    # One that was stopped hides none that came to its end, and stands for its level where there is no other.
    ((STORM, WEAK, {**SHOCK, "ending": "stopped"}), {}, {"score": 50, "done": True, "passed": False}),
    ((STORM, {**SHOCK, "ending": "stopped"}), {}, {"score": 65, "done": True, "passed": True}),
    # Scores by other rules are not mixed with today's.
    ((STORM, OLD), {}, {"score": 80, "done": True, "passed": True}),
    ((STORM, OLD, WEAK), {}, {"score": 50, "done": True, "passed": False}),
]


@pytest.mark.parametrize(("cases", "changed", "found"), TRIES)
def test_what_dice_ended_early_is_no_best_and_neither_passes_nor_fails(
    scorm: tuple[Any, Any], cases: tuple[Any, ...], changed: dict[str, Any], found: dict[str, Any] | None
) -> None:
    """It counted with its hundred points as the best try of its level, and passed the session."""
    lesson = {**LESSON, **changed}

    assert scorm[1].evaluate(OUTCOME, [[lesson, list(cases), lesson["least_score"]]]) == [found]


def test_the_page_calls_early_what_the_game_does(scorm: tuple[Any, Any]) -> None:
    grid = [
        {**DICE, "session": "", "ending": ending, "tick": tick, "score": score}
        for ending in [*[one.value for one in Ending], "flew_home"]
        for tick in (0, 143, 144)
        for score in (0, 95, 96, 100)
    ]
    lesson = {**ANY, **RULES}

    told = scorm[1].evaluate(OUTCOME, [[lesson, [one], 0] for one in grid])

    early = [filed_as_early(one["ending"], one["tick"], one["score"]) for one in grid]
    assert [one["score"] is None for one in told] == early
    assert set(early) == {True, False}


@pytest.mark.parametrize(("before", "after"), [("failed", "failed"), ("passed", "passed"), ("incomplete", "completed")])
def test_scorm_takes_no_judgement_back_where_dice_ended_all(browser: Any, before: str, after: str) -> None:
    system = System("scorm")
    system.before = {"cmi.core.lesson_status": before, "cmi.core.score.raw": "55"}
    page, frame = played(browser, system)

    finish(frame, {**DICE, "level": "storm"}, DICE)

    assert page.evaluate("[kept['cmi.core.score.raw'], kept['cmi.core.lesson_status']]") == ["55", after]
    page.context.close()


def test_scorm_takes_no_pass_back_when_a_level_that_dice_ended_gets_its_score(scorm: tuple[Any, Any]) -> None:
    page, frame = scorm
    finish(frame, STORM, DICE)
    finish(frame, STORM, DICE, WEAK)

    assert page.evaluate("[kept['cmi.core.score.raw'], kept['cmi.core.lesson_status']]") == ["80", "passed"]


def test_the_store_tells_of_a_case_what_its_file_says(scorm: tuple[Any, Any]) -> None:
    path = levels_folder() / "septic_shock.idle.jsonl"
    log = read_case(path).log
    assert log.end is not None

    found = scorm[1].evaluate(
        "async (text) => (await import('./store.js')).finishedCase(new TextEncoder().encode(text))",
        path.read_text("utf-8"),
    )

    end = {"ending": log.end.ending, "tick": log.end.tick, "score": log.end.score}
    rules = {"score_version": log.end.score_version}
    assert found == {"level": log.header.level, "session": "", **end, **rules}


def test_scorm_hears_the_end_of_a_visit(scorm: tuple[Any, Any]) -> None:
    page, _ = scorm

    page.evaluate("document.querySelector('iframe').remove()")

    span, end = page.evaluate("told.slice(-2)")
    assert span[0] == "cmi.core.session_time"
    assert span[1].startswith("0000:00:")
    assert end == ["LMSFinish"]


@pytest.mark.parametrize(
    ("cases", "how"), [((), "suspend"), ((STORM,), "suspend"), ((STORM, DICE), ""), ((STORM, SHOCK), "")]
)
def test_scorm_is_asked_to_go_on_next_time_until_all_was_played(
    scorm: tuple[Any, Any], cases: tuple[Any, ...], how: str
) -> None:
    """A visit that ends plainly is over for a system: the next one begins anew, without status and score."""
    page, frame = scorm
    finish(frame, *cases)

    page.evaluate("document.querySelector('iframe').remove()")

    assert ["cmi.core.exit", how] in page.evaluate("told")


def test_a_page_that_finds_no_system_says_so(browser: Any) -> None:
    page = browser.new_context().new_page()
    page.route("**/*", System("scorm").answer)

    page.goto(f"{HOST}/course/index.html")

    playwright.expect(page.get_by_role("status")).to_contain_text("open it there again")
    page.context.close()


def launched(browser: Any, system: System) -> Any:
    page = browser.new_context().new_page()
    page.route("**/*", system.answer)
    actor = json.dumps({"account": {"homePage": HOST, "name": "7"}})
    asked = {
        "endpoint": f"{HOST}/xapi/",
        "fetch": f"{HOST}/token",
        "actor": actor,
        "registration": "r",
        "activityId": "u:a",
    }
    page.goto(f"{HOST}/course/index.html?{urlencode(asked)}")
    page.wait_for_function("globalThis.learningSystem")
    return page


def leave(page: Any) -> None:
    """Let the page know that it is left; what it sends while it really goes cannot be listened to."""
    with page.expect_response(f"{HOST}/xapi/statements"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")


def test_cmi5_is_told_each_verb_once_with_what_the_system_asks_for(browser: Any) -> None:
    system = System("cmi5")
    page = launched(browser, system)
    finish(page, STORM)
    finish(page, STORM, WEAK)
    finish(page, STORM, WEAK, SHOCK)
    finish(page, STORM, WEAK, SHOCK)
    leave(page)

    assert system.verbs == ["initialized", "completed", "passed", "terminated"]
    begun, completed, passed, ended = system.statements
    assert all("https://w3id.org/xapi/cmi5/context/categories/cmi5" in _categories(one) for one in system.statements)
    assert [len(_categories(one)) for one in system.statements] == [1, 2, 2, 1]
    assert all(one["context"]["contextActivities"]["grouping"] for one in system.statements)
    assert "result" not in begun
    assert completed["result"]["completion"] is True
    assert "score" not in completed["result"]
    assert (passed["result"]["success"], passed["result"]["score"]["scaled"]) == (True, 0.65)
    assert passed["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] == 0.6
    assert ended["result"]["duration"].startswith("PT")
    page.context.close()


def test_cmi5_judges_a_visit_once_at_its_end_and_a_later_one_does_not_repeat_what_was_told(browser: Any) -> None:
    system = System("cmi5")
    first = launched(browser, system)
    finish(first, STORM, WEAK)
    leave(first)
    assert system.verbs == ["initialized", "completed", "failed", "terminated"]

    second = launched(browser, system)
    finish(second, STORM, SHOCK)

    assert system.verbs[4:] == ["initialized", "passed"]
    for page in (first, second):
        page.context.close()


def test_cmi5_hears_of_a_failure_again_only_when_more_was_reached(browser: Any) -> None:
    """Every later visit failed the learner anew, also one in which nothing was played."""
    system = System("cmi5")
    for cases, told in [
        ((STORM, WEAK), ["completed", "failed"]),
        ((STORM, WEAK), []),
        ((STORM, WEAK, WEAK), []),
        ((STORM, {**SHOCK, "score": 30}), ["failed"]),
        ((STORM, {**SHOCK, "score": 30}), []),
    ]:
        before = len(system.verbs)
        page = launched(browser, system)
        finish(page, *cases)
        leave(page)
        assert system.verbs[before:] == ["initialized", *told, "terminated"]
        page.context.close()


def test_cmi5_hears_of_an_end_by_dice_that_all_is_done_and_no_judgement(browser: Any) -> None:
    system = System("cmi5")
    page = launched(browser, system)

    finish(page, {**DICE, "level": "storm"}, DICE)
    leave(page)

    assert system.verbs == ["initialized", "completed", "terminated"]
    page.context.close()


@pytest.mark.parametrize(
    ("wanted", "goes"), [(f"{HOST}/course/lms.json", True), (None, False), ("javascript:document.title='away'", False)]
)
def test_cmi5_goes_back_where_the_system_wants_its_learners(browser: Any, wanted: str | None, goes: bool) -> None:
    """Requirement 10_8 of cmi5; whoever had left was told to reload, which no launch of cmi5 survives."""
    system = System("cmi5")
    system.kept["LMS.LaunchData"]["returnURL"] = wanted
    page = launched(browser, system)
    finish(page)

    assert page.evaluate("globalThis.learningSystem.leave()") is goes

    if goes:
        page.wait_for_url(f"{HOST}/course/lms.json")
    page.context.close()


def test_cmi5_sends_again_what_a_busy_store_did_not_take(browser: Any) -> None:
    system = System("cmi5")
    system.busy = 1
    page = launched(browser, system)

    finish(page, STORM, SHOCK)

    assert system.verbs == ["initialized", "completed", "passed"]
    page.context.close()


def _categories(statement: Any) -> list[str]:
    return [one["id"] for one in statement["context"]["contextActivities"]["category"]]
