"""Connections of a live class: none stays open in silence, and one machine cannot take all that there are."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

ASKS_WITHIN_S: Final = 30.0
"""So long a connection may take until a request has come whole, be it silent or slow (assumed: a game asks at once)."""
MOST_FROM_ONE: Final = 750
"""Connections of one address, half of all: a class behind one router has one each, and nobody keeps out the others."""
MOST_AT_ONCE: Final = 1500
"""Connections; a class of 500 has one each, and the instructor's pages some more."""
CROWDED: Final = MOST_AT_ONCE - 100
"""From so many on, whoever comes takes the place of the one that has been silent longest and never asked anything."""
_from: Final[Counter[str]] = Counter()
_strangers: Final[dict[Connection, None]] = {}
"""Who has asked for nothing yet, in the order of coming."""


class Connection(H11Protocol):
    """One connection, which is ended if it asks for nothing, or is one too many of its machine."""

    _waits: asyncio.TimerHandle | None = None
    _place: str = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it, and wait for what it asks."""
        H11Protocol.connection_made(self, transport)
        self._place = self.client[0] if self.client else ""
        _from[self._place] += 1
        if _from[self._place] > MOST_FROM_ONE:
            transport.abort()
            return
        if _strangers and _from.total() > CROWDED:
            longest = next(iter(_strangers))
            del _strangers[longest]
            longest.transport.abort()
        _strangers[self] = None
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        _from[self._place] -= 1
        if _from[self._place] <= 0:
            del _from[self._place]
        _strangers.pop(self, None)
        self._rest()
        H11Protocol.connection_lost(self, exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a part of a request does not buy more time."""
        H11Protocol.data_received(self, data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        H11Protocol.on_response_complete(self)
        self._watch()

    def _watch(self) -> None:
        """Let time run while nothing was asked, and stand still while an answer is under way."""
        if self.cycle is not None:
            _strangers.pop(self, None)
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._waits is None:
            self._waits = self.loop.call_later(ASKS_WITHIN_S, self.transport.abort)

    def _rest(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None
