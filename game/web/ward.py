"""The compiled ward of a sweep, which the page runs: code that is written here, as on a desktop, with its bits.

It is lent Python's own memory, so that its columns are Python's and nothing is brought to and fro.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable
from contextlib import suppress
from functools import lru_cache
from typing import Any, Protocol

from game.futures.compiled_ward import CompiledWard, Lent
from game.futures.kernel import COMPILED, KernelMissingError
from game.futures.rooms import Rooms
from game.futures.ward_code import COLUMNS
from game.web.blocks import Block

_HEAD = COLUMNS // 8
"""Numbers that could stand before the rows."""


class Running(Protocol):
    """Code that runs on a part of Python's memory."""

    def run(self, name: str, /) -> None:
        """Run a function."""


class WardModule(Protocol):
    """Code that was compiled."""

    def lend(self, address: int, size: int, /) -> Running:
        """Lend it so many bytes of Python's memory, from an address on."""


class WardPage(Protocol):
    """What compiles code in the page (`static/kernel.js`)."""

    def compile(self, code: bytes, /) -> WardModule:
        """Compile code that was written here."""


class PageWards:
    """Makes wards whose code the page runs."""

    def __init__(self, page: WardPage) -> None:
        """Take the page."""
        self._compiled = lru_cache(COMPILED)(page.compile)
        self._refused = False

    def ward(self, rooms: Rooms, hours: int, count: int, alike: Hashable) -> CompiledWard | None:
        """Return the ward of a sweep; nothing where the browser does not run the code: then it is done step by step."""
        if not self._refused:
            with suppress(KernelMissingError):
                return CompiledWard(rooms, hours, count, alike, self._lend)
        return None

    def _lend(self, code: bytes, rows: int, width: int) -> Lent:
        try:
            return _PageLent(self._compiled(code), rows, width)
        except Exception as error:
            # A rule of the site or of an extension, or too little memory: it refuses the next one as well.
            self._refused = True
            raise KernelMissingError(str(error)) from error


class _PageLent:
    """Code that the page runs on a strip of Python's."""

    def __init__(self, code: WardModule, rows: int, width: int) -> None:
        numbers = array("d", [0.0]) * (_HEAD + rows * width)
        self.rows: Any = Block(numbers, _HEAD, rows, width, width)
        # A strip that is looked at stays where it is.
        self._bytes = memoryview(numbers).cast("B")
        self._running = code.lend(numbers.buffer_info()[0], len(self._bytes))

    def run(self, name: str, asked: bytes) -> None:
        """Run a function on what is asked."""
        self._bytes[: len(asked)] = asked
        self._running.run(name)
