"""What an instructor does on the page, in a real browser before a host that only writes down what it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
pytest.importorskip(
    "playwright.sync_api", reason="the page is tried in Chromium, with playwright of the extra [browser]"
)

from game.classroom.pages import bed_page, room_page, vote_page
from tests.chromium import chromium, needs_chromium
from tests.classroom import test_panel
from tests.classroom.test_panel import BED, ORDER, ROOM, SEAT

pytestmark = needs_chromium
TOLD = {**ORDER, "words": "A line becomes infected", "told": True}


class Page:
    """The instructor's page with one bed."""

    def __init__(self, page: Any) -> None:
        self.asked: list[dict[str, Any]] = []
        self.dialogs: list[str] = []
        self.bed: dict[str, Any] = {**BED}
        self.beds: list[dict[str, Any]] = []
        self.room: dict[str, Any] = {**ROOM, "seats": [{**SEAT, "id": 7, "learner": "Dr Rude"}]}
        self.vote: dict[str, Any] = {"vote": 3, "question": "What now?", "answers": ["Wait", "<b>"], "chosen": None}
        self.who = "Ann"
        self.cast: list[dict[str, int]] = []
        self.page = page
        page.set_default_timeout(60_000)
        page.route("**/*", self._answer)

    def open(self, path: str = "teach") -> Any:
        self.page.goto(f"http://host.test/{path}")
        return self.page

    def answers_dialogs(self, *, yes: bool) -> None:
        def answer(dialog: Any) -> None:
            self.dialogs.append(dialog.message)
            (dialog.accept if yes else dialog.dismiss)()

        self.page.once("dialog", answer)

    def _answer(self, route: Any) -> None:
        path = route.request.url.split("/", 3)[3]
        if path == "teach/act":
            self.asked.append(json.loads(route.request.post_data))
        if path == "teach/feed":
            beds = self.beds or ([self.bed] if self.bed else [])
            bed = "".join(f"event: bed\ndata: {json.dumps(one)}\n\n" for one in beds)
            # The feed ends here, and is asked for again.
            told = f"retry: 200\n{bed}event: room\ndata: {json.dumps(self.room)}\n\n"
            return route.fulfill(body=told, content_type="text/event-stream")
        if path == "teach/room":
            page = room_page("Ward 5, night shift", "K7MQX4", "192.168.1.5:8765")
            return route.fulfill(body=page, content_type="text/html")
        if path == "teach/take/lesson.zip":
            return route.fulfill(body=b"PK", content_type="application/zip")
        if path == "vote":
            return route.fulfill(body=vote_page("Ward 5, night shift"), content_type="text/html")
        if path.startswith("vote/"):
            if path == "vote/cast":
                self.cast.append(json.loads(route.request.post_data))
                self.vote["chosen"] = self.cast[-1]["answer"]
            told = {"who": self.who, "vote": self.vote}
            return route.fulfill(body=json.dumps(told), content_type="application/json")
        if path == "teach/bed/1":
            return route.fulfill(body=bed_page("Ward 5, night shift", 1), content_type="text/html")
        return test_panel.answer(route)

    def acts(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.asked if one["act"] == kind]


@pytest.fixture
def it() -> Iterator[Page]:
    with chromium() as browser:
        yield Page(browser.new_page(viewport={"width": 1280, "height": 720}))


def test_another_name_is_given_and_a_seat_is_not_freed_by_a_slip(it: Page) -> None:
    page = it.open()
    page.locator(".bed").click()
    page.locator("#seat summary").click()
    page.fill("#name", "Learner A")
    page.click("#call button")
    page.locator("#called:not(:empty)").wait_for()
    assert it.acts("call") == [{"act": "call", "seat": 7, "name": "Learner A"}]

    it.answers_dialogs(yes=False)
    page.click("#free")
    assert it.acts("free") == []
    assert "Dr Rude" in it.dialogs[0]
    it.answers_dialogs(yes=True)
    page.click("#free")
    assert it.acts("free") == [{"act": "free", "seat": 7}]


def test_what_was_not_done_and_a_disk_that_is_full_are_said_above_all(it: Page) -> None:
    """A press of 'Pause' that came to nothing was answered by nothing."""
    it.room["unkept"] = True
    page = it.open()
    page.route("**/teach/act", lambda route: route.fulfill(status=503, body='{"why":"Not done.","left":false}'))
    page.locator("#unkept:not([hidden])").wait_for()
    assert page.get_attribute("#unkept", "role") == "alert"
    page.click("#pause")
    page.locator("#refused", has_text="Not done.").wait_for()
    page.unroute("**/teach/act")
    page.click("#pause")
    page.locator("#refused").wait_for(state="hidden")


def test_a_card_tells_the_last_order_of_its_learner_and_not_what_the_instructor_sent(it: Page) -> None:
    """It read "4 · A line becomes infected", like an order of the learner."""
    it.bed |= {"orders": [ORDER, TOLD], "ordered": 4, "came": 1}
    page = it.open()
    assert page.locator(".bed .order").inner_text() == "Orders: 3 · last: Give tocilizumab 8 mg/kg, once"
    assert page.locator("#beds").inner_text().count("infected") == 0


def test_a_long_order_ends_where_its_card_does(it: Page) -> None:
    """It ran on over the next bed."""
    it.bed |= {"orders": [ORDER | {"words": "Take CRP, procalcitonin, ferritin, D-dimer, and all that there is"}]}
    page = it.open()
    card, order = [page.locator(one).bounding_box() for one in (".bed", ".bed .order")]
    assert order["x"] + order["width"] <= card["x"] + card["width"]


def test_one_result_alone_is_seen_in_the_curve(it: Page) -> None:
    it.bed |= {"il6_history": [[0, 50]]}
    page = it.open()
    assert page.locator(".bed .dots").get_attribute("d").count("M") == 1


def test_nothing_is_offered_to_beds_once_the_lesson_is_over(it: Page) -> None:
    it.room["over"] = True
    page = it.open()
    page.locator(".bed").click()
    assert [page.locator(one).is_visible() for one in ("#say", "#happen", "#detail")] == [False, False, True]


def test_the_code_of_the_class_stands_on_one_line_on_a_phone(it: Page) -> None:
    it.page.set_viewport_size({"width": 390, "height": 844})
    page = it.open()
    word, code = [page.locator(one).bounding_box() for one in (".code .quiet >> nth=1", "#code")]
    assert code["height"] < 1.8 * word["height"]
    # The word stands before its code, and not at the end of the line above.
    assert abs(word["y"] + word["height"] / 2 - code["y"] - code["height"] / 2) < word["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_on_the_projector_is_chosen_on_the_page(it: Page) -> None:
    page = it.open()
    for view in ("class", "guideline", "join"):
        page.click(f"[data-view={view}]")
    page.locator("#projector summary").click()
    page.fill("#own", "What did you see?")
    page.click("#ask button")
    page.fill("#choices", "Wait\n\n Dexamethasone ")
    # The page sends on its own time: what was asked is read once it is answered.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click("#ask button")
    assert [(one["view"], one.get("words"), one.get("answers")) for one in it.acts("project")] == [
        ("class", None, None), ("guideline", None, None), ("join", None, None),
        ("question", "What did you see?", []), ("vote", "What did you see?", ["Wait", "Dexamethasone"]),
    ]  # fmt: skip


def test_the_projector_tells_what_the_class_gave_and_the_guideline_only_when_it_is_asked_for(it: Page) -> None:
    drug = {"what": "dexamethasone", "name": "Dexamethasone", "tick": 300, "when": "Day 2 · 09:30"}
    il6 = {"what": "il6", "name": "IL-6 taken", "tick": 0, "when": "Day 1 · 08:30"}
    it.bed |= {"did": [il6], "guideline": [il6, drug], "guideline_behind": 0}
    it.room["wall"] = {"view": "class", "words": ""}
    page = it.open("teach/room")
    page.locator("#did table").wait_for()
    told = page.locator("main").inner_text()
    assert "1 of 1 beds" in told
    assert "Dexamethasone" not in told
    assert "Dr Rude" not in page.content()

    it.room["wall"] = {"view": "guideline", "words": ""}
    page.reload()
    page.locator("#did table").wait_for()
    (row,) = page.locator("tr", has_text="Dexamethasone").all()
    assert row.locator("td b").all_inner_texts() == ["0 of 1 beds", "1 of 1 beds"]

    it.room["wall"] = {"view": "question", "words": "<b>Why</b> now?"}
    page.reload()
    page.locator("#asked:not(:empty)").wait_for()
    assert page.locator("#asked").inner_text() == "<b>Why</b> now?"
    assert page.locator("#again").inner_text().endswith("K7M\xa0QX4")


def test_the_curves_on_the_projector_have_values_and_hours(it: Page) -> None:
    """They were lines without a number: nobody in the room could read NEWS2 or IL-6 off them."""
    it.bed |= {"news2_history": [[0, 2], [30, 9]], "il6_history": [[-20, 50], [12, 900]]}
    page = it.open("teach/bed/1")
    page.locator("#scores .value").first.wait_for()
    assert page.locator("#scores .value").all_inner_texts() == ["0", "5", "7"]
    assert page.locator("#curve .value").all_inner_texts() == ["1", "10", "100", "1,000"]
    assert page.locator("#curve .hour").all_inner_texts() == ["−20 h", "12 h"]


def test_a_vote_is_cast_on_a_phone_and_stands_on_the_projector(it: Page) -> None:
    it.page.set_viewport_size({"width": 390, "height": 844})
    page = it.open("vote")
    page.locator("#answers button").nth(1).click()
    page.locator("#answers button[aria-pressed=true]").wait_for()
    assert it.cast == [{"vote": 3, "answer": 1}]
    assert page.locator("#told").inner_text() == "Your choice is counted."
    assert page.locator("#who").inner_text() == "You vote from the seat of Ann."
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    vote = {"question": "What now?", "answers": ["Wait", "<b>"], "voted": 3}
    for view, counts in (("vote", []), ("votes", [1, 2])):
        it.room["wall"] = {"view": view, "words": "", "vote": vote, "counts": counts}
        page = it.open("teach/room")
        page.locator("#options li").nth(1).wait_for()
        assert page.locator("#options b").all_inner_texts() == [str(one) for one in counts]
        assert page.locator("#voted").inner_text() == "Votes: 3"
        # Who reads of a vote that is closed goes there for nothing.
        assert page.locator("#vote_at").is_visible() is not bool(counts)


def test_a_browser_in_which_nobody_joined_has_no_vote(it: Page) -> None:
    it.who = ""
    page = it.open("vote")
    page.locator("#answers button").nth(1).wait_for()
    assert page.locator("#answers button:enabled").count() == 0
    assert "Vote in the game" in page.locator("#who").inner_text()


def test_what_was_sent_can_be_taken_back_while_it_waits(it: Page) -> None:
    waits = {"number": 4, "happens": True, "words": "The oxygen tubing is off", "cases": [1], "waits_s": 5}
    waits |= {"went": 0, "came": 0, "coming": 0}
    it.room["sent"] = [waits]
    page = it.open()
    line = page.locator("#happened_waits li")
    line.wait_for()
    assert "The oxygen tubing is off. To: Dr Rude. Goes in 5 s." in line.inner_text()
    line.locator("button").evaluate("(one) => { one.id = 'same'; }")
    it.room["sent"] = [waits | {"waits_s": 4}]
    line.filter(has_text="Goes in 4 s.").wait_for()
    # It was made anew every second, under the pointer, and could not be pressed on a busy machine.
    page.click("#same")
    page.locator("#happened:not(:empty)").wait_for()
    assert it.acts("take_back") == [{"act": "take_back", "number": 4}]

    for went, came, coming, told in ((6, 2, 3, "Done at 2 of 6"), (6, 6, 0, "Done."), (0, 0, 0, "over")):
        it.room["sent"] = [waits | {"waits_s": 0, "cases": [1, 2], "went": went, "came": came, "coming": coming}]
        page.locator("#happened", has_text=told).wait_for()
        assert line.count() == 0


def test_a_line_says_who_is_where(it: Page) -> None:
    it.bed |= {"ended": "The patient goes home.", "attempt": 2}
    it.room["seats"] += [{**SEAT, "id": 8, "case": None, "away": True}, {**SEAT, "id": 9}]
    page = it.open()
    page.locator("#where", has_text="over").wait_for()
    assert page.locator("#where").inner_text() == (
        "Joined: 3 · A storm after COVID-19: 2, over 2 · no case started: 1 · out of reach: 1"
    )
    assert "Tomas Reyes, 61, try 2" in page.locator(".bed").first.inner_text()


def test_the_class_is_shown_how_long_is_left(it: Page) -> None:
    page = it.open()
    assert not page.locator("#no_countdown").is_visible()
    page.fill("#minutes", "12")
    page.click("#countdown button")
    it.room["left_s"] = 605
    page.reload()
    page.locator("#left:not(:empty)").wait_for()
    page.click("#no_countdown")
    assert it.acts("countdown") == [{"act": "countdown", "minutes": 12}, {"act": "countdown", "minutes": 0}]
    for left, told in ((605, "Left: 10:05"), (0, "The time is up."), (None, "")):
        it.room["left_s"] = left
        page = it.open("teach/room")
        page.locator("#joined:not(:empty)").wait_for(state="attached")
        assert page.locator("#left").inner_text() == told


def test_a_countdown_draws_no_page_anew(it: Page) -> None:
    """Every second the cards and the lists were made anew, and whatever was marked in them with it."""
    it.room["left_s"] = 9
    page = it.open()
    page.locator(".bed .top").wait_for()
    # From here on no feed tells of the bed.
    it.bed = {}
    it.room["left_s"] = 8
    page.locator("#left", has_text="0:08").wait_for()
    page.locator(".bed .top").evaluate("(one) => { one.id = 'same'; }")
    it.room["left_s"] = 7
    page.locator("#left", has_text="0:07").wait_for()
    assert page.locator("#same").count() == 1


def test_a_hidden_name_is_not_taken_for_a_learner_of_the_board(it: Page) -> None:
    """Both pages counted "Learner 1, 2, 3", in other orders: whoever was praised on the one was blamed on the other."""
    page = it.open()
    page.click("#names")
    assert page.locator(".bed .who").inner_text() == "Seat 1"


def test_a_class_stops_and_discusses_by_one_press(it: Page) -> None:
    """It was three: pause, back to all beds, what the class gave."""
    page = it.open()
    page.locator(".bed").click()
    page.click("#discuss")
    page.locator("#projector").wait_for()
    until = "() => document.getElementById('lost').hidden"
    page.wait_for_function(until)
    page.wait_for_timeout(300)
    assert it.acts("pause") == [{"act": "pause", "paused": True}]
    assert it.acts("project") == [{"act": "project", "view": "class"}]


def test_who_needs_the_instructor_first_is_a_press_away(it: Page) -> None:
    """Of a dozen beds each card had to be read, and those below the edge were not seen."""
    it.room["seats"] = [{**SEAT, "id": at, "case": case, "learner": name} for at, (case, name) in enumerate(
        [(1, "Ann"), (2, "Bo"), (3, "Cy"), (4, "Di"), (None, "Eve")]
    )]  # fmt: skip
    walks = [{"name": "Steroid too late", "hours": 3}]
    calm = {**BED, "response": "low", "pitfalls": []}
    it.beds = [
        {**calm, "case": 1}, {**calm, "case": 2, "pitfalls": walks}, {**calm, "case": 3, "response": "high"},
        {**calm, "case": 4, "response": "high", "pitfalls": walks, "ended": "He goes home."},
    ]  # fmt: skip
    page = it.open()
    page.locator(".need").nth(1).wait_for()
    assert page.locator(".need").all_inner_texts() == ["Cy: NEWS2 9", "Bo: Steroid too late, 3 h"]
    page.click(".need >> nth=1")
    assert page.locator("#who").inner_text() == "Bo"
    page.click("#names")
    assert page.locator(".need").first.inner_text() == "Seat 3: NEWS2 9"


def test_all_of_a_lesson_comes_by_one_press_once_it_is_packed(it: Page) -> None:
    it.room |= {"board": True, "packed": False}
    page = it.open()
    page.click("#pack")
    it.page.wait_for_timeout(300)
    assert it.acts("pack") == [{"act": "pack"}]
    with page.expect_download() as taken:
        it.room["packed"] = True
    assert taken.value.url.endswith("/teach/take/lesson.zip")
