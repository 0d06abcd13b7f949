"""The answer sheet of a learner: what is handed in beside the case files of a training session."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from game.values.wire import Wire

SHEET_FORMAT = 1
LONGEST_COMMITMENT = 300
"""Signs of a plan: two sentences."""
_Answer = Annotated[int, Meta(ge=1, le=6)]


class Sheet(Wire, frozen=True, kw_only=True):
    """What a learner answered and means to do."""

    format: Annotated[int, Meta(ge=1, le=SHEET_FORMAT)]
    session: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    session_digest: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
    learner: Annotated[str, Meta(min_length=1, max_length=60)]
    before: Annotated[tuple[_Answer, ...], Meta(max_length=100)] = ()
    """Answers of the test before the first case, counted from 1, in the order of the session; empty if not taken."""
    after: Annotated[tuple[_Answer, ...], Meta(max_length=100)] = ()
    """The same after the last case."""
    commitment: Annotated[str, Meta(max_length=LONGEST_COMMITMENT)] = ""
    """What the learner means to do differently at the next bed."""
