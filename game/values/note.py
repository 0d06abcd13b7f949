"""A note that somebody pinned to a moment of a finished case."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from game.values.ticks import Tick
from game.values.wire import Wire

LONGEST_NOTE = 200
"""Characters of a note (assumed): two lines of the strip on which it stands."""


class Note(Wire, frozen=True, kw_only=True):
    """What somebody wants to say about one moment."""

    tick: Annotated[Tick, Meta(ge=0)]
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_NOTE)]
