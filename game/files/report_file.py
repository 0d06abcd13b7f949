"""Reports on the disk: by which name, what they may write over, and as PDF."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from game.files.case_file import case_bytes
from game.files.folders import assets_folder
from game.files.output import write_bytes
from game.review.report import CASE_MARK
from game.values.log import Log

NO_WEASYPRINT: Final = (
    "A PDF needs WeasyPrint, which is not installed: pip install 'cytokine-storm[pdf]', "
    "or print the page from a browser."
)
NO_PANGO: Final = (
    "A PDF needs the library Pango, which WeasyPrint does not find on this machine: install it "
    "(apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, brew install pango, or MSYS2 on Windows), "
    "or print the page from a browser."
)
_MARK: Final = re.compile(rb'<meta name="' + CASE_MARK.encode() + rb'" content="([0-9a-f]{16})">')
_HEAD: Final = 2048
"""The mark stands within so many bytes from the start of a page."""
_FACES: Final = {400: "regular", 600: "semibold", 700: "bold"}


class PdfMissingError(RuntimeError):
    """This machine can not make a PDF; the message says what it lacks."""


def case_mark(log: Log) -> str:
    """Return the fingerprint of a whole case file, by which its report is known again."""
    return sha256(case_bytes(log)).hexdigest()[:16]


def report_path(folder: Path, stem: str, mark: str) -> Path:
    """Return where the report of a case belongs: over its last one, or where neither page nor PDF lies yet."""
    number = 1
    while True:
        path = folder / (f"{stem}.html" if number == 1 else f"{stem}-{number}.html")
        if _mark_of(path) == mark or not (path.exists() or path.with_suffix(".pdf").exists()):
            return path
        number += 1


def _mark_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = _MARK.search(file.read(_HEAD))
    except OSError:
        return ""
    return found.group(1).decode() if found else ""


def check_pdf() -> None:
    """Raise PdfMissingError if no PDF can be made here."""
    _weasyprint()


def write_pdf(path: Path, page: str) -> None:
    """Write a page as a tagged PDF, in the face of the game.

    Raises PdfMissingError and FileError.
    """
    weasyprint = _weasyprint()
    fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    folder = assets_folder() / "fonts"
    rules = [
        f"@font-face{{font-family:'Storm Hyperlegible';font-weight:{weight};"
        f"src:url('{(folder / f'storm-hyperlegible-{name}.ttf').as_uri()}')}}"
        for weight, name in _FACES.items()
    ]
    style = weasyprint.CSS(string="".join(rules), font_config=fonts)
    made = weasyprint.HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    write_bytes(path, made)


def _weasyprint() -> Any:
    if find_spec("weasyprint") is None:
        raise PdfMissingError(NO_WEASYPRINT)
    try:
        return import_module("weasyprint")
    except OSError as error:
        raise PdfMissingError(NO_PANGO) from error
