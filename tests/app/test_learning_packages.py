"""Packages for learning management systems: whole, the same to the byte, and with a manifest that a system can read."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from game.app.learning_packages import LearningSystem, package
from game.app.sessions import open_session
from game.app.web_folder import seat_page
from game.files.folders import levels_folder
from game.review.verdict import SCORE_VERSION
from game.values.words import say

STATIC = Path(__file__).parents[2] / "game" / "web" / "static"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
PACK = """format = 1
id = "night"
title = "Ward 5 & night"
least_score = 60
tries = 3
[[levels]]
id = "septic_shock"
[[levels]]
id = "own"
tries = 1
"""


@pytest.fixture
def seat() -> dict[str, bytes]:
    """Return the page and its scripts as they are, and something in a folder below."""
    scripts = {one.name: one.read_bytes() for one in STATIC.iterdir()}
    return scripts | {"index.html": seat_page(), "pyodide/pyodide.asm.wasm": b"\0asm" * 9}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Write a session with a level of its own, which lies beside it."""
    lesson = tmp_path / "lesson"
    lesson.mkdir()
    (lesson / "night.toml").write_text(PACK, "utf-8")
    own = (levels_folder() / "septic_shock.toml").read_text("utf-8")
    (lesson / "own.toml").write_text(re.sub('(?m)^id = "septic_shock"', 'id = "own"', own), "utf-8")
    return lesson / "night.toml"


def opened(packed: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed))


@pytest.mark.parametrize("kind", list(LearningSystem))
def test_a_package_that_is_made_twice_is_the_same_to_the_byte(
    seat: dict[str, bytes], pack: Path, kind: LearningSystem
) -> None:
    again = dict(reversed(seat.items()))

    assert package(seat, kind, pack) == package(again, kind, pack)


def test_scorm_names_one_page_that_opens_the_session_and_every_file(seat: dict[str, bytes], pack: Path) -> None:
    archive = opened(package(seat, LearningSystem.SCORM, pack))
    root = ET.fromstring(archive.read("imsmanifest.xml"))  # noqa: S314  our own
    assert [one.tag.removeprefix(CP) for one in root] == ["metadata", "organizations", "resources"]
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", root.attrib["identifier"])
    assert [one.text for one in root[0]] == ["ADL SCORM", "1.2"]
    (course,) = root[1]
    assert root[1].attrib["default"] == course.attrib["identifier"]
    title, item = course
    assert title.text == "Ward 5 & night"
    assert item.attrib["parameters"] == "?session=night.toml"
    assert [(one.tag, one.text) for one in item] == [
        (f"{CP}title", "Ward 5 & night"),
        (f"{ADLCP}masteryscore", "60"),
    ]
    (resource,) = root[2]
    assert resource.attrib["identifier"] == item.attrib["identifierref"]
    assert (resource.attrib["href"], resource.attrib[f"{ADLCP}scormtype"]) == ("index.html", "sco")
    named = [one.attrib["href"] for one in resource]
    assert sorted([*named, "imsmanifest.xml"]) == archive.namelist()


@pytest.mark.parametrize(
    ("with_session", "moves_on", "least", "address"),
    [(True, "CompletedAndPassed", "0.6", "index.html?session=night.toml"), (False, "Completed", None, "index.html")],
)
def test_cmi5_has_a_course_of_one_unit(
    seat: dict[str, bytes], pack: Path, with_session: bool, moves_on: str, least: str | None, address: str
) -> None:
    root = ET.fromstring(opened(package(seat, LearningSystem.CMI5, pack if with_session else None)).read("cmi5.xml"))  # noqa: S314  our own
    course, unit = root
    assert (root.tag, course.tag, unit.tag) == (f"{CMI5}courseStructure", f"{CMI5}course", f"{CMI5}au")
    assert course.attrib["id"] != unit.attrib["id"]
    assert all(re.fullmatch(r"[a-z]+:\S+", one.attrib["id"]) for one in root)
    assert [one.tag for one in course] == [f"{CMI5}title", f"{CMI5}description"]
    assert [one.tag for one in unit] == [f"{CMI5}title", f"{CMI5}description", f"{CMI5}url"]
    assert {text.attrib["lang"] for one in root for told in one for text in told} == {"en"}
    assert unit[2].text == address
    assert (unit.attrib["moveOn"], unit.attrib.get("masteryScore")) == (moves_on, least)


@pytest.mark.parametrize("kind", list(LearningSystem))
def test_the_page_speaks_to_the_system_first_and_brings_what_the_session_needs(
    seat: dict[str, bytes], pack: Path, kind: LearningSystem
) -> None:
    archive = opened(package(seat, kind, pack))
    page = archive.read("index.html").decode()
    scripts = re.findall('<script type="module" src="([^"]+)">', page)
    assert scripts == [f"lms_{kind.value}.js", "seat.js"]
    assert set(scripts) <= set(archive.namelist())
    assert ("connect-src 'self' https:" in page) is (kind is LearningSystem.CMI5)
    # A visit is over with its page, in either system.
    assert "eload" not in page
    assert all(say(f"web.package.{name}") in page for name in ("broken", "elsewhere", "left"))
    deaths = ["died_of_lungs", "died_of_shock", "died_of_organ_failure", "died_of_infection"]
    assert json.loads(archive.read("lms.json")) == {
        "session": open_session(pack).digest, "levels": ["septic_shock", "own"], "tries": [3, 1],
        "least_score": 60, "stopped": "stopped",
        "score_version": SCORE_VERSION,
        "early": {"endings": deaths, "before_tick": 144, "above_score": 95.0},
    }  # fmt: skip
    assert archive.read("night.toml") == pack.read_bytes()
    assert archive.read("own.toml") == (pack.parent / "own.toml").read_bytes()
