"""Analyses that are kept, so that a case that is opened again is told at once.

Each lies in a file of its own, under the fingerprint of the whole case file. It is a help and no proof, and may be lost
at any time: one that is missing, damaged, or of another game, model or rules is found anew.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

import game
from game.files.output import write_bytes
from game.files.problem import FileError
from game.files.reading import FileKind, decoding, files_in, read_bytes
from game.patient.method import METHOD
from game.policy.reference import REFERENCE_VERSION
from game.review.findings import ANALYSIS_VERSION, Analysis
from game.review.valuation.reveal import Revealed
from game.review.verdict import SCORE_VERSION
from game.values.wire import Wire

ANALYSIS: Final = FileKind("files.kind.kept_analysis", 2_000_000)
"""Ten times that of a case of a fortnight."""
MOST_KEPT: Final = 300
"""Those written longest ago make room."""
_SUFFIX: Final = ".analysis"
_MARK_SIGNS: Final = frozenset("0123456789abcdef")


class Whole(Wire, frozen=True, kw_only=True):
    """All that is found of a finished case."""

    analysis: Analysis
    revealed: Revealed


class _Rules(Wire, frozen=True, kw_only=True):
    """What an analysis depends on beside the case file."""

    case: str
    """Fingerprint of the whole case file."""
    game: str
    method: str
    reference: int
    analysis: int
    score: int


class AnalysisShelf:
    """A folder of kept analyses. No fault of the disk is ever a reason not to play."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there."""
        self._folder = folder

    def find(self, mark: str) -> Whole | None:
        """Return what was kept for the case file with this fingerprint; nothing if it has to be found anew."""
        path = self._folder / f"{mark}{_SUFFIX}"
        with suppress(FileError):
            check, _, rest = read_bytes(path, ANALYSIS).partition(b"\n")
            rules, _, body = rest.partition(b"\n")
            if check == _check(rest) and rules == _rules(mark):
                with decoding(str(path), ANALYSIS.name):
                    return msgspec.json.decode(body, type=Whole)
        return None

    def keep(self, mark: str, whole: Whole) -> None:
        """Keep what was found of a case; if the folder is full, the oldest goes."""
        rest = _rules(mark) + b"\n" + msgspec.json.encode(whole)
        content = _check(rest) + b"\n" + rest
        if len(content) > ANALYSIS.largest_bytes:
            return
        with suppress(FileError, OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_bytes(self._folder / f"{mark}{_SUFFIX}", content)
            self._make_room()

    def _make_room(self) -> None:
        # What a player may have laid here under another name is none of ours.
        ours = [path for path in files_in(self._folder, _SUFFIX) if _MARK_SIGNS.issuperset(path.stem)]
        by_age = sorted(ours, key=lambda path: (path.stat().st_mtime_ns, path.name))
        for path in by_age[: max(0, len(by_age) - MOST_KEPT)]:
            path.unlink()


def _rules(mark: str) -> bytes:
    return msgspec.json.encode(
        _Rules(
            case=mark,
            game=game.__version__,
            method=METHOD,
            reference=REFERENCE_VERSION,
            analysis=ANALYSIS_VERSION,
            score=SCORE_VERSION,
        )
    )


def _check(rest: bytes) -> bytes:
    return sha256(rest).hexdigest().encode()
