"""What a learning management system hears of a package in a real browser: by SCORM from a window, by cmi5 over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from game.values.words import say
from tests.chromium import chromium, needs_chromium

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the scripts are tried in Chromium, with playwright of the extra [browser]"
)

STATIC = Path(__file__).parents[2] / "game" / "web" / "static"
pytestmark = needs_chromium

LESSON = {"session": "e" * 16, "levels": ["storm", "shock"], "least_score": 60}
STORM, SHOCK, WEAK = (
    {"level": level, "session": "e" * 16, "score": score}
    for level, score in (("storm", 80), ("shock", 50), ("shock", 20))
)
FOREIGN = {"level": "shock", "session": "", "score": 99}
HOST = "https://lms.test"
SYSTEM = """<!doctype html><script>
  const told = [];
  const kept = { "cmi.core.student_id": "7", "cmi.core.lesson_status": "not attempted" };
  window.API = {
    LMSInitialize: () => { told.push(["LMSInitialize"]); return "true"; },
    LMSGetValue: (name) => kept[name] ?? "",
    LMSSetValue: (name, value) => { kept[name] = value; told.push([name, value]); return "true"; },
    LMSCommit: () => "true",
    LMSFinish: () => { told.push(["LMSFinish"]); return "true"; },
  };
</script><iframe src="course/index.html"></iframe>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


class System:
    """Answers for a host that has the package, the pages of a system, and a record store."""

    def __init__(self, kind: str) -> None:
        template = {
            "contextActivities": {"grouping": [{"id": "https://lms.test/course"}]},
            "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s"},
        }
        launch = {"launchMode": "Normal", "masteryScore": 0.6, "contextTemplate": template}
        self.kept: dict[str, Any] = {"LMS.LaunchData": launch}
        self.statements: list[Any] = []
        self.busy = 0
        script = f'<script type="module" src="lms_{kind}.js"></script>'
        self._page = f'<!doctype html><body data-closed="{say("web.page.closed")}">{script}<p>The game</p>'

    def answer(self, route: Any) -> None:
        request = route.request
        path = urlsplit(request.url).path
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        if path == "/player.html":
            route.fulfill(body=SYSTEM, content_type="text/html")
        elif path == "/course/index.html":
            route.fulfill(body=self._page, content_type="text/html")
        elif path == "/course/lms.json":
            route.fulfill(json=LESSON)
        elif path == "/token":
            route.fulfill(json={"auth-token": "a2V5"})
        elif path.startswith("/xapi"):
            assert request.headers["authorization"] == "Basic a2V5"
            self._store(route, path, asked)
        else:
            route.fulfill(path=STATIC / Path(path).name, content_type="text/javascript")

    def _store(self, route: Any, path: str, asked: dict[str, str]) -> None:
        method, given = route.request.method, route.request.post_data
        if self.busy and path == "/xapi/statements":
            self.busy -= 1
            route.fulfill(status=503)
        elif path == "/xapi/statements":
            told = json.loads(given)
            self.statements += told if isinstance(told, list) else [told]
            route.fulfill(status=204)
        elif method == "PUT":
            self.kept[asked["stateId"]] = json.loads(given)
            route.fulfill(status=204)
        elif asked.get("stateId") in self.kept:
            route.fulfill(json=self.kept[asked["stateId"]])
        else:
            route.fulfill(status=404)

    @property
    def verbs(self) -> list[str]:
        return [one["verb"]["display"]["en"] for one in self.statements]


def finish(frame: Any, *cases: object) -> None:
    frame.evaluate("(cases) => globalThis.learningSystem.finished(cases)", list(cases))


@pytest.fixture
def scorm(browser: Any) -> Iterator[tuple[Any, Any]]:
    page = browser.new_context().new_page()
    page.route("**/*", System("scorm").answer)
    page.goto(f"{HOST}/player.html")
    frame = page.frame(url=f"{HOST}/course/index.html")
    frame.wait_for_function("globalThis.learningSystem")
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


def test_scorm_hears_the_end_of_a_visit(scorm: tuple[Any, Any]) -> None:
    page, _ = scorm

    page.evaluate("document.querySelector('iframe').remove()")

    span, end = page.evaluate("told.slice(-2)")
    assert span[0] == "cmi.core.session_time"
    assert span[1].startswith("0000:00:")
    assert end == ["LMSFinish"]


@pytest.mark.parametrize(("cases", "how"), [((), "suspend"), ((STORM,), "suspend"), ((STORM, SHOCK), "")])
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


def test_cmi5_sends_again_what_a_busy_store_did_not_take(browser: Any) -> None:
    system = System("cmi5")
    system.busy = 1
    page = launched(browser, system)

    finish(page, STORM, SHOCK)

    assert system.verbs == ["initialized", "completed", "passed"]
    page.context.close()


def _categories(statement: Any) -> list[str]:
    return [one["id"] for one in statement["context"]["contextActivities"]["category"]]
