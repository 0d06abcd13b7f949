"""The page of a report as PDF: the same elements, laid out for paper by Typst after `assets/report.typ`."""

from __future__ import annotations

import json
import re
from html import escape
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeAlias

from game.files.folders import assets_folder
from game.files.output import write_bytes
from game.files.problem import FileError, Problem
from game.values.caution import FOR_EDUCATION
from game.values.words import say

NO_TYPST: Final = "files.report_pdf.a_pdf_needs_typst_which"
_STANDARD: Final = "ua-1"
"""PDF/UA-1, which screen readers rest on."""
_TRIES: Final[tuple[tuple[bool, tuple[str, ...]], ...]] = ((True, (_STANDARD,)), (False, (_STANDARD,)), (False, ()))
"""The face of the game alone gives the same bytes everywhere; the faces of the system lend what it lacks; where they
lack a letter too, the page is tagged all the same but must not call itself PDF/UA."""
_VOID: Final = frozenset({"br", "hr", "meta"})
_WORDLESS: Final = frozenset({"style"})
_SAID_ALOUD: Final = "abbr"
"""Paper has no pointer to rest on an abbreviation: its words stand among the others."""

_Node: TypeAlias = dict[str, Any]


class PdfMissingError(RuntimeError):
    """This machine cannot make a PDF; the message says what it lacks."""


class _Tree(HTMLParser):
    """A page of ours as a tree: words as text, charts as they stand, everything else by name, class and children."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _node("page")
        self._open = [self.root]
        self._chart: list[str] = []
        """The source of the chart that is being read."""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "svg":
            # A chart within a page needs no namespace; one that stands alone does.
            self._chart = [f'<svg xmlns="http://www.w3.org/2000/svg"{self._source().removeprefix("<svg")}']
        elif self._chart:
            self._chart.append(self._source())
        elif tag != _SAID_ALOUD:
            one = _node(tag, given)
            self._open[-1]["children"].append(one)
            if tag not in _VOID:
                self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        if not self._chart:
            if tag != _SAID_ALOUD:
                self._open.pop()
            return
        self._chart.append(f"</{tag}>")
        if tag == "svg":
            frame = self._open[-1]
            frame["children"].append({"name": "svg", "class": "", "source": "".join(self._chart), "alt": frame["said"]})
            self._chart = []

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if self._chart:
            self._chart.append(escape(data))
        elif parent["name"] not in _WORDLESS and (data.strip() or "\n" not in data):
            words, before = re.sub(r"[ \t\n\r\f]+", " ", data), parent["children"]
            if before and isinstance(before[-1], str):
                before[-1] += words
            else:
                before.append(words)

    def _source(self) -> str:
        return self.get_starttag_text() or ""


def _node(name: str, given: dict[str, str] | None = None) -> _Node:
    known = given or {}
    return {
        "name": name,
        "class": known.get("class", ""),
        "scope": known.get("scope", ""),
        "said": known.get("aria-label", ""),
        "children": [],
    }


def _named(node: _Node, name: str) -> _Node | None:
    """Return the first element of a name."""
    for one in node["children"]:
        if isinstance(one, dict) and "children" in one:
            found = one if one["name"] == name else _named(one, name)
            if found is not None:
                return found
    return None


def page_tree(page: str) -> _Node:
    """Return a page as it is handed to Typst: names, classes, words, and charts with what they show."""
    return _Tree(page).root


def check_pdf() -> None:
    """Raise PdfMissingError if no PDF can be made here."""
    if find_spec("typst") is None:
        raise PdfMissingError(say(NO_TYPST))


def write_pdf(path: Path, page: str, colours: dict[str, str]) -> None:
    """Write a page as a tagged PDF, in the face of the game; `colours` are its roles with their codes.

    Raises PdfMissingError and FileError.
    """
    check_pdf()
    typst = import_module("typst")
    assets = assets_folder()
    tree = page_tree(page)
    title = _named(tree, "title")
    given = {
        "title": "".join(title["children"]) if title is not None else path.stem,
        "never": say(FOR_EDUCATION),
        "colours": colours,
        "page": _named(tree, "body"),
    }
    said = ""
    for alone, standards in _TRIES:
        try:
            made: bytes = typst.compile(
                assets / "report.typ",
                root=assets,
                font_paths=[assets / "fonts"],
                ignore_system_fonts=alone,
                format="pdf",
                sys_inputs={"page": json.dumps(given)},
                pdf_standards=list(standards),
            )
        except typst.TypstError as error:
            said = error.message
        else:
            write_bytes(path, made)
            return
    raise FileError(
        [
            Problem(
                str(path),
                "",
                say("files.report_pdf.that_typst_cannot_lay_it", said=said),
                say("files.report_pdf.a_page_that_fits_on"),
            )
        ]
    )
