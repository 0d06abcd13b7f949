"""The instructor's page in a real browser, from the link that the host prints to the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WITHOUT = "the page is tried in Chromium, with playwright of the extra [browser]"
pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
playwright = pytest.importorskip("playwright.sync_api", reason=WITHOUT)
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=WITHOUT)

from game.app.live_stream import Stream
from game.training.board import board
from game.values.order import Actor
from tests.chromium import chromium, needs_chromium
from tests.classroom.programs import HostProgram, Machine, hears
from tests.training.test_board import a_class

pytestmark = needs_chromium


@pytest.fixture
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


def _is_open_to_all(page: Any) -> None:
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_board_that_is_a_file_keeps_names_hidden_over_a_reload_and_in_print(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "board.html"
    path.write_text(board(a_class()), "utf-8")
    page = browser.new_context().new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text))
    page.goto(path.as_uri())
    name = page.locator(".person .name").first
    playwright.expect(name).to_be_visible()

    page.get_by_text("Hide names").click()
    page.reload()

    playwright.expect(name).to_be_hidden()
    page.emulate_media(media="print")
    playwright.expect(name).to_be_hidden()
    playwright.expect(page.locator(".person .alias").first).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_text("Hide names").click()
    page.reload()
    playwright.expect(name).to_be_visible()
    assert faults == []


def test_on_a_phone_no_column_of_the_pitfalls_is_out_of_sight(browser: Any, tmp_path: Path) -> None:
    """Who came near and who avoided it stood beyond the edge, with a hand's breadth of nothing in their place."""
    path = tmp_path / "board.html"
    path.write_text(board(a_class()), "utf-8")
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(path.as_uri())

    cells = page.locator("#pitfalls td").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    assert len(cells) == 12
    assert max(cells) <= 390
    labels = page.locator("#pitfalls tr:nth-child(1) td").evaluate_all("(all) => all.map((one) => one.dataset.label)")
    assert labels == ["Fell in", "Near miss", "Avoided", "Not put to the test"]
    _is_open_to_all(page)


def test_a_lesson_from_the_link_to_the_board(
    browser: Any,
    host: HostProgram,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Stream, "_work", lambda _: None)
    monkeypatch.setattr("game.app.live_stream.LOOK_EVERY_S", 10.0)
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    # The link is opened over the page that asks for the secret: nothing is loaded then.
    page.goto(f"{host.address}/teach")
    page.goto(f"{host.address}/teach#{host.secret}")
    page.wait_for_selector("#nobody:not([hidden])")
    assert host.secret not in page.url
    _is_open_to_all(page)

    ann, eve = Machine(tmp_path, host, "Ann"), Machine(tmp_path, host, "<img src=x onerror=alert(1)>")
    plays = [ann.play(30), eve.play(3)]
    ann.send_all()
    eve.send_all()
    page.wait_for_selector(".bed .vitals")
    playwright.expect(page.locator(".bed .vitals")).to_have_count(2)
    assert page.locator("img").count() == 0
    page.locator(".bed", has_text="Ann").click()
    page.wait_for_selector("#orders li:not(.quiet)")
    # A value stands beside its name, and its unit beside the value.
    rows = page.locator("#vitals div").evaluate_all("(rows) => rows.map((one) => one.getBoundingClientRect().height)")
    assert max(rows) < 1.5 * page.locator("#vitals dt").first.bounding_box()["height"]
    _is_open_to_all(page)

    # Who has joined and begun nothing is told nothing, and neither is anybody else.
    late = Machine(tmp_path, host, "Zoe")
    page.locator(".bed", has_text="Zoe").click()
    page.fill("#text", "Hello")
    for button, told in (("#say button", "#told"), ("#happen button", "#happened")):
        page.click(button)
        playwright.expect(page.locator(told)).to_contain_text("No case has been started at this bed yet")
    ann.stream.report()
    assert ann.room.live is not None
    assert not ann.room.live.sent(plays[0])
    page.locator(".bed", has_text="Ann").click()

    page.fill("#text", "How is she?")
    page.click("#say button")
    playwright.expect(page.locator("#told")).not_to_be_empty()
    page.click("#pause")
    playwright.expect(page.locator("#pause")).to_have_text("Go on")
    live = ann.room.live
    assert live is not None
    hears(ann, lambda: bool(live.sent(plays[0])))
    assert live.paused
    (words,) = live.sent(plays[0])
    plays[0].order(Actor.INSTRUCTOR, words)
    page.on("dialog", lambda dialog: dialog.accept())
    # The wrong one is taken back before it reaches anybody.
    page.select_option("#mishap", "oxygen_off")
    page.click("#happen > button")
    page.click("#happened_waits button")
    playwright.expect(page.locator("#happened")).to_contain_text("Taken back")
    page.select_option("#mishap", "laboratory_late")
    page.click("#happen > button")
    playwright.expect(page.locator("#happened")).to_contain_text("On its way", timeout=20_000)
    hears(ann, lambda: bool(live.sent(plays[0])))
    (mishap,) = live.sent(plays[0])
    plays[0].order(Actor.INSTRUCTOR, mishap)
    page.click("#pause")
    playwright.expect(page.locator("#pause")).to_have_text("Pause all")

    host.kill()
    page.wait_for_selector("#lost:not([hidden])")
    ann.play(12, plays[0])
    host.start()
    page.wait_for_selector("#lost", state="hidden", timeout=60_000)
    ann.send_all()
    page.wait_for_selector("#orders .told", timeout=60_000)
    page.wait_for_selector("#orders :text('Laboratory results two hours late')")
    for told in ("#told", "#happened"):
        playwright.expect(page.locator(told)).to_have_text("Done. It is in the list of orders.")

    wall = context.new_page()
    wall.goto(host.address + str(page.locator("#wall").get_attribute("href")))
    wall.wait_for_selector("#vitals dd")
    assert "Ann" not in wall.locator("body").inner_text()
    _is_open_to_all(wall)

    said: list[str] = []
    wall.on("console", lambda one: said.append(one.text))
    wall.goto(f"{host.address}/teach/guide/sample")
    playwright.expect(wall.locator("#talk")).to_be_visible()
    # A style that the policy of the page refused would be told here.
    assert [one for one in said if "Content Security Policy" in one] == []
    assert context.request.get(f"{host.address}/teach/guide/covid_storm").status == 404
    wall.goto(f"{host.address}/teach/room")
    page.locator("#all").click()
    page.click("[data-view=guideline]")
    wall.wait_for_selector("#did td b", timeout=60_000)
    assert "Ann" not in wall.locator("body").inner_text()
    _is_open_to_all(wall)
    _is_open_to_all(page)

    page.click("#end")
    page.wait_for_selector("#end", state="hidden")
    ann.stream.report()
    assert ann.room.live is not None
    assert ann.room.live.over
    page.click("#make")
    page.wait_for_selector("#board:not([hidden])", timeout=60_000)
    board = context.new_page()
    board.goto(f"{host.address}/teach/board")
    # It is there at once, and loads itself again until all is in; whoever has marked something reads on.
    playwright.expect(board.locator("main")).to_contain_text("Ann", timeout=60_000)
    board.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    _is_open_to_all(board)
    page.click("#pack")
    page.wait_for_selector("#packed:not([hidden])", timeout=60_000)
    for link, kind in (("#take a >> nth=0", "text/csv"), ("#packed", "application/zip")):
        taken = context.request.get(host.address + str(page.locator(link).get_attribute("href")))
        assert taken.headers["content-type"].startswith(kind)
    assert faults == []
    assert asked == {host.address.split("/")[2]}
    for one in (ann, eve, late):
        one.shell.close()
