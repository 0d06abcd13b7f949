"""A folder of things that were found out about case files and are kept, each under the fingerprint of its file.

It is a help and no proof, and may be lost at any time: what is missing, damaged, or of other rules is found anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from game.files.output import write_bytes
from game.files.problem import FileError
from game.files.reading import FileKind, decoding, files_in, read_bytes

_MARK_SIGNS: Final = frozenset("0123456789abcdef")
T = TypeVar("T")


class KeptShelf(Generic[T]):
    """One such folder. No fault of the disk is ever a reason not to go on."""

    def __init__(
        self, folder: Path, suffix: str, kind: FileKind, of: type[T], rules: Callable[[str], bytes], most: int
    ) -> None:
        """Take the folder, which need not be there; `rules` says of a fingerprint under which rules it is found."""
        self._folder = folder
        self._suffix = suffix
        self._kind = kind
        self._of = of
        self._rules = rules
        self._most = most

    def find(self, mark: str) -> T | None:
        """Return what was kept for the case file with this fingerprint; nothing if it has to be found anew."""
        path = self._folder / f"{mark}{self._suffix}"
        with suppress(FileError):
            check, _, rest = read_bytes(path, self._kind).partition(b"\n")
            rules, _, body = rest.partition(b"\n")
            if check == _check(rest) and rules == self._rules(mark):
                with decoding(str(path), self._kind.name):
                    return msgspec.json.decode(body, type=self._of)
        return None

    def keep(self, mark: str, found: T) -> None:
        """Keep what was found; if the folder is full, the oldest goes."""
        rest = self._rules(mark) + b"\n" + msgspec.json.encode(found)
        content = _check(rest) + b"\n" + rest
        if len(content) > self._kind.largest_bytes:
            return
        with suppress(FileError, OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_bytes(self._folder / f"{mark}{self._suffix}", content)
            self._make_room()

    def _make_room(self) -> None:
        # What a player may have laid here under another name is none of ours.
        ours = [path for path in files_in(self._folder, self._suffix) if _MARK_SIGNS.issuperset(path.stem)]
        if len(ours) > self._most:
            by_age = sorted(ours, key=lambda path: (path.stat().st_mtime_ns, path.name))
            for path in by_age[: len(by_age) - self._most]:
                path.unlink(missing_ok=True)


def _check(rest: bytes) -> bytes:
    return sha256(rest).hexdigest().encode()
