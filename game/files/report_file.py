"""Reports on the disk: by which name, and what they may write over."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from game.files.case_file import case_bytes
from game.files.problem import FileError
from game.files.reading import REPORT, exists, read_bytes
from game.values.log import Log

CASE_MARK: Final = "cytokine-storm-case"
"""Name under which the head of a page says which case it tells."""
_MARK: Final = re.compile(rb'<meta name="' + CASE_MARK.encode() + rb'" content="([0-9a-f]{16})">')
_HEAD: Final = 2048
"""The mark stands within so many bytes from the start of a page."""


def case_mark(log: Log) -> str:
    """Return the fingerprint of a whole case file, by which its report is known again."""
    return sha256(case_bytes(log)).hexdigest()[:16]


def report_path(folder: Path, stem: str, mark: str) -> Path:
    """Return where the report of a case belongs: over its last one, or where neither page nor PDF lies yet."""
    number = 1
    while True:
        path = folder / (f"{stem}.html" if number == 1 else f"{stem}-{number}.html")
        if _mark_of(path) == mark or not (exists(path) or exists(path.with_suffix(".pdf"))):
            return path
        number += 1


def _mark_of(path: Path) -> str:
    try:
        found = _MARK.search(read_bytes(path, REPORT)[:_HEAD])
    except FileError:
        return ""
    return found.group(1).decode() if found else ""
