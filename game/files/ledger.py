"""The ledger of confirmed cases: which case files this game has finished itself, or has played again and found true.

To find out whether a case file is true, the case is played and scored again, which takes seconds. The ledger remembers
the answer by the fingerprint of the whole file. It is a help and no proof: whoever can write the file can write the
ledger too. It may be lost at any time; then the cases are confirmed again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from game.files.problem import FileError
from game.files.reading import FileKind, ReadError, decoding, read_bytes
from game.values.log import EndLine
from game.values.wire import Wire
from game.values.words import say

NAME: Final = "confirmed.jsonl"
LEDGER: Final = FileKind("files.kind.ledger_of_confirmed_cases", 20_000_000)
"""A hundred thousand cases fit in."""
_MOST_BAD: Final = 1000
"""After so many lines that cannot be read the rest is not looked at: its cases are confirmed again."""
_ROW: Final = re.compile(rb"[^\r\n]+")


class Seal(Wire, frozen=True, kw_only=True):
    """What was confirmed of one case file: all of it, with this score."""

    sha256: str
    """Fingerprint of the whole file, with the line ends of the game."""
    score: int
    rules: int
    """Version of the rules of the score."""
    method: str
    """Model that the case was played with."""


class Ledger:
    """Keeps seals in memory and on the disk. No fault of the disk is ever a reason not to play."""

    def __init__(self, path: Path) -> None:
        """Take the file; it need not be there."""
        self._path = path
        self._seals: dict[str, Seal] = {}
        self._length = -1
        self._read()

    def confirms(self, mark: str, end: EndLine, method: str) -> bool:
        """Say whether a file with this fingerprint was confirmed with its score, rules and model."""
        seal = self._seals.get(mark)
        return seal is not None and seal == _seal(mark, end, method)

    def add(self, mark: str, end: EndLine, method: str) -> None:
        """Remember that a whole case file is confirmed."""
        if self.confirms(mark, end, method):
            return
        seal = _seal(mark, end, method)
        self._seals[mark] = seal
        try:
            before = read_bytes(self._path, LEDGER)
        except ReadError as error:
            if not error.missing:
                return
            before = b""
        # A line before this one that a crash has torn does not take this one with it.
        torn = bool(before) and not before.endswith(b"\n")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(b"\n" * torn + msgspec.json.encode(seal) + b"\n")

    def read_again(self) -> None:
        """Learn what another window of the game has confirmed meanwhile."""
        with suppress(OSError, ValueError):
            if self._path.stat().st_size != self._length:
                self._read()

    def _read(self) -> None:
        try:
            raw = read_bytes(self._path, LEDGER)
        except FileError:
            return
        self._length = len(raw)
        bad = 0
        for row in _ROW.finditer(raw):
            # A line that cannot be read confirms nothing, and the others stand.
            try:
                with decoding(str(self._path), say("files.ledger.a_seal")):
                    seal = msgspec.json.decode(row[0], type=Seal)
            except FileError:
                bad += 1
                if bad >= _MOST_BAD:
                    break
            else:
                self._seals[seal.sha256] = seal


def _seal(mark: str, end: EndLine, method: str) -> Seal:
    return Seal(sha256=mark, score=end.score, rules=end.score_version, method=method)
