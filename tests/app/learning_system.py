"""A learning system in the place of a real one: its page for SCORM, and the host and record store of cmi5."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from game.app.learning_packages import LearningSystem, package
from game.values.words import say

STATIC = Path(__file__).parents[2] / "game" / "web" / "static"
SESSION = "e" * 16
PACKED = zipfile.ZipFile(io.BytesIO(package({"index.html": b"<script "}, LearningSystem.SCORM)))
RULES = {name: json.loads(PACKED.read("lms.json"))[name] for name in ("early", "score_version", "stopped")}
"""What a package says of deaths by dice, and of the rules of the score."""
LESSON = {"session": SESSION, "levels": ["storm", "shock"], "tries": [1, 1], "least_score": 60, **RULES}
SYSTEM = """<!doctype html><script>
  const told = [];
  const kept = { "cmi.core.student_id": "7", "cmi.core.lesson_status": "not attempted", ...BEFORE };
  window.API = {
    LMSInitialize: () => { told.push(["LMSInitialize"]); return "true"; },
    LMSGetValue: (name) => kept[name] ?? "",
    LMSSetValue: (name, value) => { kept[name] = value; told.push([name, value]); return "true"; },
    LMSCommit: () => "true",
    LMSFinish: () => { told.push(["LMSFinish"]); return "true"; },
  };
</script><iframe src="course/index.html"></iframe>"""


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
        self.lesson: dict[str, Any] = LESSON
        self.before: dict[str, str] = {}
        """What a system has of earlier visits."""
        script = f'<script type="module" src="lms_{kind}.js"></script>'
        self._page = f'<!doctype html><body data-closed="{say("web.page.closed")}">{script}<p>The game</p>'

    def answer(self, route: Any) -> None:
        request = route.request
        path = urlsplit(request.url).path
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        if path == "/player.html":
            route.fulfill(body=SYSTEM.replace("BEFORE", json.dumps(self.before)), content_type="text/html")
        elif path == "/course/index.html":
            route.fulfill(body=self._page, content_type="text/html")
        elif path == "/course/lms.json":
            route.fulfill(json=self.lesson)
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
