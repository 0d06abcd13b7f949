"""A file that was dropped on the page or chosen: it opens from every screen, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.app import moving
from game.ui.debrief.debrief import DebriefScene
from game.ui.menus.session import SessionScene
from game.ui.menus.title import TitleScene
from game.ui.toolkit.scene import Reset, Scene
from game.ui.toolkit.widget import find
from game.web.seat import BrowserSeat
from tests.test_house import ROOT
from tests.web.page import NoBrowser

CASE = ROOT / "levels" / "septic_shock_hands_on.idle.jsonl"
PACK = 'format = 1\nid = "night"\ntitle = "Ward 5, night shift"\n[[levels]]\nid = "covid_storm"\n'


@pytest.fixture
def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BrowserSeat]:
    monkeypatch.setattr(moving, "_found", [*moving._found])
    made = BrowserSeat(NoBrowser(), tmp_path / "home", warn=pytest.fail)
    made.resize(1280, 720)
    yield made
    made.shell.close(hurried=True)


def news(seat: BrowserSeat) -> str:
    notice = find(seat.stage.tree(), "notice")
    return "" if notice is None else notice.label


def given(seat: BrowserSeat, path: Path) -> Scene:
    """Give a file, and let pass what is done between frames."""
    seat.drop(str(path))
    for _ in range(3):
        seat.turn()
        seat.frame(16_000)
    return seat.stage.scenes[-1]


@pytest.mark.parametrize("screen", ["title", "finished", "settings"])
def test_a_case_file_opens_from_every_screen_of_the_menu(seat: BrowserSeat, screen: str) -> None:
    seat.stage.go(Reset(getattr(seat.screens, screen)()))

    assert isinstance(given(seat, CASE), DebriefScene), news(seat)


@pytest.mark.parametrize("screen", ["title", "finished", "glossary"])
def test_a_session_pack_opens_from_every_screen_of_the_menu(seat: BrowserSeat, tmp_path: Path, screen: str) -> None:
    pack = tmp_path / "night.TOML"
    pack.write_text(PACK, "utf-8")
    seat.stage.go(Reset(getattr(seat.screens, screen)()))

    assert isinstance(given(seat, pack), SessionScene), news(seat)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.jpg", b"\xff\xd8\xff", "photo.jpg is not a file of the game"),
        ("notes.toml", b"x = [", "what is not TOML"),
        ("notes.jsonl", b"{}\n", "This case cannot be opened"),
        ("long.jsonl", b" " * 20_000_001, "This case cannot be opened"),
    ],
)
def test_of_a_file_that_is_none_of_the_game_it_is_said_what_is_wrong(
    seat: BrowserSeat, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)

    given(seat, tmp_path / name)

    assert told in news(seat)


def test_a_case_that_is_played_is_not_torn_away_by_a_file(seat: BrowserSeat) -> None:
    seat.stage.go(Reset(seat.screens.bedside(seat.shell.start(seat.shell.beds()[1].level))))
    here = seat.stage.scenes

    given(seat, CASE)

    assert seat.stage.scenes == here
    assert "Leave the case or the session first" in news(seat)


def test_a_session_is_not_torn_away_by_a_file(seat: BrowserSeat, tmp_path: Path) -> None:
    (tmp_path / "night.toml").write_text(PACK, "utf-8")
    session = given(seat, tmp_path / "night.toml")

    assert given(seat, CASE) is session
    assert "Leave the case or the session first" in news(seat)
    for _ in range(2):
        seat.key("Escape", "Escape", False, False, False, False)
        seat.key_up("Escape", "Escape")
    assert isinstance(seat.stage.scenes[-1], TitleScene)
    assert isinstance(given(seat, CASE), DebriefScene)
