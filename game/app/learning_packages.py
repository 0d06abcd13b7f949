"""Packs the browser's seat for a learning management system, by SCORM 1.2 or cmi5.

The same files make the same zip, to the byte.
"""

from __future__ import annotations

import enum
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

import game
from game.app.levels import shipped_paths
from game.app.sessions import OpenSession, level_paths, open_session
from game.app.web_folder import zipped
from game.files.reading import LEVEL, SESSION, read_bytes
from game.review.scoring.early import EARLY_H, UNMARKED_ABOVE
from game.review.verdict import SCORE_VERSION
from game.training.statements import OURS
from game.values.ending import Ending
from game.values.ticks import ticks
from game.values.wire import Wire
from game.values.words import say

_PAGE: Final = "index.html"
_LESSON: Final = "lms.json"
"""What the page reads of the session that it was packed for."""
_FIRST_SCRIPT: Final = re.compile("<script ")
_CONNECT: Final = re.compile(r"connect-src 'self'")
_CP, _ADLCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_CMI5: Final = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


class LearningSystem(enum.Enum):
    """The systems that there are."""

    SCORM = "scorm"
    CMI5 = "cmi5"


class _Early(Wire, frozen=True, kw_only=True):
    """Which cases dice ended before anything was decided: the rule of `decided_early`, in numbers for the page."""

    endings: tuple[str, ...] = tuple([one.value for one in Ending if one.died])
    before_tick: int = ticks(EARLY_H)
    above_score: float = UNMARKED_ABOVE


class _Packed(Wire, frozen=True, kw_only=True):
    """What the page has to know of what it was packed for; without a session any case will do."""

    session: str = ""
    """The fingerprint of its pack."""
    levels: tuple[str, ...] = ()
    tries: tuple[int, ...] = ()
    """How often each level may be played, 0 for any number."""
    least_score: int = 0
    score_version: int = SCORE_VERSION
    """Rules of the score; scores of others are not compared."""
    early: _Early = _Early()
    stopped: str = Ending.STOPPED.value
    """The ending of a case that was stopped where it stood."""


def package(seat: Mapping[str, bytes], kind: LearningSystem, pack: Path | None = None) -> bytes:
    """Return a seat as a zip, which opens the session of a pack if one is given. Raises FileError."""
    opened = open_session(pack) if pack is not None else None
    files = {**seat, _PAGE: _told(seat[_PAGE].decode(), kind).encode(), _LESSON: msgspec.json.encode(_packed(opened))}
    launch = _PAGE
    if pack is not None and opened is not None:
        files |= _of_session(pack, opened)
        launch += f"?session={pack.name}"
    if kind is LearningSystem.SCORM:
        # A manifest names every file but itself.
        files["imsmanifest.xml"] = _manifest(opened, launch, sorted(files))
    else:
        files["cmi5.xml"] = _course(opened, launch)
    return zipped(files)


def _told(page: str, kind: LearningSystem) -> str:
    """Return the page with the script that speaks to the system, before all others."""
    script = f'<script type="module" src="lms_{kind.value}.js"></script>\n<script '
    page = _FIRST_SCRIPT.sub(script, page, count=1)
    # A visit ends with its page: who reloads one plays on untold.
    for name in ("broken", "elsewhere", "left"):
        page = page.replace(say(f"web.page.{name}"), say(f"web.package.{name}"))
    # Where the record store is, only the launch says; it is another host's as a rule.
    return _CONNECT.sub("connect-src 'self' https:", page) if kind is LearningSystem.CMI5 else page


def _of_session(pack: Path, opened: OpenSession) -> dict[str, bytes]:
    """Return the pack, and the levels that lie beside it."""
    shipped, paths = shipped_paths(), level_paths(pack)
    own = [paths[level.id] for level in opened.levels if level.id not in shipped]
    return {pack.name: read_bytes(pack, SESSION)} | {one.name: read_bytes(one, LEVEL) for one in own}


def _packed(opened: OpenSession | None) -> _Packed:
    if opened is None:
        return _Packed()
    session = opened.session
    levels = tuple([level.id for level in opened.levels])
    tries = tuple(session.tries_of(index) for index in range(len(levels)))
    return _Packed(session=opened.digest, levels=levels, tries=tries, least_score=session.least_score)


def _title(opened: OpenSession | None) -> str:
    return say("app.packages.title") if opened is None else opened.session.title


def _id(opened: OpenSession | None) -> str:
    """Return by what a package is known: the same for the same session, with whichever version of the game."""
    return f"{OURS}:seat" if opened is None else f"{OURS}:session:{opened.session.id}:{opened.digest}"


def _manifest(opened: OpenSession | None, launch: str, names: list[str]) -> bytes:
    """Return the manifest of SCORM 1.2: one item that is one page."""
    ET.register_namespace("", _CP)
    ET.register_namespace("adlcp", _ADLCP)
    ET.register_namespace("xsi", _XSI)
    page, _, asked = launch.partition("?")
    # An id of XML has no colon.
    root = ET.Element(f"{{{_CP}}}manifest", identifier=_id(opened).replace(":", "-"), version=game.__version__)
    root.set(f"{{{_XSI}}}schemaLocation", f"{_CP} imscp_rootv1p1p2.xsd {_ADLCP} adlcp_rootv1p2.xsd")
    metadata = _in(root, "metadata")
    _in(metadata, "schema").text = "ADL SCORM"
    _in(metadata, "schemaversion").text = "1.2"
    organizations = _in(root, "organizations", default="course")
    course = _in(organizations, "organization", identifier="course")
    _in(course, "title").text = _title(opened)
    item = _in(course, "item", identifier="seat", identifierref="files", isvisible="true")
    if asked:
        item.set("parameters", f"?{asked}")
    _in(item, "title").text = _title(opened)
    if opened is not None and opened.session.least_score:
        ET.SubElement(item, f"{{{_ADLCP}}}masteryscore").text = str(opened.session.least_score)
    resources = _in(root, "resources")
    resource = _in(resources, "resource", identifier="files", type="webcontent", href=page)
    resource.set(f"{{{_ADLCP}}}scormtype", "sco")
    for name in names:
        _in(resource, "file", href=name)
    return _written(root)


def _in(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_CP}}}{name}", attributes)


def _course(opened: OpenSession | None, launch: str) -> bytes:
    """Return the course structure of cmi5: one unit that is one page."""
    ET.register_namespace("", _CMI5)
    least = 0 if opened is None else opened.session.least_score
    root = ET.Element(f"{{{_CMI5}}}courseStructure")
    course = ET.SubElement(root, f"{{{_CMI5}}}course", id=f"{_id(opened)}:course")
    unit = ET.SubElement(root, f"{{{_CMI5}}}au", id=_id(opened))
    about = say("app.command_line.a_training_game_about_the")
    for one in (course, unit):
        for name, text in (("title", _title(opened)), ("description", about)):
            inside = ET.SubElement(one, f"{{{_CMI5}}}{name}")
            ET.SubElement(inside, f"{{{_CMI5}}}langstring", lang=say("words.language")).text = text
    ET.SubElement(unit, f"{{{_CMI5}}}url").text = launch
    unit.set("moveOn", "CompletedAndPassed" if least else "Completed")
    unit.set("launchMethod", "OwnWindow")
    if least:
        unit.set("masteryScore", f"{least / 100:g}")
    return _written(root)


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"
